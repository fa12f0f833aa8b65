-- rule{}: requirements that a row of the observatory meets, fails, leaves open, or is not concerned by.

local tr, fail, scripts, check, parameters = core.translate, core.fail, core.scripts, core.check, core.rule_parameters

local declarations = {
  { "id", "id", required = true },
  { "title", "titles", required = true },
  { "description", "titles" },
  { "applies_to", "text", required = true },
  { "severity", "text", default = "error", one_of = { "error", "warning", "information" } },
  { "reference", "text" },
  { "parameters", "table", default = {} },
  { "dated_by", "text" },
  { "when", "function" },
  { "requires", "table", default = {} },
  { "inputs", "functions", default = {} },
  { "table", "rows" },
  { "exceptions", "table", default = {} },
  { "examples", "table", default = {} },
}

-- --- requirements ---------------------------------------------------------------------------------------------------

local groups = { __name = "requirements", __metatable = "requirements" }

local function group(least, list)
  if type(list) ~= "table" or #list == 0 then
    fail("argument", "expected a list of requirements { { \"name\", function(row, at) … end }, … }, found %s", core.describe(list))
  end
  return core.object(groups, { least = least, list = list })
end

core.publish("any_of", function(list) return group(1, list) end, {
  signature = "any_of { { name, function(row, at) … end }, … } -> requirement",
  english = "A requirement of a rule that one of several is enough for.",
  french = "Une exigence de règle à laquelle une seule parmi plusieurs suffit.",
  example = "any_of { { \"has a capacity\", function(p) return p.capacity >= 1 end }, { \"has people\", function(p) return p.enrolled >= 1 end } }",
})

core.publish("n_of", function(least, list)
  if math.type(least) ~= "integer" or least < 1 then
    fail("argument", "n_of: expected a number of requirements and a list of them, found %s", core.describe(least))
  end
  local made = group(least, list)
  if least > #list then fail("argument", "n_of: %d of %d requirements can never be met", least, #list) end
  return made
end, {
  signature = "n_of(number, { { name, function(row, at) … end }, … }) -> requirement",
  english = "A requirement of a rule that so many of several are enough for.",
  french = "Une exigence de règle à laquelle tant parmi plusieurs suffisent.",
  example = "n_of(2, { { \"a\", function(p) return p.capacity >= 1 end }, { \"b\", function(p) return p.enrolled >= 1 end }, { \"c\", function(p) return p.graduates >= 1 end } })",
})

core.publish("undecided", function(reason)
  if type(reason) == "table" and check.is_titles(reason) then reason = reason[core.language()] end
  if type(reason) ~= "string" or reason == "" then
    fail("argument", "undecided: expected what is not known as a text, or { en = …, fr = …, it = … }, found %s", core.describe(reason))
  end
  fail("undecided", "%s", reason)
end, {
  signature = "undecided(what is not known)",
  english = "Leaves the question open, in a rule or in verdict(): the answer is unknown, and says what is not known.",
  french = "Laisse la question ouverte, dans une règle ou dans verdict() : la réponse est inconnu, et dit ce que l'on ne sait pas.",
  example = "verdict(function() undecided \"who teaches it\" end)",
})

local function title_of(title)
  return type(title) == "table" and title[core.language()] or title
end

-- A requirement as it is evaluated: { title, test } or { title, least, list }.
local function read_requirement(rule, field, given, place)
  local inner = core.parts(given, groups)
  if inner then given = { false, given } end
  if type(given) ~= "table" then
    check.complain("rule", rule, field, "requirement %d: expected { \"name\", function(row, at) … end }, found %s", place, core.describe(given))
  end
  local title, test = given[1], given[2]
  if type(title) == "table" and check.is_titles(title) then
    -- in three languages
  elseif title ~= false and (type(title) ~= "string" or title == "") then
    check.complain("rule", rule, field, "requirement %d: expected a name, or { en = …, fr = …, it = … }, found %s", place, core.describe(title))
  end
  inner = core.parts(test, groups)
  local one = { title = title, reference = given.reference, severity = given.severity }
  if inner then
    one.least, one.list = inner.least, {}
    for i, part in ipairs(inner.list) do one.list[i] = read_requirement(rule, field, part, i) end
  elseif type(test) == "function" then
    one.test = test
  else
    check.complain("rule", rule, field, "requirement %d: expected a function(row, at), any_of or n_of, found %s", place, core.describe(test))
  end
  return one
