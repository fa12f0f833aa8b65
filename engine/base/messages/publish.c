#include "base/messages/messages.h"

const grappe_message grappe_messages_publish[] = {
    {"'%s' is not a format of output: write table, csv, csv-excel-fr, json or md",
     "« %s » n'est pas un format de sortie : écrivez table, csv, csv-excel-fr, json ou md",
     "«%s» non è un formato di uscita: scrivete table, csv, csv-excel-fr, json o md"},
    {"Note: %s", "Remarque : %s", "Nota: %s"},
    {"%s: %s", "%s : %s", "%s: %s"},
    {": ", " : ", ": "},
    {"(no rows)", "(aucune ligne)", "(nessuna riga)"},
    {"… and 1 more row", "… et 1 autre ligne", "… e un'altra riga"},
    {"… and %zu more rows", "… et %zu autres lignes", "… e altre %zu righe"},
    {"… and more columns: ", "… et d'autres colonnes : ", "… e altre colonne: "},
    {"and 1 more source", "et 1 autre source", "e un'altra fonte"},
    {"and %zu more sources", "et %zu autres sources", "e altre %zu fonti"},
    {"'%s' is not a field of %s: describe only the columns that the model has",
     "« %s » n'est pas un champ de %s : ne décrivez que les colonnes du modèle",
     "«%s» non è un campo di %s: descrivete solo le colonne del modello"},
    {NULL, NULL, NULL},
};
