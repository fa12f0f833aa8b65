-- Reports are checked field by field, and their text is held to the values that they have.

local titles = { en = "A", fr = "A", it = "A" }

local function texts(text)
  return { en = text, fr = text, it = text }
end

local function made(changes)
  local parts = { id = "x", title = titles, text = texts "{a}", values = function() return { a = figure "3 jobs" } end }
  for key, value in pairs(changes) do
    if value == "nothing" then parts[key] = nil else parts[key] = value end
  end
  return report(parts)
end

local function refused(run, ...)
  local ok, err = pcall(run)
  assert(not ok, "expected a refusal")
  for _, word in ipairs { ... } do
    assert(err.message:find(word, 1, true), ("expected '%s' in: %s"):format(word, err.message))
  end
end

assert(tostring(made {}()):find("A: a page of", 1, true))
refused(function() made { text = "a" } end, "'text'", "en", "fr", "it")
refused(function() made { values = "nothing" } end, "'values'", "missing")
refused(function() made { level = "regio" } end, "'level'", "region")

-- the text
refused(function() made { text = texts "\n\n{jobs}" }() end, "line 3", "{jobs}")
refused(function() made { text = texts "so **much" }() end, "line 1", "**")
refused(function() made { text = texts "in {a} and {b}", values = function() return { a = 1, b = sites:by("region"):count() } end }() end, "{b}", "line of its own")

-- the values
refused(function() made { values = function() return 3 end }() end, "'values'", "3")
refused(function() made { values = function() return { a = {} } end }() end, "'a'", "a table")
made { text = texts "{a}\n\n{b}\n\n{c}\n\n{d} {e} {f}\n\n{g}", values = function(place, period)
  assert(place == nil and period == nil)
  return {
    a = 0.5, b = sites:by("region"):count():chart(), c = sites:where { stage = "bioproduction" }:select "name",
    d = "<b>", e = find("territory", "Rouen (commune)"), f = { en = "of {a}", fr = "de {a}", it = "di {a}" }, g = false,
  }
end }()

-- the place
local placed = made { level = "region", period = 2018, values = function(region, period)
  assert(region.name == "Corse" and period == 2018)
  return { a = "x" }
end }
placed "Corse"
refused(function() placed() end, "needs a place")
refused(function() made {}("Corse") end, "no single place")

-- charts and maps tell what is wrong
local basins = figures { measure = "pharma_jobs", level = "basin", within = "Normandie", period = 2018 }
assert(basins:chart().title == "Direct jobs in the pharmaceutical industry")
assert(#basins:chart().frame == 4 and basins:map():svg():find("<svg", 1, true) == 1)
refused(function() basins:chart "pie" end, "'pie'", "lorenz")
refused(function() basins:chart { label = "nam" } end, "nam")
refused(function() basins:chart { value = "territory" } end, "holds no figures")
refused(function() sites:by("stage"):count():map() end, "territories")
refused(function() basins:map { classes = { 1, 2, 3, 4, 5, 6, 7, 8, 9 } } end, "9 classes")
