-- expect: ok ; the table behind the methods of strings has no name here
assert(getmetatable('') == false)
assert(not pcall(setmetatable, '', {}))
string.upper = function() return 'changed' end
assert(('a'):upper() == 'A')
local methods = ('x').gsub
assert(not pcall(function() (''  ).new_method = 1 end))
