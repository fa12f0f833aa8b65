-- Graduates among those enrolled, where the number is great enough to publish.
local rate = require "lists/publication"
local with = require "lists/made_up_programme"

return indicator {
  id = "success_rate", theme = "skills",
  title = { en = "Success rate", fr = "Taux de réussite", it = "Tasso di successo" },
  description = {
    en = "Graduates of a programme over all who enrolled. A rate on fewer than 20 people is withheld here: it says little, and may tell of someone. 20 is a choice of ours: InserJeunes says only that numbers must suffice.",
    fr = "Diplômés d'une formation rapportés à tous les inscrits. Un taux sur moins de 20 personnes est tu ici : il dit peu, et peut trahir quelqu'un. 20 est un choix à nous : InserJeunes dit seulement que les effectifs doivent suffire.",
    it = "Diplomati di un corso su tutti gli iscritti. Un tasso su meno di 20 persone qui non si mostra: dice poco, e può rivelare qualcuno. 20 è una nostra scelta: InserJeunes dice solo che i numeri devono bastare.",
  },
  unit = "%", level = "training_programme", reference = "DEPP, taux de réussite",
  compute = function(programme) return rate(programme.graduates, programme.enrolled) end,
  examples = {
    { "exemple", false, "unknown", given = with { enrolled = 40 } },
    { "exemple", false, 90, given = with { enrolled = 40, graduates = 36 } },
    { "exemple", false, "suppressed", given = with { enrolled = 19, graduates = 18 } },
    { "exemple", false, "undefined", given = with { enrolled = 0, graduates = 0 } },
  },
}
