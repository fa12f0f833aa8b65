-- A programme stands in an employment zone with jobs and no other programme.

local itself = figure "1 training programme"

-- What a zone has, the same for all its programmes.
local jobs_in = remember(function(zone) return sites:within(zone):sum "headcount" end)
local taught_in = remember(function(zone) return training_programmes:within(zone):count() end)

return rule {
  id = "serves_a_bare_basin", applies_to = "training_programme", severity = "information",
  title = { en = "Serves a zone without another programme", fr = "Dessert une zone sans autre formation", it = "Serve una zona senza altri corsi" },
  reference = "Convention Région Normandie – Polepharma 2018-2019, axe Compétences et formation ; critère du cluster",
  requires = {
    {
      { en = "its employment zone has jobs of the industry", fr = "sa zone d'emploi a des emplois de l'industrie", it = "la sua zona ha posti dell'industria" },
      function(programme) return jobs_in(programme.place.employment_zone) > figure "0 jobs" end,
    },
    {
      { en = "no other programme is taught there", fr = "aucune autre formation n'y est dispensée", it = "nessun altro corso vi si svolge" },
      function(programme)
        local zone = programme.place.employment_zone
        local others = taught_in(zone) - itself
        if surely(function() return others > 0 end) then return others <= 0 end
        return training_programmes:within(zone):where { code = is_not(programme.code) }:count() <= 0
      end,
    },
  },
  examples = {
    { "master-chimie-universite-de-rouen", "2021-01-01", "fail" }, -- Rouen has others
    { "bts-bioanalyses-en-laboratoire-de-controle-lycee-jacques-coeur", "2022-03-01", "unknown" }, -- of its sites nobody says how many work there
  },
}
