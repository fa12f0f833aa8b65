-- The examples of indicators, which grappe test runs: { place, period, result, given = { … } }.
--
-- `given` holds rows that the example supposes beside those of the observatory, by entity ({ observation = { { measure =,
-- value = }, … } }) or by dataset (the text of a published file). They are there while the example is computed, and gone
-- afterwards; only = true beside the rows takes the entity's own rows away. Examples that follow one another with the same table share its rows.

local tr, fail, scripts, check = core.translate, core.fail, core.scripts, core.check

local examples = {}

-- --- what an example may be -------------------------------------------------------------------------------------------

local function check_given(parts, i, given)
  local function refuse(...) check.complain("indicator", parts.id, "examples", ...) end
  if type(given) ~= "table" then refuse("example %d: given: expected { ENTITY = { { FIELD = value, … }, … } }, found %s", i, core.describe(given)) end
  for name, rows in pairs(given) do
    local ok = type(name) == "string" and (type(rows) == "string" or type(rows) == "table" and (#rows > 0 or rows.only))
    for _, row in ipairs(ok and type(rows) == "table" and rows or {}) do ok = ok and type(row) == "table" end
    if not ok then
      refuse("example %d: given: expected { ENTITY = { { FIELD = value, … }, … } }, found %s", i, tostring(name) .. " = " .. core.describe(rows))
    end
  end
end

function examples.check(parts)
  for i, example in ipairs(parts.examples) do
    if type(example) ~= "table" or type(example[1]) ~= "string" or example[2] == nil or example[3] == nil then
      check.complain("indicator", parts.id, "examples",
        "example %d: expected { place, period, result }, with false for no period, found %s", i, core.describe(example))
    end
    for key in pairs(example) do
      if math.type(key) ~= "integer" and key ~= "given" then
        check.complain("indicator", parts.id, "examples", "example %d: there is no field '%s': only given has a name", i, tostring(key))
      end
    end
    if #example > 3 then
      check.complain("indicator", parts.id, "examples",
        "example %d: expected { place, period, result }, found %d values: a comma parts values; write decimals with a point, 2.5", i, #example)
    end
    if example.given ~= nil then check_given(parts, i, example.given) end
  end
  for key in pairs(parts.examples) do
    if math.type(key) ~= "integer" then
      check.complain("indicator", parts.id, "examples", "expected a list { { place, period, result }, … }, found the field '%s'", tostring(key))
    end
  end
end

-- --- rows that are supposed -------------------------------------------------------------------------------------------

local function cell(value)
  if value == nil then return "" end
  return '"' .. tostring(value):gsub('"', '""') .. '"'
end

-- Rows as the CSV that the import of registry tables reads.
local function csv(rows)
  local names, seen = {}, {}
  for _, row in ipairs(rows) do
    for name in pairs(row) do
      if not seen[name] then
        seen[name] = true
        names[#names + 1] = name
      end
    end
  end
  table.sort(names)
  local lines = { table.concat(names, ",") }
  for _, row in ipairs(rows) do
    local cells = {}
    for i, name in ipairs(names) do cells[i] = cell(row[name]) end
    lines[#lines + 1] = table.concat(cells, ",")
  end
  return table.concat(lines, "\n") .. "\n"
end

local supposed -- the `given` whose rows are in the observatory

-- Puts the rows of `given` into the observatory, in the place of those of the example before; nil takes those away.
function examples.suppose(given)
  if given == supposed then return end
  if supposed then core.suppose_end() end
  supposed = nil
  if not given then return end
  core.suppose_begin()
  supposed = given
  local names = {}
  for name in pairs(given) do names[#names + 1] = name end
  -- What others refer to first: the order of the model.
  local place = {}
  for i, entity in ipairs(core.entities()) do place[entity.name] = i end
  table.sort(names, function(a, b)
    local p, q = place[a] or math.huge, place[b] or math.huge
    if p ~= q then return p < q end
    return a < b
  end)
  for i = #names, 1, -1 do
    if type(given[names[i]]) == "table" and given[names[i]].only then core.suppose_none(names[i]) end
  end
  for _, name in ipairs(names) do
    local text = given[name]
    if not place[name] and type(text) ~= "string" then
      fail("argument", "given: '%s' is no entity; rows of a dataset are given as the text of a published file", name)
    end
    local ok, why = pcall(function()
      if not place[name] then return core.suppose_dataset(core.format_made(name), text) end
      if type(text) == "string" then return core.suppose_rows(name, text) end
      if #text > 0 then core.suppose_rows(name, csv(text)) end
    end)
    if not ok then fail(core.error_code(why), "given, %s, line %s", name, core.error_message(why)) end
  end
end

-- --- whether a result is the one expected -----------------------------------------------------------------------------

local function decimals(number)
  local text = string.format("%.14g", number)
  local after = text:match "%.(%d+)$"
  return after and #after or 0
end

local numeral = "%d+%.?%d*e?[+-]?%d*"

-- Whether a notation is the one expected, its numbers rounded to the digits that the expectation writes.
local function same_notation(found, expected)
  if found == expected then return true end
  found, expected = found:gsub("%.%.", " to "), expected:gsub("%.%.", " to ")
  if found:gsub(numeral, "#") ~= expected:gsub(numeral, "#") then return false end
  local next_found = found:gmatch(numeral)
  for wanted in expected:gmatch(numeral) do
    local digits = wanted:match "%.(%d+)$"
    local value, number = tonumber(next_found()), tonumber(wanted)
    if not value or not number or math.abs(value - number) > 0.5 * 10 ^ -(digits and #digits or 0) * (1 + 1e-9) then return false end
  end
  return true
end

local meets

-- Whether one of the frame's rows has all the values expected.
local function has_row(frame, expected)
  for row in frame:rows() do
    local ok = true
    for name, value in pairs(expected) do ok = ok and meets(row[name], value) end
    if ok then return true end
  end
  return false
end

-- An expected number is met by a value that rounds to it at the digits written; a text by notation (rounded likewise),
-- absence, answer, code or the text itself; of a frame, a number or text by its count of rows, { rows = 4, { column = value }, … } by the rows listed.
function meets(result, expected)
  if core.is_verdict(result) then return result.answer == expected end
  if core.is_figure(result) then
    if type(expected) ~= "number" then
      if result.absence ~= nil and result.absence == expected then return true end
      local ok, wanted = pcall(figure, expected)
      return same_notation(result:notation(), ok and wanted:notation() or expected)
    end
    local value = result.value
    return value ~= nil and math.abs(value - expected) <= 0.5 * 10 ^ -decimals(expected) * (1 + 1e-9)
  end
  if result == nil then return expected == "unknown" end
  if core.is_row(result) then return result.code == expected or tostring(result) == expected end
  if not core.is_frame(result) then return result == expected end
  if type(expected) ~= "table" then return tostring(#result) == tostring(expected) end
  if expected.rows and expected.rows ~= #result then return false end
  for _, row in ipairs(expected) do
    if not has_row(result, row) then return false end
  end
  return true
end

local function shown(result)
  if not core.is_frame(result) then return tostring(result) end
  return #result <= 10 and core.display(result):gsub("\n+$", "") or tr("rows: %d", #result)
end

-- Numbers as an example writes them: no more digits than tell anything.
local function brief(text)
  local value = tonumber(text)
  if not value or math.type(value) == "integer" then return text end
  if math.abs(value) < 1 then return string.format("%.4g", value) end
  return (string.format("%.4f", value):gsub("%.?0+$", ""))
end

-- What came out, and where people read it otherwise than an example writes it, how that is.
local function found(result)
  local text, written = shown(result), nil
  if core.is_verdict(result) then
    written = result.answer
  elseif core.is_figure(result) then
    written = result.absence or result:notation():gsub("%.%.", " to "):gsub(numeral, brief):gsub(" to ", "..")
  end
  return written and written ~= text and tr("%s, written \"%s\" in an example", text, written) or text
end

local function expectation(expected)
  if type(expected) ~= "table" then return tostring(expected) end
  local parts = {}
  if expected.rows then parts[1] = tr("rows: %d", expected.rows) end
  for _, row in ipairs(expected) do
    local cells = {}
    for name, value in pairs(row) do cells[#cells + 1] = name .. " = " .. tostring(value) end
    table.sort(cells)
    parts[#parts + 1] = "{ " .. table.concat(cells, ", ") .. " }"
  end
  return table.concat(parts, ", ")
end

-- Runs the examples; calls tell(ok, what, found) for each.
function core.test_indicator(object, tell)
  local parts = scripts.parts(object)
  for _, example in ipairs(parts.examples) do
    local place, period, expected = example[1], example[2] or nil, example[3]
    local asked = period and string.format("%s, %s", tostring(place), tostring(period)) or tostring(place)
    local what = string.format("%s(%s) = %s", parts.id, asked, expectation(expected))
    if example.given then what = tr("%s, rows supposed", what) end
    local ok, result = pcall(function()
      examples.suppose(example.given)
      return object(place, period)
    end)
    if ok then
      local ok = meets(result, expected)
      tell(ok, what, not ok and found(result) or nil)
    else
      -- A table that cannot be made, because a question inside stays open, is unknown.
      local open = expected == "unknown" and core.error_code(result) == "undecided"
      tell(open, what, nil, result)
    end
  end
  return #parts.examples
end

core.examples = examples
