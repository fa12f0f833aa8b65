-- Accessibility, neighbours, convergence, complexity, sources of change over years.

local function fails(code, f, ...)
  local ok, err = pcall(f, ...)
  assert(not ok and err.code == code, "expected " .. code .. ", found " .. tostring(err and (err.code or err)))
  return err.message
end

local function near(figure, expected)
  local value = figure.value
  assert(value and math.abs(value - expected) <= 1e-9 * math.max(1, math.abs(expected)),
    ("expected %.15g, found %s"):format(expected, figure:notation()))
end

-- accessibility: by origin; what reaches nothing scores 0 and stays
local ways = { Gidy = { Dreux = { attraction = 5000, distance = 10 }, Chartres = { attraction = 10, distance = 20 } }, Evreux = {} }
near(hansen(ways, { decay = "power", exponent = -2 }).Gidy, 50 + 10 / 400)
near(hansen(ways, { decay = "exponential", exponent = -0.1 }).Gidy, 5000 * math.exp(-1) + 10 * math.exp(-2))
near(hansen(ways, { exponent = -2, reach = 15 }).Gidy, 50)
assert(hansen(ways, { exponent = -2 }).Evreux.value == 0)
near(hansen({ Gidy = { Dreux = 10 } }, { attraction = { Dreux = 5000 }, exponent = -2 }).Gidy, 50)
local at_home = { Gidy = { Gidy = { attraction = 8, distance = 0 } } }
assert(hansen(at_home, { exponent = -1 }).Gidy.absence == "undefined")
near(hansen(at_home, { exponent = -1, zero_distance = 2 }).Gidy, 4)
assert(cumulative(ways, { within = 10 }).Gidy.value == 5000 and cumulative(ways, { within = 9 }).Gidy.value == 0)
assert(nearest(ways).Gidy.value == 10 and nearest(ways).Evreux.reason:find "Evreux")
near(two_step_catchment({ A = { P = 5, Q = 20 }, B = { Q = 3 } },
  { supply = { P = 10, Q = 4 }, demand = { A = 100, B = 50 }, within = 15 }).A, 10 / 100)
fails("argument", cumulative, ways)
fails("argument", hansen, ways, {})
assert(fails("argument", hansen, { Gidy = { Dreux = 10 } }, { attraction = { Evreux = 1 }, exponent = -2 }):find "Dreux")
fails("argument", nearest, { Gidy = { Dreux = 10 } })

local pairs_frame = frame {
  { "origin", { "A", "A", "B" } }, { "destination", { "x", "y", "x" } },
  { "attraction", { figure "10 jobs", figure "20 jobs", figure "30 jobs" } },
  { "distance", { figure "1 km", figure "12 km", figure "3 km" } },
}
local reached = cumulative(pairs_frame, { within = "2 km" })
assert(table.concat(reached.columns, " ") == "origin cumulative" and reached:row(1).cumulative:notation() == "10 jobs")
assert(reached:row(2).cumulative.value == 0 and nearest(pairs_frame):row(2).nearest.unit == "km")
fails("unit", cumulative, pairs_frame, { within = "2 jobs" })

