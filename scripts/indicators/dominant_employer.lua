-- Share of the greatest employer in the jobs of a region's sites.
local made_up = require "lists/made_up_site"

return indicator {
  id = "dominant_employer", theme = "jobs",
  title = { en = "Share of the greatest employer", fr = "Part du premier employeur", it = "Quota del primo datore di lavoro" },
  description = {
    en = "Jobs of the organisation with the most, over the jobs of all known sites of the region. Which one it is stands in the explanation.",
    fr = "Emplois de l'organisation qui en a le plus, rapportés à ceux de tous les sites connus de la région. Son nom est dans l'explication.",
    it = "Posti dell'organizzazione che ne ha di più, su quelli di tutti i siti noti della regione. Il suo nome sta nella spiegazione.",
  },
  unit = "%", level = "region", reference = "Menghinello et al. 2010 (dominant firms)",
  compute = function(region)
    local jobs = sites:within(region):by("organisation"):sum "headcount"
    local all = jobs:sum()
    if not possibly(function() return all > 0 end) then return share(all, all) end -- no job: undefined
    return jobs:share():max "share"
  end,
  examples = {
    { "Corse", false, "unknown" },
    { "Corse", false, 75, given = made_up { { organisation = "merck", commune = "2A004", headcount = 30 }, { organisation = "servier", commune = "2A004", headcount = 10 } } },
    { "Corse", false, "undefined", given = made_up { { organisation = "merck", commune = "2A004", headcount = 0 } } },
  },
}
