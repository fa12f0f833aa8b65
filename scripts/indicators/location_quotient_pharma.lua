-- How specialised a region is in the making of medicines.
local panel = require "lists/panel"

return indicator {
  id = "location_quotient_pharma", theme = "specialisation",
  title = { en = "Location quotient of pharma", fr = "Quotient de localisation de la pharmacie", it = "Quoziente di localizzazione della farmaceutica" },
  description = {
    en = "Share of the pharmaceutical industry (NAF 21) in the region's private employees over its share in all of the panel: above 1 the region is specialised. From the Urssaf panel, where it is loaded.",
    fr = "Part de l'industrie pharmaceutique (NAF 21) dans les salariés privés de la région, rapportée à sa part dans tout le panel : au-dessus de 1, la région est spécialisée. D'après le panel de l'Urssaf, s'il est chargé.",
    it = "Quota dell'industria farmaceutica (NAF 21) nei dipendenti privati della regione, sulla quota in tutto il panel: sopra 1 la regione è specializzata. Dal panel Urssaf, se è caricato.",
  },
  unit = "1", level = "region", reference = "Hoover 1936", period = 2018,
  compute = function(region, period)
    local _, _, here = panel.split_at(region, period)
    local _, _, everywhere = panel.split_at(nil, period)
    return here / everywhere
  end,
  examples = {
    { "Normandie", 2018, "unknown" }, -- where the panel is not loaded
    { "Normandie", 2018, 1.7647, given = panel.made_up }, -- 150 of 850 here, 270 of 2,700 in all
    { "Corse", 2018, "undefined", given = panel.made_up }, -- no job at all there
  },
}
