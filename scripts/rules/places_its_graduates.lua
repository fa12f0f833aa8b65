-- Graduates of a programme find jobs as often as elsewhere in the region.
-- The rate of the region by the day: that of the whole region, else the range of its centres' rates in the latest period
-- that some of them publish.
local function regional_rate(region, day)
  local whole = figure { measure = "employment_rate_12_months", territory = region }
  if known(whole) then return whole end
  local latest, least, greatest, rates
  for observed in observations:where { measure = "employment_rate_12_months", territory = region }:rows() do
    local _, last = years(observed.period)
    if known(observed.value) and last <= tonumber(day:sub(1, 4)) then
      if not latest or last > latest then latest, least, greatest, rates = last, nil, nil, {} end
      if last == latest then
        least = math.min(least or math.huge, observed.value.low)
        greatest = math.max(greatest or 0, observed.value.high)
        rates[#rates + 1] = observed.value
      end
    end
  end
  if not latest then
    undecided { en = "an employment rate of the region by then", fr = "un taux d'emploi de la région à cette date", it = "un tasso di occupazione della regione a quella data" }
  end
  return figure(string.format("%.10g..%.10g %%", least, greatest)):labelled(in_language {
    en = "employment rate after 12 months, ", fr = "taux d'emploi à 12 mois, ", it = "tasso di occupazione a 12 mesi, ",
  } .. latest):made_from(table.unpack(rates))
end

return rule {
  id = "places_its_graduates", applies_to = "training_programme", severity = "warning",
  title = { en = "Its graduates find jobs", fr = "Ses diplômés trouvent un emploi", it = "I suoi diplomati trovano lavoro" },
  description = {
    en = "The programme's employment rate is not below the region's rate of apprentices in a job after 12 months, less a tolerance. Where none is published for the region, it lies between the least and the greatest of its training centres' latest rates.",
    fr = "Le taux d'emploi de la formation n'est pas inférieur au taux régional des apprentis en emploi à 12 mois, moins une tolérance. Si aucun n'est publié pour la région, il est entre le plus bas et le plus haut des derniers taux de ses centres de formation.",
    it = "Il tasso di occupazione del corso non è inferiore al tasso regionale degli apprendisti occupati dopo 12 mesi, meno una tolleranza. Se nessuno è pubblicato per la regione, sta tra il più basso e il più alto degli ultimi tassi dei suoi centri di formazione.",
  },
  reference = "Critère du cluster, sur les taux InserJeunes (DEPP-Dares)",
  parameters = {
    tolerance = { always = 5, reference = "Choix du cluster : points de pourcentage" },
  },
  requires = {
    {
      { en = "not below the region's rate", fr = "pas au-dessous du taux régional", it = "non sotto il tasso regionale" },
      function(programme, at)
        local regional = regional_rate(programme.place.region, at.date)
        local rate = programme.employment_rate
        if known(programme.placed) and known(programme.graduates) then rate = share(programme.placed, programme.graduates):convert "%" end
        return rate >= regional - figure(at.tolerance .. " %")
      end,
    },
  },
  examples = {
    { "master-chimie-universite-de-rouen", "2021-01-01", "unknown" },
    -- the two centres of Centre-Val de Loire published 55 and 68 % in 2022, and one of them 65 % in 2024
    { "title-technicien-specialise-en-bioproduction-industrielle-tsbi-groupe-imt", "2022-03-01", "pass", graduates = 100, placed = 63 },
    { "title-technicien-specialise-en-bioproduction-industrielle-tsbi-groupe-imt", "2022-03-01", "unknown", graduates = 100, placed = 62 },
    { "title-technicien-specialise-en-bioproduction-industrielle-tsbi-groupe-imt", "2022-03-01", "unknown", graduates = 100, placed = 50 },
    { "title-technicien-specialise-en-bioproduction-industrielle-tsbi-groupe-imt", "2022-03-01", "fail", graduates = 100, placed = 49 },
    { "title-technicien-specialise-en-bioproduction-industrielle-tsbi-groupe-imt", "2024-12-31", "pass", graduates = 100, placed = 60 },
    { "title-technicien-specialise-en-bioproduction-industrielle-tsbi-groupe-imt", "2024-12-31", "fail", graduates = 100, placed = 59 },
    { "title-technicien-specialise-en-bioproduction-industrielle-tsbi-groupe-imt", "2024-12-31", "fail", employment_rate = 59 },
  },
}
