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
    local year, sum, count = select(2, years(period)), 0, 0
    local here = sites:within(region)
    if not possibly(function() return here:count() > 0 end) then return figure "0 years" / figure "0" end -- no site: undefined
    for site in here:where { opened = at_most(year .. "-12-31") }:rows() do
      if not known(site.closed) or years(site.closed) >= year then
        sum, count = sum + (year - years(site.opened)), count + 1
      end
    end
    if count == 0 then return figure "? years" end
    return figure(string.format("%.17g years", sum)) / count
  end,
  examples = {
    { "Corse", 2018, "unknown" },
    { "Corse", 2018, 15, given = made_up { { commune = "2A004", opened = "2008-01-01" }, { commune = "2A004", opened = "1998-06-01" } } },
    { "Corse", 2018, "undefined", given = made_up {} },
  },
}
