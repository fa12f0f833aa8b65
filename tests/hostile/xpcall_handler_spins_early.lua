-- expect: timeout ; the handler of an ordinary error loops, and is stopped in its loop
xpcall(error, function() while true do end end, "begin")
