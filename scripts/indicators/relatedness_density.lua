-- How much of what is near to the making of medicines a département has.
local panel = require "lists/panel"

return indicator {
  id = "relatedness_density", theme = "specialisation",
  title = { en = "Relatedness density of pharma", fr = "Densité d'activités proches de la pharmacie", it = "Densità di attività vicine alla farmaceutica" },
  description = {
    en = "Two activities are near where départements that are specialised in one are often specialised in the other. Of all that is near to the making of medicines (NAF 21.20Z), the share that the département is specialised in, weighted by nearness: high where the industry would find what it needs. From the Urssaf panel, where it is loaded.",
    fr = "Deux activités sont proches quand les départements spécialisés dans l'une le sont souvent dans l'autre. De tout ce qui est proche de la fabrication de médicaments (NAF 21.20Z), la part où le département est spécialisé, pondérée par la proximité : élevée là où l'industrie trouverait ce qu'il lui faut. D'après le panel de l'Urssaf, s'il est chargé.",
    it = "Due attività sono vicine se i dipartimenti specializzati nell'una lo sono spesso nell'altra. Di tutto ciò che è vicino alla fabbricazione di medicinali (NAF 21.20Z), la quota in cui il dipartimento è specializzato, pesata per vicinanza: alta dove l'industria troverebbe ciò che le serve. Dal panel Urssaf, se è caricato.",
  },
  unit = "1", level = "departement", reference = "Hidalgo et al. 2007 ; Boschma et al. 2015", period = 2018,
  compute = function(departement, period)
    local jobs = panel.matrix("departement", period)
    if not jobs[departement.code] then return share(figure "0 jobs", figure "0 jobs") end -- no job there: undefined
    return density(jobs, { complete = true })[departement.code]["21.20Z"]
  end,
  examples = {
    { "Eure (département)", 2018, "unknown" }, -- where the panel is not loaded
    { "Eure (département)", 2018, 0.75, given = panel.made_up },
    { "Corse-du-Sud", 2018, "undefined", given = panel.made_up },
  },
}
