-- Decision tables: rows of conditions with a result each, for rules of staff who think in tables.
--
--   table = {
--     { level = { "bts", "but" }, capacity = at_least(12), result = "pass" },
--     { level = { "bts", "but" }, capacity = less_than(12), result = "fail" },
--     { otherwise = true, result = "not applicable" },
--   }
--
-- A column is a field of the row, or one of the rule's `inputs`: functions of the row. As function(at) … end the table reads
-- dated parameters. Each combination of values meets one row: one that meets none (a gap) or two (an overlap) is refused
-- when the rule is read, for every day on which a parameter changes. To that end the values of a column are cut into pieces
-- at what its conditions speak of. A value that is not known, or whose bounds reach over several pieces, may meet several
-- rows: where these have one result it is the answer, else the answer is unknown.

local tr, check, parameters = core.translate, core.check, core.rule_parameters

local tables = {}

local results = { pass = "yes", fail = "no", unknown = "unknown", ["not applicable"] = "not applicable" }

-- --- days as numbers, so that one may follow another ------------------------------------------------------------------

local day_number = parameters.day_number

-- --- what conditions say of pieces ------------------------------------------------------------------------------------

local kind_of_leaf = { text = "text", row = "text", figure = "number", day = "day", yesno = "yesno", known = "known" }

local function each_leaf(parts, visit)
  for _, part in ipairs(parts) do each_leaf(part, visit) end
  if #parts == 0 and parts.kind ~= "any" and parts.kind ~= "all" then visit(parts) end
end

local function near(a, b)
  return math.abs(a - b) <= 1e-12 * math.max(math.abs(a), math.abs(b))
end

-- The pieces of numbers: below the first bound, at it, between it and the next … `after` and `before` are left out where
-- there is no end.
local function compare(piece, sign, bound)
  if piece.at then
    local equal = near(piece.at, bound)
    if sign == "=" then return equal end
    if sign == "<" or sign == "<=" then return piece.at < bound and not equal or sign == "<=" and equal end
    return piece.at > bound and not equal or sign == ">=" and equal
  end
  if sign == "<" or sign == "<=" then return piece.before ~= nil and piece.before <= bound end
  if sign == ">" or sign == ">=" then return piece.after ~= nil and piece.after >= bound end
  return false
end

local function speaks_of_absence(parts)
  local found = false
  each_leaf(parts, function(leaf) found = found or leaf.kind == "known" end)
  return found
end

local function holds(parts, piece)
  if parts.kind == "any" then
    for _, part in ipairs(parts) do
      if holds(part, piece) then return true end
    end
    return false
  elseif parts.kind == "all" then
    for _, part in ipairs(parts) do
      if not holds(part, piece) then return false end
    end
    return true
  elseif parts.kind == "not" then
    return (not piece.absent or speaks_of_absence(parts)) and not holds(parts[1], piece)
  elseif parts.kind == "known" then
    return parts.yes == not piece.absent
  elseif piece.absent then
    return false
  elseif parts.kind == "yesno" then
    return piece.yes == parts.yes
  elseif parts.kind == "figure" or parts.kind == "day" then
    return compare(piece, parts.comparison, parts.bound)
  end
  return piece.text ~= nil and piece.text == (parts.row and parts.row.code or parts.text)
end

-- --- reading ----------------------------------------------------------------------------------------------------------

