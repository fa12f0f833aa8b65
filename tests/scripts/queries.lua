-- Collections of the example observatory: every entity answers, restriction, grouping, bounds, rows.

local function fails(code, f, ...)
  local ok, err = pcall(f, ...)
  assert(not ok and err.code == code, "expected " .. code .. ", found " .. tostring(err and (err.code or err)))
  return err.message
end

local all = {
  sources = sources, terms = terms, territories = territories, territory_changes = territory_changes,
  activity_classes = activity_classes, headcount_bands = headcount_bands, organisations = organisations,
  memberships = memberships, stages = stages, sites = sites, site_activities = site_activities, conventions = conventions,
  axes = axes, services = services, activities = activities, skills = skills, occupations = occupations,
  training_programmes = training_programmes, research_assets = research_assets, job_offers = job_offers,
  measures = measures, objectives = objectives, observations = observations,
}
for name, collection in pairs(all) do
  assert(collection:count().value > 0, name .. " is empty")
  assert(collection:first() ~= nil, name)
end

-- names are found whatever accents, case or hyphens
assert(find("territory", "evreux", "commune").code == "27229")
assert(find("territory", "ILE DE FRANCE", "region").insee == "11")
local near = fails("not_found", find, "territory", "Normandi", "region")
assert(near:find "Normandie", near)

-- counts and sums with bounds
local normandie = sites:within "Normandie"
local count = normandie:count()
assert(count.low > 10 and count.high < 100, tostring(count))
local jobs = normandie:sum "headcount"
assert(jobs.unit == "jobs" and jobs.low > 0)
assert(jobs.high == nil, "unknown headcounts leave no upper bound")
local big = normandie:where { headcount = at_least(500) }:count()
assert(big.low <= big.high and big.high <= count.high)

-- a list means any of; a pattern; a function of the row
assert(territories:where { code = { "REG-28", "REG-24" } }:count().value == 2)
assert(activity_classes:where { code = "21.*" }:count().value >= 2)
local by_function = territories:where(function(row) return row.code == "REG-28" end)
assert(by_function:count().value == 1)
assert(territories:where { level = "region" }:on "2015-06-30":count().value == 22 + 5)
assert(territories:where { level = "region" }:on "2016-06-30":count().value == 13 + 5)

-- grouping
local frame = sites:by("region", "stage"):count()
assert(#frame > 3 and frame.columns[1] == "region" and frame.columns[2] == "stage")
local total = sites:by("region"):count():sum()
assert(total.value == sites:count().value, tostring(total))

-- rows and references
local programme = training_programmes:first()
assert(type(programme.name) == "string")
assert(programme.provider == nil or programme.provider.name)
assert(training_programmes:first().region == nil or training_programmes:first().region.level == "region")
local seen = 0
for row in conventions:order("code"):rows() do seen = seen + (row.amount.value and 1 or 0) end
assert(seen == 3) -- the made-up one among them
fails("not_found", function() return sites:where { headcont = 1 } end)
fails("not_found", function() return conventions:first().amont end)
fails("ambiguous", function() return conventions:one() end)

-- figures of a measure
local basins = figures { measure = "pharma_jobs", level = "basin", within = "Normandie", period = 2018 }
assert(#basins == 4 and basins:sum():notation() == "9850 jobs")
local ranked = basins:share():rank("pharma_jobs"):sort("rank")
assert(ranked:row(1).territory.name == "Val-de-Reuil")
assert(math.abs(ranked:row(1).share.value - 4750 / 9850) < 1e-12)
assert(figure { measure = "pharma_jobs", territory = "Corse", period = 2018 }.absence == "unknown")
fails("argument", function()
  return figures({ measure = "production_rank", level = "region", within = "Polepharma (cluster)", period = 2018 }):sum()
end)

-- the same twice gives the same bytes
assert(tostring(sites:by("region", "stage"):count()) == tostring(sites:by("region", "stage"):count()))
