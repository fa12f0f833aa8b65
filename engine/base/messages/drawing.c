#include "base/messages/messages.h"

const grappe_message grappe_messages_drawing[] = {
    {"'%s' is not a kind of chart: write bars, lines, sparklines, slope or lorenz; maps are drawn with frame:map()",
     "« %s » n'est pas un genre de graphique : écrivez bars, lines, sparklines, slope ou lorenz ; les cartes se "
     "dessinent "
     "avec tableau:map()",
     "«%s» non è un tipo di grafico: scrivete bars, lines, sparklines, slope o lorenz; le mappe si disegnano con "
     "prospetto:map()"},
    {"Not drawn, for want of an outline or a position: %s\n", "Non dessinés, faute de contour ou de position : %s\n",
     "Non disegnati, per mancanza di contorno o posizione: %s\n"},
    {"Outlines: %s\n", "Contours : %s\n", "Contorni: %s\n"},
    {"; … and %zu more", " ; … et %zu de plus", "; … e ancora %zu"},
    {"Bar chart.", "Graphique en barres.", "Grafico a barre."},
    {"Line chart.", "Graphique en lignes.", "Grafico a linee."},
    {"Small lines, each on a scale of its own.", "Petites lignes, chacune à sa propre échelle.",
     "Piccole linee, ognuna con la propria scala."},
    {"Slope chart: two moments, and a line for what became of each row.",
     "Graphique en pentes : deux moments, et une ligne pour ce qu'est devenue chaque ligne du tableau.",
     "Grafico a pendenze: due momenti, e una linea per l'evoluzione di ogni riga."},
    {"Lorenz curve: the share of the sum that the smallest rows hold together.",
     "Courbe de Lorenz : la part de la somme que détiennent ensemble les plus petites lignes.",
     "Curva di Lorenz: la quota della somma che le righe più piccole hanno insieme."},
    {"Map.", "Carte.", "Mappa."},
    {"Gini coefficient %s", "Coefficient de Gini %s", "Coefficiente di Gini %s"},
    {"Gini coefficient between %s and %s", "Coefficient de Gini entre %s et %s", "Coefficiente di Gini tra %s e %s"},
    {"0: all the same; near 1: one has all", "0 : tous égaux ; près de 1 : un seul a tout",
     "0: tutti uguali; vicino a 1: uno ha tutto"},
    {"part of the rows, from the smallest to the greatest", "part des lignes, de la plus petite à la plus grande",
     "parte delle righe, dalla più piccola alla più grande"},
    {"this frame names no territories: a map needs a column of places, such as figures { … } or by(\"region\") give",
     "ce tableau ne nomme pas de territoires : une carte demande une colonne de lieux, comme en donnent figures { … } "
     "ou "
     "by(\"region\")",
     "questo prospetto non nomina territori: una mappa richiede una colonna di luoghi, come quelle di figures { … } o "
     "by(\"region\")"},
    {"a place that nobody stated", "un lieu que personne n'a indiqué", "un luogo che nessuno ha indicato"},
    {"two rows are of %s: a map shows one value for each territory; choose a period, or group the rows",
     "deux lignes portent sur %s : une carte montre une valeur par territoire ; choisissez une période, ou regroupez "
     "les "
     "lignes",
     "due righe riguardano %s: una mappa mostra un valore per territorio; scegliete un periodo, o raggruppate le "
     "righe"},
    {"a map has at most %d classes that can be told apart, found %zu",
     "une carte a au plus %d classes que l'œil distingue, ici %zu",
     "una mappa ha al massimo %d classi distinguibili, trovate %zu"},
    {"all values", "toutes les valeurs", "tutti i valori"},
    {"%s or less", "%s ou moins", "%s o meno"},
    {"less than %s", "moins de %s", "meno di %s"},
    {"more than %s", "plus de %s", "più di %s"},
    {"%s or more", "%s ou plus", "%s o più"},
    {"more than %s, up to %s", "plus de %s, jusqu'à %s", "più di %s, fino a %s"},
    {"%s to less than %s", "de %s à moins de %s", "da %s a meno di %s"},
    {"none of these territories has an outline or a position: outlines stand in data/geo and are imported with 'grappe "
     "import registry'",
     "aucun de ces territoires n'a de contour ni de position : les contours sont dans data/geo et s'importent par "
     "« grappe import registry »",
     "nessuno di questi territori ha un contorno o una posizione: i contorni stanno in data/geo e si importano con "
     "«grappe import registry»"},
    {"the outline of %s is not one: expected 'x,y dx,dy …' in thousandths of a degree, found '%.40s'",
     "le contour de %s n'en est pas un : attendu « x,y dx,dy … » en millièmes de degré, trouvé « %.40s »",
     "il contorno di %s non è valido: atteso «x,y dx,dy …» in millesimi di grado, trovato «%.40s»"},
    {"the outline of %s has fewer than three points", "le contour de %s a moins de trois points",
     "il contorno di %s ha meno di tre punti"},
    {"a chart takes at most %d columns, found %zu", "un graphique prend au plus %d colonnes, ici %zu",
     "un grafico prende al massimo %d colonne, trovate %zu"},
    {"the column '%s' holds no figures: a chart draws figures or numbers",
     "la colonne « %s » ne contient pas de chiffres : un graphique dessine des chiffres ou des nombres",
     "la colonna «%s» non contiene cifre: un grafico disegna cifre o numeri"},
    {"this frame has no column of figures: there is nothing to draw",
     "ce tableau n'a pas de colonne de chiffres : il n'y a rien à dessiner",
     "questo prospetto non ha una colonna di cifre: non c'è nulla da disegnare"},
    {"lines along the column '%s' draw one column of figures: name one of them with value =",
     "des lignes au fil de la colonne « %s » dessinent une seule colonne de chiffres : nommez-la avec value =",
     "linee lungo la colonna «%s» disegnano una sola colonna di cifre: nominatela con value ="},
    {"the figures of a chart share one unit", "les chiffres d'un graphique ont une même unité",
     "le cifre di un grafico hanno la stessa unità"},
    {"two rows are called '%s' at '%s': a line has one value at each place; choose the rows, or name the column that "
     "keeps "
     "them apart with label =",
     "deux lignes s'appellent « %s » en « %s » : un tracé a une valeur par point ; choisissez les lignes, ou nommez "
     "avec "
     "label = la colonne qui les distingue",
     "due righe si chiamano «%s» in «%s»: un tracciato ha un valore per punto; scegliete le righe, o nominate con "
     "label = "
     "la colonna che le distingue"},
    {"a Lorenz curve needs amounts: '%s' may be below zero (%s)",
     "une courbe de Lorenz demande des montants : « %s » peut être négatif (%s)",
     "una curva di Lorenz richiede quantità: «%s» può essere negativo (%s)"},
    {"a drawing of %zu rows could not be read: draw at most %zu, such as :top(20)",
     "un dessin de %zu lignes serait illisible : dessinez-en au plus %zu, par exemple :top(20)",
     "un disegno di %zu righe sarebbe illeggibile: disegnatene al massimo %zu, per esempio :top(20)"},
    {"a slope chart compares two periods or two columns, found %zu: choose two",
     "un graphique en pentes compare deux périodes ou deux colonnes, ici %zu : choisissez-en deux",
     "un grafico a pendenze confronta due periodi o due colonne, trovati %zu: sceglietene due"},
    {"a chart of %zu lines could not be read: draw at most %d",
     "un graphique de %zu tracés serait illisible : dessinez-en au plus %d",
     "un grafico di %zu linee sarebbe illeggibile: disegnatene al massimo %d"},
    {"a map and a Lorenz curve draw one column of figures, found %zu",
     "une carte et une courbe de Lorenz dessinent une seule colonne de chiffres, ici %zu",
     "una mappa e una curva di Lorenz disegnano una sola colonna di cifre, trovate %zu"},
    {"From %s to %s", "De %s à %s", "Da %s a %s"},
    {"There is nothing to draw: the table has no rows.", "Il n'y a rien à dessiner : le tableau n'a pas de lignes.",
     "Non c'è nulla da disegnare: il prospetto non ha righe."},
    {"in several classes", "dans plusieurs classes", "in più classi"},
    {"between these two", "entre ces deux bornes", "tra questi due limiti"},
    {"no end is known", "borne inconnue de ce côté", "limite sconosciuto da questo lato"},
    {"an image is made of a drawing: write …:chart() or …:map() after the table, or choose another format",
     "une image se tire d'un dessin : écrivez …:chart() ou …:map() après le tableau, ou choisissez une autre forme",
     "un'immagine si ricava da un disegno: scrivete …:chart() o …:map() dopo il prospetto, o scegliete un'altra forma"},
    {"the drawing could not be turned into an image: %s", "le dessin n'a pas pu devenir une image : %s",
     "non è stato possibile fare del disegno un'immagine: %s"},
    {"this Grappe was built without librsvg: it writes drawings as SVG only. Write to a file that ends in .svg, or "
     "build it "
     "with librsvg",
     "ce Grappe a été compilé sans librsvg : il n'écrit les dessins qu'en SVG. Écrivez dans un fichier en .svg, ou "
     "compilez-le avec librsvg",
     "questo Grappe è stato compilato senza librsvg: scrive i disegni solo in SVG. Scrivete in un file .svg, o "
     "compilatelo "
     "con librsvg"},
    {"value = the name of a column of figures, or a list of names",
     "value = le nom d'une colonne de chiffres, ou une liste de noms",
     "value = il nome di una colonna di cifre, o una lista di nomi"},
    {"a drawing", "un dessin", "un disegno"},
    {NULL, NULL, NULL},
};
