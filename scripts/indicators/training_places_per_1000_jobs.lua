-- Training places for each thousand direct jobs.
return indicator {
  id = "training_places_per_1000_jobs", theme = "skills",
  title = {
    en = "Training places per 1,000 jobs",
    fr = "Places de formation pour 1 000 emplois",
    it = "Posti di formazione per 1.000 addetti",
  },
  description = {
    en = "Places of the programmes taught in the region for each thousand direct jobs of the industry there. A lower bound where the capacity of some is not stated.",
    fr = "Places des formations dispensées dans la région pour mille emplois directs de l'industrie. Un minorant si la capacité de certaines n'est pas connue.",
    it = "Posti dei corsi erogati nella regione ogni mille posti diretti dell'industria. Un limite inferiore se di alcuni la capacità non è nota.",
  },
  unit = "places/1000 jobs", level = "region", reference = "OCDE, Skills for Jobs", period = 2018,
  compute = function(region, period)
    return indicators.training_places(region) / figure { measure = "pharma_jobs", territory = region, period = period }
  end,
  examples = {
    { "Corse", 2018, "unknown" },
    { "Normandie", 2018, ">=83.7 places/1000 jobs" },
    { "Normandie", 2018, "undefined", given = { observation = { { measure = "pharma_jobs", territory = "REG-28", period = 2018, value = "0", source = "N" } } } },
  },
}
