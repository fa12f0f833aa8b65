-- Share of members that took part in at least one activity.
return indicator {
  id = "participation", theme = "network",
  title = { en = "Members seen at least once", fr = "Membres vus au moins une fois", it = "Membri visti almeno una volta" },
  description = {
    en = "Members named among the participants of an activity of the period, over all members that are recorded. An activity without its list of participants says nothing of anyone: the share is a lower bound then.",
    fr = "Membres cités parmi les participants d'une activité de la période, rapportés à tous les membres enregistrés. Une activité sans liste de participants ne dit rien de personne : la part est alors un minorant.",
    it = "Membri citati tra i partecipanti di un'attività del periodo, su tutti i membri registrati. Un'attività senza elenco dei partecipanti non dice nulla di nessuno: la quota è allora un limite inferiore.",
  },
  unit = "%", level = "cluster", reference = "EU Cluster Excellence (ECEI), bronze label",
  compute = function(_, period)
    local held = period and activities:during(period) or activities
    local seen, silent = {}, false
    for activity in held:rows() do
      if #activity.participants == 0 then silent = true end
      for _, organisation in ipairs(activity.participants) do seen[organisation.code] = true end
    end
    local members = memberships:where { role = "member" }
    local all, met = 0, 0
    for member in members:rows() do
      all = all + 1
      if seen[member.organisation.code] then met = met + 1 end
    end
    return share(figure(silent and met < all and met .. ".." .. all or tostring(met)), figure(tostring(all)))
  end,
  examples = {
    { "Polepharma", false, "5.556..100 %" },
    { "Polepharma", false, "undefined", given = { membership = { only = true } } },
  },
}
