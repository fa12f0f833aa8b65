-- Sites opened and closed during a period.
return indicator {
  id = "openings_and_closures", theme = "jobs",
  title = { en = "Openings and closures of sites", fr = "Ouvertures et fermetures de sites", it = "Aperture e chiusure di siti" },
  description = {
    en = "Sites of the region opened and closed in the years of the period. A site whose day is not stated may be among them.",
    fr = "Sites de la région ouverts et fermés dans les années de la période. Un site dont le jour est inconnu peut en être.",
    it = "Siti della regione aperti e chiusi negli anni del periodo. Un sito il cui giorno è ignoto può esserne.",
  },
  level = "region", returns = "frame", reference = "Insee, démographie des établissements", period = "2010-2020",
  compute = function(region, period)
    local here = sites:within(region)
    return frame {
      { "change", { in_language { en = "opened", fr = "ouverts", it = "aperti" }, in_language { en = "closed", fr = "fermés", it = "chiusi" } } },
      { "sites", { here:where { opened = tostring(period) }:count(), here:where { closed = tostring(period) }:count() } },
    }
  end,
  examples = {
    { "Normandie", "2010-2020", 2 },
    { "Normandie", "2010-2020", { { sites = "0..23 sites" } } },
  },
}
