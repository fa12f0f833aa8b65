/* Cells into values: what every type makes of a text. Nothing is allocated here once a batch has its room. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "ingest/format_private.h"
#include "model/model.h"
#include "text/number.h"
#include "text/utf8.h"

static grappe_code add_words(format_table *table, const char *const *words, int index, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (; words && *words && code == GRAPPE_OK; words++) code = format_table_add(table, *words, index, error);
  return code;
}

static grappe_code add_yesno(converter *c, grappe_error *error) {
  static const char *const yes[] = {"true", "TRUE", "True", "oui", "OUI", "Oui",  "O",    "o",    "yes",
                                    "YES",  "Yes",  "Y",    "y",   "1",   "vrai", "VRAI", "Vrai", NULL};
  static const char *const no[] = {"false", "FALSE", "False", "non", "NON",  "Non",  "N",    "n",
                                   "no",    "NO",    "No",    "0",   "faux", "FAUX", "Faux", NULL};
  int told = c->field->yes || c->field->no;
  grappe_code code = add_words(&c->codes, told ? c->field->yes : yes, 1, error);
  return code == GRAPPE_OK ? add_words(&c->codes, told ? c->field->no : no, 0, error) : code;
}

static grappe_code add_absent(format_table *table, const grappe_format_absent *absent, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (; absent && absent->text && code == GRAPPE_OK; absent++)
    code = format_table_add(table, absent->text, (int)absent->presence, error);
  return code;
}

grappe_code converter_begin(converter *c, const grappe_format *format, grappe_error *error) {
  const grappe_format_field *field = c->field;
  grappe_code code = add_absent(&c->absent, field->absent, error);
  if (code == GRAPPE_OK) code = add_absent(&c->absent, format->absent, error);
  for (int i = 0; code == GRAPPE_OK && field->values && field->values[i].from; i++)
    code = format_table_add(&c->values, field->values[i].from, i, error);
  for (int i = 0; code == GRAPPE_OK && field->bands && field->bands[i].code; i++)
    code = format_table_add(&c->codes, field->bands[i].code, i, error);
  if (code == GRAPPE_OK && field->type == GRAPPE_FORMAT_YESNO) code = add_yesno(c, error);
  if (code == GRAPPE_OK) code = add_absent(&c->signs, field->flags, error);
  for (int i = 0; code == GRAPPE_OK && field->prefixes && field->prefixes[i].from; i++)
    code = format_table_add(&c->prefixes, field->prefixes[i].from, i, error);
  if (code == GRAPPE_OK) code = add_words(&c->only, field->only, 0, error);
  c->simple = c->plan->only_by < 0 && !field->compute && !c->values.count && !field->prefix && !field->prefix_by &&
              !field->also;
  c->composed = field->prefix || field->prefix_by || field->also;
  int empty = format_table_find(&c->absent, "", 0);
  c->empty = empty < 0 ? GRAPPE_UNKNOWN : empty;
  return code;
}

void converter_end(converter *c) {
  format_table_free(&c->absent);
  format_table_free(&c->values);
  format_table_free(&c->codes);
  format_table_free(&c->signs);
  format_table_free(&c->prefixes);
  format_table_free(&c->only);
}

static void set_absent(grappe_typed_column *column, size_t row, grappe_presence presence) {
  column->presence[row] = (unsigned char)presence;
  if (column->start) column->start[row] = column->length[row] = 0;
  if (column->integers) column->integers[row] = column->kind == GRAPPE_TYPED_BAND ? -1 : 0;
  if (column->to) column->to[row] = 0;
  if (column->numbers) column->numbers[row] = column->kind == GRAPPE_TYPED_BAND ? 0 : NAN;
  if (column->high) column->high[row] = INFINITY;
}

void converter_absent(const converter *c, size_t row, grappe_presence presence) {
  set_absent(c->column, row, presence);
  if (c->flags) set_absent(c->flags, row, presence);
}

static grappe_code put_text(conversion_state *state, grappe_typed_column *column, size_t row, const char *text,
                            size_t length, grappe_error *error) {
  arena *texts = &state->texts;
  if (texts->length + length > texts->capacity) {
    char *grown = grappe_grow(texts->bytes, &texts->capacity, texts->length + length, 1);
    if (!grown) return grappe_fail_memory(error);
    texts->bytes = grown;
  }
  memcpy(texts->bytes + texts->length, text, length);
  column->start[row] = (uint32_t)texts->length;
  column->length[row] = (uint32_t)length;
  column->presence[row] = GRAPPE_PRESENT;
  texts->length += length;
  return GRAPPE_OK;
}

/* A wrong value as a message shows it: its start, where it is long. */
enum { SHOWN = 80 };

