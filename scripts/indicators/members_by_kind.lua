-- Members by the kind of organisation that they are.
return indicator {
  id = "members_by_kind", theme = "network",
  title = { en = "Members by kind", fr = "Membres par type", it = "Membri per tipo" },
  description = {
    en = "Memberships with the role of member, by kind of organisation, on the first day of the period; without one, all that are recorded. A membership whose dates are not stated may be in: it widens the count.",
    fr = "Adhésions au titre de membre, par type d'organisation, au premier jour de la période ; sans période, toutes celles qui sont enregistrées. Une adhésion sans dates peut en être : elle élargit le compte.",
    it = "Adesioni con il ruolo di membro, per tipo di organizzazione, al primo giorno del periodo; senza periodo, tutte quelle registrate. Un'adesione senza date può esserci: allarga il conteggio.",
  },
  level = "cluster", returns = "frame", reference = "Etzkowitz & Leydesdorff 2000",
  compute = function(_, period)
    local members = memberships:where { role = "member" }
    if period then members = members:on(years(period) .. "-01-01") end
    return members:by("organisation.kind"):count():share()
  end,
  examples = {
    { "Polepharma", false, 6 },
    { "Polepharma", 2018, { { ["organisation.kind"] = "cdmo", count = "1..3 members" } } },
  },
}
