local t = {}
local t.jobs = 3
return t
