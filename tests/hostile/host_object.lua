-- expect: ok ; methods cannot be taken, replaced or called on something else
assert(type(getmetatable(cluster)) ~= 'table')
assert(not pcall(function() cluster.count = 1 end))
assert(not pcall(rawset, cluster, 'x', 1))
assert(not pcall(rawget, cluster, 'x'))
assert(not pcall(setmetatable, cluster, {}))
local count = cluster.count
assert(count(cluster) == 3)
for _, wrong in ipairs { 42, 'x', {}, print } do assert(not pcall(count, wrong)) end
assert(not pcall(count))
