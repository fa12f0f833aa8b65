local x = 3
x += 1
return x
