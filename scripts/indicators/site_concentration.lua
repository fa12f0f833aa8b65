-- Concentration of a region's jobs in its sites.
local made_up = require "lists/made_up_site"

return indicator {
  id = "site_concentration", theme = "jobs",
  title = { en = "Concentration of jobs in sites", fr = "Concentration de l'emploi dans les sites", it = "Concentrazione dei posti nei siti" },
  description = {
    en = "Herfindahl-Hirschman index of the headcounts of the region's known sites. Unknown headcounts widen the range.",
    fr = "Indice de Herfindahl-Hirschman des effectifs des sites connus de la région. Les effectifs inconnus élargissent l'intervalle.",
    it = "Indice di Herfindahl-Hirschman degli addetti dei siti noti della regione. Gli addetti ignoti allargano l'intervallo.",
  },
  unit = "1", level = "region", reference = "Hirschman 1964",
  compute = function(region)
    return hhi(sites:within(region):by("organisation"):sum "headcount")
  end,
  examples = {
    { "Normandie", false, "0.07715..1" },
    { "Corse", false, 0.625, given = made_up { { organisation = "merck", commune = "2A004", headcount = 30 }, { organisation = "servier", commune = "2A004", headcount = 10 } } },
    { "Corse", false, "undefined", given = made_up { { organisation = "merck", commune = "2A004", headcount = 0 } } },
  },
}
