-- Geographies: regions that merged, figures of two years on one of them. The example observatory has jobs of Centre in
-- 2014, under the region's old name, and of Normandie and Auvergne-Rhône-Alpes in 2021.

local function fails(code, f, ...)
  local ok, err = pcall(f, ...)
  assert(not ok, "expected an error")
  assert(err.code == code, "expected code " .. code .. ", found " .. tostring(err.code) .. ": " .. tostring(err))
  return err.message
end

local function value_of(frame, code)
  for row in frame:rows() do
    if row.territory.code == code then return row.pharma_employees end
  end
end

local function noted(frame, words)
  for _, note in ipairs(frame.notes) do
    if note:find(words, 1, true) then return true end
  end
  return false
end

local old = figures { measure = "pharma_employees", level = "region", period = 2014, observed_only = true }
local new = figures { measure = "pharma_employees", level = "region", period = 2021, observed_only = true }
assert(value_of(old, "REG2015-24"):notation() == ">9300 jobs")

-- a region under its later name, without being asked
local centre = figure { measure = "pharma_employees", territory = "Centre-Val de Loire", period = 2014 }
assert(centre:notation() == ">9300 jobs", centre:notation())
assert(tostring(explain(centre)):find("put together on another geography", 1, true))
assert(#centre.sources == 1)

-- a level on a geography
local level = figures { measure = "pharma_employees", level = "region", period = 2014, geography = "COG 2026" }
assert(#level == 18, tostring(#level))
assert(value_of(level, "REG-24"):notation() == ">9300 jobs")
assert(not known(value_of(level, "REG-28")))
local before = figures { measure = "pharma_employees", level = "region", period = 2021, geography = "régions 2015" }
assert(value_of(before, "REG2015-23"):notation() == "0..9800 jobs", "what was divided nobody knows how")
assert(noted(before, "wide bounds"))

-- a named weight estimates
local weighed = figures { measure = "pharma_employees", level = "region", period = 2021, geography = 2015, weight = "population" }
local upper, lower = value_of(weighed, "REG2015-23"), value_of(weighed, "REG2015-25")
assert(math.abs(upper.value + lower.value - 9800) < 1e-6)
assert(upper.status == "E" and value_of(weighed, "REG-11").status == "A")
assert(noted(weighed, "divided by population"))

-- frames: there and back
assert(value_of(old:recompose "COG 2026", "REG-24"):notation() == ">9300 jobs")
assert(value_of(weighed:recompose "COG 2026", "REG-28").value - 9800 < 1e-6)
assert(fails("not_found", function() return old:recompose "COG" end):find("COG 2026", 1, true))
fails("argument", function() return old:recompose({}) end)
fails("argument", function() return old:recompose("COG 2026", { wieght = "population" }) end)

-- what is no amount is not put together
local shares = new:share()
assert(fails("argument", function() return shares:recompose(2015) end):find("share", 1, true))
assert(#shares:drop("share"):recompose(2015) == 5)

-- two years meet on one geography, or not at all
local latest = figures { measure = "pharma_employees", level = "region", period = 2023, observed_only = true }
local later = latest:rename("pharma_employees", "later")
assert(fails("data", function() return old:join(later) end):find("Centre (REG2015-24)", 1, true))
local a, b = same_geography(old, latest)
assert(value_of(a, "REG-24") and #b == #latest)
local both = a:join(later)
assert(#both == 1 and growth(both:row(1).pharma_employees, both:row(1).later).low == -1, "from more than 9,300 to more than 8,300")
assert(value_of(same_geography(old, { geography = "COG 2026" }), "REG-24"):notation() == ">9300 jobs")
fails("argument", function() return same_geography(old, 3) end)

-- Rows of one territory that differ in another key: nothing of it is a matter of geography.
local function side(year, kinds, name)
  local normandie, places = territories:where({ code = "REG-28" }):first(), {}
  for i = 1, #kinds do places[i] = normandie end
  local values, one = {}, figure { measure = "pharma_employees", territory = normandie, period = year }
  for i = 1, #kinds do values[i] = one end
  return frame { { "territory", places }, { "kind", kinds }, { name, values } }
end
assert(#side(2021, { "a", "b" }, "x"):join(side(2023, { "b", "c" }, "y"), "territory", "kind") == 2)
