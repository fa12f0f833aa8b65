-- expect: timeout ; each step looks through a million empty places
local t = {}
for i = 1, 1 << 19 do t[i] = i end
for i = 1, 1 << 19 do t[i] = nil end
while true do next(t) end
