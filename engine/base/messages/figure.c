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
    {"the ground of this territory changed between the geographies of both: %s is on that of %s, %s on that of %s; ask "
     "for both with geography = %s; if their source gives both on one geography, state it in the source's field "
     "geography; averages and rates meet with :any_geography()",
     "le contour de ce territoire a changé entre les géographies des deux : %s est sur celle de %s, %s sur celle de %s "
     "; "
     "demandez les deux avec geography = %s ; si leur source donne les deux sur une même géographie, dites-le dans le "
     "champ geography de la source ; moyennes et taux se rapprochent avec :any_geography()",
     "il perimetro di questo territorio è cambiato tra le geografie delle due cifre: %s è su quella del %s, %s su "
     "quella "
     "del %s; chiedetele entrambe con geography = %s; se la fonte le dà tutte e due su una stessa geografia, ditelo "
     "nel "
     "campo geography della fonte; medie e tassi si confrontano con :any_geography()"},
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
    {"%s: ", "%s : ", "%s: "},
    {NULL, NULL, NULL},
};
