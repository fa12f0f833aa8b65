local jobs = dataset("bench.establishments"):by("region", "activity"):sum "jobs"
result = location_quotient(jobs, { region = "region", activity = "activity", value = "sum", complete = true })
-- answer
for row in result:rows() do
  print(row.region.code, row.activity.code, row.sum.value, row.location_quotient.value)
end
