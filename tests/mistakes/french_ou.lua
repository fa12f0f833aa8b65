local a, b = true, false
return a ou b
