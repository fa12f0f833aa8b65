-- Mean change a year of the industry's employees between two years.
return indicator {
  id = "annual_change",
  title = { en = "Annual change in employees", fr = "Évolution annuelle des salariés", it = "Variazione annua dei dipendenti" },
  description = {
    en = "Compound annual growth rate of the industry's employees from the first to the last year of the period.",
    fr = "Taux de croissance annuel moyen des salariés de l'industrie, de la première à la dernière année de la période.",
    it = "Tasso di crescita medio annuo dei dipendenti dell'industria, dal primo all'ultimo anno del periodo.",
  },
  unit = "%", level = "territory", period = "2001-2021",
  compute = function(place, period)
    local first, last = years(period)
    if first == last then first = last - 1 end
    return cagr(
      figure { measure = "pharma_employees", territory = place, period = first },
      figure { measure = "pharma_employees", territory = place, period = last }, last - first)
  end,
  examples = {
    { "France", "2004-2020", 0.2121 },
  },
}
