-- Boundary cases of rules, which grappe test makes: each threshold just below, at and above; each input missing; what
-- makes an exception hold. The author looks at them once; those accepted are kept beside the script, in ID.cases.csv, and
-- asked again at every test.
--
-- Nothing is known of a requirement but its answers, so a threshold is looked for by asking: values of a field that are
-- far apart, and where two neighbours get different answers, halving until they are a unit (or a day) apart.

local tr, scripts = core.translate, core.scripts
local boundaries = {}

local FAR = { 0, 1, 2, 5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 500, 1000, 2000, 5000, 10000, 100000 } -- of a figure
local AWAY = { -3650, -730, -365, -30, 0, 30, 365, 730, 3650 } -- days from the day of the rule
local ROWS = 300 -- looked at for one to start from
local OTHERS = 12 -- values of a text that other rows have

-- --- days as numbers --------------------------------------------------------------------------------------------------

local day_number = core.rule_parameters.day_number

local function day_text(number)
  local year = (number * 400) // 146097 + 1
  while number <= day_number(string.format("%04d-03-01", year)) - 1 do year = year - 1 end
  for month = 14, 3, -1 do
    local text = string.format("%04d-%02d-01", month > 12 and year + 1 or year, month > 12 and month - 12 or month)
    local first = day_number(text)
    if first <= number then return text:sub(1, 8) .. string.format("%02d", number - first + 1) end
  end
end

-- --- cases as text ----------------------------------------------------------------------------------------------------

-- A change is written as field=value; `?` stands for what is not stated. A figure takes the unit of its field.
local function changes_text(case)
  local texts = {}
  for i, change in ipairs(case.changes) do texts[i] = change.field .. "=" .. change.text end
  return table.concat(texts, "; ")
end

local function cell(text)
  return text:find '[,"\n]' and '"' .. text:gsub('"', '""') .. '"' or text
end

local REFUSED = "refused: " -- before a verdict that the author did not mean

