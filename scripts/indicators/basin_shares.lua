-- How a region's jobs spread over its basins.
return indicator {
  id = "basin_shares", theme = "jobs",
  title = { en = "Shares of the basins", fr = "Parts des bassins", it = "Quote dei bacini" },
  description = {
    en = "Jobs of each basin, their share in the basins named by the source, and their rank. Where the source names only the main basins, a share is an upper bound of the basin's share in the region.",
    fr = "Emplois de chaque bassin, leur part dans les bassins cités par la source, et leur rang. Si la source ne cite que les principaux bassins, la part majore celle du bassin dans la région.",
    it = "Posti di lavoro di ogni bacino, la loro quota nei bacini citati dalla fonte e il loro rango. Se la fonte cita solo i bacini principali, la quota è un limite superiore di quella del bacino nella regione.",
  },
  level = "region", returns = "frame", reference = "Hirschman 1964", period = 2018,
  compute = function(region, period)
    return figures { measure = "pharma_jobs", level = "basin", within = region, period = period }:share():rank("pharma_jobs")
  end,
  examples = {
    { "Normandie", 2018, 4 },
    { "Corse", 2018, 0 },
    { "Normandie", 1999, { rows = 4, { share = "unknown" } } },
    { "Normandie", 2018, { { territory = "BASIN-CAEN", share = "undefined" } }, given = require "lists/empty_basins" },
  },
}
