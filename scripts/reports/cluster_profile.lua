-- The cluster at a glance: what its own documents say of it, with what other sources say beside it.

-- What one source says of a territory, whatever the period: unknown where it says nothing.
local function said(source, measure, territory)
  local row = observations:where { source = source, measure = measure, territory = territory }:first()
  return row and row.value or figure { measure = measure, territory = territory }
end

-- The name of rows in the language of the page.
local function names(rows, title)
  local field = in_language { en = "name_en", fr = "name", it = "name_it" }
  return rows:select(field):frame():rename(field, title)
end

-- Claims of all sources on one measure, side by side.
local function claims(measure, territory, title)
  local frame = observations:where { measure = measure, territory = territory }:select("period", "value", "detail", "source"):frame()
  return frame:rename("period", in_language { en = "Period", fr = "Période", it = "Periodo" })
    :rename("value", title):rename("detail", in_language { en = "Remark", fr = "Précision", it = "Nota" })
    :rename("source", "Source")
end

return report {
  id = "cluster_profile",
  title = { en = "Profile of the cluster", fr = "Profil du cluster", it = "Profilo del cluster" },
  description = {
    en = "Members, jobs, production, regions, value chain, conventions and research of the cluster, from its two founding documents and other sources.",
    fr = "Adhérents, emplois, production, régions, chaîne de valeur, conventions et recherche du cluster, d'après ses deux documents fondateurs et d'autres sources.",
    it = "Membri, addetti, produzione, regioni, catena del valore, convenzioni e ricerca del cluster, dai suoi due documenti fondatori e da altre fonti.",
  },
  level = "cluster", place = "Polepharma", period = 2018,

  text = {
    en = [[
      The cluster federates {members} in Centre-Val de Loire, Normandy and Île-de-France, which together stand for {jobs}. It
      presents itself as number one among the pharmaceutical clusters of Europe, and as the first network of production and
      bioproduction located in three regions. Its role is to stimulate the economic and industrial development of the
      industry's actors by competitiveness, innovation and appeal, for employment.

      > Each figure has a dotted line below it that leads to how it came about, and a small number that leads to its source.
      > "More than", "about" and ranges are what the source says; unknown is not zero.

      # Members and jobs
      In {period} the cluster counts {members}. The convention with Région Normandie sets out to double that number in two
      years, which means {target}. Sources count members in different ways, so the line shows what each said for its year.

      {members_chart}

      Members stand for {jobs}. The presentation of 2021 speaks of the employees of all the actors as well, but its number is
      lost: {p_jobs}.

      # Production and exports
      The cluster makes {share} of the medicines produced in France. A later article gives {export_share} as the share of
      French *exports*, not of production: the two must not be taken for each other. The presentation of 2021 shows a share of
      production whose number is lost: {p_share}. It states an export turnover of {export}; its rank as exporter is {p_rank}.

      {share_claims}

      # Normandy
      The industry gives {nor_total} in Normandy, {nor_direct} of them directly in laboratories; the difference, {nor_indirect},
      works around them. The region holds {nor_rank} among the producing regions of France and {nor_chemistry} in pharmaceutical
      chemistry.

      Industry concentrates in four main basins, together {basins_sum}. Their concentration, by the index of Herfindahl and
      Hirschman over the basins that are named, is {concentration}.

      {basins_chart}

      {basins_lorenz}

      {basins_map}

      # Centre-Val de Loire
      The region has a strong industrial footprint: {cvl_sites} of production and distribution. It holds {cvl_rank} by
      production of medicines. {cvl_rank_doubt}

      On the map of jobs by region of residence, in six classes, the class of Centre-Val de Loire is lost: {residence}.

      At the gates of Paris, its ecosystem of research has {universities:number} universities and {faculties:number} faculty of pharmacy, the Bio3 Institute, a
      school-factory for bioproduction, the Labex MAbImprove, a national network of research on antibodies in Tours, and the
      regional programme "Ambition Recherche Développement".

      # The value chain
      All phases of the value chain are there, from research and development to production and bioproduction. The chart counts the
      sites that the observatory knows in each region; a site that does several things is counted in each.

      {stages_chart}

      # Strategic lines and services
      The work of the cluster follows six lines, and gives the services of the second table.

      {axes}

      {services}

      # The convention with Région Normandie
      For 2018 and 2019 the region mobilises {convention} within the sectoral contract of the health industries, the twelfth
      strategic sector that it supports. That is {per_year}, and {per_axis} for each of its four axes if they were alike; no source
      states how the sum is divided.

      {convention_axes}

      Its three objectives:

      {objectives}

      The convention was renewed for 2020 to 2022 with {renewal}, which is {renewal_per_year}: more in all, and less a year.

      {convention_slope}

      # Research and training resources
      {research}

      # What is not known
      The presentation of 2021 came to us with labels whose numbers are lost: the employees of all actors ({p_jobs:short}), the
      share of production ({p_share:short}), the rank as exporter ({p_rank:short}), the number of actors of the ecosystem
      ({p_actors:short}) and the class of residence of Centre-Val de Loire ({residence:short}). They stay unknown until somebody
      finds them, and are nowhere counted as zero.
    ]],
    fr = [[
      Le cluster fédère {members} en Centre-Val de Loire, Normandie et Île-de-France, qui représentent ensemble {jobs}. Il se
      présente comme le premier cluster pharmaceutique d'Europe, et comme le premier réseau de production et de bioproduction
      implanté dans trois régions. Son rôle est de stimuler le développement économique et industriel des acteurs de la filière
      par la compétitivité, l'innovation et l'attractivité, au service de l'emploi.

      > Un trait pointillé sous un chiffre mène à la façon dont il a été obtenu, un petit numéro mène à sa source. « Plus de »,
      > « environ » et les intervalles sont ce que dit la source ; inconnu ne veut pas dire zéro.

      # Adhérents et emplois
      En {period}, le cluster compte {members}. La convention avec la Région Normandie veut doubler ce nombre en deux ans, ce qui
      fait {target}. Les sources ne comptent pas toutes de la même façon : la ligne montre ce que chacune a dit pour son année.

      {members_chart}

      Les adhérents représentent {jobs}. La présentation de 2021 parle aussi des salariés de tous les acteurs, mais le nombre est
      perdu : {p_jobs}.

      # Production et exportations
      Le cluster fabrique {share} des médicaments produits en France. Un article postérieur donne {export_share} comme part des
      *exportations* françaises, et non de la production : les deux ne se confondent pas. La présentation de 2021 affiche une part
      de la production dont le nombre est perdu : {p_share}. Elle annonce un chiffre d'affaires à l'export de {export} ; son rang
      d'exportateur est {p_rank}.

      {share_claims}

      # Normandie
      L'industrie donne {nor_total} en Normandie, dont {nor_direct} directement dans les laboratoires ; la différence,
      {nor_indirect}, travaille autour d'eux. La région tient le {nor_rank} des régions productrices de France et le
      {nor_chemistry} en chimie pharmaceutique.

      L'industrie se concentre dans quatre bassins principaux, ensemble {basins_sum}. Leur concentration, selon l'indice de
      Herfindahl et Hirschman sur les bassins cités, vaut {concentration}.

      {basins_chart}

      {basins_lorenz}

      {basins_map}

      # Centre-Val de Loire
      L'empreinte industrielle de la région est forte : {cvl_sites} de production et de distribution. Elle tient le {cvl_rank} pour
      la production de médicaments. {cvl_rank_doubt}

      Sur la carte des emplois par région de résidence, en six classes, celle du Centre-Val de Loire est perdue : {residence}.

      Aux portes de Paris, son écosystème de recherche compte {universities:number} universités et {faculties:number} faculté de pharmacie, le Bio3 Institute,
      école-usine de bioproduction, le Labex MAbImprove, réseau national de recherche sur les anticorps à Tours, et le programme
      régional « Ambition Recherche Développement ».

      # La chaîne de valeur
      Toutes les phases de la chaîne de valeur sont présentes, de la recherche et développement à la production et à la
      bioproduction. Le graphique compte les sites que l'observatoire connaît dans chaque région ; un site qui fait plusieurs choses
      compte dans chacune.

      {stages_chart}

      # Lignes stratégiques et services
      Le travail du cluster suit six lignes, et rend les services du second tableau.

      {axes}

      {services}

      # La convention avec la Région Normandie
      Pour 2018 et 2019, la Région mobilise {convention} dans le contrat de filière des industries de la santé, douzième filière
      stratégique qu'elle soutient. Cela fait {per_year}, et {per_axis} pour chacun de ses quatre axes s'ils étaient égaux ; aucune
      source ne dit comment la somme se répartit.

      {convention_axes}

      Ses trois objectifs :

      {objectives}

      La convention a été renouvelée pour 2020 à 2022 avec {renewal}, soit {renewal_per_year} : plus au total, et moins par an.

      {convention_slope}

      # Ressources de recherche et de formation
      {research}

      # Ce qu'on ne sait pas
      La présentation de 2021 nous est parvenue avec des libellés dont les nombres sont perdus : les salariés de tous les acteurs
      ({p_jobs:short}), la part de la production ({p_share:short}), le rang d'exportateur ({p_rank:short}), le nombre d'acteurs de
      l'écosystème ({p_actors:short}) et la classe de résidence du Centre-Val de Loire ({residence:short}). Ils restent inconnus
      jusqu'à ce qu'on les retrouve, et ne comptent nulle part pour zéro.
    ]],
    it = [[
      Il cluster federa {members} nel Centre-Val de Loire, in Normandia e nell'Île-de-France, che insieme rappresentano {jobs}. Si
      presenta come il primo cluster farmaceutico in Europa, e come la prima rete di produzione e bioproduzione insediata in tre
      regioni. Il suo ruolo è stimolare lo sviluppo economico e industriale degli attori del settore con la competitività,
      l'innovazione e l'attrattività, a favore dell'occupazione.

      > La linea punteggiata sotto una cifra porta a come è stata ottenuta, il numerino porta alla fonte. «Più di», «circa» e gli
      > intervalli sono ciò che dice la fonte; sconosciuto non vuol dire zero.

      # Membri e addetti
      Nel {period} il cluster conta {members}. La convenzione con la Regione Normandia vuole raddoppiare quel numero in due anni,
      cioè {target}. Le fonti non contano tutte allo stesso modo: la linea mostra ciò che ognuna ha detto per il suo anno.

      {members_chart}

      I membri rappresentano {jobs}. La presentazione del 2021 parla anche degli addetti di tutti gli attori, ma il numero è
      perduto: {p_jobs}.

      # Produzione ed esportazioni
      Il cluster produce {share} dei medicinali fabbricati in Francia. Un articolo successivo dà {export_share} come quota delle
      *esportazioni* francesi, non della produzione: le due non vanno confuse. La presentazione del 2021 mostra una quota della
      produzione il cui numero è perduto: {p_share}. Dichiara un fatturato export di {export}; la sua posizione tra gli
      esportatori è {p_rank}.

      {share_claims}

      # Normandia
      L'industria dà {nor_total} in Normandia, di cui {nor_direct} direttamente nei laboratori; la differenza, {nor_indirect},
      lavora attorno ad essi. La regione occupa il {nor_rank} tra le regioni produttrici di Francia e il {nor_chemistry} nella
      chimica farmaceutica.

      L'industria si concentra in quattro bacini principali, insieme {basins_sum}. La loro concentrazione, secondo l'indice di
      Herfindahl e Hirschman sui bacini citati, è {concentration}.

      {basins_chart}

      {basins_lorenz}

      {basins_map}

      # Centre-Val de Loire
      La regione ha un'impronta industriale forte: {cvl_sites} di produzione e distribuzione. Occupa il {cvl_rank} per produzione
      di medicinali. {cvl_rank_doubt}

      Sulla mappa degli addetti per regione di residenza, in sei classi, quella del Centre-Val de Loire è perduta: {residence}.

      Alle porte di Parigi, il suo ecosistema di ricerca ha {universities:number} università e {faculties:number} facoltà di farmacia, il Bio3 Institute,
      scuola-fabbrica di bioproduzione, il Labex MAbImprove, rete nazionale di ricerca sugli anticorpi a Tours, e il programma
      regionale «Ambition Recherche Développement».

      # La catena del valore
      Tutte le fasi della catena del valore sono presenti, dalla ricerca e sviluppo alla produzione e alla bioproduzione. Il grafico
      conta i siti che l'osservatorio conosce in ogni regione; un sito che fa più cose conta in ognuna.

      {stages_chart}

      # Linee strategiche e servizi
      Il lavoro del cluster segue sei linee, e offre i servizi della seconda tabella.

      {axes}

      {services}

      # La convenzione con la Regione Normandia
      Per il 2018 e il 2019 la Regione mobilita {convention} nel contratto di filiera delle industrie della salute, dodicesima
      filiera strategica che sostiene. Sono {per_year}, e {per_axis} per ognuna delle sue quattro linee se fossero uguali; nessuna
      fonte dice come si divide la somma.

      {convention_axes}

      I suoi tre obiettivi:

      {objectives}

      La convenzione è stata rinnovata per il 2020-2022 con {renewal}, cioè {renewal_per_year}: di più in tutto, e di meno all'anno.

      {convention_slope}

      # Risorse di ricerca e formazione
      {research}

      # Che cosa non si sa
      La presentazione del 2021 ci è giunta con etichette i cui numeri sono perduti: gli addetti di tutti gli attori
      ({p_jobs:short}), la quota della produzione ({p_share:short}), la posizione tra gli esportatori ({p_rank:short}), il numero di
      attori dell'ecosistema ({p_actors:short}) e la classe di residenza del Centre-Val de Loire ({residence:short}). Restano sconosciuti
      finché qualcuno non li ritrovi, e in nessun luogo contano come zero.
    ]],
  },

  values = function(cluster, period)
    local normandie, centre = "Normandie (region)", "Centre-Val de Loire (region)"
    local name = in_language { en = "Name", fr = "Intitulé", it = "Nome" }
    local convention = conventions:where { code = "normandie-2018-2019" }:first()
    local renewal = conventions:where { code = "normandie-2020-2022" }:first()
    local basins = figures { measure = "pharma_jobs", level = "basin", within = normandie, period = period }:sort("pharma_jobs", "descending")
    local counted = { periods = {}, values = {} }
    for _, year in ipairs { 2002, 2006, 2012, 2017, 2018, 2022 } do
      counted.periods[#counted.periods + 1] = tostring(year)
      counted.values[#counted.values + 1] = figure { measure = "members", territory = cluster, period = year }
    end
    -- a stage without a known site in a region has none that is known: the count is complete
    local stages = sites:within { normandie, centre, "Île-de-France (region)" }:by("stage", "region"):count():pivot("stage", "region", "count", { complete = true })
    local per_year, renewed_per_year = indicators.convention_per_year(convention), indicators.convention_per_year(renewal)
    local members = figure { measure = "members", territory = cluster, period = period }
    return {
      period = tostring(period),
      members = members,
      target = 2 * members,
      members_chart = frame { { "period", counted.periods }, { "members", counted.values } }:chart {
        kind = "lines", value = "members", along = "period", title = in_language { en = "Members, by year and source", fr = "Adhérents, selon l'année et la source", it = "Membri, per anno e fonte" } },
      jobs = figure { measure = "cluster_jobs", territory = cluster, period = period },
      p_jobs = said("P", "cluster_jobs", cluster),
      share = figure { measure = "medicine_production_share", territory = cluster, period = period },
      export_share = figure { measure = "medicine_export_share", territory = cluster, period = 2020 },
      p_share = said("P", "medicine_production_share", cluster),
      export = said("P", "export_turnover", cluster):convert "G€",
      p_rank = said("P", "exporter_rank", cluster),
      p_actors = said("P", "ecosystem_actors", cluster),
      share_claims = claims("medicine_production_share", cluster, in_language { en = "Share of French production", fr = "Part de la production française", it = "Quota della produzione francese" }),
      nor_total = figure { measure = "pharma_jobs_total", territory = normandie, period = period },
      nor_direct = figure { measure = "pharma_jobs", territory = normandie, period = period },
      nor_indirect = indicators.indirect_jobs(normandie, period),
      nor_rank = figure { measure = "production_rank", territory = normandie, period = period },
      nor_chemistry = figure { measure = "chemistry_rank", territory = normandie, period = period },
      basins_sum = basins:sum "pharma_jobs",
      concentration = indicators.basin_concentration(normandie, period),
      basins_chart = basins:chart { title = in_language { en = "Direct jobs of the main basins", fr = "Emplois directs des principaux bassins", it = "Addetti diretti dei bacini principali" } },
      basins_lorenz = basins:chart { kind = "lorenz", title = in_language { en = "How jobs spread over the basins named", fr = "Répartition des emplois entre les bassins cités", it = "Distribuzione degli addetti tra i bacini citati" } },
      basins_map = basins:map { title = in_language { en = "Where the main basins are", fr = "Où sont les principaux bassins", it = "Dove sono i bacini principali" } },
      cvl_sites = said("P", "production_sites", centre),
      cvl_rank = said("P", "production_rank", centre),
      cvl_rank_doubt = {
        en = "A source of 2025 that is still to be identified gives it {cvl_rank_2025} instead, the one that the news of 2019 gives to Normandy.",
        fr = "Une source de 2025, encore à identifier, lui donne plutôt le {cvl_rank_2025}, celui que la nouvelle de 2019 donne à la Normandie.",
        it = "Una fonte del 2025, ancora da identificare, le dà invece il {cvl_rank_2025}, quello che la notizia del 2019 dà alla Normandia.",
      },
      cvl_rank_2025 = figure { measure = "production_rank", territory = centre, period = 2025 },
      residence = figure { measure = "pharma_jobs_by_residence", territory = centre, period = period },
      universities = said("P", "universities", centre),
      faculties = said("P", "pharmacy_faculties", centre),
      stages_chart = stages:chart { label = "stage", value = { "REG-24", "REG-11", "REG-28" },
        title = in_language { en = "Sites known, by stage of the value chain", fr = "Sites connus, par étape de la chaîne de valeur", it = "Siti conosciuti, per fase della catena del valore" } },
      axes = names(axes:where { source = "P" }:order "position", in_language { en = "Strategic line", fr = "Ligne stratégique", it = "Linea strategica" }),
      services = names(services:order "position", in_language { en = "Service", fr = "Service", it = "Servizio" }),
      convention = convention.amount,
      per_year = per_year,
      per_axis = indicators.convention_per_axis(convention),
      convention_axes = names(axes:where { convention = convention }:order "position", in_language { en = "Axis", fr = "Axe", it = "Linea" }),
      objectives = names(objectives:where { convention = convention }, in_language { en = "Objective", fr = "Objectif", it = "Obiettivo" }),
      renewal = renewal.amount,
      renewal_per_year = renewed_per_year,
      convention_slope = frame { { in_language { en = "Funder", fr = "Financeur", it = "Finanziatore" }, { "Région Normandie" } },
        { "2018-2019", { per_year } }, { "2020-2022", { renewed_per_year } } }:chart { kind = "slope", value = { "2018-2019", "2020-2022" },
        title = in_language { en = "The convention, a year", fr = "La convention, par an", it = "La convenzione, all'anno" } },
      research = research_assets:select("name", "kind", "theme", "amount"):frame():rename("name", name)
        :rename("kind", in_language { en = "Kind", fr = "Nature", it = "Tipo" })
        :rename("theme", in_language { en = "Theme", fr = "Thème", it = "Tema" })
        :rename("amount", in_language { en = "Amount", fr = "Montant", it = "Importo" }),
    }
  end,
}
