-- What a convention brings for each of its axes, on average: no source states the split.
return indicator {
  id = "convention_per_axis",
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
  unit = "EUR", level = "convention",
  compute = function(convention)
    return convention.amount / axes:where { convention = convention }:count()
  end,
  examples = {
    { "normandie-2018-2019", false, 122500 },
  },
}
