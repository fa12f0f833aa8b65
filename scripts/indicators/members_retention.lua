-- Members at the start of a period that are still members at its end.
local network = require "lists/network"

return indicator {
  id = "members_retention", theme = "network",
  title = { en = "Retention of members", fr = "Fidélité des membres", it = "Fedeltà dei membri" },
  description = {
    en = "Of the members on the first day of the period, the share that still are on its last day. A membership whose dates are not stated may be on either side: where most are, the range says nothing, and dates are what to find out.",
    fr = "Parmi les membres au premier jour de la période, la part de ceux qui le sont encore au dernier. Une adhésion sans dates peut être des deux côtés : si c'est le cas de la plupart, l'intervalle ne dit rien, et ce sont les dates qu'il faut chercher.",
    it = "Dei membri al primo giorno del periodo, la quota che lo è ancora all'ultimo. Un'adesione senza date può stare da entrambe le parti: se lo sono quasi tutte, l'intervallo non dice nulla, e sono le date che vanno cercate.",
  },
  unit = "%", level = "cluster", period = "2018-2020", reference = "Reichheld 1996",
  compute = function(_, period)
    local first, last = years(period)
    local start = memberships:where { role = "member" }:on(first .. "-01-01")
    return share(start:on(last .. "-12-31"):count(), start:count())
  end,
  examples = {
    { "Polepharma", "2018-2020", "5.556..100 %" }, -- hardly a membership has dates
    { "Polepharma", "2018-2020", 66.667, given = network.made_up }, -- two of three
    { "Polepharma", "2018-2020", "undefined", given = network.empty },
    { "Polepharma", "2000-2001", "undefined", given = network.made_up }, -- nobody yet
  },
}
