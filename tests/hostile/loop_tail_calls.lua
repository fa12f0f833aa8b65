-- expect: timeout ; calls that never return and need no stack
local function go(n) return go(n + 1) end
go(0)
