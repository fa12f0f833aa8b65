-- What explanations say beside the tree: rows, sources that disagree, what to find out first; cells of frames.
local function says(value, options, ...)
  local text = tostring(explain(value, options))
  for _, part in ipairs { ... } do assert(text:find(part, 1, true), part .. " is missing in\n" .. text) end
  return text
end

-- rows used, undecided and left out
local text = says(sites:within("Normandie"):count(), nil, "used: ", " of ", "undecided: 1: Institut de recherche Servier", "left out: ")
assert(not text:find("Why it is not one number", 1, true)) -- no figure among its inputs
says(sites:within("Normandie"):by("stage"):count(), { row = 1 }, "in other groups")

-- tight statistics are computed again; the input that narrows most stands first
local wide, narrow = figure("10..50 jobs"):labelled "wide", figure("100..101 jobs"):labelled "narrow"
for _, statistic in ipairs { hhi, simpson, entropy, theil_t, gini, variation, hoover } do
  says(statistic { wide, narrow, 30 }, nil, "2 inputs are not exact", "1. 10..50 jobs  wide · if it were known, as 30 jobs")
end
says(share(wide, narrow), nil, "1. 10..50 jobs  wide")
says(growth(narrow, wide), nil, "its bounds are tight", "1. 10..50 jobs  wide")
says(cagr(narrow, wide, 3), nil, "1. 10..50 jobs  wide")
says(gini({ wide, narrow, 30 }, { weights = { 1, 2, figure "3..4" } }), nil, "3 inputs are not exact", "10..50 jobs  wide · if it were known")
says(hill({ wide, narrow, 30 }, 2), nil, "1. 10..50 jobs  wide")
local M = { R1 = { S1 = wide, S2 = 45 }, R2 = { S1 = 60, S2 = narrow } }
says(location_quotient(M).R1.S1, nil, "1. 10..50 jobs  wide · if it were known, as 30 jobs")
says(hachman(M).R1, nil, "its bounds enclose", "1. 10..50 jobs  wide · if it were known")
says(krugman(M).R1, nil, "1. 10..50 jobs  wide · if it were known")
says(shift_share({ from = { S1 = wide }, to = { S1 = narrow }, national_from = { S1 = 400 }, national_to = { S1 = 420 } }).regional,
  nil, "1. 10..50 jobs  wide · if it were known")

-- what is computed again is what the function itself gives
local known = tostring(hhi { figure "30 jobs", narrow, 30 })
says(hhi { wide, narrow, 30 }, nil, "as 30 jobs: " .. known)
local quotient = location_quotient({ R1 = { S1 = figure "30 jobs", S2 = 45 }, R2 = { S1 = 60, S2 = narrow } }).R1.S1
says(location_quotient(M).R1.S1, nil, "as 30 jobs: " .. tostring(quotient))

-- bounds that a script knows keep what they came from
says((wide / 2):as_upper_bound(), nil, "<=25 jobs", "no more than", "10..50 jobs  wide")
says((wide / 2):as_lower_bound(), nil, ">=5 jobs")

-- cells of frames: by name, code or number, and column
local jobs = figures { measure = "pharma_jobs", level = "basin", within = "Normandie", period = 2018 }:share():rank()
says(jobs, { row = "Rouen", column = "share" }, "Rouen (basin) · share", "share of 2 values")
says(jobs, { row = 1, column = "rank" }, "rank of 4 values")
local ok, message = pcall(explain, jobs, { row = "Lyon" })
assert(not ok and tostring(message):find("no row of the table is called 'Lyon'", 1, true))
ok, message = pcall(explain, jobs, { column = "shares" })
assert(not ok and tostring(message):find("did you mean 'share'?", 1, true))
local json = says(jobs, { format = "json", column = "share" }, "{\"cells\":[{\"row\":\"", "\"column\":\"share\",\"column_title\":\"share\",\"explanation\":{\"figure\"", "\"notes\":[")
assert(select(2, json:gsub("\"explanation\"", "")) == 4)
says(jobs, { format = "markdown", row = 1, column = "share" }, "**", "- **")

-- comparisons: a cell knows the others it is held against
says(comparisons.cluster_regions(), { row = "Normandie", column = "rank" }, "rank of 3 values", "To find out first:")
-- who is behind a place is said of its row, and does not name it
local compared = tostring(explain(comparisons.cluster_regions(), { row = "Normandy (region)", column = "rank" }))
assert(compared:find("Dependence on the industry (pharma_dependence), Normandy (region), 2018 · rank", 1, true))
assert(not compared:find("pharma_dependence, Centre-Val de Loire (region), 2018 ·", 1, true), compared)

-- sources that disagree, and which was preferred, why; with titles
says(indicators.members("Polepharma", 2012), nil, " is taken, since ", "; others say ", "Sources:\n")

