for i in 1, 3 do print(i) end
