-- Jobs of the sites that are known, by employment zone.
local made_up = require "lists/made_up_site"

return indicator {
  id = "jobs_by_zone", theme = "jobs",
  title = { en = "Jobs at known sites by employment zone", fr = "Emplois des sites connus par zone d'emploi", it = "Posti nei siti noti per zona di occupazione" },
  description = {
    en = "Headcounts of the region's sites by employment zone (INSEE, 2020). A zone that crosses the region's border counts with its sites in the region only.",
    fr = "Effectifs des sites de la région par zone d'emploi (INSEE, 2020). Une zone à cheval sur la limite ne compte que par ses sites dans la région.",
    it = "Addetti dei siti della regione per zona di occupazione (INSEE, 2020). Una zona a cavallo del confine conta solo con i siti nella regione.",
  },
  level = "region", returns = "frame", reference = "Insee, zones d'emploi 2020",
  compute = function(region)
    return sites:within(region):by("employment_zone"):sum "headcount":share()
  end,
  examples = {
    { "Normandie", false, 12 },
    { "Corse", false, 1 }, -- a site whose commune is not known
    { "Corse", false, { { sum = "unknown" } } },
    { "Corse", false, { { sum = 0, share = "undefined" } }, given = made_up { { organisation = "merck", commune = "2A004", headcount = 0 } } },
  },
}
