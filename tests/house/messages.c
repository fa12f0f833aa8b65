/* Holds the messages to their tables: every sentence that the engine, the bindings or the prelude can say to the user
 * has a French and an Italian, whose conversions (%s, %d …) are those of the English.
 *
 * Reads the sources: a call of one of the functions below, or of a static function of the file that is declared with
 * format(printf, N, M), gives its N-th argument's literals. An argument without literals is passed over: its texts
 * stand in a table or came in from a caller. Prints what is missing, and one closing line. */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/language.h"

typedef struct speaker {
  char name[64];
  int argument; /* from 1 */
} speaker;

static const speaker in_c[] = {{"grappe_fail", 3},          {"grappe_throw", 3},        {"grappe_translate", 1},
                               {"grappe_program_usage", 2}, {"grappe_program_note", 2}, {"", 0}};
static const speaker in_lua[] = {{"tr", 1},     {"translate", 1}, {"fail", 2},   {"complain", 4}, {"wrong", 2},
                                 {"expect", 3}, {"finding", 2},   {"remark", 2}, {"", 0}};

static speaker of_file[20]; /* static functions of the C file that is read */
static size_t of_file_count;
static long checked, wrong;

typedef enum token_kind { END, NAME, TEXT, MARK } token_kind;

typedef struct reader {
  const char *path, *at;
  int lua, line;
  token_kind kind;
  char text[8192]; /* the name, the text with its escapes resolved, or the mark */
} reader;

static void report(const reader *r, const char *what, const char *sentence) {
  printf("%s:%d: %s: \"%s\"\n", r->path, r->line, what, sentence);
  wrong++;
}

static void skip_line(reader *r) {
  while (*r->at && *r->at != '\n') r->at++;
}

static void skip_to(reader *r, const char *end) {
  while (*r->at && strncmp(r->at, end, strlen(end)) != 0) r->line += *r->at++ == '\n';
  if (*r->at) r->at += strlen(end);
}

static void skip_blank(reader *r) {
  for (;;) {
    if (*r->at == '\n') r->line++;
    if (isspace((unsigned char)*r->at)) {
      r->at++;
    } else if (r->lua && strncmp(r->at, "--[[", 4) == 0) {
      skip_to(r, "]]");
    } else if ((r->lua && strncmp(r->at, "--", 2) == 0) || (!r->lua && strncmp(r->at, "//", 2) == 0)) {
      skip_line(r);
    } else if (!r->lua && strncmp(r->at, "/*", 2) == 0) {
      skip_to(r, "*/");
    } else {
      return;
    }
  }
}

static char escape(reader *r) {
  char c = *r->at++;
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'x': {
      char *end, digits[3] = {r->at[0], r->at[0] ? r->at[1] : '\0', '\0'};
      long byte = strtol(digits, &end, 16);
      r->at += end - digits;
      return (char)byte;
    }
    default:
      return c;
  }
}

static void read_text(reader *r, char quote) {
  size_t used = 0;
  for (r->at++; *r->at && *r->at != quote;) {
    char c = *r->at++;
    if (c == '\\') c = escape(r);
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
    read_text(r, c);
    r->kind = c == '"' || r->lua ? TEXT : MARK; /* 'c' in C is a number */
  } else if (isalnum((unsigned char)c) || c == '_') {
    size_t used = 0;
    while (isalnum((unsigned char)*r->at) || *r->at == '_') {
      if (used + 1 < sizeof r->text) r->text[used++] = *r->at;
      r->at++;
    }
    r->text[used] = '\0';
    r->kind = NAME;
  } else {
    r->text[0] = c;
    r->text[1] = '\0';
    r->at++;
    r->kind = MARK;
  }
}

/* The conversions of a format by the position of their argument: "1:s 2:ld ". */
static void conversions(const char *format, char *list, size_t size) {
  char found[10][8] = {""};
  int position = 0;
  for (const char *c = format; (c = strchr(c, '%'));) {
    c++;
    if (*c == '%') {
      c++;
      continue;
    }
    char *end;
    long told = strtol(c, &end, 10);
    int at = position;
    if (end > c && *end == '$') {
      at = (int)told - 1;
      c = end + 1;
    }
    while (*c && strchr("0123456789-+ #.*", *c))
      if (*c++ == '*' && position < 9) strcpy(found[position++], "*"), at++;
    size_t length = strspn(c, "hlzjtL") + 1;
    if (at >= 0 && at < 10 && strlen(c) >= length) snprintf(found[at], sizeof found[at], "%.*s", (int)length, c);
    position = at + 1;
    c += strlen(c) >= length ? length : 0;
  }
  list[0] = '\0';
  for (int i = 0; i < 10; i++)
    if (found[i][0]) snprintf(list + strlen(list), size - strlen(list), "%d:%s ", i + 1, found[i]);
}

static const grappe_message *find(const char *english) {
  const grappe_message *row;
  for (size_t i = 0; (row = grappe_message_at(i)); i++)
    if (strcmp(row->english, english) == 0) return row;
  return NULL;
}

/* "%s: %s" says nothing in any language. */
static int has_words(const char *sentence) {
  for (const char *c = sentence; *c; c++) {
    if (*c == '%') {
      c += strspn(c + 1, "0123456789-+ #.*$hlzjt") + 1;
      if (!*c) return 0;
    } else if (isalpha((unsigned char)*c)) {
      return 1;
    }
  }
  return 0;
}

static void check(const reader *r, const char *sentence) {
  if (!has_words(sentence)) return;
  checked++;
  if (!find(sentence)) report(r, "no row in engine/base/messages", sentence);
}

