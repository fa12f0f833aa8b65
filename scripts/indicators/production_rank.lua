-- Rank of a region among the producers of medicines, which sources state differently.
return indicator {
  id = "production_rank", theme = "jobs",
  title = {
    en = "Rank by production of medicines",
    fr = "Rang par la production de médicaments",
    it = "Posto per produzione di medicinali",
  },
  description = {
    en = "The rank that the preferred source states for the region. Other sources may state another: a notice names them.",
    fr = "Le rang que donne la source préférée pour la région. D'autres sources peuvent en donner un autre : un avis les cite.",
    it = "Il posto che dà la fonte preferita per la regione. Altre fonti possono darne un altro: un avviso le cita.",
  },
  unit = "rank", level = "region", reference = "Régions de France, 2019", better = "lower",
  compute = function(region, period)
    return figure { measure = "production_rank", territory = region, period = period }
  end,
  examples = {
    { "Normandie", 2018, 3 },
    { "Corse", 2018, "unknown" },
  },
}
