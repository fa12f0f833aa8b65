-- expect: memory|timeout ; the operator itself
local text = '*'
while true do text = text .. text end
