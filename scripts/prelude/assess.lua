-- Rules over many rows: assess(), and questions about one verdict: whatif(), what_would_pass(), coverage().

local tr, fail, scripts = core.translate, core.fail, core.scripts

local function rule_of(value)
  if type(value) == "string" then value = scripts.load("rules", value) end
  if scripts.kind(value) ~= "rule" then fail("argument", "expected a rule, such as rules.near_demand, found %s", core.describe(value)) end
  return value
end

local function rules_of(value)
  if value == nil then
    local all = {}
    for i, id in ipairs(core.script_ids "rules") do all[i] = scripts.load("rules", id) end
    return all
  end
  if type(value) ~= "table" then return { rule_of(value) } end
  local all = {}
  for i, one in ipairs(value) do all[i] = rule_of(one) end
  if #all == 0 then fail("argument", "expected a list of rules, found %s", core.describe(value)) end
  return all
end

-- The rows that rules are asked about: a collection, a row, or a list of rows; nothing: all rows of the rule's entity.
local function each_row(subjects, rule, visit)
  if subjects == nil then subjects = core.collection_of(rule.applies_to) end
  if core.is_row(subjects) then return visit(subjects) end
  if core.is_collection(subjects) then
    for row in subjects:rows() do visit(row) end
    return
  end
  if type(subjects) ~= "table" then fail("argument", "assess: expected a collection, a row or a list of rows, found %s", core.describe(subjects)) end
  for _, row in ipairs(subjects) do visit(row) end
end

