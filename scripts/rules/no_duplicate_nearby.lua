-- No other programme within reach leads to the same level and occupation.

local itself = figure "1 training programme"

-- How many programmes around a place lead to each level and occupation, of those that state both.
local around = remember(function(place, distance)
  local stated = training_programmes:near(place, distance):where { level = is_known(), occupations = is_known() }
  return stated:by("level", "occupations"):count():matrix("level", "occupations")
end)

return rule {
  id = "no_duplicate_nearby", applies_to = "training_programme", severity = "warning",
  title = { en = "No duplicate within reach", fr = "Pas de doublon à portée", it = "Nessun doppione a portata" },
  reference = "Critère du cluster, à revoir avec la Région",
  parameters = {
    distance = { always = "30 km", reference = "Choix du cluster" },
  },
  requires = {
    {
      { en = "no programme of the same level for the same occupation nearby", fr = "aucune formation de même niveau pour le même métier à proximité", it = "nessun corso dello stesso livello per la stessa professione vicino" },
      function(programme, at)
        if #programme.occupations == 0 then undecided { en = "the occupations that it leads to", fr = "les métiers auxquels elle mène", it = "le professioni a cui conduce" } end
        if programme.level == nil then undecided { en = "its level", fr = "son niveau", it = "il suo livello" } end
        local counts = around(programme.place, tostring(at.distance))[programme.level] or {}
        for _, occupation in ipairs(programme.occupations) do
          local others = counts[occupation.code] and counts[occupation.code] - itself
          if others and surely(function() return others > 0 end) then return others <= 0 end
        end
        local others = training_programmes:near(programme.place, at.distance):where { level = programme.level, code = is_not(programme.code) }
        for _, occupation in ipairs(programme.occupations) do
          if others:where { occupations = occupation }:count() >= 1 then return false end
        end
        return true
      end,
    },
  },
  examples = {
    { "master-chimie-universite-de-rouen", "2021-01-01", "unknown" },
    { "but-genie-biologique-biologie-medicale-et-biotechnologie-iut-grand-ouest-normandie-pole-de-caen-site-de-caen", "2022-03-01", "fail" },
    { "exemple-titre", "2022-03-01", "unknown", occupations = { "H2303" } },
  },
}
