-- expect: timeout ; a reader that never comes back
load(function() while true do end end)
