-- What a convention brings in a year: 245,000 a year for 2018-2019, 196,000 for 2020-2022.
return indicator {
  id = "convention_per_year",
  title = { en = "Convention amount per year", fr = "Montant annuel de la convention", it = "Importo annuo della convenzione" },
  unit = "EUR/year", level = "convention",
  compute = function(convention)
    local first, last = years(convention.period)
    return convention.amount / figure((last - first + 1) .. " years")
  end,
  examples = {
    { "normandie-2018-2019", false, 245000 },
    { "normandie-2020-2022", false, 196000 },
  },
}
