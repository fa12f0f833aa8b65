-- expect: ok ; only text is compiled, and nothing makes bytecode
assert(rawget(string, 'dump') == nil)
local made, why = load('\27Lua\84\0\25\147', '=bytes', 'b')
assert(made == nil and type(why) == 'string')
assert(load('\27Lua') == nil)
assert(load('\27Lua', '=bytes', 'bt') == nil)
