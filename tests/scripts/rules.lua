-- Rules: three-valued requirements, dated parameters, exceptions, what changes would do.
local programme = training_programmes:first()

local function make(parts)
  parts.id, parts.applies_to = parts.id or "made_up", "training_programme"
  parts.title = parts.title or { en = "Made up", fr = "Inventée", it = "Inventata" }
  return rule(parts)
end
local yes, no = { "a", function() return true end }, { "b", function() return false end }
local unknown = { "d", function() return figure "1..3" > 2 end }
local nobody = { "e", function(p) return p.rncp ~= "RNCP1" end } -- nil read: nobody knows

local function answer(requires, more)
  more = more or {}
  more.requires = requires
  return make(more)(programme).answer
end
local function expect(found, wanted, what)
  if found ~= wanted then error(what .. ": expected " .. tostring(wanted) .. ", found " .. tostring(found), 2) end
end

-- fail if one fails, unknown if none fails and one is unknown, whatever their order
expect(answer { yes }, "pass", "yes")
expect(answer { yes, no }, "fail", "yes no")
expect(answer { no, unknown }, "fail", "no unknown")
expect(answer { unknown, no }, "fail", "unknown no")
expect(answer { unknown, yes }, "unknown", "unknown yes")
expect(answer { yes, unknown }, "unknown", "yes unknown")
expect(answer { nobody }, "unknown", "an empty field is an open question")
expect(answer { { "asked", function(p) return not known(p.rncp) end } }, "pass", "unless the rule asks whether it is known")

-- any_of and n_of
expect(answer { { "any", any_of { no, unknown, yes } } }, "pass", "any of no unknown yes")
expect(answer { { "any", any_of { no, unknown } } }, "unknown", "any of no unknown")
expect(answer { any_of { no, no } }, "fail", "any of no no")
expect(answer { n_of(2, { yes, unknown, no }) }, "unknown", "2 of yes unknown no")
expect(answer { n_of(2, { yes, yes, unknown }) }, "pass", "2 of yes yes unknown")
expect(answer { n_of(2, { yes, no, no }) }, "fail", "2 of yes no no")

-- when
expect(answer({ no }, { when = function() return false end }), "not applicable", "when false")
expect(answer({ yes }, { when = function() return figure "1..3" > 2 end }), "unknown", "when unknown")

-- exceptions
local derogation = { "derogation", function() return true end }
expect(answer({ no }, { exceptions = { derogation } }), "pass", "exception")
expect(make { requires = { no }, exceptions = { derogation } }(programme).derogation, "derogation", "which one")
expect(answer({ no }, { exceptions = { unknown } }), "unknown", "an exception that is open")
expect(answer({ no }, { exceptions = { no } }), "fail", "an exception that does not hold")

-- dated parameters
local dated = make {
  requires = { { "enough", function(_, at) return figure "11" >= at.minimum end } },
  parameters = { minimum = { ["2018-01-01"] = 10, ["2021-01-01"] = 12, last = "2022-12-31", reference = "made up" } },
}
expect(dated(programme, { on = "2017-12-31" }).answer, "unknown", "before the first day")
expect(dated(programme, { on = "2018-01-01" }).answer, "pass", "first value")
expect(dated(programme, { on = "2020-12-31" }).answer, "pass", "its last day")
expect(dated(programme, { on = "2021-01-01" }).answer, "fail", "second value")
expect(dated(programme, { on = "2023-01-01" }).answer, "unknown", "no longer in force")
expect(dated(programme, { on = "2021-01-01" }).parameters[1].value, 12, "the parameter in force")
expect(dated(programme, { on = "2021-01-01" }).parameters[1].from, "2021-01-01", "since when")

-- what decided, what was found and needed, what is missing
local places = make { requires = { { "takes enough trainees", function(p) return p.capacity >= figure "12 places" end } } }
local empty
for row in training_programmes:rows() do
  if not known(row.capacity) then empty = empty or row end
