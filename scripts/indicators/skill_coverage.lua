-- Skills that the region's stages need, and whether a programme there teaches them.
return indicator {
  id = "skill_coverage", theme = "skills",
  title = { en = "Coverage of needed skills", fr = "Couverture des compétences requises", it = "Copertura delle competenze richieste" },
  description = {
    en = "For each skill that a stage with sites in the region needs: the programmes taught in the region that teach it. None is a gap; a range is a question: what some programmes teach, or where, is not stated.",
    fr = "Pour chaque compétence que demande une étape présente dans la région : les formations de la région qui l'enseignent. Aucune, c'est un manque ; un intervalle, c'est une question : on ne sait pas ce que certaines enseignent, ou bien où.",
    it = "Per ogni competenza che richiede una fase presente nella regione: i corsi della regione che la insegnano. Nessuno è una carenza; un intervallo è una domanda: di alcuni non si sa che cosa insegnino, o dove.",
  },
  level = "region", returns = "frame", reference = "OCDE, Skills for Jobs",
  compute = function(region)
    local present, names, counts = {}, {}, {}
    for activity in site_activities:within(region):rows() do
      if activity.stage then present[activity.stage.code] = true end
    end
    local programmes = training_programmes:within(region)
    for skill in skills:rows() do
      local needed = false
      for _, stage in ipairs(skill.stages) do needed = needed or present[stage.code] end
      if needed then
        names[#names + 1] = skill
        counts[#names] = programmes:where { skills = skill }:count()
      end
    end
    return frame { { "skill", names }, { "programmes", counts } }
  end,
  examples = {
    { "Corse", false, 0 }, -- no site, no need
    { "Normandie", false, { rows = 15, { programmes = "0..42 training_programmes" } } },
  },
}
