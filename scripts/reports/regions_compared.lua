-- The three regions of the cluster side by side.

local regions = { "Centre-Val de Loire (region)", "Île-de-France (region)", "Normandie (region)" }

-- Rows of figures, a column a region: what a director reads first.
local function at_a_glance(rows)
  local titles, columns = {}, { {}, {}, {} }
  for i, row in ipairs(rows) do
    titles[i] = row[1]
    for at, name in ipairs(regions) do columns[at][i] = row[2](name) end
  end
  local named = { { in_language { en = "Indicator", fr = "Indicateur", it = "Indicatore" }, titles } }
  for at, name in ipairs(regions) do
    local row = territories:where { level = "region", name = name:gsub(" %(region%)$", "") }:on(today()):first()
    local title = in_language { en = row.name_en or row.name, fr = row.name, it = row.name_it or row.name }
    named[#named + 1] = { title, columns[at] }
  end
  return frame(named)
end

-- The latest that a source says of each region, with the year in the explanation.
local function latest(measure)
  return function(name) return figure { measure = measure, territory = name } end
end

-- An indicator in each region: a frame to draw or to show.
local function of_regions(title, compute)
  local rows, values = {}, {}
  for i, name in ipairs(regions) do
    rows[i] = territories:where { level = "region", name = name:gsub(" %(region%)$", "") }:on(today()):first()
    values[i] = compute(rows[i])
  end
  return frame { { in_language { en = "Region", fr = "Région", it = "Regione" }, rows }, { title, values } }
end

return report {
  id = "regions_compared",
  title = { en = "The cluster's three regions compared", fr = "Les trois régions du cluster comparées", it = "Le tre regioni del cluster a confronto" },
  description = {
    en = "Employees, sites, value chain, training and research of Centre-Val de Loire, Île-de-France and Normandy.",
    fr = "Salariés, sites, chaîne de valeur, formation et recherche du Centre-Val de Loire, de l'Île-de-France et de la Normandie.",
    it = "Dipendenti, siti, catena del valore, formazione e ricerca di Centro-Valle della Loira, Île-de-France e Normandia.",
  },
  period = 2021,

  text = {
    en = [[
      Centre-Val de Loire, Île-de-France and Normandy make up the perimeter of the cluster. This page sets them side by side with
      what the observatory knows. Where a source says "more than", or the headcount of a site is unknown, the bar ends in an arrow:
      such regions can only be ranked as far as the bounds decide it.

      # At a glance
      Each figure is the latest that a source gives, or what the observatory counts; its explanation says of which year it is. What
      no source says is left open.

      {glance} The three regions at a glance

      # Employees
      For {period} the sources give {idf:number} employees in Île-de-France and {nor:number} in Normandy. The number of
      Centre-Val de Loire for that year is {cvl}; one source counts {cvl_2023:number} there in 2023, another {cvl_2025:number} in 2025. Other sources are of other years and other
      perimeters, so these numbers are not to be added up.

      {employees}

      # Sites and their headcount
      The sites that the observatory knows add up to {sites_sum} in the three regions. It is a lower bound, since the headcount of
      some sites is not known; the map shows in which class each region surely or possibly is.

      {headcounts}

      {map}

      # The value chain
      Sites by stage of the value chain; a site with several stages counts in each.

      {stages} Sites known, by stage of the value chain

      # Training and research
      Centre-Val de Loire has {cvl_training}, Île-de-France {idf_training} and Normandy {nor_training}; a range means that the place of
      some programmes is not stated. Research and training resources, without programmes, are the greatest in number in
      Centre-Val de Loire: {cvl_research}, before Normandy with {nor_research} and Île-de-France with {idf_research}.

      {resources}

      # Ranks by production
      The two documents that the cluster starts from, and others, do not agree on the rank of the regions.

      {ranks} Rank among the French regions, by source
    ]],
    fr = [[
      Le Centre-Val de Loire, l'Île-de-France et la Normandie forment le périmètre du cluster. Cette page les met côte à côte avec ce
      que sait l'observatoire. Quand une source dit « plus de », ou que l'effectif d'un site est inconnu, la barre finit par une
      flèche : ces régions ne se classent que dans la mesure où les bornes en décident.

      # En un coup d'œil
      Chaque chiffre est le dernier que donne une source, ou ce que compte l'observatoire ; son explication dit de quelle année il
      est. Ce qu'aucune source ne dit reste ouvert.

      {glance} Les trois régions en un coup d'œil

      # Salariés
      Pour {period}, les sources donnent {idf:number} salariés en Île-de-France et {nor:number} en Normandie. Le nombre du
      Centre-Val de Loire pour cette année est {cvl} ; une source y compte {cvl_2023:number} en 2023, une autre {cvl_2025:number} en 2025. Les sources sont d'années et de
      périmètres différents : ces nombres ne s'additionnent pas.

      {employees}

      # Sites et effectifs
      Les sites que connaît l'observatoire totalisent {sites_sum} dans les trois régions. C'est un minimum, car l'effectif de certains
      sites n'est pas connu ; la carte montre dans quelle classe chaque région est sûrement ou peut-être.

      {headcounts}

      {map}

      # La chaîne de valeur
      Les sites par étape de la chaîne de valeur ; un site qui en a plusieurs compte dans chacune.

      {stages} Sites connus, par étape de la chaîne de valeur

      # Formation et recherche
      Le Centre-Val de Loire a {cvl_training}, l'Île-de-France {idf_training} et la Normandie {nor_training} ; un intervalle veut dire
      que le lieu de certaines formations n'est pas indiqué. Les ressources de recherche et de formation, hors formations, sont les plus
      nombreuses en Centre-Val de Loire : {cvl_research}, devant la Normandie avec {nor_research} et l'Île-de-France avec
      {idf_research}.

      {resources}

      # Rangs de production
      Les deux documents dont part le cluster, et d'autres, ne s'accordent pas sur le rang des régions.

      {ranks} Rang parmi les régions françaises, selon la source
    ]],
    it = [[
      Centro-Valle della Loira, Île-de-France e Normandia formano il perimetro del cluster. Questa pagina le mette fianco a fianco con ciò
      che l'osservatorio sa. Quando una fonte dice «più di», o gli addetti di un sito sono sconosciuti, la barra finisce con una freccia:
      queste regioni si classificano solo per quanto i limiti lo decidono.

      # In sintesi
      Ogni cifra è l'ultima che dà una fonte, o ciò che l'osservatorio conta; la sua spiegazione dice di quale anno è. Ciò che nessuna
      fonte dice resta aperto.

      {glance} Le tre regioni in sintesi

      # Dipendenti
      Per il {period} le fonti danno {idf:number} dipendenti in Île-de-France e {nor:number} in Normandia. Il numero del Centro-Valle
      della Loira per quell'anno è {cvl}; una fonte vi conta {cvl_2023:number} nel 2023, un'altra {cvl_2025:number} nel 2025. Le fonti sono di anni e perimetri diversi: questi
      numeri non si sommano.

      {employees}

      # Siti e addetti
      I siti che l'osservatorio conosce sommano {sites_sum} nelle tre regioni. È un minimo, perché di alcuni siti gli addetti non sono
      noti; la mappa mostra in quale classe ogni regione è di sicuro o forse.

      {headcounts}

      {map}

      # La catena del valore
      I siti per fase della catena del valore; un sito con più fasi conta in ognuna.

      {stages} Siti conosciuti, per fase della catena del valore

      # Formazione e ricerca
      Il Centro-Valle della Loira ha {cvl_training}, l'Île-de-France {idf_training} e la Normandia {nor_training}; un intervallo vuol dire che
      di alcuni corsi il luogo non è indicato. Le risorse di ricerca e formazione, corsi esclusi, sono più numerose nel Centro-Valle della
      Loira: {cvl_research}, davanti alla Normandia con {nor_research} e all'Île-de-France con {idf_research}.

      {resources}

      # Ranghi di produzione
      I due documenti da cui parte il cluster, e altri, non concordano sul rango delle regioni.

      {ranks} Posizione tra le regioni francesi, secondo la fonte
    ]],
  },

  values = function(_, period)
    local here = sites:within(regions)
    local headcount = in_language { en = "Headcount of known sites", fr = "Effectif des sites connus", it = "Addetti dei siti conosciuti" }
    local by_region = here:by("region"):sum("headcount"):rename("sum", headcount)
    local training, research = {}, {}
    for i, name in ipairs(regions) do
      training[i], research[i] = indicators.training_resources(name), indicators.research_resources(name)
    end
    local employees = in_language { en = "Employees of the pharmaceutical industry", fr = "Salariés de l'industrie pharmaceutique", it = "Dipendenti dell'industria farmaceutica" }
    local claims = observations:where { measure = "production_rank", territory = { regions[1], regions[2], regions[3] } }
    return {
      period = tostring(period),
      glance = at_a_glance {
        { employees, latest "pharma_employees" },
        { in_language { en = "Share of the pharmaceutical industry in regional jobs", fr = "Part de l'industrie pharmaceutique dans l'emploi régional", it = "Quota dell'industria farmaceutica nell'occupazione regionale" },
          latest "pharma_share_of_regional_jobs" },
        { in_language { en = "Share of national pharmaceutical jobs", fr = "Part de l'emploi pharmaceutique national", it = "Quota dell'occupazione farmaceutica nazionale" }, latest "share_of_national_pharma_jobs" },
        { in_language { en = "Change in pharmaceutical employment, 2008–2018", fr = "Évolution de l'emploi pharmaceutique, 2008–2018", it = "Variazione dell'occupazione farmaceutica, 2008–2018" }, latest "pharma_employment_change" },
        { in_language { en = "Production sites, by the sources", fr = "Sites de production, selon les sources", it = "Siti produttivi, secondo le fonti" }, latest "production_sites" },
        { in_language { en = "Sites that the observatory knows", fr = "Sites que connaît l'observatoire", it = "Siti che l'osservatorio conosce" }, function(name) return sites:within(name):count() end },
        { in_language { en = "Investments announced", fr = "Investissements annoncés", it = "Investimenti annunciati" }, function(name) return latest "investment" (name):convert "M€" end },
        { in_language { en = "Training programmes", fr = "Formations", it = "Corsi di formazione" }, indicators.training_resources },
        { in_language { en = "Training places", fr = "Places de formation", it = "Posti di formazione" }, indicators.training_places },
        { in_language { en = "Research and training assets", fr = "Ressources de recherche et de formation", it = "Risorse di ricerca e formazione" }, indicators.research_resources },
      },
      cvl = figure { measure = "pharma_employees", territory = regions[1], period = period },
      idf = figure { measure = "pharma_employees", territory = regions[2], period = period },
      nor = figure { measure = "pharma_employees", territory = regions[3], period = period },
      cvl_2023 = figure { measure = "pharma_employees", territory = regions[1], period = 2023 },
      cvl_2025 = figure { measure = "pharma_employees", territory = regions[1], period = 2025 },
      employees = of_regions(employees, function(region) return figure { measure = "pharma_employees", territory = region, period = period } end):chart { kind = "bars" },
      sites_sum = by_region:sum(headcount),
      headcounts = by_region:chart { kind = "bars", title = headcount },
      map = by_region:map { classes = { 8000, 10000 },
        title = in_language { en = "Headcount of known sites, by class", fr = "Effectif des sites connus, par classe", it = "Addetti dei siti conosciuti, per classe" } },
      stages = here:by("stage", "region"):count():pivot("stage", "region", "count", { complete = true }),
      cvl_training = training[1], idf_training = training[2], nor_training = training[3],
      cvl_research = research[1], idf_research = research[2], nor_research = research[3],
      resources = of_regions(in_language { en = "Training programmes", fr = "Formations", it = "Corsi" }, indicators.training_resources):chart { kind = "bars" },
      ranks = claims:select("territory", "period", "value", "source"):frame()
        :rename("value", in_language { en = "Rank by production", fr = "Rang de production", it = "Rango di produzione" })
        :rename("source", in_language { en = "Source", fr = "Source", it = "Fonte" })
        :rename("territory", in_language { en = "Region", fr = "Région", it = "Regione" }):rename("period", in_language { en = "Period", fr = "Période", it = "Periodo" }),
    }
  end,
}
