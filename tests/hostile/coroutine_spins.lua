-- expect: timeout ; the hook must be on the coroutine that runs
coroutine.wrap(function() while true do end end)()
