/* Holds to their tables the sentences of the Lua API that no call of fail or translate shows: what an argument was
 * expected to be, notices, and words that stand in a table before they are said.
 *
 * Reads bindings/api and scripts/prelude by the rules below. A rule that finds nothing is an error too: the sources
 * were changed and it looks in vain. Prints what is missing, and one closing line. */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"

typedef enum rule_kind {
  CALLED,  /* an argument of a call: its texts */
  NAMED,   /* name = …: all texts up to the end of the value, but keys of a table are passed over */
  RETURNED /* return …, "text": the second result */
} rule_kind;

typedef struct rule {
  const char *folder, *file; /* file "": all of the folder */
  rule_kind kind;
  const char *name;
  int argument; /* of a call, from 1 */
  int found;
} rule;

static rule rules[] = {
    {"bindings/api", "", CALLED, "grappe_argument_error", 3, 0},
    {"bindings/api", "", CALLED, "grappe_check_text", 3, 0},
    {"bindings/api", "", CALLED, "grappe_check_place", 3, 0},
    {"bindings/api", "", CALLED, "grappe_check_figure", 3, 0},
    {"bindings/api", "", NAMED, "expected", 0, 0},
    {"bindings/api", "documents.c", NAMED, "names", 0, 0},
    {"scripts/prelude", "", CALLED, "notice", 1, 0},
    {"scripts/prelude", "", CALLED, "list_of", 2, 0},
    {"scripts/prelude", "check.lua", RETURNED, "return", 2, 0},
    {"scripts/prelude", "verdict.lua", NAMED, "shown", 0, 0},
    {"scripts/prelude", "scripts.lua", NAMED, "among", 0, 0},
    {"scripts/prelude", "command_new.lua", NAMED, "questions", 0, 0},
};

static long checked, wrong;

typedef enum token_kind { END, NAME, TEXT, MARK } token_kind;

typedef struct reader {
  const char *path, *at;
  int lua, line;
  token_kind kind;
  char text[4096]; /* the name, the text with its escapes resolved, or the mark */
} reader;

static int starts(const reader *r, const char *mark) {
  return strncmp(r->at, mark, strlen(mark)) == 0;
}

static void skip_blank(reader *r) {
  while (*r->at) {
    const char *end = NULL;
    if (starts(r, r->lua ? "--" : "//"))
      end = strchr(r->at, '\n');
    else if (!r->lua && starts(r, "/*"))
      end = strstr(r->at + 2, "*/");
    else if (!isspace((unsigned char)*r->at))
      return;
    do r->line += *r->at == '\n';
    while (*r->at && r->at++ < end);
  }
}

static void read_text(reader *r, char quote) {
  size_t used = strlen(r->text);
  for (r->at++; *r->at && *r->at != quote; r->at++) {
    char c = *r->at;
    if (c == '\\') c = *++r->at == 'n' ? '\n' : *r->at;
    if (used + 1 < sizeof r->text) r->text[used++] = c;
  }
  if (*r->at) r->at++;
  r->text[used] = '\0';
}

static void next(reader *r) {
  skip_blank(r);
  char c = *r->at;
  r->text[0] = '\0';
  if (!c) {
    r->kind = END;
  } else if (c == '"' || c == '\'') {
    r->kind = c == '"' || r->lua ? TEXT : MARK;
    read_text(r, c);
    /* C joins texts that follow each other. */
    for (skip_blank(r); !r->lua && r->kind == TEXT && *r->at == '"'; skip_blank(r)) read_text(r, '"');
  } else if (isalnum((unsigned char)c) || c == '_') {
    size_t used = 0;
    r->kind = NAME;
    for (; isalnum((unsigned char)*r->at) || *r->at == '_'; r->at++)
      if (used + 1 < sizeof r->text) r->text[used++] = *r->at;
    r->text[used] = '\0';
  } else {
    r->kind = MARK;
    r->text[0] = c;
    r->text[1] = '\0';
    r->at++;
  }
}

static int is_mark(const reader *r, const char *marks) {
  return r->kind == MARK && r->text[0] && strchr(marks, r->text[0]);
}

static void check(reader *r, rule *by) {
  by->found++;
  checked++;
  for (size_t i = 0; grappe_message_at(i); i++)
    if (strcmp(grappe_message_at(i)->english, r->text) == 0) return;
  printf("%s:%d: no row in engine/base/messages: \"%s\"\n", r->path, r->line, r->text);
  wrong++;
}

/* Goes on from just after the rule's name. Values nest in brackets; the value is over at depth 0. */
static void apply(reader *r, rule *by) {
  int depth = 0, place = 1;
  if (by->kind == NAMED) { /* over "[]" to the "=" */
    do next(r);
    while (is_mark(r, "[]"));
    if (!is_mark(r, "=")) return;
  }
  if (by->kind == CALLED) {
    skip_blank(r);
    if (*r->at != '(') return;
  }
  for (next(r); r->kind != END; next(r)) {
    int inside =
        by->kind == CALLED ? depth == 1 && place == by->argument : by->kind == NAMED || (depth == 0 && place == 2);
    if (r->kind == TEXT && inside) check(r, by);
    if (is_mark(r, "([{")) depth++;
    if (is_mark(r, ")]}")) depth--;
    if (is_mark(r, ",") && depth == (by->kind == CALLED)) place++;
    if (depth < 0 || is_mark(r, ";")) return;
    if (by->kind == CALLED && depth == 0) return;
    if (by->kind == NAMED && r->lua && depth == 0) return;
    if (by->kind == RETURNED && r->kind == NAME && (strcmp(r->text, "end") == 0 || strcmp(r->text, "else") == 0))
      return;
  }
}

static void check_file(const char *path, const char *text, rule *by) {
  static reader r;
  size_t length = strlen(path);
  r = (reader){.path = path, .at = text, .lua = length > 4 && strcmp(path + length - 4, ".lua") == 0, .line = 1};
  for (next(&r); r.kind != END; next(&r))
    if (r.kind == NAME && strcmp(r.text, by->name) == 0) apply(&r, by);
}

static void check_folder(const char *checkout, rule *by) {
  char folder[4096];
  struct dirent **entries;
  snprintf(folder, sizeof folder, "%s/%s", checkout, by->folder);
  int count = scandir(folder, &entries, NULL, alphasort);
  for (int i = 0; i < count; i++) {
    const char *name = entries[i]->d_name, *dot = strrchr(name, '.');
    char path[8192], *text = NULL;
    size_t room = 0;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int source = dot && (strcmp(dot, ".c") == 0 || strcmp(dot, ".lua") == 0);
    FILE *file = source && (!*by->file || strcmp(name, by->file) == 0) ? fopen(path, "r") : NULL;
    if (file && getdelim(&text, &room, '\0', file) > 0) check_file(path, text, by);
    if (file) fclose(file);
    free(text);
    free(entries[i]);
  }
  if (count >= 0) free(entries);
  if (by->found) return;
  printf("%s: nothing is found by the rule '%s'\n", folder, by->name);
  wrong++;
}

int main(int count, char **arguments) {
  if (count != 2) {
    fprintf(stderr, "usage: house_prelude_messages CHECKOUT\n");
    return 2;
  }
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) check_folder(arguments[1], &rules[i]);
  printf("prelude messages: %ld sentences, %ld missing\n", checked, wrong);
  return wrong > 0;
}
