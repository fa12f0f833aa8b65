-- Export turnover of the cluster's industry.
return indicator {
  id = "export_turnover",
  title = { en = "Export turnover", fr = "Chiffre d'affaires à l'export", it = "Fatturato export" },
  unit = "G€", level = "cluster", period = 2019,
  compute = function(cluster, period)
    return figure { measure = "export_turnover", territory = cluster, period = period }
  end,
  examples = {
    { "Polepharma", 2019, 25.3 },
    { "Polepharma", 1999, "unknown" },
  },
}
