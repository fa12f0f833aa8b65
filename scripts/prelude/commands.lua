-- What the program's subcommands do: each takes a table of options (lists of texts) and returns what is shown, and
-- whether the exit status must tell of a finding.

local tr, fail, scripts = core.translate, core.fail, core.scripts

local commands = {}

local function one(options, name)
  return options[name] and options[name][1]
end

-- "2018" stands for the number, as scripts write it.
local function period_of(options)
  local text = one(options, "period")
  if not text then return nil end
  core.period(text)
  return text:find "^%d%d%d%d$" and math.tointeger(tonumber(text)) or text
end

-- --at A,B --at C: names separated by commas; a name that holds a comma itself is given alone.
local function places_of(options)
  local places = {}
  for _, text in ipairs(options.at or {}) do
    for name in text:gmatch "[^,]+" do places[#places + 1] = (name:gsub("^%s+", ""):gsub("%s+$", "")) end
  end
  return #places > 0 and places or nil
end

local function listing(kind, columns, ids)
  local frame_columns = { { "id", {} } }
  for _, name in ipairs(columns) do frame_columns[#frame_columns + 1] = { name, {} } end
  for i, id in ipairs(ids or core.script_ids(kind)) do
    local object = scripts.load(kind, id)
    local path, shipped = core.script_path(kind, id)
    if shipped then core.notice("%s '%s': your own script is used, not the one that is shipped", kind:sub(1, -2), id) end
    frame_columns[1][2][i] = id
    for c, name in ipairs(columns) do frame_columns[c + 1][2][i] = object[name] end
  end
  return core.frame(frame_columns)
end

local function shadow_notice(kind, id)
  local _, shipped = core.script_path(kind, id)
  if shipped then core.notice("%s '%s': your own script is used, not the one that is shipped", kind:sub(1, -2), id) end
end

-- Several periods as a list: 2018,2021, or 2006..2022 for each of the years. One alone as it is; nil for none.
local function periods_of(options)
  local text = one(options, "period")
  local first, last = (text or ""):match "^(%d%d%d%d)%.%.(%d%d%d%d)$"
  if not first and not (text and text:find(",", 1, true)) then return period_of(options) end
  local periods = {}
  if first then
    for year = tonumber(first), tonumber(last) do periods[#periods + 1] = math.tointeger(year) end
    if #periods == 0 then fail("argument", "--period %s: the first year comes after the last", text) end
  else
    for part in text:gmatch "[^,]+" do periods[#periods + 1] = period_of { period = { (part:gsub("^%s+", ""):gsub("%s+$", "")) } } end
  end
  return periods
end

-- --at level:region names a level, level:region:2026 the places that there were in that year, for every period; nil where
-- --at names places.
local function level_of(options)
  local text
  for _, given in ipairs(options.at or {}) do
    text = text or given:match "^level:(.+)$"
    if text and given ~= "level:" .. text then fail("argument", "--at: a level stands alone: --at level:%s", text) end
  end
  if not text then return nil end
  local level, year = text:match "^(.-):(%d%d%d%d)$"
  level = level or text
  if not core.is_level(level) then
    local near = core.nearest(level, core.levels())
    fail("not_found", near and "--at: there is no level '%s'; did you mean '%s'?" or "--at: there is no level '%s': there are %s",
      level, near or table.concat(core.levels(), ", "))
  end
  return level, math.tointeger(tonumber(year))
end

-- Every place of a level that exists in the period, in the order of codes.
local function all_places(level, period)
  local entity = core.collection_of(level)
  local query = entity or territories:where { level = level }
  if not entity and period then query = query:during(period) end
  local places = {}
  for row in query:rows() do places[#places + 1] = row end
  return places
end

-- An indicator of the level, or of territories of any level.
local function fits(indicator, level)
  return indicator.level == level or (indicator.level == "territory" and not core.collection_of(level))
end

-- The ids that were asked for, or all that are computed at the level.
local function ids_at(options, level)
  local ids = options.ids or {}
  if #ids == 0 then
    if not level then fail("argument", "which indicators? Give their ids, or --at level:region for all of a level") end
    for _, id in ipairs(core.script_ids "indicators") do
      if fits(scripts.load("indicators", id), level) then ids[#ids + 1] = id end
    end
    return ids
  end
  for _, id in ipairs(level and ids or {}) do
    local indicator = scripts.load("indicators", id)
    if not fits(indicator, level) then
      fail("argument", "indicator '%s' is computed for the level %s, not for %s", id, indicator.level, level)
    end
  end
  return ids
end

-- The rows of a batch: a list of { id, place, period, part, value }. A frame gives a row for each of its figures, called
-- by `part`; an error of one of several indicators becomes an unknown value with that reason.
local function put_frame(rows, entry, frame)
  local columns, figures, words = frame.columns, {}, {}
  for _, name in ipairs(columns) do words[name] = tr(name) end
  for row in frame:rows() do
    local called = core.frame_row_name(row, columns)
    for _, name in ipairs(columns) do
      if core.is_figure(row[name]) then figures[#figures + 1] = { called, words[name], row[name] } end
    end
  end
  for _, figure in ipairs(figures) do
    local part = figure[1] == "" and figure[2] or figure[1] .. " · " .. figure[2]
    rows[#rows + 1] = { entry[1], entry[2], entry[3], part, figure[3] }
  end
end

local function compute_entry(rows, entry, several)
  local indicator, place, period = entry.indicator, entry.place, entry.period
  local ok, value = true, nil
  if several then ok, value = pcall(indicator, place, period) else value = indicator(place, period) end
  local head = { entry.id, place, tostring(period or indicator.period or "") }
  if not ok then
    ok = core.error_code(value) == "undecided" -- a table for want of a fact: unknown, and no failure
    value = core.absent("unknown", core.error_message(value), indicator.unit or "1", "indicator " .. entry.id, core.indicator_words(indicator))
  end
  if core.is_frame(value) then return ok, put_frame(rows, head, value) end
  rows[#rows + 1] = { head[1], head[2], head[3], "", value }
  return ok, not ok and value.reason
end

local function of_several_entities(places)
  local first = places[1] and places[1].entity
  for _, place in ipairs(places) do
    if place.entity ~= first then return true end
  end
  return false
end

-- Columns of what there is: `part` where a frame gave several values, `answer` beside `value` where some are no figures.
local function frame_of(rows)
  local parts, figures, others = false, false, false
  for _, row in ipairs(rows) do
    parts = parts or row[4] ~= ""
    if core.is_figure(row[5]) then figures = true else others = true end
  end
  local names = { "indicator", "place", "period", "part", "value", "answer" }
  local columns = {}
  for i, name in ipairs(names) do columns[i] = { name, {} } end
  local none = core.absent("not_applicable", "", "1", "indicator", "")
  for at, row in ipairs(rows) do
    for i = 1, 4 do columns[i][2][at] = row[i] end
    local is_figure = core.is_figure(row[5])
    columns[5][2][at] = is_figure and row[5] or none
    columns[6][2][at] = is_figure and "" or tostring(row[5])
  end
  if of_several_entities(columns[2][2]) then -- a column holds rows of one: of several, their names
    for at, place in ipairs(columns[2][2]) do columns[2][2][at] = core.row_label(place) end
  end
  local shown = {}
  for i, column in ipairs(columns) do
    local empty = (i == 4 and not parts) or (i == 5 and not figures) or (i == 6 and not others)
    if not empty then shown[#shown + 1] = column end
  end
  if not figures then shown[#shown][1] = "value" end
  return core.frame(shown)
end

function commands.indicator(options)
  if #(options.ids or {}) == 0 and not options.at and not options.period then
    return listing("indicators", { "theme", "title", "unit", "level", "returns" }, core.indicators_by_theme())
  end
  local level, year = level_of(options)
  local ids, places, periods = ids_at(options, level), not level and places_of(options), periods_of(options)
  if type(periods) ~= "table" then periods = { periods or false } end
  local entries = {}
  for _, id in ipairs(ids) do
    local indicator = scripts.load("indicators", id)
    shadow_notice("indicators", id)
    for _, period in ipairs(periods) do
      for _, place in ipairs(places or all_places(level or indicator.level, year or period or indicator.period)) do
        entries[#entries + 1] = {
          id = id, indicator = indicator, period = period or nil,
          place = core.is_row(place) and place or core.find_at(indicator.level, place),
        }
      end
    end
  end
  if one(options, "record") then
    for _, entry in ipairs(entries) do core.record(entry.id, entry.place, entry.period) end
  end
  if #entries == 1 then return entries[1].indicator(entries[1].place, entries[1].period) end
  local rows, failed, said = {}, 0, {}
  local before <close> = core.batch() -- nobody explains them one by one
  for _, entry in ipairs(entries) do
    local ok, reason = compute_entry(rows, entry, #ids > 1)
    if not ok then
      failed = failed + 1
      if not said[entry.id] then core.notice("indicator '%s' failed: %s", entry.id, reason) end
      said[entry.id] = true
    end
  end
  return frame_of(rows), failed > 0
end

-- One list of places for all periods: those of a level in its year, else in the last period (that of `maker` where none is asked).
local function compared_places(options, period, maker)
  local level, year = level_of(options)
  if not level then return places_of(options) end
  if type(period) == "table" then period = period[#period] end
  return all_places(level, year or period or maker.period)
end

function commands.compare(options)
  local ids = options.ids or {}
  if #ids == 0 then return listing("comparisons", { "title" }) end
  local period = periods_of(options)
  if #ids == 1 and core.script_path("comparisons", ids[1]) then
    local comparison = scripts.load("comparisons", ids[1])
    shadow_notice("comparisons", ids[1])
    return comparison(compared_places(options, period, comparison), period)
  end
  if #ids == 1 then scripts.kind_of_result(ids[1]) end
  local places = compared_places(options, period, scripts.load("indicators", ids[1]))
  if not places then fail("argument", "compare needs places: --at Normandie,\"Centre-Val de Loire\"") end
  return compare(ids, places, period, { benchmark = one(options, "benchmark") })
end

-- --on QUERY: the rows that are asked about, as an expression; without it, all rows that each rule is for.
function commands.rules(options)
  local ids = options.ids or {}
  local query, date = one(options, "on"), one(options, "date")
  if #ids == 0 and not query and not date then return listing("rules", { "title", "applies_to", "severity" }) end
  local rules
  for i, id in ipairs(ids) do
    rules = rules or {}
    rules[i] = scripts.load("rules", id)
    shadow_notice("rules", id)
  end
  local subjects
  if query then
    subjects = core.evaluate(query)
    if not core.is_collection(subjects) and not core.is_row(subjects) then
      fail("argument", "--on needs a collection, such as training_programmes:within \"Normandie\", found %s", core.describe(subjects))
    end
  end
  local frame, failed = core.assess(subjects, rules, { on = date })
  return frame, failed > 0
end

-- Of an indicator at each place, or of a comparison; of a table all cells, or those of --row and --column.
function commands.explain(options)
  local id = one(options, "ids")
  if not id then fail("argument", "explain needs the id of an indicator or a comparison: grappe indicator lists them") end
  local format = one(options, "format")
  local row = one(options, "row")
  local how = {
    format = (format == "json" or format == "md") and format or "text",
    row = math.tointeger(tonumber(row)) or row,
    column = one(options, "column"),
  }
  local places, period, results = places_of(options), period_of(options), {}
  if scripts.kind_of_result(id) == "comparisons" then
    shadow_notice("comparisons", id)
    results[1] = scripts.load("comparisons", id)(places, period)
  else
    local indicator = scripts.load("indicators", id)
    shadow_notice("indicators", id)
    if not places then fail("argument", "explain needs one place: --at NAME") end
    for i, place in ipairs(places) do
      results[i] = indicator(core.find_at(indicator.level, place), period)
      if type(results[i]) == "string" and how.format == "text" then results[i] = tr("%s: %s", core.indicator_words(indicator), results[i]) end
    end
  end
  for i, result in ipairs(results) do results[i] = tostring(core.explain(result, how)) end
  if #results == 1 then return core.plain(results[1]) end
  return core.plain(how.format == "json" and "[" .. table.concat(results, ",") .. "]" or table.concat(results, "\n"))
end

function commands.report(options)
  local ids, format = options.ids or {}, one(options, "format")
  if #ids == 0 then return listing("reports", { "title", "level" }) end
  if #ids > 1 then fail("argument", "one report at a time: each is a page of its own") end
  if format and format ~= "html" then fail("argument", "a report is a page: write it with -o FILE.html, not as %s; a browser prints that to paper or PDF", format) end
  local report, places = scripts.load("reports", ids[1]), places_of(options)
  shadow_notice("reports", ids[1])
  if places and #places > 1 then fail("argument", "a report is of one place: ask for each with --at NAME") end
  return report(places and places[1], period_of(options))
end

-- All scripts: what each is, and whether it is the user's own.
function commands.scripts()
  local columns = { { "kind", {} }, { "id", {} }, { "title", {} }, { "whose", {} } }
  local count = 0
  for _, kind in ipairs(core.script_kinds) do
    local own = {}
    for _, id in ipairs(core.script_ids(kind, true)) do own[id] = true end
    for _, id in ipairs(core.script_ids(kind)) do
      count = count + 1
      local read, object = pcall(scripts.load, kind, id)
      columns[1][2][count], columns[2][2][count] = kind:sub(1, -2), id
      columns[3][2][count] = read and object.title or tr("cannot be read: %s", core.error_message(object))
      columns[4][2][count] = own[id] and tr("yours") or tr("shipped")
    end
  end
  return core.frame(columns)
end

-- One indicator, place and day of replay and diff.
local function day_and_place(options, command)
  local id, day, places = one(options, "ids"), one(options, "date"), places_of(options)
  if not places or #places ~= 1 then fail("argument", "%s needs one place: --at NAME", command) end
  if not day then fail("argument", "%s needs a day: --date 2026-01-31", command) end
  shadow_notice("indicators", id)
  return id, places[1], period_of(options), day
end

function commands.replay(options)
  return replay(day_and_place(options, "replay"))
end

function commands.diff(options)
  local id, place, period, day = day_and_place(options, "diff")
  return diff(id, place, period, day, one(options, "to"))
end

-- What can be imported, and what becomes of it.
function commands.formats()
  return listing("formats", { "title", "into", "licence" })
end

-- Runs the examples of scripts; a file that returns no script object is a spec: its assertions raise.
function commands.test(options)
  local passed, failed = 0, 0
  local function tell(ok, what, found, err) -- what came out, or the error that was raised instead
    if ok then
      passed = passed + 1
    else
      failed = failed + 1
    end
    if ok then
      print(tr("ok      %s", what))
    elseif err then
      print(tr("FAILED  %s: error: %s", what, core.error_message(err)))
    else
      print(tr("FAILED  %s: found %s", what, found))
    end
  end
  local function broken(path, err)
    failed = failed + 1
    local line, message = core.error_line(err), core.error_message(err)
    local place = line and path .. ":" .. line or path
    local rest = message:sub(1, #path + 1) == path .. ":" and message:sub(#path + 2) or message -- it says where itself
    local number, told = rest:match "^(%d+): (.*)$"
    if rest ~= message and number then place, rest = path .. ":" .. number, told end
    print(tr("FAILED  %s: %s", place, (rest:gsub("^ ", ""))))
  end
  local function run(object)
    local kind = scripts.kind(object)
    if kind ~= "indicator" then core.examples.suppose(nil) end -- what the last indicator supposed is not for others
    local test = ({ indicator = core.test_indicator, format = core.test_format, rule = core.test_rule, report = core.test_report })[kind]
    if test and test(object, tell) == 0 then
      print(tr("note    %s has no examples", object.id))
    end
    -- The boundary cases of one's own rules are made anew each time; those of the shipped ones only asked again.
    if kind == "rule" then core.boundaries.test(object, tell, options.own or options.files) end
    if kind == "comparison" then
      -- One that needs a dataset that is not loaded says so, and that is all that can be asked of it here.
      local ok, result = pcall(object)
      tell(ok or core.error_code(result) == "undecided", object.id, nil, result)
    end
  end
  if options.accept then
    local own = {}
    for _, id in ipairs(core.script_ids("rules", options.own)) do own[id] = true end
    for id in options.accept[1]:gmatch "[^,%s]+" do
      local rule = scripts.load("rules", id)
      if not own[id] then fail("argument", "rule '%s' is one of those that are shipped, and has its cases: copy it to your scripts/rules to make it yours", id) end
      core.boundaries.accept(rule)
    end
    return nil, false
  end
  if options.files then
    for _, path in ipairs(options.files) do
      local ok, object = pcall(core.run_script, path)
      if not ok then
        broken(path, object)
      elseif scripts.kind(object) then
        scripts.parts(object).path = path
        run(object)
      else
        tell(true, path)
      end
    end
  else
    -- The examples of shipped scripts speak of the example observatory: on one's own they would fail for want of its data.
    local all = not options.own
    if not all then core.notice("only your own scripts are tested: the shipped ones are tested on the example observatory") end
    for _, kind in ipairs(core.script_kinds) do
      for _, id in ipairs(core.script_ids(kind, not all)) do
        local ok, object = pcall(scripts.load, kind, id)
        if ok then run(object) else broken(core.script_path(kind, id), object) end
      end
    end
  end
  core.examples.suppose(nil)
  print(tr("%d passed, %d failed", passed, failed))
  return nil, failed > 0
end

function commands.check(options)
  return core.command_check(options)
end

function commands.new(options)
  return core.command_new(options)
end

core.commands = commands
