-- How far a region's mix of activities lies from that of the others.
local panel = require "lists/panel"

local distances = remember(function(period) return krugman(panel.matrix("region", period), { complete = true }) end)

return indicator {
  id = "krugman_distance", theme = "specialisation",
  title = { en = "Krugman specialisation against the rest", fr = "Spécialisation de Krugman face au reste", it = "Specializzazione di Krugman rispetto al resto" },
  description = {
    en = "Sum over activities of the distance between the region's shares and those of all other regions together: 0 for the same mix, 2 for nothing in common. From the Urssaf panel, where it is loaded.",
    fr = "Somme sur les activités de l'écart entre les parts de la région et celles de toutes les autres ensemble : 0 pour le même profil, 2 si rien n'est commun. D'après le panel de l'Urssaf, s'il est chargé.",
    it = "Somma sulle attività della distanza tra le quote della regione e quelle di tutte le altre insieme: 0 per lo stesso profilo, 2 se nulla è comune. Dal panel Urssaf, se è caricato.",
  },
  unit = "1", level = "region", reference = "Krugman 1991", period = 2018,
  compute = function(region, period)
    local distance = distances(period)[region.code]
    if distance then return distance end
    local jobs = { [region.code] = { ["21.20Z"] = 0 } } -- the panel has no row for it
    for code, own in pairs(panel.matrix("region", period)) do jobs[code] = own end
    return krugman(jobs, { complete = true })[region.code]
  end,
  examples = {
    { "Normandie", 2018, "unknown" }, -- where the panel is not loaded
    { "Normandie", 2018, 0.6811, given = panel.made_up },
    { "Corse", 2018, "undefined", given = panel.made_up },
  },
}
