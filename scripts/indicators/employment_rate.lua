-- Graduates in a job, as counted or else as the source states the rate.
return indicator {
  id = "employment_rate",
  title = { en = "Employment rate of graduates", fr = "Taux d'emploi des diplômés", it = "Tasso di occupazione dei diplomati" },
  description = {
    en = "Graduates in a job over graduates, where both are counted and at least 20; otherwise the rate that the source states.",
    fr = "Diplômés en emploi rapportés aux diplômés, si l'on connaît les deux et qu'ils sont au moins 20 ; sinon le taux que donne la source.",
    it = "Diplomati occupati sui diplomati, se si conoscono entrambi e sono almeno 20; altrimenti il tasso dato dalla fonte.",
  },
  unit = "%", level = "training_programme",
  compute = function(programme)
    if known(programme.placed) and known(programme.graduates) then
      if programme.graduates < figure "20 trainees" then return figure "s" end
      return share(programme.placed, programme.graduates)
    end
    return known(programme.employment_rate) and programme.employment_rate or figure "? %"
  end,
  examples = {
    { "bts-bioanalyses-en-laboratoire-de-controle-lycee-jean-rostand", false, "unknown" },
  },
}
