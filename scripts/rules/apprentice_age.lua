-- An apprentice is of the age that the law asks for, or has one of the grounds for another.
local secondary = " (lu dans une page secondaire : texte officiel à vérifier)"

return rule {
  id = "apprentice_age", applies_to = "work_study_contract", dated_by = "starts",
  title = { en = "Age of the apprentice", fr = "Âge de l'apprenti", it = "Età dell'apprendista" },
  description = {
    en = "From 16 to 29 on the first day. Older: after an earlier contract within its limit, or with a disability, a business to set up, or as a high-level athlete, without one. From 15 once lower secondary school is completed.",
    fr = "De 16 à 29 ans révolus le premier jour. Plus âgé : à la suite d'un contrat, dans une limite, ou sans limite en cas de handicap, de création d'entreprise ou de sport de haut niveau. Dès 15 ans une fois le collège achevé.",
    it = "Da 16 a 29 anni il primo giorno. Più anziano: dopo un contratto precedente, entro un limite, o senza limite in caso di disabilità, di creazione d'impresa o di sport di alto livello. Da 15 anni se il primo ciclo secondario è concluso.",
  },
  reference = "Code du travail, L6222-1 à L6222-3 et D6222-1",
  parameters = {
    minimum = { ["2019-01-01"] = 16, reference = "Code du travail, L6222-1 ; loi 2018-771, art. 46 II", checked = "2019-01-01" },
    minimum_after_school = { ["2019-01-01"] = 15, reference = "Code du travail, L6222-1, fin de premier cycle", checked = "2019-01-01" },
    maximum = { always = 25, ["2019-01-01"] = 29, reference = "Code du travail, L6222-1 ; loi 2018-771, art. 46 II ; 25 ans auparavant" .. secondary, checked = "2019-01-01" },
    maximum_after_contract = { always = 30, ["2020-04-01"] = 35, reference = "Code du travail, D6222-1 ; décret 2020-373" .. secondary, checked = "2023-04-14" },
  },
  when = function(contract) return contract.kind == "apprenticeship" end,
  requires = {
    {
      { en = "old enough", fr = "assez âgé", it = "abbastanza grande" },
      function(contract, at) return contract.age >= at.minimum * figure "1 year" end,
      reference = "L6222-1",
    },
    {
      { en = "not too old", fr = "pas trop âgé", it = "non troppo anziano" },
      function(contract, at) return contract.age <= at.maximum * figure "1 year" end,
      reference = "L6222-1",
    },
  },
  exceptions = {
    {
      { en = "disability, a business to set up or take over, or high-level sport: no upper age", fr = "handicap, création ou reprise d'entreprise, ou sport de haut niveau : sans âge maximal", it = "disabilità, creazione o rilevamento d'impresa, o sport di alto livello: senza età massima" },
      function(contract, at)
        local ground = contract.age_ground
        return (ground == "disability" or ground == "business" or ground == "athlete") and contract.age >= at.minimum * figure "1 year"
      end,
      reference = "L6222-2, 3° à 5°",
    },
    {
      { en = "follows an earlier contract, within the age for it", fr = "à la suite d'un contrat, dans l'âge admis", it = "dopo un contratto precedente, entro l'età ammessa" },
      function(contract, at)
        local ground = contract.age_ground
        return (ground == "further_contract" or ground == "broken_contract") and contract.age >= at.minimum * figure "1 year"
          and contract.age <= at.maximum_after_contract * figure "1 year"
      end,
      reference = "L6222-2, 1° et 2° ; D6222-1",
    },
    {
      { en = "has completed lower secondary school", fr = "a achevé le premier cycle du secondaire", it = "ha concluso il primo ciclo secondario" },
      function(contract, at)
        return contract.age_ground == "lower_secondary" and contract.age >= at.minimum_after_school * figure "1 year"
          and contract.age <= at.maximum * figure "1 year"
      end,
      reference = "L6222-1",
    },
  },
  examples = {
    { "exemple-contrat-1", "2024-09-02", "pass" },
    { "exemple-contrat-1", "2024-09-02", "pass", age = 16 },
    { "exemple-contrat-1", "2024-09-02", "fail", age = 15 },
    { "exemple-contrat-1", "2024-09-02", "pass", age = 15, age_ground = "lower_secondary" },
    { "exemple-contrat-1", "2024-09-02", "fail", age = 14, age_ground = "lower_secondary" },
    { "exemple-contrat-1", "2024-09-02", "pass", age = 29 },
    { "exemple-contrat-1", "2024-09-02", "fail", age = 30 },
    { "exemple-contrat-1", "2018-12-31", "unknown", age = 25 }, -- the least age of that time was not found
    { "exemple-contrat-1", "2018-12-31", "fail", age = 26 },
    { "exemple-contrat-1", "2024-09-02", "unknown", age = "29..30 year" },
    { "exemple-contrat-2", "2024-09-02", "pass" }, -- 41, with a disability
    { "exemple-contrat-2", "2024-09-02", "pass", age_ground = "business" },
    { "exemple-contrat-2", "2024-09-02", "pass", age_ground = "athlete" },
    { "exemple-contrat-2", "2024-09-02", "fail", age_ground = "further_contract" },
    { "exemple-contrat-3", "2024-09-02", "fail" }, -- 32, without ground
    { "exemple-contrat-4", "2024-09-02", "pass" }, -- 34, after another contract
    { "exemple-contrat-4", "2024-09-02", "pass", age = 35, age_ground = "broken_contract" },
    { "exemple-contrat-4", "2024-09-02", "fail", age = 36 },
    { "exemple-contrat-4", "2020-03-31", "fail" }, -- the limit was 30
    { "exemple-contrat-4", "2020-03-31", "pass", age = 30 },
    { "exemple-contrat-5", "2024-09-02", "unknown" }, -- nobody says the ground
    { "exemple-contrat-6", "2024-09-02", "not applicable" }, -- a contract of professionalisation
  },
}
