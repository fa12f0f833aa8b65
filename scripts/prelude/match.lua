-- Skills needed against skills taught: distance(), gaps() of places, and match() of programmes with sites.
--
-- What is needed: the skills of the stages that sites work at, and the occupations of posts that are offered. What is taught:
-- the skills and occupations of programmes, and the occupations that the register ties to their certification (ROME links of
-- the RNCP), where it is loaded. A programme that does not say what it teaches may teach all of it: hence the bounds.

local tr, fail = core.translate, core.fail

-- --- distances --------------------------------------------------------------------------------------------------------

-- Longitude and latitude of a row, its own or those of the place where it stands; nil where nobody says.
local function position(row)
  local entity = row.entity
  if entity == "site" and known(row.longitude) and known(row.latitude) then return row.longitude, row.latitude end
  local place = row
  if entity == "site" then
    place = row.commune
  elseif entity ~= "territory" then
    local ok, found = pcall(function() return row.place end)
    if not ok then fail("argument", "expected a place, or a row that has one, such as a site or a programme, found a row of %s", entity) end
    place = found
  end
  if not known(place) or not known(place.longitude) or not known(place.latitude) then return nil end
  return place.longitude, place.latitude
end

local function kilometres(number)
  return figure(string.format("%.1f km", number))
end

core.publish("distance", function(a, b)
  local rows = { a, b }
  for i, row in ipairs(rows) do
    if type(row) == "string" then rows[i] = core.find_at("territory", row) end
    if not core.is_row(rows[i]) then fail("argument", "distance: expected two rows or names of places, found %s", core.describe(row)) end
  end
  local x, y = position(rows[1])
  local u, v = position(rows[2])
  if not x or not u then return core.absent("unknown", tr("its position is not stated"), "km", "", core.row_label(rows[x and 2 or 1])) end
  return kilometres(core.kilometres(x, y, u, v))
end, {
  signature = "distance(place, place) -> figure",
  english = "Kilometres as the crow flies between two places, sites or programmes; unknown where one has no position.",
  french = "Kilomètres à vol d'oiseau entre deux lieux, sites ou formations ; inconnu si l'un n'a pas de position.",
  example = "distance(\"Rouen (commune)\", \"Tours (commune)\")",
})

-- --- what is taught ---------------------------------------------------------------------------------------------------

