-- expect: ok ; the iterator is a function like any other
local step = pairs({ a = 1 })
assert(not pcall(step, 42))
assert(not pcall(step, nil))
assert(not pcall(step, {}, 'no such key'))
step({ b = 2, c = 3 })
assert(not pcall(next, {}, 'no such key'))