-- what a script finds by looking at figures goes on to them
local stars = figure("1..2"):made_from(wide, narrow)
assert(stars.low == 1 and stars.high == 2 and stars.unit == "1")
says(stars, nil, "found by looking at", "10..50 jobs  wide", "100..101 jobs  narrow")
local listed = memberships:where({ role = "member" }):count()
assert(#figure("3 members"):made_from(listed).sources == #listed.sources)
assert(figure("3 members"):made_from(figure "?").value == 3)
ok, message = pcall(function() return figure("3"):made_from() end)
assert(not ok and tostring(message):find("expected a figure", 1, true))
for _, indicator in ipairs { indicators.participation("Polepharma"), indicators.site_age("Normandie", 2018) } do
  assert(#indicator.sources > 0)
  says(indicator, nil, "· used: ", "Sources:\n")
end

-- verdicts and plans as JSON and Markdown too
local undecided = verdict(function() return wide > 30 end)
says(undecided, { format = "json" }, "\"verdict\":\"unknown\"", "\"operator\":\"", "\"label\":\"wide\"", "\"missing\":[\"wide: only 10 to 50 jobs is known\"]")
says(undecided, { format = "markdown" }, "~~~\nunknown\n", "\n~~~")
local judged = rules.near_demand(training_programmes:first())
says(judged, { format = "json" }, "\"rule\":{\"id\":\"near_demand\"", "\"requirements\":[{", "\"figure\":{", "\"subject\":{\"code\":")
says(sites:within("Normandie"), { format = "json" }, "{\"plan\":[\"sites within Normandy (region)\"]}")
for _, value in ipairs { undecided, judged, sites } do
  ok, message = pcall(explain, value, { format = "xml" })
  assert(not ok and tostring(message):find("text, json or markdown", 1, true))
end

-- codes stand beside the names, and in JSON
says(figures { measure = "pharma_jobs", level = "basin", within = "Normandie", period = 2018 }:sum(), nil,
  "Direct jobs in the pharmaceutical industry (pharma_jobs), Caen (basin), 2018", "sum of 4 values")
says(hhi { 1, 2 }, nil, "Herfindahl-Hirschman index (hhi) of 2 values")
says(hhi { 1, 2 }, { format = "json" }, '"operation":"hhi","operation_name":"Herfindahl-Hirschman index"')
says(sites:where({ stage = { "research", "production" } }):count(), nil, "where stage = Research and development or Production")
says(indicators.members("Polepharma", 1999), nil, "unknown · no observation\n")

-- every statistic is computed again from other inputs: as the function itself gives for them
local function again(make, ...)
  for _, name in ipairs { ... } do
    local text = says(make(wide)[name], nil, "10..50 jobs  wide · if it were known, as 30 jobs: ")
    local found = text:match "10..50 jobs  wide · if it were known, as 30 jobs: ([^,\n]+)"
    local given = make(figure("30 jobs"):labelled "wide")[name]
    local rounded = given.high - given.low < 1e-9 and math.abs(figure(found).value - given.high) < 0.01
    assert(rounded or found == tostring(given), name .. ": " .. found .. ", not " .. tostring(given))
  end
end
local chain = { A = { B = 1 }, B = { A = 1, C = 1 }, C = { B = 1, D = 1 }, D = { C = 1 } }
again(function(x) return moran({ A = x, B = narrow, C = 30, D = 20 }, chain) end, "i")
again(function(x)
  return ellison_glaeser {
    plants = { { region = "L", jobs = x }, { region = "W", jobs = narrow } },
    regions = { L = 400000, W = figure "900000..1000000 jobs" },
  }
end, "gamma", "g", "h")
again(function(x) return beta_convergence({ A = x, B = 20, C = 40 }, { A = 20, B = narrow, C = 55 }, 10) end, "alpha", "beta")
local function ways(x) return { A = { P = { attraction = x, distance = 70 }, Q = { attraction = narrow, distance = figure "12..14 km" } } } end
again(function(x) return hansen(ways(x), { decay = "power", exponent = -2 }) end, "A")
again(function(x) return cumulative(ways(x), { within = 80 }) end, "A")
again(function(x)
  return two_step_catchment({ A = { P = 5, Q = 20 }, B = { P = 3, Q = 3 } },
    { supply = { P = figure "10..12 places", Q = figure "4 places" }, demand = { A = x, B = narrow }, within = 15 })
end, "A", "B")
local function changed(x)
  local parts = shift_share(frame {
    { "region", { "R1", "R1", "R2", "R2", "R3" } }, { "activity", { "S1", "S2", "S1", "S2", "S1" } },
    { "before", { x, figure "45 jobs", figure "60 jobs", figure "70 jobs", figure "5 jobs" } },
    { "after", { figure "120 jobs", figure "45 jobs", narrow, figure "80 jobs", figure "6..7 jobs" } },
  }, { from = "before", to = "after", complete = true })
  local first = {}
  for _, name in ipairs { "national", "mix", "regional" } do first[name] = parts:column(name)[1] end
  return first
end
again(changed, "national", "mix", "regional")
again(function(x)
  return shift_share { region = { [2015] = { S1 = x }, [2016] = { S1 = 20 }, [2017] = { S1 = narrow } },
    nation = { [2015] = { S1 = 400 }, [2016] = { S1 = 410 }, [2017] = { S1 = 500 } } }
end, "national", "regional")
local function matrix(x) return { R1 = { S1 = x, S2 = 45, S3 = 30 }, R2 = { S1 = 60, S2 = narrow, S3 = 15 }, R3 = { S1 = 20, S2 = 10, S3 = 75 } } end
again(function(x) return locational_gini(matrix(x)) end, "S1", "S3")
again(function(x) return krugman(matrix(x), { reference = "mean_of_others" }) end, "R1", "R2")
again(function(x) return density(matrix(x)).R1 end, "S1", "S2")
again(function(x) return relatedness(matrix(x)).S1 end, "S2")
again(function(x) return standardised_lq(matrix(x)).R1 end, "S1")

-- a text is itself; a table without figures says so; conditions read as words
assert(tostring(explain(indicators.residence_class("Normandie", 2018))) == "unknown")
assert(tostring(explain("unknown", { format = "json" })) == '{"text":"unknown"}')
assert(tostring(explain(indicators.budget_by_axis("normandie-2018-2019"))) == "(no rows)\n")
says(sites:where({ stage = is_not { "research", "production" } }):count(), nil, "where stage other than Research and development or Production")
