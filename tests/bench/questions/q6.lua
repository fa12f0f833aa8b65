local all = dataset("bench.establishments")
local pharma = all:where { activity = { "21.10Z", "21.20Z" } }:by("commune"):sum("jobs"):rename("sum", "pharma")
result = pharma:join(all:by("commune"):sum("jobs"), "commune"):share("pharma", { of = "sum" }):top(10, "share")
-- answer
for row in result:rows() do print(row.commune.code, row.share.value) end
