-- Share of small and medium-sized enterprises among members.
return indicator {
  id = "sme_share", theme = "network",
  title = { en = "Share of SMEs among members", fr = "Part des PME parmi les membres", it = "Quota di PMI tra i membri" },
  description = {
    en = "Members that are micro-enterprises or SMEs, over all members. A member whose size no source states widens the range.",
    fr = "Membres qui sont des microentreprises ou des PME, rapportés à tous les membres. Un membre de taille inconnue élargit l'intervalle.",
    it = "Membri che sono microimprese o PMI, su tutti i membri. Un membro di dimensione ignota allarga l'intervallo.",
  },
  unit = "%", level = "cluster", reference = "Recommandation 2003/361/CE",
  compute = function()
    local members = memberships:where { role = "member" }
    return share(members:where { ["organisation.size"] = { "micro", "sme" } }:count(), members:count())
  end,
  examples = {
    { "Polepharma", false, "0..100 %" }, -- no size is stated: anything is possible
    { "Polepharma", false, "undefined", given = { membership = { only = true } } },
  },
}
