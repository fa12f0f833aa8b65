-- INSEE's FLORES: jobs on 31 December and establishments by territory and activity, in 38 (A38) or 88 (A88) activities.
-- A row is one measure: `jobs` has a value where `measure` is jobs, `establishments` where it is establishments. Status K is
-- not disclosed: suppressed, never 0. W includes another category.
local territory = { "territory", from = "GEO", type = "code", prefix_by = "GEO_OBJECT", prefixes = { COM = "", ARM = "", FRANCE = "" },
  values = { F = "FR" }, filled = true, refers_to = "territory", title = { en = "Territory", fr = "Territoire", it = "Territorio" } }
local level = { "level", from = "GEO_OBJECT", title = { en = "Level", fr = "Niveau", it = "Livello" },
  values = { FRANCE = "country", REG = "region", DEP = "departement", ZE2020 = "employment_zone", EPCI = "epci", COM = "commune" } }
local period = { "period", from = "TIME_PERIOD", type = "period", filled = true, title = { en = "Period", fr = "Période", it = "Periodo" } }
local legal_form = { "legal_form", from = "LEGAL_FORM_WITH_PUBLIC", optional = true, title = { en = "Legal form", fr = "Forme juridique", it = "Forma giuridica" } }
local measure = { "measure", from = "FLORES_MEASURE", values = { EMPL3112 = "jobs", UNIT_LOC = "establishments" },
  title = { en = "Measure", fr = "Mesure", it = "Misura" } }
local jobs = { "jobs", from = "OBS_VALUE", type = "whole_number", unit = "jobs", not_negative = true,
  only = { column = "FLORES_MEASURE", is = "EMPL3112" }, flags_from = "OBS_STATUS", flags = { K = "suppressed" },
  title = { en = "Jobs on 31 December", fr = "Postes au 31 décembre", it = "Addetti al 31 dicembre" } }
local establishments = { "establishments", from = "OBS_VALUE", type = "whole_number", unit = "1", not_negative = true,
  only = { column = "FLORES_MEASURE", is = "UNIT_LOC" }, flags_from = "OBS_STATUS", flags = { K = "suppressed" },
  title = { en = "Establishments", fr = "Établissements", it = "Stabilimenti" } }
local status = { "status", from = "OBS_STATUS", optional = true, title = { en = "Status", fr = "Statut", it = "Stato" } }
local function activity(nomenclature)
  return { "activity", from = "ACTIVITY", type = "activity", nomenclature = nomenclature, filled = true,
    title = { en = "Activity", fr = "Activité", it = "Attività" } }
end

return format {
  id = "insee.flores",
  title = {
    en = "Localised jobs and establishments (FLORES)",
    fr = "Emplois et établissements localisés (FLORES)",
    it = "Addetti e stabilimenti localizzati (FLORES)",
  },
  source = "Fichier localisé des rémunérations et de l'emploi salarié (FLORES)",
  publisher = "Insee",
  licence = "Licence Ouverte 2.0",
  address = "https://catalogue-donnees.insee.fr",
  parts = {
    { files = "*A38*_data*", dataset = "insee.flores_a38",
      columns = { territory, level, activity "A38", { "size", from = "NUMBER_EMPL", title = { en = "Size class", fr = "Tranche d'effectif", it = "Classe di addetti" } },
        legal_form, period, measure, jobs, establishments, status },
      examples = { { text = [[
GEO;GEO_OBJECT;ACTIVITY;NUMBER_EMPL;LEGAL_FORM_WITH_PUBLIC;FLORES_MEASURE;OBS_STATUS;TIME_PERIOD;OBS_VALUE
28;REG;CF;_T;_T;EMPL3112;A;2022;11000
0057;ZE2020;CF;_T;_T;EMPL3112;K;2022;
01004;COM;CF;E0;_T;EMPL3112;A;2022;0
F;FRANCE;CF;_T;_T;UNIT_LOC;W;2022;700
27;DEP;CF;_T;_T;EMPL3112;A;2022;
]],
        rows = { -- made up
          { territory = "REG-28", level = "region", activity = "CF", size = "_T", period = 2022, measure = "jobs", jobs = 11000, establishments = "n/a" },
          { territory = "ZE2020-0057", level = "employment_zone", jobs = "s", establishments = "n/a", status = "K" },
          { territory = "01004", level = "commune", jobs = 0 },
          { territory = "FR", level = "country", jobs = "n/a", establishments = 700, status = "W" },
          { territory = "DEP-27", jobs = "?" },
        } } } },
    { files = "*A88*_data*", dataset = "insee.flores_a88",
      columns = { territory, level, activity "NAFRev2", legal_form, period, measure, jobs, establishments, status },
      leave_out = { { column = "NUMBER_EMPL", filled = true, optional = true,
        reason = { en = "a file in 38 activities", fr = "un fichier en 38 activités", it = "un file in 38 attività" } } },
      examples = { { text = [[
"GEO";"GEO_OBJECT";"ACTIVITY";"LEGAL_FORM_WITH_PUBLIC";"FLORES_MEASURE";"OBS_STATUS";"TIME_PERIOD";"OBS_VALUE"
"27701";"COM";"21";"_T";"EMPL3112";"A";"2022";"812"
]],
        rows = { { territory = "27701", activity = "21", jobs = 812, period = 2022 } } } } },
  },
}
