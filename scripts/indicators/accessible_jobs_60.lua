-- Jobs of the industry that can be reached from a commune, further away.
return indicator {
  id = "accessible_jobs_60", theme = "specialisation",
  title = { en = "Jobs within 60 km", fr = "Emplois à moins de 60 km", it = "Posti entro 60 km" },
  description = {
    en = "Jobs of the known sites at most 60 km from the centre of the commune, as the crow flies. Sites whose place or headcount is not stated widen the range.",
    fr = "Emplois des sites connus à 60 km au plus du centre de la commune, à vol d'oiseau. Les sites sans lieu ou sans effectif élargissent l'intervalle.",
    it = "Posti dei siti noti a 60 km al più dal centro del comune, in linea d'aria. I siti senza luogo o senza addetti allargano l'intervallo.",
  },
  unit = "jobs", level = "commune", reference = "Wachs & Kumagai 1973 (cumulative opportunities)",
  compute = require "lists/reach" "60 km",
  examples = {
    { "Val-de-Reuil (commune)", false, ">8192 jobs" },
    { "Strasbourg", false, ">=0 jobs" }, -- no site known near: only sites without a place, which may be there
  },
}