static const char *shown(const char *text, size_t length, char copy[SHOWN]) {
  size_t kept = length < 60 ? length : grappe_utf8_cut(text, length, 60);
  snprintf(copy, SHOWN, "%.*s%s", (int)kept, text, kept < length ? "…" : "");
  return copy;
}

static int all_digits(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (text[i] < '0' || text[i] > '9') return 0;
  return 1;
}

static grappe_code put_code(const converter *c, conversion_state *state, const char *text, size_t length, size_t row,
                            grappe_error *reason) {
  char copy[SHOWN];
  unsigned width = c->field->width;
  if (memchr(text, ' ', length))
    return grappe_fail(reason, GRAPPE_DATA, "'%s' is no code: it has a space in it", shown(text, length, copy));
  char filled[64];
  if (width && length < width && width < sizeof filled && all_digits(text, length)) {
    memset(filled, '0', width);
    memcpy(filled + width - length, text, length);
    return put_text(state, c->column, row, filled, width, reason);
  }
  if (width && length != width)
    return grappe_fail(reason, GRAPPE_DATA, "'%s' has not the %u characters of this code", shown(text, length, copy),
                       width);
  return put_text(state, c->column, row, text, length, reason);
}

/* A class of the national nomenclature (four digits, then a letter) gets the dot that some files leave out. */
static grappe_code put_activity(const converter *c, conversion_state *state, const char *text, size_t length,
                                size_t row, grappe_error *reason) {
  if ((length == 5 || length == 4) && all_digits(text, 4)) {
    char dotted[6] = {text[0], text[1], '.', text[2], text[3], '\0'};
    char letter = length == 5 ? text[4] : 'A';
    if (letter >= 'a' && letter <= 'z') letter = (char)(letter - 'a' + 'A');
    if (length == 5) dotted[5] = letter;
    if (letter >= 'A' && letter <= 'Z') return put_text(state, c->column, row, dotted, length + 1, reason);
  }
  return put_text(state, c->column, row, text, length, reason);
}

static grappe_code put_number_of_register(const converter *c, const char *text, size_t length, size_t row,
                                          grappe_error *reason) {
  char copy[SHOWN];
  int siren = c->field->type == GRAPPE_FORMAT_SIREN;
  size_t wanted = siren ? 9 : 14, count = 0;
  char digits[15];
  int64_t value = 0;
  for (size_t i = 0; i < length; i++) {
    if (text[i] == ' ') continue;
    if (text[i] < '0' || text[i] > '9' || count == wanted) {
      count = 0;
      break;
    }
    digits[count++] = text[i];
    value = value * 10 + (text[i] - '0');
  }
  if (count != wanted)
    return siren ? grappe_fail(reason, GRAPPE_DATA, "'%s' is not a SIREN number: it has nine digits",
                               shown(text, length, copy))
                 : grappe_fail(reason, GRAPPE_DATA, "'%s' is not a SIRET number: it has fourteen digits",
                               shown(text, length, copy));
  digits[count] = '\0';
  if (!(siren ? grappe_siren_valid(digits) : grappe_siret_valid(digits)))
    return grappe_fail(reason, GRAPPE_DATA, "the check digit of '%s' is wrong: a digit is mistyped or two are swapped",
                       digits);
  c->column->integers[row] = value;
  c->column->presence[row] = GRAPPE_PRESENT;
  return GRAPPE_OK;
}

