-- Jobs by residence against jobs by workplace.
return indicator {
  id = "residence_to_workplace", theme = "jobs",
  title = { en = "Residents with a job, per job in the region", fr = "Actifs résidents par emploi de la région", it = "Residenti occupati per posto nella regione" },
  description = {
    en = "Employees of the industry who live in the region over the jobs of the industry in it: above 1 the region sends commuters, below 1 it receives them. Read off a map in classes, the first is a range, and so is the ratio.",
    fr = "Salariés de l'industrie qui résident dans la région rapportés aux emplois qu'elle offre : au-dessus de 1 la région envoie des navetteurs, au-dessous elle en reçoit. Lus sur une carte en classes, les premiers sont un intervalle, et le rapport aussi.",
    it = "Dipendenti dell'industria che risiedono nella regione sui posti che essa offre: sopra 1 la regione manda pendolari, sotto 1 ne riceve. Letti su una carta a classi, i primi sono un intervallo, e così il rapporto.",
  },
  unit = "1", level = "region", reference = "Insee, navettes domicile-travail", period = 2018,
  compute = function(region, period)
    local residents = figure { measure = "pharma_jobs_by_residence", territory = region, period = period }
    local jobs = figure { measure = "pharma_employees", territory = region, period = period }
    return residents:unscoped() / jobs:unscoped()
  end,
  examples = {
    { "Corse", 2018, "unknown" },
    { "Centre-Val de Loire", 2018, "1..2", given = { observation = { { measure = "pharma_jobs_by_residence", territory = "REG-24", period = 2018, value = "10000..20000", source = "N" }, { measure = "pharma_employees", territory = "REG-24", period = 2018, value = "10000", source = "N" } } } },
    { "Corse", 2018, "undefined", given = { observation = { { measure = "pharma_jobs_by_residence", territory = "REG-94", period = 2018, value = "<2000", source = "N" }, { measure = "pharma_employees", territory = "REG-94", period = 2018, value = "0", source = "N" } } } },
  },
}
