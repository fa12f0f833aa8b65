local x = 3
if x == 3 then
  print(1)
else if x == 4 then
  print(2)
end
