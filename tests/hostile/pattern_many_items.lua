-- expect: ok|timeout ; no limit on the length of a pattern, nor recursion
assert(string.find(('a'):rep(3000), '^' .. ('a?'):rep(3000) .. '$'))
