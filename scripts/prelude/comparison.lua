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
  return core.absent("unknown", ok and "" or core.error_message(value), indicator.unit or "1", "compare", core.indicator_words(indicator))
end

-- The country that all places lie in, which they are held against where nothing else is named; nil for what is no territory.
local function country_of(rows)
  local country
  for _, row in ipairs(rows) do
    local ok, own = pcall(function() return row.level.code ~= "country" and row.country end)
    if not ok or not own or (country and country.code ~= own.code) then return nil end
    country = own
  end
  return country
end

-- An undefined value, or one that cannot exist, has no place in an order: it is neither best nor last.
local function can_be_ranked(value)
  return value.absence ~= "undefined" and value.absence ~= "not applicable"
end

-- The first sources by their codes (a dataset's by its own, which the locator says), and how many more there are.
local function sources_of(figure)
  local names, seen, more = {}, {}, 0
  for _, source in ipairs(figure.sources) do
    local name = source.id:find " " and source.locator or source.id
    if not seen[name] then
      seen[name] = true
      if #names < 3 then names[#names + 1] = name else more = more + 1 end
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

-- For each value the places that are surely behind it: the partial order that bounds leave.
local function surely_ahead(values, rows, lower)
  local names = {}
  for i, value in ipairs(values) do
    local behind = {}
    for j, other in ipairs(values) do
      local function ahead()
        if lower then return value < other end
        return value > other
      end
      if j ~= i and surely(ahead) then behind[#behind + 1] = tostring(rows[j]) end
    end
    names[i] = table.concat(behind, ", ")
  end
  return names
end

-- Rank, gap and order of the values that can be ranked; what cannot stays nil.
local function order_of(values, rows, lower)
  local ranked, places, at = {}, {}, {}
  for i, value in ipairs(values) do
    if can_be_ranked(value) then
      ranked[#ranked + 1], places[#places + 1], at[#at + 1] = value, rows[i], i
    end
  end
  local found = { rank = {}, gap = {}, ahead = {} }
  if #ranked == 0 then return found end
  local ranks = core.frame { { "value", ranked } }:rank("value", lower and "ascending" or "descending"):column "rank"
  local gaps, ahead = gaps_to_best(ranked, lower), surely_ahead(ranked, places, lower)
  for k, i in ipairs(at) do
    found.rank[i], found.gap[i], found.ahead[i] = ranks[k], gaps[k], ahead[k]
    found.open = found.open or ranks[k].value == nil
  end
  return found
end

-- Why values are not known, each reason once.
local function note_absence(notes, indicator, value)
  if not core.is_figure(value) or not value.absence or not value.reason or value.reason == "" then return end
  local note = tr("%s: %s", core.indicator_words(indicator), value.reason)
  if not notes[note] then
    notes[note] = true
    notes[#notes + 1] = note
  end
end

-- The geography of a value that its period does not say by itself; nil where there is nothing to tell.
local function other_geography(value)
  if not core.is_figure(value) or value.absence or value.geography == "" then return nil end
  local geography = value.geography
  local first, last = value.period:match "%d%d%d%d", value.period:match "^.*(%d%d%d%d)"
  if geography == first or geography == tostring(first) .. "/" .. tostring(last) then return nil end
  return geography
end

-- Which values are on another geography than that of their year: a region that was put together from its former halves.
local function note_geographies(notes, indicator, rows, period, values)
  local names = {}
  for i, row in ipairs(rows) do
    local geography = other_geography(values[i])
    if geography then names[#names + 1] = string.format("%s (%s)", tostring(row), geography) end
  end
  if #names == 0 then return end
  local what = period and indicator.id .. ", " .. tostring(period) or indicator.id
  if #names > 6 then names = { table.concat(names, ", ", 1, 6), "…" } end
  notes[#notes + 1] = tr("%s: on another geography than that of the year, in parentheses: %s", what, table.concat(names, ", "))
end

-- The places of one indicator and period side by side: adds its rows to `columns`.
local function compare_one(columns, indicator, rows, period, benchmark)
  local values, count = {}, #columns.place
  for i, row in ipairs(rows) do
    values[i] = indicator(row, period)
    note_absence(columns.notes, indicator, values[i])
  end
  note_geographies(columns.notes, indicator, rows, period, values)
  local figures_only = indicator.returns == "figure"
  local order = figures_only and order_of(values, rows, indicator.better == "lower")
  local against = figures_only and (benchmark or country_of(rows))
  local whole = against and value_at(indicator, against, period)
  if whole and (benchmark or known(whole)) then columns.held_against[tostring(against)] = true else whole = nil end
  local function absent(kind, unit) return core.absent(kind, "", unit, "compare", core.indicator_words(indicator)) end
  local unit = indicator.unit or "1"
  for i, row in ipairs(rows) do
    local at, value = count + i, values[i]
    local kind = figures_only and not can_be_ranked(value) and "undefined" or "not applicable"
    columns.indicator[at], columns.place[at], columns.period[at] = indicator.id, row, tostring(period or indicator.period or "")
    columns.value[at] = figures_only and value or tostring(value)
    columns.rank[at] = order and order.rank[i] or absent(kind, "rank")
    columns.gap_to_best[at] = order and order.gap[i] or absent(kind, unit)
    columns.ahead_of[at] = order and order.ahead[i] or ""
    columns.gap_to_benchmark[at] = whole and value - whole or absent("not applicable", unit)
    columns.index[at] = whole and index(whole, value) or absent("not applicable", "1")
    columns.sources[at] = figures_only and sources_of(value) or ""
  end
  if not order or not order.open then return end
  for _, behind in pairs(order.ahead) do columns.open = columns.open or behind ~= "" end
end

local order = { "indicator", "place", "period", "value", "rank", "ahead_of", "gap_to_best", "gap_to_benchmark", "index", "sources" }

-- The columns as a frame: those of the benchmark where there is one, the partial order where bounds leave one.
local function finish(columns)
  local against = {}
  for name in pairs(columns.held_against) do against[#against + 1] = name end
  local shown = {}
  for _, name in ipairs(order) do
    local of_benchmark = name == "gap_to_benchmark" or name == "index"
    if (not of_benchmark or #against > 0) and (name ~= "ahead_of" or columns.open) then shown[#shown + 1] = { name, columns[name] } end
  end
  local made = core.frame(shown):note(table.concat(columns.titles, tr "; ")) -- what the ids stand for
  if #against > 0 then made = made:note(tr("gap_to_benchmark and index: held against %s", table.concat(against, ", "))) end
  for _, note in ipairs(columns.notes) do made = made:note(note) end
  return made
end

-- A row for each indicator, period and place.
local function compare(ids, places, periods, options)
  ids, places = list_of(ids, "indicators"), list_of(places, "places")
  if type(periods) ~= "table" then periods = { periods or false } end
  local columns = { notes = {}, held_against = {}, titles = {} }
  for _, name in ipairs(order) do columns[name] = {} end
  local texts, benchmark = false, options and options.benchmark
  if benchmark and not core.is_row(benchmark) then benchmark = core.find_at("territory", benchmark) end
  for _, id in ipairs(ids) do
    local indicator = scripts.load("indicators", id)
    if indicator.returns == "frame" then
      fail("argument", "compare: indicator '%s' gives a frame, which does not fit into a cell", id)
    end
    texts = texts or indicator.returns ~= "figure"
    columns.titles[#columns.titles + 1] = tr("%s: %s", indicator.id, indicator.title)
    local rows = {}
    for i, place in ipairs(places) do rows[i] = core.is_row(place) and place or core.find_at(indicator.level, place) end
    for _, period in ipairs(periods) do compare_one(columns, indicator, rows, period or nil, benchmark) end
  end
  -- Figures and verdicts in one column: then all as text.
  if texts then
    for i, value in ipairs(columns.value) do columns.value[i] = tostring(value) end
  end
  return finish(columns)
end

core.publish("compare", compare, {
  signature = "compare(indicators, places [, period or list of periods [, { benchmark = \"France\" }]]) -> frame",
  english = "Indicators side by side, a row for each indicator, period and place: value with its bounds, rank (a range where bounds overlap, and then the places that are surely behind), gap to the best, gap to the benchmark and index with it at 100, sources. The benchmark is the country where no other is named.",
  french = "Des indicateurs côte à côte, une ligne par indicateur, période et lieu : valeur et bornes, rang (un intervalle si les bornes se recouvrent, avec alors les lieux sûrement derrière), écart au meilleur, écart à la référence (benchmark) et indice où elle vaut 100, sources. La référence est le pays si aucune autre n'est nommée.",
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

scripts.declare("comparison", metatable, declarations)

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
