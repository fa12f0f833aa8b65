-- Each objective of a convention: where it stands, and whether it is met.
return indicator {
  id = "objectives_attainment", theme = "conventions",
  title = {
    en = "Attainment of a convention's objectives",
    fr = "Réalisation des objectifs d'une convention",
    it = "Raggiungimento degli obiettivi di una convenzione",
  },
  description = {
    en = "For each objective that can be counted: the value to reach (a target, or the baseline times a factor), the value found when it is due, the verdict. The others are listed without a verdict: they were not set in figures.",
    fr = "Pour chaque objectif qui se compte : la valeur à atteindre (une cible, ou le départ multiplié par un facteur), la valeur trouvée à l'échéance, le verdict. Les autres sont cités sans verdict : ils ne sont pas chiffrés.",
    it = "Per ogni obiettivo che si conta: il valore da raggiungere (un obiettivo, o la base per un fattore), il valore trovato alla scadenza, il verdetto. Gli altri sono citati senza verdetto: non sono espressi in cifre.",
  },
  level = "convention", returns = "frame", reference = "Convention Région Normandie – Polepharma 2018-2019",
  compute = function(convention)
    local names, needed, found, due, verdicts = {}, {}, {}, {}, {}
    for objective in objectives:where { convention = convention }:rows() do
      local i = #names + 1
      names[i], due[i] = objective, objective.due and tostring(objective.due) or "–"
      if objective.measure and objective.due then
        local needs = known(objective.target) and objective.target or objective.baseline * objective.factor
        local value = figure { measure = objective.measure.code, territory = objective.territory, period = objective.due }
        needed[i], found[i] = needs, value
        verdicts[i] = verdict(function() return value >= needs end).word
      else
        needed[i], found[i], verdicts[i] = figure "n/a", figure "n/a", "–"
      end
    end
    return frame { { "objective", names }, { "due", due }, { "to_reach", needed }, { "found", found }, { "verdict", verdicts } }
  end,
  examples = {
    { "normandie-2018-2019", false, 3 },
    { "normandie-2020-2022", false, 0 },
    { "normandie-2018-2019", false, { { objective = "normandie-2018-members", to_reach = ">400 members", found = "unknown" } } },
    { "normandie-2018-2019", false, { { objective = "normandie-2018-members", found = 450 } }, given = { observation = { { measure = "members", territory = "CLUSTER-POLEPHARMA", period = 2020, value = "450", source = "fiction" } } } },
  },
}
