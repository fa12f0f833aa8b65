-- expect: error: must return a string ; a __tostring that returns something else
return tostring(setmetatable({}, { __tostring = function() return {} end }))
