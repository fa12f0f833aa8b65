local pharma = dataset("bench.establishments"):where { activity = { "21.10Z", "21.20Z" } }:by("region")
result = { sites = pharma:count(), jobs = pharma:sum "jobs" }
-- answer
for i = 1, #result.sites do
  local sites, jobs = result.sites:row(i), result.jobs:row(i)
  print(sites.region.code, sites.count.value, jobs.sum.value)
end
