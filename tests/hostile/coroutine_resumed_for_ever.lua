-- expect: timeout ; each coroutine dies of the stop, the loop around them must too
while true do
  local co = coroutine.create(function() while true do end end)
  coroutine.resume(co)
end