static grappe_code put_number(const converter *c, const char *text, size_t length, size_t row, grappe_error *reason) {
  char copy[SHOWN];
  switch (format_number(text, length, c->field->decimal, &c->column->numbers[row])) {
    case 1:
      c->column->presence[row] = GRAPPE_PRESENT;
      return GRAPPE_OK;
    case 0:
      return grappe_fail(reason, GRAPPE_DATA, "'%s' is not a number: write digits, such as 4750 or 49.1",
                         shown(text, length, copy));
    default:
      return grappe_fail(reason, GRAPPE_DATA,
                         "'%s' may be read in two ways: write it without separators between thousands, with a point "
                         "before decimals",
                         shown(text, length, copy));
  }
}

static grappe_code put_band(const converter *c, const char *text, size_t length, size_t row, grappe_error *reason) {
  char copy[SHOWN];
  int found = format_table_find(&c->codes, text, length);
  if (found < 0)
    return grappe_fail(reason, GRAPPE_DATA, "'%s' is none of the bands that this column has",
                       shown(text, length, copy));
  const grappe_format_band *band = &c->field->bands[found];
  grappe_typed_column *column = c->column;
  int present = band->presence == GRAPPE_PRESENT;
  column->presence[row] = (unsigned char)band->presence;
  column->integers[row] = found;
  column->numbers[row] = present ? band->low : 0;
  column->high[row] = present ? band->high : INFINITY;
  return GRAPPE_OK;
}

/* What the flags make of a cell without number: all of them together, or else the first that says something. -1:
 * nothing. */
static int sign_of(const converter *c, const char *flags, size_t length) {
  int sign = length ? format_table_find(&c->signs, flags, length) : -1;
  for (size_t i = 0; i < length && sign < 0; i++) sign = format_table_find(&c->signs, flags + i, 1);
  return sign;
}

static int begins_flags(char c) {
  return c == ' ' || c == '@' || (c >= 'a' && c <= 'z');
}

/* "628 e", "1.5", ":", ": c", "12 bp", ":@C", "0n" */
static grappe_code put_flagged(const converter *c, conversion_state *state, const char *text, size_t length, size_t row,
                               grappe_error *reason) {
  size_t number = 0;
  while (number < length && !begins_flags(text[number])) number++;
  if (number == 0) number = length; /* flags alone: no number, and told as it stands */
  size_t begin = number;
  while (begin < length && (text[begin] == ' ' || text[begin] == '@')) begin++;
  const char *flags = text + begin;
  size_t flags_length = length - begin;
  int sign = sign_of(c, flags, flags_length);
  int absent = format_table_find(&c->absent, text, number);
  grappe_code code = GRAPPE_OK;
  if (absent >= 0 || (number == 1 && *text == ':'))
    set_absent(c->column, row,
               sign >= 0     ? (grappe_presence)sign
               : absent >= 0 ? (grappe_presence)absent
                             : GRAPPE_UNKNOWN);
  else
    code = put_number(c, text, number, row, reason);
  if (code != GRAPPE_OK || !c->flags) return code;
  if (flags_length) return put_text(state, c->flags, row, flags, flags_length, reason);
  set_absent(c->flags, row, GRAPPE_NOT_APPLICABLE);
  return GRAPPE_OK;
}

static void trim(const char **text, size_t *length);

static grappe_code put_position(const converter *c, conversion_state *state, const char *text, size_t length,
                                const grappe_csv_record *record, size_t row, grappe_error *reason) {
  char copy[SHOWN];
  const plan_field *plan = c->plan;
  position *known = &state->position;
  if (known->first != plan->column || known->second != plan->second) {
    const char *north = record->fields[plan->second].text, *zone = "";
    size_t north_length = record->fields[plan->second].length, zone_length = 0;
    trim(&north, &north_length);
    int absent = north_length ? format_table_find(&c->absent, north, north_length) : c->empty;
    if (absent >= 0) {
      set_absent(c->column, row, (grappe_presence)absent);
      return GRAPPE_OK;
    }
    if (plan->zone >= 0) {
      zone = record->fields[plan->zone].text;
      zone_length = record->fields[plan->zone].length;
    }
    double x, y;
    if (format_number(text, length, c->field->decimal, &x) != 1)
      return grappe_fail(reason, GRAPPE_DATA, "'%s' is not a number: write digits, such as 4750 or 49.1",
                         shown(text, length, copy));
    if (format_number(north, north_length, c->field->decimal, &y) != 1)
      return grappe_fail(reason, GRAPPE_DATA, "'%s' is not a number: write digits, such as 4750 or 49.1",
                         shown(north, north_length, copy));
    known->valid = format_project(x, y, zone, zone_length, &known->longitude, &known->latitude);
    known->first = plan->column;
    known->second = plan->second;
  }
  if (!known->valid)
    return grappe_fail(reason, GRAPPE_DATA, "'%s' is no position in metres that lies where this projection does",
                       shown(text, length, copy));
  c->column->numbers[row] = c->field->type == GRAPPE_FORMAT_LONGITUDE ? known->longitude : known->latitude;
  c->column->presence[row] = GRAPPE_PRESENT;
  return GRAPPE_OK;
}

