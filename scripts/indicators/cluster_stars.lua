-- Stars of a regional cluster: one each for size, specialisation and focus.
local panel = require "lists/panel"

return indicator {
  id = "cluster_stars", theme = "specialisation",
  title = { en = "Cluster stars of pharma", fr = "Étoiles de cluster de la pharmacie", it = "Stelle di cluster della farmaceutica" },
  description = {
    en = "One star for each of: size (at least 1 % of the industry's jobs in the panel), specialisation (location quotient of 2 or more), focus (at least 1 % of the region's jobs). A star that bounds cannot decide gives a range: \"1 to 2\".",
    fr = "Une étoile pour chacun : taille (au moins 1 % des emplois de l'industrie du panel), spécialisation (quotient de localisation d'au moins 2), poids (au moins 1 % des emplois de la région). Une étoile indécise donne un intervalle : « 1 à 2 ».",
    it = "Una stella per ciascuno: dimensione (almeno 1 % dei posti dell'industria nel panel), specializzazione (quoziente di localizzazione di almeno 2), peso (almeno 1 % dei posti della regione). Una stella indecisa dà un intervallo: «da 1 a 2».",
  },
  unit = "1", level = "region", reference = "European Cluster Observatory", period = 2018,
  compute = function(region, period)
    local own, _, focus = panel.split_at(region, period)
    local _, _, everywhere = panel.split_at(nil, period)
    if focus.absence == "undefined" then return focus end
    local elsewhere = panel.pharma_elsewhere(region, period)
    local size = frame { { "part", { "here", "elsewhere" } }, { "jobs", { own, elsewhere } } }:share():row(1).share
    local quotient = focus / everywhere
    local least, most = 0, 0
    for _, question in ipairs {
      function() return size >= 0.01 end,
      function() return quotient >= 2 end,
      function() return focus >= 0.01 end,
    } do
      if surely(question) then least = least + 1 end
      if possibly(question) then most = most + 1 end
    end
    local called = function(what, titles) return what:labelled(in_language(titles)) end
    return figure(least .. ".." .. most):made_from(
      called(size, { en = "size: a star from 1 %", fr = "taille : une étoile dès 1 %", it = "dimensione: una stella dall'1 %" }),
      called(quotient, { en = "specialisation: a star from 2", fr = "spécialisation : une étoile dès 2", it = "specializzazione: una stella da 2" }),
      called(focus, { en = "focus: a star from 1 %", fr = "poids : une étoile dès 1 %", it = "peso: una stella dall'1 %" }))
  end,
  examples = {
    { "Normandie", 2018, "unknown" }, -- where the panel is not loaded
    { "Normandie", 2018, 2, given = panel.made_up }, -- large and with weight, but only 1.8 times as specialised
    { "Corse", 2018, "undefined", given = panel.made_up },
    { "Hauts-de-France", 2018, "1..2", given = panel.with_gap }, -- 20 jobs of 270 or more: whether they are 1 % is open
  },
}
