-- The columns that Sirene's file of establishments and its file of legal units share: Insee's names end in what a row is,
-- "Etablissement" or "UniteLegale".
local bands = require "lists/headcount_bands"

return function(ending)
  return {
    activity = { "activity", from = "activitePrincipale" .. ending, type = "activity", nomenclature = "NAFRev2",
      title = { en = "Main activity", fr = "Activité principale", it = "Attività principale" } },
    activity_nomenclature = { "activity_nomenclature", from = "nomenclatureActivitePrincipale" .. ending,
      title = { en = "Nomenclature of the activity", fr = "Nomenclature de l'activité", it = "Nomenclatura dell'attività" } },
    activity_naf2025 = { "activity_naf2025", from = "activitePrincipaleNAF25" .. ending, type = "activity",
      nomenclature = "NAF2025", optional = true,
      title = { en = "Main activity, NAF 2025", fr = "Activité principale, NAF 2025", it = "Attività principale, NAF 2025" } },
    headcount = { "headcount", from = "trancheEffectifs" .. ending, type = "band", bands = bands, wrong = "unknown",
      unit = "jobs", not_negative = true, title = { en = "Headcount", fr = "Effectif salarié", it = "Addetti dipendenti" } },
    headcount_year = { "headcount_year", from = "anneeEffectifs" .. ending, type = "year", wrong = "unknown",
      title = { en = "Year of the headcount", fr = "Année de l'effectif", it = "Anno degli addetti" } },
    employer = { "employer", from = "caractereEmployeur" .. ending, type = "yes_no", yes = "O", no = "N", wrong = "unknown",
      title = { en = "Employer", fr = "Employeur", it = "Datore di lavoro" } },
    diffusion = { "diffusion", from = "statutDiffusion" .. ending, values = { O = "full", P = "partial", N = "partial" },
      title = { en = "How much is published", fr = "Statut de diffusion", it = "Grado di pubblicazione" } },
  }
end
