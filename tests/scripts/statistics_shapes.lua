-- The shapes that statistics take and give: tables as they are, figures among the numbers, frames by the names of columns. All
-- three ways to say the same give the same, and an unknown or empty region costs the others nothing.
local function value_of(figure)
  assert(type(figure) ~= "table" and known(figure), tostring(figure))
  return figure.value
end

local function near(found, expected, what)
  assert(math.abs(value_of(found) - value_of(expected)) <= 1e-12 * math.max(1, math.abs(value_of(expected))),
    what .. ": " .. tostring(found) .. " is not " .. tostring(expected))
end

-- --- each as the documentation shows it --------------------------------------------------------------------------------
local M = { R1 = { S1 = 120, S2 = 45 }, R2 = { S1 = 60, S2 = 80 } }
local v, w, reference, populations = { 4750, 2750, 1500, 850 }, { 9, 6, 4, 2 }, { 1, 1, 2, 3 }, { 9, 6, 4, 2 }
for what, pair in pairs {
  location_quotient = { location_quotient(M).R1.S1, (120 / 165) / (180 / 305) }, standardised_lq = { standardised_lq(M).R1.S1, math.sqrt(0.5) },
  relatedness = { relatedness(M).S1.S2, 0 }, density = { density(M).R1.S1, 1 },
  krugman = { krugman(M, { reference = "total" }).R1, 2 * (120 / 165 - 180 / 305) },
  hoover_specialisation = { hoover_specialisation(M).R1, 120 / 165 - 180 / 305 },
  hhi = { hhi { 4750, 2750, 1500, 850 }, (4750 ^ 2 + 2750 ^ 2 + 1500 ^ 2 + 850 ^ 2) / 9850 ^ 2 },
  simpson = { simpson(v), 1 - hhi(v).value }, hill = { hill(v, 2), 1 / hhi(v).value },
  hoover = { hoover(v), (4750 + 2750) / 9850 - 0.5 }, hoover_reference = { hoover(v, reference), 4750 / 9850 + 2750 / 9850 - 2 / 7 },
} do
  near(pair[1], figure(("%.17g"):format(pair[2])), what)
end
for _, one in ipairs { hachman(M).R1, locational_gini(M).S1, entropy(v, { base = 2 }), gini(v, { weights = w }), theil_t(v), theil_l(v),
  atkinson(v, 0.5), variation(v), williamson(v, populations) } do
  assert(value_of(one) > 0)
