-- format{}: how a published file becomes a dataset, or rows of the registry. Declared here, read by the engine.

local tr, fail, scripts, check = core.translate, core.fail, core.scripts, core.check

local function words(list)
  return core.format_words(list)
end

local reading = {
  { "kind", "text", one_of = words "kind" },
  { "encoding", "text", one_of = words "encoding" },
  { "separator", "character" },
  { "quote", "quote" },
  { "skip_rows", "count" },
  { "header_with", "text" },
  { "split_first", "character" },
  { "sheet", "text" },
  { "path", "text" },
  { "member", "text" },
}

local columns = {
  { "name", "id", required = true },
  { "title", "titles" },
  { "from", "texts" },
  { "constant", "any_text" },
  { "type", "text", default = "text", one_of = words "type" },
  { "width", "count" },
  { "optional", "boolean" },
  { "filled", "boolean" },
  { "wrong", "text", one_of = words "wrong" },
  { "absent", "absences" },
  { "values", "map" },
  { "closed", "boolean" },
  { "bands", "map" },
  { "yes", "texts" },
  { "no", "texts" },
  { "prefix", "text" },
  { "prefix_by", "texts" },
  { "prefixes", "map" },
  { "also", "table" },
  { "decimal", "character" },
  { "day_order", "text", one_of = words "day_order" },
  { "shift", "whole" },
  { "flags", "absences" },
  { "flags_from", "texts" },
  { "only", "table" },
  { "flags_column", "id" },
  { "north", "texts" },
  { "zone", "texts" },
  { "unit", "unit" },
  { "scope", "text" },
  { "refers_to", "text" },
  { "level", "text" },
  { "nomenclature", "text" },
  { "not_negative", "boolean" },
  { "many", "boolean" },
  { "if_new", "boolean" },
  { "sought", "boolean" },
  { "compute", "function" },
}

local also = {
  { "from", "texts", required = true },
  { "prefix", "text" },
  { "width", "count" },
}

local only = {
  { "column", "texts", required = true },
  { "is", "texts", required = true },
}

local skips = {
  { "column", "texts", required = true },
  { "is", "texts" },
  { "is_not", "texts" },
  { "empty", "boolean" },
  { "filled", "boolean" },
  { "same_as", "texts" },
  { "optional", "boolean" },
  { "reason", "titles", required = true },
}

-- What a file is and becomes: of a format of one file, and of each part of one of several.
local contents = {
  { "dataset", "dataset_id" },
  { "entity", "text" },
  { "files", "text" },
  { "reading", "table", default = {} },
  { "absent", "absences" },
  { "columns", "table" },
  { "leave_out", "table", default = {} },
  { "period_column", "id" },
  { "keep_empty", "boolean" },
  { "first_only", "boolean" },
  { "other_columns", "text", one_of = words "other_columns" },
  { "examples", "table", default = {} },
}

