-- A programme leads to an occupation that is asked for within reach.
return rule {
  id = "skill_in_demand", applies_to = "training_programme", severity = "warning",
  title = { en = "Leads to an occupation in demand", fr = "Mène à un métier recherché", it = "Conduce a una professione richiesta" },
  reference = "Convention Région Normandie – Polepharma 2018-2019, axe Compétences et formation ; critère du cluster",
  parameters = {
    distance = { always = "50 km", reference = "Choix du cluster" },
    posts = { always = 1, reference = "Choix du cluster" },
  },
  requires = {
    {
      { en = "posts are offered within reach", fr = "des postes sont offerts à portée", it = "sono offerti posti a portata" },
      function(programme, at)
        if #programme.occupations == 0 then undecided { en = "the occupations that it leads to", fr = "les métiers auxquels elle mène", it = "le professioni a cui conduce" } end
        return job_offers:near(programme.place, at.distance):where { occupation = programme.occupations }:sum "posts" >= figure(at.posts .. " jobs")
      end,
    },
  },
  examples = {
    { "master-chimie-universite-de-rouen", "2021-01-01", "unknown" },
    { "but-chimie-iut-d-orleans", "2022-03-01", "pass", occupations = { "H2303" } }, -- 25 posts at Semoy
    { "exemple-titre", "2022-03-01", "fail", occupations = { "H2303" } }, -- none within reach
  },
}
