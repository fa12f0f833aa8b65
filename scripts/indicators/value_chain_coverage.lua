-- Which stages of the value chain have a site in a region.
return indicator {
  id = "value_chain_coverage", theme = "jobs",
  title = {
    en = "Coverage of the value chain",
    fr = "Couverture de la chaîne de valeur",
    it = "Copertura della value chain",
  },
  description = {
    en = "For each stage of the value chain, the sites known in the region. A stage without a known site is a gap of the register or of the region: only a complete register tells them apart.",
    fr = "Pour chaque étape de la chaîne de valeur, les sites connus dans la région. Une étape sans site connu est un manque du registre ou de la région : seul un registre complet les distingue.",
    it = "Per ogni fase della value chain, i siti noti nella regione. Una fase senza siti noti è una lacuna del registro o della regione: solo un registro completo le distingue.",
  },
  level = "region", returns = "frame", reference = "Porter 1985 (value chain)",
  compute = function(region)
    local rows, counts = {}, {}
    for stage in stages:order("position"):rows() do
      rows[#rows + 1] = stage
      counts[#counts + 1] = sites:within(region):where { stage = stage }:count()
    end
    return frame { { "stage", rows }, { "sites", counts } }
  end,
  examples = {
    { "Normandie", false, "6" },
    { "Normandie", false, { { stage = "bioproduction", sites = "0..2 sites" } } },
  },
}
