-- Graduates in a job, as counted or else as the source states the rate.
local rate = require "lists/publication"
local with = require "lists/made_up_programme"

return indicator {
  id = "employment_rate", theme = "skills",
  title = { en = "Employment rate of graduates", fr = "Taux d'emploi des diplômés", it = "Tasso di occupazione dei diplomati" },
  description = {
    en = "Graduates in a job over graduates, where both are counted and at least 20; otherwise the rate that the source states. Fewer than 20 are withheld: 20 is a choice of ours, InserJeunes says only that numbers must suffice.",
    fr = "Diplômés en emploi rapportés aux diplômés, si l'on connaît les deux et qu'ils sont au moins 20 ; sinon le taux que donne la source. Moins de 20, le taux est tu : 20 est un choix à nous, InserJeunes dit seulement que les effectifs doivent suffire.",
    it = "Diplomati occupati sui diplomati, se si conoscono entrambi e sono almeno 20; altrimenti il tasso dato dalla fonte. Meno di 20, il tasso non si mostra: 20 è una nostra scelta, InserJeunes dice solo che i numeri devono bastare.",
  },
  unit = "%", level = "training_programme", reference = "InserJeunes (DEPP-Dares), taux d'emploi",
  compute = function(row)
    if known(row.placed) and known(row.graduates) then return rate(row.placed, row.graduates) end
    return known(row.employment_rate) and row.employment_rate or figure "? %"
  end,
  examples = {
    { "exemple", false, "unknown", given = with {} },
    { "exemple", false, 75, given = with { graduates = 40, placed = 30 } },
    { "exemple", false, "suppressed", given = with { graduates = 12, placed = 11 } },
    { "exemple", false, "undefined", given = with { graduates = 0, placed = 0 } },
    { "exemple", false, ">90 %", given = with { employment_rate = ">90" } },
  },
}
