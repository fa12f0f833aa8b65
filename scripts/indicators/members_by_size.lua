-- Members by size of organisation.
return indicator {
  id = "members_by_size", theme = "network",
  title = { en = "Members by size", fr = "Membres par taille", it = "Membri per dimensione" },
  description = {
    en = "Memberships with the role of member by size of organisation, from micro-enterprise to large company.",
    fr = "Adhésions au titre de membre par taille d'organisation, de la microentreprise à la grande entreprise.",
    it = "Adesioni con il ruolo di membro per dimensione dell'organizzazione, dalla microimpresa alla grande impresa.",
  },
  level = "cluster", returns = "frame", reference = "Recommandation 2003/361/CE",
  compute = function()
    return memberships:where { role = "member" }:by("organisation.size"):count()
  end,
  examples = {
    { "Polepharma", false, 1 }, -- no size is stated: one row says so
    { "Polepharma", false, { { ["organisation.size"] = "unknown", count = 18 } } },
  },
}
