-- expect: timeout ; a replacement that never comes back
string.gsub('word', '%a', function() while true do end end)
