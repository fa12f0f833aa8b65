-- remember() and sums_within(): computed once, and the same as what they stand for.
local calls = 0
local double = remember(function(x, row)
  calls = calls + 1
  return 2 * x, row and row.code
end)
assert(double(2) == 4 and double(2) == 4 and calls == 1)
assert(double "2" == 4 and calls == 2) -- a text is another argument
assert(double(3) == 6 and calls == 3)
local normandie = territories:where({ code = "REG-28" }):first()
assert(select(2, double(2, normandie)) == "REG-28" and calls == 4)
assert(double(2, territories:where({ code = "REG-28" }):first()) == 4 and calls == 4)
assert(not pcall(double, 2, {}))
assert(not pcall(remember, 3))
local ok, message = pcall(remember(function() error "no" end))
assert(not ok and tostring(message):find "no")

-- each place of the level, and all together
local rows = observations:where { measure = "pharma_employees" }
local of, all = sums_within(rows, "territory", "value"), sums_within(rows, false, "value")
assert(tostring(all(2021)) == tostring(rows:where({ period = "2021" }):sum "value"))
assert(of ~= nil)
