local x
x == 5
