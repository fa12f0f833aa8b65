#include "text/width.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "text/utf8.h"

/* What the text starts with that belongs together on screen: its bytes, and the columns it takes. */
static size_t cluster(const char *text, size_t length, int *columns) {
  int32_t character, next;
  utf8proc_int32_t state = 0;
  size_t at = grappe_utf8_next(text, length, &character);
  *columns = at ? utf8proc_charwidth(character) : 0;
  while (at < length) {
    unsigned char byte = (unsigned char)text[at];
    if (character < 0x80 && byte < 0x80) break; /* the common case; "\r\n" takes no column either way */
    size_t bytes = grappe_utf8_next(text + at, length - at, &next);
    if (utf8proc_grapheme_break_stateful(character, next, &state)) break;
    int wider = next == 0xFE0F || (next >= 0x1F1E6 && next <= 0x1F1FF) ? 2 : utf8proc_charwidth(next);
    if (wider > *columns) *columns = wider; /* an emoji asked for (U+FE0F) and a flag take two */
    character = next;
    at += bytes;
  }
  return at;
}

int grappe_width(const char *text) {
  size_t length = strlen(text);
  int total = 0, columns;
  for (size_t at = 0; at < length; total += columns) at += cluster(text + at, length - at, &columns);
  return total;
}

static int is_hidden(int32_t character) {
  return (character >= 0x80 && character <= 0x9F) || character == 0x61C || character == 0x200E || character == 0x200F ||
         (character >= 0x2028 && character <= 0x202E) || (character >= 0x2066 && character <= 0x206F) ||
         character == 0xFEFF || (character >= 0xFFF9 && character <= 0xFFFB) ||
         (character >= 0xE0000 && character <= 0xE007F);
}

void grappe_harmless_add(const char *text, grappe_buffer *buffer) {
  size_t length = strlen(text), plain = 0; /* what stands from `plain` on is added as it is, in one go */
  for (size_t at = 0; at < length;) {
    int32_t character;
    size_t bytes = grappe_utf8_next(text + at, length - at, &character);
    int invalid = character == GRAPPE_REPLACEMENT && bytes == 1;
    int control = character < 0x20 || character == 0x7F;
    if (invalid || control || is_hidden(character)) {
      grappe_buffer_add_bytes(buffer, text + plain, at - plain);
      if (character == '\n' || character == '\t' || character == '\r')
        grappe_buffer_add(buffer, character == '\n' ? "\\n" : character == '\t' ? "\\t" : "\\r");
      else if (invalid || control)
        grappe_buffer_addf(buffer, "\\x%02x", (unsigned char)text[at]);
      else
        grappe_buffer_addf(buffer, "\\u{%x}", (unsigned)character);
      plain = at + bytes;
    }
    at += bytes;
  }
  grappe_buffer_add_bytes(buffer, text + plain, length - plain);
}

char *grappe_harmless(const char *text) {
  grappe_buffer buffer = {0};
  grappe_harmless_add(text, &buffer);
  return grappe_buffer_take(&buffer);
}

/* Adds the text within `columns`; returns how many it took. */
static int add_shortened(const char *text, int columns, grappe_buffer *buffer) {
  size_t length = strlen(text), kept = 0;
  int total = 0, kept_columns = 0, wide;
  for (size_t at = 0; at < length;) {
    at += cluster(text + at, length - at, &wide);
    total += wide;
    if (total > columns) {
      if (columns <= 0) return 0;
      grappe_buffer_add_bytes(buffer, text, kept);
      grappe_buffer_add(buffer, "…");
      return kept_columns + 1;
    }
    if (total < columns) { /* leaves a column for the ellipsis */
      kept = at;
      kept_columns = total;
    }
  }
  grappe_buffer_add_bytes(buffer, text, length);
  return total;
}

static void add_spaces(int count, grappe_buffer *buffer) {
  for (; count > 0; count--) grappe_buffer_add_char(buffer, ' ');
}

void grappe_shorten(const char *text, int columns, grappe_buffer *buffer) {
  add_shortened(text, columns, buffer);
}

static int spaces_before(int spare, grappe_align align) {
  return spare <= 0 || align == GRAPPE_LEFT ? 0 : align == GRAPPE_RIGHT ? spare : spare / 2;
}

void grappe_pad(const char *text, int columns, grappe_align align, grappe_buffer *buffer) {
  int spare = columns - grappe_width(text), before = spaces_before(spare, align);
  add_spaces(before, buffer);
  grappe_buffer_add(buffer, text);
  add_spaces(spare - before, buffer);
}

void grappe_fit(const char *text, int columns, grappe_align align, grappe_buffer *buffer) {
  grappe_buffer piece = {0};
  int spare = columns - add_shortened(text, columns, &piece), before = spaces_before(spare, align);
  add_spaces(before, buffer);
  grappe_buffer_add(buffer, grappe_buffer_text(&piece));
  add_spaces(spare - before, buffer);
  if (grappe_buffer_failed(&piece)) buffer->failed = 1;
  grappe_buffer_free(&piece);
}

/* Whether a line may end at this space: French puts spaces inside its quotes and before its signs, which stay with
 * their word. */
static int may_break(const char *line, const char *space) {
  static const char opening[] = "«", closing[] = "»";
  size_t before = (size_t)(space - line);
  if (before >= sizeof opening - 1 && memcmp(space - (sizeof opening - 1), opening, sizeof opening - 1) == 0) return 0;
  return strncmp(space + 1, closing, sizeof closing - 1) != 0 && !(space[1] && strchr(":;?!", space[1]));
}

static void wrap_line(const char *line, size_t length, int columns, grappe_buffer *buffer) {
  size_t blank = strspn(line, " "), from = 0, last = 0;
  int total = 0, wide;
  for (size_t at = 0; at < length;) {
    if (line[at] == ' ' && at > blank && may_break(line, line + at)) last = at;
    size_t next = at + cluster(line + at, length - at, &wide);
    total += wide;
    at = next;
    if (total <= columns || last <= from) continue;
    grappe_buffer_add_bytes(buffer, line + from, last - from);
    grappe_buffer_add_char(buffer, '\n');
    add_spaces((int)blank, buffer);
    from = last + 1;
    total = (int)blank;
    for (size_t again = from; again < at;) {
      again += cluster(line + again, length - again, &wide);
      total += wide;
    }
  }
  grappe_buffer_add_bytes(buffer, line + from, length - from);
}

void grappe_wrap(const char *text, int columns, grappe_buffer *buffer) {
  while (*text) {
    size_t length = strcspn(text, "\n");
    if (columns > 0)
      wrap_line(text, length, columns, buffer);
    else
      grappe_buffer_add_bytes(buffer, text, length);
    text += length;
    if (!*text) return;
    grappe_buffer_add_char(buffer, '\n');
    text++;
  }
}
