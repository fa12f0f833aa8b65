-- Concentration of a region's jobs in its basins.
return indicator {
  id = "basin_concentration", theme = "jobs",
  title = {
    en = "Concentration of jobs in basins",
    fr = "Concentration de l'emploi dans les bassins",
    it = "Concentrazione degli addetti nei bacini",
  },
  description = {
    en = "Herfindahl-Hirschman index of the jobs of the basins: 1 where one basin has them all, 1/n where n basins share them equally.",
    fr = "Indice de Herfindahl-Hirschman des emplois des bassins : 1 si un bassin les a tous, 1/n si n bassins se les partagent également.",
    it = "Indice di Herfindahl-Hirschman degli addetti dei bacini: 1 se un bacino li ha tutti, 1/n se n bacini se li dividono in parti uguali.",
  },
  unit = "1", level = "region", reference = "Hirschman 1964", period = 2018,
  compute = function(region, period)
    return hhi(figures { measure = "pharma_jobs", level = "basin", within = region, period = period })
  end,
  examples = {
    { "Normandie", 2018, 0.3411 },
    { "Corse", 2018, "undefined" }, -- no basin at all
    { "Normandie", 1999, "0.25..1" }, -- four basins, no figure,
  },
}
