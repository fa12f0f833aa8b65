-- Decision tables: which row decides, three-valued; gaps and overlaps are refused with their names.
local programme = training_programmes:first()

local function make(rows, more)
  local parts = more or {}
  parts.id, parts.applies_to, parts.table = "made_up", "training_programme", rows
  parts.title = { en = "Made up", fr = "Inventée", it = "Inventata" }
  return rule(parts)
end
local function expect(found, wanted, what)
  if found ~= wanted then error(what .. ": expected " .. tostring(wanted) .. ", found " .. tostring(found), 2) end
end
local function refused(wanted, rows, more)
  local ok, message = pcall(make, rows, more)
  if ok or not tostring(message):find(wanted, 1, true) then error("expected '" .. wanted .. "', found " .. tostring(message), 2) end
end

-- a table on dated parameters: the row that decides, the parameter in force, what was found and needed
local places = make(function(at)
  return {
    { level = { "bts", "master" }, capacity = at_least(at.minimum), result = "pass" },
    { level = { "bts", "master" }, capacity = less_than(at.minimum), result = "fail" },
    { otherwise = true, result = "not applicable", title = { en = "another level", fr = "autre niveau", it = "altro livello" } },
  }
end, { parameters = { minimum = { ["2018-01-01"] = 10, ["2021-01-01"] = 12, reference = "made up" } } })
local function ask(changes, day)
  return whatif(places, programme, changes, { on = day or "2022-01-01" })
end
expect(ask({ capacity = 12 }).answer, "pass", "at the bound")
expect(ask({ capacity = 11 }).answer, "fail", "below it")
expect(ask({ capacity = 11 }).decided_by, "row 2: capacity less than 12, level = bts or master", "the row")
expect(ask({ capacity = 11 }, "2020-12-31").answer, "pass", "with the parameter of the day before")
expect(ask({ capacity = 11 }).parameters[1].value, 12, "the parameter in force")
expect(ask({ level = "continuing" }).answer, "not applicable", "the row that is left")
expect(ask({ level = "continuing" }).decided_by, "another level", "by its title")
expect(ask({ capacity = 12 }, "2017-12-31").answer, "unknown", "no parameter in force")

-- what is not known: one result of all rows that may hold decides, else it is unknown and says what is missing
expect(places(programme).answer, "unknown", "no capacity is stated")
expect(#places(programme).settles, 1, "which would settle it")
expect(ask({ capacity = "10..14 places" }).answer, "unknown", "bounds that straddle")
expect(ask({ capacity = "10..14 places" }).needed, ">= 12 places", "and what is needed")
expect(ask({ capacity = "12..14 places" }).answer, "pass", "bounds that do not")
expect(ask({ capacity = ">11 places" }).answer, "unknown", "an open bound below")
expect(ask({ capacity = ">12 places" }).answer, "pass", "an open bound at the threshold")
local either = make {
  { level = "bts", capacity = at_least(12), result = "pass" },
  { level = "bts", capacity = less_than(12), result = "pass" },
  { level = is_not "bts", result = "fail" },
}
expect(either(programme).answer, "pass", "two rows that agree, whatever the capacity")
expect(either(programme).decided_by, "rows 1, 2, which agree", "and which")
local open = make { { level = "bts", result = "unknown" }, { otherwise = true, result = "pass" } }
expect(open(programme).answer, "unknown", "a row may leave it open")

-- whether a value is known may be asked; days follow one another; inputs are columns of their own
local stated = make { { rncp = is_known(), result = "pass" }, { rncp = is_unknown(), result = "fail" } }
expect(stated(programme).answer, "fail", "absence is asked for")
local since = make { { starts = at_least "2024-01-01", result = "pass" }, { starts = at_most "2023-12-31", result = "fail" } }
expect(whatif(since, programme, { starts = "2023-12-31" }).answer, "fail", "the day before")
expect(whatif(since, programme, { starts = "2024-01-01" }).answer, "pass", "the day")
expect(since(programme).answer, "unknown", "no day")
local filling = make(
  { { filling = at_least "70 %", result = "pass" }, { filling = less_than "70 %", result = "fail" } },
  { inputs = { filling = function(p) return p.enrolled / figure "1 trainee" / (p.capacity / figure "1 place") end } }
)
expect(whatif(filling, programme, { enrolled = 70, capacity = 100 }).answer, "pass", "an input at its bound")
expect(whatif(filling, programme, { enrolled = 69, capacity = 100 }).answer, "fail", "and below")
expect(whatif(filling, programme, { enrolled = 69 }).answer, "unknown", "an input without one of its facts")
local excepted = make({ { level = "bts", result = "fail" }, { otherwise = true, result = "pass" } }, { exceptions = { { "for now", function() return true end } } })
expect(excepted(programme).derogation, "for now", "exceptions hold for tables too")

-- gaps, overlaps and rows that never hold are named
refused("gap: no row says what holds where capacity lies between 11 places and 12 places, level = bts", {
  { level = "bts", capacity = at_least(12), result = "pass" },
  { level = "bts", capacity = at_most(11), result = "fail" },
  { level = is_not "bts", result = "not applicable" },
})
refused("gap: no row says what holds where level is none of bts", { { level = "bts", result = "pass" } })
refused("gap: no row says what holds where starts = 2023-12-31", {
  { starts = at_least "2024-01-01", result = "pass" },
  { starts = less_than "2023-12-31", result = "fail" },
})
refused("gap: no row says what holds where rncp is not known", { { rncp = is_known(), result = "pass" } })
refused("rows 1 and 2 overlap: both hold where capacity = 12 places", { { capacity = at_least(12), result = "pass" }, { capacity = at_most(12), result = "fail" } })
refused("row 2 can never hold", { { capacity = at_least(0), result = "pass" }, { otherwise = true, result = "fail" } })
-- on any day: from 2021 on the two bounds cross
refused("overlap", function(at)
  return { { capacity = at_least(at.least), result = "pass" }, { capacity = less_than(at.most), result = "fail" } }
end, { parameters = { least = { always = 10, reference = "x" }, most = { ["2018-01-01"] = 10, ["2021-01-01"] = 12, reference = "x" } } })

-- what cannot be a table
refused("is in places", { { capacity = at_least "12 jobs", result = "pass" }, { otherwise = true, result = "fail" } })
refused("several values", { { modality = "initial", result = "pass" }, { otherwise = true, result = "fail" } })
refused("no such field", { { capcity = 3, result = "pass" }, { otherwise = true, result = "fail" } })
refused("cannot stand in a table", { { level = "b*", result = "pass" }, { otherwise = true, result = "fail" } })
refused("values of two kinds", { { level = "bts", result = "pass" }, { level = at_least(3), result = "fail" } })
refused("expected result", { { level = "bts", result = "maybe" } })
refused("last row", { { otherwise = true, result = "pass" }, { level = "bts", result = "fail" } })
refused("has no condition", { { result = "pass" } })
refused("without one", { { "bts", result = "pass" } })
refused("give one of the two", { { level = "bts", result = "pass" }, { otherwise = true, result = "not applicable" } }, { when = function() return true end })
refused("inputs", nil, { inputs = { a = function() return 1 end }, requires = { { "a", function() return true end } } })
refused("or a table", nil, {})
