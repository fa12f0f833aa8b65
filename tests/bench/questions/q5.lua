result = dataset("bench.establishments"):by("region"):distinct "siren"
-- answer
for row in result:rows() do print(row.region.code, row.distinct.value) end
