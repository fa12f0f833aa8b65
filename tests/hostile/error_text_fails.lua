-- expect: error: not a text ; a __tostring that fails
error(setmetatable({}, { __tostring = function() error('no') end }))