local function cut(bounds, lowest, whole)
  local pieces, last = {}, nil
  table.sort(bounds)
  for _, bound in ipairs(bounds) do
    if last == nil or not near(last, bound) then
      local gap_between = last == nil and (lowest == nil or bound > lowest) or last ~= nil and not (whole and bound == last + 1)
      if gap_between then pieces[#pieces + 1] = { after = last or lowest, before = bound } end
      pieces[#pieces + 1] = { at = bound }
      last = bound
    end
  end
  pieces[#pieces + 1] = { after = last }
  return pieces
end

-- The bound of a number in the column's unit; a plain number takes the column's.
local function bound_of(rule, column, leaf)
  local unit = leaf.figure.unit
  if unit == "1" or unit == column.unit then return leaf.figure.value end
  if column.unit == nil then column.unit = unit end
  if not core.convertible(leaf.figure, column.unit) then
    check.complain("rule", rule, "table", "column '%s' is in %s, and '%s' is not", column.name, column.unit, leaf.words)
  end
  return leaf.figure:convert(column.unit).value
end

local function read_column(rule, parts, name, cells)
  local field = core.field(parts.applies_to, name)
  local input = parts.inputs[name]
  if not field and not input then
    check.complain("rule", rule, "table", "column '%s': a %s has no such field, and the rule no such input", name, parts.applies_to)
  end
  if field and field.many and not input then
    check.complain("rule", rule, "table", "column '%s' has several values: write an input, a function that says what of them counts", name)
  end
  local column = { name = name, input = input, field = not input and field or nil, unit = not input and field.unit or nil }
  local bounds, texts, days = {}, {}, {}
  for _, cell in ipairs(cells) do
    each_leaf(cell, function(leaf)
      local kind = kind_of_leaf[leaf.kind]
      if not kind or leaf.kind == "text" and leaf.text:find("*", 1, true) then
        check.complain("rule", rule, "table", "column '%s': '%s' cannot stand in a table: give whole values, at_least(…) and its like", name, leaf.words)
      end
      if kind == "known" then column.absent = true return end
      if column.kind and column.kind ~= kind then
        check.complain("rule", rule, "table", "column '%s': its rows speak of values of two kinds, '%s' is of another", name, leaf.words)
      end
      column.kind = kind
      if kind == "number" then
        leaf.bound = bound_of(rule, column, leaf)
        bounds[#bounds + 1] = leaf.bound
      elseif kind == "day" then
        leaf.bound = day_number(leaf.day)
        days[leaf.bound], bounds[#bounds + 1] = leaf.day, leaf.bound
      elseif kind == "text" then
        local text = leaf.row and leaf.row.code or leaf.text
        if not texts[text] then texts[#texts + 1], texts[text] = text, true end
      end
    end)
  end
  column.days, column.texts = days, texts
  if column.kind == "number" then
    column.pieces = cut(bounds, column.field and not field.negative and 0 or nil)
  elseif column.kind == "day" then
    column.pieces = cut(bounds, nil, true)
  elseif column.kind == "yesno" then
    column.pieces = { { yes = true }, { yes = false } }
  else
    column.pieces = {}
    for i, text in ipairs(texts) do column.pieces[i] = { text = text } end
    column.pieces[#column.pieces + 1] = { other = true }
  end
  column.present = #column.pieces
  if column.absent then column.pieces[column.present + 1] = { absent = true } end
  return column
end

local function row_words(columns, row, index)
  if row.title then return type(row.title) == "table" and row.title[core.language()] or row.title end
  if row.otherwise then return tr("row %d: otherwise", index) end
  local words = {}
  for _, column in ipairs(columns) do
    if row.cells[column.name] then words[#words + 1] = column.name .. " " .. row.cells[column.name].words end
  end
  return tr("row %d: %s", index, table.concat(words, ", "))
end

-- All rows that a choice of pieces leaves in play, for every choice: visit(rows, chosen). A choice that leaves the same
-- rows as one before is passed over: what follows from it is the same.
local function walk(compiled, pieces_of, visit)
  local seen, chosen = {}, {}
  local function go(i, in_play)
    local key = i .. ":" .. table.concat(in_play, ",")
    if seen[key] then return end
    seen[key] = true
    local column = compiled.columns[i]
    if not column or #in_play == 0 then return visit(in_play, chosen) end
    for _, piece in ipairs(pieces_of(column)) do
      local left = {}
      for _, r in ipairs(in_play) do
        local cell = compiled.rows[r].cells[column.name]
        if not cell or holds(cell, piece) then left[#left + 1] = r end
      end
      chosen[i] = piece
      go(i + 1, left)
      chosen[i] = nil
    end
  end
  go(1, compiled.conditional)
end

local function in_words(column, piece)
  if piece.absent then return tr("%s is not known", column.name) end
  if piece.text then return column.name .. " = " .. piece.text end
  if piece.yes ~= nil then return column.name .. " = " .. tr(piece.yes and "yes" or "no") end
  if piece.other then
    return #column.texts == 0 and tr("%s is known", column.name) or tr("%s is none of %s", column.name, table.concat(column.texts, ", "))
  end
  local function number(value)
    if column.kind == "day" then return column.days[value] end
    return string.format("%.10g", value) .. (column.unit and column.unit ~= "1" and " " .. column.unit or "")
  end
  if piece.at then return column.name .. " = " .. number(piece.at) end
  -- Below the first bound a quantity reaches down to zero; nobody asked for zero itself.
  if piece.after and piece.before and (column.kind ~= "number" or piece.after ~= 0) then
    return tr("%s lies between %s and %s", column.name, number(piece.after), number(piece.before))
  end
  if piece.before then return column.name .. " < " .. number(piece.before) end
  return column.name .. " > " .. number(piece.after)
end

local function all_in_words(compiled, chosen)
  local words = {}
  for i, column in ipairs(compiled.columns) do
    if chosen[i] then words[#words + 1] = in_words(column, chosen[i]) end
  end
  return #words > 0 and table.concat(words, ", ") or tr("anything")
end

-- Refuses a gap, an overlap, and a row that no combination meets.
local function check_whole(rule, compiled)
  local met = {}
  walk(compiled, function(column) return column.pieces end, function(in_play, chosen)
    if #in_play == 0 and not compiled.otherwise then
      check.complain("rule", rule, "table", "it has a gap: no row says what holds where %s; add one, or { otherwise = true, result = … }", all_in_words(compiled, chosen))
    elseif #in_play > 1 then
      check.complain("rule", rule, "table", "rows %d and %d overlap: both hold where %s", in_play[1], in_play[2], all_in_words(compiled, chosen))
    end
    met[in_play[1] or compiled.otherwise] = true
  end)
  for i in ipairs(compiled.rows) do
    if not met[i] then check.complain("rule", rule, "table", "row %d can never hold", i) end
  end
end

local function compile(parts, rows)
  local rule = parts.id
  if type(rows) ~= "table" or #rows == 0 then
    check.complain("rule", rule, "table", "expected rows { { field = condition, …, result = \"pass\" }, … }, found %s", core.describe(rows))
  end
  local compiled = { rows = {}, columns = {}, conditional = {} }
  local cells_of = {}
  for i, given in ipairs(rows) do
    if type(given) ~= "table" then
      check.complain("rule", rule, "table", "row %d: expected { field = condition, …, result = \"pass\" }, found %s", i, core.describe(given))
    end
    if not results[given.result] then
      check.complain("rule", rule, "table", "row %d: expected result = \"pass\", \"fail\", \"unknown\" or \"not applicable\", found %s", i, core.describe(given.result))
    end
    if given.title and type(given.title) ~= "string" and not check.is_titles(given.title) then
      check.complain("rule", rule, "table", "row %d: expected title = a text, or { en = …, fr = …, it = … }, found %s", i, core.describe(given.title))
    end
    local row = { result = given.result, title = given.title, otherwise = given.otherwise, cells = {} }
    for name, wanted in pairs(given) do
      if name ~= "result" and name ~= "title" and name ~= "otherwise" then
        if type(name) ~= "string" then
          check.complain("rule", rule, "table", "row %d: expected fields with names, found %s without one: is a comma or a name = missing?", i, core.describe(wanted))
        end
        row.cells[name] = core.condition(wanted)
        if not cells_of[name] then
          cells_of[name] = {}
          cells_of[#cells_of + 1] = name
        end
        table.insert(cells_of[name], row.cells[name])
      end
    end
    if row.otherwise then
      if next(row.cells) or i < #rows then check.complain("rule", rule, "table", "row %d: 'otherwise' stands alone, in the last row", i) end
      compiled.otherwise = i
    else
      if not next(row.cells) then check.complain("rule", rule, "table", "row %d has no condition: write otherwise = true where it holds for all that is left", i) end
      compiled.conditional[#compiled.conditional + 1] = i
    end
    compiled.rows[i] = row
  end
  table.sort(cells_of)
  for i, name in ipairs(cells_of) do compiled.columns[i] = read_column(rule, parts, name, cells_of[name]) end
  for i, row in ipairs(compiled.rows) do
    row.words = function() return row_words(compiled.columns, row, i) end
  end
  check_whole(rule, compiled)
  return compiled
end

-- The table as it stands on a day: the rows, and the names of the parameters that they were written with.
local function on_day(found, date)
  if type(found.given) ~= "function" then
    found.always = found.always or { compiled = compile(found.parts, found.given), used = {} }
    return found.always
  end
  if not found.days[date] then
    local at = parameters.at(found.parts.read_parameters, date)
    found.days[date] = { compiled = compile(found.parts, found.given(at)), used = parameters.used(at) }
  end
  return found.days[date]
end

tables.on_day, tables.walk, tables.holds, tables.compare, tables.each_leaf, tables.day_number = on_day, walk, holds, compare, each_leaf, day_number
tables.results = results

core.decision_table = tables
