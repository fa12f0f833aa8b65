-- expect: ok|memory ; a chain of weak keys in random order would keep the collector busy for minutes
local meta = {}
local chain, keys = setmetatable({}, meta), {}
meta.__mode = "k"
for i = 1, 150000 do keys[i] = {} end
for i = #keys, 2, -1 do
  local j = math.random(i)
  keys[i], keys[j] = keys[j], keys[i]
end
for i = 1, #keys - 1 do chain[keys[i]] = keys[i + 1] end
local first = keys[1]
keys = nil
for i = 1, 2e5 do local waste = { i } end
