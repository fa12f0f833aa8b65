-- Mean age of a region's sites.
return indicator {
  id = "site_age",
  title = { en = "Mean age of sites", fr = "Âge moyen des sites", it = "Età media dei siti" },
  description = {
    en = "Mean of the years since the sites of the region were opened, where the day is known; the others are counted in the note.",
    fr = "Moyenne des années écoulées depuis l'ouverture des sites de la région, quand le jour est connu ; les autres sont comptés en note.",
    it = "Media degli anni trascorsi dall'apertura dei siti della regione, dove il giorno è noto; gli altri sono contati in nota.",
  },
  unit = "year", level = "region", period = 2018,
  compute = function(region, period)
    local year, sum, count = select(2, years(period)), 0, 0
    for site in sites:within(region):rows() do
      if known(site.opened) then
        local opened = years(site.opened)
        if opened <= year then sum, count = sum + (year - opened), count + 1 end
      end
    end
    if count == 0 then return figure "? years" end
    return figure(string.format("%.17g years", sum / count))
  end,
  examples = {
    { "Corse", 2018, "unknown" },
  },
}