static grappe_code put_time(const converter *c, const char *text, size_t length, size_t row, grappe_error *reason) {
  char copy[SHOWN];
  grappe_typed_column *column = c->column;
  grappe_day day;
  grappe_period period;
  int64_t year;
  column->presence[row] = GRAPPE_PRESENT;
  switch (c->field->type) {
    case GRAPPE_FORMAT_DAY:
      if (format_day(text, length, c->field->day_order, &day)) {
        column->integers[row] = day + c->field->shift;
        return GRAPPE_OK;
      }
      return c->field->day_order == GRAPPE_DAY_MONTH_YEAR
                 ? grappe_fail(reason, GRAPPE_DATA, "'%s' is not a day: write it as 31/03/2018",
                               shown(text, length, copy))
                 : grappe_fail(reason, GRAPPE_DATA, "'%s' is not a day: write it as 2018-03-31",
                               shown(text, length, copy));
    case GRAPPE_FORMAT_YEAR:
      if (length == 4 && all_digits(text, 4) && format_integer(text, 4, &year)) {
        column->integers[row] = year;
        return GRAPPE_OK;
      }
      return grappe_fail(reason, GRAPPE_DATA, "'%s' is not a year: it has four digits", shown(text, length, copy));
    default:
      if (format_period(text, length, &period)) {
        column->integers[row] = period.from;
        column->to[row] = period.to;
        return GRAPPE_OK;
      }
      return grappe_fail(reason, GRAPPE_DATA, "'%s' is not a period: write it as 2018, 2018-03 or 2018-Q1",
                         shown(text, length, copy));
  }
}

static grappe_code put(const converter *c, conversion_state *state, const char *text, size_t length,
                       const grappe_csv_record *record, size_t row, grappe_error *reason) {
  char copy[SHOWN];
  grappe_typed_column *column = c->column;
  switch (c->field->type) {
    case GRAPPE_FORMAT_CODE:
      return put_code(c, state, text, length, row, reason);
    case GRAPPE_FORMAT_ACTIVITY:
      return put_activity(c, state, text, length, row, reason);
    case GRAPPE_FORMAT_SIREN:
    case GRAPPE_FORMAT_SIRET:
      return put_number_of_register(c, text, length, row, reason);
    case GRAPPE_FORMAT_INTEGER:
      if (!format_integer(text, length, &column->integers[row]))
        return grappe_fail(reason, GRAPPE_DATA, "'%s' is not a whole number: this field takes no decimals",
                           shown(text, length, copy));
      column->presence[row] = GRAPPE_PRESENT;
      return GRAPPE_OK;
    case GRAPPE_FORMAT_NUMBER:
      return put_number(c, text, length, row, reason);
    case GRAPPE_FORMAT_DAY:
    case GRAPPE_FORMAT_YEAR:
    case GRAPPE_FORMAT_PERIOD:
      return put_time(c, text, length, row, reason);
    case GRAPPE_FORMAT_YESNO: {
      int found = format_table_find(&c->codes, text, length);
      if (found < 0)
        return grappe_fail(reason, GRAPPE_DATA, "'%s' is neither yes nor no: write yes or no",
                           shown(text, length, copy));
      column->integers[row] = found;
      column->presence[row] = GRAPPE_PRESENT;
      return GRAPPE_OK;
    }
    case GRAPPE_FORMAT_BAND:
      return put_band(c, text, length, row, reason);
    case GRAPPE_FORMAT_FLAGGED:
      return put_flagged(c, state, text, length, row, reason);
    case GRAPPE_FORMAT_LONGITUDE:
    case GRAPPE_FORMAT_LATITUDE:
      return put_position(c, state, text, length, record, row, reason);
    default:
      return put_text(state, column, row, text, length, reason);
  }
}

