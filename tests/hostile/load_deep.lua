-- expect: ok ; the compiler's own recursion is bounded
assert(load('return ' .. ('('):rep(100000)) == nil)
assert(load('return ' .. ('{'):rep(100000)) == nil)
assert(load('return ' .. ('not '):rep(100000) .. '1') == nil)
