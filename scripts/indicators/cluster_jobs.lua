-- Jobs of the whole cluster.
return indicator {
  id = "cluster_jobs",
  title = { en = "Jobs of the cluster", fr = "Emplois du cluster", it = "Posti di lavoro del cluster" },
  unit = "jobs", level = "cluster", period = 2018,
  compute = function(cluster, period)
    return figure { measure = "cluster_jobs", territory = cluster, period = period }
  end,
  examples = {
    { "Polepharma", 2018, 60000 },
    { "Polepharma", 1999, "unknown" },
  },
}
