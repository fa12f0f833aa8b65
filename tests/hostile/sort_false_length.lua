-- expect: error: array too big ; nothing is allocated for it
table.sort(setmetatable({}, { __len = function() return 1 << 50 end }))
