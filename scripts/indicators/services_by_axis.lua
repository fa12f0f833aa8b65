-- How often services were given, by strategic line of the cluster.
return indicator {
  id = "services_by_axis", theme = "network",
  title = { en = "Activities by strategic line", fr = "Activités par ligne stratégique", it = "Attività per linea strategica" },
  description = {
    en = "Activities recorded for each strategic line of the cluster. Activities without a line stand in the last row.",
    fr = "Activités enregistrées pour chaque ligne stratégique du cluster. Celles sans ligne sont sur la dernière ligne du tableau.",
    it = "Attività registrate per ogni linea strategica del cluster. Quelle senza linea stanno nell'ultima riga.",
  },
  level = "cluster", returns = "frame", reference = "Polepharma, presentation of the cluster, 2021",
  compute = function()
    return activities:by("axis"):count()
  end,
  examples = {
    { "Polepharma", false, "5" },
    { "Polepharma", false, { { axis = "unknown", count = 6 } } },
  },
}
