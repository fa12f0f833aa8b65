-- expect: timeout ; the stop unwinds through a __close that would go on
local guard <close> = setmetatable({}, { __close = function() while true do end end })
while true do end
