-- Direct jobs of the industry in a place.
return indicator {
  id = "direct_jobs",
  title = { en = "Direct jobs in the industry", fr = "Emplois directs de l'industrie", it = "Posti diretti dell'industria" },
  unit = "jobs", level = "region", period = 2018,
  compute = function(region, period)
    return figure { measure = "pharma_jobs", territory = region, period = period }
  end,
  examples = {
    { "Normandie", 2018, 10000 },
    { "Corse", 2018, "unknown" },
  },
}