end

local function read_requirements(rule, field, list)
  local all = {}
  for i, given in ipairs(list) do all[i] = read_requirement(rule, field, given, i) end
  return all
end

-- --- evaluation -----------------------------------------------------------------------------------------------------

-- `least` of the parts: yes with so many sure ones, no where too few are possible.
local function combine(parts, least)
  local sure, possible = 0, 0
  for _, part in ipairs(parts) do
    if part.answer == "yes" then sure = sure + 1 end
    if part.answer ~= "no" then possible = possible + 1 end
  end
  return sure >= least and "yes" or possible < least and "no" or "unknown"
end

local function group_title(requirement)
  if requirement.title then return title_of(requirement.title) end
  local names = {}
  for i, part in ipairs(requirement.list) do names[i] = title_of(part.title) end
  if requirement.least == 1 then return table.concat(names, tr(" or ")) end
  return tr("%d of: %s", requirement.least, table.concat(names, "; "))
end

-- `row` is what the test is asked about; `subject` the row of the observatory behind it, where they differ.
local function judge(requirement, row, at, subject)
  if requirement.test then
    local verdict = core.judge(requirement.test, row, at, subject)
    local title = requirement.of_table and verdict.label ~= "" and verdict.label or title_of(requirement.title)
    return { title = title, answer = verdict.answer, verdict = verdict, reference = requirement.reference }
  end
  local parts = {}
  for i, part in ipairs(requirement.list) do parts[i] = judge(part, row, at, subject) end
  return { title = group_title(requirement), answer = combine(parts, requirement.least), parts = parts, reference = requirement.reference }
end

local function first_with(results, answer)
  for _, result in ipairs(results) do
    if result.answer == answer then return result end
  end
end

-- All requirements one by one: fail if one fails, unknown if none fails and one is unknown, whatever their order. An
-- exception that holds turns a failure or an open question into a pass that says so.
local function evaluate(parts, row, date, subject)
  local at = parameters.at(parts.read_parameters, date)
  local found = { rule = parts, subject = subject or row, date = date, at = at, requirements = {} }
  if parts.when then
    local applies = core.judge(parts.when, row, at, subject)
    if applies.answer ~= "yes" then
      found.answer = applies.answer == "no" and "not applicable" or "unknown"
      found.decided = { title = applies.label ~= "" and applies.label or tr("whether it applies"), answer = applies.answer, verdict = applies }
      return found
    end
  end
  for i, requirement in ipairs(parts.read_requires) do found.requirements[i] = judge(requirement, row, at, subject) end
  local failed, open = first_with(found.requirements, "no"), first_with(found.requirements, "unknown")
  -- Of requirements none decides a pass; of a table it is a row.
  found.answer, found.decided = "pass", parts.table and found.requirements[1] or nil
  if failed or open then
    found.answer, found.decided = failed and "fail" or "unknown", failed or open
    local exceptions = {}
    for i, exception in ipairs(parts.read_exceptions) do exceptions[i] = judge(exception, row, at, subject) end
    found.exceptions = exceptions
    local granted, asked = first_with(exceptions, "yes"), first_with(exceptions, "unknown")
    if granted then
      found.answer, found.decided, found.derogation = "pass", granted, granted.title
    elseif failed and asked then
      found.answer = "unknown" -- a failure that an exception may yet excuse
    end
  end
  return found
end

core.evaluate_rule = evaluate

-- --- the object -----------------------------------------------------------------------------------------------------

