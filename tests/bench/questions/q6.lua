local all = dataset("bench.establishments")
local pharma = {}
for row in all:where { activity = { "21.10Z", "21.20Z" } }:by("commune"):sum("jobs"):rows() do
  pharma[row.commune.code] = row.sum.value
end
local jobs = all:by("commune"):sum "jobs"
result = jobs:where(function(row) return row.sum.value > 0 end)
  :with("share", function(row) return (pharma[row.commune.code] or 0) / row.sum.value end)
  :top(10, "share")
-- answer
for row in result:rows() do print(row.commune.code, row.share) end
