-- record(), replay() and diff(): what an indicator gave, gives by what was known on a day, and why both differ.

local tr, fail, scripts = core.translate, core.fail, core.scripts

local function day_of(day)
  if type(day) ~= "string" or not day:match "^%d%d%d%d%-%d%d%-%d%d$" then
    fail("argument", "replay: expected a day such as \"2026-01-31\", found %s", core.describe(day))
  end
  core.period(day)
  return day
end

local function indicator_of(indicator)
  if type(indicator) == "string" then indicator = scripts.load("indicators", indicator) end
  if scripts.kind(indicator) ~= "indicator" then fail("argument", "replay: expected an indicator or its id, found %s", core.describe(indicator)) end
  local parts = scripts.parts(indicator)
  if not parts.path then fail("argument", "replay: indicator '%s' has no file: only scripts of a folder are recorded and replayed", parts.id) end
  return indicator, parts
end

local function written(value)
  return core.is_figure(value) and value:notation() or tostring(value)
end

-- What was written, as people write figures in their language; to the last digit where two that differ would look alike.
local function shown(text, beside)
  local read, value = pcall(figure, text)
  local read_beside, other = pcall(figure, beside)
  if not read or not read_beside then return text end
  local short = tostring(value)
  return (text == beside or short ~= tostring(other)) and short or text
end

