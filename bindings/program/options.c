#include "program/options.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/date.h"
#include "base/memory.h"
#include "program/command.h"
#include "text/fold.h"
#include "text/number.h"

int grappe_words_add(grappe_words *words, const char *text) {
  const char **grown = grappe_grow(words->items, &words->capacity, words->count + 2, sizeof *words->items);
  if (!grown) return 0;
  words->items = grown;
  words->items[words->count++] = text;
  words->items[words->count] = NULL;
  return 1;
}

grappe_language grappe_options_language(int count, char **arguments) {
  static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
  grappe_language language = GRAPPE_ENGLISH;
  for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
    const char *value = getenv(variables[i]);
    if (!value || !*value) continue;
    grappe_language_parse(value, &language); /* another language: English */
    break;
  }
  for (int i = 1; i < count && strcmp(arguments[i], "--") != 0; i++) {
    if (strcmp(arguments[i], "--lang") == 0 && i + 1 < count) grappe_language_parse(arguments[i + 1], &language);
    if (strncmp(arguments[i], "--lang=", 7) == 0) grappe_language_parse(arguments[i] + 7, &language);
  }
  return language;
}

/* Where the reading of argv stands. */
typedef struct reading {
  grappe_options *options;
  char **arguments;
  int count, at;
  unsigned own_seen; /* options of single commands that were given */
  grappe_error *error;
} reading;

static grappe_code unknown_option(reading *r, const char *given) {
  grappe_nearest nearest;
  char names[800];
  grappe_nearest_begin(&nearest, given);
  unsigned own = r->options->command ? r->options->command->own : 0;
  for (int i = 0; i < GRAPPE_OPTION_COUNT; i++)
    if (i < GRAPPE_OPTION_COMMON || (own & GRAPPE_OWN(i))) {
      char name[40] = "--";
      strncat(name, grappe_option_table[i].name, sizeof name - 3);
      grappe_nearest_offer(&nearest, name, NULL);
    }
  if (nearest.count)
    return grappe_fail(r->error, GRAPPE_ARGUMENT, "there is no option '%s': did you mean %s?", given,
                       grappe_nearest_write(&nearest, names, sizeof names));
  return grappe_fail(r->error, GRAPPE_ARGUMENT, "there is no option '%s': 'grappe --help' lists them all", given);
}

static grappe_code add_word(grappe_words *words, const char *text, grappe_error *error) {
  return grappe_words_add(words, text) ? GRAPPE_OK : grappe_fail_memory(error);
}

static grappe_code set_limit(reading *r, const char *value) {
  const char *equals = strchr(value, '=');
  char name[40];
  double number;
  if (!equals || (size_t)(equals - value) >= sizeof name ||
      grappe_number_parse(equals + 1, strlen(equals + 1), GRAPPE_NUMBER_CANONICAL, &number, NULL) != GRAPPE_NUMBER_READ)
    return grappe_fail(r->error, GRAPPE_ARGUMENT, "'%s' is not a limit: write --limit seconds=60, for example", value);
  memcpy(name, value, (size_t)(equals - value));
  name[equals - value] = '\0';
  if (strcmp(name, "seconds") == 0) r->options->seconds_given = 1;
  return grappe_limits_set(&r->options->limits, name, number, r->error);
}

/* "2006..2022": each of the years. */
static int is_year_range(const char *text) {
  static const char form[] = "0000..0000";
  if (strlen(text) != sizeof form - 1) return 0;
  for (size_t i = 0; form[i]; i++)
    if (form[i] == '.' ? text[i] != '.' : text[i] < '0' || text[i] > '9') return 0;
  return 1;
}

/* One period, or several parted by commas. */
static grappe_code check_periods(const char *value, grappe_error *error) {
  char one[GRAPPE_PERIOD_TEXT + 1];
  grappe_period period;
  if (is_year_range(value)) return GRAPPE_OK;
  if (!strchr(value, ',')) return grappe_period_parse(value, &period, error);
  for (const char *at = value;; at++) {
    size_t length = strcspn(at, ",");
    if (length >= sizeof one) return grappe_period_parse(at, &period, error);
    memcpy(one, at, length);
    one[length] = '\0';
    grappe_code code = grappe_period_parse(one + strspn(one, " "), &period, error);
    if (code != GRAPPE_OK) return code;
    at += length;
    if (!*at) return GRAPPE_OK;
  }
}

