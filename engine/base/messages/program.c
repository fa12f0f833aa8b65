#include "base/messages/messages.h"

const grappe_message grappe_messages_program[] = {
    /* the command line */
    {"there is no option '%s': did you mean %s?", "l'option « %s » n'existe pas : vouliez-vous dire %s ?",
     "l'opzione «%s» non esiste: intendevate %s?"},
    {"there is no option '%s': 'grappe --help' lists them all",
     "l'option « %s » n'existe pas : « grappe --help » les liste toutes",
     "l'opzione «%s» non esiste: «grappe --help» le elenca tutte"},
    {"option --%s is not one of 'grappe %s': it goes with %s",
     "l'option --%s n'est pas de « grappe %s » : elle va avec %s", "l'opzione --%s non è di «grappe %s»: va con %s"},
    {"option --%s needs a value: write --%s %s", "l'option --%s demande une valeur : écrivez --%s %s",
     "l'opzione --%s richiede un valore: scrivete --%s %s"},
    {"option --%s takes no value: write it without '=%s'",
     "l'option --%s ne prend pas de valeur : écrivez-la sans « =%s »",
     "l'opzione --%s non prende valori: scrivetela senza «=%s»"},
    {"'%s' is not a limit: write --limit seconds=60, for example",
     "« %s » n'est pas une limite : écrivez par exemple --limit seconds=60",
     "«%s» non è un limite: scrivete per esempio --limit seconds=60"},
    {"'%s' is not a language of Grappe: write en, fr or it",
     "« %s » n'est pas une langue de Grappe : écrivez en, fr ou it",
     "«%s» non è una lingua di Grappe: scrivete en, fr o it"},
    {"there is no command '%s': did you mean %s?", "la commande « %s » n'existe pas : vouliez-vous dire %s ?",
     "il comando «%s» non esiste: intendevate %s?"},
    {"there is no command '%s': 'grappe --help' lists them all",
     "la commande « %s » n'existe pas : « grappe --help » les liste toutes",
     "il comando «%s» non esiste: «grappe --help» li elenca tutti"},
    {"'grappe %s' needs more than that: write", "« grappe %s » demande davantage : écrivez",
     "«grappe %s» richiede di più: scrivete"},
    {"'%s' is too much for 'grappe %s' (quote what has spaces in it): write",
     "« %s » est de trop pour « grappe %s » (mettez entre guillemets ce qui contient des espaces) : écrivez",
     "«%s» è di troppo per «grappe %s» (mettete tra virgolette ciò che contiene spazi): scrivete"},

    /* help */
    {"Grappe: a scriptable observatory for an industry cluster.\n"
     "\n"
     "  grappe                    the shell, on ./cluster.grappe or else on a copy of the example observatory\n",
     "Grappe : un observatoire programmable pour une grappe d'entreprises.\n"
     "\n"
     "  grappe                    la console, sur ./cluster.grappe ou sinon sur une copie de l'observatoire "
     "d'exemple\n",
     "Grappe: un osservatorio programmabile per un cluster d'imprese.\n"
     "\n"
     "  grappe                    la console, su ./cluster.grappe o altrimenti su una copia dell'osservatorio "
     "d'esempio\n"},
    {"Options of every command:", "Options de toutes les commandes :", "Opzioni di tutti i comandi:"},
    {"Options:", "Options :", "Opzioni:"},
    {"\nExit status: 0 fine; 1 a finding (failed test, rejected rows); 2 usage; 3 data, input or output; 4 a script's "
     "error or limit; 130 interrupted.\n"
     "'grappe COMMAND --help' says more of a command, and .help in the shell of what scripts can use.\n",
     "\nStatut de sortie : 0 tout va bien ; 1 un constat (test échoué, lignes rejetées) ; 2 ligne de commande ; 3 "
     "données, lecture ou écriture ; 4 erreur ou limite d'un script ; 130 interrompu.\n"
     "« grappe COMMANDE --help » en dit plus sur une commande, et .help dans la console sur ce que les scripts peuvent "
     "utiliser.\n",
     "\nStato d'uscita: 0 tutto bene; 1 una constatazione (test fallito, righe respinte); 2 riga di comando; 3 dati, "
     "lettura o scrittura; 4 errore o limite di uno script; 130 interrotto.\n"
     "«grappe COMANDO --help» dice di più su un comando, e .help nella console su ciò che gli script possono usare.\n"},

    /* files */
    {"cannot read %s: %s", "impossible de lire %s : %s", "impossibile leggere %s: %s"},
    {"cannot write %s: %s", "impossible d'écrire %s : %s", "impossibile scrivere %s: %s"},
    {"cannot write the results to standard output: %s", "impossible d'écrire les résultats sur la sortie standard : %s",
     "impossibile scrivere i risultati sullo standard output: %s"},
    {"cannot make the folder %s: %s", "impossible de créer le dossier %s : %s",
     "impossibile creare la cartella %s: %s"},
    {"%s is longer than the %g MB that a script may have: raise it with --limit source=MB",
     "%s dépasse les %g Mo qu'un script peut avoir : relevez la limite avec --limit source=MO",
     "%s supera i %g MB che uno script può avere: alzate il limite con --limit source=MB"},
    {"Grappe does not find its own files: say where its scripts and data are with GRAPPE_PATH=FOLDER",
     "Grappe ne trouve pas ses propres fichiers : indiquez où sont ses scripts et données avec GRAPPE_PATH=DOSSIER",
     "Grappe non trova i propri file: indicate dove sono i suoi script e dati con GRAPPE_PATH=CARTELLA"},
    {"Grappe's own scripts are not in %s: install Grappe again, or say where they are with GRAPPE_PATH=FOLDER",
     "les scripts de Grappe ne sont pas dans %s : réinstallez Grappe, ou indiquez où ils sont avec GRAPPE_PATH=DOSSIER",
     "gli script di Grappe non sono in %s: reinstallate Grappe, o indicate dove sono con GRAPPE_PATH=CARTELLA"},

    /* the observatory */
    {"no %s here: this is the example observatory", "pas de %s ici : voici l'observatoire d'exemple",
     "nessun %s qui: questo è l'osservatorio d'esempio"},
    {"there is no observatory here, and the example observatory is not installed (%s): make one with 'grappe init'",
     "il n'y a pas d'observatoire ici, et celui d'exemple n'est pas installé (%s) : créez-en un avec « grappe init »",
     "qui non c'è un osservatorio, e quello d'esempio non è installato (%s): createne uno con «grappe init»"},
    {"there is no observatory in %s: make one with 'grappe init %s'",
     "il n'y a pas d'observatoire dans %s : créez-en un avec « grappe init %s »",
     "in %s non c'è un osservatorio: createne uno con «grappe init %s»"},
    {"there is an observatory already: %s. Choose another folder, or remove it first",
     "il y a déjà un observatoire : %s. Choisissez un autre dossier, ou supprimez-le d'abord",
     "c'è già un osservatorio: %s. Scegliete un'altra cartella, o prima eliminatelo"},
    {"there is no data in %s: install Grappe again", "il n'y a pas de données dans %s : réinstallez Grappe",
     "in %s non ci sono dati: reinstallate Grappe"},
    {"a new observatory: %s", "un nouvel observatoire : %s", "un nuovo osservatorio: %s"},
    {"# Your scripts\n"
     "\n"
     "`indicators/NAME.lua`, `comparisons/NAME.lua`, `rules/NAME.lua` and `formats/NAME.lua` are found under their "
     "names; a script of "
     "yours comes before the shipped one of that name.\n"
     "`grappe indicator`, `grappe compare`, `grappe rules` and `formats` in the shell list them, `grappe test` runs "
     "their examples, "
     "and `.help` in the shell "
     "says what they can use.\n",
     "# Vos scripts\n"
     "\n"
     "`indicators/NOM.lua`, `comparisons/NOM.lua`, `rules/NOM.lua` et `formats/NOM.lua` se trouvent sous leur nom ; un "
     "script à vous "
     "passe avant celui qui "
     "est fourni sous ce nom.\n"
     "`grappe indicator`, `grappe compare`, `grappe rules` et `formats` dans la console les listent, `grappe test` "
     "exécute leurs "
     "exemples, et `.help` dans la "
     "console dit ce qu'ils peuvent utiliser.\n",
     "# I vostri script\n"
     "\n"
     "`indicators/NOME.lua`, `comparisons/NOME.lua`, `rules/NOME.lua` e `formats/NOME.lua` si trovano con il loro "
     "nome; un vostro script "
     "precede quello "
     "fornito con lo stesso nome.\n"
     "`grappe indicator`, `grappe compare`, `grappe rules` e `formats` nella console li elencano, `grappe test` esegue "
     "i loro esempi, "
     "e `.help` nella console "
     "dice che cosa possono usare.\n"},
    {"nothing wrong was found", "rien d'anormal n'a été trouvé", "non è stato trovato nulla di anomalo"},
    {"found wrong: %ld", "anomalies trouvées : %ld", "anomalie trovate: %ld"},
    {"the observatory was copied to %s", "l'observatoire a été copié dans %s", "l'osservatorio è stato copiato in %s"},

    /* import, model */
    {"%s (%s): %lld new, %lld changed, %lld unchanged, %lld superseded, %lld rejected",
     "%s (%s) : nouvelles %lld, modifiées %lld, inchangées %lld, remplacées %lld, rejetées %lld",
     "%s (%s): nuove %lld, modificate %lld, invariate %lld, sostituite %lld, respinte %lld"},
    {"… and %lld more", "… et %lld de plus", "… e ancora %lld"},
    {"nothing was changed: this was a dry run", "rien n'a été changé : c'était un essai",
     "nulla è stato cambiato: era una prova"},
    {"nothing was imported: mend these rows, or let the right ones in with --rejects FILE",
     "rien n'a été importé : corrigez ces lignes, ou faites entrer les bonnes avec --rejects FICHIER",
     "nulla è stato importato: correggete queste righe, o fate entrare quelle giuste con --rejects FILE"},
    {"there is no folder %s", "il n'y a pas de dossier %s", "non c'è la cartella %s"},
    {"no file in %s is named after an entity of the model (territory.csv, site.csv …)",
     "aucun fichier de %s ne porte le nom d'une entité du modèle (territory.csv, site.csv …)",
     "nessun file di %s ha il nome di un'entità del modello (territory.csv, site.csv …)"},
    {"%s is named after no entity of the model, so it is not described",
     "%s ne porte le nom d'aucune entité du modèle et n'est donc pas décrit",
     "%s non ha il nome di alcuna entità del modello e quindi non è descritto"},

    /* the shell */
    {"Grappe %s: %s\n.help says what there is, TAB completes, .quit ends.\n",
     "Grappe %s : %s\n.help dit ce qu'il y a, TAB complète, .quit termine.\n",
     "Grappe %s: %s\n.help dice che cosa c'è, TAB completa, .quit termina.\n"},
    {"a throw-away copy of the example observatory ('grappe init' makes your own)",
     "une copie jetable de l'observatoire d'exemple (« grappe init » crée le vôtre)",
     "una copia usa e getta dell'osservatorio d'esempio («grappe init» crea il vostro)"},
    {"The shell's own commands:", "Commandes propres à la console :", "Comandi propri della console:"},
    {"'%s' is not a limit with its value: write .limits seconds 60, for example",
     "« %s » n'est pas une limite et sa valeur : écrivez par exemple .limits seconds 60",
     "«%s» non è un limite con il suo valore: scrivete per esempio .limits seconds 60"},
    {"write .timer on or .timer off", "écrivez .timer on ou .timer off", "scrivete .timer on o .timer off"},
    {"there is no command '%s': .help lists them", "la commande « %s » n'existe pas : .help les liste",
     "il comando «%s» non esiste: .help li elenca"},
    {"lines cannot be edited on this terminal: set TERM, or hand statements over with 'grappe run -'",
     "impossible d'éditer des lignes sur ce terminal : définissez TERM, ou passez les instructions avec « grappe run - "
     "»",
     "impossibile modificare righe su questo terminale: impostate TERM, o passate le istruzioni con «grappe run -»"},
    {"%s was brought from version %d of the schema to version %d; a copy as it was is %s.v%d.bak",
     "%s est passé de la version %d du schéma à la version %d ; une copie de l'ancien est %s.v%d.bak",
     "%s è passato dalla versione %d dello schema alla versione %d; una copia del vecchio è %s.v%d.bak"},
    {"dataset %s (%s) was dropped", "le jeu de données %s (%s) a été supprimé",
     "l'insieme di dati %s (%s) è stato eliminato"},
    {"datasets are listed, or one edition of one is dropped: write",
     "on liste les jeux de données, ou on supprime une édition de l'un : écrivez",
     "gli insiemi di dati si elencano, o di uno si elimina un'edizione: scrivete"},
    {"%s (%s): %s read, %s rows taken, %s rejected", "%s (%s) : %s lues, %s lignes prises, %s rejetées",
     "%s (%s): %s lette, %s righe prese, %s rifiutate"},
    {"  %s left out: %s", "  %s laissées de côté : %s", "  %s lasciate fuori: %s"},
    {"values that cannot be read, taken as unknown", "valeurs illisibles, tenues pour inconnues",
     "valori illeggibili, considerati ignoti"},
    {"columns of the file that are not used", "colonnes du fichier qui ne servent pas",
     "colonne del file che non servono"},
    {"columns that the file does not have", "colonnes que le fichier n'a pas", "colonne che il file non ha"},
    {"dataset %s (%s) has this file already: nothing to do",
     "le jeu de données %s (%s) contient déjà ce fichier : rien à faire",
     "l'insieme di dati %s (%s) contiene già questo file: niente da fare"},
    {"dataset %s (%s) was completed, and has %s rows, %s kB",
     "le jeu de données %s (%s) a été complété, et a %s lignes, %s ko",
     "l'insieme di dati %s (%s) è stato completato, e ha %s righe, %s kB"},
    {"dataset %s (%s): %s rows, %s kB", "jeu de données %s (%s) : %s lignes, %s ko",
     "insieme di dati %s (%s): %s righe, %s kB"},
    {"dataset %s (%s) would have %s rows", "le jeu de données %s (%s) aurait %s lignes",
     "l'insieme di dati %s (%s) avrebbe %s righe"},
    {"parts of the format that there was no file for", "parties du format sans fichier",
     "parti del formato senza file"},
    {"files that no part of the format asks for", "fichiers qu'aucune partie du format ne demande",
     "file che nessuna parte del formato chiede"},
    {"%s (taken as unknown)", "%s (tenu pour inconnu)", "%s (considerato ignoto)"},
    {"%s looks like format %s: write grappe import %s %s", "%s ressemble au format %s : écrivez grappe import %s %s",
     "%s sembra del formato %s: scrivete grappe import %s %s"},
    {"the format comes before the files; %s looks like format %s: write grappe import %s %s",
     "le format vient avant les fichiers ; %s ressemble au format %s : écrivez grappe import %s %s",
     "il formato precede i file; %s sembra del formato %s: scrivete grappe import %s %s"},
    {"the format comes before the files: write", "le format vient avant les fichiers : écrivez",
     "il formato precede i file: scrivete"},
    {"columns computed by a function of the format, which is slower",
     "colonnes calculées par une fonction du format, ce qui est plus lent",
     "colonne calcolate da una funzione del formato, più lento"},
    {"nothing was imported: the observatory is as it was before",
     "rien n'a été importé : l'observatoire est comme avant", "nulla è stato importato: l'osservatorio è come prima"},
    {"an edition has a name: write --edition 2026-08, for example",
     "une édition a un nom : écrivez par exemple --edition 2026-08",
     "un'edizione ha un nome: scrivete per esempio --edition 2026-08"},
    {"%s left", "encore %s", "ancora %s"},
    {"%.0f MB/s", "%.0f Mo/s", "%.0f MB/s"},
    {"%.0f MB", "%.0f Mo", "%.0f MB"},
    {"(empty)", "(vide)", "(vuoto)"},
    {"… cells more: %lld", "… cellules de plus : %lld", "… altre celle: %lld"},
    {"Change these %lld cells? [y/N] ", "Modifier ces %lld cellules ? [o/N] ", "Modificare queste %lld celle? [s/N] "},
    {"nothing was imported: you did not say yes", "rien n'a été importé : vous n'avez pas dit oui",
     "non è stato importato nulla: non avete detto sì"},
    {"%s is a format of files: add -o FILE", "%s est un format de fichier : ajoutez -o FILE",
     "%s è un formato di file: aggiungete -o FILE"},
    {"%s is a format of files: write .once FILE, or grappe export",
     "%s est un format de fichier : écrivez .once FILE, ou grappe export",
     "%s è un formato di file: scrivete .once FILE, o grappe export"},
    {"Change this cell? [y/N] ", "Modifier cette cellule ? [o/N] ", "Modificare questa cella? [s/N] "},
    {"%s needs the name of a file: write %s FILE", "%s attend le nom d'un fichier : écrivez %s FILE",
     "%s vuole il nome di un file: scrivete %s FILE"},
    {"no files are written from here", "aucun fichier n'est écrit d'ici", "da qui non si scrivono file"},
    {"nothing was entered yet that succeeded: there is nothing to save",
     "rien de ce qui a été saisi n'a encore réussi : il n'y a rien à enregistrer",
     "non è ancora riuscito nulla di ciò che è stato scritto: non c'è nulla da salvare"},
    {"%s is there already: choose another name, or remove it first",
     "%s existe déjà : choisissez un autre nom, ou supprimez-le d'abord",
     "%s esiste già: scegliete un altro nome, o rimuovetelo prima"},
    {".examples NUMBER runs one", ".examples NUMÉRO en lance un", ".examples NUMERO ne esegue uno"},
    {"there is no example '%s': .examples lists them all", "il n'y a pas d'exemple « %s » : .examples les liste tous",
     "non c'è nessun esempio «%s»: .examples li elenca tutti"},
    {"Of which level? [%s] ", "De quel niveau ? [%s] ", "Di quale livello? [%s] "},
    {"Of which indicator? [%s] ", "De quel indicateur ? [%s] ", "Di quale indicatore? [%s] "},
    {"For which entity? [%s] ", "Pour quelle entité ? [%s] ", "Per quale entità? [%s] "},
    {"A row is of which level? [%s] ", "De quel niveau est une ligne ? [%s] ", "Di quale livello è una riga? [%s] "},
    {"Title? [%s] ", "Titre ? [%s] ", "Titolo? [%s] "},
    {"Where does the definition come from? ", "D'où vient la définition ? ", "Da dove viene la definizione? "},
    {"the observatory in %s has no folder scripts: make it, and try again",
     "l'observatoire de %s n'a pas de dossier scripts : créez-le, et recommencez",
     "l'osservatorio in %s non ha la cartella scripts: createla, e riprovate"},
    {"0 fine; 1 a finding; 2 usage; 3 data, input or output; 4 a script's error or limit; 130 interrupted.",
     "0 tout va bien ; 1 une constatation ; 2 usage ; 3 données, entrée ou sortie ; 4 erreur ou limite d'un script ; "
     "130 interrompu.",
     "0 tutto bene; 1 una constatazione; 2 uso; 3 dati, ingresso o uscita; 4 errore o limite di uno script; 130 "
     "interrotto."},
    {"COMMAND", "COMMANDE", "COMANDO"},
    {"COMMANDS", "COMMANDES", "COMANDI"},
    {"Closed lists", "Listes fermées", "Elenchi chiusi"},
    {"Collections and fields", "Collections et champs", "Raccolte e campi"},
    {"EXIT STATUS", "STATUT DE SORTIE", "STATO DI USCITA"},
    {"Functions", "Fonctions", "Funzioni"},
    {"Kinds of value", "Sortes de valeur", "Tipi di valore"},
    {"Here you find, in a minute, any name that scripts can use: what it takes and gives, and an example; and each "
     "field, unit and code list. In the shell `.help NAME` says the same.",
     "Vous trouvez ici, en une minute, tout nom dont disposent les scripts : ce qu'il prend et ce qu'il rend, avec un "
     "exemple ; et chaque champ, unité et liste de codes. Dans la console, `.help NOM` dit la même chose.",
     "Qui si trova, in un minuto, ogni nome di cui dispongono gli script: che cosa prende e che cosa dà, con un "
     "esempio; e ogni campo, unità ed elenco di codici. Nella shell `.help NOME` dice lo stesso."},
    {"Made by `grappe model reference` from the tables of the program: change these, not this page.",
     "Faite par `grappe model reference` à partir des tables du programme : c'est elles qu'il faut changer, pas cette "
     "page.",
     "Fatta da `grappe model reference` dalle tabelle del programma: si cambiano quelle, non questa pagina."},
    {"NAME", "NOM", "NOME"},
    {"OPTIONS OF EVERY COMMAND", "OPTIONS DE TOUTES LES COMMANDES", "OPZIONI DI TUTTI I COMANDI"},
    {"Reference", "Référence", "Riferimento"},
    {"SYNOPSIS", "SYNOPSIS", "SINTASSI"},
    {"Units", "Unités", "Unità"},
    {"a scriptable observatory for an industry cluster", "un observatoire programmable pour une grappe d'entreprises",
     "un osservatorio programmabile per un cluster di imprese"},
    {"meaning", "sens", "significato"},
    {"type", "type", "tipo"},
    {"there is no description '%s': it is one of %s; write",
     "il n'y a pas de description « %s » : c'est l'une de %s ; écrivez",
     "non c'è nessuna descrizione «%s»: è una di %s; scrivete"},
    {"a number without unit", "un nombre sans unité", "un numero senza unità"},
    {"waiting for a script to change; ^C ends", "en attente d'un changement de script ; ^C pour finir",
     "in attesa che uno script cambi; ^C per finire"},
    {"--watch runs until ^C, and goes neither with -o nor with --accept: write",
     "--watch dure jusqu'à ^C, et ne va ni avec -o ni avec --accept : écrivez",
     "--watch dura fino a ^C, e non va né con -o né con --accept: scrivete"},
    {NULL, NULL, NULL},
};
