-- Production and distribution sites of a region, as its sources count them.
return indicator {
  id = "production_sites", theme = "jobs",
  title = {
    en = "Production and distribution sites",
    fr = "Sites de production et de distribution",
    it = "Siti produttivi e distributivi",
  },
  description = {
    en = "The count that a source states for the region. The sites known one by one are counted by sites:within(\"NAME\"):count().",
    fr = "Le nombre qu'une source donne pour la région. Les sites connus un à un se comptent par sites:within(\"NOM\"):count().",
    it = "Il numero che una fonte dà per la regione. I siti noti uno per uno si contano con sites:within(\"NOME\"):count().",
  },
  unit = "sites", level = "region", reference = "Leem 2018",
  compute = function(region, period)
    return figure { measure = "production_sites", territory = region, period = period }
  end,
  examples = {
    { "Centre-Val de Loire", false, 30 },
    { "Corse", 2021, "unknown" },
  },
}