local declarations = {
  { "id", "dataset_id", required = true },
  { "title", "titles", required = true },
  { "description", "titles" },
  { "source", "text" },
  { "publisher", "text" },
  { "licence", "text" },
  { "address", "text" },
  { "geography", "text" },
  { "parts", "table" },
}
for _, declaration in ipairs(contents) do declarations[#declarations + 1] = declaration end

-- { "jobs", from = "Effectifs" } is { name = "jobs", from = "Effectifs" }.
local function named(row)
  if type(row) ~= "table" or row[1] == nil then return row end
  local copy = {}
  for key, value in pairs(row) do
    if key ~= 1 then copy[key] = value end
  end
  if copy.name == nil then copy.name = row[1] end
  return copy
end

local function check_column(id, row, place)
  local kind = tr("format %s, column", id)
  if type(row) ~= "table" or type(row[1] or row.name) ~= "string" then
    check.complain("format", id, "columns", "row %d: expected { \"name\", from = \"Column in the file\", … }, found %s",
      place, core.describe(row))
  end
  local column = check.fields(kind, columns, named(row), row[1] or row.name)
  for i, further in ipairs(column.also or {}) do check.fields(kind, also, further, tr("%s, also %d", column.name, i)) end
  if column.only then check.fields(kind, only, column.only, tr("%s, only", column.name)) end
  if column.level then
    if column.nomenclature then
      check.complain(kind, column.name, "level", "a column is of a level or of a nomenclature, not of both")
    end
    column.refers_to, column.qualifier = column.refers_to or "territory", column.level
  elseif column.nomenclature then
    column.refers_to, column.qualifier = column.refers_to or "activity_class", column.nomenclature
  end
  return column
end

local function check_skip(id, given, place)
  local kind = tr("format %s, leave_out", id)
  local skip = check.fields(kind, skips, given, tostring(place))
  local tests = 0
  for _, test in ipairs { "is", "is_not", "empty", "filled", "same_as" } do
    if skip[test] ~= nil then tests = tests + 1 end
  end
  if tests ~= 1 then
    check.complain(kind, tostring(place), nil, "expected one of is = { … }, is_not = { … }, empty = true, filled = true and same_as = \"…\", found %d of them", tests)
  end
  return skip
end

-- What an example says is read: { text = "the file", rows = { { column = value, … }, … }, rejected =, left_out = }.
local examples = {
  { "text", "text", required = true },
  { "rows", "table", required = true },
  { "rejected", "table", default = {} },
  { "left_out", "number", default = 0 },
}

-- A part with all that it inherits from the format.
local function check_part(format, given)
  local id = format.id
  local part = given == format and format or check.fields(tr("format %s, part", id), contents, given, given.files or given.dataset)
  if type(part.columns) ~= "table" or #part.columns == 0 then
    check.complain("format", id, "columns", "expected a list { { \"name\", from = \"Column in the file\", … }, … }, found %s",
      core.describe(part.columns))
  end
  local whole = { id = id, title = format.title, source = format.source, publisher = format.publisher,
    licence = format.licence, address = format.address, geography = format.geography, columns = {}, leave_out = {}, examples = {} }
  for _, declaration in ipairs(contents) do
    local name = declaration[1]
    if whole[name] == nil then whole[name] = part[name] end
  end
  whole.reading = check.fields(tr("format %s, reading", id), reading, part.reading)
  for place, row in ipairs(part.columns) do whole.columns[place] = check_column(id, row, place) end
  for place, skip in ipairs(part.leave_out) do whole.leave_out[place] = check_skip(id, skip, place) end
  for place, example in ipairs(part.examples) do
    whole.examples[place] = check.fields(tr("format %s, example", id), examples, example, tostring(place))
  end
  return whole
end

-- The column in "format ID, field NAME: …" and "format ID: two fields are called NAME", in any language.
local function column_named(message)
  return message:match "^%S+ [%w_.]+, %S+ ([%w_]+)" or message:match "^%S+ [%w_.]+%s*: .* ([%w_]+)$"
end

local function check_format(given)
  local format = check.fields("format", declarations, given)
  format.wholes = {}
  if not format.parts then
    format.wholes[1] = check_part(format, format)
  else
    if format.columns then
      check.complain("format", format.id, "columns", "a format with parts has its columns in them: put these into a part")
    end
    for place, part in ipairs(format.parts) do
      if type(part) ~= "table" then
        check.complain("format", format.id, "parts", "row %d: expected a table { files = \"…\", columns = { … } }, found %s", place, core.describe(part))
      end
      format.wholes[place] = check_part(format, part)
    end
    if #format.wholes == 0 then check.complain("format", format.id, "parts", "expected a list { { files = \"…\", columns = { … } }, … }, found none") end
  end
  format.made = check.placing(column_named, core.format_new, format.wholes)
  return format
end

-- For people: what becomes of the file.
local function target(parts)
  local names, met = {}, {}
  for _, part in ipairs(parts.wholes) do
    local name = part.entity or part.dataset or parts.id
    if not met[name] then names[#names + 1] = name end
    met[name] = true
  end
  if #names > 3 then return tr("%s, %s and %d more", names[1], names[2], #names - 2) end
  return table.concat(names, ", ")
end

local metatable = {
  __index = function(self, key)
    local parts = scripts.parts(self)
    if key == "title" or key == "description" then return parts[key] and parts[key][core.language()] end
    if key == "id" or key == "source" or key == "publisher" or key == "licence" or key == "address" or key == "geography" then
      return parts[key]
    end
    if key == "into" then return target(parts) end
    fail("not_found", "a format has nothing called '%s': it has id, title, description, into, source, publisher, licence, address, geography", tostring(key))
  end,
  __newindex = function() fail("argument", "a %s cannot be changed: make a new one", "format") end,
  __tostring = function(self)
    local parts = scripts.parts(self)
    return string.format("%s: %s", parts.id, parts.title[core.language()])
  end,
  __name = "format",
  __metatable = "format",
}

scripts.declare("format", metatable, declarations)

-- For the engine: what core.format_new made of the script with that id.
function core.format_made(id)
  return scripts.parts(scripts.load("formats", id)).made
end

core.publish("format", function(given)
  return scripts.new("format", check_format(given))
end, {
  signature = "format { id =, title = { en =, fr =, it = }, columns = { { \"NAME\", from = \"COLUMN\", type =, … }, … }, … } -> format",
  english = "Declares how a published file is imported: its columns by name, types, codes, what stands for no value, rows left out, source and licence.",
  french = "Déclare comment un fichier publié est importé : ses colonnes par leur nom, types, codes, ce qui vaut absence, lignes écartées, source et licence.",
  example = "formats[\"urssaf.commune_ape\"].title",
})

core.publish("formats", scripts.collection("formats", function() return core.commands.formats() end), {
  signature = "formats[\"ID\"] -> format; formats() -> frame",
  english = "All formats of files by id, own and shipped: what grappe import knows. formats() lists them with what becomes of each file.",
  french = "Tous les formats de fichiers par identifiant, les vôtres et ceux fournis : ce que connaît grappe import. formats() les liste avec ce que devient chaque fichier.",
  example = "formats[\"urssaf.commune_ape\"].licence",
})

-- --- examples: what grappe test runs --------------------------------------------------------------------------------

local function shown(row)
  local names, texts = {}, {}
  for name in pairs(row) do names[#names + 1] = name end
  table.sort(names)
  for i, name in ipairs(names) do texts[i] = name .. " = " .. tostring(row[name]) end
  return "{ " .. table.concat(texts, ", ") .. " }"
end

-- The first difference, or nil. Only the columns that the example names are looked at.
local function difference(example, rows, rejected, left_out)
  for i, wanted in ipairs(example.rows) do
    local row = rows[i]
    if not row then return tr("rows: %d", #rows) end
    for name, value in pairs(wanted) do
      if row[name] ~= tostring(value) then
        return row[name] and tr("row %d: %s = %s", i, name, row[name]) or tr("row %d: no column %s: %s", i, name, shown(row))
      end
    end
  end
  if #rows ~= #example.rows then return tr("rows: %d, the last %s", #rows, shown(rows[#rows])) end
  for i, wanted in ipairs(example.rejected) do
    if not (rejected[i] and rejected[i]:find(wanted, 1, true)) then return rejected[i] or tr("no row rejected") end
  end
  if #rejected ~= #example.rejected then return rejected[#example.rejected + 1] end
  if left_out ~= example.left_out then return tr("rows left out: %d", left_out) end
end

-- Runs the examples; calls tell(ok, what, found) for each.
function core.test_format(object, tell)
  local parts, count = scripts.parts(object), 0
  for place, whole in ipairs(parts.wholes) do
    for i, example in ipairs(whole.examples) do
      count = count + 1
      local what = #parts.wholes == 1 and tr("%s, example %d", parts.id, i)
        or tr("%s, %s, example %d", parts.id, whole.dataset or whole.files or whole.entity or tostring(place), i)
      local ok, rows, rejected, left_out = pcall(core.format_read, parts.made, place, example.text)
      if not ok then
        tell(false, what, nil, rows)
      else
        local found = difference(example, rows, rejected, left_out)
        tell(not found, what, found)
      end
    end
  end
  return count
end
