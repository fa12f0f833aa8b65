-- How far a region's mix of activities lies from that of each other region: who is alike, who is not.
local panel = require "lists/panel"

local distances = remember(function(period)
  return krugman(panel.matrix("region", period), { reference = "each_other", complete = true })
end)

return indicator {
  id = "krugman_between", theme = "specialisation",
  title = { en = "Krugman distance from each other region", fr = "Distance de Krugman à chaque autre région", it = "Distanza di Krugman da ogni altra regione" },
  description = {
    en = "For each other region, the sum over activities of the distance between the shares of the two: 0 for the same mix, 2 for nothing in common; the most alike first. From the Urssaf panel, where it is loaded.",
    fr = "Pour chaque autre région, la somme sur les activités de l'écart entre les parts des deux : 0 pour le même profil, 2 si rien n'est commun ; les plus semblables d'abord. D'après le panel de l'Urssaf, s'il est chargé.",
    it = "Per ogni altra regione, la somma sulle attività della distanza tra le quote delle due: 0 per lo stesso profilo, 2 se nulla è comune; le più simili per prime. Dal panel Urssaf, se è caricato.",
  },
  level = "region", returns = "frame", reference = "Krugman 1991", period = 2018,
  compute = function(region, period)
    local jobs, places = panel.matrix("region", period)
    local own = jobs[region.code] or { ["21.20Z"] = 0 } -- the panel has no row for it
    local known = distances(period)[region.code] or {}
    local others, apart = {}, {}
    for _, other in ipairs(places) do
      if other.code ~= region.code then
        others[#others + 1] = other
        apart[#others] = known[other.code] or krugman({ here = own, there = jobs[other.code] }, { complete = true }).here
      end
    end
    return frame { { "region", others }, { "distance", apart } }:sort "distance"
  end,
  examples = {
    { "Normandie", 2018, "unknown" }, -- where the panel is not loaded
    { "Normandie", 2018, { rows = 3, { region = "REG-24", distance = 0.2545 } }, given = panel.made_up },
    { "Corse", 2018, { rows = 4, { region = "REG-24", distance = "undefined" } }, given = panel.made_up },
  },
}
