-- Private share of the cluster's budget.
return indicator {
  id = "private_funding_share", theme = "network",
  title = { en = "Private share of funding", fr = "Part privée du financement", it = "Quota privata del finanziamento" },
  description = {
    en = "Share of the cluster's budget that comes from companies: fees and services, against public grants. As a source states it.",
    fr = "Part du budget du cluster qui vient des entreprises, cotisations et services, face aux subventions. Telle qu'une source la donne.",
    it = "Quota del bilancio del cluster che viene dalle imprese, quote e servizi, rispetto ai contributi pubblici. Come la dà una fonte.",
  },
  unit = "%", level = "cluster", reference = "EU Cluster Excellence (ECEI)",
  compute = function(cluster, period)
    return figure { measure = "private_budget_share", territory = cluster, period = period }
  end,
  examples = {
    { "Polepharma", 2021, 70 },
    { "Polepharma", 2021, "unknown", given = { observation = { only = true } } },
  },
}