end
local verdict = places(empty)
expect(verdict.answer, "unknown", "no capacity stated")
expect(verdict.decided_by, "takes enough trainees", "what decided")
expect(#verdict.missing, 1, "what is missing")
expect(#verdict.settles, 1, "and settles it")
expect(whatif(places, empty, { capacity = 11 }).answer, "fail", "just below")
expect(whatif(places, empty, { capacity = 12 }).answer, "pass", "at the threshold")
expect(whatif(places, empty, { capacity = 11 }).found, "11 places", "found")
expect(whatif(places, empty, { capacity = 11 }).needed, ">= 12 places", "needed")
local changes = what_would_pass(places, empty)
expect(#changes, 1, "one change")
expect(changes:row(1).field, "capacity", "of the capacity")
expect(changes:row(1).to, "12 places", "to the threshold")

-- over many rows
local frame = assess(training_programmes, places)
expect(#frame, training_programmes:count().value, "one line a programme")
local line = frame:row(1)
expect(line.verdict, frame:column("verdict")[1], "a line of a frame of verdicts")
expect(line.found, frame:column("found")[1], "whose details are there when they are read")
expect(line.nothing, nil, "and nothing else")
local names = 0
for _ in pairs(frame:row(2)) do names = names + 1 end
expect(names, #frame.columns, "pairs goes through all of them")
expect(#frame:where(function(row) return row.needed ~= "" end), #frame:where(function(row) return row.verdict ~= "pass" end), "where by a detail")
expect(pcall(assess, sites:top(1), places), false, "a rule that is not for these rows")
expect(pcall(assess, sites:top(1), { places }), false, "nor as a list of one")
expect(#assess(sites:top(1), { places, dated }), 0, "of several rules none is for them")
local never = coverage({ make { requires = { yes }, when = function() return false end } }, training_programmes:top(3))
expect(never:row(1).finding, "rule that never applies", "coverage")

-- wrong rules are refused
for what, parts in pairs {
  ["no requirement"] = { requires = {} },
  ["not a function"] = { requires = { { "a", 3 } } },
  ["a day that is none"] = { requires = { yes }, parameters = { a = { ["2018-13-01"] = 1, reference = "x" } } },
  ["no reference"] = { requires = { yes }, parameters = { a = { always = 1 } } },
} do
  expect(pcall(make, parts), false, what)
end
expect(pcall(n_of, 3, { yes }), false, "n_of that can never be met")

-- every combination of three answers: requirements, any_of, two of three, and one inside another
local three = {
  yes = { "yes", function() return true end },
  no = { "no", function() return false end },
  unknown = { "unknown", function() return figure "1..3" > 2 end },
}
local verdict_of = { yes = "pass", no = "fail", unknown = "unknown" }
for a, first in pairs(three) do
  for b, second in pairs(three) do
    for c, third in pairs(three) do
      local count = { yes = 0, no = 0, unknown = 0 }
      for _, name in ipairs { a, b, c } do count[name] = count[name] + 1 end
      local what = table.concat({ a, b, c }, " ")
      local function least(n) return count.yes >= n and "pass" or count.yes + count.unknown < n and "fail" or "unknown" end
      expect(answer { first, second, third }, least(3), "all of " .. what)
      expect(answer { any_of { first, second, third } }, least(1), "any of " .. what)
      expect(answer { n_of(2, { first, second, third }) }, least(2), "two of " .. what)
      expect(answer { n_of(3, { first, second, third }) }, least(3), "three of " .. what)
      -- an any_of inside: yes wins over unknown, unknown over no
      local inner = (a == "yes" or b == "yes") and "yes" or (a == "unknown" or b == "unknown") and "unknown" or "no"
      local both = (inner == "no" or c == "no") and "no" or (inner == "unknown" or c == "unknown") and "unknown" or "yes"
      expect(answer { any_of { first, second }, third }, verdict_of[both], "any of two, and: " .. what)
      -- an exception is asked where a requirement is not met or open: it excuses, leaves open, or changes nothing
      local excused = a == "yes" and "pass" or b == "yes" and "pass" or a == "no" and b == "no" and "fail" or "unknown"
      expect(answer({ first }, { exceptions = { second } }), excused, "exception " .. a .. " " .. b)
    end
  end
end

-- a row that whatif changes is that row in conditions
local places_of_its_own = make { requires = { { "once", function(p) return observations:where { training_programme = p }:count() >= 0 end } } }
expect(whatif(places_of_its_own, programme, { capacity = 3 }).answer, "pass", "a changed row in a condition")
-- dated by a field of the row
local by_day = rule {
  id = "by_day", applies_to = "work_study_contract", dated_by = "starts", title = { en = "D", fr = "D", it = "D" },
  requires = { { "a", function() return true end } },
}
local contract = work_study_contracts:where { code = "exemple-contrat-1" }:one()
expect(by_day(contract).date, "2024-09-02", "the day of the row")
expect(by_day(contract, { on = "2020-01-01" }).date, "2020-01-01", "unless another is asked for")
expect(pcall(rule, { id = "x", applies_to = "work_study_contract", dated_by = "kind", title = { en = "D", fr = "D", it = "D" }, requires = { yes } }), false, "not a day")
