-- Posts offered for an occupation against places in programmes that lead to it.
return indicator {
  id = "occupation_tension", theme = "skills",
  title = { en = "Tension of an occupation", fr = "Tension d'un métier", it = "Tensione di una professione" },
  description = {
    en = "Posts offered for the occupation over the places of the programmes that lead to it: above 1, a year's programmes do not fill the posts.",
    fr = "Postes offerts dans le métier rapportés aux places des formations qui y mènent : au-dessus de 1, les formations d'une année n'y suffisent pas.",
    it = "Posti offerti nella professione sui posti dei corsi che vi conducono: sopra 1, i corsi di un anno non bastano.",
  },
  unit = "job/place", level = "occupation", reference = "Dares, tensions sur le marché du travail",
  compute = function(occupation)
    return job_offers:where { occupation = occupation }:sum "posts"
      / training_programmes:where { occupations = occupation }:sum "capacity"
  end,
  examples = {
    { "H2301", false, ">=0 jobs/places" },
    { "H2301", false, "undefined", given = {
      training_programme = { only = true, { code = "essai", name = "Essai", occupations = "H2301", capacity = 0 } }, work_study_contract = { only = true },
    } },
  },
}
