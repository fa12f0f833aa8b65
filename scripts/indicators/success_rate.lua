-- Graduates among those enrolled, where the number is great enough to publish.
return indicator {
  id = "success_rate",
  title = { en = "Success rate", fr = "Taux de réussite", it = "Tasso di successo" },
  description = {
    en = "Graduates over enrolled trainees of a programme. A rate on fewer than 20 people is withheld here: it says little, and may tell of someone. 20 is a rule of this script: InserJeunes says only that numbers must suffice.",
    fr = "Diplômés rapportés aux inscrits d'une formation. Un taux sur moins de 20 personnes est tu ici : il dit peu, et peut trahir quelqu'un. 20 est une règle de ce script : InserJeunes dit seulement que les effectifs doivent suffire.",
    it = "Diplomati sugli iscritti di un corso. Un tasso su meno di 20 persone qui non si mostra: dice poco, e può rivelare qualcuno. 20 è una regola di questo script: InserJeunes dice solo che i numeri devono bastare.",
  },
  unit = "%", level = "training_programme",
  compute = function(programme)
    if not known(programme.graduates) or not known(programme.enrolled) then return figure "? %" end
    if programme.enrolled < figure "20 trainees" then return figure "s" end
    return share(programme.graduates, programme.enrolled)
  end,
  examples = {
    { "bts-bioanalyses-en-laboratoire-de-controle-lycee-jean-rostand", false, "unknown" },
  },
}
