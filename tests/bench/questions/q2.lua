result = dataset("bench.establishments"):by("commune", "activity.division"):sum "jobs"
-- answer
for row in result:rows() do
  print(row.commune.code, row["activity.division"].code, row.sum.value)
end
