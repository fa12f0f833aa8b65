-- What a convention brings in a year: 245,000 a year for 2018-2019, 196,000 for 2020-2022.
return indicator {
  id = "convention_per_year", theme = "conventions",
  title = { en = "Convention amount per year", fr = "Montant annuel de la convention", it = "Importo annuo della convenzione" },
  description = {
    en = "The convention's amount divided by the years of its period, the first and the last counted whole: 490,000 euros for 2018-2019 are 245,000 a year.",
    fr = "Le montant de la convention divisé par les années de sa période, la première et la dernière comptées entières : 490 000 euros pour 2018-2019 font 245 000 par an.",
    it = "L'importo della convenzione diviso per gli anni del suo periodo, il primo e l'ultimo contati interi: 490.000 euro per il 2018-2019 sono 245.000 all'anno.",
  },
  unit = "EUR/year", level = "convention", reference = "Régions de France, 2019 ; Polepharma, 2020",
  compute = function(convention)
    local first, last = years(convention.period)
    return convention.amount / figure((last - first + 1) .. " years")
  end,
  examples = {
    { "normandie-2018-2019", false, 245000 },
    { "normandie-2020-2022", false, 196000 },
    { "essai", false, "unknown", given = { convention = { { code = "essai", name = "essai", funder = "region-normandie", territory = "REG-28", period = "2023-2025", amount = "?", source = "fiction" } } } },
  },
}
