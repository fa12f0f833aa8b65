-- Share of French medicine production that the cluster's members make.
return indicator {
  id = "production_share",
  title = {
    en = "Share of French medicine production",
    fr = "Part de la production de médicaments en France",
    it = "Quota della produzione di medicinali in Francia",
  },
  unit = "%", level = "cluster", period = 2018,
  compute = function(cluster, period)
    return figure { measure = "medicine_production_share", territory = cluster, period = period }
  end,
  examples = {
    { "Polepharma", 2018, 53 },
    { "Polepharma", 1999, "unknown" },
  },
}
