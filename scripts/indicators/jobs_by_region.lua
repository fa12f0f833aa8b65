-- Jobs of the sites that are known, by region of the cluster.
return indicator {
  id = "jobs_by_region", theme = "jobs",
  title = { en = "Jobs at known sites by region", fr = "Emplois des sites connus par région", it = "Posti nei siti noti per regione" },
  description = {
    en = "Headcounts of the sites of the register, by region. They are of different years, and a site without a headcount makes the sum a lower bound.",
    fr = "Effectifs des sites du registre, par région. Ils sont d'années différentes, et un site sans effectif fait de la somme un minorant.",
    it = "Addetti dei siti del registro, per regione. Sono di anni diversi, e un sito senza addetti noti fa della somma un limite inferiore.",
  },
  level = "cluster", returns = "frame", reference = "Leem 2018",
  compute = function(cluster)
    return sites:within(cluster):by("region"):sum "headcount":share()
  end,
  examples = {
    { "Polepharma", false, { { region = "REG-28", sum = ">10926 jobs" }, { region = "REG-11", share = "0..1" } } },
  },
}
