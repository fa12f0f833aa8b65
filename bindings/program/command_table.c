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
    {"export",
     grappe_command_eval,
     "export QUERY -o FILE",
     0,
     1,
     1,
     {"write the rows of a query to a file\n"
      "For example: grappe export 'sites:within \"Normandie\"' -o sites.xlsx. The ending of FILE says the format, or "
      "--format.\n"
      "A workbook (.xlsx) or CSV of rows of the registry has a column for each field and can be edited and imported "
      "again:\n"
      "grappe import registry shows what changed, cell by cell.",
      "écrire les lignes d'une requête dans un fichier\n"
      "Par exemple : grappe export 'sites:within \"Normandie\"' -o sites.xlsx. L'extension de FILE dit le format, ou "
      "--format.\n"
      "Un classeur (.xlsx) ou un CSV de lignes du registre a une colonne par champ ; il peut être modifié et importé à "
      "nouveau :\n"
      "grappe import registry montre ce qui a changé, cellule par cellule.",
      "scrivere le righe di una ricerca in un file\n"
      "Per esempio: grappe export 'sites:within \"Normandie\"' -o sites.xlsx. L'estensione di FILE dice il formato, o "
      "--format.\n"
      "Una cartella di lavoro (.xlsx) o un CSV di righe del registro ha una colonna per campo; si può modificare e "
      "importare\n"
      "di nuovo: grappe import registry mostra ciò che è cambiato, cella per cella."}},
    {"indicator",
     grappe_command_prelude,
     "indicator [ID…] [--at NAME…] [--period P] [--record]",
     PLACE_AND_PERIOD | GRAPPE_OWN(GRAPPE_OPTION_RECORD),
     0,
     -1,
     {"compute indicators, or list them\n"
      "Without --at: for every place of the indicator's level. --at level:region: for every region; then without ID "
      "all\n"
      "indicators of regions. --period 2006..2022: for each of the years. Status 1: an indicator failed for a place.",
      "calculer des indicateurs, ou les lister\n"
      "Sans --at : pour tous les lieux du niveau de l'indicateur. --at level:region : pour chaque région ; alors sans "
      "ID "
      "tous\n"
      "les indicateurs des régions. --period 2006..2022 : pour chaque année. Statut 1 : un indicateur a échoué pour un "
      "lieu.",
      "calcolare indicatori, o elencarli\n"
      "Senza --at: per tutti i luoghi del livello dell'indicatore. --at level:region: per ogni regione; allora senza "
      "ID "
      "tutti\n"
      "gli indicatori delle regioni. --period 2006..2022: per ogni anno. Stato 1: un indicatore è fallito per un "
      "luogo."}},
    {"compare",
     grappe_command_prelude,
     "compare ID… --at A,B [--period P] [--benchmark NAME]",
     PLACE_AND_PERIOD | GRAPPE_OWN(GRAPPE_OPTION_BENCHMARK),
     0,
     -1,
     {"compare places by indicators, or by a comparison; or list the comparisons",
      "comparer des lieux selon des indicateurs, ou par une comparaison ; ou lister les comparaisons",
      "confrontare luoghi secondo indicatori, o con un confronto; o elencare i confronti"}},
    {"rules",
     grappe_command_prelude,
     "rules [ID…] [--on QUERY] [--date DAY]",
     GRAPPE_OWN(GRAPPE_OPTION_ON) | GRAPPE_OWN(GRAPPE_OPTION_DATE),
     0,
     -1,
     {"apply rules, or list them\n"
      "Without --on: to every row that a rule is for. Status 1: a row fails a rule of severity 'error'.",
      "appliquer des règles, ou les lister\n"
      "Sans --on : à toutes les lignes concernées. Code 1 : une ligne manque à une règle de gravité « error ».",
      "applicare regole, o elencarle\n"
      "Senza --on: a tutte le righe interessate. Stato 1: una riga viola una regola di gravità «error»."}},
    {"explain",
     grappe_command_prelude,
     "explain ID --at NAME… --period P [--row NAME] [--column NAME]",
     PLACE_AND_PERIOD | GRAPPE_OWN(GRAPPE_OPTION_ROW) | GRAPPE_OWN(GRAPPE_OPTION_COLUMN),
     1,
     1,
     {"say how a value of an indicator or a comparison came about\n"
      "Formula, inputs down to observations, bounds, sources; which rows were used and left out, which sources "
      "disagree, and\n"
      "what to find out first. Of a table all cells, or those of --row and --column. --format md and json too.",
      "dire d'où vient une valeur d'un indicateur ou d'une comparaison\n"
      "Formule, données jusqu'aux observations, bornes, sources ; quelles lignes ont compté ou non, quelles sources "
      "se\n"
      "contredisent, et quoi chercher d'abord. D'un tableau toutes les cellules, ou celles de --row et --column. Aussi "
      "avec\n"
      "--format md et json.",
      "dire come nasce un valore di un indicatore o di un confronto\n"
      "Formula, dati fino alle osservazioni, limiti, fonti; quali righe hanno contato o no, quali fonti si "
      "contraddicono, e che\n"
      "cosa cercare per primo. Di una tabella tutte le celle, o quelle di --row e --column. Anche con --format md e "
      "json."}},
    {"report",
     grappe_command_prelude,
     "report [ID] [--at NAME] [--period P] [-o FILE.html]",
     PLACE_AND_PERIOD,
     0,
     -1,
     {"write a report as a page, or list the reports\n"
      "One self-contained HTML file: text, tables, charts and maps, each figure with its source and explanation.",
      "écrire un rapport en une page, ou lister les rapports\n"
      "Un seul fichier HTML autonome : texte, tableaux, graphiques et cartes, chaque chiffre avec sa source et son "
      "explication.",
      "scrivere un rapporto in una pagina, o elencare i rapporti\n"
      "Un solo file HTML autonomo: testo, tabelle, grafici e mappe, ogni cifra con la sua fonte e la sua "
      "spiegazione."}},
    {"replay",
     grappe_command_prelude,
     "replay ID --at NAME --period P --date DAY",
     PLACE_AND_PERIOD | GRAPPE_OWN(GRAPPE_OPTION_DATE),
     1,
     1,
     {"compute an indicator as it would have come out on a day\n"
      "By the script as it was last recorded by then (grappe indicator --record), and the data as they were known "
      "then.",
      "calculer un indicateur tel qu'il serait sorti un certain jour\n"
      "Selon le script tel qu'enregistré en dernier à ce jour (grappe indicator --record), et les données alors "
      "connues.",
      "calcolare un indicatore come sarebbe risultato in un certo giorno\n"
      "Con lo script come registrato per ultimo fino ad allora (grappe indicator --record), e i dati noti allora."}},
    {"diff",
     grappe_command_prelude,
     "diff ID --at NAME --period P --date DAY [--to DAY]",
     PLACE_AND_PERIOD | GRAPPE_OWN(GRAPPE_OPTION_DATE) | GRAPPE_OWN(GRAPPE_OPTION_TO),
     1,
     1,
     {"say which input or which line of the script made an indicator differ between two days",
      "dire quelle donnée ou quelle ligne du script fait différer un indicateur entre deux jours",
      "dire quale dato o quale riga dello script fa differire un indicatore tra due giorni"}},
    {"import",
     grappe_command_import,
     "import FORMAT FILE… [--edition E] [--geography G] [--dry-run] [--yes] [--rejects FILE]",
     GRAPPE_OWN(GRAPPE_OPTION_DRY_RUN) | GRAPPE_OWN(GRAPPE_OPTION_YES) | GRAPPE_OWN(GRAPPE_OPTION_REJECTS) |
         GRAPPE_OWN(GRAPPE_OPTION_EDITION) | GRAPPE_OWN(GRAPPE_OPTION_GEOGRAPHY),
     1,
     -1,
     {"bring published files, or CSV files of your own, into the observatory\n"
      "FORMAT is one of scripts/formats: it says how a published file is read, and which dataset it becomes. FILE is a "
      "file,\n"
      "'-' for standard input, a folder or an archive; .gz, .zst and .zip are read as they are. The edition comes from "
      "a date\n"
      "in the file's name, unless --edition says it; the editions that are there stay. A file that is there already "
      "is\n"
      "recognised, and nothing is done.\n"
      "With 'registry' as FORMAT, tables of the model from CSV or XLSX: the file's name, or its header, says what it "
      "holds:\n"
      "site.csv, membership-2026.csv. Cells of rows that are there already are shown before they change; on a terminal "
      "you are\n"
      "asked, unless --yes says it.\n"
      "All files go in in one transaction: if a row is wrong nothing is imported, unless --rejects says where the "
      "wrong rows\n"
      "go. They are imported again once they are mended. Status 1: rows were wrong.",
      "faire entrer dans l'observatoire des fichiers publiés, ou vos propres fichiers CSV\n"
      "FORMAT est l'un de scripts/formats : il dit comment lire un fichier publié, et quel jeu de données il devient. "
      "FILE est\n"
      "un fichier, « - » pour l'entrée standard, un dossier ou une archive ; .gz, .zst et .zip se lisent tels quels. "
      "L'édition\n"
      "vient d'une date dans le nom du fichier, sauf si --edition la dit ; les éditions déjà là restent. Un fichier "
      "déjà\n"
      "importé est reconnu, et rien n'est fait.\n"
      "Avec « registry » pour FORMAT, des tables du modèle en CSV ou XLSX : le nom du fichier, ou son en-tête, dit ce "
      "qu'il\n"
      "contient : site.csv, membership-2026.csv. Les cellules de lignes déjà présentes sont montrées avant de changer "
      "; "
      "sur un\n"
      "terminal on vous demande, sauf avec --yes.\n"
      "Tous les fichiers entrent en une transaction : si une ligne est fausse rien n'est importé, sauf si --rejects "
      "dit où\n"
      "mettre les lignes fausses. Une fois corrigées, elles s'importent à leur tour. Statut 1 : des lignes étaient "
      "fausses.",
      "portare nell'osservatorio file pubblicati, o file CSV vostri\n"
      "FORMAT è uno di scripts/formats: dice come si legge un file pubblicato, e quale insieme di dati diventa. FILE è "
      "un file,\n"
      "«-» per lo standard input, una cartella o un archivio; .gz, .zst e .zip si leggono così come sono. L'edizione "
      "viene da\n"
      "una data nel nome del file, salvo che la dica --edition; le edizioni presenti restano. Un file già importato è\n"
      "riconosciuto, e non si fa nulla.\n"
      "Con «registry» come FORMAT, tabelle del modello in CSV o XLSX: il nome del file, o la sua intestazione, dice "
      "che cosa\n"
      "contiene: site.csv, membership-2026.csv. Le celle di righe già presenti sono mostrate prima di cambiare; su un "
      "terminale\n"
      "vi si chiede, salvo con --yes.\n"
      "Tutti i file entrano in una transazione: se una riga è sbagliata non si importa nulla, salvo che --rejects dica "
      "dove\n"
      "vanno le righe sbagliate. Una volta corrette, si importano a loro volta. Stato 1: c'erano righe sbagliate."}},
    {"datasets",
     grappe_command_datasets,
     "datasets [drop CODE EDITION]",
     0,
     0,
     3,
     {"list the datasets, or drop an edition of one\n"
      "Dropping takes an edition away for good: the file it came from can be imported again.",
      "lister les jeux de données, ou supprimer une édition\n"
      "La suppression est définitive : le fichier d'origine peut être importé de nouveau.",
      "elencare gli insiemi di dati, o eliminarne un'edizione\n"
      "L'eliminazione è definitiva: il file d'origine si può importare di nuovo."}},
    {"new",
     grappe_command_new,
     "new indicator|comparison|rule|report|format ID [--title TEXT] [--of NAME] [--reference TEXT]",
     GRAPPE_OWN(GRAPPE_OPTION_TITLE) | GRAPPE_OWN(GRAPPE_OPTION_OF) | GRAPPE_OWN(GRAPPE_OPTION_REFERENCE),
     2,
     2,
     {"write a first script of your own\n"
      "Asks three questions on a terminal, and writes scripts/…/ID.lua of the observatory: it passes grappe check and "
      "grappe\n"
      "test as it is, with comments in your language. With the ID of a script that Grappe comes with it is a copy of "
      "that\n"
      "one, to be changed. A file that is there is never overwritten.",
      "écrire un premier script à vous\n"
      "Pose trois questions sur un terminal, et écrit scripts/…/ID.lua de l'observatoire : il passe grappe check et "
      "grappe\n"
      "test tel quel, avec des commentaires dans votre langue. Avec l'ID d'un script fourni avec Grappe, c'est une "
      "copie\n"
      "de celui-ci, à modifier. Un fichier déjà là n'est jamais écrasé.",
      "scrivere un primo script vostro\n"
      "Su un terminale pone tre domande, e scrive scripts/…/ID.lua dell'osservatorio: supera grappe check e grappe "
      "test\n"
      "così com'è, con commenti nella vostra lingua. Con l'ID di uno script fornito con Grappe è una copia di\n"
      "quello, da modificare. Un file che c'è già non viene mai sovrascritto."}},
    {"check",
     grappe_command_prelude,
     "check [FILE…] [--fix]",
     GRAPPE_OWN(GRAPPE_OPTION_FIX),
     0,
     -1,
     {"look scripts over without running them\n"
      "Unknown names, fields, measures and territories with the nearest, units that do not meet, what is never used, "
      "texts\n"
      "that lack a language, circles between indicators. Of FILE…, or else of your own scripts. Status 1: a mistake "
      "was "
      "found;\n"
      "remarks are advice. --fix mends what can safely be mended.",
      "examiner des scripts sans les exécuter\n"
      "Noms, champs, mesures et territoires inconnus avec le plus proche, unités qui ne se rencontrent pas, ce qui ne "
      "sert\n"
      "jamais, textes auxquels manque une langue, cercles entre indicateurs. De FILE…, ou sinon de vos scripts. Statut "
      "1 "
      ":\n"
      "une erreur a été trouvée ; les remarques sont des conseils. --fix corrige ce qui peut l'être sans risque.",
      "esaminare script senza eseguirli\n"
      "Nomi, campi, misure e territori sconosciuti con il più vicino, unità che non si incontrano, ciò che non serve "
      "mai,\n"
      "testi a cui manca una lingua, cerchi tra indicatori. Di FILE…, o altrimenti dei vostri script. Stato 1: un "
      "errore "
      "è\n"
      "stato trovato; le osservazioni sono consigli. --fix corregge ciò che si può senza rischio."}},
    {"test",
     grappe_command_test,
     "test [FILE…] [--watch] [--accept ID…]",
     GRAPPE_OWN(GRAPPE_OPTION_ACCEPT) | GRAPPE_OWN(GRAPPE_OPTION_WATCH),
     0,
     -1,
     {"run the examples that scripts carry, and the boundary cases of rules\n"
      "Of the scripts in FILE…, or else of all, your own and the shipped ones. Status 1: one of them failed.\n"
      "Of your rules it makes the boundary cases: each threshold just below, at and above, each input missing, what\n"
      "makes an exception hold. Look at the verdicts; --accept keeps them in ID.cases.csv beside the script, and from\n"
      "then on one that changes is a failed test. At a terminal it asks about each: one that you refuse fails until "
      "the\n"
      "rule says otherwise.",
      "exécuter les exemples que portent les scripts, et les cas limites des règles\n"
      "De ceux de FILE…, ou sinon de tous, les vôtres et ceux fournis. Statut 1 : l'un d'eux a échoué.\n"
      "De vos règles, il fait les cas limites : chaque seuil juste en dessous, dessus et au-delà, chaque donnée\n"
      "manquante, ce qui ouvre une exception. Regardez les verdicts ; --accept les garde dans ID.cases.csv à côté du\n"
      "script, et dès lors un verdict qui change est un test qui échoue. Sur un terminal il demande cas par cas : un "
      "cas\n"
      "que vous refusez échoue tant que la règle ne dit pas autre chose.",
      "eseguire gli esempi che gli script contengono, e i casi limite delle regole\n"
      "Di quelli in FILE…, o altrimenti di tutti, vostri e forniti. Stato 1: uno di essi è fallito.\n"
      "Delle vostre regole fa i casi limite: ogni soglia appena sotto, esatta e appena sopra, ogni dato mancante, ciò\n"
      "che apre un'eccezione. Guardate i verdetti; --accept li conserva in ID.cases.csv accanto allo script, e da lì "
      "in\n"
      "poi un verdetto che cambia è un test fallito. Su un terminale chiede caso per caso: un caso che rifiutate "
      "fallisce\n"
      "finché la regola non dice altro."}},
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
     "model datapackage|reference|luals|man|completion|candidates [FOLDER|-- WORD…]",
     0,
     1,
     -1,
     {"write descriptions made from the tables of the program\n"
      "datapackage: the datapackage.json of the CSV files in FOLDER, or else of every entity.\n"
      "completion: what bash needs to complete a line of grappe. reference: a page of all that scripts can use.\n"
      "luals: definitions for the Lua language server of editors. man: the manual page.\n"
      "candidates: what may stand for the last WORD of a line of grappe, which completion asks: ids, places, codes.",
      "écrire les descriptions tirées des tables du programme\n"
      "datapackage : le datapackage.json des fichiers CSV de FOLDER, ou sinon de toutes les entités.\n"
      "completion : ce qu'il faut à bash pour compléter une ligne de grappe. reference : une page de tout ce que les "
      "scripts\n"
      "peuvent utiliser. luals : des définitions pour le serveur Lua des éditeurs. man : la page de manuel.\n"
      "candidates : ce qui peut tenir lieu du dernier WORD d'une ligne de grappe, que demande completion : "
      "identifiants, "
      "lieux,\n"
      "codes.",
      "scrivere le descrizioni tratte dalle tabelle del programma\n"
      "datapackage: il datapackage.json dei file CSV di FOLDER, o altrimenti di tutte le entità.\n"
      "completion: ciò che serve a bash per completare una riga di grappe. reference: una pagina di tutto ciò che gli "
      "script\n"
      "possono usare. luals: definizioni per il server Lua degli editor. man: la pagina di manuale.\n"
      "candidates: ciò che può stare al posto dell'ultima WORD di una riga di grappe, chiesto da completion: "
      "identificatori,\n"
      "luoghi, codici."}},
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
