-- expect: timeout|error:  ; a length that is none
table.insert(setmetatable({}, { __len = function() return math.maxinteger - 5 end }), 1, 'x')
