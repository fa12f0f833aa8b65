-- How far industrial jobs depend on the industry.
return indicator {
  id = "industrial_dependence", theme = "jobs",
  title = { en = "Share of pharma in industrial jobs", fr = "Part de la pharmacie dans l'emploi industriel", it = "Quota della farmaceutica nell'occupazione industriale" },
  description = {
    en = "Share of the pharmaceutical industry in the industrial jobs of a region or former region, as a source states it.",
    fr = "Part de l'industrie pharmaceutique dans l'emploi industriel d'une région ou ancienne région, telle qu'une source la donne.",
    it = "Quota dell'industria farmaceutica nell'occupazione industriale di una regione o ex regione, come la dà una fonte.",
  },
  unit = "%", level = "territory", reference = "CRCI Centre, SESSI 2001",
  compute = function(region, period)
    return figure { measure = "pharma_share_of_industrial_jobs", territory = region, period = period }
  end,
  examples = {
    { "Corse", 2018, "unknown" },
    { "Haute-Normandie", 2001, 4.5 },
  },
}
