-- Ten rules, each with four sets of thresholds, on every programme. rules.mjs has the same for json-rules-engine.
local list, day = {}, "2026-06-01"
local function add(id, number, parts)
  parts.id, parts.applies_to = id .. "_" .. number, "training_programme"
  parts.title = { en = id, fr = id, it = id }
  for name, value in pairs(parts.parameters) do parts.parameters[name] = { always = value, reference = "bench" } end
  list[#list + 1] = rule(parts)
end
local function holds(values, wanted)
  for _, value in ipairs(values) do
    if wanted[value] then return true end
  end
  return false
end
local function certifies(p) return p.level ~= "continuing" end

for i = 1, 4 do
  add("filling", i, {
    parameters = { places = 6 + 2 * i, filling = 50 + 5 * i },
    requires = {
      { "places enough", function(p, at) return p.capacity >= at.places * figure "1 place" end },
      { "fills them", function(p, at) return 100 * p.enrolled / figure "1 trainee" >= at.filling * (p.capacity / figure "1 place") end },
      { "no more than its places", function(p) return p.enrolled / figure "1 trainee" <= p.capacity / figure "1 place" end },
    },
  })
  add("publishable", i, {
    parameters = { denominator = 5 * i },
    requires = { { "graduates enough", function(p, at) return p.graduates >= figure(at.denominator .. " trainees") end } },
  })
  add("placement", i, {
    parameters = { rate = 40 + 10 * i, denominator = 5 * i },
    requires = {
      { "graduates enough", function(p, at) return p.graduates >= at.denominator end },
      { "they find jobs", function(p, at) return 100 * p.placed >= at.rate * p.graduates end },
    },
  })
  add("renewal", i, {
    parameters = { limit = (2026 + i) .. "-06-01" },
    when = certifies,
    requires = { { "registered for longer", function(p, at) return p.certification_expiry > at.limit end } },
  })
  add("apprenticeship", i, {
    parameters = { least = 300 + 100 * i, most = 800 + 100 * i },
    when = function(p) return holds(p.modality, { apprenticeship = true }) end,
    requires = {
      { "a diploma or title", function(p) return p.level ~= "continuing" and p.level ~= "certification" end },
      { "hours enough", function(p, at) return p.hours >= at.least end },
      { "not too many hours", function(p, at) return p.hours <= at.most end },
    },
  })
  add("equipment", i, {
    parameters = {},
    when = function(p) return p.level == "bts" or p.level == "cqp" or p.level == ({ "but", "title", "master", "engineer" })[i] end,
    requires = {
      {
        "has something to practise on",
        function(p)
          return holds(p.equipment, { mini_factory = true, clean_room = i < 3, bioreactor = i % 2 == 0, filling_line = i ~= 2 })
        end,
      },
    },
  })
  add("registered", i, {
    parameters = { day = (2021 + i) .. "-09-01" },
    when = certifies,
    requires = {
      { "names its certification", function(p) return known(p.rncp) end },
      { "is active", function(p, at) return p.certification_expiry >= at.day end },
    },
  })
  add("hours", i, {
    parameters = { least = 100 * i, most = 1500 - 100 * i, places = 10 * i },
    requires = {
      { "hours enough", function(p, at) return p.hours >= at.least end },
      { "hours not too many", function(p, at) return p.hours <= at.most end },
      any_of {
        { "few places", function(p, at) return p.capacity <= at.places end },
        { "or well filled", function(p) return 2 * p.enrolled / figure "1 trainee" >= p.capacity / figure "1 place" end },
      },
    },
  })
  add("employment", i, {
    parameters = { rate = 50 + 10 * i, short = 200 * i },
    requires = { { "employment rate", function(p, at) return p.employment_rate >= at.rate end } },
    exceptions = { { "a short course", function(p, at) return p.hours < at.short end } },
  })
  add("near_jobs", i, {
    parameters = { distance = 25 * i .. " km", jobs = 500 * i },
    requires = {
      { "near the jobs", function(p, at) return sites:near(p.place, at.distance):sum "headcount" >= figure(at.jobs .. " jobs") end },
      { "places enough", function(p) return p.capacity >= 8 end },
    },
  })
end
result = assess(training_programmes, list, { on = day })
-- answer
local subjects = result:column "subject"
local rule_of, verdict, decided = result:column "rule", result:column "verdict", result:column "decided_by"
for i = 1, #subjects do print(rule_of[i], subjects[i].code, verdict[i], decided[i]) end
