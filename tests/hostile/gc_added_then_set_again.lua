-- expect: error: __gc ; the second table may not have it either
local meta = {}
setmetatable({}, meta)
meta.__gc = function() end
setmetatable({}, meta)
