-- A programme takes neither too few nor more trainees than it has places for.
return rule {
  id = "takes_enough_trainees", applies_to = "training_programme",
  title = { en = "Capacity and filling", fr = "Capacité et remplissage", it = "Capacità e riempimento" },
  reference = "Critère du cluster, à revoir avec la Région",
  parameters = {
    minimum_capacity = { ["2018-01-01"] = 10, ["2021-01-01"] = 12, reference = "Choix du cluster, à revoir avec la Région" },
    minimum_filling = { always = 70, reference = "Choix du cluster, à revoir avec la Région" },
  },
  requires = {
    {
      { en = "has places enough to open a class", fr = "a assez de places pour ouvrir", it = "ha posti sufficienti per aprire" },
      function(programme, at) return programme.capacity >= figure(at.minimum_capacity .. " places") end,
    },
    {
      { en = "fills them", fr = "les remplit", it = "li riempie" },
      function(programme, at)
        local places = programme.capacity / figure "1 place"
        return 100 * (programme.enrolled:unscoped() / figure "1 trainee") / places >= at.minimum_filling
      end,
    },
    {
      { en = "takes no more than its places", fr = "n'en prend pas davantage", it = "non ne prende di più" },
      function(programme) return programme.enrolled / figure "1 trainee" <= programme.capacity / figure "1 place" end,
    },
  },
  examples = {
    { "master-chimie-universite-de-rouen", "2021-01-01", "unknown" }, -- nobody counted the enrolled
    { "master-chimie-universite-de-rouen", "2021-01-01", "pass", capacity = 100, enrolled = 70 },
    { "master-chimie-universite-de-rouen", "2021-01-01", "fail", capacity = 100, enrolled = 69 },
    { "master-chimie-universite-de-rouen", "2021-01-01", "fail", capacity = 100, enrolled = 101 },
    { "master-chimie-universite-de-rouen", "2021-01-01", "fail", capacity = 11, enrolled = 11 },
    { "master-chimie-universite-de-rouen", "2020-12-31", "pass", capacity = 11, enrolled = 11 }, -- before 2021 ten were enough
  },
}
