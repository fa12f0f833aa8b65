-- indicator{}: a figure, verdict, text or frame that is computed for a place and a period.

local tr, fail, scripts, check = core.translate, core.fail, core.scripts, core.check

local declarations = {
  { "id", "id", required = true },
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

local function check_examples(parts)
  for i, example in ipairs(parts.examples) do
    if type(example) ~= "table" or type(example[1]) ~= "string" or example[2] == nil or example[3] == nil then
      check.complain("indicator", parts.id, "examples",
        "example %d: expected { place, period, result }, with false for no period, found %s", i, core.describe(example))
    end
  end
  for key in pairs(parts.examples) do
    if math.type(key) ~= "integer" then
      check.complain("indicator", parts.id, "examples", "expected a list { { place, period, result }, … }, found the field '%s'", tostring(key))
    end
  end
end

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

local function label(parts, row, period)
  local text = parts.id .. ", " .. core.row_label(row)
  if period ~= nil then text = text .. ", " .. tostring(period) end
  return text
end

local function finish(parts, result, name)
  if parts.returns == "verdict" then return core.label_verdict(result, name) end
  if parts.returns == "figure" then
    if type(result) == "number" then result = parts.unit == "1" and figure(result) or figure("0 " .. parts.unit) + result end
    if not core.is_figure(result) then
      fail("argument", "indicator '%s': expected compute to return a figure or a number, found %s", parts.id, core.describe(result))
    end
    if not unit_matches(parts, result) then
      fail("unit", "indicator '%s' says that its unit is %s, but compute returned %s", parts.id, parts.unit, tostring(result))
    end
    return core.derive("indicator " .. parts.id, name, result:convert(parts.unit))
  end
  if parts.returns == "frame" and not core.is_frame(result) then
    fail("argument", "indicator '%s': expected compute to return a frame, found %s", parts.id, core.describe(result))
  end
  if parts.returns == "text" and type(result) ~= "string" then
    fail("argument", "indicator '%s': expected compute to return a text, found %s", parts.id, core.describe(result))
  end
  return result
end

local function evaluate(parts, place, period)
  if period == nil then period = parts.period end
  if period ~= nil then core.period(period) end
  local row = place_row(parts, place)
  local name = label(parts, row, period)
  if parts.returns == "verdict" then return finish(parts, core.judge(parts.compute, row, period), name) end
  local ok, result = core.trace(parts.compute, row, period)
  if not ok then
    -- A question inside that stays open leaves the whole indicator unknown, with the reason.
    if core.error_code(result) ~= "undecided" then core.throw(result) end
    if parts.returns == "text" then return tr("unknown") end
    if parts.returns == "frame" then core.throw(result) end
    return core.absent("unknown", core.error_message(result), parts.unit, "indicator " .. parts.id, name)
  end
  return finish(parts, result, name)
end

local metatable = {
  __call = function(self, place, period) return evaluate(scripts.parts(self), place, period) end,
  __index = function(self, key)
    local parts = scripts.parts(self)
    if key == "unit" then return parts.returns == "figure" and parts.unit or nil end
    if key == "id" or key == "level" or key == "reference" or key == "better" or key == "returns" or key == "period" then return parts[key] end
    if key == "title" then return parts.title[core.language()] end
    if key == "description" then return parts.description and parts.description[core.language()] end
    fail("not_found", "an indicator has nothing called '%s': it has id, title, description, unit, level, reference, better, returns, period", tostring(key))
  end,
  __newindex = function() fail("argument", "a %s cannot be changed: make a new one", "indicator") end,
  __tostring = function(self)
    local parts = scripts.parts(self)
    return string.format("%s: %s", parts.id, parts.title[core.language()])
  end,
  __name = "indicator",
  __metatable = "indicator",
}

scripts.declare("indicator", metatable)

core.publish("indicator", function(given)
  local parts = check.fields("indicator", declarations, given)
  check_examples(parts)
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

-- --- examples: what grappe test runs --------------------------------------------------------------------------------

local function decimals(number)
  local text = string.format("%.14g", number)
  local after = text:match "%.(%d+)$"
  return after and #after or 0
end

-- An expected number is met by a value that rounds to it at the digits written; a text by notation, answer or the text itself.
local function meets(result, expected)
  if core.is_verdict(result) then return result.answer == expected end
  if type(expected) == "number" and core.is_figure(result) then
    local value = result.value
    return value ~= nil and math.abs(value - expected) <= 0.5 * 10 ^ -decimals(expected) * (1 + 1e-9)
  end
  if core.is_figure(result) then return result:notation() == expected or (result.absence ~= nil and result.absence == expected) end
  if core.is_frame(result) then return tostring(#result) == tostring(expected) end
  return result == expected
end

-- Runs the examples; calls tell(ok, what, found) for each.
function core.test_indicator(object, tell)
  local parts = scripts.parts(object)
  for _, example in ipairs(parts.examples) do
    local place, period, expected = example[1], example[2] or nil, example[3]
    local what = string.format("%s(%s, %s) = %s", parts.id, tostring(place), tostring(period), tostring(expected))
    local ok, result = pcall(evaluate, parts, place, period)
    if not ok then
      tell(false, what, core.error_message(result))
    else
      local good = meets(result, expected)
      tell(good, what, core.is_frame(result) and tr("%d rows", #result) or tostring(result))
    end
  end
  return #parts.examples
end
