-- Parameters of rules: thresholds that hold from a day on, with the text that sets them.
--
--   minimum_capacity = { ["2018-01-01"] = 10, ["2021-01-01"] = 12, reference = "…", checked = "2026-11-01" }
--
-- `always = 10` is one that was never changed. `last = "2022-12-31"`: no longer in force after that day. `checked`: the day
-- on which it was seen to be valid still.

local fail, check = core.fail, core.check

local parameters = {}

local function is_day(text)
  return type(text) == "string" and text:find "^%d%d%d%d%-%d%d%-%d%d$" ~= nil and (pcall(core.period, text))
end
parameters.is_day = is_day

-- Days in a row, so that they can be counted.
function parameters.day_number(text)
  local year, month, day = text:match "^(%d+)-(%d+)-(%d+)$"
  year, month, day = tonumber(year), tonumber(month), tonumber(day)
  if month <= 2 then year, month = year - 1, month + 12 end
  return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5 + day
end

local function complain(rule, name, message, ...)
  check.complain("rule", rule, "parameters", message, name, ...)
end

-- The declaration as a list of { from =, value = } in the order of days, with reference, checked and last.
function parameters.read(rule, given)
  local all = {}
  for name, declared in pairs(given) do
    if type(name) ~= "string" or type(declared) ~= "table" then
      check.complain("rule", rule, "parameters", "expected NAME = { [\"2018-01-01\"] = value, reference = \"…\" }, found %s", core.describe(declared))
    end
    local one = { name = name, values = {} }
    for key, value in pairs(declared) do
      if key == "reference" or key == "unit" then
        one[key] = value
      elseif key == "checked" or key == "last" then
        if not is_day(value) then complain(rule, name, "%s: expected a day such as \"2021-01-01\", found %s", core.describe(value)) end
        one[key] = value
      elseif key == "always" then
        one.values[#one.values + 1] = { from = "", value = value }
      elseif is_day(key) then
        one.values[#one.values + 1] = { from = key, value = value }
      else
        complain(rule, name, "%s: expected a day such as \"2021-01-01\", found %s", core.describe(key))
      end
    end
    if #one.values == 0 then complain(rule, name, "%s: it has no value: give one, such as [\"2018-01-01\"] = 10") end
    if not one.reference then complain(rule, name, "%s: the text that sets it is missing: reference = \"…\"") end
    table.sort(one.values, function(a, b) return a.from < b.from end)
    all[name] = one
  end
  return all
end

-- The value of a parameter on a day, or nil where none is in force.
function parameters.on(parameter, date)
  if parameter.last and date > parameter.last then return nil end
  local found
  for _, entry in ipairs(parameter.values) do
    if entry.from <= date then found = entry end
  end
  return found
end

local metatable = { __name = "parameters", __metatable = "parameters" }

function metatable.__index(at, name)
  local parts = core.parts(at, metatable)
  if name == "date" then return parts.date end
  local parameter = parts.all[name]
  if not parameter then
    local names = { "date" }
    for known in pairs(parts.all) do names[#names + 1] = known end
    local near = core.nearest(tostring(name), names)
    if near then fail("not_found", "the rule has no parameter '%s'; did you mean '%s'?", tostring(name), near) end
    fail("not_found", "the rule has no parameter '%s': it has %s", tostring(name), table.concat(names, ", "))
  end
  local entry = parameters.on(parameter, parts.date)
  if not entry then
    fail("undecided", "the parameter %s is not in force on %s (%s)", name, parts.date, parameter.reference)
  end
  if not parts.used[name] then
    parts.used[name] = true
    parts.order[#parts.order + 1] = { name = name, value = entry.value, from = entry.from, reference = parameter.reference, checked = parameter.checked }
  end
  return entry.value
end

function metatable.__newindex()
  fail("argument", "a %s cannot be changed: make a new one", "rule")
end

-- What functions of a rule get as their second argument: `at.NAME`, `at.date`.
function parameters.at(all, date)
  return core.object(metatable, { all = all, date = date, used = {}, order = {} })
end

-- The parameters that were looked at, in that order.
function parameters.used(at)
  return core.parts(at, metatable).order
end

core.rule_parameters = parameters
