-- A region beside the regions whose mix of activities is most like its own.
local panel = require "lists/panel"
local nearest = 3

-- How far two profiles are apart: over activities, the distance between the two location quotients put between -1 and 1
-- as (LQ - 1) / (LQ + 1), weighted by the activity's share of all jobs. 0 for the same profile, 2 at most.
local function distance(own, other, weights)
  local sum = figure "0"
  for activity, weight in pairs(weights) do
    local a, b = own[activity], other[activity]
    if a and b and a.value and b.value then
      local gap = (a.value - 1) / (a.value + 1) - (b.value - 1) / (b.value + 1)
      sum = sum + weight * math.abs(gap)
    end
  end
  return sum
end

local function profiles(period)
  local jobs, places = panel.matrix("region", period)
  local totals, all = {}, 0
  for _, place in ipairs(places) do
    for activity, count in pairs(jobs[place.code]) do
      local known_count = count.value or 0 -- a weight only: what is not known weighs nothing
      totals[activity], all = (totals[activity] or 0) + known_count, all + known_count
    end
  end
  for activity, count in pairs(totals) do totals[activity] = count / all end
  return location_quotient(jobs, { complete = true }), places, totals
end

-- The places with the distance of each, the nearest first.
local function by_distance(region, period)
  local quotients, places, weights = profiles(period)
  if not quotients[region.code] then return {} end
  local found = {}
  for _, place in ipairs(places) do
    if place.code ~= region.code then
      found[#found + 1] = { place = place, distance = distance(quotients[region.code], quotients[place.code], weights) }
    end
  end
  table.sort(found, function(a, b)
    if a.distance.value ~= b.distance.value then return a.distance.value < b.distance.value end
    return a.place.code < b.place.code
  end)
  return found
end

return comparison {
  id = "peers",
  title = { en = "A region and its peers", fr = "Une région et ses semblables", it = "Una regione e le sue simili" },
  description = {
    en = "The region against the three whose location quotients over all activities are nearest to its own, from the Urssaf panel of the year. Without the panel there are no peers: the comparison says so.",
    fr = "La région face aux trois dont les quotients de localisation sur toutes les activités sont les plus proches des siens, d'après le panel de l'Urssaf de l'année. Sans le panel il n'y a pas de semblables : la comparaison le dit.",
    it = "La regione rispetto alle tre i cui quozienti di localizzazione su tutte le attività sono più vicini ai suoi, dal panel Urssaf dell'anno. Senza il panel non ci sono simili: il confronto lo dice.",
  },
  reference = "Laursen 1998 (symmetric location quotient)",
  places = { "Normandie" },
  period = 2018,
  compute = function(places, period)
    local region = find("territory", places[1], "region")
    local rows, notes = { region }, {}
    for i, peer in ipairs(by_distance(region, period)) do
      if i > nearest then break end
      rows[#rows + 1] = peer.place
      notes[#notes + 1] = tostring(peer.place) .. " " .. tostring(peer.distance)
    end
    local made = compare({ "location_quotient_pharma", "pharma_job_share", "krugman_distance" }, rows, period)
    return made:note(in_language {
      en = "distance of profiles: ", fr = "distance des profils : ", it = "distanza dei profili: ",
    } .. table.concat(notes, ", "))
  end,
}
