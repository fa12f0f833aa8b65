-- expect: timeout ; one step of an iterator
for _ in string.gmatch(('a'):rep(300000), 'a*a*a*b') do end
