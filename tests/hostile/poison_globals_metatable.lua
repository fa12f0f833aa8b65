-- expect: ok ; neither the environment nor its view gives its metatable away
assert(getmetatable(_G) == false and getmetatable(_ENV) == false)
assert(not pcall(setmetatable, _G, {}))
assert(not pcall(setmetatable, _ENV, {}))
rawset(_G, 'planted', 1)
planted_too = 2
_G.planted_three = 3
