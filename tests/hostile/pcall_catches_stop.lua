-- expect: timeout ; the stop comes again, however often it is caught
while true do
  pcall(function() while true do end end)
end
