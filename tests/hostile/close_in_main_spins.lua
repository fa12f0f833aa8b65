-- expect: timeout ; a __close of the script's own body
local guard <close> = setmetatable({}, { __close = function() while true do end end })
