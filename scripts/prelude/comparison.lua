-- comparison{}: a frame that sets places side by side; and compare(), which makes one from indicators.

local tr, fail, scripts, check = core.translate, core.fail, core.scripts, core.check

local declarations = {
  { "id", "id", required = true },
  { "title", "titles", required = true },
  { "description", "titles" },
  { "reference", "text" },
  { "indicators", "table" },
  { "places", "table" },
  { "period", "period" },
  { "compute", "function" },
  { "examples", "table", default = {} },
}

local function list_of(value, what)
  if type(value) == "string" then return { value } end
  if type(value) ~= "table" or #value == 0 then
    fail("argument", "compare: expected a list of %s, found %s", tr(what), core.describe(value))
  end
  return value
end

-- One row a place, one column an indicator; a rank for each where there are two places or more.
local function compare(ids, places, period)
  ids, places = list_of(ids, "indicators"), list_of(places, "places")
  local rows, columns = {}, {}
  for i, place in ipairs(places) do
    local first = scripts.load("indicators", ids[1])
    rows[i] = core.is_row(place) and place or core.find_at(first.level, place)
  end
  columns[1] = { "place", rows }
  for _, id in ipairs(ids) do
    local indicator = scripts.load("indicators", id)
    if indicator.returns == "frame" then
      fail("argument", "compare: indicator '%s' gives a frame, which does not fit into a cell", id)
    end
    local values = {}
    for i, place in ipairs(places) do
      local value = indicator(core.is_row(place) and place or place, period)
      values[i] = core.is_verdict(value) and tostring(value) or value
    end
    columns[#columns + 1] = { id, values }
  end
  return core.frame(columns)
end

core.publish("compare", compare, {
  signature = "compare(indicators, places [, period]) -> frame",
  english = "Indicators side by side: one row a place, one column an indicator.",
  french = "Des indicateurs côte à côte : une ligne par lieu, une colonne par indicateur.",
  example = "compare({ \"basin_concentration\", \"knock_on_jobs\" }, { \"Normandie\" }, 2018)",
})

local function evaluate(parts, places, period)
  period = period or parts.period
  places = places or parts.places
  if parts.compute then
    local result = parts.compute(places, period)
    if not core.is_frame(result) then
      fail("argument", "comparison '%s': expected compute to return a frame, found %s", parts.id, core.describe(result))
    end
    return result
  end
  return compare(parts.indicators, places, period)
end

local metatable = {
  __call = function(self, places, period) return evaluate(scripts.parts(self), places, period) end,
  __index = function(self, key)
    local parts = scripts.parts(self)
    if key == "id" or key == "reference" or key == "period" then return parts[key] end
    if key == "title" then return parts.title[core.language()] end
    if key == "description" then return parts.description and parts.description[core.language()] end
    fail("not_found", "a comparison has nothing called '%s': it has id, title, description, reference, period", tostring(key))
  end,
  __newindex = function() fail("argument", "a %s cannot be changed: make a new one", "comparison") end,
  __tostring = function(self) return string.format("%s: %s", self.id, self.title) end,
  __name = "comparison",
  __metatable = "comparison",
}

scripts.declare("comparison", metatable)

core.publish("comparison", function(given)
  local parts = check.fields("comparison", declarations, given)
  if not parts.compute and not parts.indicators then
    check.complain("comparison", parts.id, "indicators", "is missing: give indicators = { … } with places = { … }, or compute = function(places, period) … end")
  end
  return scripts.new("comparison", parts)
end, {
  signature = "comparison { id =, title = { en =, fr =, it = }, indicators = { … }, places = { … }, period = } -> comparison",
  english = "Declares a comparison: indicators over places, or a function that makes the frame.",
  french = "Déclare une comparaison : des indicateurs sur des lieux, ou une fonction qui fait le tableau.",
  example = "comparisons.cluster_regions()",
})

core.publish("comparisons", scripts.collection "comparisons", {
  signature = "comparisons.ID([places [, period]])",
  english = "All comparisons by id, own and shipped.",
  french = "Toutes les comparaisons par identifiant, les vôtres et celles fournies.",
  example = "comparisons.cluster_regions()",
})
