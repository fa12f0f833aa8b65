-- How far a region's jobs depend on the industry.
return indicator {
  id = "pharma_dependence",
  title = { en = "Dependence on the industry", fr = "Dépendance à l'industrie", it = "Dipendenza dall'industria" },
  description = {
    en = "Share of the pharmaceutical industry in the region's industrial jobs, as a source states it.",
    fr = "Part de l'industrie pharmaceutique dans l'emploi industriel de la région, telle qu'une source la donne.",
    it = "Quota dell'industria farmaceutica nell'occupazione industriale della regione, come la dà una fonte.",
  },
  unit = "%", level = "region",
  compute = function(region, period)
    return figure { measure = "pharma_share_of_industrial_jobs", territory = region, period = period }
  end,
  examples = {
    { "Corse", 2018, "unknown" },
  },
}
