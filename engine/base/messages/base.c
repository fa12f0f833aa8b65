#include "base/messages/messages.h"

const grappe_message grappe_messages_base[] = {
    {"not enough memory: ask for less at once, or raise the limit (see .limits)",
     "mémoire insuffisante : demandez moins à la fois, ou relevez la limite (voir .limits)",
     "memoria insufficiente: chiedete meno alla volta, o alzate il limite (vedi .limits)"},
    {"'%s' is not a period: write 2018, 2018-03, 2018-03-31, 2018-2019 or 2018-01-01/2018-06-30",
     "« %s » n'est pas une période : écrivez 2018, 2018-03, 2018-03-31, 2018-2019 ou 2018-01-01/2018-06-30",
     "«%s» non è un periodo: scrivete 2018, 2018-03, 2018-03-31, 2018-2019 o 2018-01-01/2018-06-30"},
    {"interrupted", "interrompu", "interrotto"},
    {"the limit of %g seconds was reached: narrow the question, or raise the limit (see .limits)",
     "la limite de %g secondes est atteinte : restreignez la question, ou relevez la limite (voir .limits)",
     "il limite di %g secondi è raggiunto: restringete la domanda, o alzate il limite (vedi .limits)"},
    {"'%s' is not a unit: did you mean '%s'?", "« %s » n'est pas une unité : vouliez-vous dire « %s » ?",
     "«%s» non è un'unità: intendevate «%s»?"},
    {"'%s' is not a unit: write one such as jobs, members, places, EUR, k€, %%, or one built of them such as EUR/year "
     "or "
     "places/1000 jobs",
     "« %s » n'est pas une unité : écrivez-en une comme jobs, members, places, EUR, k€, %%, ou une qui en est composée "
     "comme EUR/year ou places/1000 jobs",
     "«%s» non è un'unità: scrivetene una come jobs, members, places, EUR, k€, %%, o una che ne è composta come "
     "EUR/year "
     "o places/1000 jobs"},
    {NULL, NULL, NULL},
};
