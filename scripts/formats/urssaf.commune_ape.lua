-- Urssaf: private-sector establishments and their employees by commune and activity, two columns a year.
-- An empty cell is "no establishment, or unknown": never 0. A year in which neither is known makes no row.
--
-- All years of a file are on one geography, and no file says which. In the one of 2006 to 2022, Bihorel and Bois-Guillaume
-- stand apart in 2012 and 2013, when they were one commune; zones are those of 2020; Oissel and Morville-sur-Andelle have
-- the names they had until 2024. So it is that of a year from 2020 to 2024, and none is declared here: the year of the last
-- figures is assumed, and --geography states another.
return format {
  id = "urssaf.commune_ape",
  title = {
    en = "Private-sector establishments and jobs by commune and activity (Urssaf)",
    fr = "Établissements et effectifs salariés du secteur privé par commune et APE (Urssaf)",
    it = "Stabilimenti e addetti del settore privato per comune e attività (Urssaf)",
  },
  source = "Établissements employeurs et effectifs salariés du secteur privé, par commune x APE",
  publisher = "Urssaf Caisse nationale",
  licence = "to be confirmed with the publisher",
  address = "https://open.urssaf.fr",
  columns = {
    { "commune", from = "Code commune", type = "code", width = 5, level = "commune", filled = true,
      title = { en = "Commune", fr = "Commune", it = "Comune" } },
    { "activity", from = "Code APE", type = "activity", nomenclature = "NAFRev2", filled = true,
      title = { en = "Activity", fr = "Activité", it = "Attività" } },
    { "establishments", from = "Nombre d'établissements {period}", type = "whole_number", unit = "1", not_negative = true,
      title = { en = "Establishments with employees", fr = "Établissements employeurs", it = "Stabilimenti con dipendenti" } },
    { "jobs", from = "Effectifs salariés {period}", type = "whole_number", unit = "jobs", not_negative = true,
      title = { en = "Employees of the private sector", fr = "Effectifs salariés du privé", it = "Dipendenti del settore privato" } },
  },
  examples = {
    { text = "\xEF\xBB\xBFNom commune;Code commune;Code APE;Nombre d'établissements 2006;Effectifs salariés 2006;Nombre d'établissements 2007;Effectifs salariés 2007;Nombre d'établissements 2008;Effectifs salariés 2008\r\n" ..
        "Rouen;76540;2120Z;1;12;;;2;\r\nL'Abergement;1001;4399A;;;1;0;;\r\n",
      rows = {
        { commune = "76540", activity = "21.20Z", establishments = 1, jobs = 12, period = 2006 },
        { commune = "76540", activity = "21.20Z", establishments = 2, jobs = "?", period = 2008 },
        { commune = "01001", activity = "43.99A", establishments = 1, jobs = 0, period = 2007 },
      }, left_out = 3 },
  },
}
