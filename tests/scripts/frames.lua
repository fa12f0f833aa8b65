-- Frames in another shape: pivoted, joined, read as matrices by the statistics.

local function fails(code, f, ...)
  local ok, err = pcall(f, ...)
  assert(not ok and err.code == code, "expected " .. code .. ", found " .. tostring(err and (err.code or err)))
  return err.message
end

local jobs = frame {
  { "region", { "A", "A", "B", "B" } }, { "activity", { "x", "y", "x", "z" } },
  { "jobs", { figure "10 jobs", figure "5..9 jobs", figure "4 jobs", figure "n/a" } },
}

-- pivot: what is not there is not collected, what cannot exist stays so, nothing becomes zero
local wide = jobs:pivot("region", "activity", "jobs")
assert(table.concat(wide.columns, " ") == "region x y z" and #wide == 2)
assert(wide:row(1).x:notation() == "10 jobs" and wide:row(1).y:notation() == "5..9 jobs")
assert(wide:row(2).y.absence == "not collected" and wide:row(2).y.reason ~= "")
assert(wide:row(2).z.absence == "not applicable" and wide:row(1).z.absence == "not collected")
local full = jobs:pivot("region", "activity", "jobs", { complete = true })
assert(full:row(2).y:notation() == "0 jobs" and full:row(2).z.absence == "not applicable")
assert(#jobs:pivot({ "region", "activity" }, "activity", "jobs") == 4)
assert(fails("data", function() return frame { { "r", { "A", "A" } }, { "c", { "x", "x" } }, { "v", { 1, 2 } } }:pivot("r", "c", "v") end)
  :find "rows 1 and 2")
fails("not_found", jobs.pivot, jobs, "region", "activty", "jobs")
fails("argument", jobs.pivot, jobs, "region", "activity", "jobs", { complet = true })
-- columns stand in the order of their values, under their codes, and are shown by name
local stages = sites:by("region", "stage"):count():pivot("region", "stage")
assert(stages.columns[2] == "research" and tostring(stages):find "Research and development")
assert(stages:sort("Research and development", "descending"):row(1).research.value == stages:max("research").value)
assert(stages:sum("research").value == 18, stages:sum("research"):notation())

-- join: by keys, a row without partner stays
local people = frame { { "region", { "A", "C" } }, { "population", { figure "100 inhabitants", figure "40 inhabitants" } } }
local joined = jobs:join(people)
assert(#joined == 4 and joined:row(2).population.value == 100 and joined:row(3).population.absence == "not collected")
assert(#joined.notes == 2)
assert(fails("data", people.join, people, jobs):find "rows 1 and 2")
assert(fails("argument", jobs.join, jobs, jobs, "region", "activity"):find "jobs")
fails("argument", jobs.join, jobs, people:rename("region", "place"))
fails("not_found", jobs.join, jobs, people, "place")
assert(#jobs:rename("jobs", "before"):join(jobs, "region", "activity").notes == 0)
local counts = sites:by("region"):count():join(sites:by("region"):sum "headcount")
assert(table.concat(counts.columns, " ") == "region count sum" and #counts == 4)
local coded = frame { { "region", { "REG-28" } }, { "code", { "N" } } } -- a row meets its code
local named = sites:by("region"):count():join(coded)
assert(named:column("code")[3] == "N", tostring(named))
-- by rows of the registry themselves, which say what their codes say
local by_rows = sites:by("organisation", "stage"):count():join(sites:by("stage", "organisation"):sum "headcount")
local by_texts = sites:by("organisation", "stage"):count():join(frame {
  { "organisation", sites:by("stage", "organisation"):count():column "organisation" },
  { "stage", (function() -- the same keys as codes
    local codes = {}
    for i, stage in ipairs(sites:by("stage", "organisation"):count():column "stage") do codes[i] = stage and stage.code end
    return codes
  end)() },
  { "sum", sites:by("stage", "organisation"):sum("headcount"):column "sum" } })
assert(#by_rows == #by_texts and #by_rows.notes == #by_texts.notes)
for i = 1, #by_rows do assert(by_rows:row(i).sum:notation() == by_texts:row(i).sum:notation()) end

-- the share of one column in another is that of figures, row by row
local amounts = frame {
  { "part", { figure "10 jobs", figure "0 jobs", figure "0 jobs", figure "5..9 jobs", figure "? jobs", figure "n/a",
    figure "30 jobs", figure "~4 jobs", figure "2 k€" } },
  { "whole", { figure "40 jobs", figure "40 jobs", figure "0 jobs", figure "10 jobs", figure "10 jobs", figure "10 jobs",
    figure "20 jobs", figure "8 jobs", figure "8000 EUR" } } }
local shared = amounts:share("part", { of = "whole", as = "portion" })
for row in shared:rows() do
  local expected = row.part.absence == "not applicable" and share(figure "n/a jobs", row.whole) or share(row.part, row.whole)
  assert(row.portion:notation() == expected:notation() and row.portion.absence == expected.absence, row.portion:notation())
end
assert(shared:row(1).portion.value == 0.25 and shared:row(3).portion.absence == "undefined")
local largest = sites:by("region"):max("headcount"):join(sites:by("region"):sum "headcount"):share("max", { of = "sum" })
for row in largest:rows() do assert(row.share:notation() == share(row.max, row.sum):notation()) end
assert(tostring(explain(largest:row(1).share)):find "headcount")
assert(fails("not_found", amounts.share, amounts, "part", { of = "hole" }):find "whole")
fails("argument", amounts.share, amounts, "part", { off = "whole" })
fails("unit", function() return frame { { "a", { figure "1 jobs" } }, { "b", { figure "2 EUR" } } }:share("a", { of = "b" }) end)

local direct = figures { measure = "pharma_jobs", territory = "Normandie", period = 2018 }
local all_jobs = figures { measure = "pharma_jobs_total", territory = "Normandie", period = 2018 }
local both = direct:join(all_jobs, "territory")
fails("scope", both.share, both, "pharma_jobs", { of = "pharma_jobs_total" })

-- the first rows of an order are those that sorting all puts first, equal ones as they stand
local many = {}
for i = 1, 500 do many[i] = (i * 7919) % 37 end
many = frame { { "n", many }, { "i", (function() local t = {} for i = 1, 500 do t[i] = i end return t end)() } }
for _, count in ipairs { 0, 1, 2, 13, 14, 100, 499, 500, 600 } do
  assert(tostring(many:top(count, "n")) == tostring(many:sort("n", "descending"):head(count)))
end

-- classes: a range where the bounds lie in several, what is absent stays so
local values = frame { { "jobs", { figure "1 jobs", figure "2 jobs", figure "3 jobs", figure "10 jobs", figure "11 jobs",
  figure "5..40 jobs", figure "? jobs", figure "n/a" } } }
local classed = values:classify("jobs", { method = "jenks", classes = 2 })
assert(classed:row(3).class.value == 1 and classed:row(4).class.value == 2)
assert(classed:row(6).class.low == 1 and classed:row(6).class.high == 2 and classed:row(6).class.value == nil)
assert(classed:row(7).class.absence == "unknown" and classed:row(8).class.absence == "not applicable")
assert(classed.notes[1] == "classes of jobs: 1 = below 10; 2 = from 10" and classed.notes[2]:find "3 of 8", classed.notes[1])
assert(values:classify({ classes = { 2, 5, 10 } }):row(4).class.value == 4)
assert(values:classify({ classes = { 2, 5, 10 }, upper = true, as = "k" }):row(4).k.value == 3)
assert(values:classify({ classes = { 5, 40 }, upper = true }):row(6).class.value == 2) -- read off a map
assert(#class_limits({ 1, 2, 3, 10, 11, 30 }, { method = "jenks", classes = 3 }) == 2)
assert(class_limits(values, { method = "quantile", classes = 2 })[1] == 10)
fails("argument", values.classify, values, { classes = 3 })
fails("argument", values.classify, values, { classes = { 3, 1 } })
fails("argument", values.classify, values, { method = "natural", classes = 3 })
fails("argument", class_limits, { 1, 2 }, { classes = { 1 } })

-- statistics of frames keep the frame's names
local amounts = jobs:where(function(row) return row.activity ~= "z" end)
local lq = location_quotient(amounts, { region = "region", activity = "activity", value = "jobs", complete = true })
assert(table.concat(lq.columns, " ") == "region activity jobs location_quotient" and #lq == 3)
local first = lq:row(1).location_quotient
assert(first.low > 0.86 and first.high < 0.91)
assert(location_quotient(amounts):row(1).location_quotient.high == nil) -- B's y is not known to be nothing
assert(tostring(explain(first)):find "total, A")
local profile = hachman(amounts, { complete = true })
assert(table.concat(profile.columns, " ") == "region hachman" and #profile == 2)
assert(table.concat(locational_gini(amounts, { complete = true }).columns, " ") == "activity locational_gini")
assert(known(hhi(amounts)) and hhi(amounts).low == hhi(amounts:column "jobs").low)
local weighted = gini(amounts, { column = "jobs", weights = "jobs" }) -- bounds are no weights
assert(weighted.value == nil and weighted.low == 0 and weighted.high < 1)
local nameless = amounts:with("region", function(row) return row.activity == "x" and row.region or nil end)
assert(fails("data", location_quotient, nameless):find "row 2")
fails("not_found", location_quotient, amounts, { region = "place" })
fails("argument", location_quotient, amounts, { region = "jobs" })
local mixed = frame { { "region", { "A", "B" } }, { "activity", { "x", "y" } }, { "v", { figure "1 jobs", figure "1 €" } } }
fails("unit", location_quotient, mixed)

-- numbers among figures are exact, without a source, in their unit
local among = frame { { "place", { "A", "B", "C", "D" } }, { "v", { 5, figure "3..4 jobs", figure "n/a", figure "1000 jobs" } } }
assert(among:sum("v"):notation() == "1008..1009 jobs" and among:max("v"):notation() == "1000 jobs")
assert(among:column("v")[1].unit == "jobs" and #among:column("v")[1].sources == 0)
assert(math.abs(among:share("v"):column("share")[1].high - 5 / 1008) < 1e-9 and among:rank("v"):column("rank")[2].value == 3)
fails("unit", function() return frame { { "v", { 5, figure "1 jobs", figure "1 €" } } }:sum "v" end)

-- an index for each group: the same as that of the group alone
local grouped = hhi(jobs, { by = "region", column = "jobs" })
assert(table.concat(grouped.columns, " ") == "region hhi" and #grouped == 2)
assert(grouped:row(1).region == "A" and grouped:row(2).region == "B")
local alone = hhi { figure "10 jobs", figure "5..9 jobs" }
assert(grouped:row(1).hhi.low == alone.low and grouped:row(1).hhi.high == alone.high and not grouped:row(1).hhi.exact)
assert(grouped:row(2).hhi.value == 1) -- what cannot exist is no item
local points = hhi(frame { { "s", { "b", "a", "b" } }, { "v", { 30, 7, 10 } } }, { by = "s", column = "v", points = true })
assert(points:row(1).s == "b" and math.abs(points:row(1).hhi.value - 6250) < 1e-9 and points:row(2).hhi.value == 10000)
assert(fails("argument", hhi, { 1, 2 }, { by = "s" }):find "by")
fails("not_found", hhi, jobs, { by = "regoin", column = "jobs" })
fails("data", hhi, frame { { "s", { "b", false and 1 or nil, "b" } }, { "v", { 30, 7, 10 } } }, { by = "s", column = "v" })

-- matrix: as the statistics on matrices take it, by codes; refuses what has no place or two values for one
do
  local cells, places = jobs:matrix("region", "activity", "jobs")
  assert(cells.A.y:notation() == "5..9 jobs" and cells.B.z.absence == "not applicable" and cells.B.y == nil)
  assert(table.concat(places, " ") == "A B")
  assert(fails("data", function() return sites:by("region", "stage"):count():matrix("region", "stage") end):find "region")
  local counted = sites:where { region = is_known(), stage = is_known() }:by("region", "stage"):count()
  local by_stage, regions = counted:matrix("region", "stage")
  assert(by_stage["REG-28"].research.value == counted:where(function(row) return row.stage.code == "research" end)
    :where(function(row) return row.region.code == "REG-28" end):row(1).count.value)
  local quotients = location_quotient(counted, { activity = "stage", complete = true })
  local first = quotients:row(1)
  assert(regions[1] == first.region)
  assert(location_quotient(by_stage, { complete = true })[first.region.code][first.stage.code].value == first.location_quotient.value)
  assert(fails("data", function() return frame { { "r", { "A", "A" } }, { "c", { "x", "x" } }, { "v", { 1, 2 } } }:matrix("r", "c") end)
    :find "rows 1 and 2")
  fails("not_found", jobs.matrix, jobs, "region", "activty")
  fails("argument", jobs.matrix, jobs, "region")
end
