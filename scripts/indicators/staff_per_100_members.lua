-- Staff of the cluster for each hundred members.
return indicator {
  id = "staff_per_100_members",
  title = { en = "Staff per 100 members", fr = "Permanents pour 100 membres", it = "Personale per 100 membri" },
  unit = "staff/member", level = "cluster",
  compute = function(cluster, period)
    return 100 * figure { measure = "cluster_staff", territory = cluster, period = period }
      / figure { measure = "members", territory = cluster, period = period }
  end,
  examples = {
    { "Polepharma", 1999, "unknown" },
  },
}
