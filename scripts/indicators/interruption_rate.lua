-- Trainees who left before the end, where the number is great enough to publish.
local rate = require "lists/publication"
local with = require "lists/made_up_programme"

return indicator {
  id = "interruption_rate", theme = "skills", better = "lower",
  title = { en = "Interruption rate", fr = "Taux d'interruption", it = "Tasso di interruzione" },
  description = {
    en = "Trainees who left a programme before its end over all who enrolled. A rate on fewer than 20 people is withheld here: it says little, and may tell of someone. 20 is a choice of ours: InserJeunes says only that numbers must suffice.",
    fr = "Personnes parties avant la fin d'une formation rapportées à tous les inscrits. Un taux sur moins de 20 personnes est tu ici : il dit peu, et peut trahir quelqu'un. 20 est un choix à nous : InserJeunes dit seulement que les effectifs doivent suffire.",
    it = "Persone andate via prima della fine di un corso su tutti gli iscritti. Un tasso su meno di 20 persone qui non si mostra: dice poco, e può rivelare qualcuno. 20 è una nostra scelta: InserJeunes dice solo che i numeri devono bastare.",
  },
  unit = "%", level = "training_programme", reference = "InserJeunes (DEPP-Dares), taux d'interruption",
  compute = function(programme) return rate(programme.interrupted, programme.enrolled) end,
  examples = {
    { "exemple", false, "unknown", given = with { enrolled = 40 } },
    { "exemple", false, 10, given = with { enrolled = 40, interrupted = 4 } },
    { "exemple", false, "suppressed", given = with { enrolled = 19, interrupted = 4 } },
    { "exemple", false, "undefined", given = with { enrolled = 0, interrupted = 0 } },
  },
}
