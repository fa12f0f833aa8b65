-- Jobs of the industry that can be reached from a commune.
return indicator {
  id = "accessible_jobs", theme = "specialisation",
  title = { en = "Jobs within 30 km", fr = "Emplois à moins de 30 km", it = "Posti entro 30 km" },
  description = {
    en = "Jobs of the known sites at most 30 km from the centre of the commune, as the crow flies. Sites whose place or headcount is not stated widen the range.",
    fr = "Emplois des sites connus à 30 km au plus du centre de la commune, à vol d'oiseau. Les sites sans lieu ou sans effectif élargissent l'intervalle.",
    it = "Posti dei siti noti a 30 km al più dal centro del comune, in linea d'aria. I siti senza luogo o senza addetti allargano l'intervallo.",
  },
  unit = "jobs", level = "commune", reference = "Wachs & Kumagai 1973 (cumulative opportunities)",
  compute = require "lists/reach" "30 km",
  examples = {
    { "Val-de-Reuil (commune)", false, ">6629 jobs" },
    { "Strasbourg", false, ">=0 jobs" }, -- no site known near: only sites without a place, which may be there
  },
}
