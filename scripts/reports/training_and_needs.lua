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

      {programmes_table}

      # What is needed
      Employers of the region have published {posts} in the offers that are known. The stages of the value chain at which its sites
      work need {skills_needed} skills.

      {offers}

      # Skills: needed and taught
      Of the skills that these stages need, {coverage} are taught by at least one programme of the region. The table counts for each
      skill the programmes that teach it: zero is a gap, a range is a question to put to the schools.

      {skills_table}

      # Where the gaps are
      Posts offered less places, and skills needed less programmes that teach them, with the programme that could close the gap.

      {gaps}

      # Success
      After training, the share of those who have a job:

      {employment}
    ]],
    fr = [[
      Cette page met ce qui s'enseigne en {region} en face de ce dont ses sites pharmaceutiques ont besoin. Ce qu'enseignent les
      formations, combien elles accueillent et où elles sont n'est souvent pas indiqué ; les intervalles disent ce que cela laisse
      ouvert, et rien d'inconnu ne compte pour zéro.

      # Ce qui s'enseigne
      L'observatoire connaît {programmes} dans la région, avec {places}. {places_note}

      {levels}

      {programmes_table}

      # Ce qui est recherché
      Les employeurs de la région ont publié {posts} dans les offres connues. Les étapes de la chaîne de valeur où travaillent ses sites
      demandent {skills_needed} compétences.

      {offers}

      # Compétences : requises et enseignées
      Des compétences que demandent ces étapes, {coverage} sont enseignées par au moins une formation de la région. Le tableau compte
      pour chaque compétence les formations qui l'enseignent : zéro est un manque, un intervalle une question à poser aux écoles.

      {skills_table}

      # Où sont les écarts
      Postes offerts moins places, et compétences requises moins formations qui les enseignent, avec la formation qui pourrait combler
      l'écart.

      {gaps}

      # Réussite
      Après la formation, la part de ceux qui ont un emploi :

      {employment}
    ]],
    it = [[
      Questa pagina mette ciò che si insegna in {region} di fronte a ciò di cui i suoi siti farmaceutici hanno bisogno. Che cosa
      insegnino i corsi, quanti accolgano e dove siano spesso non è indicato; gli intervalli dicono quanto ciò lascia aperto, e nulla
      di sconosciuto conta come zero.

      # Che cosa si insegna
      L'osservatorio conosce {programmes} nella regione, con {places}. {places_note}

      {levels}

      {programmes_table}

      # Che cosa si cerca
      I datori di lavoro della regione hanno pubblicato {posts} nelle offerte note. Le fasi della catena del valore in cui lavorano i
      suoi siti richiedono {skills_needed} competenze.

      {offers}

      # Competenze: richieste e insegnate
      Delle competenze che queste fasi richiedono, {coverage} sono insegnate da almeno un corso della regione. La tabella conta per ogni
      competenza i corsi che la insegnano: zero è una carenza, un intervallo una domanda da porre alle scuole.

      {skills_table}

      # Dove sono gli scarti
      Offerte meno posti, e competenze richieste meno corsi che le insegnano, con il corso che potrebbe colmare lo scarto.

      {gaps}

      # Esiti
      Dopo la formazione, la quota di chi ha un lavoro:

      {employment}
    ]],
  },

  values = function(region)
    local programmes = training_programmes:within(region)
    local field = in_language { en = "Programme", fr = "Formation", it = "Corso" }
    local coverage = indicators.skill_coverage(region)
    local offers = job_offers:within(region)
    local places = indicators.training_places(region)
    local rates = observations:where { measure = "employment_rate_12_months", territory = region }:select("detail", "period", "value", "source"):frame()
    return {
      region = region.name,
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
      skills_table = coverage:rename("skill", in_language { en = "Skill", fr = "Compétence", it = "Competenza" })
        :rename("programmes", in_language { en = "Programmes that teach it", fr = "Formations qui l'enseignent", it = "Corsi che la insegnano" }),
      gaps = gaps(region):select("need", "kind", "posts", "places", "gap", "could_close_it", "distance")
        :rename("need", in_language { en = "Need", fr = "Besoin", it = "Bisogno" }):rename("kind", in_language { en = "Kind", fr = "Nature", it = "Tipo" })
        :rename("posts", in_language { en = "Posts", fr = "Postes", it = "Posti offerti" }):rename("places", in_language { en = "Places", fr = "Places", it = "Posti" })
        :rename("gap", in_language { en = "Gap", fr = "Écart", it = "Scarto" })
        :rename("could_close_it", in_language { en = "Could close it", fr = "Pourrait le combler", it = "Potrebbe colmarlo" })
        :rename("distance", in_language { en = "Distance", fr = "Distance", it = "Distanza" }),
      employment = rates:rename("detail", field):rename("value", in_language { en = "In work after 12 months", fr = "En emploi à 12 mois", it = "Occupati a 12 mesi" })
        :rename("source", in_language { en = "Source", fr = "Source", it = "Fonte" }),
    }
  end,
}
