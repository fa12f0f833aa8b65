-- Jobs of the sites that are known, by département.
local made_up = require "lists/made_up_site"

return indicator {
  id = "jobs_by_departement", theme = "jobs",
  title = { en = "Jobs at known sites by département", fr = "Emplois des sites connus par département", it = "Posti nei siti noti per dipartimento" },
  description = {
    en = "Headcounts of the sites of the register, by département. They are of different years, and a site without a headcount makes the sum a lower bound.",
    fr = "Effectifs des sites du registre, par département. Ils sont d'années différentes, et un site sans effectif fait de la somme un minorant.",
    it = "Addetti dei siti del registro, per dipartimento. Sono di anni diversi, e un sito senza addetti noti fa della somma un limite inferiore.",
  },
  level = "region", returns = "frame", reference = "Insee, code officiel géographique",
  compute = function(region)
    return sites:within(region):by("departement"):sum "headcount":share()
  end,
  examples = {
    { "Normandie", false, 6 },
    { "Corse", false, 1 }, -- a site whose commune is not known
    { "Corse", false, { { sum = "unknown" } } },
    { "Corse", false, { { sum = 0, share = "undefined" } }, given = made_up { { organisation = "merck", commune = "2A004", headcount = 0 } } },
  },
}
