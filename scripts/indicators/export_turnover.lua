-- Export turnover of the cluster's industry.
return indicator {
  id = "export_turnover", theme = "network",
  title = { en = "Export turnover", fr = "Chiffre d'affaires à l'export", it = "Fatturato export" },
  description = {
    en = "Turnover from exports of the cluster's industry, as a source states it.",
    fr = "Chiffre d'affaires à l'export de l'industrie du cluster, tel qu'une source le donne.",
    it = "Fatturato export dell'industria del cluster, come lo dà una fonte.",
  },
  unit = "G€", level = "cluster", reference = "Polepharma, presentation of the cluster, 2021", period = 2019,
  compute = function(cluster, period)
    return figure { measure = "export_turnover", territory = cluster, period = period }
  end,
  examples = {
    { "Polepharma", 2019, 25.3 },
    { "Polepharma", 1999, "unknown" },
  },
}
