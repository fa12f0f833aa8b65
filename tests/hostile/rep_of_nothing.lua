-- expect: ok ; an empty text any number of times is empty, at once
assert((''):rep(math.maxinteger) == '')
