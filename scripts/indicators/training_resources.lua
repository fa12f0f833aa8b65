-- Training programmes known in a region.
return indicator {
  id = "training_resources", theme = "skills",
  title = { en = "Training programmes", fr = "Formations", it = "Risorse in formazione" },
  description = {
    en = "Training programmes whose place lies in the region.",
    fr = "Formations dispensées dans la région.",
    it = "Formazioni erogate nella regione.",
  },
  unit = "training_programmes", level = "region", reference = "Polepharma, presentation of the cluster, 2021",
  compute = function(region)
    return training_programmes:within(region):count()
  end,
  examples = {
    { "Corse", false, "0..23 training_programmes" }, -- 23 programmes whose place is unknown may be there,
  },
}
