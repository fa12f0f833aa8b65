-- explain(): how a result came about, for people or as JSON or Markdown.

local tr, fail = core.translate, core.fail

local said_of_rows = { sources = true, ahead_of = true } -- columns that say something of a row, and do not name it

-- "Normandy (region), 2018": what a row of a frame is called, by its columns that are no figures.
function core.frame_row_name(row, columns)
  local names = {}
  for _, name in ipairs(columns) do
    local value = row[name]
    if value ~= nil and value ~= "" and not core.is_figure(value) and type(value) ~= "number" and not said_of_rows[name] then
      names[#names + 1] = core.is_row(value) and core.row_label(value) or tostring(value)
    end
  end
  return table.concat(names, ", ")
end

-- What a value of a frame answers to: itself, or of a row its names in each language, its code and its label.
local function names_of(value)
  if not core.is_row(value) then return { tostring(value) } end
  local names = { tostring(value), core.row_label(value) }
  for _, field in ipairs { "name", "name_en", "name_it", "code" } do
    local ok, name = pcall(function() return value[field] end)
    if ok and type(name) == "string" then names[#names + 1] = name end
  end
  return names
end

-- Whether a row of a frame is the one that is meant: by its number, or what stands in one of its columns.
local function is_meant(row, columns, wanted, number)
  if wanted == nil or math.tointeger(wanted) == number then return true end
  for _, column in ipairs(columns) do
    if row[column] ~= nil and not core.is_figure(row[column]) and not said_of_rows[column] then
      for _, name in ipairs(names_of(row[column])) do
        if core.folded(name) == core.folded(tostring(wanted)) then return true end
      end
    end
  end
  return false
end

-- The cells that are asked for: a list of { row = what it is called, column =, title = of the column, figure = }.
local function cells_of(frame, options)
  local columns, cells, number, met = frame.columns, {}, 0, false
  if options.column ~= nil then
    local known = false
    for _, name in ipairs(columns) do known = known or name == options.column end
    if not known then
      local near = core.nearest(tostring(options.column), columns)
      fail("not_found", near and "explain: there is no column '%s'; did you mean '%s'?" or "explain: there is no column '%s': there are %s",
        tostring(options.column), near or table.concat(columns, ", "))
    end
  end
  for row in frame:rows() do
    number = number + 1
    if is_meant(row, columns, options.row, number) then
      met = true
      local called = core.frame_row_name(row, columns)
      local id = row.indicator -- of a comparison: by its title
      if type(id) == "string" and core.script_path("indicators", id) and called:sub(1, #id) == id then
        called = core.indicator_words(core.scripts.load("indicators", id)) .. called:sub(#id + 1)
      end
      for _, name in ipairs(columns) do
        if core.is_figure(row[name]) and (options.column == nil or options.column == name) then
          cells[#cells + 1] = { row = called, column = name, figure = row[name], title = core.column_words(frame, name) }
        end
      end
    end
  end
  if not met and options.row ~= nil then fail("not_found", "explain: no row of the table is called '%s'", tostring(options.row)) end
  return cells
end

-- --- the sources that an explanation cites, with their titles -------------------------------------------------------

local sources_most = 40

local function add_sources(figure, list, seen)
  for _, citation in ipairs(figure.sources) do
    if not seen[citation.id] then
      seen[citation.id] = true
      list[#list + 1] = citation.id
    end
  end
end

-- "N: Normandie, Titre, 2018, https://…"
local function describe_source(id)
  local row = sources:where({ code = id }):first()
  if not row then return id end
  local parts = {}
  for _, field in ipairs { "publisher", "title", "date", "address" } do
    local value = row[field]
    if value ~= nil then parts[#parts + 1] = tostring(value) end
  end
  return id .. ": " .. table.concat(parts, ", ")
end

local function source_lines(list, format)
  local lines = {}
  for i, id in ipairs(list) do
    if i > sources_most then
      lines[#lines + 1] = tr("… and %d more", #list - sources_most)
      break
    end
    lines[#lines + 1] = describe_source(id)
  end
  if #lines == 0 then return "" end
  if format == "text" then return "\n" .. tr("Sources:") .. "\n" .. table.concat(lines, "\n") .. "\n" end
  for i, line in ipairs(lines) do lines[i] = "- " .. line:gsub("[\\`*_%[%]<>#|~&]", "\\%0") end
  return "\n**" .. tr("Sources:") .. "**\n\n" .. table.concat(lines, "\n") .. "\n"
end

-- --- figures and frames ---------------------------------------------------------------------------------------------

local function format_of(options)
  local format = options.format or "text"
  return format == "md" and "markdown" or format
end

local function explain_figure(figure, options)
  local format, list = format_of(options), {}
  local text = core.explain_figure(figure, options.format, options.depth)
  if format == "json" then return text end
  add_sources(figure, list, {})
  return text .. source_lines(list, format)
end

local function explain_cells(frame, options)
  local parts, list, seen, format = {}, {}, {}, format_of(options)
  local cells = cells_of(frame, options)
  for _, cell in ipairs(cells) do
    local text = core.explain_figure(cell.figure, options.format, options.depth)
    add_sources(cell.figure, list, seen)
    local called = (cell.row ~= "" and cell.row .. " · " or "") .. cell.title
    if format == "json" then
      parts[#parts + 1] = string.format("{\"row\":%s,\"column\":%s,\"column_title\":%s,\"explanation\":%s}", core.json_string(cell.row),
        core.json_string(cell.column), core.json_string(cell.title), text)
    elseif format == "markdown" then
      parts[#parts + 1] = string.format("**%s**\n\n%s\n", called:gsub("[\\`*_]", "\\%0"), text)
    else
      parts[#parts + 1] = called .. "\n" .. text .. "\n"
    end
  end
  if format == "json" then
    local notes = {}
    for i, note in ipairs(frame.notes) do notes[i] = core.json_string(note) end
    return "{\"cells\":[" .. table.concat(parts, ",") .. "],\"notes\":[" .. table.concat(notes, ",") .. "]}"
  end
  if #cells == 0 then parts[1] = tr "(no rows)" .. "\n" end
  for _, note in ipairs(frame.notes) do parts[#parts + 1] = tr("Note: %s", note) .. "\n" end
  return table.concat(parts) .. source_lines(list, format)
end

local function plan_told(plan)
  local lines = {}
  for line in plan:gmatch "[^\n]+" do lines[#lines + 1] = line end
  return { plan = lines }
end

-- Verdicts and plans: `in_lines` and `told` give what is said of the value as text, and as a plain table.
local function explain_otherwise(value, options, in_lines, told)
  local format = format_of(options)
  if format == "json" then
    return core.json(told(value), function(figure) return core.explain_figure(figure, "json", options.depth) end)
  end
  local text = in_lines(value, options)
  if format == "text" then return text end
  if format == "markdown" then return "~~~\n" .. text:gsub("\n+$", "") .. "\n~~~" end
  fail("argument", "an explanation is text, json or markdown, not '%s'", tostring(format))
end

local function explain(value, options)
  options = options or {}
  if type(options) ~= "table" then
    fail("argument", "explain: expected options such as { format = \"json\", depth = 2 }, found %s", core.describe(options))
  end
  if options.depth ~= nil and not math.tointeger(options.depth) then
    fail("argument", "explain: expected options such as { format = \"json\", depth = 2 }, found %s", core.describe(options.depth))
  end
  if type(value) == "number" then return tostring(value) end
  if type(value) == "string" then return explain_otherwise(value, options, tostring, function(text) return { text = text } end) end
  if core.is_figure(value) then return explain_figure(value, options) end
  if core.is_judgement(value) then return explain_otherwise(value, options, core.explain_judgement, core.judgement_told) end
  if core.is_verdict(value) then return explain_otherwise(value, options, core.explain_verdict, core.verdict_told) end
  if core.is_frame(value) then return explain_cells(value, options) end
  if core.is_collection(value) then
    local plan = value:plan() -- it runs the query: once
    return explain_otherwise(plan, options, tostring, plan_told)
  end
  fail("argument", "explain takes a figure, a verdict, a frame or a collection, found %s", core.describe(value))
end

core.explain = explain

core.publish("explain", function(value, options) return core.plain(explain(value, options)) end, {
  signature = "explain(result [, { format = \"text\" | \"json\" | \"markdown\", depth =, row =, column = }]) -> explanation",
  english = "How a result came about: formula, inputs, bounds, unit, sources; which rows were used and left out, which sources disagree, and what to find out first where it is no single number. Of a frame all cells, or those of a `row` (its name, code or number) and a `column`. For a verdict, what decided it and what would settle it.",
  french = "Comment un résultat a été obtenu : formule, entrées, bornes, unité, sources ; quelles lignes ont compté ou non, quelles sources se contredisent, et ce qu'il faut chercher d'abord si ce n'est pas un nombre unique. D'un tableau toutes les cellules, ou celles d'une ligne (« row » : son nom, code ou numéro) et d'une colonne (« column »). Pour un verdict, ce qui l'a décidé et ce qui le trancherait.",
  example = "explain(indicators.basin_concentration(\"Normandie\", 2018))",
})
