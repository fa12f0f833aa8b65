result = hhi(dataset("bench.establishments"):by("activity", "commune"):sum("jobs"), { by = "activity" })
-- answer
for row in result:rows() do print(row.activity.code, row.hhi.value) end
