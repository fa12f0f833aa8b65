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
  { "benchmark", "text" },
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

-- Where an indicator is compared with the whole: its value there, or unknown where it has none.
local function value_at(indicator, row, period)
  local ok, value = pcall(indicator, row, period)
  if ok and core.is_figure(value) then return value end
  return core.absent("unknown", ok and "" or core.error_message(value), indicator.unit or "1", "compare", indicator.id)
end

-- The first sources by their codes, and how many more there are.
local function sources_of(figure)
  local names, seen, more = {}, {}, 0
  for _, source in ipairs(figure.sources) do
    if not seen[source.id] then
      seen[source.id] = true
      if #names < 3 then names[#names + 1] = source.id else more = more + 1 end
    end
  end
  return table.concat(names, "; ") .. (more > 0 and " + " .. more or "")
end

-- How far each value is from the best one: zero for the best, tight where several may be it.
local function gaps_to_best(values, lower)
  local gaps = {}
  for i, value in ipairs(values) do
    local others = { 0 * value }
    for j, other in ipairs(values) do
      if j ~= i then others[#others + 1] = value - other end
    end
    local frame = core.frame { { "gap", others } }
    gaps[i] = lower and frame:max "gap" or frame:min "gap"
  end
  return gaps
end

-- The places of one indicator and period side by side: adds its rows to `columns`.
local function compare_one(columns, indicator, rows, period, benchmark)
  local values, count = {}, #columns.place
  for i, row in ipairs(rows) do values[i] = indicator(row, period) end
  local figures_only = indicator.returns == "figure"
  local ranks, gaps, whole
  if figures_only then
    local lower = indicator.better == "lower"
    local side = core.frame { { "value", values } }
    ranks = side:rank("value", lower and "ascending" or "descending"):column "rank"
    gaps = gaps_to_best(values, lower)
    whole = benchmark and value_at(indicator, benchmark, period)
  end
  local none = core.absent("not_applicable", "", "1", "compare", indicator.id)
  for i, row in ipairs(rows) do
    local at, value = count + i, values[i]
    columns.indicator[at], columns.place[at], columns.period[at] = indicator.id, row, tostring(period or indicator.period or "")
    columns.value[at] = figures_only and value or tostring(value)
    columns.rank[at] = figures_only and ranks[i] or none
    columns.gap_to_best[at] = figures_only and gaps[i] or none
    columns.gap_to_benchmark[at] = whole and value - whole or none
    columns.index[at] = whole and index(whole, value) or none
    columns.sources[at] = figures_only and sources_of(value) or ""
  end
end

local order = { "indicator", "place", "period", "value", "rank", "gap_to_best", "gap_to_benchmark", "index", "sources" }

-- A row for each indicator, period and place.
local function compare(ids, places, periods, options)
  ids, places = list_of(ids, "indicators"), list_of(places, "places")
  if type(periods) ~= "table" then periods = { periods or false } end
  local columns = {}
  for _, name in ipairs(order) do columns[name] = {} end
  local texts, benchmark = false, options and options.benchmark
  if benchmark and not core.is_row(benchmark) then benchmark = core.find_at("territory", benchmark) end
  for _, id in ipairs(ids) do
    local indicator = scripts.load("indicators", id)
    if indicator.returns == "frame" then
      fail("argument", "compare: indicator '%s' gives a frame, which does not fit into a cell", id)
    end
    texts = texts or indicator.returns ~= "figure"
    local rows = {}
    for i, place in ipairs(places) do rows[i] = core.is_row(place) and place or core.find_at(indicator.level, place) end
    for _, period in ipairs(periods) do compare_one(columns, indicator, rows, period or nil, benchmark) end
  end
  -- Figures and verdicts in one column: then all as text.
  if texts then
    for i, value in ipairs(columns.value) do columns.value[i] = tostring(value) end
  end
  local shown = {}
  for _, name in ipairs(order) do
    if benchmark or (name ~= "gap_to_benchmark" and name ~= "index") then shown[#shown + 1] = { name, columns[name] } end
  end
  return core.frame(shown)
end

core.publish("compare", compare, {
  signature = "compare(indicators, places [, period or list of periods [, { benchmark = \"France\" }]]) -> frame",
  english = "Indicators side by side, a row for each indicator, period and place: value with its bounds, rank (a range where bounds overlap), gap to the best, sources; with a benchmark, the gap to it and the index with it at 100.",
  french = "Des indicateurs côte à côte, une ligne par indicateur, période et lieu : valeur et bornes, rang (un intervalle si les bornes se recouvrent), écart au meilleur, sources ; avec une référence (benchmark), l'écart à elle et l'indice où elle vaut 100.",
  example = "compare({ \"basin_concentration\", \"knock_on_jobs\" }, { \"Normandie\", \"Corse\" }, 2018, { benchmark = \"France\" })",
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
  return compare(parts.indicators, places, period, { benchmark = parts.benchmark })
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
  signature = "comparison { id =, title = { en =, fr =, it = }, indicators = { … }, places = { … }, period =, benchmark = } -> comparison",
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