-- The inputs of a value by their labels; several of one label are numbered.
local function inputs_of(value)
  local list, by_label, times = {}, {}, {}
  if not core.is_figure(value) then return list, by_label end
  for _, leaf in ipairs(core.leaves(value)) do
    local label = leaf.label ~= "" and leaf.label or tr("a value of the script")
    times[label] = (times[label] or 0) + 1
    if times[label] > 1 then label = label .. " #" .. times[label] end
    list[#list + 1] = { label = label, value = leaf.value }
    by_label[label] = leaf.value
  end
  return list, by_label
end

local function inputs_json(value)
  local parts = {}
  for i, input in ipairs(inputs_of(value)) do
    parts[i] = string.format("{\"label\":%s,\"value\":%s}", core.json_string(input.label), core.json_string(input.value))
  end
  return "[" .. table.concat(parts, ",") .. "]"
end

-- Computes and keeps the run: value, inputs, and the text of the script.
function core.record(indicator, place, period)
  local object, parts = indicator_of(indicator)
  local row = core.is_row(place) and place or core.find_at(parts.level, place)
  local value = object(row, period)
  if core.is_frame(value) then fail("argument", "record: indicator '%s' gives a table: only figures, texts and verdicts are recorded", parts.id) end
  local number = core.record_run({
    indicator = parts.id, place = core.row_label(row), period = tostring(period or parts.period or ""),
    value = written(value), inputs = inputs_json(value),
  }, core.script_text(parts.path))
  return value, number
end

-- --- replay ---------------------------------------------------------------------------------------------------------

local function text_on(parts, day)
  if not day then return core.script_text(parts.path), true end
  local text = core.script_on(parts.id, day)
  return text or core.script_text(parts.path), text ~= nil
end

-- The value by this text of the script, with what was known on the day (nil: now).
local function compute(parts, text, day, row, period)
  local known <close> = core.known_on(day)
  local object = text == core.script_text(parts.path) and scripts.load("indicators", parts.id) or core.run_text(parts.path, text)
  if scripts.kind(object) ~= "indicator" then fail("argument", "replay: the recorded script is no indicator") end
  return object(row, period)
end

local function say_limits(day)
  local editions = core.editions_since(day)
  if editions > 0 then core.notice("editions of datasets imported after %s, and used all the same: %d", day, editions) end
end

local function replay(indicator, place, period, day)
  local _, parts = indicator_of(indicator)
  day = day_of(day)
  local row = core.is_row(place) and place or core.find_at(parts.level, place)
  local text, recorded = text_on(parts, day)
  if not recorded then core.notice("no run of '%s' was recorded by %s: its present script is used", parts.id, day) end
  say_limits(day)
  return compute(parts, text, day, row, period)
end

core.publish("replay", replay, {
  signature = "replay(indicator or id, place, period, day) -> value",
  english = "The value under the script as it was last recorded by that day, and the data known then: observations, and the registry as it was. Of datasets all editions count that are loaded now: a notice says so.",
  french = "La valeur selon le script tel qu'enregistré en dernier à ce jour, et les données connues alors : les observations, et les registres tels qu'ils étaient. Des jeux de données comptent toutes les éditions chargées à présent : un avis le dit.",
  example = "replay(\"direct_jobs\", \"Normandie\", 2018, today())",
})

-- --- diff -----------------------------------------------------------------------------------------------------------

local function lines_of(text)
  local lines = {}
  for line in (text .. "\n"):gmatch "(.-)\n" do lines[#lines + 1] = line end
  if lines[#lines] == "" then lines[#lines] = nil end
  return lines
end

-- Lines that only one of both texts has, in order: { "-", number, line } and { "+", number, line }.
local function changed_lines(before, after)
  local a, b = lines_of(before), lines_of(after)
  local first, last_a, last_b = 1, #a, #b
  while first <= last_a and first <= last_b and a[first] == b[first] do first = first + 1 end
  while last_a >= first and last_b >= first and a[last_a] == b[last_b] do last_a, last_b = last_a - 1, last_b - 1 end
  -- the longest common run of lines between, by lengths from the end
  local lengths = {}
  for i = last_a + 1, first, -1 do
    lengths[i] = {}
    for j = last_b + 1, first, -1 do
      if i > last_a or j > last_b then
        lengths[i][j] = 0
      elseif a[i] == b[j] then
        lengths[i][j] = lengths[i + 1][j + 1] + 1
      else
        lengths[i][j] = math.max(lengths[i + 1][j], lengths[i][j + 1])
      end
    end
  end
  local changes, i, j = {}, first, first
  while i <= last_a or j <= last_b do
    if i <= last_a and j <= last_b and a[i] == b[j] then
      i, j = i + 1, j + 1
    elseif j > last_b or (i <= last_a and lengths[i + 1][j] >= lengths[i][j + 1]) then
      changes[#changes + 1] = { "-", i, a[i] }
      i = i + 1
    else
      changes[#changes + 1] = { "+", j, b[j] }
      j = j + 1
    end
  end
  return changes
end

local function input_changes(before, after)
  local list_before, of_before = inputs_of(before)
  local list_after, of_after = inputs_of(after)
  local lines = {}
  for _, input in ipairs(list_before) do
    if of_after[input.label] == nil then
      lines[#lines + 1] = tr("no longer an input: %s, %s", shown(input.value, input.value), input.label)
    elseif of_after[input.label] ~= input.value then
      local later = of_after[input.label]
      lines[#lines + 1] = tr("%s: %s before, %s after", input.label, shown(input.value, later), shown(later, input.value))
    end
  end
  for _, input in ipairs(list_after) do
    if of_before[input.label] == nil then lines[#lines + 1] = tr("a new input: %s, %s", shown(input.value, input.value), input.label) end
  end
  return lines
end

-- Between what held on `from` and what held on `to` (nil: now).
local function diff(indicator, place, period, from, to)
  local _, parts = indicator_of(indicator)
  from = day_of(from)
  if to ~= nil then to = day_of(to) end
  local row = core.is_row(place) and place or core.find_at(parts.level, place)
  local text_before, recorded = text_on(parts, from)
  local text_after = text_on(parts, to)
  if not recorded then core.notice("no run of '%s' was recorded by %s: its present script is used", parts.id, from) end
  say_limits(from)
  local before, after = compute(parts, text_before, from, row, period), compute(parts, text_after, to, row, period)
  if core.is_frame(before) or core.is_frame(after) then fail("argument", "diff: indicator '%s' gives a table: compare its cells", parts.id) end
  local script_changed = text_before ~= text_after
  local with_data = script_changed and compute(parts, text_before, to, row, period) or after
  local was, is, under_earlier = written(before), written(after), written(with_data)
  local by_data, by_script = was ~= under_earlier, under_earlier ~= is
  local lines = { tr("%s: %s", from, shown(was, is)), tr("%s: %s", to or tr("now"), shown(is, was)) }
  if not by_data and not by_script then lines[#lines + 1] = tr("Nothing made a difference.") end
  local inputs = input_changes(before, with_data)
  if by_data then lines[#lines + 1] = tr("By the data alone, under the earlier script: %s", shown(under_earlier, was)) end
  if #inputs > 0 then lines[#lines + 1] = tr("Inputs that differ:") end
  for _, line in ipairs(inputs) do lines[#lines + 1] = "  " .. line end
  if script_changed then
    lines[#lines + 1] = by_script and tr("By the script, with the later data: from %s to %s", shown(under_earlier, is), shown(is, under_earlier))
      or tr("The script differs, which changes nothing here.")
    lines[#lines + 1] = tr("Lines of %s that differ:", parts.id .. ".lua")
    for _, change in ipairs(changed_lines(text_before, text_after)) do
      lines[#lines + 1] = string.format("  %s %d: %s", change[1], change[2], change[3])
    end
    for _, line in ipairs(by_script and input_changes(with_data, after) or {}) do lines[#lines + 1] = "  " .. line end
  end
  return table.concat(lines, "\n")
end

core.publish("diff", function(...) return core.plain(diff(...)) end, {
  signature = "diff(indicator or id, place, period, day [, later day]) -> explanation",
  english = "What made a value differ between two days (the second: now): the inputs that changed, the lines of the script that changed, and how much each accounts for.",
  french = "Ce qui fait différer une valeur entre deux jours (le second : maintenant) : les entrées qui ont changé, les lignes du script qui ont changé, et la part de chacune.",
  example = "diff(\"direct_jobs\", \"Normandie\", 2018, today())",
})

core.publish("record", function(indicator, place, period) return (core.record(indicator, place, period)) end, {
  signature = "record(indicator or id, place [, period]) -> value",
  english = "Computes an indicator and keeps the run in the observatory: value, inputs and the text of the script, for replay and diff.",
  french = "Calcule un indicateur et garde le calcul dans l'observatoire : valeur, entrées et texte du script, pour replay et diff.",
  example = "pcall(record, \"direct_jobs\", \"Normandie\", 2018)",
})

core.publish("runs", function(indicator)
  local columns = { { "run", {} }, { "at", {} }, { "indicator", {} }, { "place", {} }, { "period", {} }, { "value", {} }, { "script", {} } }
  for i, run in ipairs(core.runs(indicator)) do
    local cells = { tostring(run.number), run.at, run.indicator, run.place, run.period, run.value, run.script:sub(1, 12) }
    for c, cell in ipairs(cells) do columns[c][2][i] = cell end
  end
  return core.frame(columns)
end, {
  signature = "runs([indicator]) -> frame",
  english = "The runs that were recorded: when, of which indicator, place and period, the value, and the beginning of the script's digest.",
  french = "Les calculs enregistrés : quand, pour quel indicateur, lieu et période, la valeur, et le début de l'empreinte du script.",
  example = "runs()",
})
