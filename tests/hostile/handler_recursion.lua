-- expect: ok ; a handler that fails inside itself
local fine = xpcall(error, function(e) error(e) end, 'begin')
assert(not fine)
