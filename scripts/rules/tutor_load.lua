-- A tutor does not follow more people at once than the law admits.
return rule {
  id = "tutor_load", applies_to = "tutor",
  title = { en = "Load of the tutor", fr = "Charge du tuteur", it = "Carico del tutor" },
  description = {
    en = "Two apprentices at once, and one more who goes on after a failed examination. In all, with contracts of professionalisation, three; two where the tutor is the employer.",
    fr = "Deux apprentis à la fois, et un de plus qui prolonge après un échec. En tout, contrats de professionnalisation compris, trois ; deux si le tuteur est l'employeur.",
    it = "Due apprendisti alla volta, e uno in più che prosegue dopo una bocciatura. In tutto, con i contratti di professionalizzazione, tre; due se il tutor è il datore di lavoro.",
  },
  reference = "Code du travail, R6223-6 et D6325-9",
  parameters = {
    apprentices = { ["2019-01-01"] = 2, reference = "Code du travail, R6223-6 ; décret 2018-1138 (lu dans une page secondaire)", checked = "2023-04-14" },
    repeating = { ["2019-01-01"] = 1, reference = "Code du travail, R6223-6 (lu dans une page secondaire)", checked = "2023-04-14" },
    employee = { always = 3, reference = "Code du travail, D6325-9 (lu dans une page secondaire : texte officiel à vérifier)" },
    employer = { always = 2, reference = "Code du travail, D6325-9 (lu dans une page secondaire : texte officiel à vérifier)" },
  },
  requires = {
    {
      { en = "few enough apprentices", fr = "assez peu d'apprentis", it = "abbastanza pochi apprendisti" },
      function(tutor, at)
        return work_study_contracts:on(at.date):where { tutor = tutor, kind = "apprenticeship", repeats = false }:count() <= at.apprentices
      end,
      reference = "R6223-6",
    },
    {
      { en = "few enough who go on after a failed examination", fr = "assez peu qui prolongent après un échec", it = "abbastanza pochi che proseguono dopo una bocciatura" },
      function(tutor, at)
        return work_study_contracts:on(at.date):where { tutor = tutor, kind = "apprenticeship", repeats = true }:count() <= at.repeating
      end,
      reference = "R6223-6",
    },
    {
      { en = "few enough in all", fr = "assez peu en tout", it = "abbastanza pochi in tutto" },
      function(tutor, at)
        local followed = work_study_contracts:on(at.date):where { tutor = tutor, kind = { "apprenticeship", "professionalisation" } }:count()
        if surely(followed <= at.employer) then return true end -- whoever the tutor is
        return followed <= (tutor.employer and at.employer or at.employee)
      end,
      reference = "D6325-9",
    },
  },
  examples = {
    { "exemple-tuteur-1", "2024-12-31", "fail" }, -- three apprentices
    { "exemple-tuteur-1", "2024-09-01", "pass" }, -- the day before they came
    { "exemple-tuteur-1", "2018-12-31", "unknown" }, -- no limit of that time is recorded
    { "exemple-tuteur-2", "2024-12-31", "pass" }, -- an apprentice, and two contracts of professionalisation
    { "exemple-tuteur-2", "2024-12-31", "fail", employer = true },
    { "exemple-tuteur-3", "2024-12-31", "pass" },
  },
}
