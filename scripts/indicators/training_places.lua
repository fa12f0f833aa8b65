-- Places of training programmes in a region.
return indicator {
  id = "training_places", theme = "skills",
  title = { en = "Training places a year", fr = "Places de formation par an", it = "Posti di formazione all'anno" },
  description = {
    en = "Places of the programmes taught in the region. A programme whose capacity no source states makes the sum a lower bound.",
    fr = "Places des formations dispensées dans la région. Une formation sans capacité connue fait de la somme un minorant.",
    it = "Posti dei corsi erogati nella regione. Un corso senza capacità nota fa della somma un limite inferiore.",
  },
  unit = "places", level = "region", reference = "Parcoursup ; Trouver mon master",
  compute = function(region)
    return training_programmes:within(region):sum "capacity"
  end,
  examples = {
    { "Mayotte", false, "unknown" }, -- programmes whose place is not known may be there
  },
}
