-- Normandie beside the two regions that it was made of in 2016.
return comparison {
  id = "normandie_halves",
  title = { en = "Normandie and its former halves", fr = "La Normandie et ses anciennes moitiés", it = "La Normandia e le sue ex metà" },
  description = {
    en = "The region of today against Haute-Normandie and Basse-Normandie, on their communes: what each half brings. Some indicators need the Urssaf panel; without it they are unknown.",
    fr = "La région actuelle face à la Haute-Normandie et à la Basse-Normandie, sur leurs communes : ce que chaque moitié apporte. Certains indicateurs demandent le panel de l'Urssaf ; sans lui ils sont inconnus.",
    it = "La regione di oggi rispetto all'Alta e alla Bassa Normandia, sui loro comuni: che cosa porta ogni metà. Alcuni indicatori chiedono il panel Urssaf; senza sono sconosciuti.",
  },
  indicators = { "site_concentration", "training_places", "training_resources", "pharma_job_share", "location_quotient_pharma" },
  places = { "Normandie", "Haute-Normandie", "Basse-Normandie" },
  period = 2018,
}
