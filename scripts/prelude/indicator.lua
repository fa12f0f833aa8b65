-- indicator{}: a figure, verdict, text or frame that is computed for a place and a period. Its examples: examples.lua.

local tr, fail, scripts, check = core.translate, core.fail, core.scripts, core.check

-- What indicators are about, in the order in which they are listed.
local themes = { "network", "conventions", "jobs", "specialisation", "skills", "other" }
local theme_titles = {
  network = "the network", conventions = "conventions", jobs = "jobs and sites", specialisation = "specialisation",
  skills = "skills and training", other = "other",
}

local declarations = {
  { "id", "id", required = true },
  { "theme", "text", default = "other", one_of = themes },
  { "title", "titles", required = true },
  { "description", "titles" },
  { "unit", "unit", default = "1" },
  { "level", "level", required = true },
  { "reference", "text" },
  { "better", "text", one_of = { "higher", "lower" } }, -- which end is first in a rank; higher where it is not said
  { "returns", "text", default = "figure", one_of = { "figure", "verdict", "text", "frame" } },
  { "period", "period" },
  { "compute", "function", required = true },
  { "examples", "table", default = {} },
}

-- The row that `place` names at the indicator's level; a row is taken as it is.
local function place_row(parts, place)
  if place == nil then
    fail("argument", "indicator '%s': a place is missing: call it as indicators.%s(\"NAME\", PERIOD)", parts.id, parts.id)
  end
  if core.is_row(place) then return place end
  return core.find_at(parts.level, place)
end

local function unit_matches(parts, figure)
  return core.convertible(figure, parts.unit)
end

-- "Members of the cluster (members)": what people call it, and how scripts do.
function core.indicator_words(indicator)
  return scripts.parts(indicator).title[core.language()] .. " (" .. scripts.parts(indicator).id .. ")"
end

local function label(object, row, period)
  local text = core.indicator_words(object) .. ", " .. core.row_label(row)
  if period ~= nil then text = text .. ", " .. tostring(period) end
  return text
end

local function finish(parts, result, name, row)
  if parts.returns == "verdict" then return core.label_verdict(result, name) end
  if parts.returns == "figure" then
    if type(result) == "number" then result = parts.unit == "1" and figure(result) or figure("0 " .. parts.unit) + result end
    if not core.is_figure(result) then
      fail("argument", "indicator '%s': expected compute to return a figure or a number, found %s", parts.id, core.describe(result))
    end
    if not unit_matches(parts, result) then
      fail("unit", "indicator '%s' says that its unit is %s, but compute returned %s", parts.id, parts.unit, tostring(result))
    end
    return core.derive("indicator " .. parts.id, name, result:convert(parts.unit), row)
  end
  if parts.returns == "frame" and not core.is_frame(result) then
    fail("argument", "indicator '%s': expected compute to return a frame, found %s", parts.id, core.describe(result))
  end
  if parts.returns == "text" and type(result) ~= "string" then
    fail("argument", "indicator '%s': expected compute to return a text, found %s", parts.id, core.describe(result))
  end
  return result
end

local function evaluate(object, place, period)
  local parts = scripts.parts(object)
  if period == nil then period = parts.period end
  if period ~= nil then core.period(period) end
  local row = place_row(parts, place)
  local name = label(object, row, period)
  if parts.returns == "verdict" then return finish(parts, core.judge(parts.compute, row, period), name) end
  local ok, result = core.trace(parts.compute, row, period)
  if not ok then
    -- A question inside that stays open leaves the whole indicator unknown, with the reason.
    if core.error_code(result) ~= "undecided" then core.throw(result) end
    if parts.returns == "text" then return tr("unknown") end
    if parts.returns == "frame" then core.throw(result) end
    return core.absent("unknown", core.error_message(result), parts.unit, "indicator " .. parts.id, name)
  end
  return finish(parts, result, name, row)
end

local function copy_of_examples(parts)
  local copy = {}
  for i, example in ipairs(parts.examples) do copy[i] = { place = example[1], period = example[2] or nil, result = example[3] } end
  return copy
end

local metatable = {
  __call = function(self, place, period) return evaluate(self, place, period) end,
  __index = function(self, key)
    local parts = scripts.parts(self)
    if key == "unit" then return parts.returns == "figure" and parts.unit or nil end
    if key == "id" or key == "level" or key == "reference" or key == "better" or key == "returns" or key == "period" then return parts[key] end
    if key == "title" then return parts.title[core.language()] end
    if key == "theme" then return tr(theme_titles[parts.theme]) end
    if key == "examples" then return copy_of_examples(parts) end
    if key == "description" then return parts.description and parts.description[core.language()] end
    fail("not_found", "an indicator has nothing called '%s': it has id, theme, title, description, unit, level, reference, better, returns, period, examples", tostring(key))
  end,
  __newindex = function() fail("argument", "a %s cannot be changed: make a new one", "indicator") end,
  __tostring = function(self)
    local parts = scripts.parts(self)
    return string.format("%s: %s", parts.id, parts.title[core.language()])
  end,
  __name = "indicator",
  __metatable = "indicator",
}

scripts.declare("indicator", metatable, declarations)

core.publish("indicator", function(given)
  local parts = check.fields("indicator", declarations, given)
  core.examples.check(parts)
  return scripts.new("indicator", parts)
end, {
  signature = "indicator { id =, title = { en =, fr =, it = }, unit =, level =, compute = function(place, period) … end, … } -> indicator",
  english = "Declares an indicator: what it is called, its unit, at which level it is computed, how, and examples that grappe test runs.",
  french = "Déclare un indicateur : son nom, son unité, le niveau où il se calcule, comment, et des exemples que lance grappe test.",
  example = "indicators.basin_concentration(\"Normandie\", 2018)",
})

core.publish("indicators", scripts.collection "indicators", {
  signature = "indicators.ID(place, period)",
  english = "All indicators by id, own and shipped. Calling one computes it for a place and a period.",
  french = "Tous les indicateurs par identifiant, les vôtres et ceux fournis. En appeler un le calcule pour un lieu et une période.",
  example = "indicators.cluster_jobs(\"Polepharma\", 2018)",
})

-- The ids of all indicators by theme, and within one by id.
function core.indicators_by_theme()
  local ids, place = core.script_ids "indicators", {}
  for i, theme in ipairs(themes) do place[theme] = i end
  local function theme_of(id) return place[scripts.parts(scripts.load("indicators", id)).theme] end
  table.sort(ids, function(a, b)
    local p, q = theme_of(a), theme_of(b)
    if p ~= q then return p < q end
    return a < b
  end)
  return ids
end
