/* The small Markdown of pages, line by line. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "publish/page_private.h"
#include "text/day.h"
#include "text/fold.h"
#include "text/width.h"

typedef struct reader {
  page *to; /* NULL: without values */
  grappe_buffer *out;
  int nested;     /* 1: inside a value that is Markdown itself */
  int line;       /* from 1, for messages */
  char lists[16]; /* 'u' or 'o' for each list that is open, innermost last */
  int depth;
  int paragraph, quote; /* open */
  grappe_error *error;
} reader;

/* --- within a line ------------------------------------------------------------------------------------------------ */

static grappe_code fail_open(const reader *read, const char *sign) {
  return grappe_fail(read->error, GRAPPE_ARGUMENT,
                     "line %d of the text: '%s' is begun and not ended; write \\%s for the sign itself", read->line,
                     sign, sign);
}

static const grappe_page_value *value_named(const reader *read, const char *name, size_t length) {
  for (size_t i = 0; i < read->to->parts->count; i++) {
    const grappe_page_value *value = &read->to->parts->values[i];
    if (strlen(value->name) == length && strncmp(value->name, name, length) == 0) return value;
  }
  return NULL;
}

static grappe_code fail_name(const reader *read, const char *name, size_t length) {
  grappe_nearest nearest;
  char wanted[GRAPPE_NEAREST_NAME], names[600];
  snprintf(wanted, sizeof wanted, "%.*s", (int)(length < 200 ? length : 200), name);
  grappe_nearest_begin(&nearest, wanted);
  for (size_t i = 0; i < read->to->parts->count; i++)
    grappe_nearest_offer(&nearest, read->to->parts->values[i].name, NULL);
  if (nearest.count)
    return grappe_fail(read->error, GRAPPE_ARGUMENT,
                       "line %d of the text: {%s} is no value of the report; did you mean %s?", read->line, wanted,
                       grappe_nearest_write(&nearest, names, sizeof names));
  return grappe_fail(read->error, GRAPPE_ARGUMENT,
                     "line %d of the text: {%s} is no value of the report: 'values' must give it", read->line, wanted);
}

static int form_named(const char *name, size_t length, page_form *form) {
  static const struct {
    const char *name;
    page_form form;
  } forms[] = {{"short", PAGE_SHORT}, {"number", PAGE_NUMBER}, {"ordinal", PAGE_ORDINAL}, {"list", PAGE_LIST}};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (strlen(forms[i].name) == length && strncmp(forms[i].name, name, length) == 0) {
      *form = forms[i].form;
      return 1;
    }
  return 0;
}

/* What stands between '{' and '}', which `length` leaves out. */
static grappe_code find_value(const reader *read, const char *inside, size_t length, const grappe_page_value **value,
                              page_form *form) {
  const char *colon = memchr(inside, ':', length);
  size_t name = colon ? (size_t)(colon - inside) : length;
  *form = PAGE_WORDS;
  if (colon && !form_named(colon + 1, length - name - 1, form))
    return grappe_fail(read->error, GRAPPE_ARGUMENT,
                       "line %d of the text: after ':' stands 'short', 'number', 'ordinal' or 'list', found {%.*s}",
                       read->line, (int)(length < 100 ? length : 100), inside);
  *value = value_named(read, inside, name);
  return *value ? GRAPPE_OK : fail_name(read, inside, name);
}

static grappe_code add_inline(reader *read, const char *text, size_t length);

/* A text as it is; a day in words. */
static void add_text(const char *text, grappe_buffer *out) {
  grappe_period period;
  grappe_error ignored = {0};
  grappe_buffer shown = {0};
  if (grappe_period_parse(text, &period, &ignored) == GRAPPE_OK)
    grappe_period_display(period, grappe_language_now(), &shown);
  page_words(shown.length ? grappe_buffer_text(&shown) : text, out);
  if (grappe_buffer_failed(&shown)) out->failed = 1;
  grappe_buffer_free(&shown);
}

