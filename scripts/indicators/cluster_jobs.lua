-- Jobs of the whole cluster.
return indicator {
  id = "cluster_jobs", theme = "network",
  title = { en = "Jobs of the cluster", fr = "Emplois du cluster", it = "Posti di lavoro del cluster" },
  description = {
    en = "Jobs that the cluster says it stands for. Sources disagree, and count different things (members, the whole sector): a notice names the others.",
    fr = "Emplois que le cluster dit représenter. Les sources divergent, et ne comptent pas la même chose (membres, toute la filière) : un avis cite les autres.",
    it = "Posti che il cluster dice di rappresentare. Le fonti divergono, e non contano la stessa cosa (membri, tutto il settore): un avviso cita le altre.",
  },
  unit = "jobs", level = "cluster", reference = "Polepharma, presentation of the cluster, 2021 ; Région Normandie, 2019", period = 2018,
  compute = function(cluster, period)
    return figure { measure = "cluster_jobs", territory = cluster, period = period }
  end,
  examples = {
    { "Polepharma", 2018, 60000 },
    { "Polepharma", 1999, "unknown" },
  },
}
