-- Jobs of the industry that can be reached from a commune, further away.
return indicator {
  id = "accessible_jobs_60",
  title = { en = "Jobs within 60 km", fr = "Emplois à moins de 60 km", it = "Posti entro 60 km" },
  description = {
    en = "Jobs of the known sites at most 60 km from the centre of the commune, as the crow flies.",
    fr = "Emplois des sites connus à 60 km au plus du centre de la commune, à vol d'oiseau.",
    it = "Posti dei siti noti a 60 km al più dal centro del comune, in linea d'aria.",
  },
  unit = "jobs", level = "commune",
  compute = function(commune)
    return sites:near(commune, "60 km"):sum "headcount"
  end,
  examples = {
    { "Val-de-Reuil (commune)", false, ">8192 jobs" },
  },
}
