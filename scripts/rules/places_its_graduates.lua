-- Graduates of a programme find jobs as often as elsewhere in the region.
return rule {
  id = "places_its_graduates", applies_to = "training_programme", severity = "warning",
  title = { en = "Its graduates find jobs", fr = "Ses diplômés trouvent un emploi", it = "I suoi diplomati trovano lavoro" },
  description = {
    en = "The programme's employment rate is not below the region's rate of apprentices in a job after 12 months, less a tolerance.",
    fr = "Le taux d'emploi de la formation n'est pas inférieur au taux régional des apprentis en emploi à 12 mois, moins une tolérance.",
    it = "Il tasso di occupazione del corso non è inferiore al tasso regionale degli apprendisti occupati dopo 12 mesi, meno una tolleranza.",
  },
  reference = "Critère du cluster, sur les taux InserJeunes (DEPP-Dares)",
  parameters = {
    tolerance = { always = 5, reference = "Choix du cluster : points de pourcentage" },
  },
  requires = {
    {
      { en = "not below the region's rate", fr = "pas au-dessous du taux régional", it = "non sotto il tasso regionale" },
      function(programme, at)
        local regional = figure { measure = "employment_rate_12_months", territory = programme.place.region }
        local rate = programme.employment_rate
        if known(programme.placed) and known(programme.graduates) then rate = share(programme.placed, programme.graduates) end
        return rate >= regional - figure(at.tolerance .. " %")
      end,
    },
  },
  examples = {
    { "master-chimie-universite-de-rouen", "2021-01-01", "unknown" },
  },
}
