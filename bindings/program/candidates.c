/* What may stand for the last word of a command line, where only the observatory knows: ids, places, codes. The shell's
 * completion is asked, about the Lua that means the same as the line. */
#include "program/candidates.h"

#include <string.h>

#include "base/memory.h"
#include "program/command.h"

/* In the place of a word of a command, or behind an option: the Lua that goes before it. The first row that fits. */
static const struct {
  const char *command, *option; /* NULL: any; the word itself */
  const char *first;            /* the command's first word; NULL: any */
  int words;                    /* how many of the command's own stand before; -1: any number */
  const char *lua[2];
} table[] = {
    {"new", "of", "comparison", -1, {"indicators[\""}},
    {"new", "of", "rule", -1, {"rule { applies_to = \""}},
    {"new", "of", NULL, -1, {"figures { level = \""}},
    {NULL, "at", NULL, -1, {"sites:within \""}},
    {NULL, "benchmark", NULL, -1, {"sites:within \""}},
    {NULL, "accept", NULL, -1, {"rules[\""}},
    {"indicator", NULL, NULL, -1, {"indicators[\""}},
    {"compare", NULL, NULL, -1, {"indicators[\"", "comparisons[\""}},
    {"explain", NULL, NULL, 0, {"indicators[\"", "comparisons[\""}},
    {"replay", NULL, NULL, 0, {"indicators[\""}},
    {"diff", NULL, NULL, 0, {"indicators[\""}},
    {"rules", NULL, NULL, -1, {"rules[\""}},
    {"report", NULL, NULL, 0, {"reports[\""}},
    {"import", NULL, NULL, 0, {"formats[\""}},
    {"datasets", NULL, "drop", 1, {"dataset \""}},
};

int grappe_candidates_has(const char *command, const char *option) {
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (option ? table[i].option && strcmp(table[i].option, option) == 0
               : !table[i].option && strcmp(table[i].command, command) == 0)
      return 1;
  return 0;
}

typedef struct candidates {
  const char *head; /* what of the word stays as it is */
  size_t head_length;
  grappe_buffer *text;
  size_t count;
} candidates;

static void add(void *context, const char *candidate) {
  candidates *job = context;
  grappe_buffer_add_bytes(job->text, job->head, job->head_length);
  for (; *candidate; candidate++) /* quotes in it were escaped for Lua */
    if (*candidate != '\\' || !candidate[1]) grappe_buffer_add_char(job->text, *candidate);
  grappe_buffer_add_char(job->text, '\n');
  job->count++;
}

static void ask(grappe_session *session, const char *lua, const char *word, candidates *job) {
  enum { MOST = 200 };
  grappe_buffer text = {0};
  grappe_buffer_add(&text, lua);
  for (; *word; word++) {
    if (*word == '"' || *word == '\\') grappe_buffer_add_char(&text, '\\');
    grappe_buffer_add_char(&text, *word);
  }
  if (!grappe_buffer_failed(&text)) grappe_session_complete(session, text.text, MOST, add, job);
  grappe_buffer_free(&text);
}

/* The places that an indicator is computed for: those of its level. */
static void ask_places_of(grappe_session *session, const char *id, const char *word, candidates *job) {
  grappe_buffer lua = {0};
  grappe_buffer_addf(&lua, "indicators.%s(\"", id);
  if (!grappe_buffer_failed(&lua)) ask(session, lua.text, word, job);
  grappe_buffer_free(&lua);
}

void grappe_candidates_find(grappe_session *session, const grappe_line *line, grappe_buffer *text) {
  const char *comma = line->option ? strrchr(line->word, ',') : NULL; /* --at A,B */
  const char *word = comma ? comma + 1 : line->word;
  candidates job = {.head = line->word, .head_length = (size_t)(word - line->word), .text = text};
  static const char level[] = "level:";
  if (line->option && strcmp(line->option, "at") == 0 && strncmp(word, level, sizeof level - 1) == 0) {
    job.head_length += sizeof level - 1;
    ask(session, "figures { level = \"", word + sizeof level - 1, &job);
    return;
  }
  if (line->option && strcmp(line->option, "at") == 0 && line->first) {
    ask_places_of(session, line->first, word, &job);
    if (job.count) return;
  }
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    if (table[i].command && (!line->command || strcmp(table[i].command, line->command) != 0)) continue;
    if (!table[i].option != !line->option || (table[i].option && strcmp(table[i].option, line->option) != 0)) continue;
    if (table[i].first && (!line->first || strcmp(table[i].first, line->first) != 0)) continue;
    if (table[i].words >= 0 && line->words != table[i].words) continue;
    for (size_t n = 0; n < 2 && table[i].lua[n]; n++) ask(session, table[i].lua[n], word, &job);
    return;
  }
}

/* Whether the word is the option: "-C", "--directory". */
static int is_option(const grappe_option *option, const char *word) {
  if (word[0] != '-') return 0;
  if (word[1] == '-') return strcmp(word + 2, option->name) == 0;
  return option->letter && word[1] == option->letter && !word[2];
}

void grappe_line_read(const grappe_words *given, size_t from, grappe_line *line) {
  *line = (grappe_line){.word = ""};
  for (size_t i = from; i < given->count; i++) {
    const char *word = given->items[i];
    int last = i + 1 == given->count;
    const char *option = line->option;
    line->option = NULL;
    if (last) {
      line->word = word;
      line->option = option;
    } else if (option) {
      if (strcmp(option, "directory") == 0) line->directory = word;
    } else if (word[0] == '-') {
      for (int id = 0; id < GRAPPE_OPTION_COUNT; id++)
        if (grappe_option_table[id].value && is_option(&grappe_option_table[id], word))
          line->option = grappe_option_table[id].name;
    } else if (!line->command) {
      line->command = word;
    } else {
      if (!line->words) line->first = word;
      line->words++;
    }
  }
}
