-- expect: ok|error: |memory|timeout ; each level takes some of the C stack
local function deeper() return pcall(deeper) end
deeper()
