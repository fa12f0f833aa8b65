-- A rule asked of many rows at once: the same verdicts as row by row, without asking what is known already.
--
-- core.answers (bindings/api/rules_ask.c) calls a requirement's function for a row only where no other row has shown what
-- it answers to the same values; what becomes of the answers is what evaluate() of rule.lua does with those of one row.

local tr, scripts, parameters = core.translate, core.scripts, core.rule_parameters

-- What the engine asks of one row: the answer, and what a decision table says that decided it. `at_of` gives the
-- parameters for the row.
function core.answer(test, row, at_of)
  local verdict = core.judge(test, row, at_of(row), row)
  return verdict.answer, verdict.label
end

-- Rows that had to be asked themselves, beyond which a rule is said to be slow.
local MANY = 2000

-- The answers to a requirement, or to the group that it is, and the labels that they bear. `slow` collects the names of
-- those asked row by row.
local function ask(requirement, subjects, at_of, whom, slow)
  if requirement.least then
    local parts = {}
    for i, part in ipairs(requirement.list) do parts[i] = ask(part, subjects, at_of, whom, slow) end
    return core.answers_join(subjects, parts, requirement.least), {}
  end
  local answers, asked, labels = core.answers(subjects, requirement.test, at_of, whom)
  if asked > MANY and asked > core.subject_count(subjects) / 4 then
    slow[#slow + 1] = { title = requirement.title, asked = asked }
  end
  return answers, labels
end

local function ask_all(requirements, ...)
  local answers, labels = {}, {}
  for i, requirement in ipairs(requirements) do answers[i], labels[i] = ask(requirement, ...) end
  return answers, labels
end

-- The parameters of a rule for a row: on the day of the options, that of the row, or today.
local function parameters_for(parts, options)
  local of_day = {}
  return function(row)
    local date = core.rule_date(options, parts.dated_by, row)
    of_day[date] = of_day[date] or parameters.at(parts.read_parameters, date)
    return of_day[date]
  end
end

-- The verdicts of a rule on subjects of its entity, with the words for what decided them, and the names of what was asked
-- row by row.
function core.judge_all(rule, subjects, options)
  local parts, slow = scripts.parts(rule), {}
  local at_of, titles = parameters_for(parts, options), core.decider_titles(parts)
  local when, whom, when_labels
  if parts.when then
    when, when_labels = ask({ title = tr("whether it applies"), test = parts.when }, subjects, at_of, nil, slow)
    whom = core.answers_where(when)
  end
  local answers, labels = ask_all(parts.read_requires, subjects, at_of, whom, slow)
  local verdicts = core.verdicts(subjects, when, answers)
  if #parts.read_exceptions > 0 then
    local open, count = core.verdicts_open(verdicts)
    if count > 0 then
      core.verdicts_except(verdicts, (ask_all(parts.read_exceptions, subjects, at_of, open, slow)), #parts.read_requires)
    end
  end
  -- What a table says that decided goes before the name of the question.
  local function name(decided, of, words, passes)
    core.verdicts_name(verdicts, decided, of, #titles, passes)
    for _, word in ipairs(words) do titles[#titles + 1] = word end
  end
  if when then name(0, when, when_labels, false) end
  for i, requirement in ipairs(parts.read_requires) do
    if requirement.of_table then name(i, answers[i], labels[i], parts.table ~= nil and i == 1) end
  end
  local derogations = {}
  for i, title in ipairs(titles) do derogations[i] = tr("%s, by derogation: %s", tr("pass"), title) end
  return { verdicts = verdicts, rule = parts.id, titles = titles, derogations = derogations, when = tr("whether it applies") }, slow
end
