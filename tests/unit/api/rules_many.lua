-- Makes rules of pieces that look at a row in every way there is, and compares what they give all rows at once with what
-- they give row by row. `state`, the seed, is set by the test.
local first = state
local function draw(most) state = (state * 48271) % 2147483647; return state % most + 1 end
local function pick(list) return list[draw(#list)] end
local function field() return pick { 'capacity', 'enrolled', 'graduates', 'placed', 'hours' } end
local function plain(p, f) return p[f]:unscoped() / pick_unit[f] end
pick_unit = { capacity = figure '1 place', enrolled = figure '1 trainee', graduates = figure '1 trainee', placed = figure '1 trainee', hours = figure '1 h' }
local compare = { function(a, b) return a < b end, function(a, b) return a <= b end, function(a, b) return a > b end, function(a, b) return a >= b end, equals }
local atoms = {
  function() local f, n, c = field(), draw(30), pick(compare); return function(p) return c(p[f], n) end end,
  function() local f, g, c = field(), field(), pick(compare); return function(p) return c(plain(p, f), plain(p, g)) end end,
  function() local f, g, n, c = field(), field(), draw(5), pick(compare); return function(p) return c(n * plain(p, f) - plain(p, g), -plain(p, g) + 3) end end,
  function() local f, g, c = field(), field(), pick(compare); return function(p) return c(plain(p, f) / plain(p, g), 2) end end,
  function() local f = field(); return function(p) return known(p[f]) end end,
  function() local f, g = field(), field(); return function(p) return known(plain(p, f) + plain(p, g)) end end,
  function() local v = pick { 'bts', 'master' }; return function(p) return p.level == v end end,
  function() return function(p) return p.rncp ~= 'RNCP1' end end,
  function() return function(p) return known(p.rncp) and p.rncp == 'RNCP2' end end,
  function() return function(p, at) return p.certification_expiry >= at.date end end,
  function() local n = draw(2); return function(p) return #p.modality >= n end end,
  function() return function(p) for _, e in ipairs(p.equipment) do if e == 'bioreactor' then return true end end return false end end,
  function() local f, n = field(), draw(20); return function(p) return p[f].value > n end end,
  function() local f, n = field(), draw(20); return function(p) return (p[f].low or 0) > n end end,
  function() local f = field(); return function(p) return p[f].absence == 'suppressed' end end,
  function() local f = field(); return function(p) return #tostring(p[f]) > 9 end end,
  function() local f = field(); return function(p) return p[f].label == 'no' end end,
  function() local f, n = field(), draw(20); return function(p) return surely(function() return p[f] > n end) end end,
  function() local f, n = field(), draw(20); return function(p) return possibly(function() return p[f] > n and p.rncp == 'RNCP1' end) end end,
  function() local f, n = field(), draw(20); return function(p) return pcall(function() return p[f] > n end) end end,
  function() return function(p) return share(p.placed, p.graduates) >= figure '50 %' end end,
  function() return function(p) return p.place.region.code == 'REG-28' end end,
  function() return function(p) return p['place.region'] ~= nil end end,
  function() return function(p) return sites:within(p.place):count() >= 2 end end,
  function() return function(p) return job_offers:where { occupation = p.occupations }:count() >= 1 end end,
  function() return function(p) return training_programmes:where { code = p.code }:count() >= 1 end end,
  function() return function(p) return tostring(p) > 'R' end end,
  function() return function(p) for _, v in pairs(p) do if v == 'bts' then return true end end return false end end,
  function() return function(p) return training_programmes:top(1):first() == p end end,
  function() local f = field(); return function(p) return nil end end,
}
local function question(depth)
  if depth == 0 then return pick(atoms)() end
  local a, b, c = question(depth - 1), question(depth - 1), question(0)
  return pick {
    function(p, at) if a(p, at) then return b(p, at) end return c(p, at) end,
    function(p, at) return a(p, at) and b(p, at) end,
    function(p, at) return not a(p, at) or c(p, at) end,
  }
end
local function requirements(name, most)
  local all = {}
  for i = 1, draw(most) do
    all[i] = { name .. i, question(draw(3) - 1) }
    if draw(5) == 1 then all[i][2] = any_of { { 'x', question(0) }, { 'y', question(1) } } end
    if draw(8) == 1 then all[i][2] = n_of(2, { { 'x', question(0) }, { 'y', question(0) }, { 'z', question(0) } }) end
  end
  return all
end
local rows = {}
for row in training_programmes:rows() do rows[#rows + 1] = row end
for round = 1, 12 do
  local before = state
  local function make()
    state = before -- twice the same, so that what a function keeps from call to call begins anew
    return rule { id = 'made', applies_to = 'training_programme', title = { en = 'a', fr = 'a', it = 'a' },
      when = draw(3) == 1 and question(1) or nil, requires = requirements('r', 3),
      exceptions = draw(3) == 1 and requirements('e', 2) or nil }
  end
  local many, one = assess(training_programmes, make(), { on = '2021-01-01' }), assess(rows, make(), { on = '2021-01-01' })
  assert(#many == #rows and #one == #rows, 'as many lines as rows')
  for _, name in ipairs { 'subject', 'rule', 'verdict', 'decided_by' } do
    local a, b = many:column(name), one:column(name)
    for i = 1, #rows do
      if tostring(a[i]) ~= tostring(b[i]) then
        error(string.format('round %d of %d, row %d, %s: %s at once, %s by itself', round, first, i, name, tostring(a[i]), tostring(b[i])))
      end
    end
  end
  local top, other = many:head(5), one:head(5)
  for _, name in ipairs(top.columns) do
    for i, text in ipairs(top:column(name)) do
      if not name:find 'found' then assert(tostring(text) == tostring(other:column(name)[i]), name) end
    end
  end
end

-- What a function keeps from call to call is seen, and each row asked in its turn.
local function counting()
  local seen = 0
  return rule { id = "counting", applies_to = "training_programme", title = { en = "a", fr = "a", it = "a" },
    requires = { { "every third", function() seen = seen + 1; return seen % 3 == 0 end } } }
end
local a, b = assess(training_programmes, counting()):column "verdict", assess(rows, counting()):column "verdict"
for i = 1, #rows do assert(a[i] == b[i], "a function that counts its calls") end

-- What is remembered changes no answer: rows still share theirs.
local kept, level_of = { calls = { count = 0 } }, remember(function(place) return place.level end)
local remembering = rule { id = "remembering", applies_to = "training_programme", title = { en = "a", fr = "a", it = "a" },
  requires = { { "a commune", function(p) kept.calls.count = kept.calls.count + 1; return level_of(p.place) == "commune" end } } }
a = assess(training_programmes, remembering):column "verdict"
assert(kept.calls.count < #rows / 4, "a function that remembers is asked of each row: " .. kept.calls.count)
b = assess(rows, remembering):column "verdict"
for i = 1, #rows do assert(a[i] == b[i], "a function that remembers") end

-- Rules that hold a row against others ask what a place has once for all its rows. Whatever the seed: asked in one round.
local against_others = { "covers_a_rare_stage", "no_duplicate_nearby", "opening_priority", "serves_a_bare_basin" }
for _, id in ipairs(first % 1000 == 0 and against_others or {}) do
  a, b = assess(training_programmes, rules[id]):column "verdict", assess(rows, rules[id]):column "verdict"
  for i = 1, #rows do assert(a[i] == b[i], id) end
end
