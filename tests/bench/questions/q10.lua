result = dataset("bench.establishments")
  :where(function(row) return row.jobs and row.jobs > 50 and row.state == "A" end)
  :count()
-- answer
print(result.value)
