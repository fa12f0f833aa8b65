-- For programs that know no places: the jobs within 25, 50, 75 and 100 km of each place where programmes stand.
local lines = {}
for place in training_programmes:by("place"):count():rows() do
  local ranges = {}
  for i = 1, 4 do
    -- some towns have no position in the reference data: what is near them is not known
    local fine, jobs = pcall(function() return sites:near(place.place, 25 * i .. " km"):sum "headcount" end)
    ranges[i] = fine and string.format("[%s,%s]", jobs.low or "null", jobs.high or "null") or "[null,null]"
  end
  lines[#lines + 1] = string.format("%q:[%s]", place.place.code, table.concat(ranges, ","))
end
print("{" .. table.concat(lines, ",\n") .. "}")
