-- Who follows a trainee knows the occupation: by diploma and practice, or by more practice. A decision table.
return rule {
  id = "tutor_competence", applies_to = "work_study_contract", dated_by = "starts",
  title = { en = "Competence of the tutor", fr = "Compétence du tuteur", it = "Competenza del tutor" },
  description = {
    en = "Apprenticeship: a diploma of the field and a year of practice, or two years of practice; a branch agreement may set other conditions. Professionalisation: two years of practice.",
    fr = "Apprentissage : un diplôme du domaine et un an d'exercice, ou deux ans d'exercice ; un accord de branche peut fixer d'autres conditions. Professionnalisation : deux ans d'exercice.",
    it = "Apprendistato: un diploma del settore e un anno di pratica, o due anni di pratica; un accordo di settore può fissare altre condizioni. Professionalizzazione: due anni di pratica.",
  },
  reference = "Code du travail, R6223-22 et D6325-6",
  parameters = {
    years_with_diploma = { ["2019-01-01"] = 1, reference = "Code du travail, R6223-22, 1° ; décret 2018-1138 (lu dans une page secondaire)" },
    years = { ["2019-01-01"] = 2, reference = "Code du travail, R6223-22, 2° ; décret 2018-1138 (lu dans une page secondaire)" },
    years_professionalisation = { always = 2, reference = "Code du travail, D6325-6 (lu dans une page secondaire : texte officiel à vérifier)" },
  },
  inputs = {
    qualified = function(contract) return contract.tutor.qualified end,
    experience = function(contract) return contract.tutor.experience end,
  },
  table = function(at)
    local with_diploma, without, other = at.years_with_diploma .. " year", at.years .. " year", at.years_professionalisation .. " year"
    return {
      { kind = "apprenticeship", qualified = true, experience = at_least(with_diploma), result = "pass" },
      { kind = "apprenticeship", qualified = true, experience = less_than(with_diploma), result = "fail",
        title = { en = "too little practice beside the diploma", fr = "trop peu d'exercice avec le diplôme", it = "troppo poca pratica oltre al diploma" } },
      { kind = "apprenticeship", qualified = false, experience = at_least(without), result = "pass" },
      { kind = "apprenticeship", qualified = false, experience = less_than(without), result = "fail",
        title = { en = "too little practice without a diploma", fr = "trop peu d'exercice sans diplôme", it = "troppo poca pratica senza diploma" } },
      { kind = "professionalisation", experience = at_least(other), result = "pass" },
      { kind = "professionalisation", experience = less_than(other), result = "fail",
        title = { en = "too little practice", fr = "trop peu d'exercice", it = "troppo poca pratica" } },
      { otherwise = true, result = "not applicable" },
    }
  end,
  examples = {
    { "exemple-contrat-1", "2024-09-02", "pass" }, -- a diploma and 3 years
    { "exemple-contrat-4", "2024-09-02", "fail" }, -- no diploma and 1 year
    { "exemple-contrat-5", "2024-09-02", "unknown" }, -- 1 to 3 years, and nobody says whether with a diploma
    { "exemple-contrat-6", "2024-09-02", "unknown" }, -- 1 to 3 years, two are needed
    { "exemple-contrat-1", "2018-12-31", "unknown" }, -- the years asked for before 2019 are not recorded
    { "exemple-contrat-1", "2024-09-02", "not applicable", kind = "permanent" },
  },
}
