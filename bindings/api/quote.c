/* An error as its author reads it: the message, the line of the script with what is meant marked below it, and the
 * calls of the script's own that led there. */
#include <stdio.h>
#include <string.h>

#include "api/script_files.h"
#include "api/session_private.h"
#include "text/utf8.h"
#include "text/width.h"

#define MARGIN "%5d | "

enum { LINE_MOST = 200, SOURCE_MOST = 4 << 20 };

void grappe_session_keep_source(grappe_session *session, const char *chunkname, const char *text) {
  grappe_buffer_clear(&session->source);
  grappe_buffer_clear(&session->source_name);
  grappe_buffer_add(&session->source, text);
  grappe_buffer_add(&session->source_name, chunkname + 1); /* behind the '=' or '@' that Lua wants */
}

/* The line of that number, without its end; *length its bytes. NULL where there are not so many. */
static const char *line_of(const char *text, int number, size_t *length) {
  for (; number > 1; number--) {
    text = strchr(text, '\n');
    if (!text) return NULL;
    text++;
  }
  *length = strcspn(text, "\r\n");
  return text;
}

static int in_word(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

/* Where the text stands in the line as a whole word, the first or the last time; NULL: nowhere. */
static const char *word_in(const char *line, size_t length, const char *word, size_t size, int last) {
  const char *found = NULL;
  for (const char *at = line; size && at + size <= line + length; at++) {
    if (memcmp(at, word, size) != 0) continue;
    int joined = (at > line && in_word(at[-1]) && in_word(word[0])) ||
                 (at + size < line + length && in_word(at[size]) && in_word(word[size - 1]));
    if (joined) continue;
    found = at;
    if (!last) break;
  }
  return found;
}

typedef struct quoted_part {
  const char *at;
  size_t size;
} quoted_part;

/* What the message puts in quotes and the line has: that is what the message is about. The first that is found. A text
 * that does not compile was read up to that word, so that it is the last of its kind. Nothing found: its
 * size is 0. */
static quoted_part meant(const char *line, size_t length, const grappe_error *error) {
  const char *message = error->message;
  int last = strstr(message, "near ") != NULL;
  static const char *const opening[] = {"'", "« ", "«", "\""}, *const closing[] = {"'", " »", "»", "\""};
  for (const char *at = message; *at; at++)
    for (int i = 0; i < 4; i++) {
      size_t open = strlen(opening[i]);
      if (strncmp(at, opening[i], open) != 0) continue;
      const char *end = strstr(at + open, closing[i]);
      const char *found = end ? word_in(line, length, at + open, (size_t)(end - at) - open, last) : NULL;
      if (found) return (quoted_part){found, (size_t)(end - at) - open};
    }
  return (quoted_part){line, 0};
}

/* The word or sign at that column: where reading the text came to an end. */
static quoted_part at_column(const char *line, size_t length, int column) {
  const char *at = line;
  int32_t character;
  for (int i = 1; i < column && at < line + length; i++)
    at += grappe_utf8_next(at, (size_t)(line + length - at), &character);
  size_t size = 0, rest = (size_t)(line + length - at);
  while (size < rest && in_word(at[size])) size++;
  if (!size && rest) size = grappe_utf8_next(at, rest, &character);
  return (quoted_part){at, size};
}

/* Adds a piece of the line as the terminal may show it, a tab as one space; returns the columns that it takes. */
static int add_piece(const char *from, const char *end, grappe_buffer *text) {
  grappe_buffer raw = {0};
  size_t before = text->length;
  grappe_buffer_add_bytes(&raw, from, (size_t)(end - from));
  for (char *c = raw.text; c && *c; c++)
    if (*c == '\t') *c = ' ';
  grappe_harmless_add(grappe_buffer_text(&raw), text);
  if (grappe_buffer_failed(&raw)) text->failed = 1;
  grappe_buffer_free(&raw);
  return text->text ? grappe_width(text->text + before) : 0;
}

/* "    3 | jobs = sites:withn "Normandie"" and the marks below what is meant. */
static void add_line(const char *line, size_t length, int alone, const grappe_outcome *outcome, grappe_buffer *text) {
  int number = outcome->line;
  quoted_part part = meant(line, length, &outcome->error);
  if (!part.size && outcome->column > 0) part = at_column(line, length, outcome->column);
  const char *start = line, *end = line + length, *behind = part.at + part.size;
  if (behind - start > LINE_MOST) /* of a long line only what stands around the place */
    start = line + grappe_utf8_cut(line, length, (size_t)(part.at - line) - LINE_MOST / 2);
  if (end - start > LINE_MOST) end = start + grappe_utf8_cut(start, (size_t)(end - start), LINE_MOST);
  if (behind > end) behind = end;
  if (!part.size && alone) return; /* whoever typed it has it before their eyes */
  grappe_buffer_addf(text, MARGIN, number);
  int column = add_piece(start, part.at, text), marks = add_piece(part.at, behind, text);
  add_piece(behind, end, text);
  grappe_buffer_add_char(text, '\n');
  if (!part.size) return;
  grappe_buffer_addf(text, "%*s", snprintf(NULL, 0, MARGIN, number) + column, "");
  for (int i = 0; i < marks; i++) grappe_buffer_add_char(text, '^');
  grappe_buffer_add_char(text, '\n');
}

static void add_quote(const grappe_session *session, const grappe_outcome *outcome, grappe_buffer *text) {
  grappe_buffer file = {0};
  grappe_error error = {0};
  const char *source = NULL, *line;
  size_t length;
  if (outcome->line <= 0 || !outcome->chunk[0]) return;
  if (strcmp(outcome->chunk, grappe_buffer_text(&session->source_name)) == 0)
    source = grappe_buffer_text(&session->source);
  else if (strstr(outcome->chunk, ".lua") && grappe_read_file(outcome->chunk, SOURCE_MOST, &file, &error) == GRAPPE_OK)
    source = grappe_buffer_text(&file);
  line = source ? line_of(source, outcome->line, &length) : NULL;
  if (line && length && !strchr(outcome->error.message, '\n')) {
    int alone =
        strspn(source, "\n") == (size_t)(line - source) && strspn(line + length, "\r\n") == strlen(line + length);
    add_line(line, length, alone, outcome, text);
  }
  grappe_buffer_free(&file);
}

static void add_message(const grappe_outcome *outcome, grappe_buffer *text) {
  if (outcome->chunk[0] && outcome->line > 0)
    grappe_buffer_addf(text, "%s:%d: ", outcome->chunk, outcome->line);
  else if (outcome->chunk[0])
    grappe_buffer_addf(text, "%s: ", outcome->chunk);
  grappe_buffer_addf(text, "%s\n", outcome->error.message);
}

/* The first frame is where the message points already. */
static void add_calls(const grappe_outcome *outcome, grappe_buffer *text) {
  for (int i = 1; i < outcome->frame_count; i++) {
    grappe_buffer_addf(text, grappe_translate("  called from %s:%d"), outcome->frames[i].chunk,
                       outcome->frames[i].line);
    if (outcome->frames[i].function[0]) grappe_buffer_addf(text, " (%s)", outcome->frames[i].function);
    grappe_buffer_add_char(text, '\n');
  }
  if (outcome->frames_left_out > 0)
    grappe_buffer_addf(text, grappe_translate("  … and %d more\n"), outcome->frames_left_out);
}

void grappe_outcome_write(const grappe_outcome *outcome, grappe_buffer *text) {
  add_message(outcome, text);
  add_calls(outcome, text);
}

/* Whether that file came with the program: the last of the folders. */
static int is_shipped(const grappe_session *session, const char *chunk) {
  const char *last = NULL;
  for (char **folder = session->script_folders; folder && *folder; folder++) last = *folder;
  size_t length = last ? strlen(last) : 0;
  return length && strncmp(chunk, last, length) == 0 && chunk[length] == '/';
}

/* Leaves the calls of the author's own. What a shipped script was answered is told of the first of them, and of no
 * place where there is none: nobody mends a script that came with the program. A fault of such a script itself keeps
 * its place, so that it can be reported. */
static void keep_own(const grappe_session *session, grappe_outcome *outcome) {
  int moved = outcome->answered && is_shipped(session, outcome->chunk);
  int kept = outcome->frame_count > 0 && !moved; /* the first frame is where the message points already */
  for (int i = kept; i < outcome->frame_count; i++)
    if (!is_shipped(session, outcome->frames[i].chunk)) outcome->frames[kept++] = outcome->frames[i];
  outcome->frame_count = kept;
  if (!moved) return;
  outcome->line = kept ? outcome->frames[0].line : 0;
  outcome->chunk[0] = '\0';
  if (kept) memcpy(outcome->chunk, outcome->frames[0].chunk, sizeof outcome->chunk);
}

void grappe_session_tell(const grappe_session *session, const grappe_outcome *outcome, grappe_buffer *text) {
  grappe_outcome own = *outcome;
  keep_own(session, &own);
  add_message(&own, text);
  add_quote(session, &own, text);
  add_calls(&own, text);
}
