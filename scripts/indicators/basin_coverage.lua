-- How much of a region's direct jobs its basins account for: 9,850 of 10,000 in Normandie.
return indicator {
  id = "basin_coverage",
  title = {
    en = "Direct jobs covered by the basins",
    fr = "Emplois directs couverts par les bassins",
    it = "Posti diretti coperti dai bacini",
  },
  unit = "%", level = "region", period = 2018,
  compute = function(region, period)
    local basins = figures { measure = "pharma_jobs", level = "basin", within = region, period = period }
    if #basins == 0 then return figure "?" end
    return share(basins:sum(), figure { measure = "pharma_jobs", territory = region, period = period })
  end,
  examples = {
    { "Normandie", 2018, 98.5 },
    { "Corse", 2018, "unknown" },
  },
}
