-- expect: error: C stack overflow ; each level takes some of the C stack
local function deeper() return coroutine.wrap(deeper)() end
deeper()
