-- Urssaf: private-sector establishments and their employees by commune and activity, one pair of columns a year.
-- Published at open.urssaf.fr as etablissements-et-effectifs-salaries-au-niveau-commune-x-ape-last.csv.
return format {
  id = "urssaf.commune_ape",
  title = {
    en = "Establishments and private jobs by commune and activity (Urssaf)",
    fr = "Établissements et effectifs salariés du privé par commune et APE (Urssaf)",
    it = "Stabilimenti e addetti del settore privato per comune e attività (Urssaf)",
  },
  source = "Établissements employeurs et effectifs salariés du secteur privé, par commune x APE",
  publisher = "Urssaf Caisse nationale",
  licence = "to be confirmed with the publisher",
  address = "https://open.urssaf.fr",
  columns = {
    { "commune", from = "Code commune", type = "code", width = 5, level = "commune", filled = true,
      title = { en = "Commune", fr = "Commune", it = "Comune" } },
    { "activity", from = { "Code APE", "APE" }, type = "activity", nomenclature = "NAFRev2", filled = true,
      title = { en = "Activity", fr = "Activité", it = "Attività" } },
    -- An empty cell is "no establishment, or unknown": never 0.
    { "establishments", from = "Nombre d'établissements {period}", type = "whole_number", unit = "1", not_negative = true,
      title = { en = "Establishments", fr = "Établissements", it = "Stabilimenti" } },
    { "jobs", from = "Effectifs salariés {period}", type = "whole_number", unit = "jobs", not_negative = true,
      title = { en = "Salaried jobs in the private sector", fr = "Effectifs salariés du secteur privé", it = "Addetti dipendenti del settore privato" } },
  },
}
