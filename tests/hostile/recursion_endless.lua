-- expect: error: stack overflow|memory ; Lua's own stack
local function deeper() return 1 + deeper() end
deeper()
