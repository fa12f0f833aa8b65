-- Research assets known in a region.
return indicator {
  id = "research_resources", theme = "skills",
  title = { en = "Research assets", fr = "Ressources de recherche", it = "Risorse di R&S" },
  description = {
    en = "Laboratories, networks, programmes and platforms of research in the region; one that several regions share counts in each.",
    fr = "Laboratoires, réseaux, programmes et plateformes de recherche de la région ; une ressource partagée compte dans chacune.",
    it = "Laboratori, reti, programmi e piattaforme di ricerca della regione; una risorsa condivisa conta in ciascuna.",
  },
  unit = "1", level = "region", reference = "Polepharma, presentation of the cluster, 2021",
  compute = function(region)
    return research_assets:within(region):count()
  end,
  examples = {
    { "Corse", false, "0..1" }, -- one asset without a place,
  },
}
