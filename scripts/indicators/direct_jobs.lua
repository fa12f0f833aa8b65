-- Direct jobs of the industry in a place.
return indicator {
  id = "direct_jobs", theme = "jobs",
  title = { en = "Direct jobs in the industry", fr = "Emplois directs de l'industrie", it = "Posti diretti dell'industria" },
  description = {
    en = "Jobs in the industry's own companies, as the source counts them: those of suppliers and services are in knock-on jobs.",
    fr = "Emplois dans les entreprises mêmes de l'industrie, au sens de la source : ceux des fournisseurs et des services sont dans les emplois indirects.",
    it = "Posti nelle imprese stesse dell'industria, come li conta la fonte: quelli di fornitori e servizi sono nei posti indiretti.",
  },
  unit = "jobs", level = "region", reference = "Régions de France, 2019", period = 2018,
  compute = function(region, period)
    return figure { measure = "pharma_jobs", territory = region, period = period }
  end,
  examples = {
    { "Normandie", 2018, 10000 },
    { "Corse", 2018, "unknown" },
  },
}
