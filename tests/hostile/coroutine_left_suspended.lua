-- expect: ok ; what is pending there is never run, not even at the end of all
left = coroutine.create(function()
  local guard <close> = setmetatable({}, { __close = function() while true do end end })
  coroutine.yield()
end)
coroutine.resume(left)
