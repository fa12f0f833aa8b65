-- Statistics of vectors and matrices: the shapes of results, what is absent, undefined or in another unit.

local function fails(code, f, ...)
  local ok, err = pcall(f, ...)
  assert(not ok and err.code == code, "expected " .. code .. ", found " .. tostring(err and (err.code or err)))
  return err.message
end

local function near(figure, expected)
  local value = figure.value
  assert(value and math.abs(value - expected) <= 1e-9 * math.max(1, math.abs(expected)),
    ("expected %.15g, found %s (%.15g)"):format(expected, figure:notation(), value or 0 / 0))
end

-- vectors: a list, named values or a mix of figures and numbers give the same
local list, named = { 4750, 2750, 1500, 850 }, { A = 4750, B = 2750, C = 1500, D = 850 }
for _, name in ipairs { "hhi", "entropy", "simpson", "theil_t", "theil_l", "gini", "hoover", "variation" } do
  near(_G[name](named), _G[name](list).value)
  near(_G[name] { figure "4750 jobs", figure "2750 jobs", 1500, 850 }, _G[name](list).value)
end
near(hhi(list, { equivalent = true }), 1 / hhi(list).value)
near(hhi(list, { points = true }), 10000 * hhi(list).value)
near(hill(list, 2), 1 / hhi(list).value)
near(hill(list, 1), math.exp(entropy(list).value))
near(entropy(list, { base = 2 }), entropy(list).value / math.log(2))
near(entropy({ 1, 1, 1, 1 }, { normalised = true }), 1)
near(gini { 0, 10, 10, 30, 50 }, 0.48)
near(gini({ 0, 10, 10, 30, 50 }, { unbiased = true }), 0.48 * 5 / 4)
near(gini({ a = 1, b = 3 }, { weights = { b = 1, a = 3 } }), gini({ 1, 1, 1, 3 }).value)
near(hoover({ a = 1, b = 3 }, { b = 1, a = 3 }), 0.5)
near(atkinson({ 1, 1 }, 0.5), 0)
near(variation({ 1, 3 }, { population = true }), 0.5)
near(williamson({ a = 1, b = 3 }, { a = 1, b = 1 }), 0.5)

-- one name for two measures is refused; so are options and choices that nobody knows
assert(fails("argument", theil, list):find "theil_t")
assert(fails("argument", hhi, list, { normalized = true }):find "normalised")
assert(fails("argument", krugman, { A = { S = 1 } }, { reference = "all" }):find "mean_of_others")
fails("argument", entropy, list, { base = "two" })
fails("argument", atkinson, list)
fails("argument", gini, named, { weights = { A = 1 } })
fails("argument", hhi, { "many" })
fails("argument", location_quotient, { 1, 2 })

-- what counts different things does not meet
fails("unit", hhi, { figure "3 jobs", figure "2 €" })
assert(hhi({ figure "1 k€", figure "1000 EUR" }).value == 0.5)

-- absent, undefined
assert(hhi({ figure "?", figure "?" }).absence == nil and hhi({ figure "?", figure "?" }).low == 0.5)
local open = hhi { figure "3 jobs", 2, figure "? jobs" }
assert(open.value == nil and open.low > 1 / 3 and open.high == 1)
assert(entropy({ 0, 0 }).absence == "undefined" and entropy({ 0, 0 }).reason:find "zero")
near(simpson { 1, 1, figure "n/a" }, 0.5)
assert(gini({ 1, figure "?" }).absence == "unknown")

-- matrices
local M = { R1 = { S1 = 120, S2 = 45 }, R2 = { S1 = 60, S2 = 80 } }
near(location_quotient(M).R1.S1, (120 / 165) / (180 / 305))
near(krugman(M).R1, math.abs(120 / 165 - 60 / 140) * 2)
near(krugman(M, { reference = "total" }).R1, 2 * hoover_specialisation(M).R1.value)
near(krugman(M, { reference = "mean_of_others" }).R2, krugman(M).R2.value)
assert(known(hachman(M).R1) and known(locational_gini(M).S1))
near(standardised_lq(M).R1.S1, 1 / math.sqrt(2))
assert(location_quotient({ { 1, 2 }, { 3, 4 } })[2][1].value) -- lists are names too
local explanation = tostring(explain(location_quotient(M).R1.S1))
assert(explanation:find "total, R1" and explanation:find("location quotient, R1, S1\n└─ location quotient (location_quotient) of 4 values", 1, true), explanation)

