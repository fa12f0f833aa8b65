-- expect: error: too long ; as many results as bytes
return string.byte(('x'):rep(5000000), 1, -1)
