-- Sites by stage of the value chain.
return indicator {
  id = "sites_by_stage", theme = "jobs",
  title = { en = "Sites by stage", fr = "Sites par étape", it = "Siti per fase" },
  description = {
    en = "Sites of the region by stage of the value chain; a site with several stages counts in each.",
    fr = "Sites de la région par étape de la chaîne de valeur ; un site à plusieurs étapes compte dans chacune.",
    it = "Siti della regione per fase della catena del valore; un sito con più fasi conta in ciascuna.",
  },
  level = "region", returns = "frame", reference = "Porter 1985 (value chain)",
  compute = function(region)
    return site_activities:within(region):by("stage"):distinct "site"
  end,
  examples = {
    { "Normandie", false, 5 },
    { "Normandie", false, { { distinct = "3..4 sites" } } },
  },
}
