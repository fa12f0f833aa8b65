-- expect: ok ; a text that is loaded sees what it is given, and no more
local seen = {}
load('x = 1; y = _G', '=part', 't', seen)()
assert(seen.x == 1 and seen.y == nil)
assert(load('return _G')() == _G)
assert(not pcall(load('return no_such_name')))
