-- What a convention brings for each member and year.
return indicator {
  id = "convention_per_member_year", theme = "conventions",
  title = {
    en = "Convention amount per member and year",
    fr = "Montant de la convention par membre et par an",
    it = "Importo della convenzione per membro e per anno",
  },
  description = {
    en = "The convention's amount divided by the members in its first year and by its years. \"More than 200 members\" makes it an upper bound.",
    fr = "Le montant de la convention divisé par les membres de sa première année et par ses années. « Plus de 200 membres » en fait un majorant.",
    it = "L'importo della convenzione diviso per i membri del suo primo anno e per i suoi anni. «Più di 200 membri» ne fa un limite superiore.",
  },
  unit = "EUR/member/year", level = "convention", reference = "Régions de France, 2019 ; Polepharma, 2020",
  compute = function(convention)
    local first, last = years(convention.period)
    return convention.amount / figure { measure = "members", territory = "Polepharma (cluster)", period = first }
      / figure((last - first + 1) .. " years")
  end,
  examples = {
    { "normandie-2018-2019", false, ">0..<1225 EUR/members/year" },
    { "normandie-2020-2022", false, "unknown" }, -- nobody counted the members of 2020
    { "normandie-2018-2019", false, "undefined", given = { observation = { { measure = "members", territory = "CLUSTER-POLEPHARMA", period = 2018, value = "0", source = "N" } } } },
  },
}
