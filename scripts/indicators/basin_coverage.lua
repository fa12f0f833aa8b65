-- How much of a region's direct jobs its basins account for: 9,850 of 10,000 in Normandie.
return indicator {
  id = "basin_coverage", theme = "jobs",
  title = {
    en = "Direct jobs covered by the basins",
    fr = "Emplois directs couverts par les bassins",
    it = "Posti diretti coperti dai bacini",
  },
  description = {
    en = "Direct jobs of the basins that the source names, over all direct jobs of the region: what is missing to 100 % lies outside the basins that are named.",
    fr = "Emplois directs des bassins que cite la source, rapportés à tous ceux de la région : ce qui manque à 100 % est hors des bassins cités.",
    it = "Posti diretti dei bacini citati dalla fonte su tutti quelli della regione: ciò che manca a 100 % è fuori dai bacini citati.",
  },
  unit = "%", level = "region", reference = "Régions de France, 2019", period = 2018,
  compute = function(region, period)
    local basins = figures { measure = "pharma_jobs", level = "basin", within = region, period = period }
    if #basins == 0 then return figure "?" end
    return share(basins:sum(), figure { measure = "pharma_jobs", territory = region, period = period })
  end,
  examples = {
    { "Normandie", 2018, 98.5 },
    { "Corse", 2018, "unknown" },
    { "Normandie", 2018, "undefined", given = { observation = { { measure = "pharma_jobs", territory = "REG-28", period = 2018, value = "0", source = "N" } } } },
  },
}
