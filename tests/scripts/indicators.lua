-- Declarations are checked field by field, with a message that says what is allowed.

local titles = { en = "A", fr = "A", it = "A" }
local function refused(given, ...)
  local ok, err = pcall(indicator, given)
  assert(not ok, "expected a refusal")
  for _, word in ipairs { ... } do
    assert(err.message:find(word, 1, true), ("expected '%s' in: %s"):format(word, err.message))
  end
end

local function good(changes)
  local parts = { id = "x", title = titles, unit = "jobs", level = "region", compute = function() return 1 end }
  for key, value in pairs(changes) do
    if value == "nothing" then parts[key] = nil else parts[key] = value end
  end
  return parts
end

assert(indicator(good {}).id == "x")
refused(good { id = "Bad Id" }, "'id'", "small letters", "Bad Id")
refused(good { title = "A" }, "'title'", "en", "fr", "it")
refused(good { title = { en = "A", fr = "A" } }, "'title'")
refused(good { unit = "jobz" }, "'unit'")
refused(good { level = "regio" }, "'level'", "region")
refused(good { compute = "nothing" }, "'compute'", "missing")
refused(good { titel = titles }, "'titel'", "title")
refused(good { returns = "figures" }, "'returns'", "verdict")
refused(good { examples = { { "Normandie" } } }, "'examples'")
refused("x", "table")

-- what compute returns is held to the declaration
local wrong_unit = indicator(good { compute = function() return figure "3 EUR" end })
local ok, err = pcall(wrong_unit, "Normandie", 2018)
assert(not ok and err.code == "unit" and err.message:find "jobs", tostring(err))

-- an undecided question inside leaves the indicator unknown, with the reason
local open = indicator(good { compute = function() if figure "10..20" > 15 then return figure "1 jobs" end end })
local result = open("Normandie", 2018)
assert(result.absence == "unknown" and result.reason ~= "")

-- names of places are resolved at the indicator's level
assert(not pcall(indicator(good {}), "Normandi", 2018))
assert(indicator(good {})("normandie", 2018).value == 1)

-- explanations name formula, inputs and sources
local text = tostring(explain(indicators.basin_concentration("Normandie", 2018)))
for _, word in ipairs { "0.3411", "hhi", "4,750", "Val-de-Reuil", "N" } do
  assert(text:find(word, 1, true), word .. " is missing in: " .. text)
end
local objective = indicators.members_objective("Polepharma", 2020)
assert(objective.answer == "unknown" and #objective.missing > 0)
