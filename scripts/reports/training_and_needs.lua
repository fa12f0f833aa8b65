-- Training against needs: what a region teaches, what its sites look for, and where the gaps are.
return report {
  id = "training_and_needs",
  title = { en = "Training against needs", fr = "Formation et besoins", it = "Formazione e bisogni" },
  description = {
    en = "Programmes, places, posts offered, skills needed and taught in a region, and the gaps between them.",
    fr = "Formations, places, postes offerts, compétences requises et enseignées dans une région, et les écarts entre elles.",
    it = "Corsi, posti, offerte di lavoro, competenze richieste e insegnate in una regione, e gli scarti tra loro.",
  },
  level = "region", place = "Centre-Val de Loire",

  text = {
    en = [[
      This page sets what is taught in {region} against what its pharmaceutical sites need. What programmes teach, how many they
      take and where they are is often not stated; ranges say how much that leaves open, and no unknown counts as zero.

      # What is taught
      The observatory knows {programmes} in the region, with {places}. {places_note}

      {levels}

      {programmes_table} Programmes in the region

      # What is needed
      Employers of the region have published {posts:number} posts in the offers that are known. The stages of the value chain at which its sites
      work need {skills_needed} skills.

      {offers} Posts offered that are known

      # Skills: needed and taught
      Of the skills that these stages need, {coverage} are taught by at least one programme of the region. The table counts for each
      skill the sites whose work needs it and the programmes of the region that teach it: zero is a gap, a range is a question to put
      to the schools. It ends with the nearest programme that is known to teach it, wherever it is, and its distance from the nearest
      site.

      {skills_table} Skills that the sites need, and who teaches them

      # Where the gaps are
      Posts offered for each occupation less the places of the programmes that lead to it. A gap that may be negative means that
      there may be places enough.

      {gaps} Occupations: posts offered and places

      # Success
      After training, the share of those who have a job:

      {employment}

      {employment_table} In work after training, by centre of apprentices
    ]],
    fr = [[
      Cette page met ce qui s'enseigne dans la région {region} en face de ce dont ses sites pharmaceutiques ont besoin. Ce qu'enseignent les
      formations, combien elles accueillent et où elles sont n'est souvent pas indiqué ; les intervalles disent ce que cela laisse
      ouvert, et rien d'inconnu ne compte pour zéro.

      # Ce qui s'enseigne
      L'observatoire connaît {programmes} dans la région, avec {places}. {places_note}

      {levels}

      {programmes_table} Formations de la région

      # Ce qui est recherché
      Les employeurs de la région ont publié {posts:number} postes dans les offres connues. Les étapes de la chaîne de valeur où travaillent ses sites
      demandent {skills_needed} compétences.

      {offers} Offres connues

      # Compétences : requises et enseignées
      Des compétences que demandent ces étapes, {coverage} sont enseignées par au moins une formation de la région. Le tableau compte
      pour chaque compétence les sites dont le travail la demande et les formations de la région qui l'enseignent : zéro est un manque,
      un intervalle une question à poser aux écoles. Il finit par la formation la plus proche dont on sait qu'elle l'enseigne, où
      qu'elle soit, et sa distance du site le plus proche.

      {skills_table} Compétences dont les sites ont besoin, et qui les enseigne

      # Où sont les écarts
      Postes offerts pour chaque métier, moins les places des formations qui y mènent. Un écart qui peut être négatif veut dire qu'il y
      a peut-être assez de places.

      {gaps} Métiers : postes offerts et places

      # Réussite
      Après la formation, la part de ceux qui ont un emploi :

      {employment}

      {employment_table} En emploi après la formation, par centre d'apprentis
    ]],
    it = [[
      Questa pagina mette ciò che si insegna nella regione {region} di fronte a ciò di cui i suoi siti farmaceutici hanno bisogno. Che cosa
      insegnino i corsi, quanti accolgano e dove siano spesso non è indicato; gli intervalli dicono quanto ciò lascia aperto, e nulla
      di sconosciuto conta come zero.

      # Che cosa si insegna
      L'osservatorio conosce {programmes} nella regione, con {places}. {places_note}

      {levels}

      {programmes_table} Corsi della regione

      # Che cosa si cerca
      I datori di lavoro della regione hanno pubblicato {posts:number} posti nelle offerte note. Le fasi della catena del valore in cui lavorano i
      suoi siti richiedono {skills_needed} competenze.

      {offers} Offerte note

      # Competenze: richieste e insegnate
      Delle competenze che queste fasi richiedono, {coverage} sono insegnate da almeno un corso della regione. La tabella conta per ogni
      competenza i siti il cui lavoro la richiede e i corsi della regione che la insegnano: zero è una carenza, un intervallo una domanda
      da porre alle scuole. Finisce con il corso più vicino che si sa che la insegni, ovunque sia, e la sua distanza dal sito più
      vicino.

      {skills_table} Competenze di cui i siti hanno bisogno, e chi le insegna

      # Dove sono gli scarti
      Posti offerti per ogni professione, meno i posti dei corsi che vi portano. Uno scarto che può essere negativo vuol dire che forse
      i posti bastano.

      {gaps} Professioni: posti offerti e posti di formazione

      # Esiti
      Dopo la formazione, la quota di chi ha un lavoro:

      {employment}

      {employment_table} Occupati dopo la formazione, per centro di apprendisti
    ]],
  },

  values = function(region)
    local programmes = training_programmes:within(region)
    local field = in_language { en = "Programme", fr = "Formation", it = "Corso" }
    local coverage = indicators.skill_coverage(region)
    local offers = job_offers:within(region)
    local places = indicators.training_places(region)
    local rates = observations:where { measure = "employment_rate_12_months", territory = region }:select("organisation", "period", "value"):frame()
    local any_rates = #rates > 0
    local needs = gaps(region)
    local function of_kind(kind)
      return needs:where(function(row) return row.kind == kind end)
    end
    return {
      region = region,
      programmes = indicators.training_resources(region),
      places = places,
      places_note = not places.exact and {
        en = "It is not all: the capacity of many programmes is not stated.",
        fr = "Ce n'est pas tout : la capacité de beaucoup de formations n'est pas indiquée.",
        it = "Non è tutto: di molti corsi la capacità non è indicata.",
      } or false,
      levels = programmes:by("level"):count():chart { title = in_language { en = "Programmes by level", fr = "Formations par niveau", it = "Corsi per livello" } },
      programmes_table = programmes:select("name", "provider", "level", "capacity"):frame():rename("name", field)
        :rename("provider", in_language { en = "Provider", fr = "Organisme", it = "Ente" }):rename("level", in_language { en = "Level", fr = "Niveau", it = "Livello" })
        :rename("capacity", in_language { en = "Places", fr = "Places", it = "Posti" }),
      posts = offers:sum "posts",
      offers = offers:select("name", "organisation", "posts", "published"):frame():rename("name", in_language { en = "Offer", fr = "Offre", it = "Offerta" })
        :rename("organisation", in_language { en = "Employer", fr = "Employeur", it = "Datore di lavoro" })
        :rename("posts", in_language { en = "Posts", fr = "Postes", it = "Posti offerti" })
        :rename("published", in_language { en = "Published", fr = "Publiée", it = "Pubblicata" }),
      skills_needed = tostring(#coverage),
      coverage = indicators.needs_coverage(region),
      skills_table = of_kind "skill":select("need", "sites", "programmes", "could_close_it", "distance")
        :rename("need", in_language { en = "Skill", fr = "Compétence", it = "Competenza" })
        :rename("sites", in_language { en = "Sites that need it", fr = "Sites qui la demandent", it = "Siti che la richiedono" })
        :rename("programmes", in_language { en = "Programmes that teach it", fr = "Formations qui l'enseignent", it = "Corsi che la insegnano" })
        :rename("could_close_it", in_language { en = "Nearest programme known to", fr = "La plus proche connue", it = "Il corso noto più vicino" })
        :rename("distance", in_language { en = "Distance", fr = "Distance", it = "Distanza" }),
      gaps = of_kind "occupation":select("need", "posts", "places", "gap")
        :rename("need", in_language { en = "Occupation", fr = "Métier", it = "Professione" })
        :rename("posts", in_language { en = "Posts offered", fr = "Postes offerts", it = "Posti offerti" })
        :rename("places", in_language { en = "Places", fr = "Places", it = "Posti di formazione" })
        :rename("gap", in_language { en = "Gap", fr = "Écart", it = "Scarto" }),
      employment = any_rates and rates:chart { kind = "lines", label = "organisation", along = "period", value = "value",
        title = in_language { en = "In work 12 months after training", fr = "En emploi 12 mois après la formation", it = "Occupati a 12 mesi dalla formazione" } }
        or { en = "No source says it for this region.", fr = "Aucune source ne le dit pour cette région.", it = "Nessuna fonte lo dice per questa regione." },
      employment_table = any_rates and rates:rename("organisation", in_language { en = "Centre", fr = "Centre", it = "Centro" })
        :rename("period", in_language { en = "Period", fr = "Période", it = "Periodo" })
        :rename("value", in_language { en = "In work after 12 months", fr = "En emploi à 12 mois", it = "Occupati a 12 mesi" }) or false,
    }
  end,
}
