-- expect: timeout ; a __tostring that never ends is stopped like the rest
error(setmetatable({}, { __tostring = function() while true do end end }))
