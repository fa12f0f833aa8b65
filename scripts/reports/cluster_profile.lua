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
      The cluster federates {members} in Centre-Val de Loire, Normandy and Île-de-France, which together stand for {jobs}. It is
      a network of production and innovation of the health sector, made in France; it presents itself as the {europe:ordinal}
      pharmaceutical cluster of Europe, and as the first network of production and bioproduction located in three regions. Its role
      is to stimulate the economic and industrial development of the industry's actors by competitiveness, innovation and appeal,
      for employment.

      > Each figure has a dotted line below it that leads to how it came about, and a small number that leads to its source.
      > "More than", "about" and ranges are what the source says; unknown is not zero.

      # Members and jobs
      In {period} the cluster counts {members}. The convention with Région Normandie sets out to double that number in two
      years, which means {target}. Sources count members in different ways, so the line shows what each said for its year.

      {members_chart}

      Members stand for {jobs}. The presentation of 2021 speaks of the employees of all the actors as well, but its number is
      lost: {p_jobs}. It names who these actors are: pharmaceutical companies, contract manufacturers (CDMO), public and private
      institutions, universities, research and training centres; how many there are is lost too: {p_actors}. The chart shows those
      that the observatory knows, members or not.

      {actors_chart}

      # Production and exports
      The cluster makes {share} of the medicines produced in France. A later article gives {export_share} as the share of
      French *exports*, not of production: the two must not be taken for each other. The presentation of 2021 shows a share of
      production whose number is lost: {p_share}. It states an export turnover of {export:number} billion euros; its
      rank as exporter is {p_rank}.

      {share_claims} Share of the production of medicines in France: what each source says

      # Normandy
      The industry gives {nor_total} in Normandy, {nor_direct} of them directly in laboratories; the difference, {nor_indirect},
      works around them. The region holds the {nor_rank:ordinal} place among the producing regions of France and the
      {nor_chemistry:ordinal} in pharmaceutical chemistry.

      Industry concentrates in four main basins, together {basins_sum}. Their concentration, by the index of Herfindahl and
      Hirschman over the basins that are named, is {concentration}.

      {basins_chart}

      {basins_lorenz}

      {basins_map}

      # Centre-Val de Loire
      The region has a strong industrial footprint: {cvl_sites} of production and distribution. It holds the {cvl_rank:ordinal}
      place by production of medicines. {cvl_rank_doubt} How many its pharmaceutical industry employs is lost: {cvl_employees}.

      The presentation of 2021 draws the employees by their region of residence on a map in six classes (Leem, 2018). A region read
      off such a map is a range and not a number; its colours did not reach us, and the class of Centre-Val de Loire, like that of
      the others, is {residence}.

      {residence_map}

      At the gates of Paris, its ecosystem of research has {universities:number} universities and {faculties:number} faculty of
      pharmacy, the Bio3 Institute, a school-factory for bioproduction, the Labex MAbImprove, a national network of research on
      antibodies in Tours, and the regional programme "Ambition Recherche Développement CVL".

      # The value chain
      All phases of the value chain are there, from research and development to production and bioproduction. The chart counts the
      sites that the observatory knows in each region; a site that does several things is counted in each.

      {stages_chart}

      # Strategic lines and services
      The work of the cluster follows {axes_count:number} strategic lines:

      {axes:list}

      Under these lines it gives the following services:

      {services:list}

      # The convention with Région Normandie
      The convention was signed on {signed}. For 2018 and 2019 the region mobilises {convention} within the sectoral contract of the
      health industries, the twelfth strategic sector that it supports, to make health a driver of economic development, of appeal
      and of regional excellence. That is {per_year}. Its objectives:

      {objectives:list}

      All actors means laboratories, start-ups, public and private research and development, and training centres. A programme of
      actions over two years goes along four axes:

      {convention_axes:list}

      That is {per_axis} for each axis if they were alike; no source states how the sum is divided.

      The convention was renewed for 2020 to 2022 with {renewal}, which is {renewal_per_year}: more in all, and less a year.

      {convention_slope}

      # Research and training resources
      {research} Research and training assets that the observatory knows

      # What is not known
      The presentation of 2021 came to us with labels whose numbers are lost: the employees of all actors, the share of
      production, the rank as exporter, the number of actors of the ecosystem, the employees of Centre-Val de Loire and their
      classes by region of residence. They stay unknown until somebody finds them, and are nowhere counted as zero.
    ]],
    fr = [[
      Le cluster fédère {members} en Centre-Val de Loire, Normandie et Île-de-France, qui représentent ensemble {jobs}. C'est
      un réseau de production et d'innovation de la filière santé, made in France ; il se présente comme le {europe:ordinal} cluster
      pharmaceutique d'Europe, et comme le premier réseau de production et de bioproduction implanté dans trois régions. Son rôle est de stimuler le développement économique et industriel des acteurs de la filière
      par la compétitivité, l'innovation et l'attractivité, au service de l'emploi.

      > Un trait pointillé sous un chiffre mène à la façon dont il a été obtenu, un petit numéro mène à sa source. « Plus de »,
      > « environ » et les intervalles sont ce que dit la source ; inconnu ne veut pas dire zéro.

      # Adhérents et emplois
      En {period}, le cluster compte {members}. La convention avec la Région Normandie veut doubler ce nombre en deux ans, ce qui
      fait {target}. Les sources ne comptent pas toutes de la même façon : la ligne montre ce que chacune a dit pour son année.

      {members_chart}

      Les adhérents représentent {jobs}. La présentation de 2021 parle aussi des salariés de tous les acteurs, mais le nombre est
      perdu : {p_jobs}. Elle nomme ces acteurs : laboratoires pharmaceutiques, façonniers (CDMO), institutions publiques et privées,
      universités, centres de recherche et de formation ; leur nombre est perdu lui aussi : {p_actors}. Le graphique montre ceux que
      connaît l'observatoire, adhérents ou non.

      {actors_chart}

      # Production et exportations
      Le cluster fabrique {share} des médicaments produits en France. Un article postérieur donne {export_share} comme part des
      *exportations* françaises, et non de la production : les deux ne se confondent pas. La présentation de 2021 affiche une part
      de la production dont le nombre est perdu : {p_share}. Elle annonce un chiffre d'affaires à l'export de {export:number}
      milliards d'euros ; son rang d'exportateur est {p_rank}.

      {share_claims} Part de la production de médicaments en France : ce que dit chaque source

      # Normandie
      L'industrie donne {nor_total} en Normandie, dont {nor_direct} directement dans les laboratoires ; la différence,
      {nor_indirect}, travaille autour d'eux. La région tient le {nor_rank:ordinal} rang des régions productrices de
      France et le {nor_chemistry:ordinal} en chimie pharmaceutique.

      L'industrie se concentre dans quatre bassins principaux, ensemble {basins_sum}. Leur concentration, selon l'indice de
      Herfindahl et Hirschman sur les bassins cités, vaut {concentration}.

      {basins_chart}

      {basins_lorenz}

      {basins_map}

      # Centre-Val de Loire
      L'empreinte industrielle de la région est forte : {cvl_sites} de production et de distribution. Elle tient le {cvl_rank:ordinal}
      rang pour la production de médicaments. {cvl_rank_doubt} Le nombre de salariés de son industrie pharmaceutique est perdu :
      {cvl_employees}.

      La présentation de 2021 montre les salariés selon leur région de résidence, sur une carte en six classes (Leem, 2018). Une
      région lue sur une telle carte est un intervalle et non un nombre ; ses couleurs ne nous sont pas parvenues, et la classe du
      Centre-Val de Loire, comme celle des autres, est : {residence}.

      {residence_map}

      Aux portes de Paris, son écosystème de recherche compte {universities:number} universités et {faculties:number} faculté de
      pharmacie, le Bio3 Institute, école-usine de bioproduction, le Labex MAbImprove, réseau national de recherche sur les anticorps
      à Tours, et le programme régional « Ambition Recherche Développement CVL ».

      # La chaîne de valeur
      Toutes les phases de la chaîne de valeur sont présentes, de la recherche et développement à la production et à la
      bioproduction. Le graphique compte les sites que l'observatoire connaît dans chaque région ; un site qui fait plusieurs choses
      compte dans chacune.

      {stages_chart}

      # Lignes stratégiques et services
      Le travail du cluster suit {axes_count:number} lignes stratégiques :

      {axes:list}

      Sous ces lignes, il rend les services suivants :

      {services:list}

      # La convention avec la Région Normandie
      La convention a été signée le {signed}. Pour 2018 et 2019, la Région mobilise {convention} dans le contrat de filière des
      industries de la santé, douzième filière stratégique qu'elle soutient, pour faire de la santé un moteur de développement
      économique, d'attractivité et d'excellence régionale. Cela fait {per_year}. Ses objectifs :

      {objectives:list}

      Tous les acteurs, ce sont les laboratoires, les start-up, la recherche et développement publique et privée, et les centres de
      formation. Un programme d'actions de deux ans suit quatre axes :

      {convention_axes:list}

      Cela fait {per_axis} pour chaque axe s'ils étaient égaux ; aucune source ne dit comment la somme se répartit.

      La convention a été renouvelée pour 2020 à 2022 avec {renewal}, soit {renewal_per_year} : plus au total, et moins par an.

      {convention_slope}

      # Ressources de recherche et de formation
      {research} Ressources de recherche et de formation que connaît l'observatoire

      # Ce qu'on ne sait pas
      La présentation de 2021 nous est parvenue avec des libellés dont les nombres sont perdus : les salariés de tous les acteurs,
      la part de la production, le rang d'exportateur, le nombre d'acteurs de l'écosystème, les salariés du Centre-Val de Loire et
      leurs classes par région de résidence. Ils restent inconnus jusqu'à ce qu'on les retrouve, et ne comptent nulle part pour
      zéro.
    ]],
    it = [[
      Il cluster federa {members} nel Centro-Valle della Loira, in Normandia e nell'Île-de-France, che insieme rappresentano {jobs}.
      È una rete di produzione e innovazione del settore salute, made in France; si presenta come il {europe:ordinal} cluster
      farmaceutico in Europa, e come la prima rete di produzione e bioproduzione insediata in tre regioni. Il suo ruolo è stimolare lo sviluppo economico e industriale degli attori del settore con la competitività,
      l'innovazione e l'attrattività, a favore dell'occupazione.

      > La linea punteggiata sotto una cifra porta a come è stata ottenuta, il numerino porta alla fonte. «Più di», «circa» e gli
      > intervalli sono ciò che dice la fonte; sconosciuto non vuol dire zero.

      # Membri e addetti
      Nel {period} il cluster conta {members}. La convenzione con la Regione Normandia vuole raddoppiare quel numero in due anni,
      cioè {target}. Le fonti non contano tutte allo stesso modo: la linea mostra ciò che ognuna ha detto per il suo anno.

      {members_chart}

      I membri rappresentano {jobs}. La presentazione del 2021 parla anche degli addetti di tutti gli attori, ma il numero è
      perduto: {p_jobs}. Dice chi sono questi attori: aziende farmaceutiche, terzisti (CDMO), istituzioni pubbliche e private,
      università, centri di ricerca e di formazione; anche il loro numero è perduto: {p_actors}. Il grafico mostra quelli che
      l'osservatorio conosce, membri o no.

      {actors_chart}

      # Produzione ed esportazioni
      Il cluster produce {share} dei medicinali fabbricati in Francia. Un articolo successivo dà {export_share} come quota delle
      *esportazioni* francesi, non della produzione: le due non vanno confuse. La presentazione del 2021 mostra una quota della
      produzione il cui numero è perduto: {p_share}. Dichiara un fatturato export di {export:number} miliardi di euro;
      la sua posizione tra gli esportatori è {p_rank}.

      {share_claims} Quota della produzione di medicinali in Francia: che cosa dice ogni fonte

      # Normandia
      L'industria dà {nor_total} in Normandia, di cui {nor_direct} direttamente nei laboratori; la differenza, {nor_indirect},
      lavora attorno ad essi. La regione occupa il {nor_rank:ordinal} posto tra le regioni produttrici di Francia e il
      {nor_chemistry:ordinal} nella chimica farmaceutica.

      L'industria si concentra in quattro bacini principali, insieme {basins_sum}. La loro concentrazione, secondo l'indice di
      Herfindahl e Hirschman sui bacini citati, è {concentration}.

      {basins_chart}

      {basins_lorenz}

      {basins_map}

      # Centro-Valle della Loira
      La regione ha un'impronta industriale forte: {cvl_sites} di produzione e distribuzione. Occupa il {cvl_rank:ordinal} posto
      per produzione di medicinali. {cvl_rank_doubt} Quanti addetti abbia la sua industria farmaceutica è perduto: {cvl_employees}.

      La presentazione del 2021 mostra gli addetti per regione di residenza su una mappa in sei classi (Leem, 2018). Una regione letta
      su una mappa così è un intervallo e non un numero; i colori non ci sono giunti, e la classe del Centro-Valle della Loira, come
      quella delle altre, è: {residence}.

      {residence_map}

      Alle porte di Parigi, il suo ecosistema di ricerca ha {universities:number} università e {faculties:number} facoltà di farmacia,
      il Bio3 Institute, scuola-fabbrica di bioproduzione, il Labex MAbImprove, rete nazionale di ricerca sugli anticorpi a Tours, e il
      programma regionale «Ambition Recherche Développement CVL».

      # La catena del valore
      Tutte le fasi della catena del valore sono presenti, dalla ricerca e sviluppo alla produzione e alla bioproduzione. Il grafico
      conta i siti che l'osservatorio conosce in ogni regione; un sito che fa più cose conta in ognuna.

      {stages_chart}

      # Linee strategiche e servizi
      Il lavoro del cluster segue {axes_count:number} linee guida strategiche:

      {axes:list}

      Sotto queste linee offre i servizi seguenti:

      {services:list}

      # La convenzione con la Regione Normandia
      La convenzione è stata firmata il {signed}. Per il 2018 e il 2019 la Regione mobilita {convention} nel contratto di filiera delle
      industrie della salute, dodicesima filiera strategica che sostiene, per fare della salute un motore di sviluppo economico, di
      attrattività e di eccellenza regionale. Sono {per_year}. I suoi obiettivi:

      {objectives:list}

      Tutti gli attori sono i laboratori, le start-up, la ricerca e sviluppo pubblica e privata, e i centri di formazione. Un programma
      di azioni di due anni segue quattro linee:

      {convention_axes:list}

      Sono {per_axis} per ogni linea se fossero uguali; nessuna fonte dice come si divide la somma.

      La convenzione è stata rinnovata per il 2020-2022 con {renewal}, cioè {renewal_per_year}: di più in tutto, e di meno all'anno.

      {convention_slope}

      # Risorse di ricerca e formazione
      {research} Risorse di ricerca e formazione che l'osservatorio conosce

      # Che cosa non si sa
      La presentazione del 2021 ci è giunta con etichette i cui numeri sono perduti: gli addetti di tutti gli attori,
      la quota della produzione, la posizione tra gli esportatori, il numero di attori dell'ecosistema, gli addetti del Centro-Valle
      della Loira e le loro classi per regione di residenza. Restano sconosciuti finché qualcuno non li ritrovi, e in nessun luogo
      contano come zero.
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
      target = (2 * members):labelled(in_language { en = "Twice the members, as the convention sets out", fr = "Le double des adhérents, comme le veut la convention", it = "Il doppio dei membri, come vuole la convenzione" }),
      members_chart = frame { { "period", counted.periods }, { "members", counted.values } }:chart {
        kind = "lines", value = "members", along = "period", title = in_language { en = "Members, by year and source", fr = "Adhérents, selon l'année et la source", it = "Membri, per anno e fonte" } },
      jobs = figure { measure = "cluster_jobs", territory = cluster, period = period },
      p_jobs = said("P", "cluster_jobs", cluster),
      europe = said("P", "cluster_rank", cluster),
      actors_chart = organisations:by("kind"):count():sort("count", "descending"):chart { label = "kind",
        title = in_language { en = "Organisations that the observatory knows, by kind", fr = "Organisations que connaît l'observatoire, par nature", it = "Organizzazioni che l'osservatorio conosce, per tipo" } },
      share = figure { measure = "medicine_production_share", territory = cluster, period = period },
      export_share = figure { measure = "medicine_export_share", territory = cluster, period = 2020 },
      p_share = said("P", "medicine_production_share", cluster),
      export = said("P", "export_turnover", cluster):convert "G€":labelled(in_language { en = "Export turnover", fr = "Chiffre d'affaires à l'export", it = "Fatturato export" }),
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
        en = "A source of 2025 that is still to be identified gives it the {cvl_rank_2025:ordinal} instead, which the news of 2019 gives to Normandy.",
        fr = "Une source de 2025, encore à identifier, lui donne plutôt le {cvl_rank_2025:ordinal}, celui que la nouvelle de 2019 donne à la Normandie.",
        it = "Una fonte del 2025, ancora da identificare, le dà invece il {cvl_rank_2025:ordinal}, quello che la notizia del 2019 dà alla Normandia.",
      },
      cvl_rank_2025 = figure { measure = "production_rank", territory = centre, period = 2025 },
      cvl_employees = said("P", "pharma_employees", centre),
      residence = figure { measure = "pharma_jobs_by_residence", territory = centre, period = period },
      -- the limits of the map's classes are known, whatever became of its colours
      residence_map = figures { measure = "pharma_jobs_by_residence", level = "region", within = cluster, period = period }:map {
        classes = { 2000, 5000, 7500, 10000, 20000 },
        title = in_language { en = "Employees by region of residence", fr = "Salariés par région de résidence", it = "Addetti per regione di residenza" } },
      universities = said("P", "universities", centre),
      faculties = said("P", "pharmacy_faculties", centre),
      stages_chart = stages:chart { label = "stage", value = { "REG-24", "REG-11", "REG-28" },
        title = in_language { en = "Sites known, by stage of the value chain", fr = "Sites connus, par étape de la chaîne de valeur", it = "Siti conosciuti, per fase della catena del valore" } },
      axes_count = axes:where { source = "P" }:count(),
      axes = names(axes:where { source = "P" }:order "position", in_language { en = "Strategic line", fr = "Ligne stratégique", it = "Linea strategica" }),
      services = names(services:order "position", in_language { en = "Service", fr = "Service", it = "Servizio" }),
      convention = convention.amount,
      signed = convention.signed,
      per_year = per_year,
      per_axis = indicators.convention_per_axis(convention),
      convention_axes = names(axes:where { convention = convention }:order "position", in_language { en = "Axis", fr = "Axe", it = "Linea" }),
      objectives = names(objectives:where { convention = convention }, in_language { en = "Objective", fr = "Objectif", it = "Obiettivo" }),
      renewal = renewal.amount,
      renewal_per_year = renewed_per_year,
      convention_slope = frame { { in_language { en = "Funder", fr = "Financeur", it = "Finanziatore" }, { "Région Normandie" } },
        { "2018-2019", { per_year } }, { "2020-2022", { renewed_per_year } } }:chart { kind = "slope", value = { "2018-2019", "2020-2022" },
        title = in_language { en = "The convention, a year", fr = "La convention, par an", it = "La convenzione, all'anno" } },
      research = research_assets:select("name", "kind", "territories", "amount"):frame():rename("name", name)
        :rename("kind", in_language { en = "Kind", fr = "Nature", it = "Tipo" })
        :rename("territories", in_language { en = "Place", fr = "Lieu", it = "Luogo" })
        :rename("amount", in_language { en = "Amount", fr = "Montant", it = "Importo" }),
    }
  end,
}
