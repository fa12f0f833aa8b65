-- Share of the skills that the region's stages need which a programme there teaches.
return indicator {
  id = "needs_coverage", theme = "skills",
  title = { en = "Coverage of needs in skills", fr = "Couverture des besoins en compétences", it = "Copertura dei bisogni di competenze" },
  description = {
    en = "Of the skills that the stages of the region's sites need, the share that at least one programme of the region teaches. What programmes teach is not always stated: such a skill widens the range. Which skills they are is in skill_coverage.",
    fr = "Des compétences que demandent les étapes présentes dans la région, la part qu'enseigne au moins une formation de la région. On ne sait pas toujours ce qu'elles enseignent : une telle compétence élargit l'intervalle. Le détail est dans skill_coverage.",
    it = "Delle competenze richieste dalle fasi presenti nella regione, la quota che almeno un corso della regione insegna. Non sempre si sa che cosa insegnino: una tale competenza allarga l'intervallo. Il dettaglio è in skill_coverage.",
  },
  unit = "%", level = "region", reference = "OCDE, Skills for Jobs",
  compute = function(region)
    local needed, taught, sure, possible = {}, {}, 0, 0
    for row in indicators.skill_coverage(region):rows() do
      needed[#needed + 1], taught[#taught + 1] = row.skill.code, row.programmes
      if surely(function() return row.programmes >= 1 end) then sure = sure + 1 end
      if possibly(function() return row.programmes >= 1 end) then possible = possible + 1 end
    end
    local all = skills:where { code = needed }:count()
    if #needed == 0 then return share(all, all) end -- no need: undefined
    return share(figure(sure .. ".." .. possible):made_from(table.unpack(taught)), all)
  end,
  examples = {
    { "Normandie", false, "0..100 %" }, -- no programme of the region says what it teaches
    { "Centre-Val de Loire", false, "21.053..100 %" },
    { "Corse", false, "undefined" }, -- no site, no need
  },
}
