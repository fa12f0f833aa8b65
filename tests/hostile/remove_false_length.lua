-- expect: timeout|error:  ; the same from the other end
table.remove(setmetatable({}, { __len = function() return math.maxinteger end }), 1)