static grappe_code set_option(reading *r, int id, const char *value) {
  grappe_options *options = r->options;
  grappe_language language;
  switch (id) {
    case GRAPPE_OPTION_DIRECTORY:
      options->directory = value;
      break;
    case GRAPPE_OPTION_LANGUAGE:
      if (!grappe_language_parse(value, &language))
        return grappe_fail(r->error, GRAPPE_ARGUMENT, "'%s' is not a language of Grappe: write en, fr or it", value);
      break; /* it was set before the reading began */
    case GRAPPE_OPTION_FORMAT:
      options->format_name = value;
      return grappe_format_parse(value, &options->format, r->error);
    case GRAPPE_OPTION_OUTPUT:
      options->output = value;
      break;
    case GRAPPE_OPTION_QUIET:
      options->quiet = 1;
      break;
    case GRAPPE_OPTION_LIMIT:
      return set_limit(r, value);
    case GRAPPE_OPTION_NO_COLOUR:
      options->no_colour = 1;
      break;
    case GRAPPE_OPTION_CONFIDENTIAL:
      options->confidential = 1;
      break;
    case GRAPPE_OPTION_HELP:
      options->help = 1;
      break;
    case GRAPPE_OPTION_VERSION:
      options->version = 1;
      break;
    case GRAPPE_OPTION_AT:
      return add_word(&options->places, value, r->error);
    case GRAPPE_OPTION_PERIOD:
      options->period = value;
      return check_periods(value, r->error);
    case GRAPPE_OPTION_ON:
      options->on = value;
      break;
    case GRAPPE_OPTION_DATE:
      options->date = value;
      break;
    case GRAPPE_OPTION_BENCHMARK:
      options->benchmark = value;
      break;
    case GRAPPE_OPTION_ROW:
      options->row = value;
      break;
    case GRAPPE_OPTION_ACCEPT:
      options->accept = value;
      break;
    case GRAPPE_OPTION_RECORD:
      options->record = 1;
      break;
    case GRAPPE_OPTION_TO:
      options->to = value;
      break;
    case GRAPPE_OPTION_WATCH:
      options->watch = 1;
      break;
    case GRAPPE_OPTION_TITLE:
      options->title = value;
      break;
    case GRAPPE_OPTION_OF:
      options->of = value;
      break;
    case GRAPPE_OPTION_REFERENCE:
      options->reference = value;
      break;
    case GRAPPE_OPTION_COLUMN:
      options->column = value;
      break;
    case GRAPPE_OPTION_DRY_RUN:
      options->dry_run = 1;
      break;
    case GRAPPE_OPTION_FIX:
      options->fix = 1;
      break;
    case GRAPPE_OPTION_YES:
      options->yes = 1;
      break;
    case GRAPPE_OPTION_REJECTS:
      options->rejects = value;
      break;
    case GRAPPE_OPTION_EDITION:
      if (!*value)
        return grappe_fail(r->error, GRAPPE_ARGUMENT, "an edition has a name: write --edition 2026-08, for example");
      options->edition = value;
      break;
    case GRAPPE_OPTION_GEOGRAPHY:
      options->geography = value;
      break;
    default:
      options->example = 1;
      break;
  }
  return GRAPPE_OK;
}

/* An argument that begins with a dash and is no option: "-", a negative number, an expression such as -(1). */
static int is_word(const char *text) {
  if (text[0] != '-') return 1;
  return text[1] != '-' && !((text[1] >= 'a' && text[1] <= 'z') || (text[1] >= 'A' && text[1] <= 'Z'));
}

