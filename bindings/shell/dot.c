#include <string.h>

#include "api/documents.h"
#include "base/memory.h"
#include "shell/shell_private.h"
#include "text/fold.h"
#include "text/number.h"
#include "text/width.h"

/* One command: its name, what follows it, and what it is for. */
typedef struct dot_command {
  const char *name, *usage[GRAPPE_LANGUAGES];
  void (*function)(grappe_shell *shell, const char *arguments);
  const char *documentation[GRAPPE_LANGUAGES];
} dot_command;

static void do_help(grappe_shell *shell, const char *topic);
static void do_limits(grappe_shell *shell, const char *arguments);
static void do_timer(grappe_shell *shell, const char *arguments);
static void do_mode(grappe_shell *shell, const char *arguments);
static void do_quit(grappe_shell *shell, const char *arguments);

static const dot_command table[] = {
    {".help",
     {"[topic]", "[sujet]", "[argomento]"},
     do_help,
     {"what there is, or help on a topic", "ce qu'il y a, ou l'aide sur un sujet",
      "ciò che c'è, o l'aiuto su un argomento"}},
    {".examples",
     {"[word|number]", "[mot|numéro]", "[parola|numero]"},
     grappe_dot_examples,
     {"examples that run, those with a word, or run one",
      "des exemples qui marchent, ceux avec un mot, ou en lancer un",
      "esempi che funzionano, quelli con una parola, o eseguirne uno"}},
    {".scripts",
     {"", "", ""},
     grappe_dot_scripts,
     {"the scripts there are; those that change are read again",
      "les scripts disponibles ; ceux qui changent sont relus",
      "gli script presenti; quelli che cambiano sono riletti"}},
    {".last",
     {"", "", ""},
     grappe_dot_last,
     {"the last result in full, page by page", "le dernier résultat en entier, page par page",
      "l'ultimo risultato per intero, una pagina alla volta"}},
    {".once",
     {"FILE", "FICHIER", "FILE"},
     grappe_dot_once,
     {"write the next result to FILE (.csv .xlsx .json …)",
      "écrire le prochain résultat dans FICHIER (.csv .xlsx .json …)",
      "scrivere il prossimo risultato in FILE (.csv .xlsx .json …)"}},
    {".read",
     {"FILE", "FICHIER", "FILE"},
     grappe_dot_read,
     {"run the statements of FILE here", "exécuter ici les instructions de FICHIER",
      "eseguire qui le istruzioni di FILE"}},
    {".save",
     {"FILE", "FICHIER", "FILE"},
     grappe_dot_save,
     {"write what succeeded so far as a script", "écrire en script ce qui a réussi jusqu'ici",
      "scrivere come script ciò che è riuscito finora"}},
    {".limits",
     {"[name value]", "[nom valeur]", "[nome valore]"},
     do_limits,
     {"what a statement may use, or change that", "ce qu'une instruction peut utiliser, ou changer cela",
      "ciò che un'istruzione può usare, o cambiarlo"}},
    {".timer",
     {"on|off", "on|off", "on|off"},
     do_timer,
     {"say how long each statement took", "dire combien de temps a pris chaque instruction",
      "dire quanto tempo ha preso ogni istruzione"}},
    {".mode",
     {"FORMAT", "FORME", "FORMATO"},
     do_mode,
     {"how results are shown: table, csv, json … (TAB lists them)",
      "forme des résultats affichés : table, csv, json … (TAB les liste)",
      "forma dei risultati mostrati: table, csv, json … (TAB li elenca)"}},
    {".quit", {"", "", ""}, do_quit, {"end (^D too)", "terminer (^D aussi)", "terminare (anche ^D)"}},
};
#define COMMANDS (sizeof table / sizeof *table)

void grappe_shell_complain(grappe_shell *shell, const grappe_error *error) {
  grappe_shell_say(shell, shell->options->errors, error->message);
  shell->failed++;
}

static void do_help(grappe_shell *shell, const char *topic) {
  grappe_buffer text = {0};
  FILE *out = shell->options->out;
  int known = grappe_session_help(shell->options->session, topic, &text);
  if (!known) {
    shell->failed++;
    out = shell->options->errors;
  }
  grappe_shell_say(shell, out, grappe_buffer_text(&text));
  grappe_buffer_free(&text);
  if (*topic) return;
  grappe_language language = grappe_language_now();
  fprintf(out, "\n%s\n", grappe_translate("The shell's own commands:"));
  for (size_t i = 0; i < COMMANDS; i++) {
    grappe_buffer usage = {0};
    grappe_pad(table[i].usage[language], 15, GRAPPE_LEFT, &usage);
    fprintf(out, "  %-9s %s %s\n", table[i].name, grappe_buffer_text(&usage), table[i].documentation[language]);
    grappe_buffer_free(&usage);
  }
}

static void list_limits(grappe_shell *shell) {
  const grappe_limits *limits = grappe_state_limits(grappe_session_state(shell->options->session));
  const grappe_limit *limit;
  for (size_t i = 0; (limit = grappe_limit_at(i)); i++) {
    char value[GRAPPE_NUMBER_TEXT];
    grappe_number_text(grappe_limits_get(limits, i), value);
    fprintf(shell->options->out, "%-8s %8s %-3s %s\n", limit->name, value, limit->unit,
            limit->documentation[grappe_language_now()]);
  }
}

