/* The command line: one table of options, and what was given.
 *
 * Common options may stand anywhere, a command's own options only with that command; "--" ends options, and what
 * follows is the command's (a script's arguments, say). Texts point into argv; the lists belong to grappe_options. */
#ifndef GRAPPE_PROGRAM_OPTIONS_H
#define GRAPPE_PROGRAM_OPTIONS_H

#include <stddef.h>

#include "base/language.h"
#include "base/status.h"
#include "publish/publish.h"
#include "state/limits.h"

typedef enum grappe_option_id {
  GRAPPE_OPTION_DIRECTORY,
  GRAPPE_OPTION_LANGUAGE,
  GRAPPE_OPTION_FORMAT,
  GRAPPE_OPTION_OUTPUT,
  GRAPPE_OPTION_QUIET,
  GRAPPE_OPTION_LIMIT,
  GRAPPE_OPTION_NO_COLOUR,
  GRAPPE_OPTION_CONFIDENTIAL,
  GRAPPE_OPTION_HELP,
  GRAPPE_OPTION_VERSION,
  GRAPPE_OPTION_COMMON, /* how many are common; those from here on are of single commands */
  GRAPPE_OPTION_AT = GRAPPE_OPTION_COMMON,
  GRAPPE_OPTION_PERIOD,
  GRAPPE_OPTION_BENCHMARK,
  GRAPPE_OPTION_ON,
  GRAPPE_OPTION_DATE,
  GRAPPE_OPTION_DRY_RUN,
  GRAPPE_OPTION_YES,
  GRAPPE_OPTION_FIX,
  GRAPPE_OPTION_REJECTS,
  GRAPPE_OPTION_EDITION,
  GRAPPE_OPTION_GEOGRAPHY,
  GRAPPE_OPTION_EXAMPLE,
  GRAPPE_OPTION_ROW,
  GRAPPE_OPTION_COLUMN,
  GRAPPE_OPTION_RECORD,
  GRAPPE_OPTION_TO,
  GRAPPE_OPTION_ACCEPT,
  GRAPPE_OPTION_TITLE,
  GRAPPE_OPTION_OF,
  GRAPPE_OPTION_REFERENCE,
  GRAPPE_OPTION_WATCH,
  GRAPPE_OPTION_COUNT
} grappe_option_id;

#define GRAPPE_OWN(id) (1u << (id)) /* an option in the set that a command takes */

typedef struct grappe_option {
  char letter;       /* 0: only the long form */
  const char *name;  /* without its two dashes */
  const char *value; /* what to write after it, "DIR"; NULL: nothing */
  const char *documentation[GRAPPE_LANGUAGES];
} grappe_option;

extern const grappe_option grappe_option_table[GRAPPE_OPTION_COUNT];

typedef struct grappe_words {
  const char **items; /* ended by NULL, never NULL itself once a word was added */
  size_t count, capacity;
} grappe_words;

struct grappe_command;

typedef struct grappe_options {
  const struct grappe_command *command; /* NULL: none was named */
  grappe_words words;                   /* what is no option, after the command's name */
  grappe_words places;                  /* --at, as given: one text may name several, parted by commas */
  const char *directory, *output, *rejects, *period, *benchmark, *on, *date, *edition, *geography, *row, *column, *to,
      *accept, *title, *of, *reference;
  grappe_limits limits;
  int seconds_given; /* the limit on time was given, and so holds for imports and the like too */
  grappe_publish_format format;
  const char *format_name; /* NULL: neither --format nor the ending of the output file says it */
  int record, watch, quiet, no_colour, confidential, dry_run, yes, fix, example, help, version;
} grappe_options;

/* The language from --lang, or else from LC_ALL, LC_MESSAGES or LANG: before anything is said. */
grappe_language grappe_options_language(int count, char **arguments);
/* Reads argv[1] and on. Every failure is one of usage. Free the options in either case. */
grappe_code grappe_options_read(int count, char **arguments, grappe_options *options, grappe_error *error);
void grappe_options_free(grappe_options *options);

/* Adds a borrowed text; 0 when memory ran out. */
int grappe_words_add(grappe_words *words, const char *text);

#endif
