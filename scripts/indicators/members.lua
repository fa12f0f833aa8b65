-- Members of the cluster, as the sources state them.
return indicator {
  id = "members", theme = "network",
  title = { en = "Members of the cluster", fr = "Membres du cluster", it = "Membri del cluster" },
  description = {
    en = "How many members the cluster counts. Sources seldom agree: the preferred one is taken, the others are named.",
    fr = "Combien de membres compte le cluster. Les sources s'accordent rarement : la source préférée est retenue, les autres sont citées.",
    it = "Quanti membri conta il cluster. Le fonti concordano di rado: si prende la fonte preferita e si citano le altre.",
  },
  unit = "members", level = "cluster", reference = "Polepharma, presentation of the cluster, 2021 ; Région Normandie, 2019", period = 2018,
  compute = function(cluster, period)
    return figure { measure = "members", territory = cluster, period = period }
  end,
  examples = {
    { "Polepharma", 2018, ">200 members" },
    { "Polepharma", 1999, "unknown" }, -- before the cluster existed: nobody observed it
  },
}
