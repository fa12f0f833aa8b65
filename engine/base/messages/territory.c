#include "base/messages/messages.h"

const grappe_message grappe_messages_territory[] = {
    {"the changes of territory %s go round in a circle on one day: correct the changes of territories",
     "les changements du territoire %s tournent en rond dans une même journée : corrigez les changements de "
     "territoires",
     "i cambiamenti del territorio %s girano in tondo in uno stesso giorno: correggete i cambiamenti dei territori"},
    {"there is no geography '%s': give a year such as 2026, \"COG 2026\", or an edition of the territories%s",
     "il n'y a pas de géographie « %s » : donnez une année comme 2026, \"COG 2026\", ou une édition des territoires%s",
     "non c'è una geografia «%s»: date un anno come 2026, \"COG 2026\", o un'edizione dei territori%s"},
    {"figures are recomposed on a geography: give a year such as 2026, \"COG 2026\", or an edition of the territories",
     "des chiffres se recomposent sur une géographie : donnez une année comme 2026, \"COG 2026\", ou une édition des "
     "territoires",
     "i dati si ricompongono su una geografia: date un anno come 2026, \"COG 2026\", o un'edizione dei territori"},
    {"figures are recomposed by their territories, and this frame has %lu columns of territories: name one of them "
     "territory, or select it",
     "des chiffres se recomposent par leurs territoires, et ce tableau a %lu colonnes de territoires : nommez-en une "
     "territory, ou sélectionnez-la",
     "i dati si ricompongono per territorio, e questa tabella ha %lu colonne di territori: chiamatene una territory, o "
     "selezionatela"},
    {"no change of territories leads to the geography of %s from some (%lu): %s; import their changes, or leave these "
     "territories out",
     "aucun changement de territoire ne mène à la géographie %s pour certains (%lu) : %s ; importez leurs changements, "
     "ou laissez ces territoires de côté",
     "nessun cambiamento di territorio porta alla geografia %s per alcuni (%lu): %s; importate i loro cambiamenti, o "
     "lasciate da parte questi territori"},
    {"figures of %s may not be added up (their measure says '%s'), so that %s cannot be put together on the geography "
     "of %s: recompose the amounts that they were computed from, and compute anew",
     "les chiffres de %s ne s'additionnent pas (leur mesure dit « %s »), si bien que %s ne peut pas être recomposé sur "
     "la géographie %s : recomposez les montants dont ils sont tirés, et recalculez",
     "i dati di %s non si sommano (la loro misura dice «%s»), sicché %s non si può ricomporre sulla geografia %s: "
     "ricomponete gli importi da cui sono calcolati, e ricalcolate"},
    {"column '%s' holds no amounts that may be added up, so that %s cannot be put together on the geography of %s: "
     "drop "
     "the column, recompose, and compute it anew",
     "la colonne « %s » ne contient pas de quantités qui s'additionnent, si bien que %s ne peut pas être recomposé sur "
     "la géographie %s : retirez la colonne, recomposez, et recalculez-la",
     "la colonna «%s» non contiene quantità che si sommano, sicché %s non si può ricomporre sulla geografia %s: "
     "togliete la colonna, ricomponete, e ricalcolatela"},
    {"column '%s' says nothing of the new territories: it is left out",
     "la colonne « %s » ne dit rien des nouveaux territoires : elle est laissée de côté",
     "la colonna «%s» non dice nulla dei nuovi territori: è lasciata da parte"},
    {"an unknown part of %s", "une part inconnue de %s", "una parte ignota di %s"},
    {"the frames are on different geographies: %lu territory differs (%s); put both on one first, as in a, b = "
     "same_geography(a, b)",
     "les tableaux sont sur des géographies différentes : %lu territoire diffère (%s) ; mettez-les d'abord sur une "
     "même géographie, comme a, b = same_geography(a, b)",
     "le tabelle sono su geografie diverse: %lu territorio differisce (%s); mettetele prima sulla stessa, come a, b = "
     "same_geography(a, b)"},
    {"the frames are on different geographies: %lu territories differ (%s); put both on one first, as in a, b = "
     "same_geography(a, b)",
     "les tableaux sont sur des géographies différentes : %lu territoires diffèrent (%s) ; mettez-les d'abord sur une "
     "même géographie, comme a, b = same_geography(a, b)",
     "le tabelle sono su geografie diverse: %lu territori differiscono (%s); mettetele prima sulla stessa, come a, b = "
     "same_geography(a, b)"},
    {"%.4g %% of %s, by %s", "%.4g %% de %s, selon %s", "%.4g %% di %s, secondo %s"},
    {"the weight of its change", "le poids de son changement", "il peso del suo cambiamento"},
    {"the weight of their change", "le poids de leur changement", "il peso del loro cambiamento"},
    {"population", "la population", "la popolazione"},
    {"no figure of ", "pas de chiffre pour ", "nessun dato per "},
    {" and %lu more", " et %lu de plus", " e ancora %lu"},
    {"a part of ", "une part de ", "una parte di "},
    {"on the geography of %s: %s", "sur la géographie %s : %s", "sulla geografia %s: %s"},
    {"; and %lu more", " ; et %lu de plus", "; e ancora %lu"},
    {"one figure is estimated: a territory was divided by %s",
     "un chiffre est estimé : un territoire a été partagé selon %s",
     "un dato è stimato: un territorio diviso secondo %s"},
    {"one figure has wide bounds: a territory was divided, nobody says how; name a weight to estimate it, such as "
     "weight = "
     "\"population\"",
     "un chiffre a de larges bornes : un territoire a été partagé, personne ne dit comment ; nommez un poids pour "
     "l'estimer, comme weight = \"population\"",
     "un dato ha limiti larghi: un territorio è stato diviso, nessuno dice come; nominate un peso per stimarlo, come "
     "weight "
     "= \"population\""},
    {"%lu figures are estimated: territories were divided by %s",
     "%lu chiffres sont estimés : des territoires ont été partagés selon %s",
     "%lu dati sono stimati: territori divisi secondo %s"},
    {"%lu figures have wide bounds: territories were divided, nobody says how; name a weight to estimate them, such as "
     "weight = \"population\"",
     "%lu chiffres ont de larges bornes : des territoires ont été partagés, personne ne dit comment ; nommez un poids "
     "pour les estimer, comme weight = \"population\"",
     "%lu dati hanno limiti ampi: territori sono stati divisi, nessuno dice come; indicate un peso per stimarli, come "
     "weight = \"population\""},
    {NULL, NULL, NULL},
};
