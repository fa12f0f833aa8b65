-- expect: timeout ; a coroutine killed by the stop has its hooks off for good: what it left must not run
local co = coroutine.create(function()
  local guard <close> = setmetatable({}, { __close = function() while true do end end })
  while true do end
end)
pcall(coroutine.resume, co)
coroutine.close(co)