static void do_limits(grappe_shell *shell, const char *arguments) {
  if (!*arguments) {
    list_limits(shell);
    return;
  }
  grappe_error error = {0};
  char name[40] = "";
  size_t length = strcspn(arguments, " =");
  const char *value = arguments + length + strspn(arguments + length, " =");
  double number;
  if (length < sizeof name) memcpy(name, arguments, length);
  if (!*name ||
      grappe_number_parse(value, strlen(value), GRAPPE_NUMBER_CANONICAL, &number, NULL) != GRAPPE_NUMBER_READ) {
    grappe_fail(&error, GRAPPE_ARGUMENT, "'%s' is not a limit with its value: write .limits seconds 60, for example",
                arguments);
    grappe_shell_complain(shell, &error);
    return;
  }
  grappe_state *state = grappe_session_state(shell->options->session);
  grappe_limits limits = *grappe_state_limits(state);
  if (grappe_limits_set(&limits, name, number, &error) != GRAPPE_OK) {
    grappe_shell_complain(shell, &error);
  } else {
    grappe_state_set_limits(state, &limits);
  }
}

static void do_timer(grappe_shell *shell, const char *arguments) {
  grappe_error error = {0};
  if (strcmp(arguments, "on") == 0) {
    shell->timer = 1;
  } else if (strcmp(arguments, "off") == 0) {
    shell->timer = 0;
  } else {
    grappe_fail(&error, GRAPPE_ARGUMENT, "write .timer on or .timer off");
    grappe_shell_complain(shell, &error);
  }
}

static void do_mode(grappe_shell *shell, const char *arguments) {
  grappe_error error = {0};
  grappe_publish_format format;
  grappe_code code = grappe_format_parse(arguments, &format, &error);
  if (code == GRAPPE_OK &&
      !grappe_format_is(format, GRAPPE_TAKES_TEXT)) /* a format of files: a terminal cannot show it */
    code =
        grappe_fail(&error, GRAPPE_ARGUMENT, "%s is a format of files: write .once FILE, or grappe export", arguments);
  if (code == GRAPPE_OK)
    shell->display.format = format;
  else
    grappe_shell_complain(shell, &error);
}

static void do_quit(grappe_shell *shell, const char *arguments) {
  (void)arguments;
  shell->quit = 1;
}

void grappe_shell_dot(grappe_shell *shell, const char *line) {
  size_t length = strcspn(line, " \t");
  grappe_buffer arguments = {0};
  const char *rest = line + length + strspn(line + length, " \t");
  size_t end = strlen(rest);
  while (end && (rest[end - 1] == ' ' || rest[end - 1] == '\t')) end--;
  grappe_buffer_add_bytes(&arguments, rest, end);
  for (size_t i = 0; i < COMMANDS; i++)
    if (strlen(table[i].name) == length && memcmp(table[i].name, line, length) == 0) {
      table[i].function(shell, grappe_buffer_text(&arguments));
      grappe_buffer_free(&arguments);
      return;
    }
  grappe_buffer_free(&arguments);
  char name[60], names[200];
  grappe_nearest nearest;
  grappe_error error = {0};
  snprintf(name, sizeof name, "%.*s", (int)(length < 50 ? length : 50), line);
  grappe_nearest_begin(&nearest, name);
  for (size_t i = 0; i < COMMANDS; i++) grappe_nearest_offer(&nearest, table[i].name, NULL);
  if (nearest.count) {
    grappe_fail(&error, GRAPPE_NOT_FOUND, "there is no command '%s': did you mean %s?", name,
                grappe_nearest_write(&nearest, names, sizeof names));
  } else {
    grappe_fail(&error, GRAPPE_NOT_FOUND, "there is no command '%s': .help lists them", name);
  }
  grappe_shell_complain(shell, &error);
}

typedef void (*found_function)(void *context, const char *candidate);

static void offer(const char *name, const char *start, found_function found, void *context) {
  if (strncmp(name, start, strlen(start)) == 0) found(context, name);
}

typedef struct topics {
  const char *start;
  found_function found;
  void *context;
} topics;

static void offer_topic(void *context, const grappe_document *document) {
  const topics *job = context;
  if (document->type && document->type->name) offer(document->type->name, job->start, job->found, job->context);
  offer(document->name, job->start, job->found, job->context);
}

static void offer_topics(grappe_shell *shell, const char *start, found_function found, void *context) {
  topics job = {start, found, context};
  grappe_session_documents(shell->options->session, offer_topic, &job);
  for (size_t i = 0; i < grappe_entity_count(); i++) offer(grappe_entity_at(i)->plural, start, found, context);
}

size_t grappe_shell_complete_dot(grappe_shell *shell, const char *line, found_function found, void *context) {
  size_t length = strcspn(line, " ");
  if (!line[length]) {
    for (size_t i = 0; i < COMMANDS; i++) {
      char name[20];
      snprintf(name, sizeof name, "%s%s", table[i].name, *table[i].usage[0] ? " " : "");
      offer(name, line, found, context);
    }
    return 0;
  }
  const char *word = line + length + strspn(line + length, " ");
  char command[20];
  snprintf(command, sizeof command, "%.*s", (int)(length < 15 ? length : 15), line);
  if (strcmp(command, ".help") == 0 || strcmp(command, ".examples") == 0) offer_topics(shell, word, found, context);
  if (strcmp(command, ".read") == 0 || strcmp(command, ".once") == 0 || strcmp(command, ".save") == 0)
    grappe_dot_complete_file(word, found, context);
  const char *format;
  if (strcmp(command, ".mode") == 0)
    for (size_t i = 0; (format = grappe_format_name(i)); i++)
      if (grappe_format_is((grappe_publish_format)i, GRAPPE_TAKES_TEXT)) offer(format, word, found, context);
  if (strcmp(command, ".timer") == 0) {
    offer("on", word, found, context);
    offer("off", word, found, context);
  }
  const grappe_limit *limit;
  if (strcmp(command, ".limits") == 0)
    for (size_t i = 0; (limit = grappe_limit_at(i)); i++) offer(limit->name, word, found, context);
  return (size_t)(word - line);
}
