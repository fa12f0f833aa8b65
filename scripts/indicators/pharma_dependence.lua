-- How far a region's jobs depend on the industry.
return indicator {
  id = "pharma_dependence", theme = "jobs",
  title = { en = "Dependence on the industry", fr = "Dépendance à l'industrie", it = "Dipendenza dall'industria" },
  description = {
    en = "Share of the pharmaceutical industry in the region's jobs, as a source states it. Counted by ourselves it is pharma_job_share.",
    fr = "Part de l'industrie pharmaceutique dans l'emploi de la région, telle qu'une source la donne. Comptée par nous, c'est pharma_job_share.",
    it = "Quota dell'industria farmaceutica nell'occupazione della regione, come la dà una fonte. Contata da noi, è pharma_job_share.",
  },
  unit = "%", level = "region", reference = "Insee Analyses Hauts-de-France",
  compute = function(region, period)
    return figure { measure = "pharma_share_of_regional_jobs", territory = region, period = period }
  end,
  examples = {
    { "Corse", 2018, "unknown" },
    { "Normandie", 2018, 0.79 },
  },
}