static grappe_code add_value(reader *read, const char *inside, size_t length) {
  const grappe_page_value *value;
  page_form form;
  grappe_code code = find_value(read, inside, length, &value, &form);
  if (code != GRAPPE_OK) return code;
  switch (value->kind) {
    case GRAPPE_PAGE_FIGURE:
      return page_figure(read->to, value->figure, form, read->error);
    case GRAPPE_PAGE_TEXT:
      add_text(value->text, read->out);
      return GRAPPE_OK;
    case GRAPPE_PAGE_MARKDOWN:
      if (read->nested)
        return grappe_fail(read->error, GRAPPE_ARGUMENT,
                           "line %d of the text: {%s} stands in a text that is a value itself", read->line,
                           value->name);
      read->nested = 1;
      code = add_inline(read, value->text, strlen(value->text));
      read->nested = 0;
      return code;
    case GRAPPE_PAGE_NOTHING:
      return GRAPPE_OK;
    default:
      return grappe_fail(read->error, GRAPPE_ARGUMENT,
                         "line %d of the text: {%s} is a table or drawing: write it on a line of its own", read->line,
                         value->name);
  }
}

static int safe_address(const char *address, size_t length) {
  static const char *const starts[] = {"https://", "http://", "mailto:", "#"};
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
    if (length > strlen(starts[i]) && strncmp(address, starts[i], strlen(starts[i])) == 0) return 1;
  return 0;
}

/* [text](address); returns the bytes it takes, 0 where it is none. */
static size_t add_link(reader *read, const char *text, size_t length, grappe_code *code) {
  const char *close = memchr(text, ']', length);
  size_t words = close ? (size_t)(close - text) : 0;
  if (!close || words + 1 >= length || close[1] != '(') return 0;
  const char *address = close + 2, *end = memchr(address, ')', length - words - 2);
  if (!end || !safe_address(address, (size_t)(end - address))) return 0;
  grappe_buffer escaped = {0};
  grappe_buffer_add_bytes(&escaped, address, (size_t)(end - address));
  grappe_buffer_add(read->out, "<a href=\"");
  page_escape(grappe_buffer_text(&escaped), read->out);
  grappe_buffer_add(read->out, "\">");
  if (grappe_buffer_failed(&escaped)) read->out->failed = 1;
  grappe_buffer_free(&escaped);
  *code = add_inline(read, text + 1, words - 1);
  grappe_buffer_add(read->out, "</a>");
  return (size_t)(end + 1 - text);
}

/* The end of what `sign` begins, or NULL. */
static const char *find_end(const char *text, size_t length, const char *sign) {
  size_t size = strlen(sign);
  for (size_t i = 0; i + size <= length; i++) {
    if (text[i] == '\\') {
      i++;
      continue;
    }
    if (strncmp(text + i, sign, size) == 0 && i > 0) return text + i;
  }
  return NULL;
}

static grappe_code add_marked(reader *read, const char **at, const char *end, const char *sign, const char *element) {
  size_t size = strlen(sign);
  const char *inside = *at + size, *close = find_end(inside, (size_t)(end - inside), sign);
  if (!close) return fail_open(read, sign);
  grappe_buffer_addf(read->out, "<%s>", element);
  grappe_code code = add_inline(read, inside, (size_t)(close - inside));
  grappe_buffer_addf(read->out, "</%s>", element);
  *at = close + size;
  return code;
}

