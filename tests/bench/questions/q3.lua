local jobs = dataset("bench.establishments"):by("region", "activity"):sum "jobs"
local regions, activities, all = {}, {}, 0
for row in jobs:rows() do
  local region, activity, value = row.region.code, row.activity.code, row.sum.value
  regions[region] = (regions[region] or 0) + value
  activities[activity] = (activities[activity] or 0) + value
  all = all + value
end
result = jobs:with("quotient", function(row)
  return row.sum.value * all / (regions[row.region.code] * activities[row.activity.code])
end)
-- answer
for row in result:rows() do
  print(row.region.code, row.activity.code, row.sum.value, row.quotient)
end
