-- expect: ok ; and one that comes too late is not heeded
local meta = {}
for _ = 1, 1000 do setmetatable({}, meta) end
meta.__gc = function() while true do end end
for i = 1, 2e5 do local waste = { i } end
