-- A programme stands in an employment zone with jobs and no other programme.
return rule {
  id = "serves_a_bare_basin", applies_to = "training_programme", severity = "information",
  title = { en = "Serves a zone without another programme", fr = "Dessert une zone sans autre formation", it = "Serve una zona senza altri corsi" },
  reference = "Convention Région Normandie – Polepharma 2018-2019, axe Compétences et formation ; critère du cluster",
  requires = {
    {
      { en = "its employment zone has jobs of the industry", fr = "sa zone d'emploi a des emplois de l'industrie", it = "la sua zona ha posti dell'industria" },
      function(programme) return sites:within(programme.place.employment_zone):sum "headcount" > figure "0 jobs" end,
    },
    {
      { en = "no other programme is taught there", fr = "aucune autre formation n'y est dispensée", it = "nessun altro corso vi si svolge" },
      function(programme)
        return training_programmes:within(programme.place.employment_zone):where(function(other) return other.code ~= programme.code end):count() <= 0
      end,
    },
  },
  examples = {
    { "master-chimie-universite-de-rouen", "2021-01-01", "fail" }, -- Rouen has others
    { "bts-bioanalyses-en-laboratoire-de-controle-lycee-jacques-coeur", "2022-03-01", "unknown" }, -- of its sites nobody says how many work there
  },
}
