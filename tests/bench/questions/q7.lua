local squares, totals = {}, {}
for row in dataset("bench.establishments"):by("activity", "commune"):sum("jobs"):rows() do
  local activity, jobs = row.activity.code, row.sum.value
  totals[activity] = (totals[activity] or 0) + jobs
  squares[activity] = (squares[activity] or 0) + jobs * jobs
end
result = {}
for activity, total in pairs(totals) do result[activity] = squares[activity] / (total * total) end
-- answer
for activity, hhi in pairs(result) do print(activity, hhi) end
