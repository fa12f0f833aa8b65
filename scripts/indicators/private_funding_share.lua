-- Private share of the cluster's budget.
return indicator {
  id = "private_funding_share",
  title = { en = "Private share of funding", fr = "Part privée du financement", it = "Quota privata del finanziamento" },
  unit = "%", level = "cluster",
  compute = function(cluster, period)
    return figure { measure = "private_budget_share", territory = cluster, period = period }
  end,
  examples = {
    { "Polepharma", 2021, 70 },
  },
}
