-- Share of French medicine production that the cluster's members make.
return indicator {
  id = "production_share", theme = "network",
  title = {
    en = "Share of French medicine production",
    fr = "Part de la production de médicaments en France",
    it = "Quota della produzione di medicinali in Francia",
  },
  description = {
    en = "Share of the medicines made in France that the cluster's members make. A share of production: the same 53 % is stated elsewhere as a share of exports, which is another measure.",
    fr = "Part des médicaments produits en France que produisent les membres du cluster. Une part de la production : les mêmes 53 % sont donnés ailleurs comme part des exportations, ce qui est une autre mesure.",
    it = "Quota dei medicinali prodotti in Francia che producono i membri del cluster. Una quota della produzione: lo stesso 53 % altrove è dato come quota delle esportazioni, che è un'altra misura.",
  },
  unit = "%", level = "cluster", reference = "Polepharma, presentation of the cluster, 2021 ; Région Normandie, 2019", period = 2018,
  compute = function(cluster, period)
    return figure { measure = "medicine_production_share", territory = cluster, period = period }
  end,
  examples = {
    { "Polepharma", 2018, 53 },
    { "Polepharma", 1999, "unknown" },
  },
}
