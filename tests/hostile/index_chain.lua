-- expect: error: |timeout ; a table that is its own __index
local loop = {}
loop.__index = loop
setmetatable(loop, loop)
return loop.missing