static int blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Takes blanks (also U+00A0) off both ends. */
static void trim(const char **text, size_t *length) {
  const char *begin = *text, *end = begin + *length;
  for (;;) {
    if (begin < end && blank(*begin))
      begin++;
    else if (end - begin >= 2 && memcmp(begin, "\xC2\xA0", 2) == 0)
      begin += 2;
    else
      break;
  }
  for (;;) {
    if (begin < end && blank(end[-1]))
      end--;
    else if (end - begin >= 2 && memcmp(end - 2, "\xC2\xA0", 2) == 0)
      end -= 2;
    else
      break;
  }
  *text = begin;
  *length = (size_t)(end - begin);
}

static inline int plain_edge(char c) {
  return c > ' ' && c < 127;
}

/* A function of the format's maker makes another text of it. */
static grappe_code compute(const converter *c, conversion_state *state, const char **text, size_t *length,
                           grappe_error *reason) {
  const grappe_format_field *field = c->field;
  grappe_buffer_clear(&state->computed);
  reason->message[0] = '\0';
  grappe_code code = field->compute(field->compute_context, *text, *length, &state->computed, reason);
  if (code != GRAPPE_OK)
    return code == GRAPPE_MEMORY || code == GRAPPE_STOPPED || code == GRAPPE_TIME ? code : GRAPPE_DATA;
  if (grappe_buffer_failed(&state->computed)) return grappe_fail_memory(reason);
  *text = grappe_buffer_text(&state->computed);
  *length = state->computed.length;
  return GRAPPE_OK;
}

static void add_prefix(const converter *c, const grappe_csv_record *record, grappe_buffer *whole) {
  const grappe_format_field *field = c->field;
  if (field->prefix) grappe_buffer_add(whole, field->prefix);
  if (c->plan->prefix_by < 0) return;
  const char *by = record->fields[c->plan->prefix_by].text;
  size_t length = record->fields[c->plan->prefix_by].length;
  trim(&by, &length);
  int found = format_table_find(&c->prefixes, by, length);
  if (found >= 0) {
    grappe_buffer_add(whole, field->prefixes[found].to);
  } else if (length) {
    grappe_buffer_add_bytes(whole, by, length);
    grappe_buffer_add_char(whole, '-');
  }
}

/* The text with what goes before it, and with those of the further columns. Absent where all of them are. */
static grappe_code compose(const converter *c, conversion_state *state, const char *text, size_t length,
                           const grappe_csv_record *record, size_t row, grappe_error *reason) {
  const grappe_format_also *also = c->field->also;
  grappe_buffer *whole = &state->whole;
  grappe_buffer_clear(whole);
  if (length) { /* some editions of a file have the prefix in the cell */
    size_t own = c->field->prefix ? strlen(c->field->prefix) : 0;
    if (own && length > own && memcmp(text, c->field->prefix, own) == 0) {
      text += own;
      length -= own;
    }
    add_prefix(c, record, whole);
    grappe_buffer_add_bytes(whole, text, length);
  }
  for (size_t i = 0; also && also[i].columns; i++) {
    if (c->plan->also[i] < 0) continue;
    const char *more = record->fields[c->plan->also[i]].text;
    size_t more_length = record->fields[c->plan->also[i]].length;
    trim(&more, &more_length);
    if (!more_length || format_table_find(&c->absent, more, more_length) >= 0) continue;
    if (whole->length) grappe_buffer_add_char(whole, ';');
    if (also[i].prefix) grappe_buffer_add(whole, also[i].prefix);
    for (size_t l = more_length; l < also[i].width && all_digits(more, more_length); l++)
      grappe_buffer_add_char(whole, '0');
    grappe_buffer_add_bytes(whole, more, more_length);
  }
  if (grappe_buffer_failed(whole)) return grappe_fail_memory(reason);
  if (whole->length) return put_text(state, c->column, row, grappe_buffer_text(whole), whole->length, reason);
  if (c->field->filled) return grappe_fail(reason, GRAPPE_DATA, "it is empty and must not be: fill it in");
  converter_absent(c, row, (grappe_presence)c->empty);
  return GRAPPE_OK;
}

