-- Staff of the cluster for each hundred members.
return indicator {
  id = "staff_per_100_members", theme = "network",
  title = { en = "Staff per 100 members", fr = "Permanents pour 100 membres", it = "Personale per 100 membri" },
  description = {
    en = "People employed by the cluster for each hundred members: how much help a member can hope for.",
    fr = "Permanents du cluster pour cent membres : l'aide qu'un membre peut espérer.",
    it = "Personale del cluster ogni cento membri: quanto aiuto un membro può sperare.",
  },
  unit = "staff/100 members", level = "cluster", reference = "EU Cluster Excellence (ECEI)",
  compute = function(cluster, period)
    return figure { measure = "cluster_staff", territory = cluster, period = period }
      / figure { measure = "members", territory = cluster, period = period }
  end,
  examples = {
    { "Polepharma", 1999, "unknown" },
    { "Polepharma", 2018, "undefined", given = { observation = { { measure = "members", territory = "CLUSTER-POLEPHARMA", period = 2018, value = "0", source = "N" } } } },
  },
}
