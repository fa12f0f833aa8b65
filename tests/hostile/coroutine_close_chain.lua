-- expect: ok|error: |memory ; coroutines that close one another: Lua 5.4.4 does not count this depth itself
local next_one
for _ = 1, 20000 do
  local mine = next_one
  local co = coroutine.create(function()
    local guard <close> = setmetatable({}, { __close = function() if mine then coroutine.close(mine) end end })
    coroutine.yield()
  end)
  coroutine.resume(co)
  next_one = co
end
coroutine.close(next_one)
