#include "base/messages/messages.h"

const grappe_message grappe_messages_figure[] = {
    {"%s and %s have units that do not meet: %s and %s; use figures of one unit, or divide one by the other for a "
     "ratio",
     "%s et %s ont des unités qui ne se rencontrent pas : %s et %s ; prenez des chiffres de même unité, ou divisez "
     "l'un "
     "par l'autre pour un rapport",
     "%s e %s hanno unità che non si incontrano: %s e %s; prendete cifre della stessa unità, o dividete l'una per "
     "l'altra per un rapporto"},
    {"%s has a unit that cannot be raised so far: powers of a unit are whole numbers up to 99",
     "%s a une unité qui ne peut être élevée jusque-là : les puissances d'une unité sont des nombres entiers jusqu'à "
     "99",
     "%s ha un'unità che non può essere elevata fin lì: le potenze di un'unità sono numeri interi fino a 99"},
    {"the exponent of a power must be a number, and a finite one",
     "l'exposant d'une puissance doit être un nombre, et un nombre fini",
     "l'esponente di una potenza dev'essere un numero, e un numero finito"},
    {"%s cannot be converted to %s: they measure different things",
     "%s ne peut être converti en %s : ils mesurent des choses différentes",
     "%s non può essere convertito in %s: misurano cose diverse"},
    {"%s and %s cannot be compared: they measure different things",
     "%s et %s ne peuvent être comparés : ils mesurent des choses différentes",
     "%s e %s non possono essere confrontati: misurano cose diverse"},
    {"these figures count different things: %s is '%s', %s is '%s'; take two that count the same, or say that the "
     "difference does not matter with :unscoped()",
     "ces chiffres comptent des choses différentes : %s est « %s », %s est « %s » ; prenez-en deux qui comptent la "
     "même "
     "chose, ou dites avec :unscoped() que la différence n'importe pas",
     "queste cifre contano cose diverse: %s è «%s», %s è «%s»; prendetene due che contano la stessa cosa, o dite con "
     ":unscoped() che la differenza non importa"},
    {"'%s' is not a figure: write 4750, 52.5, >200, <=2000, 10000..20000, ~53, ~400 (390..400), ?, nc, n/a or s, then "
     "its unit; no separators of thousands, and a point before decimals",
     "« %s » n'est pas un chiffre : écrivez 4750, 52.5, >200, <=2000, 10000..20000, ~53, ~400 (390..400), ?, nc, n/a "
     "ou "
     "s, puis son unité ; sans séparateur de milliers, et un point avant les décimales",
     "«%s» non è una cifra: scrivete 4750, 52.5, >200, <=2000, 10000..20000, ~53, ~400 (390..400), ?, nc, n/a o s, poi "
     "la sua unità; senza separatori delle migliaia, e un punto prima dei decimali"},
    {"'%s' holds no number: a range is written from the lower to the higher, as in 10000..20000",
     "« %s » ne contient aucun nombre : un intervalle s'écrit du plus petit au plus grand, comme 10000..20000",
     "«%s» non contiene alcun numero: un intervallo si scrive dal più piccolo al più grande, come 10000..20000"},
    {"'%s' lies outside its own bounds: the number must lie within those in parentheses",
     "« %s » sort de ses propres bornes : le nombre doit être compris dans celles entre parenthèses",
     "«%s» esce dai propri limiti: il numero deve stare entro quelli tra parentesi"},
    {"'%s' is not in the unit expected here, %s, nor in one that converts to it",
     "« %s » n'est ni dans l'unité attendue ici, %s, ni dans une unité qui s'y convertit",
     "«%s» non è nell'unità attesa qui, %s, né in una che vi si converte"},
    {"it cannot be decided whether %s %s %s: what is missing is %s", "on ne peut décider si %s %s %s : il manque %s",
     "non si può decidere se %s %s %s: manca %s"},
    {"it cannot be decided whether %s %s %s: within the bounds it may be true or false; a narrower figure would settle "
     "it for: %s",
     "on ne peut décider si %s %s %s : dans ces bornes, ce peut être vrai ou faux ; un chiffre plus précis trancherait "
     "pour : %s",
     "non si può decidere se %s %s %s: entro i limiti può essere vero o falso; deciderebbe una cifra più precisa per: "
     "%s"},
    {"it cannot be decided whether %s %s %s: within the bounds it may be true or false; narrower bounds would settle "
     "it",
     "on ne peut décider si %s %s %s : dans ces bornes, ce peut être vrai ou faux ; des bornes plus étroites "
     "trancheraient",
     "non si può decidere se %s %s %s: entro i limiti può essere vero o falso; deciderebbero limiti più stretti"},
    /* reasons of figures without a value */
    {"the divisor is zero", "le diviseur est nul", "il divisore è zero"},
    {"the divisor may be below zero, zero or above", "le diviseur peut être négatif, nul ou positif",
     "il divisore può essere negativo, zero o positivo"},
    {"the divisor may be zero: the bounds hold where it is not",
     "le diviseur peut être nul : les bornes valent s'il ne l'est pas",
     "il divisore può essere zero: i limiti valgono se non lo è"},
    {"such a power has no value for zero or below", "une telle puissance n'a pas de valeur pour zéro ou moins",
     "una tale potenza non ha valore per zero o meno"},
    {"it is no number (0/0)", "ce n'est pas un nombre (0/0)", "non è un numero (0/0)"},
    {"there are no values", "il n'y a pas de valeurs", "non ci sono valori"},
    {"a value is, or may be, below zero", "une valeur est, ou peut être, négative",
     "un valore è, o può essere, negativo"},
    {"the total is zero", "le total est nul", "il totale è zero"},
    {"the whole is zero", "le tout est nul", "l'intero è zero"},
    {"the part is greater than the whole", "la partie dépasse le tout", "la parte supera l'intero"},
    {"there is only one value", "il n'y a qu'une valeur", "c'è un solo valore"},
    {"the starting value is zero", "la valeur de départ est nulle", "il valore iniziale è zero"},
    {"no time lies between the two values", "aucun temps ne sépare les deux valeurs",
     "nessun tempo separa i due valori"},
    {"an edge between classes must be a number, and %s is not",
     "une limite entre classes doit être un nombre, et %s n'en est pas un",
     "un limite tra classi dev'essere un numero, e %s non lo è"},
    {"the edges between classes must rise, and %s comes after %s: give them from the least",
     "les limites entre classes doivent croître, et %s vient après %s : donnez-les de la plus petite à la plus grande",
     "i limiti tra classi devono crescere, e %s viene dopo %s: dateli dal più piccolo"},
    {"the total is below zero", "le total est négatif", "il totale è negativo"},
    {"a value is zero", "une valeur est nulle", "un valore è zero"},
    {"a value is unknown", "une valeur est inconnue", "un valore è ignoto"},
    {"a weight is below zero, or unknown", "un poids est négatif ou inconnu", "un peso è negativo o ignoto"},
    {"the weights add up to zero", "la somme des poids est nulle", "la somma dei pesi è zero"},
    {"a value of the reference is below zero, or unknown", "une valeur de la référence est négative ou inconnue",
     "un valore del riferimento è negativo o ignoto"},
    {"the reference adds up to zero", "la somme de la référence est nulle", "la somma del riferimento è zero"},
    {"the aversion to inequality must be zero or above, and %g is not: give 0.5 or 1",
     "l'aversion à l'inégalité doit être nulle ou positive, et %g ne l'est pas : donnez 0.5 ou 1",
     "l'avversione alla disuguaglianza dev'essere zero o positiva, e %g non lo è: date 0.5 o 1"},
    {"the base of a logarithm must be above 1, and %g is not: give 2 or 10",
     "la base d'un logarithme doit dépasser 1, et %g ne la dépasse pas : donnez 2 ou 10",
     "la base di un logaritmo dev'essere maggiore di 1, e %g non lo è: date 2 o 10"},
    {"the order of a Hill number must be zero or above, and %g is not: give 0, 1 or 2",
     "l'ordre d'un nombre de Hill doit être nul ou positif, et %g ne l'est pas : donnez 0, 1 ou 2",
     "l'ordine di un numero di Hill dev'essere zero o positivo, e %g non lo è: date 0, 1 o 2"},
    {"the region's total is zero", "le total de la région est nul", "il totale della regione è zero"},
    {"the activity's total is zero", "le total de l'activité est nul", "il totale dell'attività è zero"},
    {"only one region has a value", "une seule région a une valeur", "una sola regione ha un valore"},
    {"all regions have the same value", "toutes les régions ont la même valeur",
     "tutte le regioni hanno lo stesso valore"},
    {"no other region has anything", "aucune autre région n'a rien", "nessun'altra regione ha qualcosa"},
    {"the nation starts at zero", "la nation part de zéro", "la nazione parte da zero"},
    {"an activity starts at zero in the nation and not in the region",
     "une activité part de zéro dans la nation et non dans la région",
     "un'attività parte da zero nella nazione e non nella regione"},
    {"an activity starts, or may start, at zero in the region",
     "une activité part, ou peut partir, de zéro dans la région",
     "un'attività parte, o può partire, da zero nella regione"},
    {"the region's and the nation's activities at both ends must be the same: %zu, %zu, %zu and %zu were given",
     "les activités de la région et de la nation aux deux dates doivent être les mêmes : %zu, %zu, %zu et %zu ont été "
     "données",
     "le attività della regione e della nazione alle due date devono essere le stesse: ne sono state date %zu, %zu, "
     "%zu "
     "e %zu"},
    {"the jobs of a plant are unknown, or below zero", "les emplois d'un établissement sont inconnus ou négatifs",
     "gli addetti di uno stabilimento sono ignoti o negativi"},
    {"the employment of a region is unknown, or below zero", "l'emploi d'une région est inconnu ou négatif",
     "l'occupazione di una regione è ignota o negativa"},
    {"the plants have no jobs", "les établissements n'ont pas d'emplois", "gli stabilimenti non hanno addetti"},
    {"there is only one plant", "il n'y a qu'un établissement", "c'è un solo stabilimento"},
    {"one region has all employment", "une région a tout l'emploi", "una regione ha tutta l'occupazione"},
    {"plant %zu lies in none of the regions whose employment is given",
     "l'établissement %zu n'est dans aucune des régions dont l'emploi est donné",
     "lo stabilimento %zu non è in nessuna delle regioni di cui è data l'occupazione"},
    {"%s: ", "%s : ", "%s: "},
    {NULL, NULL, NULL},
};
