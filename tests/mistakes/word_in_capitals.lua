local a = true
If a then print(a) end
