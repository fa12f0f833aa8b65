-- Share of a basin in the jobs of its region's basins.
return indicator {
  id = "basin_share", theme = "jobs",
  title = { en = "Share of a basin", fr = "Part d'un bassin", it = "Quota di un bacino" },
  description = {
    en = "Jobs of the basin over those of all basins that the source names in the same region. Where the source names only the main basins, other jobs are left out: the share is an upper bound of the basin's share in the region, and is given as such.",
    fr = "Emplois du bassin rapportés à ceux de tous les bassins cités par la source dans la région. Si elle ne cite que les principaux, d'autres emplois manquent : la part majore celle du bassin dans la région, et elle est donnée comme telle.",
    it = "Posti del bacino su quelli di tutti i bacini citati dalla fonte nella regione. Se essa cita solo i principali, mancano altri posti: la quota è un limite superiore di quella del bacino nella regione, ed è data come tale.",
  },
  unit = "%", level = "basin", reference = "Hirschman 1964", period = 2018,
  compute = function(basin, period)
    local region
    for _, parent in ipairs(basin.parents) do
      if parent.level.code == "region" then region = parent end
    end
    local jobs = figure { measure = "pharma_jobs", territory = basin, period = period }
    local part = share(jobs, figures { measure = "pharma_jobs", level = "basin", within = region, period = period }:sum())
    if basin.partial and known(jobs) and part.absence ~= "undefined" then return part:as_upper_bound() end
    return part
  end,
  examples = {
    { "Val-de-Reuil (basin)", 2018, "<=48.223 %" },
    { "Val-de-Reuil (basin)", 1999, "unknown" },
    { "Val-de-Reuil (basin)", 2018, "undefined", given = require "lists/empty_basins" },
  },
}
