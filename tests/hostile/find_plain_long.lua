-- expect: ok|timeout ; the plain search is linear, so this is over at once
assert(not string.find(('a'):rep(8000000), ('a'):rep(100000) .. 'b', 1, true))
