-- What a convention brings for each of its axes, on average: no source states the split.
return indicator {
  id = "convention_per_axis", theme = "conventions",
  title = {
    en = "Convention amount per axis, on average",
    fr = "Montant moyen de la convention par axe",
    it = "Importo medio della convenzione per linea",
  },
  description = {
    en = "The convention's amount divided by the number of its axes. Real budgets by axis stand in its actions, where they are known.",
    fr = "Le montant de la convention divisé par le nombre de ses axes. Les budgets réels par axe sont dans ses actions, quand ils sont connus.",
    it = "L'importo della convenzione diviso per il numero delle sue linee. I bilanci reali per linea stanno nelle sue azioni, quando sono noti.",
  },
  unit = "EUR", level = "convention", reference = "Régions de France, 2019 ; Polepharma, 2020",
  compute = function(convention)
    return convention.amount / axes:where { convention = convention }:count()
  end,
  examples = {
    { "normandie-2018-2019", false, 122500 },
    { "essai", false, "unknown", given = { axis = { { code = "essai-axe", name = "Axe", convention = "essai", source = "fiction" } },
      convention = { { code = "essai", name = "essai", funder = "region-normandie", territory = "REG-28", period = "2023-2025", amount = "?", source = "fiction" } } } },
    { "normandie-2020-2022", false, "undefined" }, -- no source names its axes
  },
}
