-- A programme stands near the jobs it trains for.
return rule {
  id = "near_demand", applies_to = "training_programme",
  title = { en = "Trains near the jobs", fr = "Forme près des emplois", it = "Forma vicino ai posti di lavoro" },
  reference = "Convention Région Normandie – Polepharma 2018-2019, axe Compétences et formation ; critère du cluster",
  parameters = {
    distance = { always = "50 km", reference = "Choix du cluster, à revoir avec la Région" },
    minimum_jobs = { always = 500, reference = "Choix du cluster, à revoir avec la Région" },
  },
  requires = {
    {
      { en = "has enough jobs around it", fr = "a assez d'emplois autour d'elle", it = "ha abbastanza posti di lavoro attorno" },
      function(programme, at)
        return sites:near(programme.place, at.distance):sum "headcount" >= figure(at.minimum_jobs .. " jobs")
      end,
    },
  },
  examples = {
    { "bts-bioanalyses-en-laboratoire-de-controle-lycee-jean-rostand", "2021-01-01", "pass" },
    { "bts-bioanalyses-en-laboratoire-de-controle-lycee-jacques-coeur", "2021-01-01", "unknown" }, -- of sites nearby nobody says how many work there
    { "cqp-conducteur-de-ligne-de-conditionnement-cpneis", "2021-01-01", "unknown" }, -- taught nobody says where
  },
}
