-- expect: ok ; a delimiter as long as the text
local made, why = load('return [' .. ('='):rep(2000000) .. '[text')
assert(made == nil and why)
