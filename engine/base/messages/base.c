#include "base/messages/messages.h"

const grappe_message grappe_messages_base[] = {
    {"not enough memory: ask for less at once, or raise the limit (see .limits)",
     "mémoire insuffisante : demandez moins à la fois, ou relevez la limite (voir .limits)",
     "memoria insufficiente: chiedete meno alla volta, o alzate il limite (vedi .limits)"},
    {"'%s' is not a period: write 2018, 2018-03, 2018-03-31, 2018-2019 or 2018-01-01/2018-06-30",
     "« %s » n'est pas une période : écrivez 2018, 2018-03, 2018-03-31, 2018-2019 ou 2018-01-01/2018-06-30",
     "«%s» non è un periodo: scrivete 2018, 2018-03, 2018-03-31, 2018-2019 o 2018-01-01/2018-06-30"},
    {"interrupted", "interrompu", "interrotto"},

    /* status.c: why the system refused */
    {"No such file or directory", "ce fichier ou ce dossier n'existe pas", "questo file o questa cartella non esiste"},
    {"Permission denied", "vous n'en avez pas le droit", "non ne avete il permesso"},
    {"Operation not permitted", "cette opération n'est pas permise", "questa operazione non è permessa"},
    {"File exists", "il existe déjà", "esiste già"},
    {"Not a directory", "ce n'est pas un dossier", "non è una cartella"},
    {"Is a directory", "c'est un dossier", "è una cartella"},
    {"Directory not empty", "le dossier n'est pas vide", "la cartella non è vuota"},
    {"No space left on device", "il n'y a plus de place sur le disque", "non c'è più spazio sul disco"},
    {"Disk quota exceeded", "votre part du disque est épuisée", "la vostra parte del disco è esaurita"},
    {"File too large", "le fichier est trop grand", "il file è troppo grande"},
    {"Read-only file system", "ce disque ne peut qu'être lu", "questo disco si può solo leggere"},
    {"Input/output error", "le disque ou le réseau a failli", "il disco o la rete ha avuto un guasto"},
    {"Device or resource busy", "il est occupé par un autre programme", "è occupato da un altro programma"},
    {"Broken pipe", "le programme qui lisait s'est arrêté", "il programma che leggeva si è fermato"},
    {"Too many open files", "trop de fichiers sont ouverts", "troppi file sono aperti"},
    {"Too many open files in system", "trop de fichiers sont ouverts sur cette machine",
     "troppi file sono aperti su questa macchina"},
    {"File name too long", "le nom du fichier est trop long", "il nome del file è troppo lungo"},
    {"Too many levels of symbolic links", "des liens tournent en rond", "alcuni collegamenti girano in tondo"},
    {"Cannot allocate memory", "la mémoire manque", "manca la memoria"},
    {"Invalid cross-device link", "ces deux endroits sont sur des disques différents",
     "questi due luoghi sono su dischi diversi"},
    {"Invalid argument", "le système ne le prend pas", "il sistema non lo accetta"},

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