-- certification -> list of those occupations of the register that are asked for, or nil where it is not loaded.
local function register_links(occupations)
  if #occupations == 0 or verdict(function() return loaded "rncp.occupations" ~= nil end).answer ~= "yes" then return nil end
  local links = {}
  dataset("rncp.occupations"):where { occupation = occupations }:each(function(row)
    local list = links[row.certification]
    if not list then
      list = {}
      links[row.certification] = list
    end
    local occupation = row.occupation
    list[#list + 1] = core.is_row(occupation) and occupation.code or occupation
  end)
  return links
end

-- The positions of rows, each once: { longitude, latitude, row }.
local function positions(rows)
  local found = {}
  for _, row in ipairs(rows) do
    local x, y = position(row)
    if x then found[#found + 1] = { x, y, row } end
  end
  return found
end

-- The nearest of some positions, and how far; nil where there is none.
local function nearest_of(points, x, y)
  local best, distance
  for i = 1, #points do
    local point = points[i]
    local away = core.kilometres(x, y, point[1], point[2])
    if not distance or away < distance then best, distance = point[3], away end
  end
  return best, distance
end

local function list_of_rows(given, entity, what)
  if given == nil then given = core.collection_of(entity) end
  local rows = {}
  if core.is_row(given) then
    rows[1] = given
  elseif core.is_collection(given) then
    for row in given:rows() do rows[#rows + 1] = row end
  elseif type(given) == "table" then
    for i, row in ipairs(given) do rows[i] = row end
  else
    fail("argument", "%s: expected a collection of %s, a row or a list of rows, found %s", what, core.collection_name(entity), core.describe(given))
  end
  for _, row in ipairs(rows) do
    if not core.is_row(row) or row.entity ~= entity then
      fail("argument", "%s: expected a collection of %s, a row or a list of rows, found %s", what, core.collection_name(entity), core.is_row(row) and row.entity or core.describe(row))
    end
  end
  return rows
end

local function reach_of(options)
  local reach = options and options.within or "50 km"
  local read = core.is_figure(reach) and reach or figure(tostring(reach))
  return read:convert("km").value
end

function core.collection_name(entity)
  for _, one in ipairs(core.entities()) do
    if one.name == entity then return one.plural end
  end
end

-- --- match ------------------------------------------------------------------------------------------------------------

-- What the sites need: skills by code with the stages' names, occupations by code with the posts offered within reach.
local function needs_of(sites, points, reach, date)
  local chosen, stages, needed = {}, {}, { skills = {}, posts = {}, skill_count = 0, occupations = {} }
  for _, site in ipairs(sites) do chosen[site.code] = true end
  for activity in site_activities:rows() do
    if known(activity.stage) and chosen[activity.site.code] then stages[activity.stage.code] = true end
  end
  for skill in skills:rows() do
    for _, stage in ipairs(skill.stages) do
      if stages[stage.code] and not needed.skills[skill.code] then
        needed.skills[skill.code] = core.row_label(skill)
        needed.skill_count = needed.skill_count + 1
      end
    end
  end
  local offers = job_offers
  if date then offers = offers:on(date) end
  local near_place = {}
  for row in offers:by("occupation", "place"):sum("posts"):rows() do
    local place, occupation = row.place, row.occupation
    if core.is_row(place) and core.is_row(occupation) then
      if near_place[place.code] == nil then
        local x, y = position(place)
        local _, away = nearest_of(points, x or 0, y or 0)
        near_place[place.code] = x ~= nil and away ~= nil and away <= reach
      end
      if near_place[place.code] then
        local code = occupation.code
        local posts = needed.posts[code]
        if not posts then needed.occupations[#needed.occupations + 1] = code end
        needed.posts[code] = { label = core.row_label(occupation), posts = posts and posts.posts + row.sum or row.sum }
      end
    end
  end
  table.sort(needed.occupations)
  return needed
end

-- How many needs a programme meets, and how many more it may; told in `words`, where that list is given.
local function met_by(programme, needed, links, words)
  local count, open = 0, 0
  local taught, listed, leads, seen = programme.skills, {}, {}, {}
  if #taught == 0 then open = needed.skill_count end
  for _, skill in ipairs(taught) do
    local label = needed.skills[skill.code]
    if label then
      count = count + 1
      listed[count] = label
    end
  end
  local function leads_to(code, how)
    local post = needed.posts[code]
    if not post or seen[code] then return end
    seen[code] = true
    count = count + 1
    if words then leads[#leads + 1] = tr(how, code .. " " .. post.label, tostring(post.posts)) end
  end
  local occupations, rncp = programme.occupations, programme.rncp
  for _, occupation in ipairs(occupations) do leads_to(occupation.code, "%s: %s offered") end
  for _, code in ipairs(links and rncp and links[rncp] or {}) do leads_to(code, "%s, by its certification: %s offered") end
  local leads_open = #occupations == 0 and not (links and rncp)
  if leads_open then open = open + #needed.occupations end
  if words then
    if #listed > 0 then words[#words + 1] = tr("teaches %s", table.concat(listed, ", ")) end
    if #leads > 0 then words[#words + 1] = tr("leads to %s", table.concat(leads, ", ")) end
    if #taught == 0 then words[#words + 1] = tr "what it teaches is not stated" end
    if leads_open then words[#words + 1] = tr "what it leads to is not stated" end
  end
  return count, open
end

core.publish("match", function(programmes, sites, options)
  local sites_given = list_of_rows(sites, "site", "match")
  local reach = reach_of(options)
  local points = positions(sites_given)
  local needed = needs_of(sites_given, points, reach, options and options.on)
  local links = register_links(needed.occupations)
  local found, by_place = {}, {}
  for order, programme in ipairs(list_of_rows(programmes, "training_programme", "match")) do
    local count, open = met_by(programme, needed, links)
    if count + open > 0 then
      local place = programme.place
      local near = place and by_place[place.code]
      if place and not near then
        local x, y = position(place)
        near = {}
        if x then near.site, near.distance = nearest_of(points, x, y) end
        by_place[place.code] = near
      end
      local away = near and near.distance
      found[#found + 1] = { order = order, programme = programme, count = count, open = open, site = near and near.site, distance = away,
        out = not away and 1 or away > reach and 2 or 0 }
    end
  end
  -- Those within reach first; of them by what is surely met, then by what may be, then by distance.
  table.sort(found, function(a, b)
    if a.out ~= b.out then return a.out < b.out end
    if a.count ~= b.count then return a.count > b.count end
    if a.open ~= b.open then return a.open > b.open end
    if a.distance and b.distance and a.distance ~= b.distance then return a.distance < b.distance end
    return a.order < b.order
  end)
  local columns = { {}, {}, {}, {}, {}, {} }
  local most = options and options.top or #found
  for i = 1, math.min(#found, most) do
    local one = found[i]
    columns[1][i] = i
    columns[2][i] = one.programme
    columns[3][i] = one.open > 0 and figure(one.count .. ".." .. one.count + one.open) or figure(tostring(one.count))
    columns[4][i] = one.site
    columns[5][i] = one.distance and kilometres(one.distance) or figure "? km"
    local words = {}
    met_by(one.programme, needed, links, words)
    if one.out == 2 then words[#words + 1] = tr("beyond %s", tostring(kilometres(reach))) end
    if one.out == 1 then words[#words + 1] = tr "its distance is not known" end
    columns[6][i] = table.concat(words, "; ")
  end
  return core.frame { { "order", columns[1] }, { "programme", columns[2] }, { "needs_met", columns[3] }, { "nearest_site", columns[4] },
    { "distance", columns[5] }, { "reasons", columns[6] }, rows = math.min(#found, most) }
end, {
  signature = "match([programmes [, sites [, { within = \"50 km\", on = date, top = number }]]]) -> frame",
  english = "Programmes in the order in which they meet what sites need: skills of their stages, occupations of posts offered within reach. Within reach first, then by needs met, surely and possibly, then by distance; with the reasons.",
  french = "Les formations dans l'ordre où elles répondent aux besoins de sites : compétences de leurs étapes, métiers des postes offerts à portée. À portée d'abord, puis par besoins couverts, sûrement puis peut-être, puis par distance ; avec les raisons.",
  example = "match(training_programmes, sites:within \"Indre-et-Loire\", { top = 5 })",
})

-- --- gaps -------------------------------------------------------------------------------------------------------------

-- The places asked about: one or several, or those of a level within one.
local function places_of(given, options)
  local list = {}
  if core.is_collection(given) then
    for row in given:rows() do list[#list + 1] = row end
  else
    for _, one in ipairs(type(given) == "table" and not core.is_row(given) and given or { given }) do
      list[#list + 1] = core.is_row(one) and one or core.find_at("territory", one)
    end
  end
  if options and options.level then
    local inner = {}
    for _, place in ipairs(list) do
      for row in territories:within(place):where { level = options.level }:rows() do inner[#inner + 1] = row end
    end
    return inner
  end
  return list
end

-- kind -> code -> the programmes that teach it.
local function who_teaches()
  local found = { skill = {}, occupation = {} }
  local function note(list, code, programme)
    if not list[code] then list[code] = {} end
    table.insert(list[code], programme)
  end
  for programme in training_programmes:rows() do
    for _, skill in ipairs(programme.skills) do note(found.skill, skill.code, programme) end
    for _, occupation in ipairs(programme.occupations) do note(found.occupation, occupation.code, programme) end
  end
  return found
end

-- Certifications of the register that lead to an occupation; unknown where it is not loaded.
local function certifications_by_occupation()
  if verdict(function() return loaded "rncp.occupations" ~= nil end).answer ~= "yes" then return function() return figure "?" end end
  local counts
  return function(code)
    if not counts then
      counts = {}
      for row in dataset("rncp.occupations"):by("occupation"):count():rows() do
        local occupation = row.occupation
        if occupation then counts[core.is_row(occupation) and occupation.code or occupation] = row.count end
      end
    end
    return counts[code] or figure "0"
  end
end

-- Kilometres from a place to the nearest of some positions, each place once.
local function distances_to(points, instead)
  if #points == 0 then points = positions { instead } end
  local known_already = {}
  return function(place)
    local away = known_already[place.code]
    if away == nil then
      local x, y = position(place)
      away = false
      if x then away = select(2, nearest_of(points, x, y)) or false end
      known_already[place.code] = away
    end
    return away or nil
  end
end

-- By code: how many programmes teach it, or their places. Those that do not say what they teach may teach it as well.
local function taught_by(frame, field, column, unit)
  local totals, silent = {}, figure("0 " .. unit)
  local anything = figure(">=0 " .. unit)
  for row in frame:rows() do
    local what, total = row[field], row[column]
    if not known(total) then total = anything end
    if core.is_row(what) then totals[what.code] = total else silent = figure "0..1" * total end
  end
  return function(code) return totals[code] and totals[code] + silent or silent end
end

core.publish("gaps", function(places, options)
  if places == nil then fail("argument", "gaps: expected the name of a place, or several, such as \"Normandie\"") end
  local date = options and options.on
  local offers = date and job_offers:on(date) or job_offers
  local reach = reach_of(options)
  local columns = { {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {} }
  local count = 0
  local teach = who_teaches()
  local certifications = certifications_by_occupation()
  local function add(place, away_from, kind, code, label, needing, posts, programmes, capacity)
    local near, away, within, nowhere = nil, nil, 0, 0
    for _, programme in ipairs(teach[kind][code] or {}) do
      local at = programme.place
      local distance = at and away_from(at)
      if not distance then
        nowhere = nowhere + 1
      else
        if not away or distance < away then near, away = programme, distance end
        if distance <= reach then within = within + 1 end
      end
    end
    count = count + 1
    columns[1][count], columns[2][count], columns[3][count] = place, kind, label
    columns[4][count], columns[5][count], columns[6][count], columns[7][count] = needing, posts, programmes, capacity
    columns[8][count] = posts:unscoped() / figure "1 job" - capacity:unscoped() / figure "1 place"
    columns[9][count] = kind == "skill" and figure "n/a" or certifications(code)
    columns[10][count] = near and tr("%s; %d within %s", core.row_label(near), within, tostring(kilometres(reach)))
      or nowhere > 0 and tr("place not stated (%d)", nowhere) or ""
    columns[11][count] = near and kilometres(away) or figure "? km"
  end
  for _, place in ipairs(places_of(places, options)) do
    local there, taught, sites_there = offers:within(place), training_programmes:within(place), sites:within(place)
    local away_from = distances_to(positions(list_of_rows(sites_there, "site", "gaps")), place)
    local programmes = taught_by(taught:by("occupations"):count(), "occupations", "count", "training_programmes")
    local capacity = taught_by(taught:by("occupations"):sum "capacity", "occupations", "sum", "places")
    for row in there:by("occupation"):sum("posts"):rows() do
      if core.is_row(row.occupation) then
        local code = row.occupation.code
        add(place, away_from, "occupation", code, core.row_label(row.occupation), figure "n/a", row.sum, programmes(code), capacity(code))
      end
    end
    local present = {}
    for row in sites_there:by("stage"):count():rows() do
      if core.is_row(row.stage) then present[row.stage.code] = true end
    end
    programmes = taught_by(taught:by("skills"):count(), "skills", "count", "training_programmes")
    capacity = taught_by(taught:by("skills"):sum "capacity", "skills", "sum", "places")
    for skill in skills:rows() do
      local stages = {}
      for _, stage in ipairs(skill.stages) do
        if present[stage.code] then stages[#stages + 1] = stage.code end
      end
      if #stages > 0 then
        add(place, away_from, "skill", skill.code, core.row_label(skill), sites_there:where { stage = stages }:count(),
          there:where { skills = skill }:sum "posts", programmes(skill.code), capacity(skill.code))
      end
    end
  end
  return core.frame { { "place", columns[1] }, { "kind", columns[2] }, { "need", columns[3] }, { "sites", columns[4] }, { "posts", columns[5] },
    { "programmes", columns[6] }, { "places", columns[7] }, { "gap", columns[8] }, { "certifications", columns[9] }, { "could_close_it", columns[10] },
    { "distance", columns[11] }, rows = count }
end, {
  signature = "gaps(place or list of places [, { level = \"employment_zone\", within = \"50 km\", on = date }]) -> frame",
  english = "What is needed in places and what is taught there: occupations of posts offered, skills of the stages that sites work at; posts less places, with bounds, and the programme that could close the gap, with its distance from the nearest site there.",
  french = "Ce qui est demandé en des lieux et ce qui y est enseigné : métiers des postes offerts, compétences des étapes des sites ; postes moins places, avec bornes, et la formation qui pourrait combler le manque, avec sa distance du site le plus proche.",
  example = "gaps(\"Indre-et-Loire\")",
})
