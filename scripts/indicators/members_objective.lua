-- The convention's objective: double the number of members in two years.
return indicator {
  id = "members_objective", theme = "network",
  title = {
    en = "Objective: double the number of members",
    fr = "Objectif : doubler le nombre de membres",
    it = "Obiettivo: raddoppiare il numero di membri",
  },
  description = {
    en = "Whether the members of the period reach the baseline times the factor that the convention's objective sets.",
    fr = "Si les membres de la période atteignent le départ multiplié par le facteur que fixe l'objectif de la convention.",
    it = "Se i membri del periodo raggiungono la base moltiplicata per il fattore fissato dall'obiettivo della convenzione.",
  },
  level = "cluster", returns = "verdict", reference = "Convention Région Normandie – Polepharma 2018-2019", period = 2020,
  compute = function(cluster, period)
    local objective = objectives:where { measure = "members" }:one()
    local members = figure { measure = "members", territory = cluster, period = period }
    return members >= objective.baseline * objective.factor
  end,
  examples = {
    { "Polepharma", 2020, "unknown" }, -- "more than 200" at the start, no count at the end
  },
}