-- The first facts of a list, and how many more there are.
local function in_short(facts)
  if #facts <= 2 then return table.concat(facts, "; ") end
  return tr("%s; %s and %d more", facts[1], facts[2], #facts - 2)
end

-- The same of all rows of a collection, asked at once; the details of a verdict are found out when they are looked at.
local function assess_collection(collection, all, options)
  local shown, blocks, failed, slow = {}, {}, 0, {}
  local known = {} -- entity -> its subjects
  for _, rule in ipairs(all) do
    local key = collection and "" or rule.applies_to
    known[key] = known[key] or core.subjects(collection or core.collection_of(rule.applies_to))
    local subjects = known[key]
    local first = core.subject_count(subjects) > 0 and core.subject(subjects, 1)
    if first and first.entity ~= rule.applies_to then
      -- Of several rules each takes the rows that it is for; one alone that is not for a row says so.
      if #all == 1 then core.judgement(rule, first, options) end
    else
      local judged, asked = core.judge_all(rule, subjects, options)
      shown[#shown + 1] = judged
      blocks[#blocks + 1] = { rule = rule, subjects = subjects }
      if rule.severity == "error" then failed = failed + core.verdicts_failed(judged.verdicts) end
      for _, one in ipairs(asked) do slow[#slow + 1] = { rule = rule.id, title = one.title, asked = one.asked } end
    end
  end
  local frame = core.verdicts_frame(shown, function(number)
    for _, block in ipairs(blocks) do
      local count = core.subject_count(block.subjects)
      if number <= count then
        local judgement = core.judgement(block.rule, core.subject(block.subjects, number), options)
        return judgement.found, judgement.needed, in_short(judgement.missing)
      end
      number = number - count
    end
  end)
  for _, one in ipairs(slow) do
    local title = type(one.title) == "table" and one.title[core.language()] or one.title
    frame = frame:note(tr("slower: rule %s, %s: asked of %d rows one by one, since it hangs on what differs from row to row", one.rule, title, one.asked))
  end
  return frame, failed
end

local function assess(subjects, rules, options)
  if subjects == nil or core.is_registry(subjects) then
    return assess_collection(subjects, rules_of(rules), options)
  end
  local columns = { subject = {}, rule = {}, verdict = {}, decided_by = {}, found = {}, needed = {}, missing = {} }
  local count, failed = 0, 0
  local all = rules_of(rules)
  for _, rule in ipairs(all) do
    each_row(subjects, rule, function(row)
      -- Of several rules each takes the rows that it is for; one alone that is not for a row says so.
      if #all > 1 and core.is_row(row) and row.entity ~= rule.applies_to then return end
      local judgement = core.judgement(rule, row, options)
      count = count + 1
      if judgement.answer == "fail" and rule.severity == "error" then failed = failed + 1 end
      columns.subject[count], columns.rule[count] = row, rule.id
      columns.verdict[count] = judgement.derogation and tr("%s, by derogation: %s", tr("pass"), judgement.derogation) or tr(judgement.answer)
      columns.decided_by[count] = judgement.decided_by or ""
      columns.found[count], columns.needed[count] = judgement.found, judgement.needed
      columns.missing[count] = in_short(judgement.missing)
    end)
  end
  local shown = {}
  for _, name in ipairs { "subject", "rule", "verdict", "decided_by", "found", "needed", "missing" } do
    shown[#shown + 1] = { name, columns[name] }
  end
  return core.frame(shown), failed
end

core.assess = assess

core.publish("assess", function(subjects, rules, options) return (assess(subjects, rules, options)) end, {
  signature = "assess(rows, rule or list of rules [, { on = \"2021-01-01\" }]) -> frame",
  english = "The verdicts of rules on rows, one line for each: pass, fail, unknown or not applicable, the requirement that decided, what was found and needed, what is missing.",
  french = "Les verdicts de règles sur des lignes : conforme, non conforme, inconnu ou sans objet, l'exigence qui a décidé, ce qui a été trouvé et demandé, ce qui manque.",
  example = "assess(training_programmes:top(3), rules.near_demand)",
})

-- --- one verdict, if something were different -----------------------------------------------------------------------

local ABSENT = {}

-- A row with some fields changed. Numbers take the unit of the field that they stand for.
local stand_in = { __name = "row", __metatable = "row" }

function stand_in.__index(object, key)
  local parts = core.parts(object, stand_in)
  local change = parts.changes[key]
  if change == nil then return parts.row[key] end
  if change ~= ABSENT then return change end
  local was = parts.row[key]
  if core.is_figure(was) then return core.absent("unknown", tr("it is not stated"), was.unit, "", key .. ", " .. core.row_label(parts.row)) end
  core.note_read(parts.row, key)
  return nil
end

function stand_in.__row(object)
  return core.parts(object, stand_in).row
end

function stand_in.__tostring(object)
  return core.row_label(core.parts(object, stand_in).row)
end

local function changed(row, changes)
  local kept = {}
  for key, value in pairs(changes) do
    local was = row[key] -- raises where there is no such field
    if core.is_figure(was) and type(value) == "number" then
      value = figure(string.format("%.17g %s", value, was.unit)):labelled(key .. ", " .. core.row_label(row))
    elseif core.is_figure(was) and type(value) == "string" then
      value = figure(value)
    end
    kept[key] = value
  end
  return core.object(stand_in, { row = row, changes = kept })
end

local function judge_changed(rule, row, changes, options)
  if next(changes) == nil then return core.judgement(rule, row, options) end
  return core.judgement(rule, changed(row, changes), options, row)
end

core.judge_changed, core.ABSENT = judge_changed, ABSENT

core.publish("whatif", function(rule, row, changes, options)
  rule = rule_of(rule)
  if not core.is_row(row) or type(changes) ~= "table" then
    fail("argument", "whatif: expected a rule, a row and a table of changes { capacity = 20 }, found %s", core.describe(core.is_row(row) and changes or row))
  end
  return judge_changed(rule, row, changes, options)
end, {
  signature = "whatif(rule, row, { field = value, … } [, { on = date }]) -> verdict",
  english = "The verdict that a rule would give if fields of the row were different. Nothing is changed.",
  french = "Le verdict que donnerait une règle si des champs de la ligne étaient autres. Rien n'est modifié.",
  example = "whatif(rules.near_demand, training_programmes:first(), { capacity = 20 })",
})

core.publish("what_would_pass", function(rule, row, options)
  rule = rule_of(rule)
  local answer = core.judgement(rule, row, options).answer
  local fields, from, to, best = {}, {}, {}, {}
  if answer == "fail" or answer == "unknown" then
    for _, change in ipairs(core.boundaries.passing(rule, row, options)) do
      -- Of numbers the one nearest to today's value; of texts and days the first.
      local was, distance = row[change.field], 0
      if core.is_figure(was) and type(change.value) == "number" then distance = math.abs(change.value - (was.value or was.low or 0)) end
      local known = best[change.field]
      if not known then fields[#fields + 1] = change.field end
      if not known or distance < known.distance then best[change.field] = { distance = distance, text = change.text } end
    end
  end
  for i, field in ipairs(fields) do
    local was, text = row[field], best[field].text
    from[i] = was == nil and tr("not stated") or type(was) == "table" and tr("a list") or tostring(was)
    to[i] = text == "?" and tr("not stated") or core.is_figure(was) and tostring(figure(text .. " " .. was.unit)) or text
  end
  return core.frame { { "field", fields }, { "from", from }, { "to", to } }
end, {
  signature = "what_would_pass(rule, row [, { on = date }]) -> frame",
  english = "The smallest single changes of the row that turn a fail or an unknown into a pass; no row where no single change does.",
  french = "Les plus petits changements isolés de la ligne qui mènent à conforme ; aucune ligne si aucun changement seul n'y suffit.",
  example = "what_would_pass(rules.near_demand, training_programmes:first())",
})

-- --- what rules cover -----------------------------------------------------------------------------------------------

-- Which rows a rule applies to and what decided: { count =, decided = { [title] = true }, and what marks the rows }.
local function covered_collection(rule, subjects, options)
  local judged = core.judge_all(rule, subjects, options)
  local tally, decided, applies = core.verdicts_tally(judged.verdicts)
  local titles = {}
  for number in pairs(decided) do titles[judged.titles[number]] = true end
  return { count = core.subject_count(subjects) - tally["not applicable"], decided = titles, marks = applies }
end

local function covered_rows(rule, subjects, options)
  local found = { count = 0, decided = {}, codes = {} }
  each_row(subjects, rule, function(row)
    if row.entity ~= rule.applies_to then return end
    local judgement = core.judgement(rule, row, options)
    if judgement.answer == "not applicable" then return end
    found.count = found.count + 1
    found.codes[tostring(row.code)] = true
    if judgement.decided_by then found.decided[judgement.decided_by] = true end
  end)
  return found
end

core.publish("coverage", function(rules, subjects, options)
  local what, names = {}, {}
  local function add(kind, name)
    what[#what + 1], names[#names + 1] = kind, name
  end
  local many = subjects == nil or core.is_registry(subjects)
  local entities, known = {}, {} -- entity -> what its rules cover, its subjects
  for _, rule in ipairs(rules_of(rules)) do
    local entity = rule.applies_to
    if not known[entity] then
      entities[#entities + 1] = entity
      known[entity] = { covered = {}, subjects = many and core.subjects(subjects or core.collection_of(entity)) }
    end
    local of = known[entity]
    local mine = not many or core.subject_count(of.subjects) == 0 or core.subject(of.subjects, 1).entity == entity
    local found = not mine and { count = 0, decided = {} }
      or many and covered_collection(rule, of.subjects, options) or covered_rows(rule, subjects, options)
    of.covered[#of.covered + 1] = found
    if found.count == 0 then
      add(tr("rule that never applies"), rule.id)
    else
      for _, requirement in ipairs(core.requirement_titles(scripts.parts(rule))) do
        if not found.decided[requirement] then add(tr("requirement that never decides"), rule.id .. ": " .. requirement) end
      end
    end
  end
  for _, entity in ipairs(entities) do
    local of = known[entity]
    if many then
      local marks = {}
      for _, found in ipairs(of.covered) do marks[#marks + 1] = found.marks end
      for _, number in ipairs(core.answers_none(of.subjects, marks)) do
        local row = core.subject(of.subjects, number)
        if row.entity == entity then add(tr("row that no rule sees"), core.row_label(row)) end
      end
    else
      each_row(subjects, nil, function(row)
        local seen = row.entity ~= entity
        for _, found in ipairs(of.covered) do seen = seen or found.codes[tostring(row.code)] end
        if not seen then add(tr("row that no rule sees"), core.row_label(row)) end
      end)
    end
  end
  return core.frame { { "finding", what }, { "name", names } }
end, {
  signature = "coverage([list of rules [, rows [, { on = date }]]]) -> frame",
  english = "What a set of rules leaves out: requirements that never decide, rules that never apply, rows that no rule sees.",
  french = "Ce que laisse de côté un ensemble de règles : exigences qui ne décident jamais, règles jamais applicables, lignes que ne voit aucune règle.",
  example = "coverage({ rules.near_demand }, training_programmes:top(5))",
})

-- --- examples: what grappe test runs --------------------------------------------------------------------------------

-- examples = { { "code of a row", "2021-01-01", "pass", capacity = 20, … }, … }; fields by name are changed for the example.
function core.test_rule(object, tell)
  local parts = scripts.parts(object)
  for _, example in ipairs(parts.examples) do
    local what = string.format("%s(%s, %s) = %s", parts.id, tostring(example[1]), tostring(example[2]), tostring(example[3]))
    local changes = {}
    for key, value in pairs(example) do
      if type(key) == "string" then
        changes[key] = value
        what = what .. string.format(" [%s = %s]", key, tostring(value))
      end
    end
    local ok, judgement = pcall(function()
      local row = core.find_at(parts.applies_to, example[1])
      return judge_changed(object, row, changes, { on = example[2] })
    end)
    if not ok then
      tell(false, what, nil, judgement)
    else
      tell(judgement.answer == example[3], what, tostring(judgement))
    end
  end
  return #parts.examples
end