static grappe_code read_option(reading *r) {
  const char *given = r->arguments[r->at], *value = NULL;
  int id = 0, is_long = given[1] == '-';
  size_t length = is_long ? strcspn(given + 2, "=") : 1;
  for (; id < GRAPPE_OPTION_COUNT; id++) {
    const grappe_option *option = &grappe_option_table[id];
    if (is_long ? strncmp(option->name, given + 2, length) == 0 && !option->name[length] : option->letter == given[1])
      break;
  }
  if (id == GRAPPE_OPTION_COUNT) return unknown_option(r, given);
  const grappe_option *option = &grappe_option_table[id];
  if (is_long && given[2 + length] == '=') value = given + 3 + length;
  if (!is_long && given[2]) value = given + 2;
  if (!option->value && value)
    return is_long ? grappe_fail(r->error, GRAPPE_ARGUMENT, "option --%s takes no value: write it without '=%s'",
                                 option->name, value)
                   : unknown_option(r, given);
  if (option->value && !value) {
    if (r->at + 1 >= r->count)
      return grappe_fail(r->error, GRAPPE_ARGUMENT, "option --%s needs a value: write --%s %s", option->name,
                         option->name, option->value);
    value = r->arguments[++r->at];
  }
  if (id >= GRAPPE_OPTION_COMMON) r->own_seen |= GRAPPE_OWN(id);
  grappe_code code = set_option(r, id, value);
  /* --at takes all names up to the next option */
  while (code == GRAPPE_OK && id == GRAPPE_OPTION_AT && r->at + 1 < r->count && is_word(r->arguments[r->at + 1]))
    code = add_word(&r->options->places, r->arguments[++r->at], r->error);
  return code;
}

static grappe_code read_word(reading *r, const char *word) {
  grappe_options *options = r->options;
  if (options->command) return add_word(&options->words, word, r->error);
  options->command = grappe_command_find(word);
  if (options->command) return GRAPPE_OK;
  grappe_nearest nearest;
  char names[800];
  grappe_nearest_begin(&nearest, word);
  const grappe_command *command;
  for (size_t i = 0; (command = grappe_command_at(i)); i++) grappe_nearest_offer(&nearest, command->name, NULL);
  if (nearest.count)
    return grappe_fail(r->error, GRAPPE_NOT_FOUND, "there is no command '%s': did you mean %s?", word,
                       grappe_nearest_write(&nearest, names, sizeof names));
  return grappe_fail(r->error, GRAPPE_NOT_FOUND, "there is no command '%s': 'grappe --help' lists them all", word);
}

/* Options of single commands are checked at the end: they may stand before the command's name. */
static grappe_code check_own(const reading *r) {
  const grappe_command *command = r->options->command;
  unsigned stray = r->own_seen & ~(command ? command->own : 0);
  for (int id = GRAPPE_OPTION_COMMON; id < GRAPPE_OPTION_COUNT; id++) {
    if (!(stray & GRAPPE_OWN(id))) continue;
    grappe_buffer takers = {0};
    const grappe_command *other;
    for (size_t i = 0; (other = grappe_command_at(i)); i++)
      if (other->own & GRAPPE_OWN(id)) grappe_buffer_addf(&takers, "%s%s", takers.length ? ", " : "", other->name);
    grappe_fail(r->error, GRAPPE_ARGUMENT, "option --%s is not one of 'grappe %s': it goes with %s",
                grappe_option_table[id].name, command ? command->name : "", grappe_buffer_text(&takers));
    grappe_buffer_free(&takers);
    return GRAPPE_ARGUMENT;
  }
  return GRAPPE_OK;
}

grappe_code grappe_options_read(int count, char **arguments, grappe_options *options, grappe_error *error) {
  memset(options, 0, sizeof *options);
  options->limits = grappe_limits_standard();
  reading r = {options, arguments, count, 1, 0, error};
  grappe_code code = GRAPPE_OK;
  int ended = 0;
  for (; code == GRAPPE_OK && r.at < count; r.at++) {
    const char *argument = arguments[r.at];
    if (ended || is_word(argument)) {
      code = read_word(&r, argument);
    } else if (strcmp(argument, "--") == 0) {
      ended = 1;
    } else {
      code = read_option(&r);
    }
  }
  if (!options->format_name && options->output && grappe_format_of_path(options->output, &options->format))
    options->format_name = grappe_format_name(options->format);
  return code == GRAPPE_OK ? check_own(&r) : code;
}

void grappe_options_free(grappe_options *options) {
  grappe_free(options->words.items);
  grappe_free(options->places.items);
}
