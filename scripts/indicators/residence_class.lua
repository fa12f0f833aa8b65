-- The class of a region on the map of employees by region of residence: six classes with open ends.
local edges = { 2000, 5000, 7500, 10000, 20000 }
local names = {
  en = { "fewer than 2,000", "2,000 to 5,000", "5,000 to 7,500", "7,500 to 10,000", "10,000 to 20,000", "more than 20,000" },
  fr = { "moins de 2 000", "de 2 000 à 5 000", "de 5 000 à 7 500", "de 7 500 à 10 000", "de 10 000 à 20 000", "plus de 20 000" },
  it = { "meno di 2.000", "da 2.000 a 5.000", "da 5.000 a 7.500", "da 7.500 a 10.000", "da 10.000 a 20.000", "più di 20.000" },
}
local between = { en = "%s, or up to %s", fr = "%s, ou jusqu'à %s", it = "%s, o fino a %s" }
local unknown = { en = "unknown", fr = "inconnue", it = "sconosciuta" }

return indicator {
  id = "residence_class", theme = "jobs",
  title = {
    en = "Class on the map of employees by region of residence",
    fr = "Classe sur la carte des salariés par région de résidence",
    it = "Classe sulla mappa degli addetti per regione di residenza",
  },
  description = {
    en = "The map has six classes. A figure with bounds may lie in several; a region whose class was lost is unknown.",
    fr = "La carte a six classes. Un chiffre borné peut tenir dans plusieurs ; une région dont la classe est perdue est inconnue.",
    it = "La mappa ha sei classi. Una cifra con limiti può stare in più classi; una regione la cui classe è perduta è sconosciuta.",
  },
  level = "region", returns = "text", period = 2018, reference = "LEEM 2018",
  compute = function(region, period)
    local language = names[language()] and language() or "en"
    local jobs = figure { measure = "pharma_jobs_by_residence", territory = region, period = period }
    if not known(jobs) then return unknown[language] end
    local first, last = classify(jobs, edges, { upper = true })
    if first == last then return names[language][first] end
    return between[language]:format(names[language][first], names[language][last])
  end,
  examples = {
    { "Normandie", 2018, "unknown" }, -- the map's classes are lost
    { "Centre-Val de Loire", 2018, "10,000 to 20,000", given = { observation = { { measure = "pharma_jobs_by_residence", territory = "REG-24", period = 2018, value = "10000..20000", source = "N" } } } },
    { "Corse", 2018, "fewer than 2,000", given = { observation = { { measure = "pharma_jobs_by_residence", territory = "REG-94", period = 2018, value = "<2000", source = "N" } } } },
    { "Centre-Val de Loire", 2018, "7,500 to 10,000, or up to 10,000 to 20,000", given = { observation = { { measure = "pharma_jobs_by_residence", territory = "REG-24", period = 2018, value = "9000..11000", source = "N" } } } },
  },
}
