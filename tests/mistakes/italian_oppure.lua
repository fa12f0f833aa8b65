local a, b = true, false
return a oppure b
