-- Where départements are: the mean position of their communes whose coordinates are known; and who is near whom.
local radius = 6371 -- km

local function distance(a, b)
  local function half(x, y) return math.sin(math.rad(x - y) / 2) ^ 2 end
  return 2 * radius * math.asin(math.sqrt(
    half(a.latitude, b.latitude) + math.cos(math.rad(a.latitude)) * math.cos(math.rad(b.latitude)) * half(a.longitude, b.longitude)))
end

-- { CODE = { OTHER = 1 } } of the départements whose centres are at most so many kilometres apart.
return function(codes, kilometres)
  local communes, centres = territories:where { level = "commune", longitude = is_known() }, {}
  for _, axis in ipairs { "longitude", "latitude" } do
    for row in communes:by("departement"):mean(axis):rows() do
      if row.departement then
        local code = row.departement.code
        centres[code] = centres[code] or {}
        centres[code][axis] = row.mean.value
      end
    end
  end
  local near = {}
  for _, a in ipairs(codes) do
    near[a] = {}
    for _, b in ipairs(codes) do
      if a ~= b and centres[a] and centres[b] and distance(centres[a], centres[b]) <= kilometres then near[a][b] = 1 end
    end
  end
  return near
end
