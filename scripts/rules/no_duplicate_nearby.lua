-- No other programme within reach leads to the same level and occupation.
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
        local same = training_programmes:near(programme.place, at.distance):where { level = programme.level }
        for _, occupation in ipairs(programme.occupations) do
          local others = same:where { occupations = occupation }:where(function(other) return other.code ~= programme.code end)
          if others:count() >= 1 then return false end
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
