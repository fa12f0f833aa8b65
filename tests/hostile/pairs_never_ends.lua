-- expect: timeout ; an iterator of the script's own
local endless = setmetatable({}, { __pairs = function() return function() return 'again' end end })
for _ in pairs(endless) do end
