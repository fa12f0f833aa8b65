-- There is more need than places around the programme.
return rule {
  id = "opening_priority", applies_to = "training_programme", severity = "information",
  title = { en = "Priority for opening", fr = "Priorité d'ouverture", it = "Priorità di apertura" },
  description = {
    en = "Posts offered for its occupations within reach, less the places that lead to them there: above zero, opening is a priority. Unknown where the range holds zero.",
    fr = "Postes offerts pour ses métiers à portée, moins les places qui y mènent : au-dessus de zéro, l'ouverture est prioritaire. Inconnu si l'intervalle contient zéro.",
    it = "Posti offerti per le sue professioni a portata, meno i posti di formazione che vi conducono: sopra zero, l'apertura è prioritaria. Ignoto se l'intervallo contiene zero.",
  },
  reference = "Convention Région Normandie – Polepharma 2018-2019, axe Compétences et formation ; critère du cluster",
  parameters = {
    distance = { always = "50 km", reference = "Choix du cluster" },
  },
  requires = {
    {
      { en = "the need is greater than the places", fr = "le besoin dépasse les places", it = "il fabbisogno supera i posti" },
      function(programme, at)
        if #programme.occupations == 0 then undecided { en = "the occupations that it leads to", fr = "les métiers auxquels elle mène", it = "le professioni a cui conduce" } end
        local need = job_offers:near(programme.place, at.distance):where { occupation = programme.occupations }:sum "posts"
        local places = training_programmes:near(programme.place, at.distance):where { occupations = programme.occupations }:sum "capacity"
        return need / figure "1 job" - places / figure "1 place" > 0
      end,
    },
  },
  examples = {
    { "master-chimie-universite-de-rouen", "2021-01-01", "unknown" },
    { "exemple-titre", "2022-03-01", "fail", occupations = { "H2303" } }, -- nothing is offered within reach
    { "but-chimie-iut-d-orleans", "2022-03-01", "unknown", occupations = { "H2303" } }, -- 25 posts, and programmes that do not say where they lead
  },
}
