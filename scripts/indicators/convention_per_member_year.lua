-- What a convention brings for each member and year.
return indicator {
  id = "convention_per_member_year",
  title = {
    en = "Convention amount per member and year",
    fr = "Montant de la convention par membre et par an",
    it = "Importo della convenzione per membro e per anno",
  },
  unit = "EUR/member/year", level = "convention",
  compute = function(convention)
    local first, last = years(convention.period)
    return convention.amount / figure { measure = "members", territory = "Polepharma (cluster)", period = first }
      / figure((last - first + 1) .. " years")
  end,
  examples = {
    { "normandie-2018-2019", false, ">0..<1225 EUR/members/year" },
  },
}
