-- expect: timeout ; wrap closes a dead coroutine: in a stopped run it must not
local step = coroutine.wrap(function()
  local guard <close> = setmetatable({}, { __close = function() while true do end end })
  while true do end
end)
while true do pcall(step) end
