-- expect: memory|timeout ; one element after the other
local list = {}
while true do list[#list + 1] = { #list } end
