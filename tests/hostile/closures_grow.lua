-- expect: memory|timeout ; functions hold memory too
local chain = nil
while true do local before = chain chain = function() return before end end