-- Moran
local line = { A = { B = 1 }, B = { A = 1, C = 1 }, C = { B = 1, D = 1 }, D = { C = 1 } }
local m = moran({ A = 10, B = 12, C = 3, D = 2, Corse = 4 }, line)
near(m.expected, -1 / 4)
assert(m.i.value > 0.5 and m.p.value > 0 and m.p.value < 1 and #m.islands == 1 and m.islands[1] == "Corse")
near(m.z, (m.i.value - m.expected.value) / math.sqrt(m.variance.value))
assert(moran({ A = 1, B = 1 }, { A = { B = 1 }, B = { A = 1 } }).i.absence == "undefined")
assert(fails("argument", moran, { A = 1, B = 2 }, { A = { X = 1 } }):find "'X'")
fails("argument", moran, { A = 1, B = 2 }, { A = { A = 1 } })
fails("argument", moran, { A = 1, B = 2 })
local places = frame { { "place", { "A", "B", "C", "D" } }, { "v", { 10, 12, 3, 2 } } }
near(moran(places, line, { column = "v" }).i, moran({ A = 10, B = 12, C = 3, D = 2 }, line).i.value)

-- convergence
local b = beta_convergence({ A = 10, B = 20, C = 40 }, { A = 20, B = 32, C = 55 }, 10)
assert(b.beta.value < 0 and b.speed.value > 0)
near(b.speed, -math.log(1 + b.beta.value * 10) / 10)
near(b.half_life, math.log(2) / b.speed.value)
assert(beta_convergence({ A = 10, B = 0, C = 40 }, { A = 20, B = 32, C = 55 }, 10).beta.reason:find "^B: ")
fails("argument", beta_convergence, { A = 10 }, { B = 1 }, 10)
near(sigma_convergence { 10, 20 }, math.log(2) / math.sqrt(2))
local sigmas = sigma_convergence { [2015] = { A = 10, B = 20 }, [2020] = { A = 14, B = 22 } }
near(sigmas[2015], math.log(2) / math.sqrt(2))
local panel = frame { { "period", { 2015, 2015, 2020, 2020 } }, { "region", { "A", "B", "A", "B" } }, { "value", { 10, 20, 14, 22 } } }
near(sigma_convergence(panel, { period = "period" }):row(2).sigma_convergence, sigmas[2020].value)

-- complexity: who has what
local M = { R1 = { S1 = 120, S2 = 45, S3 = 30, S4 = 210, S5 = 95 }, R2 = { S1 = 60, S2 = 80, S3 = 15, S4 = 340, S5 = 20 },
  R3 = { S1 = 200, S2 = 10, S3 = 75, S4 = 150, S5 = 65 }, R4 = { S1 = 35, S2 = 25, S3 = 40, S4 = 90, S5 = 310 } }
local complexity = economic_complexity(M)
local sum = 0
for _, region in ipairs { "R1", "R2", "R3", "R4" } do sum = sum + complexity.eci[region].value end
assert(math.abs(sum) < 1e-9 and known(complexity.pci.S1))
assert(relatedness(M).S1.S1.value == 1 and relatedness(M).S1.S2.value == relatedness(M).S2.S1.value)
assert(density(M).R1.S5.value >= 0 and density(M).R1.S5.value <= 1)
local rows = frame { { "region", { "A", "A", "B", "B", "C", "C" } }, { "activity", { "x", "y", "x", "z", "y", "z" } },
  { "jobs", { 10, 20, 30, 40, 50, 60 } } }
assert(#relatedness(rows, { complete = true }) == 9 and #density(rows, { complete = true }) == 9)
assert(table.concat(relatedness(rows, { complete = true }).columns, " ") == "activity other relatedness")
assert(#economic_complexity(rows, { complete = true }).pci == 3)

-- shift-share by years: one year is the same, more add up
local c = { from = { S1 = 120, S2 = 10 }, to = { S1 = 131, S2 = 7 }, national_from = { S1 = 415, S2 = 160 }, national_to = { S1 = 437, S2 = 166 } }
local years = { region = { [2015] = c.from, [2016] = c.to }, nation = { [2015] = c.national_from, [2016] = c.national_to } }
near(shift_share(years).regional, shift_share(c).regional.value)
years.region[2017], years.nation[2017] = { S1 = 140, S2 = 9 }, { S1 = 450, S2 = 150 }
local parts = shift_share(years)
assert(parts.national.value + parts.mix.value + parts.regional.value == parts.total.value and parts.total.value == 19)
years.nation[2017] = nil
fails("argument", shift_share, years)

-- of a frame: every region against the sum of all
local both = frame { { "region", { "A", "A", "B", "B" } }, { "activity", { "x", "y", "x", "y" } },
  { "jobs_2015", { figure "120 jobs", figure "10 jobs", figure "295 jobs", figure "150 jobs" } },
  { "jobs_2020", { figure "131 jobs", figure "7 jobs", figure "306 jobs", figure "159 jobs" } } }
local shifted = shift_share(both, { from = "jobs_2015", to = "jobs_2020" })
assert(table.concat(shifted.columns, " ") == "region national mix regional total" and #shifted == 2)
near(shifted:row(1).regional, shift_share(c).regional.value)
assert(shifted:row(2).total:notation() == "20 jobs")
assert(#shift_share(both, { from = "jobs_2015", to = "jobs_2020", method = "esteban_marquillas" }).columns == 6)
fails("not_found", shift_share, both)
fails("argument", shift_share, both, { national_from = 1 })

-- a frame too long for whole figures: bare ones, the same numbers
local origin, destination, attraction, distance = {}, {}, {}, {}
for i = 1, 300 do
  for j = 1, 80 do
    origin[#origin + 1], destination[#destination + 1] = "o" .. i, "d" .. j
    attraction[#attraction + 1], distance[#distance + 1] = 2, j
  end
end
local long = frame { { "origin", origin }, { "destination", destination }, { "attraction", attraction }, { "distance", distance } }
local sums = cumulative(long, { within = 10 })
assert(#sums == 300 and sums:row(1).cumulative:notation() == "20", sums:row(1).cumulative:notation())
near(hhi(long, { column = "attraction" }), 1 / 24000)
near(location_quotient(long, { region = "origin", activity = "destination", value = "attraction", complete = true }):row(7).location_quotient, 1)
