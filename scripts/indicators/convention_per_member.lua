-- What a convention brings for each member of the cluster at its start.
return indicator {
  id = "convention_per_member", theme = "conventions",
  title = {
    en = "Convention amount per member",
    fr = "Montant de la convention par membre",
    it = "Importo della convenzione per membro",
  },
  description = {
    en = "The convention's amount divided by the members in its first year. \"More than 200 members\" makes it an upper bound.",
    fr = "Le montant de la convention divisé par les membres de sa première année. « Plus de 200 membres » en fait un majorant.",
    it = "L'importo della convenzione diviso per i membri del suo primo anno. «Più di 200 membri» ne fa un limite superiore.",
  },
  unit = "EUR/member", level = "convention", reference = "Régions de France, 2019 ; Polepharma, 2020",
  compute = function(convention)
    local first = years(convention.period)
    return convention.amount / figure { measure = "members", territory = "Polepharma (cluster)", period = first }
  end,
  examples = {
    { "normandie-2018-2019", false, ">0..<2450 EUR/members" },
    { "normandie-2020-2022", false, "unknown" }, -- nobody counted the members of 2020
    { "normandie-2018-2019", false, "undefined", given = { observation = { { measure = "members", territory = "CLUSTER-POLEPHARMA", period = 2018, value = "0", source = "N" } } } },
  },
}
