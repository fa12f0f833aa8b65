-- expect: timeout ; nothing but jumps
while true do end
