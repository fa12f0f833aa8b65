-- Deciding by a table: the pieces that values may lie in, the rows that may be met, and a verdict that says which.

local tr, check = core.translate, core.check
local tables = core.decision_table
local on_day, walk, holds, compare, each_leaf, day_number = tables.on_day, tables.walk, tables.holds, tables.compare, tables.each_leaf, tables.day_number
local results = tables.results

-- The pieces in which the value of a column may lie, and the value as it was found.
local function pieces_of_value(column, value)
  local pieces = column.pieces
  if not known(value) then
    if column.absent then return { pieces[#pieces] } end
    return pieces
  end
  if column.kind == nil then return { pieces[1] } end
  local found = {}
  if column.kind == "number" then
    local number = value
    if core.is_figure(value) then
      if column.unit and value.unit ~= column.unit and column.unit ~= "1" then value = value:convert(column.unit) end
      number = value.exact and value.value or nil
    elseif type(value) ~= "number" then
      core.fail("argument", "column '%s' of the table: expected a number or a figure, found %s", column.name, core.describe(value))
    end
    local function surely_not(sign, bound) -- the value lies surely on the other side
      if number then return not compare({ at = number }, sign, bound) end
      local unit = value.unit ~= "1" and " " .. value.unit or ""
      local limit = figure(string.format("%.17g%s", bound, unit))
      return surely(function()
        if sign == "<" then return value:unscoped() >= limit end
        if sign == "<=" then return value:unscoped() > limit end
        if sign == ">" then return value:unscoped() <= limit end
        return value:unscoped() < limit
      end)
    end
    for i = 1, column.present do
      local piece = pieces[i]
      local out
      if piece.at then
        out = surely_not(">=", piece.at) or surely_not("<=", piece.at)
      else
        out = piece.after and surely_not(piece.after == 0 and i == 1 and ">=" or ">", piece.after) or piece.before and surely_not("<", piece.before)
      end
      if not out then found[#found + 1] = piece end
    end
    return found
  end
  if type(value) == "table" then
    core.fail("argument", "column '%s' of the table: expected one value, found a list", column.name)
  end
  if column.kind == "day" then
    local point = { at = day_number(value) }
    for i = 1, column.present do
      local piece = pieces[i]
      if piece.at == point.at or not piece.at and (not piece.after or point.at > piece.after) and (not piece.before or point.at < piece.before) then
        return { piece }
      end
    end
  end
  if core.is_row(value) then value = value.code end
  for i = 1, column.present do
    local piece = pieces[i]
    if piece.text ~= nil and piece.text == value or piece.yes ~= nil and piece.yes == value or piece.other then return { piece } end
  end
end

-- The values of the columns for a row: what they are, the pieces they may lie in, and what was read and compared on the way.
local function look(compiled, row, at, subject)
  local seen = { reads = {}, comparisons = {}, pieces = {}, values = {} }
  for i, column in ipairs(compiled.columns) do
    local value
    if column.input then
      local ok, answer, comparisons, reads = core.trace(column.input, row, at, subject)
      local open = false
      for _, read in ipairs(reads) do open = open or read.value == nil and not read.asked end
      -- An input that rests on an empty field is as open as the field, whether it says so or fails for want of it.
      if ok and not open then
        value = answer
      elseif not ok and not open and core.error_code(answer) ~= "undecided" then
        core.throw(answer)
      elseif not ok then
        seen.reason = seen.reason or core.error_message(answer)
      end
      seen.values[i] = { value = value, comparisons = comparisons, reads = reads }
    else
      value = row[column.name]
      seen.values[i] = { value = value, reads = { { row = subject or row, field = column.name, value = value } } }
    end
    seen.pieces[column] = pieces_of_value(column, value)
  end
  return seen
end

-- What the rows in play say together: the one result, or nil where they differ; and the one row, where it is one.
local function decide(compiled, seen)
  local met, count, result, same = {}, 0, nil, true
  walk(compiled, function(column) return seen.pieces[column] end, function(in_play)
    local r = in_play[1] or compiled.otherwise
    if met[r] then return end
    met[r], count = true, count + 1
    if result ~= nil and result ~= compiled.rows[r].result then same = false end
    result = compiled.rows[r].result
    met.first = math.min(met.first or r, r)
  end)
  return same and result or nil, met, count
end

-- Adds a comparison for each bound of a cell that speaks of numbers; `piece` is where the value lies, nil where it is open.
local function compare_with(column, cell, value, piece, into)
  each_leaf(cell, function(leaf)
    if leaf.kind ~= "figure" then return end
    local unit = value.unit ~= "1" and " " .. (column.unit or value.unit) or ""
    local truth = piece and (compare(piece, leaf.comparison, leaf.bound) and "yes" or "no") or "unknown"
    into.comparisons[#into.comparisons + 1] = {
      left = value, operator = leaf.comparison, right = figure(string.format("%.17g%s", leaf.bound, unit)), truth = truth, ordered = true,
    }
  end)
end

-- Of the rows that pass the one that the values miss by the fewest columns, numbers rather than kinds; and the columns.
local function nearest_pass(compiled, seen)
  local best, fewest, least
  for _, row in ipairs(compiled.rows) do
    local missed, weight = {}, 0
    for _, column in ipairs(compiled.columns) do
      local cell = row.cells[column.name]
      if cell and not holds(cell, seen.pieces[column][1]) then
        missed[#missed + 1] = column
        weight = weight + (column.kind == "number" and 1 or 1000)
      end
    end
    if row.result == "pass" and weight > 0 and (not least or weight < least) then best, fewest, least = row, missed, weight end
  end
  return best, fewest or {}
end

-- What explains the answer: of an open one the values that are loose and the bounds that they straddle, of the rows that
-- pass where there are any; of a refusal the bounds that the nearest row that passes would have; else those of the row.
local function explain(compiled, seen, met, answer, into)
  local open, passing, spoken = answer == nil, false, {}
  for r, row in ipairs(compiled.rows) do
    passing = passing or open and met[r] and row.result == "pass"
    for name in pairs(met[r] and row.cells or {}) do spoken[name] = true end
  end
  for i, column in ipairs(compiled.columns) do
    local value = seen.values[i].value
    local loose = #seen.pieces[column] > 1 and spoken[column.name]
    if not open or loose then
      for _, read in ipairs(seen.values[i].reads or {}) do
        into.reads[#into.reads + 1] = { row = read.row, field = read.field, value = read.value, asked = not open or read.asked or known(read.value) }
      end
      for _, comparison in ipairs(open and seen.values[i].comparisons or {}) do into.comparisons[#into.comparisons + 1] = comparison end
    end
    if column.kind == "number" and core.is_figure(value) and (open and loose or answer == "pass") then
      for r, row in ipairs(compiled.rows) do
        if met[r] and row.cells[column.name] and (not passing or row.result == "pass") then
          compare_with(column, row.cells[column.name], value, not open and seen.pieces[column][1] or nil, into)
        end
      end
    end
  end
  if answer == "fail" then
    local row, missed = nearest_pass(compiled, seen)
    for i, column in ipairs(compiled.columns) do
      local value = seen.values[i].value
      for _, other in ipairs(missed) do
        if other == column and column.kind == "number" and core.is_figure(value) then
          compare_with(column, row.cells[column.name], value, seen.pieces[column][1], into)
        end
      end
    end
  end
end

-- The verdict of a table: { answer =, row = } with the answer of `asked`, "when" (whether it applies) or "requires".
local function verdict_of(found, asked, row, at, subject)
  local today = on_day(found, at.date)
  for _, used in ipairs(today.used) do local _ = at[used.name] end
  local compiled = today.compiled
  local seen = look(compiled, row, at, subject)
  local result, met, count = decide(compiled, seen)
  local into = { reads = {}, comparisons = {} }
  local answer = result and results[result] or "unknown"
  if asked == "when" then
    local applies = result == nil and "unknown" or "yes"
    if result == nil then
      applies = "yes"
      for r, one in ipairs(compiled.rows) do
        if met[r] and one.result == "not applicable" then applies = "unknown" end
      end
    elseif result == "not applicable" then
      applies = "no"
    end
    answer = applies
  end
  explain(compiled, seen, met, result, into)
  local label
  if count == 1 then
    label = compiled.rows[met.first].words()
  else
    local which = {}
    for r in ipairs(compiled.rows) do
      if met[r] then which[#which + 1] = r end
    end
    label = tr(result and "rows %s, which agree" or "rows %s: which of them holds", table.concat(which, ", "))
  end
  return core.new_verdict(answer, answer == "unknown" and (seen.reason or label) or "", into.comparisons, label, into.reads)
end

-- --- what rule{} makes of it -------------------------------------------------------------------------------------------

-- Checks the table of a rule for every day on which it changes, and returns { when =, requirement =, titles = }: functions
-- as those of a rule that is written out. `when` is nil where the table always applies.
function core.read_decision_table(parts)
  local found = { parts = parts, given = parts.table, days = {} }
  local made = {}
  local applies_always, first = true, nil
  local function look_at(date)
    local ok, today = pcall(on_day, found, date)
    if not ok then
      if core.error_code(today) ~= "undecided" then core.throw(today) end
      return
    end
    first = today.compiled
    for _, row in ipairs(today.compiled.rows) do
      if row.result == "not applicable" then applies_always = false end
    end
  end
  local days = { ["0001-01-01"] = true }
  for _, parameter in pairs(parts.read_parameters) do
    for _, entry in ipairs(parameter.values) do
      if entry.from ~= "" then days[entry.from] = true end
    end
  end
  local sorted = {}
  for day in pairs(days) do sorted[#sorted + 1] = day end
  table.sort(sorted)
  for _, day in ipairs(sorted) do look_at(day) end
  if not first then check.complain("rule", parts.id, "table", "no day has all the parameters that it asks for") end
  if not applies_always then
    made.when = function(row, at, subject) return verdict_of(found, "when", row, at, subject) end
  end
  made.test = function(row, at, subject) return verdict_of(found, "requires", row, at, subject) end
  -- The titles of the rows that decide on the last day on which the table changes.
  function made.titles()
    local titles = {}
    for _, row in ipairs(first.rows) do
      if row.result ~= "not applicable" then titles[#titles + 1] = row.words() end
    end
    return titles
  end
  return made
end
