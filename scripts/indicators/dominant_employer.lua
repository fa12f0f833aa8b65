-- Share of the greatest employer in the jobs of a region's sites.
return indicator {
  id = "dominant_employer",
  title = { en = "Share of the greatest employer", fr = "Part du premier employeur", it = "Quota del primo datore di lavoro" },
  description = {
    en = "Jobs of the organisation with the most, over the jobs of all known sites of the region. Which one it is stands in the explanation.",
    fr = "Emplois de l'organisation qui en a le plus, rapportés à ceux de tous les sites connus de la région. Son nom est dans l'explication.",
    it = "Posti dell'organizzazione che ne ha di più, su quelli di tutti i siti noti della regione. Il suo nome sta nella spiegazione.",
  },
  unit = "%", level = "region",
  compute = function(region)
    return sites:within(region):by("organisation"):sum "headcount":share():max "share"
  end,
  examples = {
    { "Corse", false, "unknown" },
  },
}