-- missing is not zero, unless the table is said to be complete
local partial = { R1 = { S1 = 120, S2 = 45 }, R2 = { S1 = 60 } }
local lq = location_quotient(partial)
assert(lq.R1.S1.value == nil and lq.R1.S1.low and lq.R2.S2.low == 0)
near(location_quotient(partial, { complete = true }).R1.S1, (120 / 165) / (180 / 225))
near(location_quotient(partial, { complete = true }).R2.S2, 0)
local bounded = location_quotient { R1 = { S1 = 120, S2 = figure "40..50" }, R2 = { S1 = 60, S2 = 80 } }
assert(bounded.R1.S1.low < 1.23 and bounded.R1.S1.high > 1.23 and bounded.R1.S1.high < 1.3)

-- undefined with its reason, for that region only
local empty = location_quotient { R1 = { S1 = 120, S2 = 45 }, Corse = { S1 = 0, S2 = 0 } }
assert(empty.Corse.S1.absence == "undefined" and empty.Corse.S1.reason:find "Corse", empty.Corse.S1.reason)
near(empty.R1.S1, 1)

-- shift-share: the parts add up to the change, exactly
local change = { from = { S1 = 120, S2 = 0 }, to = { S1 = 131, S2 = 7 }, national_from = { S1 = 415, S2 = 160 },
  national_to = { S1 = 437, S2 = 166 } }
for _, method in ipairs { "dunn", "esteban_marquillas" } do
  change.method = method
  change.from.S2 = method == "dunn" and 0 or 3
  local parts = shift_share(change)
  local sum = parts.national.value + parts.mix.value + parts.regional.value + (parts.allocation and parts.allocation.value or 0)
  assert(sum == parts.total.value and (parts.allocation ~= nil) == (method ~= "dunn"))
end
fails("argument", shift_share, { from = { S1 = 1 } })
fails("argument", shift_share, 1)

local plants = { { region = "Linz", jobs = 13000 } }
local regions = { Linz = 400000, Wels = 90000 }
assert(ellison_glaeser({ plants = plants, regions = regions }).gamma.absence == "undefined")
plants[2] = { region = "Wels", jobs = 2000 }
assert(known(ellison_glaeser({ plants = plants, regions = regions }).gamma))
plants[3] = { region = "Graz", jobs = 1 }
assert(fails("argument", ellison_glaeser, { plants = plants, regions = regions }):find "Graz")

-- whatever is handed over, the answer is a figure, a table or an error that says what was expected
local strange = { 1, "x", {}, { {} }, { { 1 }, { 2 } }, { a = { b = -1 } }, { [{}] = 1 }, { [1.5] = 2 }, { 0 / 0, 1 }, { math.huge, 1 },
  { region = {}, nation = {} }, { plants = { {} }, regions = { a = 1 } }, figure "?", sites, frame { { "region", { "A" } } },
  frame { { "region", { "A", "B" } }, { "activity", { "x", "x" } }, { "v", { figure "1 jobs", figure "?" } } }, print, false }
for _, name in ipairs { "hhi", "entropy", "hill", "gini", "hoover", "atkinson", "variation", "williamson", "location_quotient",
  "standardised_lq", "krugman", "locational_gini", "economic_complexity", "relatedness", "density", "shift_share",
  "ellison_glaeser", "beta_convergence", "sigma_convergence", "moran", "hansen", "cumulative", "nearest", "two_step_catchment",
  "class_limits" } do
  for _, first in ipairs(strange) do
    for _, second in ipairs(strange) do
      local ok, err = pcall(_G[name], first, second)
      assert(ok or (err.code and #err.message > 5), name)
    end
  end
end

-- krugman against each other region: for every two what it says of these alone, whichever is asked for, and of a frame too
do
  local jobs = { A = { x = 60, y = 40 }, B = { x = 30, z = 70 }, C = { y = 10, w = figure "80..90" }, D = { x = 0 } }
  for _, complete in ipairs { true, false } do
    local apart = krugman(jobs, { reference = "each_other", complete = complete })
    for a, own in pairs(jobs) do
      assert(apart[a][a] == nil)
      for b, other in pairs(jobs) do
        if a < b then
          local alone = krugman({ [a] = own, [b] = other }, { complete = complete })[a]
          assert(tostring(apart[a][b]) == tostring(alone), a .. b .. ": " .. tostring(apart[a][b]) .. ", " .. tostring(alone))
          assert(tostring(apart[b][a]) == tostring(alone))
          assert(tostring(explain(apart[b][a])) == tostring(explain(alone)))
        end
      end
    end
  end
  local made = frame { { "region", { "A", "A", "B" } }, { "activity", { "x", "y", "x" } }, { "jobs", { 60, 40, 30 } } }
  local apart = krugman(made, { value = "jobs", complete = true, reference = "each_other" })
  assert(tostring(apart.A.B) == tostring(krugman({ A = { x = 60, y = 40 }, B = { x = 30 } }, { complete = true }).A))
end
