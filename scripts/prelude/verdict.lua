-- Verdicts: the answer yes, no or unknown to a question, with the comparisons that decided it and what is missing.

local tr = core.translate

local metatable = {}

local function parts_of(value)
  return core.parts(value, metatable)
end

local shown = { yes = "yes", no = "no", unknown = "unknown" }

function metatable.__index(verdict, key)
  local parts = parts_of(verdict)
  if key == "word" then return tr(shown[parts.answer]) end
  if key == "answer" or key == "reason" or key == "missing" or key == "comparisons" or key == "label" then return parts[key] end
  core.fail("not_found", "a verdict has nothing called '%s': it has answer, word, reason, missing, comparisons and label", tostring(key))
end

function metatable.__newindex()
  core.fail("argument", "a %s cannot be changed: make a new one", "verdict")
end

function metatable.__tostring(verdict)
  local parts = parts_of(verdict)
  local text = tr(shown[parts.answer])
  if parts.reason ~= "" then text = text .. ": " .. parts.reason end
  return text
end

function core.explain_verdict(verdict, options)
  local parts = parts_of(verdict)
  -- Where comparisons decided, they say more than the sentence that was raised.
  local lines = { #parts.comparisons > 0 and tr(shown[parts.answer]) or tostring(verdict) }
  if parts.label ~= "" then lines[1] = lines[1] .. "  " .. parts.label end
  for _, comparison in ipairs(parts.comparisons) do
    lines[#lines + 1] = tr("%s %s %s: %s", tostring(comparison.left), comparison.operator, tostring(comparison.right),
      tr(shown[comparison.truth]))
    for _, side in ipairs { comparison.left, comparison.right } do
      if type(side) ~= "number" then
        for line in core.explain_figure(side, "text", options.depth, true):gmatch "[^\n]+" do lines[#lines + 1] = "  " .. line end
      end
    end
  end
  if #parts.missing > 0 then
    lines[#lines + 1] = tr("What would settle it:")
    for _, fact in ipairs(parts.missing) do lines[#lines + 1] = "  - " .. fact end
  end
  return table.concat(lines, "\n")
end

-- What explain() tells of a verdict, as a plain table.
function core.verdict_told(verdict)
  local parts, comparisons = parts_of(verdict), {}
  for i, one in ipairs(parts.comparisons) do
    comparisons[i] = { left = one.left, operator = one.operator, right = one.right, answer = one.truth }
  end
  return {
    verdict = parts.answer, reason = parts.reason, label = parts.label, comparisons = comparisons, missing = parts.missing,
  }
end

metatable.__name = "verdict"
metatable.__metatable = "verdict"

-- Fields that were read and found empty without being asked about: questions that nobody answered.
local function open_reads(reads)
  local open = {}
  for _, read in ipairs(reads or {}) do
    if read.value == nil and not read.asked then
      open[#open + 1] = core.may_tell(read.row) and tr("%s, %s (it is not stated)", read.field, core.row_label(read.row)) or tr "it is withheld"
    end
  end
  return open
end

-- The facts that are absent, or too loose, under the comparisons that could not be decided, and the fields left open.
local function missing_facts(comparisons, reads)
  local facts, seen = {}, {}
  local function add(fact)
    if fact ~= "" and not seen[fact] then
      seen[fact] = true
      facts[#facts + 1] = fact
    end
  end
  for _, comparison in ipairs(comparisons) do
    if comparison.truth == "unknown" then
      for _, side in ipairs { comparison.left, comparison.right } do
        if type(side) ~= "number" then
          for _, fact in ipairs(core.missing(side)) do add(fact) end
        end
      end
    end
  end
  for _, fact in ipairs(open_reads(reads)) do add(fact) end
  return facts
end

local function new(answer, reason, comparisons, label, reads, remarks)
  return core.object(metatable, {
    answer = answer, reason = reason or "", comparisons = comparisons or {}, label = label or "", reads = reads or {},
    remarks = remarks or nil,
    missing = answer == "unknown" and missing_facts(comparisons or {}, reads) or {},
  })
end

core.new_verdict = new

function core.is_verdict(value)
  return parts_of(value) ~= nil
end

function core.verdict_reads(value)
  return parts_of(value).reads
end

-- What the question said of itself with remark(), or nil.
function core.verdict_remarks(value)
  return parts_of(value).remarks
end

function core.label_verdict(verdict, label)
  local parts = parts_of(verdict)
  return new(parts.answer, parts.reason, parts.comparisons, label, parts.reads)
end

local remarks = false -- of the innermost question that is being asked: a list, once it has made one

-- Calls `question` and turns its answer into a verdict: true or false decide, an undecided comparison or nil is unknown.
-- So is an answer that rests on an empty field of the rows it was called with, unless known() asked about it: with plain
-- Lua, `p.level ~= "bts"` would be true where nobody knows the level.
function core.judge(question, ...)
  if type(question) ~= "function" then core.fail("argument", "verdict: expected a function, found %s", core.describe(question)) end
  local outer = remarks
  remarks = false
  local ok, answer, comparisons, reads = core.trace(question, ...)
  local said = remarks
  remarks = outer
  local open = open_reads(reads)
  if not ok then
    -- What fails after an empty field was read fails for want of it: nobody stated the place that nothing can be near to.
    if core.error_code(answer) ~= "undecided" and #open == 0 then core.throw(answer) end
    return new("unknown", core.error_message(answer), comparisons, nil, reads, said)
  end
  if core.is_verdict(answer) then return answer end
  if answer == nil then return new("unknown", tr("the question gave no answer (nil)"), comparisons, nil, reads) end
  if type(answer) ~= "boolean" then
    core.fail("argument", "expected true, false or nil as the answer, found %s", core.describe(answer))
  end
  if #open > 0 then
    return new("unknown", tr("it rests on what is not stated: %s. Where its absence is the answer, ask known()", open[1]), comparisons, nil, reads)
  end
  return new(answer and "yes" or "no", nil, comparisons, nil, reads, said)
end

local function three_valued(question)
  if type(question) == "function" then return core.judge(question).answer end
  if core.is_verdict(question) then return question.answer end
  if type(question) == "boolean" then return question and "yes" or "no" end
  core.fail("argument", "expected a function, a verdict, true or false, found %s", core.describe(question))
end

core.publish("verdict", core.judge, {
  signature = "verdict(question, ...) -> verdict",
  english = "Asks a question that may stay open: calls the function and gives yes, no or unknown, with what was compared and what is missing.",
  french = "Pose une question qui peut rester ouverte : appelle la fonction et donne oui, non ou inconnu, avec ce qui a été comparé et ce qui manque.",
  example = "verdict(function() return figure \"10000..20000\" > figure \"15000\" end)",
})

core.publish("remark", function(text)
  if type(text) == "table" and core.check.is_titles(text) then text = text[core.language()] end
  if type(text) ~= "string" or text == "" then
    core.fail("argument", "remark: expected a text, or { en = …, fr = …, it = … }, found %s", core.describe(text))
  end
  remarks = remarks or {}
  remarks[#remarks + 1] = text
end, {
  signature = "remark(text)",
  english = "In a requirement of a rule: what the verdict is to show as found, beside the answer.",
  french = "Dans une exigence de règle : ce que le verdict doit montrer comme trouvé, à côté de la réponse.",
  example = "verdict(function() remark \"replaced by RNCP38415\" return false end)",
})

core.publish("surely", function(question) return three_valued(question) == "yes" end, {
  signature = "surely(question) -> boolean",
  english = "Whether the answer is yes whatever the values inside the bounds; never raises undecided.",
  french = "Si la réponse est oui quelles que soient les valeurs dans les bornes ; ne lève jamais indécis.",
  example = "surely(function() return figure \">200\" >= 200 end)",
})

core.publish("possibly", function(question) return three_valued(question) ~= "no" end, {
  signature = "possibly(question) -> boolean",
  english = "Whether the answer may be yes for some values inside the bounds; never raises undecided.",
  french = "Si la réponse peut être oui pour certaines valeurs dans les bornes ; ne lève jamais indécis.",
  example = "possibly(function() return figure \"10000..20000\" > 15000 end)",
})
