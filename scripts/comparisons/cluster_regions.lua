-- The cluster's three regions side by side.
return comparison {
  id = "cluster_regions",
  title = { en = "The cluster's three regions", fr = "Les trois régions du cluster", it = "Le tre regioni del cluster" },
  indicators = { "basin_concentration", "knock_on_jobs", "production_rank", "training_resources", "research_resources" },
  places = { "Centre-Val de Loire", "Normandie", "Île-de-France" },
  period = 2018,
}