local metatable = {
  __call = function(self, row, options) return core.judgement(self, row, options) end,
  __index = function(self, key)
    local parts = scripts.parts(self)
    if key == "id" or key == "applies_to" or key == "severity" or key == "reference" then return parts[key] end
    if key == "title" then return parts.title[core.language()] end
    if key == "description" then return parts.description and parts.description[core.language()] end
    fail("not_found", "a rule has nothing called '%s': it has id, title, description, applies_to, severity, reference", tostring(key))
  end,
  __newindex = function() fail("argument", "a %s cannot be changed: make a new one", "rule") end,
  __tostring = function(self)
    local parts = scripts.parts(self)
    return string.format("%s: %s", parts.id, parts.title[core.language()])
  end,
  __name = "rule",
  __metatable = "rule",
}

scripts.declare("rule", metatable, declarations)

core.publish("rule", function(given)
  local parts = check.fields("rule", declarations, given)
  if not core.collection_of(parts.applies_to) then
    check.complain("rule", parts.id, "applies_to", "expected the name of an entity such as training_programme, found %s", core.describe(parts.applies_to))
  end
  if parts.dated_by and not (core.field(parts.applies_to, parts.dated_by) or {}).date then
    check.complain("rule", parts.id, "dated_by", "expected a field of a %s that holds a day, found %s", parts.applies_to, core.describe(parts.dated_by))
  end
  parts.read_parameters = parameters.read(parts.id, parts.parameters)
  parts.read_requires = read_requirements(parts.id, "requires", parts.requires)
  parts.read_exceptions = read_requirements(parts.id, "exceptions", parts.exceptions)
  if parts.table then
    local made = core.read_decision_table(parts)
    table.insert(parts.read_requires, 1, { title = { en = "the table", fr = "le tableau", it = "la tabella" }, test = made.test, of_table = made.titles })
    if made.when and parts.when then check.complain("rule", parts.id, "when", "the table says itself where the rule is not applicable: give one of the two") end
    parts.when = parts.when or made.when
  elseif next(parts.inputs) then
    check.complain("rule", parts.id, "inputs", "inputs are columns of a table, and the rule has none")
  end
  if #parts.read_requires == 0 then check.complain("rule", parts.id, "requires", "a rule needs one requirement at least, or a table") end
  return scripts.new("rule", parts)
end, {
  signature = "rule { id =, applies_to =, title = { en =, fr =, it = }, requires = { { name, function(row, at) … end }, … }, … } -> rule",
  english = "Declares a rule: what it applies to, when, its dated parameters, the requirements, and the exceptions. Each requirement is asked by itself: one that fails decides, else one that is unknown.",
  french = "Déclare une règle : à quoi elle s'applique, quand, ses paramètres datés, les exigences et les exceptions. Chaque exigence est posée à part : une seule non remplie décide, sinon une inconnue.",
  example = "rules.near_demand(training_programmes:first())",
})

core.publish("rules", scripts.collection "rules", {
  signature = "rules.ID(row [, { on = date }])",
  english = "All rules by id, own and shipped. Calling one gives its verdict on a row.",
  french = "Toutes les règles par identifiant, les vôtres et celles fournies. En appeler une donne son verdict sur une ligne.",
  example = "rules.near_demand(training_programmes:first())",
})

-- The names of a rule's requirements, for coverage().
function core.requirement_titles(parts)
  local titles = {}
  for _, requirement in ipairs(parts.read_requires) do
    if requirement.of_table then
      for _, title in ipairs(requirement.of_table()) do titles[#titles + 1] = title end
    else
      titles[#titles + 1] = requirement.test and title_of(requirement.title) or group_title(requirement)
    end
  end
  return titles
end

-- One name for each requirement, and then each exception, as a verdict tells what decided it.
function core.decider_titles(parts)
  local titles = {}
  for _, list in ipairs { parts.read_requires, parts.read_exceptions } do
    for _, requirement in ipairs(list) do
      titles[#titles + 1] = requirement.test and title_of(requirement.title) or group_title(requirement)
    end
  end
  return titles
end
