-- A project fits an axis of its convention, in time and within the money that is left.
return rule {
  id = "fits_convention", applies_to = "action",
  title = { en = "Fits the convention", fr = "S'inscrit dans la convention", it = "Rientra nella convenzione" },
  description = {
    en = "The project is on an axis of its convention, within its period, and its budget is no more than what other actions leave, of the money set aside for the axis and of the convention; open where nobody says what is set aside.",
    fr = "Le projet est sur un axe de sa convention, dans sa période, et son budget n'excède pas ce que laissent les autres actions : de la somme réservée à l'axe et de la convention ; question ouverte si nul ne dit cette somme.",
    it = "Il progetto è su una linea della sua convenzione, entro il periodo, e il suo bilancio non supera ciò che le altre azioni lasciano: della somma riservata alla linea e della convenzione; domanda aperta se nessuno dice quella somma.",
  },
  reference = "Convention : axes, période et montant, tels que signés",
  when = function(project) return not known(project.state) or project.state ~= "dropped" end,
  requires = {
    {
      { en = "is on an axis of its convention", fr = "est sur un axe de sa convention", it = "è su una linea della sua convenzione" },
      function(project) return project.axis.convention.code == project.convention.code end,
    },
    {
      { en = "lies in the convention's period", fr = "tient dans la période de la convention", it = "sta nel periodo della convenzione" },
      function(project)
        return actions:where { code = project.code, period = in_period(project.convention.period) }:count() >= 1
      end,
    },
    {
      { en = "fits what is left of its axis", fr = "tient dans ce qui reste de son axe", it = "sta in ciò che resta della sua linea" },
      function(project)
        local others = actions:where { axis = project.axis, state = { "planned", "running", "done" }, code = is_not(project.code) }
        if not known(project.axis.budget) then
          undecided { en = "the money set aside for the axis", fr = "la somme réservée à l'axe", it = "la somma riservata alla linea" }
        end
        return project.budget <= (project.axis.budget - others:sum "budget"):labelled(in_language {
          en = "left of the axis", fr = "reste de l'axe", it = "resto della linea",
        })
      end,
    },
    {
      { en = "fits what is left of the convention", fr = "tient dans ce qui reste de la convention", it = "sta in ciò che resta della convenzione" },
      function(project)
        local others = actions:where { convention = project.convention, state = { "planned", "running", "done" }, code = is_not(project.code) }
        return project.budget <= (project.convention.amount - others:sum "budget"):labelled(in_language {
          en = "left of the convention", fr = "reste de la convention", it = "resto della convenzione",
        })
      end,
    },
  },
  examples = {
    { "exemple-parcours", "2025-01-01", "pass" },
    { "exemple-parcours", "2025-01-01", "fail", budget = 40001 }, -- 40,000 are left of the axis
    { "exemple-parcours", "2025-01-01", "unknown", budget = 40000 }, -- 30,000 to 80,000 are left of the convention
    { "exemple-jumeau", "2025-01-01", "fail" }, -- 150,000 euros on an axis of 120,000
    { "exemple-jumeau", "2025-01-01", "pass", budget = 120000 },
    { "exemple-jumeau", "2025-01-01", "fail", budget = 120001 },
    { "exemple-salon", "2025-01-01", "unknown" }, -- 10,000 to 60,000 euros on an axis of 50,000
    { "exemple-abandon", "2025-01-01", "not applicable" },
  },
}
