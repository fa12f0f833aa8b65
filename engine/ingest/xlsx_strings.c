/* The texts that the cells of a workbook share: read once, kept one behind the other. */
#include <string.h>

#include "base/memory.h"
#include "ingest/xlsx_private.h"

#ifdef GRAPPE_WITH_XLSX

typedef struct reading {
  grappe_xlsx *xlsx;
  grappe_buffer raw; /* of the item under way */
  int in_text, in_phonetic;
} reading;

static void XMLCALL strings_start(void *context, const XML_Char *element, const XML_Char **attributes) {
  (void)attributes;
  reading *r = ((xlsx_part *)context)->context;
  element = xlsx_local(element);
  if (strcmp(element, "si") == 0) grappe_buffer_clear(&r->raw);
  if (strcmp(element, "rPh") == 0) r->in_phonetic = 1; /* how it is pronounced: not part of the text */
  if (strcmp(element, "t") == 0) r->in_text = !r->in_phonetic;
}

static void XMLCALL strings_text(void *context, const XML_Char *text, int length) {
  reading *r = ((xlsx_part *)context)->context;
  if (r->in_text) grappe_buffer_add_bytes(&r->raw, text, (size_t)length);
}

static void XMLCALL strings_end(void *context, const XML_Char *element) {
  xlsx_part *part = context;
  reading *r = part->context;
  grappe_xlsx *xlsx = r->xlsx;
  element = xlsx_local(element);
  if (strcmp(element, "t") == 0) r->in_text = 0;
  if (strcmp(element, "rPh") == 0) r->in_phonetic = 0;
  if (strcmp(element, "si") != 0) return;
  grappe_error failure = {0};
  size_t *grown =
      grappe_grow(xlsx->string_starts, &xlsx->string_capacity, xlsx->string_count + 1, sizeof *xlsx->string_starts);
  if (grown) {
    xlsx->string_starts = grown;
    grown[xlsx->string_count++] = xlsx->strings.length;
    xlsx_text(grappe_buffer_text(&r->raw), r->raw.length, &xlsx->strings);
    grappe_buffer_add_char(&xlsx->strings, '\0');
  }
  if (!grown || grappe_buffer_failed(&xlsx->strings) || grappe_buffer_failed(&r->raw)) {
    grappe_fail_memory(&failure);
    xlsx_part_stop(part, &failure);
  } else if (xlsx->strings.length + xlsx->string_count * sizeof *grown > XLSX_STRINGS_LIMIT) {
    grappe_fail(&failure, GRAPPE_DATA, "%s has more than %d MB of text: save the sheet as CSV", xlsx->name,
                XLSX_STRINGS_LIMIT >> 20);
    xlsx_part_stop(part, &failure);
  }
}

grappe_code xlsx_read_strings(grappe_xlsx *xlsx, grappe_error *error) {
  if (!xlsx->strings_part) return GRAPPE_OK;
  reading r = {.xlsx = xlsx};
  xlsx_part part;
  grappe_code code = xlsx_part_open(xlsx->package, xlsx->name, xlsx->strings_part, strings_start, strings_end,
                                    strings_text, &r, &part, error);
  if (code == GRAPPE_NOT_FOUND) return GRAPPE_OK; /* a sheet that refers to one fails then */
  if (code != GRAPPE_OK) return code;
  int ended;
  code = xlsx_part_run(&part, &ended, error);
  xlsx_part_close(&part);
  grappe_buffer_free(&r.raw);
  return code;
}

#endif

static int hexadecimal(const char *text) {
  int value = 0;
  for (int i = 0; i < 4; i++) {
    char c = text[i];
    int digit = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                       : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/* A control character, or what would be taken for one, is written _xHHHH_. */
void xlsx_text(const char *text, size_t length, grappe_buffer *out) {
  const char *end = text + length;
  while (text < end) {
    const char *mark = memchr(text, '_', (size_t)(end - text));
    if (!mark) mark = end;
    grappe_buffer_add_bytes(out, text, (size_t)(mark - text));
    text = mark;
    if (mark == end) break;
    int value = end - mark >= 7 && mark[1] == 'x' && mark[6] == '_' ? hexadecimal(mark + 2) : -1;
    if (value == 0 || value > 127) value = -1; /* only controls and the mark itself are written so */
    grappe_buffer_add_char(out, value < 0 ? '_' : (char)value);
    text += value < 0 ? 1 : 7;
  }
}
