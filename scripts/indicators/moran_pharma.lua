-- Whether départements with much pharma lie next to one another.
local panel = require "lists/panel"
local neighbours = require "lists/centres"
local reach = 100 -- km between the centres of two départements

return indicator {
  id = "moran_pharma", theme = "specialisation",
  title = { en = "Moran's I of pharma", fr = "I de Moran de la pharmacie", it = "I di Moran della farmaceutica" },
  description = {
    en = "Whether départements where pharma has much of the jobs lie near to others like them (above the value expected by chance, -1/(n - 1)), or apart. Neighbours are départements whose centres are at most 100 km apart; a centre is the mean place of the communes whose coordinates are known. From the Urssaf panel, where it is loaded.",
    fr = "Si les départements où la pharmacie pèse dans l'emploi sont près de leurs semblables (au-dessus de la valeur attendue au hasard, -1/(n - 1)), ou dispersés. Sont voisins les départements dont les centres sont à 100 km au plus ; un centre est le lieu moyen des communes aux coordonnées connues. D'après le panel de l'Urssaf, s'il est chargé.",
    it = "Se i dipartimenti dove la farmaceutica pesa nell'occupazione sono vicini ai loro simili (sopra il valore atteso per caso, -1/(n - 1)), o dispersi. Vicini sono i dipartimenti con i centri a 100 km al più; un centro è il luogo medio dei comuni dalle coordinate note. Dal panel Urssaf, se è caricato.",
  },
  unit = "1", level = "country", reference = "Moran 1950 ; Cliff & Ord 1981", period = 2018,
  compute = function(country, period)
    local here, weights, codes = panel.of(period):within(country), {}, {}
    for row in here:by("departement"):sum("jobs"):rows() do
      local weight = row.departement and select(3, panel.split(here:within(row.departement)))
      if weight and weight.absence ~= "undefined" then -- a département without any job has no share
        codes[#codes + 1] = row.departement.code
        weights[row.departement.code] = weight
      end
    end
    return moran(weights, neighbours(codes, reach)).i
  end,
  examples = {
    { "France (country)", 2018, "unknown" }, -- where the panel is not loaded
    { "France (country)", 2018, -0.6943, given = panel.made_up },
    { "France (country)", 2006, "undefined", given = panel.empty_start }, -- no job at all: no share
  },
}