static grappe_code add_inline(reader *read, const char *text, size_t length) {
  const char *end = text + length;
  grappe_code code = GRAPPE_OK;
  for (const char *at = text; at < end && code == GRAPPE_OK;) {
    size_t taken = 0;
    if (*at == '\\' && at + 1 < end && ispunct((unsigned char)at[1])) {
      char sign[2] = {at[1], '\0'};
      page_escape(sign, read->out);
      at += 2;
    } else if (end - at > 2 && strncmp(at, "**", 2) == 0) {
      code = add_marked(read, &at, end, "**", "strong");
    } else if (*at == '*' && end - at > 1 && at[1] != ' ') {
      code = add_marked(read, &at, end, "*", "em");
    } else if (*at == '[' && (taken = add_link(read, at, (size_t)(end - at), &code))) {
      at += taken;
    } else if (*at == '{' && read->to) {
      const char *close = memchr(at, '}', (size_t)(end - at));
      if (!close) return fail_open(read, "{");
      code = add_value(read, at + 1, (size_t)(close - at) - 1);
      at = close + 1;
    } else {
      const char *next = at + 1;
      while (next < end && !strchr("\\*[{", *next)) next++;
      grappe_buffer run = {0};
      grappe_buffer_add_bytes(&run, at, (size_t)(next - at));
      page_words(grappe_buffer_text(&run), read->out);
      if (grappe_buffer_failed(&run)) read->out->failed = 1;
      grappe_buffer_free(&run);
      at = next;
    }
  }
  return code;
}

/* --- blocks ------------------------------------------------------------------------------------------------------- */

static void close_lists(reader *read, int depth) {
  while (read->depth > depth) {
    grappe_buffer_addf(read->out, "</li></%cl>\n", read->lists[read->depth - 1]);
    read->depth--;
  }
}

static void close_blocks(reader *read) {
  close_lists(read, 0);
  if (read->paragraph) grappe_buffer_add(read->out, "</p>\n");
  if (read->quote) grappe_buffer_add(read->out, "</aside>\n");
  read->paragraph = read->quote = 0;
}

static grappe_code add_heading(reader *read, const char *text, size_t length) {
  int level = 2;
  while (*text == '#' && level < 4) {
    text++;
    length--;
    if (*text == '#') level++;
  }
  while (length && *text == ' ') text++, length--;
  close_blocks(read);
  if (!read->to) return GRAPPE_OK;
  grappe_buffer words = {0};
  void *headings = grappe_grow(read->to->headings, &read->to->heading_capacity, read->to->heading_count + 1,
                               sizeof *read->to->headings);
  if (!headings) return grappe_fail_memory(read->error);
  read->to->headings = headings;
  grappe_buffer_add_bytes(&words, text, length);
  read->to->headings[read->to->heading_count++] =
      (page_heading){page_keep(read->to, grappe_buffer_text(&words)), level};
  grappe_buffer_free(&words);
  grappe_buffer_addf(read->out, "<h%d id=\"h%zu\">", level, read->to->heading_count);
  grappe_code code = add_inline(read, text, length);
  grappe_buffer_addf(read->out, "</h%d>\n", level);
  return code;
}

/* "- " or "12. " at the start: how many bytes, and which kind; 0 where it is no item. */
static size_t item_mark(const char *text, size_t length, char *kind) {
  size_t digits = 0;
  *kind = 'u';
  if (length > 1 && text[0] == '-' && text[1] == ' ') return 2;
  while (digits < length && text[digits] >= '0' && text[digits] <= '9') digits++;
  *kind = 'o';
  return digits && digits < 4 && digits + 1 < length && text[digits] == '.' && text[digits + 1] == ' ' ? digits + 2 : 0;
}

static grappe_code add_item(reader *read, const char *text, size_t length, int indent, char kind) {
  int depth = indent / 2 + 1;
  if (depth > read->depth + 1) depth = read->depth + 1;
  if (depth > (int)sizeof read->lists) depth = (int)sizeof read->lists;
  if (read->paragraph) grappe_buffer_add(read->out, "</p>\n");
  read->paragraph = 0;
  if (depth <= read->depth) {
    close_lists(read, depth);
    grappe_buffer_add(read->out, "</li>\n<li>");
  } else {
    grappe_buffer_addf(read->out, "<%cl>\n<li>", kind);
    read->lists[read->depth++] = kind;
  }
  return add_inline(read, text, length);
}

