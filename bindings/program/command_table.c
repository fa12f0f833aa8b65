#include <string.h>

#include "program/command.h"
#include "program/options.h"

#define PLACE_AND_PERIOD (GRAPPE_OWN(GRAPPE_OPTION_AT) | GRAPPE_OWN(GRAPPE_OPTION_PERIOD))

static const grappe_command table[] = {
    {"init",
     grappe_command_init,
     "init [DIR] [--example]",
     GRAPPE_OWN(GRAPPE_OPTION_EXAMPLE),
     0,
     1,
     {"make a new observatory\n"
      "In DIR, or else here: cluster.grappe, with the reference data (territories, activities, the value chain and "
      "other\n"
      "vocabulary), and a folder scripts/ for your own scripts, which come before the shipped ones of the same name.",
      "créer un observatoire\n"
      "Dans DIR, ou sinon ici : cluster.grappe, avec les données de référence (territoires, activités, chaîne de "
      "valeur et\n"
      "autre vocabulaire), et un dossier scripts/ pour vos propres scripts, qui passent avant ceux fournis du même "
      "nom.",
      "creare un osservatorio\n"
      "In DIR, o altrimenti qui: cluster.grappe, con i dati di riferimento (territori, attività, catena del valore e "
      "altro\n"
      "vocabolario), e una cartella scripts/ per i vostri script, che precedono quelli forniti con lo stesso nome."}},
    {"run",
     grappe_command_run,
     "run FILE|- [ARG…]",
     0,
     1,
     -1,
     {"run a script\n"
      "'-' reads it from standard input. The script finds ARG… in the table arg; after '--' they may look like "
      "options.\n"
      "What the script returns is shown.",
      "exécuter un script\n"
      "« - » le lit sur l'entrée standard. Le script trouve ARG… dans la table arg ; après « -- » ils peuvent "
      "ressembler à\n"
      "des options. Ce que le script renvoie est affiché.",
      "eseguire uno script\n"
      "«-» lo legge dallo standard input. Lo script trova ARG… nella tabella arg; dopo «--» possono somigliare a "
      "opzioni.\n"
      "Ciò che lo script restituisce viene mostrato."}},
    {"eval",
     grappe_command_eval,
     "eval 'EXPRESSION'",
     0,
     1,
     1,
     {"show the value of an expression\n"
      "For example: grappe eval 'sites:within \"Normandie\":count()'. Statements are allowed too.",
      "afficher la valeur d'une expression\n"
      "Par exemple : grappe eval 'sites:within \"Normandie\":count()'. Des instructions sont permises aussi.",
      "mostrare il valore di un'espressione\n"
      "Per esempio: grappe eval 'sites:within \"Normandie\":count()'. Sono permesse anche istruzioni."}},
    {"indicator",
     grappe_command_prelude,
     "indicator [ID…] [--at NAME…] [--period P]",
     PLACE_AND_PERIOD,
     0,
     -1,
     {"compute indicators, or list them\n"
      "Without --at: for every place of the indicator's level.",
      "calculer des indicateurs, ou les lister\n"
      "Sans --at : pour tous les lieux du niveau de l'indicateur.",
      "calcolare indicatori, o elencarli\n"
      "Senza --at: per tutti i luoghi del livello dell'indicatore."}},
    {"compare",
     grappe_command_prelude,
     "compare ID… --at A,B [--period P] [--benchmark NAME]",
     PLACE_AND_PERIOD | GRAPPE_OWN(GRAPPE_OPTION_BENCHMARK),
     0,
     -1,
     {"compare places by indicators, or by a comparison; or list the comparisons",
      "comparer des lieux selon des indicateurs, ou par une comparaison ; ou lister les comparaisons",
      "confrontare luoghi secondo indicatori, o con un confronto; o elencare i confronti"}},
    {"explain",
     grappe_command_prelude,
     "explain ID --at NAME --period P",
     PLACE_AND_PERIOD,
     1,
     1,
     {"say how an indicator's value came about: formula, inputs, bounds, sources",
      "dire d'où vient la valeur d'un indicateur : formule, données, bornes, sources",
      "dire come nasce il valore di un indicatore: formula, dati, limiti, fonti"}},
    {"import",
     grappe_command_import,
     "import registry FILE… [--dry-run] [--rejects FILE]",
     GRAPPE_OWN(GRAPPE_OPTION_DRY_RUN) | GRAPPE_OWN(GRAPPE_OPTION_REJECTS),
     1,
     -1,
     {"bring CSV files into the observatory\n"
      "The file's name, or its header, says what it holds: site.csv, membership-2026.csv. All files in one "
      "transaction:\n"
      "if a row is wrong nothing is imported, unless --rejects says where the wrong rows go. Status 1: rows were "
      "wrong.",
      "faire entrer des fichiers CSV dans l'observatoire\n"
      "Le nom du fichier, ou son en-tête, dit ce qu'il contient : site.csv, membership-2026.csv. Tous les fichiers en "
      "une\n"
      "transaction : si une ligne est fausse rien n'est importé, sauf si --rejects dit où mettre les lignes fausses.\n"
      "Statut 1 : des lignes étaient fausses.",
      "portare file CSV nell'osservatorio\n"
      "Il nome del file, o la sua intestazione, dice che cosa contiene: site.csv, membership-2026.csv. Tutti i file in "
      "una\n"
      "transazione: se una riga è sbagliata non si importa nulla, salvo che --rejects dica dove vanno le righe "
      "sbagliate.\n"
      "Stato 1: c'erano righe sbagliate."}},
    {"test",
     grappe_command_prelude,
     "test [FILE…]",
     0,
     0,
     -1,
     {"run the examples that scripts carry\n"
      "Of the scripts in FILE…, or else of all, your own and the shipped ones. Status 1: one of them failed.",
      "exécuter les exemples que portent les scripts\n"
      "De ceux de FILE…, ou sinon de tous, les vôtres et ceux fournis. Statut 1 : l'un d'eux a échoué.",
      "eseguire gli esempi che gli script contengono\n"
      "Di quelli in FILE…, o altrimenti di tutti, vostri e forniti. Stato 1: uno di essi è fallito."}},
    {"verify",
     grappe_command_verify,
     "verify",
     0,
     0,
     0,
     {"look the whole observatory over: integrity, references, keys, names\n"
      "Status 1: something is wrong, and said.",
      "vérifier tout l'observatoire : intégrité, références, clés, noms\n"
      "Statut 1 : quelque chose ne va pas, et c'est dit.",
      "controllare tutto l'osservatorio: integrità, riferimenti, chiavi, nomi\n"
      "Stato 1: qualcosa non va, ed è detto."}},
    {"backup",
     grappe_command_backup,
     "backup FILE",
     0,
     1,
     1,
     {"write a consistent copy of the observatory, while others may go on working",
      "écrire une copie cohérente de l'observatoire, pendant que d'autres continuent à travailler",
      "scrivere una copia coerente dell'osservatorio, mentre altri continuano a lavorare"}},
    {"model",
     grappe_command_model,
     "model datapackage [FOLDER]",
     0,
     1,
     2,
     {"write descriptions made from the data model\n"
      "datapackage: the datapackage.json of the CSV files in FOLDER, or else of every entity.",
      "écrire les descriptions tirées du modèle de données\n"
      "datapackage : le datapackage.json des fichiers CSV de FOLDER, ou sinon de toutes les entités.",
      "scrivere le descrizioni tratte dal modello dei dati\n"
      "datapackage: il datapackage.json dei file CSV di FOLDER, o altrimenti di tutte le entità."}},
    {"help",
     grappe_command_help,
     "help [TOPIC]",
     0,
     0,
     1,
     {"help on a command, or on anything that scripts can use",
      "aide sur une commande, ou sur tout ce que les scripts peuvent utiliser",
      "aiuto su un comando, o su tutto ciò che gli script possono usare"}},
};

#define COUNT (sizeof table / sizeof *table)

const grappe_command *grappe_command_at(size_t index) {
  return index < COUNT ? &table[index] : NULL;
}

const grappe_command *grappe_command_find(const char *name) {
  for (size_t i = 0; i < COUNT; i++)
    if (strcmp(table[i].name, name) == 0) return &table[i];
  return NULL;
}
