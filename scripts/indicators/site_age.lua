-- Mean age of a region's sites.
local made_up = require "lists/made_up_site"

return indicator {
  id = "site_age", theme = "jobs",
  title = { en = "Mean age of sites", fr = "Âge moyen des sites", it = "Età media dei siti" },
  description = {
    en = "Mean of the years since the sites of the region were opened, where the day is known, and that were not closed before.",
    fr = "Moyenne des années écoulées depuis l'ouverture des sites de la région, quand le jour est connu et qu'ils n'étaient pas fermés.",
    it = "Media degli anni trascorsi dall'apertura dei siti della regione, dove il giorno è noto e che non erano chiusi.",
  },
  unit = "year", level = "region", reference = "Insee, démographie des établissements", period = 2018,
  compute = function(region, period)
    local year = select(2, years(period))
    local here = sites:within(region)
    if not possibly(function() return here:count() > 0 end) then return figure "0 years" / figure "0" end -- no site: undefined
    local dated = here:where { opened = is_known() }
    local open = dated:where { opened = at_most(year .. "-12-31"), closed = { is_unknown(), at_least(year .. "-01-01") } }
    local since = in_language { en = "years since opening in %d", fr = "années depuis l'ouverture en %d", it = "anni dall'apertura nel %d" }
    local sum
    for together in open:by "opened":count():rows() do
      local opened = years(together.opened)
      local ages = figure(year - opened .. " years"):labelled(since:format(opened)) * together.count
      sum = sum and sum + ages or ages
    end
    if not sum then return figure("? years"):made_from(here:where { opened = is_unknown() }:count()) end
    return sum / open:count()
  end,
  examples = {
    { "Corse", 2018, "unknown" },
    { "Corse", 2018, 15, given = made_up { { commune = "2A004", opened = "2008-01-01" }, { commune = "2A004", opened = "1998-06-01" } } },
    { "Corse", 2018, 15, given = made_up { { commune = "2A004", opened = "2003-01-01" }, { commune = "2A004", opened = "2001-01-01", closed = 2017 }, { commune = "2A004", opened = "2019-01-01" } } },
    { "Corse", 2018, "10..20 years", given = made_up { { commune = "2A004", opened = "2008-01-01" }, { commune = "2A004", opened = "1998-06-01" }, { opened = "2008-01-01" } } }, -- the last may stand here
    { "Corse", 2018, "undefined", given = made_up {} },
  },
}