static grappe_code add_block(reader *read, const grappe_page_value *value, page_form form, const char *caption) {
  switch (value->kind) {
    case GRAPPE_PAGE_FRAME:
      if (form == PAGE_LIST) return page_list(read->to, value->frame, read->error);
      return page_table(read->to, value->frame, caption, read->error);
    case GRAPPE_PAGE_DRAWING:
      return page_drawing(read->to, value->drawing, read->error);
    case GRAPPE_PAGE_MARKDOWN:
      if (!read->nested) return page_markdown(read->to, value->text, 1, read->error);
      return grappe_fail(read->error, GRAPPE_ARGUMENT,
                         "line %d of the text: {%s} stands in a text that is a value itself", read->line, value->name);
    default:
      return GRAPPE_OK;
  }
}

/* {name} alone on its line, or a table with its caption after it. Returns 0 where the line is something else. */
static int block_value(reader *read, const char *text, size_t length, grappe_code *code) {
  const grappe_page_value *value;
  page_form form;
  const char *close = length && text[0] == '{' ? memchr(text, '}', length) : NULL;
  if (!read->to || !close || close - text < 2) return 0;
  size_t rest = (size_t)(text + length - close) - 1;
  *code = find_value(read, text + 1, (size_t)(close - text) - 1, &value, &form);
  if (*code != GRAPPE_OK) return 1;
  if (value->kind == GRAPPE_PAGE_FIGURE || value->kind == GRAPPE_PAGE_TEXT) return 0;
  int captioned = value->kind == GRAPPE_PAGE_FRAME || value->kind == GRAPPE_PAGE_NOTHING;
  if (rest && (!captioned || close[1] != ' ')) return 0;
  grappe_buffer caption = {0};
  if (rest) grappe_buffer_add_bytes(&caption, close + 2, rest - 1);
  close_blocks(read);
  *code = add_block(read, value, form, grappe_buffer_text(&caption));
  if (grappe_buffer_failed(&caption)) read->to->failed = 1;
  grappe_buffer_free(&caption);
  return 1;
}

static grappe_code add_line(reader *read, const char *line, size_t length) {
  int indent = 0;
  size_t mark;
  char kind;
  grappe_code code = GRAPPE_OK;
  while (length && *line == ' ') line++, length--, indent++;
  while (length && (line[length - 1] == ' ' || line[length - 1] == '\r')) length--;
  if (!length) {
    close_blocks(read);
    return GRAPPE_OK;
  }
  if (*line == '#') return add_heading(read, line, length);
  if (block_value(read, line, length, &code)) return code;
  if ((mark = item_mark(line, length, &kind))) return add_item(read, line + mark, length - mark, indent, kind);
  if (*line == '>' && !read->paragraph) {
    close_blocks(read);
    grappe_buffer_add(read->out, "<aside>\n");
    read->quote = 1;
  }
  if (*line == '>') {
    line++, length--;
    while (length && *line == ' ') line++, length--;
  }
  if (!read->depth && !read->paragraph) {
    grappe_buffer_add(read->out, "<p>");
    read->paragraph = 1;
  } else {
    grappe_buffer_add_char(read->out, '\n');
  }
  return add_inline(read, line, length);
}

/* A script indents its text as it likes: what all lines have in common is left away. */
static size_t common_indent(const char *text) {
  size_t least = (size_t)-1;
  for (const char *at = text; *at;) {
    size_t spaces = strspn(at, " "), length = strcspn(at, "\n");
    if (spaces < length && spaces < least) least = spaces;
    at += length + (at[length] == '\n');
  }
  return least;
}

static grappe_code read_all(reader *read, const char *text) {
  size_t indent = common_indent(text);
  grappe_code code = GRAPPE_OK;
  for (const char *at = text; *at && code == GRAPPE_OK;) {
    size_t length = strcspn(at, "\n"), skipped = length < indent ? length : indent;
    read->line++;
    code = add_line(read, at + skipped, length - skipped);
    at += length + (at[length] == '\n');
  }
  close_blocks(read);
  return code;
}

grappe_code page_markdown(page *to, const char *text, int nested, grappe_error *error) {
  reader read = {.to = to, .out = to->out, .nested = nested, .error = error};
  return read_all(&read, text);
}

grappe_code page_plain_markdown(const char *text, grappe_buffer *out, grappe_error *error) {
  reader read = {.out = out, .error = error};
  return read_all(&read, text);
}