end
local complexity = economic_complexity(M) -- two regions that share nothing: no eigenvector tells them apart
assert(complexity.eci.R1.absence == "undefined" and complexity.pci.S1.absence == "undefined" and #complexity.eci.R1.reason > 0)
local parts = shift_share { from = { S1 = 120 }, to = { S1 = 131 }, national_from = { S1 = 415 }, national_to = { S1 = 437 }, method = "dunn" }
assert(parts.national.value + parts.mix.value + parts.regional.value == 11 and parts.total.value == 11)
local plants = ellison_glaeser { plants = { { region = "Linz", jobs = 13000 } }, regions = { Linz = 400000 } }
assert(plants.gamma.absence == "undefined" and plants.gamma.reason:find "one plant" and plants.g.value == 0 and plants.h.value == 1)
near(hansen({ Gidy = { Dreux = { attraction = 5000, distance = 10 } } }, { decay = "power", exponent = -2 }).Gidy, figure "50", "hansen")
local ring = moran({ A = 1, B = 2, C = 4, D = 3 }, { A = { B = 1 }, B = { A = 1, C = 1 }, C = { B = 1, D = 1 }, D = { C = 1 } })
near(ring.i, figure "0.3", "moran")
assert(known(ring.expected) and known(ring.variance) and known(ring.p))

-- --- tables, figures and frames alike ----------------------------------------------------------------------------------
local cells = {}
for place, amounts in pairs { R1 = { 120, 80, 10 }, R2 = { 60, 80, 15 }, R3 = { 20, 10, 75 }, R4 = { 10, 30, 30 } } do
  for i, jobs in ipairs(amounts) do cells[#cells + 1] = { place, "S" .. i, jobs } end
end
local plain, mixed, columns = {}, {}, { {}, {}, {} }
for i, cell in ipairs(cells) do
  local place, activity, jobs = cell[1], cell[2], cell[3]
  plain[place], mixed[place] = plain[place] or {}, mixed[place] or {}
  plain[place][activity] = jobs
  mixed[place][activity] = i % 2 == 0 and jobs or figure(jobs .. " jobs")
  columns[1][i], columns[2][i], columns[3][i] = place, activity, figure(jobs .. " jobs")
end
local jobs = frame { { "where", columns[1] }, { "what", columns[2] }, { "how_many", columns[3] } }
local named = { region = "where", activity = "what", value = "how_many" }

for _, name in ipairs { "location_quotient", "standardised_lq", "hachman", "krugman", "hoover_specialisation", "locational_gini",
  "relatedness", "density", "economic_complexity" } do
  local from_plain, from_mixed, from_frame = _G[name](plain), _G[name](mixed), _G[name](jobs, named)
  local function alike(a, b)
    for key, one in pairs(a) do
      if type(one) == "table" then alike(one, b[key]) else near(b[key], one, name) end
    end
  end
  alike(from_plain, from_mixed)
  local tables = name == "economic_complexity" and { { from_plain.eci, from_frame.eci }, { from_plain.pci, from_frame.pci } } or { { from_plain, from_frame } }
  for _, pair in ipairs(tables) do
    local rows, last = 0, pair[2].columns[#pair[2].columns] -- the result stands behind what it is of
    for row in pair[2]:rows() do
      rows = rows + 1
      local expected = pair[1]
      for _, column in ipairs(pair[2].columns) do
        if type(row[column]) == "string" then expected = expected[row[column]] end
      end
      near(row[last], expected, name .. " of a frame")
    end
    assert(rows > 0)
  end
end

local list, among, as_frame = { A = 30, B = 20, C = 10 }, { A = figure "30 jobs", B = 20, C = figure "10 jobs" },
  frame { { "place", { "A", "B", "C" } }, { "jobs", { figure "30 jobs", figure "20 jobs", figure "10 jobs" } }, { "people", { 3, 4, 5 } } }
for name, second in pairs { hhi = false, entropy = false, simpson = false, hill = 2, gini = false, theil_t = false, theil_l = false,
  atkinson = 0.5, variation = false, sigma_convergence = false } do
  local call = function(values, options)
    if second then return _G[name](values, second, options) end
    return _G[name](values, options)
  end
  near(call(among), call(list), name)
  near(call(as_frame, { column = "jobs" }), call(list), name .. " of a frame")
end
near(gini(as_frame, { column = "jobs", weights = "people" }), gini(list, { weights = { A = 3, B = 4, C = 5 } }), "weights of a frame")
near(hoover(as_frame, nil, { column = "jobs" }), hoover(list), "hoover of a frame")
near(hoover(among), hoover(list), "hoover")
near(williamson(as_frame, "people", { column = "jobs" }), williamson(list, { A = 3, B = 4, C = 5 }), "williamson of a frame")

-- a column too may mix numbers with figures, and units that convert; a pure figure is no amount of jobs
local function matrix_of(values)
  return frame { { "region", { "R1", "R1", "R2", "R2" } }, { "activity", { "S1", "S2", "S1", "S2" } }, { "value", values } }
end
for _, values in ipairs { { figure "120 jobs", 45, 60, 80 }, { 120, 45, figure "60 jobs", 80 }, { figure "120 EUR", figure "0.045 k€", 60, figure "80 EUR" } } do
  near(location_quotient(matrix_of(values)):row(1).location_quotient, location_quotient(M).R1.S1, "mixed column")
  near(hachman(matrix_of(values)):row(1).hachman, hachman(M).R1, "mixed column")
end
for _, values in ipairs { { figure "120 jobs", figure "45 EUR", 60, 80 }, { figure "120 jobs", figure "45", 60, 80 } } do
  local done, refused = pcall(krugman, matrix_of(values))
  assert(not done and refused.code == "unit", tostring(refused))
end
local many = { {}, {}, {} }
for i = 1, 6000 do many[1][i], many[2][i], many[3][i] = "R" .. i % 3000, "S" .. i // 3000 % 2, i % 7 == 0 and figure(tostring(i)) or figure(i .. " jobs") end
local done, refused = pcall(location_quotient, frame { { "region", many[1] }, { "activity", many[2] }, { "value", many[3] } })
assert(not done and refused.message:find "several units")

-- --- what is unknown or zero stays with its own ------------------------------------------------------------------------
local Corse = { R1 = plain.R1, R2 = plain.R2, R3 = plain.R3, R4 = plain.R4, Corse = { S1 = 0, S2 = 0, S3 = 0 } }
for _, name in ipairs { "location_quotient", "standardised_lq", "hachman", "krugman", "hoover_specialisation", "density" } do
  local without, with = _G[name](plain), _G[name](Corse)
  local cell = function(of, place) return type(of[place]) == "table" and of[place].S1 or of[place] end
  for _, place in ipairs { "R1", "R2", "R3", "R4" } do near(cell(with, place), cell(without, place), name) end
  assert(cell(with, "Corse").absence == "undefined" and cell(with, "Corse").reason:find "Corse", name)
end
local eci = economic_complexity(Corse).eci
near(eci.R1, economic_complexity(plain).eci.R1, "eci")
assert(eci.Corse.absence == "undefined" and eci.Corse.reason:find "Corse")

local suppressed = { R1 = { S1 = figure "s jobs", S2 = 45 }, R2 = { S1 = 60, S2 = 80 } }
local quotient = location_quotient(suppressed).R1.S1
assert(quotient.value == nil and quotient.low == 0 and math.abs(quotient.high - (120 / 165) / (180 / 305)) < 0.01) -- bounded, not zero
assert(known(location_quotient({ R1 = { S1 = figure "100..140 jobs", S2 = 45 }, R2 = { S1 = 60, S2 = 80 } }).R1.S1.low))
assert(location_quotient { R1 = { S2 = 45 }, R2 = { S1 = 60, S2 = 80 } }.R1.S2.value == nil) -- not there is not zero
assert(location_quotient({ R1 = { S2 = 45 }, R2 = { S1 = 60, S2 = 80 } }, { complete = true }).R1.S2.value)

-- --- refused -----------------------------------------------------------------------------------------------------------
local ok, err = pcall(theil, v)
assert(not ok and err.message:find "theil_t" and err.message:find "theil_l")
for _, bounded in ipairs { hoover(v), hoover({ 1, 0, 0 }), hoover_specialisation(M).R1, simpson(v), gini { 0, 0, 1 }, locational_gini(M).S1 } do
  assert(bounded.value >= 0 and bounded.value <= 1) -- never 0 to 100
end
ok, err = pcall(share, figure("10 jobs"), figure "20 €")
assert(not ok and err.code == "unit")
