local a, b = true, true
return a && b