local function write(cases)
  local lines = { "row,date,changes,verdict" }
  for _, case in ipairs(cases) do
    lines[#lines + 1] = table.concat({ cell(case.code), case.date, cell(changes_text(case)), (case.refused and REFUSED or "") .. case.verdict }, ",")
  end
  return table.concat(lines, "\n") .. "\n"
end

local function cells_of(line)
  local cells, at = {}, 1
  while at <= #line + 1 do
    local quoted, behind = line:match('^"(.-)"()', at)
    while quoted and line:sub(behind, behind) == '"' do
      local more, next_behind = line:match('^"(.-)"()', behind)
      quoted, behind = quoted .. '"' .. more, next_behind
    end
    if not quoted then quoted, behind = line:match("^([^,]*)()", at) end
    cells[#cells + 1], at = quoted, behind + 1
  end
  return cells
end

-- The cases of a file's text; raises with the line where it is none.
local function read(text, path)
  local cases, number = {}, 0
  for line in text:gmatch "[^\n]+" do
    number = number + 1
    if number > 1 then
      local cells = cells_of(line)
      local case = { code = cells[1], date = cells[2], verdict = cells[4], changes = {} }
      if cells[4] and cells[4]:sub(1, #REFUSED) == REFUSED then case.refused, case.verdict = true, cells[4]:sub(#REFUSED + 1) end
      if #cells ~= 4 or not core.rule_parameters.is_day(cells[2]) then
        core.fail("data", "%s:%d: expected row,date,changes,verdict, found '%s'", path, number, line)
      end
      for part in cells[3]:gmatch "[^;]+" do
        local field, value = part:match "^%s*([%w_]+)=(.*)$"
        if not field then core.fail("data", "%s:%d: expected changes such as capacity=11; enrolled=?, found '%s'", path, number, part) end
        case.changes[#case.changes + 1] = { field = field, text = value }
      end
      cases[#cases + 1] = case
    end
  end
  return cases
end

local function path_of(rule)
  local path = scripts.parts(rule).path
  return path and path:gsub("%.lua$", "") .. ".cases.csv"
end

-- --- asking -----------------------------------------------------------------------------------------------------------

-- The value that a text stands for in a field of the row.
local function value_of(row, change)
  local was, text = row[change.field], change.text
  if type(was) == "table" and text == "?" then return {} end
  if text == "?" then return core.ABSENT end
  if core.is_figure(was) then return tonumber(text) or text end
  if text == "true" or text == "false" then return text == "true" end
  return text
end

local function ask(rule, row, case)
  local changes = {}
  for _, change in ipairs(case.changes) do changes[change.field] = value_of(row, change) end
  return core.judge_changed(rule, row, changes, { on = case.date })
end

local function verdict_of(judgement)
  return judgement.derogation and "pass by derogation" or judgement.answer
end

-- All that a judgement says, requirement by requirement: where it differs, there is a boundary between.
local function signature(judgement)
  local found, words = core.judgement_parts(judgement), { verdict_of(judgement) }
  local function walk(results)
    for _, result in ipairs(results or {}) do
      words[#words + 1] = result.answer
      walk(result.parts)
    end
  end
  walk(found.requirements)
  walk(found.exceptions)
  return table.concat(words, " ")
end

-- The fields of the row that a judgement read, in the order of reading, and the exact numbers that it compared with.
local function looked_at(rule, row, judgement, into)
  local found, parts = core.judgement_parts(judgement), scripts.parts(rule)
  local function take(verdict)
    for _, read in ipairs(core.verdict_reads(verdict)) do
      if read.row == row and not into.seen[read.field] and read.field ~= "code" and core.field(parts.applies_to, read.field) then
        into.seen[read.field] = true
        into[#into + 1] = read.field
      end
    end
    for _, comparison in ipairs(verdict.comparisons) do
      for _, side in ipairs { comparison.left, comparison.right } do
        local number = type(side) == "number" and side or core.is_figure(side) and side.exact and side.value
        if number then into.bounds[number] = true end
      end
    end
  end
  local function walk(results)
    for _, result in ipairs(results or {}) do
      if result.verdict then take(result.verdict) end
      walk(result.parts)
    end
  end
  if parts.when then take(core.judge(parts.when, row, found.at, row)) end
  walk(found.requirements)
  walk(found.exceptions)
  return into
end

-- A row and a day to start from: of an example that passes, else the row that comes furthest.
local function start(rule)
  local parts = scripts.parts(rule)
  local date = parts.examples[1] and parts.examples[1][2]
  for _, example in ipairs(parts.examples) do
    if example[3] == "pass" then
      local case = { code = example[1], date = example[2], changes = {} }
      local names = {}
      for key in pairs(example) do
        if type(key) == "string" then names[#names + 1] = key end
      end
      table.sort(names)
      for i, name in ipairs(names) do case.changes[i] = { field = name, text = tostring(example[name]) } end
      local ok, row = pcall(core.find_at, parts.applies_to, example[1])
      if ok then return row, case end
    end
  end
  local rank, best, best_row = { pass = 4, fail = 3, unknown = 2, ["not applicable"] = 1 }, 0, nil
  for row in core.collection_of(parts.applies_to):top(ROWS):rows() do
    local answer = core.judgement(rule, row, date and { on = date }).answer
    if rank[answer] > best then best, best_row = rank[answer], row end
    if best == 4 then break end
  end
  if not best_row then return nil end
  return best_row, { code = best_row.code, date = date or core.rule_date(nil, parts.dated_by, best_row), changes = {} }
end

-- --- making cases -----------------------------------------------------------------------------------------------------

-- The same case with one field changed.
local function with(case, field, text)
  local made = { code = case.code, date = case.date, changes = {} }
  for _, change in ipairs(case.changes) do
    if change.field ~= field then made.changes[#made.changes + 1] = change end
  end
  made.changes[#made.changes + 1] = { field = field, text = text }
  return made
end

-- Adds the cases round the thresholds of a field whose values are numbers; `text_of` writes one.
local function add_thresholds(maker, case, field, probes, bounds, text_of)
  local known = {}
  local function at(number)
    if known[number] == nil then
      local ok, judgement = pcall(ask, maker.rule, maker.row, with(case, field, text_of(number)))
      known[number] = ok and signature(judgement) or false
    end
    return known[number]
  end
  table.sort(probes)
  for i = 2, #probes do
    local low, high = probes[i - 1], probes[i]
    if at(low) ~= at(high) then
      while high - low > 1 do
        local middle = (low + high) // 1 // 2
        if at(middle) == at(low) then low = middle else high = middle end
      end
      -- The threshold is the one of the two that the rule compares with; where that is not known, it may be either.
      local first = bounds[high] and not bounds[low] and low or low - 1
      local last = bounds[low] and not bounds[high] and high or high + 1
      for number = first, last do
        if number >= 0 then maker.add(with(case, field, text_of(number))) end
      end
    end
  end
end

local function number_text(number)
  return number == math.floor(number) and string.format("%d", number) or string.format("%.17g", number)
end

local function add_figure(maker, case, field, value, bounds)
  local probes, seen = {}, {}
  local function probe(number)
    if number and number >= 0 and not seen[number] then
      seen[number] = true
      probes[#probes + 1] = number
    end
  end
  for _, number in ipairs(FAR) do probe(number) end
  for number in pairs(bounds) do probe(number < 1e9 and math.floor(number) or nil) end
  probe(value.value and math.floor(value.value))
  add_thresholds(maker, case, field, probes, bounds, number_text)
end

local function add_days(maker, case, field)
  local probes, today = {}, day_number(case.date)
  for i, days in ipairs(AWAY) do probes[i] = today + days end
  add_thresholds(maker, case, field, probes, { [today] = true }, day_text)
end

-- One case for each different outcome that values of other rows lead to.
local function add_others(maker, case, field)
  local entity = scripts.parts(maker.rule).applies_to
  local seen = { [maker.signature(case) or ""] = true }
  for other in core.collection_of(entity):by(field):count():head(OTHERS):rows() do
    local value = other[field]
    if type(value) == "string" and not value:find "[;=]" then
      local made = with(case, field, value)
      local found = maker.signature(made)
      if found and not seen[found] then
        seen[found] = true
        maker.add(made)
      end
    end
  end
end

local function vary(maker, case, fields)
  for _, field in ipairs(fields) do
    local value, about = maker.row[field], core.field(scripts.parts(maker.rule).applies_to, field)
    maker.add(with(case, field, "?"))
    if core.is_figure(value) then
      add_figure(maker, case, field, value, fields.bounds)
    elseif about.date then
      add_days(maker, case, field)
    elseif type(value) == "boolean" then
      maker.add(with(case, field, tostring(not value)))
    elseif value == nil or type(value) == "string" then
      add_others(maker, case, field)
    end
  end
end

-- The boundary cases of a rule: a list of { code =, date =, changes =, verdict =, open = an input is missing }.
function boundaries.make(rule)
  local row, case = start(rule)
  if not row or type(case.code) ~= "string" then return {} end
  local cases, seen, failing, ways = {}, {}, {}, {}
  local maker = { rule = rule, row = row }
  function maker.signature(made)
    local ok, judgement = pcall(ask, rule, row, made)
    return ok and signature(judgement)
  end
  function maker.add(made)
    local key = changes_text(made)
    local ok, judgement = pcall(ask, rule, row, made)
    if not ok or seen[key] then return end
    seen[key] = true
    made.verdict, made.decided_by = verdict_of(judgement), judgement.decided_by
    cases[#cases + 1] = made
    local found = core.judgement_parts(judgement)
    if found.exceptions and #found.exceptions > 0 and not ways[judgement.decided_by] then
      ways[judgement.decided_by] = true
      failing[#failing + 1] = made
    end
  end
  maker.add(case)
  local fields = { seen = {}, bounds = {} }
  for _, change in ipairs(case.changes) do
    fields.seen[change.field], fields[#fields + 1] = true, change.field
  end
  looked_at(rule, row, ask(rule, row, case), fields)
  vary(maker, case, fields)
  for _, made in ipairs(failing) do -- exceptions are asked about what does not pass, and may look at other fields
    local more = { seen = {}, bounds = {} }
    looked_at(rule, row, ask(rule, row, made), more)
    local only = { bounds = more.bounds }
    for _, field in ipairs(more) do
      if not fields.seen[field] then only[#only + 1] = field end
    end
    vary(maker, made, only)
  end
  return cases
end

-- The single changes of a row that make it pass: a list of { field =, text =, value = }, in the order of fields.
function boundaries.passing(rule, row, options)
  local found, case = {}, { date = core.rule_date(options, scripts.parts(rule).dated_by, row), changes = {} }
  local maker = { rule = rule, row = row }
  function maker.signature(made)
    local ok, judgement = pcall(ask, rule, row, made)
    return ok and signature(judgement)
  end
  function maker.add(made)
    local ok, judgement = pcall(ask, rule, row, made)
    if not ok or verdict_of(judgement) ~= "pass" then return end
    local change = made.changes[1]
    found[#found + 1] = { field = change.field, text = change.text, value = value_of(row, change) }
  end
  vary(maker, case, looked_at(rule, row, ask(rule, row, case), { seen = {}, bounds = {} }))
  return found
end

-- --- testing ----------------------------------------------------------------------------------------------------------

local function words(rule, case)
  local changed = #case.changes > 0 and " [" .. changes_text(case) .. "]" or ""
  local text = string.format("%s(%s, %s)%s = %s", scripts.parts(rule).id, case.code, case.date, changed, case.verdict)
  return case.decided_by and text .. ": " .. case.decided_by or text
end

-- A verdict that does without what is missing may be meant, and may be what nobody thought of.
local function surprising(case)
  local last = case.changes[#case.changes]
  return last ~= nil and last.text == "?" and (case.verdict == "pass" or case.verdict == "fail")
end

local function accepted(rule)
  local path = path_of(rule)
  local text = path and core.read_cases(path)
  return text and read(text, path)
end

local function key_of(case)
  return case.code .. "\0" .. case.date .. "\0" .. changes_text(case)
end

local function ask_again(rule, case)
  return pcall(function() return ask(rule, core.find_at(scripts.parts(rule).applies_to, case.code), case) end)
end

-- Asks the cases in the file again: those accepted must have the verdict that they had, those refused another. With `look`,
-- makes the boundary cases too and shows those that nobody accepted yet.
function boundaries.test(rule, tell, look)
  local cases, known, changed, held = accepted(rule), {}, 0, 0
  for _, case in ipairs(cases or {}) do
    local ok, judgement = ask_again(rule, case)
    local same = ok and verdict_of(judgement) == case.verdict
    if same or not case.refused then known[key_of(case)] = true end
    if same and not case.refused then held = held + 1 end
    if case.refused and same then
      changed = changed + 1
      tell(false, tr("%s was refused", words(rule, case)), tostring(judgement))
    elseif not case.refused and not same then
      changed = changed + 1
      tell(false, words(rule, case), ok and tostring(judgement), not ok and judgement)
    end
  end
  if cases and changed == 0 then tell(true, tr(held == 1 and "%s: %d boundary case as accepted" or "%s: %d boundary cases as accepted", scripts.parts(rule).id, held)) end
  if not look then return end
  local count = 0
  for _, case in ipairs(boundaries.make(rule)) do
    if not known[key_of(case)] then
      count = count + 1
      print(tr(surprising(case) and "look!   %s" or "look    %s", words(rule, case)))
    end
  end
  if count > 0 then
    local id = scripts.parts(rule).id
    print(tr(count == 1 and "note    %d boundary case of %s is not accepted yet: if it is not as you meant it, mend the rule; then grappe test --accept %s keeps it"
      or "note    %d boundary cases of %s are not accepted yet: where one is not as you meant it, mend the rule; then grappe test --accept %s keeps them", count, id, id))
  end
end

-- --- accepting ----------------------------------------------------------------------------------------------------------

-- By the first letter of the answer: in English, French and Italian.
local ANSWERS = { y = "yes", o = "yes", s = "yes", n = "no", a = "all", t = "all", q = "quit", e = "quit" }

-- What the author says of a case: "yes", "no", "all" or "quit", which the end of the input is too.
local function opinion(rule, case, was)
  print(tr(surprising(case) and "look!   %s" or "look    %s", words(rule, case)))
  if was then print(tr(was.refused and "        you refused it before" or "        accepted before: %s", was.verdict)) end
  while true do
    local answer = core.ask(tr "As you meant it? [y]es, [n]o, [a]ll that follow, [q]uit: ")
    if not answer then return "quit" end
    local said = ANSWERS[answer:match("^%s*(%a?)"):lower()]
    if said then return said end
  end
end

-- The boundary cases made now, and those of the file that are no longer made but can still be asked, with their verdicts.
local function cases_now(rule, old)
  local cases, made = boundaries.make(rule), {}
  for _, case in ipairs(cases) do made[key_of(case)] = true end
  for _, case in ipairs(old) do
    local ok, judgement = ask_again(rule, case)
    if not made[key_of(case)] and ok then
      cases[#cases + 1] =
        { code = case.code, date = case.date, changes = case.changes, verdict = verdict_of(judgement), decided_by = judgement.decided_by }
    end
  end
  return cases
end

-- Keeps the boundary cases beside the script. At a terminal the author is asked about each that is new or has changed; one
-- that is refused stays in the file, and is a failed test until the rule says otherwise. Without a terminal all are accepted
-- but those refused before.
function boundaries.accept(rule)
  local path, old, before = path_of(rule), accepted(rule) or {}, {}
  if not path then core.fail("argument", "the rule has no file that its cases could stand beside") end
  for _, case in ipairs(old) do before[key_of(case)] = case end
  local kept, said, count, refused = {}, core.can_ask() and "yes" or "all", 0, 0
  for _, case in ipairs(cases_now(rule, old)) do
    local was = before[key_of(case)]
    local as_before = was and was.verdict == case.verdict
    local asked = said ~= "all" and not (as_before and not was.refused)
    if said ~= "quit" and asked then said = opinion(rule, case, was) end
    if said == "quit" and asked then
      kept[#kept + 1] = was
    else
      case.refused = asked and said == "no" or not asked and as_before and was.refused or nil
      kept[#kept + 1] = case
    end
  end
  for _, case in ipairs(kept) do
    if case.refused then refused = refused + 1 else count = count + 1 end
  end
  core.write_cases(path, write(kept))
  print(tr(count == 1 and "%s: %d boundary case accepted" or "%s: %d boundary cases accepted", path, count))
  if refused > 0 then print(tr("%d refused: a failed test until the rule says otherwise", refused)) end
end

core.boundaries = boundaries
