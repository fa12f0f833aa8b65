-- expect: timeout ; a handler that is called for the stop must not be entered
xpcall(function() while true do end end, function() while true do end end)
