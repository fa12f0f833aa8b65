-- How much of a region's private employment depends on the industry.
local panel = require "lists/panel"

return indicator {
  id = "pharma_job_share", theme = "jobs",
  title = { en = "Dependence of private jobs on pharma", fr = "Dépendance de l'emploi privé à la pharmacie", it = "Dipendenza dell'occupazione privata dalla farmaceutica" },
  description = {
    en = "Private employees of the pharmaceutical industry (NAF 21) over all private employees of the region. Counted in the Urssaf panel, where it is loaded; what sources state is pharma_dependence.",
    fr = "Salariés privés de l'industrie pharmaceutique (NAF 21) rapportés à tous les salariés privés de la région. Compté dans le panel de l'Urssaf, s'il est chargé ; ce que disent les sources est pharma_dependence.",
    it = "Dipendenti privati dell'industria farmaceutica (NAF 21) su tutti i dipendenti privati della regione. Contato nel panel Urssaf, se è caricato; ciò che dicono le fonti è pharma_dependence.",
  },
  unit = "%", level = "region", reference = "Urssaf, effectifs salariés du secteur privé", period = 2018,
  compute = function(region, period)
    local _, _, weight = panel.split_at(region, period)
    return weight
  end,
  examples = {
    { "Normandie", 2018, "unknown" }, -- where the panel is not loaded
    { "Normandie", 2018, 17.647, given = panel.made_up }, -- 150 of 850
    { "Corse", 2018, "undefined", given = panel.made_up },
  },
}
