-- Training places for each thousand direct jobs.
return indicator {
  id = "training_places_per_1000_jobs",
  title = {
    en = "Training places per 1,000 jobs",
    fr = "Places de formation pour 1 000 emplois",
    it = "Posti di formazione per 1.000 addetti",
  },
  unit = "places/job", level = "region", period = 2018,
  compute = function(region, period)
    return 1000 * indicators.training_places(region) / figure { measure = "pharma_jobs", territory = region, period = period }
  end,
  examples = {
    { "Corse", 2018, "unknown" },
  },
}
