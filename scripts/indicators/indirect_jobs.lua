-- Jobs that the industry gives outside itself: 20,000 in all less 10,000 direct ones in Normandie.
return indicator {
  id = "indirect_jobs", theme = "jobs",
  title = { en = "Knock-on jobs", fr = "Emplois indirects", it = "Posti indiretti" },
  description = {
    en = "Direct and indirect jobs less direct ones. The two figures count different things (their scopes differ), which the difference is meant to show.",
    fr = "Emplois directs et indirects moins les emplois directs. Les deux chiffres ne comptent pas la même chose (leurs champs diffèrent), ce que la différence veut montrer.",
    it = "Posti diretti e indiretti meno quelli diretti. Le due cifre non contano la stessa cosa (i loro campi differiscono), ed è ciò che la differenza mostra.",
  },
  unit = "jobs", level = "region", reference = "Régions de France, 2019", period = 2018,
  compute = function(region, period)
    local all = figure { measure = "pharma_jobs_total", territory = region, period = period }
    local direct = figure { measure = "pharma_jobs", territory = region, period = period }
    return all:unscoped() - direct:unscoped()
  end,
  examples = {
    { "Normandie", 2018, 10000 },
    { "Corse", 2018, "unknown" },
  },
}