/* The place of the record's field among the entries; -1: none. */
static int find_in_record(const format_table *table, const grappe_csv_record *record, int column) {
  const char *text = record->fields[column].text;
  size_t length = record->fields[column].length;
  trim(&text, &length);
  return format_table_find(table, text, length);
}

static grappe_code fail_closed(const grappe_format_value *values, const char *found, grappe_error *reason) {
  enum { LISTED = 8 };
  grappe_buffer allowed = {0};
  for (int i = 0; values[i].from && i <= LISTED; i++)
    grappe_buffer_addf(&allowed, "%s%s", i ? ", " : "", i < LISTED ? values[i].from : "…");
  grappe_fail(reason, GRAPPE_DATA, "'%s' is none of the values that this column has: %s", found,
              grappe_buffer_text(&allowed));
  grappe_buffer_free(&allowed);
  return GRAPPE_DATA;
}

grappe_code converter_cell(const converter *c, conversion_state *state, const char *text, size_t length,
                           const grappe_csv_record *record, size_t row, grappe_error *reason) {
  char copy[SHOWN];
  /* most cells: longer than what stands for an absence, and nothing to be looked up but what the type makes of it */
  if (c->simple && length > c->absent.longest && plain_edge(text[0]) && plain_edge(text[length - 1]))
    return put(c, state, text, length, record, row, reason);
  if (c->plan->only_by >= 0 && find_in_record(&c->only, record, c->plan->only_by) < 0) {
    converter_absent(c, row, GRAPPE_NOT_APPLICABLE);
    return GRAPPE_OK;
  }
  /* most cells begin and end in a letter or digit: only the others are looked at more closely */
  if (length && (!plain_edge(text[0]) || !plain_edge(text[length - 1]))) trim(&text, &length);
  if (c->field->compute) {
    grappe_code code = compute(c, state, &text, &length, reason);
    if (code != GRAPPE_OK) return code;
  }
  int absent = length ? format_table_find(&c->absent, text, length) : c->empty;
  if (absent >= 0 && c->field->also) return compose(c, state, "", 0, record, row, reason);
  if (absent >= 0 && !(c->field->type == GRAPPE_FORMAT_BAND && format_table_find(&c->codes, text, length) >= 0)) {
    if (c->field->filled) return grappe_fail(reason, GRAPPE_DATA, "it is empty and must not be: fill it in");
    int sign = -1;
    for (int i = 0; i < GRAPPE_FORMAT_FLAGS && sign < 0; i++) {
      int place = c->plan->flags_by[i];
      const char *flags = place < 0 ? "" : record->fields[place].text;
      size_t flags_length = place < 0 ? 0 : record->fields[place].length;
      trim(&flags, &flags_length);
      sign = sign_of(c, flags, flags_length);
    }
    converter_absent(c, row, (grappe_presence)(sign < 0 ? absent : sign));
    return GRAPPE_OK;
  }
  if (c->values.count) {
    int found = format_table_find(&c->values, text, length);
    if (found < 0 && c->field->closed) return fail_closed(c->field->values, shown(text, length, copy), reason);
    if (found >= 0) {
      text = c->field->values[found].to;
      length = strlen(text);
    }
  }
  if (!c->composed) return put(c, state, text, length, record, row, reason);
  size_t texts = state->texts.length;
  grappe_code code = put(c, state, text, length, record, row, reason);
  if (code != GRAPPE_OK) return code;
  /* what the type made of it is the last text: it makes room for the whole */
  grappe_buffer_clear(&state->composed);
  grappe_buffer_add_bytes(&state->composed, state->texts.bytes + texts, state->texts.length - texts);
  state->texts.length = texts;
  return compose(c, state, grappe_buffer_text(&state->composed), state->composed.length, record, row, reason);
}
