local a, b = true, false
if a et b then print(a) end
