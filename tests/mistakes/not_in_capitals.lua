local a = true
return NOT a
