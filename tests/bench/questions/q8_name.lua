result = dataset("bench.establishments"):where { name = "laboratoires deti*" }:select("siret", "name"):frame()
-- answer
for row in result:rows() do print(row.siret, row.name) end
