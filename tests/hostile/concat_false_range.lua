-- expect: timeout|memory|error:  ; empty texts, very many
table.concat(setmetatable({}, { __index = function() return '' end }), '', 1, math.maxinteger)