static const char *length_modifier(const char *name) {
  if (strcmp(name, "PRId64") == 0 || strcmp(name, "PRIi64") == 0) return "ld";
  if (strcmp(name, "PRIu64") == 0) return "lu";
  return strcmp(name, "PRIx64") == 0 ? "lx" : NULL;
}

/* After the function's name: goes through the argument's tokens and checks each run of literals in it. */
static void check_call(reader *r, int argument) {
  int depth = 1, number = 1, joined = 0;
  char sentence[8192] = "";
  int has = 0;
  reader first = *r;
  while (depth > 0) {
    next(r);
    if (r->kind == END) return;
    const char *macro = r->kind == NAME && !r->lua ? length_modifier(r->text) : NULL;
    if (number == argument && depth == 1 && (r->kind == TEXT || (has && macro))) {
      if (!has) first = *r;
      const char *piece = macro ? macro : r->text;
      size_t used = strlen(sentence), more = strlen(piece);
      if (used + more < sizeof sentence) memcpy(sentence + used, piece, more + 1);
      has = 1;
      continue;
    }
    if (number == argument && r->lua && r->kind == MARK && r->text[0] == '.' && *r->at == '.') joined = 1;
    if (has) {
      if (joined) {
        report(&first, "a sentence in pieces cannot be translated: use %s", sentence);
      } else {
        check(&first, sentence);
      }
      has = joined = 0;
      sentence[0] = '\0';
    }
    if (r->kind != MARK) continue;
    if (strchr("([{", r->text[0])) depth++;
    if (strchr(")]}", r->text[0])) depth--;
    if (r->text[0] == ',' && depth == 1) number++;
  }
}

/* "format(printf, N, …))" was reached at "format": a static function's name and N are kept. */
static void note_speaker(reader *r) {
  next(r);
  if (strcmp(r->text, "(") != 0) return;
  next(r);
  if (strcmp(r->text, "printf") != 0) return;
  next(r);
  next(r);
  int argument = atoi(r->text), is_static = 0;
  char name[64] = "";
  while (r->kind != END && strcmp(r->text, ";") != 0 && strcmp(r->text, "{") != 0) {
    next(r);
    if (strcmp(r->text, "static") == 0) is_static = 1;
    if (r->kind == NAME && *r->at == '(' && !*name && is_static) snprintf(name, sizeof name, "%.60s", r->text);
    if (*name) break;
  }
  if (!*name || of_file_count == sizeof of_file / sizeof *of_file) return;
  strcpy(of_file[of_file_count].name, name);
  of_file[of_file_count++].argument = argument;
}

static int argument_of(const char *name, int lua) {
  for (const speaker *s = lua ? in_lua : in_c; s->argument; s++)
    if (strcmp(s->name, name) == 0) return s->argument;
  for (size_t i = 0; !lua && i < of_file_count; i++)
    if (strcmp(of_file[i].name, name) == 0) return of_file[i].argument;
  return 0;
}

static void check_text(const char *path, const char *text, int lua) {
  static reader r;
  r = (reader){.path = path, .at = text, .lua = lua, .line = 1};
  of_file_count = 0;
  for (next(&r); r.kind != END; next(&r)) {
    if (r.kind != NAME) continue;
    if (!lua && strcmp(r.text, "format") == 0) {
      note_speaker(&r);
      continue;
    }
    int argument = argument_of(r.text, lua);
    if (!argument) continue;
    skip_blank(&r);
    if (*r.at != '(') continue;
    r.at++;
    check_call(&r, argument);
  }
}

static void check_file(const char *path, int lua) {
  FILE *file = fopen(path, "r");
  if (!file) return;
  char *text = NULL;
  size_t room = 0;
  if (getdelim(&text, &room, '\0', file) > 0) check_text(path, text, lua);
  free(text);
  fclose(file);
}

static int by_name(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

static void check_folder(const char *folder) {
  struct dirent **entries;
  int count = scandir(folder, &entries, NULL, by_name);
  for (int i = 0; i < count; i++) {
    const char *name = entries[i]->d_name, *dot = strrchr(name, '.');
    char path[4096];
    struct stat status;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (name[0] != '.' && strcmp(name, "messages") != 0 && stat(path, &status) == 0) {
      if (S_ISDIR(status.st_mode)) {
        check_folder(path);
      } else if (dot && strcmp(dot, ".c") == 0) {
        check_file(path, 0);
      } else if (dot && strcmp(dot, ".lua") == 0) {
        check_file(path, 1);
      }
    }
    free(entries[i]);
  }
  if (count >= 0) free(entries);
}

/* Both translations of every row are there, and their conversions are the English's. */
static void check_rows(void) {
  const grappe_message *row;
  for (size_t i = 0; (row = grappe_message_at(i)); i++) {
    const char *const translations[] = {row->french, row->italian}, *const languages[] = {"French", "Italian"};
    char english[200], translated[200];
    conversions(row->english, english, sizeof english);
    checked++;
    for (int t = 0; t < 2; t++) {
      const char *what = NULL;
      if (!translations[t] || !*translations[t]) {
        what = "is missing";
      } else {
        conversions(translations[t], translated, sizeof translated);
        if (strcmp(english, translated) != 0) what = "has other conversions";
      }
      if (!what) continue;
      printf("engine/base/messages: the %s %s: \"%s\"\n", languages[t], what, row->english);
      wrong++;
    }
  }
}

int main(int count, char **arguments) {
  if (count != 2) {
    fprintf(stderr, "usage: house_messages CHECKOUT\n");
    return 2;
  }
  static const char *const folders[] = {"engine", "bindings", "scripts/prelude"};
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", arguments[1], folders[i]);
    check_folder(path);
  }
  check_rows();
  printf("messages: %ld passed, %ld failed\n", checked - wrong, wrong);
  return wrong > 0;
}
