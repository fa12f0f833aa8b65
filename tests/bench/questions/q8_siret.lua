result = dataset("bench.establishments"):where { siret = "@SIRET@" }:frame()
-- answer
for row in result:rows() do print(row.siret, row.name, row.jobs) end
