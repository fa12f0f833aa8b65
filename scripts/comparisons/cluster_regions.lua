-- The cluster's three regions side by side.
return comparison {
  id = "cluster_regions",
  title = { en = "The cluster's three regions", fr = "Les trois régions du cluster", it = "Le tre regioni del cluster" },
  description = {
    en = "Jobs, specialisation, sites, training and research of the three regions, each against the best and against France.",
    fr = "Emplois, spécialisation, sites, formation et recherche des trois régions, chacune face à la meilleure et face à la France.",
    it = "Posti, specializzazione, siti, formazione e ricerca delle tre regioni, ognuna rispetto alla migliore e alla Francia.",
  },
  indicators = { "basin_concentration", "knock_on_jobs", "pharma_dependence", "production_rank", "location_quotient_pharma",
    "training_resources", "research_resources" },
  places = { "Centre-Val de Loire", "Normandie", "Île-de-France" },
  period = 2018,
}
