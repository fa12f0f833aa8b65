-- Stars of a regional cluster: one each for size, specialisation and focus.
local pharma = { "21.10Z", "21.20Z" }

return indicator {
  id = "cluster_stars",
  title = { en = "Cluster stars of pharma", fr = "Étoiles de cluster de la pharmacie", it = "Stelle di cluster della farmaceutica" },
  description = {
    en = "One star for each of: size (at least 1 % of the industry's jobs in the panel), specialisation (location quotient of 2 or more), focus (at least 1 % of the region's jobs). A star that bounds cannot decide gives a range.",
    fr = "Une étoile pour chacun : taille (au moins 1 % des emplois de l'industrie du panel), spécialisation (quotient de localisation d'au moins 2), poids (au moins 1 % des emplois de la région). Une étoile indécise donne un intervalle.",
    it = "Una stella per ciascuno: dimensione (almeno 1 % dei posti dell'industria nel panel), specializzazione (quoziente di localizzazione di almeno 2), peso (almeno 1 % dei posti della regione). Una stella indecisa dà un intervallo.",
  },
  unit = "1", level = "region", reference = "European Cluster Observatory", period = 2018,
  compute = function(region, period)
    local all = loaded "urssaf.commune_ape":where { period = period }
    local here = all:within(region)
    local own, jobs = here:where { activity = pharma }:sum "jobs", here:sum "jobs"
    local industry, total = all:where { activity = pharma }:sum "jobs", all:sum "jobs"
    local questions = {
      function() return share(own, industry) >= 0.01 end,
      function() return share(own, jobs) / share(industry, total) >= 2 end,
      function() return share(own, jobs) >= 0.01 end,
    }
    local sure, possible = 0, 0
    for _, question in ipairs(questions) do
      if surely(question) then sure = sure + 1 end
      if possibly(question) then possible = possible + 1 end
    end
    return figure(sure == possible and tostring(sure) or sure .. ".." .. possible)
  end,
  examples = {
    { "Normandie", 2018, "unknown" }, -- where the panel is not loaded
  },
}
