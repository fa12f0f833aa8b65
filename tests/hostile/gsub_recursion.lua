-- expect: error: |memory ; replacements inside replacements
local function deeper(text) return (string.gsub(text, '.', deeper)) end
deeper('x')
