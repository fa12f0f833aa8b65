-- expect: timeout ; switching so often that a hook could always come too late
local one, other
one = coroutine.wrap(function() while true do other() end end)
other = coroutine.wrap(function() while true do coroutine.yield() end end)
one()
