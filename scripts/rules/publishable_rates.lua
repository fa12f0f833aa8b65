-- A rate on too few graduates is not published.
return rule {
  id = "publishable_rates", applies_to = "training_programme",
  title = { en = "Its rates can be published", fr = "Ses taux sont publiables", it = "I suoi tassi sono pubblicabili" },
  reference = "Règle du cluster ; le seuil n'a pas été retrouvé dans un texte : référence ouverte",
  parameters = {
    denominator = { always = 20, reference = "Règle du cluster ; InserJeunes : « lorsque les effectifs sont suffisants », seuil non retrouvé dans un texte" },
  },
  requires = {
    {
      { en = "has graduates enough", fr = "a assez de diplômés", it = "ha abbastanza diplomati" },
      function(programme, at) return programme.graduates >= figure(at.denominator .. " trainees") end,
    },
  },
  examples = {
    { "master-chimie-universite-de-rouen", "2021-01-01", "unknown" },
    { "master-chimie-universite-de-rouen", "2021-01-01", "fail", graduates = 19 },
    { "master-chimie-universite-de-rouen", "2021-01-01", "pass", graduates = 20 },
    { "master-chimie-universite-de-rouen", "2021-01-01", "unknown", graduates = "15..25 trainees" },
  },
}
