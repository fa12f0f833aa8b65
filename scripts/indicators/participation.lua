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
    local members = memberships:where { role = "member" }
    local seen = {}
    for activity in held:where { participants = is_known() }:rows() do
      for _, organisation in ipairs(activity.participants) do seen[#seen + 1] = organisation.code end
    end
    local met = members:where { organisation = seen }:count()
    -- Where nobody says who came, or when it was held, each of the others may have been there.
    local unlisted = held:where { participants = is_unknown() }:count()
    if possibly(function() return unlisted > 0 end) or not held:count().exact then
      local others = members:where { organisation = is_not(seen) }:count()
      met = met + figure("0..1"):labelled(in_language {
        en = "part of the others that may have come all the same",
        fr = "part des autres qui peuvent être venus quand même",
        it = "parte degli altri che possono essere venuti comunque",
      }):made_from(unlisted) * others
    end
    return share(met, members:count())
  end,
  examples = {
    { "Polepharma", false, "5.556..100 %" },
    { "Polepharma", false, "undefined", given = { membership = { only = true } } },
  },
}
