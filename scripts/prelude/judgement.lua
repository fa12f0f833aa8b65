-- The verdict of a rule on a row: pass, fail, unknown or not applicable, with what decided it, the values found and
-- needed, and what would settle an unknown.

local tr, fail, scripts, parameters = core.translate, core.fail, core.scripts, core.rule_parameters

local metatable = {}

local marks = { yes = "met", no = "not met", unknown = "open" } -- of a requirement; for tr

local function parts_of(value)
  return core.parts(value, metatable)
end

function core.is_judgement(value)
  return parts_of(value) ~= nil
end

-- "row.field = value" for the fields that a plain Lua comparison looked at.
local function reads_in_words(verdict)
  local words, seen = {}, {}
  for _, read in ipairs(core.verdict_reads(verdict)) do
    if read.value ~= nil and read.field ~= "code" and not core.is_row(read.value) and type(read.value) ~= "table" then
      local word = read.field .. " = " .. tostring(read.value)
      if not seen[word] then words[#words + 1] = word end
      seen[word] = true
    end
  end
  return table.concat(words, ", ")
end

-- What a requirement found, and what it needed: from the comparison that decided it, else from the fields it read.
local function found_and_needed(result)
  if result.parts then
    for _, part in ipairs(result.parts) do
      if part.answer == result.answer then return found_and_needed(part) end
    end
    return "", ""
  end
  local remarks = core.verdict_remarks(result.verdict)
  if remarks then return table.concat(remarks, "; "), "" end
  local comparisons = result.verdict.comparisons
  for i = #comparisons, 1, -1 do
    local comparison = comparisons[i]
    if comparison.truth == result.answer then
      local left, right, sign = comparison.left, comparison.right, comparison.operator
      -- Lua asks `a >= b` as `b <= a`: what was read goes first.
      if comparison.ordered then
        -- what was found stands first already
      elseif type(left) == "number" or (core.is_figure(left) and #left.sources == 0 and core.is_figure(right)) then
        left, right = right, left
        sign = ({ ["<"] = ">", ["<="] = ">=", [">"] = "<", [">="] = "<=", ["="] = "=" })[sign]
      end
      return tostring(left), sign .. " " .. tostring(right)
    end
  end
  return reads_in_words(result.verdict), ""
end

-- Adds the facts that an open requirement waits for. One that waits for a single fact is settled by it alone.
local function collect_missing(result, all, alone, seen)
  if result.parts then
    for _, part in ipairs(result.parts) do
      if part.answer == "unknown" then collect_missing(part, all, alone, seen) end
    end
    return
  end
  local facts = result.verdict.missing
  if #facts == 0 and result.verdict.reason ~= "" then facts = { result.verdict.reason } end
  for _, fact in ipairs(facts) do
    if not seen[fact] then
      seen[fact] = true
      all[#all + 1] = fact
      if #facts == 1 then alone[#alone + 1] = fact end
    end
  end
end

-- All facts that are missing, and those of which each could settle the verdict alone: it closes a requirement, which
-- then either fails, and decides, or leaves one question less.
local function missing_of(found)
  local all, alone, seen = {}, {}, {}
  if found.answer ~= "unknown" then return all, alone end
  for _, results in ipairs { found.requirements, found.exceptions or {} } do
    for _, result in ipairs(results) do
      if result.answer == "unknown" then collect_missing(result, all, alone, seen) end
    end
  end
  if #found.requirements == 0 then collect_missing(found.decided, all, alone, seen) end
  return all, alone
end

local function short(found)
  if found.answer == "pass" and found.derogation then return tr("%s, by derogation: %s", tr("pass"), found.derogation) end
  if found.answer == "pass" or found.answer == "not applicable" then return tr(found.answer) end
  return tr("%s: %s", tr(found.answer), found.decided.title)
end

function metatable.__index(object, key)
  local found = parts_of(object)
  if key == "answer" or key == "date" or key == "derogation" then return found[key] end
  if key == "rule" then return scripts.load("rules", found.rule.id) end
  if key == "subject" then return found.subject end
  if key == "decided_by" then return found.decided and found.decided.title end
  if key == "missing" then return (missing_of(found)) end
  if key == "settles" then return select(2, missing_of(found)) end
  if key == "found" or key == "needed" then
    local value, needed = "", ""
    if found.decided then value, needed = found_and_needed(found.decided) end
    return key == "found" and value or needed
  end
  if key == "parameters" then
    local list = {}
    for i, used in ipairs(parameters.used(found.at)) do
      list[i] = { name = used.name, value = used.value, from = used.from, reference = used.reference, checked = used.checked }
    end
    return list
  end
  if key == "requirements" then
    local list = {}
    for i, result in ipairs(found.requirements) do
      local value, needed = found_and_needed(result)
      list[i] = { name = result.title, answer = result.answer, found = value, needed = needed }
    end
    return list
  end
  fail("not_found", "a rule's verdict has nothing called '%s': it has answer, rule, subject, date, decided_by, found, needed, missing, settles, parameters, requirements, derogation", tostring(key))
end

function metatable.__newindex()
  fail("argument", "a %s cannot be changed: make a new one", "verdict")
end

function metatable.__tostring(object)
  local found = parts_of(object)
  local text = short(found)
  if found.answer == "fail" or found.answer == "unknown" then
    local value, needed = found_and_needed(found.decided)
    if value ~= "" then text = text .. " (" .. value .. (needed ~= "" and ", " .. tr("needed: %s", needed) or "") .. ")" end
  end
  return text
end

metatable.__name = "judgement"
metatable.__metatable = "judgement"

local function add_result(lines, result, indent, before)
  local value, needed = found_and_needed(result)
  local line = indent .. (before or "") .. tr("%s: %s", tr(marks[result.answer]), result.title)
  if value ~= "" then line = line .. "  (" .. value .. (needed ~= "" and ", " .. tr("needed: %s", needed) or "") .. ")" end
  lines[#lines + 1] = line
  if result.reference then lines[#lines + 1] = indent .. "  " .. tr("reference: %s", result.reference) end
  for _, part in ipairs(result.parts or {}) do add_result(lines, part, indent .. "  ") end
  local told = {} -- a figure that several comparisons look at is told once
  for _, comparison in ipairs(result.verdict and result.verdict.comparisons or {}) do
    for _, side in ipairs { comparison.left, comparison.right } do
      local words = core.is_figure(side) and #side.sources > 0 and core.explain_figure(side, "text", 1, true)
      if words and not told[words] then
        told[words] = true
        for text in words:gmatch "[^\n]+" do lines[#lines + 1] = indent .. "    " .. text end
      end
    end
  end
end

function core.explain_judgement(object)
  local found = parts_of(object)
  local lines = {
    string.format("%s  %s", tostring(object), core.row_label(found.subject)),
    tr("rule %s, on %s", found.rule.title[core.language()], found.date),
  }
  if found.rule.reference then lines[#lines + 1] = tr("reference: %s", found.rule.reference) end
  for _, result in ipairs(found.requirements) do add_result(lines, result, "  ") end
  for _, result in ipairs(found.exceptions or {}) do add_result(lines, result, "  ", tr("exception: ")) end
  for _, used in ipairs(parameters.used(found.at)) do
    local since = used.from == "" and tr("always") or tr("from %s", used.from)
    local line = string.format("  %s = %s, %s (%s)", used.name, tostring(used.value), since, used.reference)
    if used.checked then line = line .. ", " .. tr("seen to be valid on %s", used.checked) end
    lines[#lines + 1] = line
  end
  local missing, alone = missing_of(found)
  if #missing > 0 then
    lines[#lines + 1] = tr("What would settle it:")
    local settles = {}
    for _, fact in ipairs(alone) do settles[fact] = true end
    for _, fact in ipairs(missing) do
      lines[#lines + 1] = "  - " .. fact .. (settles[fact] and "" or " " .. tr("(together with others)"))
    end
  end
  return table.concat(lines, "\n")
end

local function results_told(results)
  local list = {}
  for i, result in ipairs(results or {}) do
    local value, needed = found_and_needed(result)
    list[i] = {
      title = result.title, answer = result.answer, found = value, needed = needed, reference = result.reference,
      parts = result.parts and results_told(result.parts),
      comparisons = result.verdict and core.verdict_told(result.verdict).comparisons,
    }
  end
  return list
end

-- What explain() tells of a rule's verdict, as a plain table.
function core.judgement_told(object)
  local found = parts_of(object)
  local missing, alone = missing_of(found)
  return {
    verdict = found.answer, derogation = found.derogation, date = found.date, decided_by = object.decided_by,
    rule = { id = found.rule.id, title = found.rule.title[core.language()], reference = found.rule.reference },
    subject = found.subject, found = object.found, needed = object.needed, requirements = results_told(found.requirements),
    exceptions = results_told(found.exceptions), parameters = object.parameters, missing = missing, settles = alone,
  }
end

-- The day that a rule is applied on: the one asked for, or that of the row where the rule is dated by a field, or today.
local function date_of(options, dated_by, row)
  local date = options and options.on or dated_by and row[dated_by] or core.today()
  if not parameters.is_day(date) then fail("argument", "expected a day such as \"2021-01-01\", found %s", core.describe(date)) end
  return date
end

-- The verdict of a rule on a row; `row` may be a stand-in for `subject`, with some of its fields changed.
function core.judgement(rule, row, options, subject)
  local parts = scripts.parts(rule)
  subject = subject or row
  if not core.is_row(subject) or subject.entity ~= parts.applies_to then
    fail("argument", "rule '%s' applies to a %s, found %s", parts.id, parts.applies_to, core.is_row(subject) and subject.entity or core.describe(subject))
  end
  return core.object(metatable, core.evaluate_rule(parts, row, date_of(options, parts.dated_by, row), subject))
end

core.judgement_parts = parts_of
core.rule_date = date_of
