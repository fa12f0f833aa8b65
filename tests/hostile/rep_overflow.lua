-- expect: memory|error: too large ; the product does not fit an integer
return ('ab'):rep(math.maxinteger, 'cd')
