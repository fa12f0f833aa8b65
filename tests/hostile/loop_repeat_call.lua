-- expect: timeout ; a loop of calls
local function nothing() end
repeat nothing() until false
