-- expect: error: __gc ; a finaliser runs with hooks off
setmetatable({}, { __gc = function() while true do end end })
