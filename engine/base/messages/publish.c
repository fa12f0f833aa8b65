#include "base/messages/messages.h"

const grappe_message grappe_messages_publish[] = {
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
    {"'%s' is not a format of output: write one of %s", "« %s » n'est pas un format de sortie : écrivez l'un de %s",
     "«%s» non è un formato di uscita: scrivete uno di %s"},
    {"the dimensions of this frame span %.0g cells, more than the format can number: choose some columns or rows, or "
     "write csv",
     "les dimensions de ce tableau couvrent %.0g cellules, plus que le format ne sait numéroter : choisissez des "
     "colonnes ou des lignes, ou écrivez csv",
     "le dimensioni di questa tabella coprono %.0g celle, più di quante il formato sappia numerare: scegliete colonne "
     "o righe, o scrivete csv"},
    {"there is no column of figures here, which this format is made of: write csv, xlsx or json",
     "il n'y a ici aucune colonne de chiffres, dont ce format est fait : écrivez csv, xlsx ou json",
     "qui non c'è nessuna colonna di cifre, di cui questo formato è fatto: scrivete csv, xlsx o json"},
    {"this Grappe was built without %s: install it and build again, or write another format",
     "ce Grappe a été compilé sans %s : installez-la et recompilez, ou écrivez un autre format",
     "questo Grappe è stato compilato senza %s: installatela e ricompilate, o scrivete un altro formato"},
    {"Source", "Source", "Fonte"},
    {"Place in it", "Emplacement", "Posizione"},
    {"Column", "Colonne", "Colonna"},
    {"Meaning", "Signification", "Significato"},
    {"Unit", "Unité", "Unità"},
    {"Sign or status", "Signe ou statut", "Segno o stato"},
    {"Notes", "Remarques", "Note"},
    {"least and greatest value that hold; empty where open",
     "plus petite et plus grande valeur possibles ; vide si ouvert",
     "valore minimo e massimo possibili; vuoto se aperto"},
    {"%zu rows of %zu columns are more than a sheet of a workbook holds (%d rows, %d columns): choose some, or write "
     "csv",
     "%zu lignes de %zu colonnes sont plus que ne contient une feuille de classeur (%d lignes, %d colonnes) : "
     "choisissez-en, ou écrivez csv",
     "%zu righe di %zu colonne sono più di quante ne contenga un foglio di lavoro (%d righe, %d colonne): sceglietene "
     "alcune, o scrivete csv"},
    {"Data", "Données", "Dati"},
    {"Read me", "Lisez-moi", "Leggimi"},
    {"a text is longer than a cell of a workbook holds (%d characters): write csv",
     "un texte est plus long que ne contient une cellule de classeur (%d caractères) : écrivez csv",
     "un testo è più lungo di quanto contenga una cella di lavoro (%d caratteri): scrivete csv"},
    {"cannot write a workbook: %s", "impossible d'écrire un classeur : %s",
     "impossibile scrivere una cartella di lavoro: %s"},
    {NULL, NULL, NULL},
};
