-- Mean change a year of the industry's employees between two years.
return indicator {
  id = "annual_change", theme = "jobs",
  title = { en = "Annual change in employees", fr = "Évolution annuelle des salariés", it = "Variazione annua dei dipendenti" },
  description = {
    en = "Compound annual growth rate of the industry's employees from the first to the last year of the period.",
    fr = "Taux de croissance annuel moyen des salariés de l'industrie, de la première à la dernière année de la période.",
    it = "Tasso di crescita medio annuo dei dipendenti dell'industria, dal primo all'ultimo anno del periodo.",
  },
  unit = "%", level = "territory", reference = "Eurostat, compound annual growth rate", period = "2004-2020",
  compute = function(place, period)
    local first, last = years(period)
    if first == last then first = last - 1 end
    local after = figure { measure = "pharma_employees", territory = place, period = last }
    local before = figure { measure = "pharma_employees", territory = place, period = first, geography = after.geography }
    return cagr(before, after, last - first)
  end,
  examples = {
    { "France", "2004-2020", 0.2121 },
    { "Corse", "2004-2020", "unknown" },
    { "Corse", "2004-2020", "undefined", given = { observation = { { measure = "pharma_employees", territory = "REG-94", period = 2004, value = "0", source = "N" }, { measure = "pharma_employees", territory = "REG-94", period = 2020, value = "10", source = "N" } } } },
  },
}
