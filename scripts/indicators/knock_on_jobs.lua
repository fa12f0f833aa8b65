-- Jobs in all for each direct job in a laboratory: 20,000 / 10,000 = 2 in Normandie.
return indicator {
  id = "knock_on_jobs", theme = "jobs",
  title = {
    en = "Jobs in all per direct job",
    fr = "Emplois totaux par emploi direct",
    it = "Posti di lavoro totali per posto diretto",
  },
  description = {
    en = "Direct and indirect jobs divided by direct jobs. The two count different things, which the script says by `unscoped`.",
    fr = "Emplois directs et indirects divisés par les emplois directs. Les deux comptent des choses différentes, ce que le script dit par « unscoped ».",
    it = "Posti diretti e indiretti divisi per i posti diretti. I due contano cose diverse, e lo script lo dice con «unscoped».",
  },
  unit = "1", level = "region", reference = "Régions de France, 2019", period = 2018,
  compute = function(region, period)
    local total = figure { measure = "pharma_jobs_total", territory = region, period = period }
    local direct = figure { measure = "pharma_jobs", territory = region, period = period }
    return total:unscoped() / direct:unscoped()
  end,
  examples = {
    { "Normandie", 2018, 2 },
    { "Corse", 2018, "unknown" },
    { "Corse", 2018, "undefined", given = { observation = { { measure = "pharma_jobs", territory = "REG-94", period = 2018, value = "0", source = "N" }, { measure = "pharma_jobs_total", territory = "REG-94", period = 2018, value = "5", source = "N" } } } },
  },
}
