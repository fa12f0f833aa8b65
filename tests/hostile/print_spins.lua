-- expect: timeout ; __tostring runs under the limits
print(setmetatable({}, { __tostring = function() while true do end end }))
