-- expect: ok ; types have no metatable that a script can reach
for _, value in ipairs { 1, true, print, coroutine.create(print) } do
  assert(getmetatable(value) == nil)
  assert(not pcall(setmetatable, value, {}))
end
assert(getmetatable(nil) == false)
