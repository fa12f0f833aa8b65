#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/units_private.h"

/* Spellings compared loosely: letter case and accents of Latin-1 do not count, and '_', '-' and no-break spaces are
 * spaces. This room knows only base, and units need no more of Unicode than that. */
static void loosen(const char *text, size_t length, char out[GRAPPE_UNIT_NAME]) {
  static const char letters[] = "aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy"; /* U+00C0..00FF */
  size_t to = 0;
  for (size_t i = 0; i < length && to + 1 < GRAPPE_UNIT_NAME; i++) {
    unsigned char byte = (unsigned char)text[i], next = i + 1 < length ? (unsigned char)text[i + 1] : 0;
    char letter = (char)byte;
    if (byte == 0xC3 && next >= 0x80 && next <= 0xBF) {
      letter = letters[next - 0x80];
      i++;
    } else if (byte == 0xC2 && next == 0xA0) {
      letter = ' ';
      i++;
    } else if (byte >= 'A' && byte <= 'Z') {
      letter = (char)(byte - 'A' + 'a');
    } else if (byte == '_' || byte == '-') {
      letter = ' ';
    }
    if (letter == ' ' && to && out[to - 1] == ' ') continue;
    out[to++] = letter;
  }
  out[to] = '\0';
}

static int loosely(const char *spelling, size_t length, const char *loose) {
  char other[GRAPPE_UNIT_NAME];
  if (length >= GRAPPE_UNIT_NAME || strlen(loose) > length) return 0; /* loosening never lengthens */
  loosen(spelling, length, other);
  return strcmp(other, loose) == 0;
}

static int exactly(const char *spelling, const char *text, size_t length) {
  return spelling && *spelling && strlen(spelling) == length && memcmp(spelling, text, length) == 0;
}

/* Calls `each` with every spelling of a row until it answers other than 0. */
static int spellings(const grappe_unit_row *row, int (*each)(const char *, size_t, void *), void *context) {
  const char *names[] = {row->code,   row->english_one, row->english, row->french_one,
                         row->french, row->italian_one, row->italian};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (*names[i] && each(names[i], strlen(names[i]), context)) return 1;
  for (const char *at = row->others; *at;) {
    size_t length = strcspn(at, " ");
    if (length && each(at, length, context)) return 1;
    at += length + (at[length] == ' ');
  }
  return 0;
}

static int same_spelling(const char *spelling, size_t length, void *loose) {
  return loosely(spelling, length, loose);
}

/* `prefixed`: only among the units that take a prefix. */
static const grappe_unit_row *find_row(const char *text, size_t length, int prefixed) {
  char loose[GRAPPE_UNIT_NAME] = "";
  for (size_t i = 0; i < grappe_unit_row_count(); i++) {
    const grappe_unit_row *row = grappe_unit_row_at(i);
    if (row->prefixes < prefixed) continue;
    if (exactly(row->code, text, length) || exactly(row->symbol, text, length)) return row;
  }
  if (length < 2 || length >= GRAPPE_UNIT_NAME) return NULL; /* a single letter's case may mean something: m, M */
  loosen(text, length, loose);
  for (size_t i = 0; i < grappe_unit_row_count(); i++) {
    const grappe_unit_row *row = grappe_unit_row_at(i);
    if (row->prefixes >= prefixed && spellings(row, same_spelling, loose)) return row;
  }
  return NULL;
}

static const struct {
  const char *text;
  double factor;
} prefixes[] = {{"k", 1e3},   {"K", 1e3},   {"Mio", 1e6}, {"Mln", 1e6}, {"mln", 1e6}, {"M", 1e6},
                {"Mrd", 1e9}, {"Mds", 1e9}, {"Md", 1e9},  {"mld", 1e9}, {"bn", 1e9},  {"G", 1e9}};

/* A name with its prefix ("k€", "Md €"). */
static const grappe_unit_row *find_name(const char *text, size_t length, double *factor) {
  *factor = 1;
  const grappe_unit_row *row = find_row(text, length, 0);
  for (size_t i = 0; !row && i < sizeof prefixes / sizeof *prefixes; i++) {
    size_t prefix = strlen(prefixes[i].text);
    if (length <= prefix || memcmp(text, prefixes[i].text, prefix) != 0) continue;
    while (prefix < length && text[prefix] == ' ') prefix++;
    row = find_row(text + prefix, length - prefix, 1);
    *factor = prefixes[i].factor;
  }
  return row;
}

/* Takes a power off the end: "km2", "km²", "h^-1". */
static int take_power(const char *text, size_t *length) {
  static const char *const raised[] = {"\u00B2", "\u00B3"};
  size_t n = *length;
  for (int i = 0; i < 2; i++)
    if (n > 2 && memcmp(text + n - 2, raised[i], 2) == 0) {
      *length = n - 2;
      return i + 2;
    }
  if (n < 2 || text[n - 1] < '0' || text[n - 1] > '9') return 1;
  int power = text[n - 1] - '0';
  size_t at = n - 1;
  int minus = text[at - 1] == '-' && at >= 2 && text[at - 2] == '^';
  if (minus) at--;
  if (text[at - 1] == '^') at--;
  if (at == 0 || power == 0 || (at == n - 1 && text[at - 1] >= '0' && text[at - 1] <= '9')) return 1;
  *length = at;
  return minus ? -power : power;
}

static int is_digit(const char *text, size_t length, size_t at) {
  return at < length && text[at] >= '0' && text[at] <= '9';
}

/* The number at the start of a piece: digits, set apart in threes by spaces or commas or not, or canonical with '.' or
 * an exponent. Returns its bytes, 0 where there is none. "1.000 x" is refused: it may mean a thousand. */
static size_t take_number(const char *text, size_t length, double *number) {
  char digits[40];
  size_t at = 0, count = 0;
  int decimals = 0, exponent = 0;
  while (is_digit(text, length, at) && count < 30) digits[count++] = text[at++];
  if (!count) return 0;
  for (;;) {
    static const char *const separators[] = {" ", ",", "\u00A0", "\u202F"};
    size_t bytes = 0;
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
      size_t n = strlen(separators[i]);
      if (length - at > n && memcmp(text + at, separators[i], n) == 0) bytes = n;
    }
    size_t group = at + bytes;
    if (!bytes || count > 27 || !is_digit(text, length, group) || !is_digit(text, length, group + 1) ||
        !is_digit(text, length, group + 2) || is_digit(text, length, group + 3))
      break;
    memcpy(digits + count, text + group, 3);
    count += 3;
    at = group + 3;
  }
  if (at < length && text[at] == '.' && is_digit(text, length, at + 1)) {
    size_t point = at++;
    while (is_digit(text, length, at) && count < 30) digits[count++] = text[at++], decimals++;
    if (decimals == 3 && text[0] != '0' && point <= 3 && at < length) return 0;
  }
  if (at < length && (text[at] == 'e' || text[at] == 'E')) {
    size_t sign = at + 1 < length && (text[at + 1] == '-' || text[at + 1] == '+');
    if (is_digit(text, length, at + 1 + sign)) {
      int minus = sign && text[at + 1] == '-';
      for (at += 1 + sign; is_digit(text, length, at); at++)
        if (exponent < 9999) exponent = exponent * 10 + (text[at] - '0');
      if (minus) exponent = -exponent;
    }
  }
  /* strtod obeys the locale in the decimal point only: this text has none */
  snprintf(digits + count, sizeof digits - count, "e%d", exponent - decimals);
  *number = strtod(digits, NULL);
  return at;
}

static int is_space(const char *text, size_t length, size_t *bytes) {
  *bytes = length && (*text == ' ' || *text == '\t')      ? 1
           : length > 1 && memcmp(text, "\u00A0", 2) == 0 ? 2
           : length > 2 && memcmp(text, "\u202F", 3) == 0 ? 3
                                                          : 0;
  return *bytes > 0;
}

static void trim(const char **text, size_t *length) {
  size_t bytes;
  while (is_space(*text, *length, &bytes)) {
    *text += bytes;
    *length -= bytes;
  }
  for (;;) {
    size_t n = *length;
    const char *end = *text + n;
    bytes = n && (end[-1] == ' ' || end[-1] == '\t')     ? 1
            : n > 1 && memcmp(end - 2, "\u00A0", 2) == 0 ? 2
            : n > 2 && memcmp(end - 3, "\u202F", 3) == 0 ? 3
                                                         : 0;
    if (!bytes) return;
    *length -= bytes;
  }
}

/* One piece between operators: a number, a name with its power, or both ("1000 jobs"). */
static int read_piece(const char *text, size_t length, grappe_unit *unit) {
  double number = 1, prefix;
  trim(&text, &length);
  const grappe_unit_row *row = is_digit(text, length, 0) && length > 1 ? NULL : find_name(text, length, &prefix);
  int power = 1;
  if (!row) {
    size_t bytes = take_number(text, length, &number);
    text += bytes;
    length -= bytes;
    trim(&text, &length);
    *unit = (grappe_unit){.factor = number, .display = -1};
    if (bytes && !length) return isfinite(number) && number > 0;
    row = find_name(text, length, &prefix);
    if (!row && length) {
      power = take_power(text, &length);
      row = find_name(text, length, &prefix);
    }
    if (!row) return 0;
  }
  int base = grappe_unit_base_index(row);
  *unit = (grappe_unit){.factor = number * pow(row->factor * prefix, power), .display = -1};
  if (base >= 0) unit->power[base] = (signed char)power;
  if (number == 1 && prefix == 1 && power == 1)
    for (size_t i = 0; i < grappe_unit_row_count(); i++)
      if (grappe_unit_row_at(i) == row) unit->display = (short)i;
  return isfinite(unit->factor) && unit->factor > 0;
}

/* The next operator from `at`: its offset, bytes and sign; the end of the text where there is none. */
static size_t next_operator(const char *text, size_t length, size_t at, size_t *bytes, int *sign) {
  static const struct {
    const char *text;
    int sign;
  } operators[] = {{"/", -1},     {"*", 1},      {"\u00B7", 1},  {"\u00D7", 1},
                   {" per ", -1}, {" par ", -1}, {" pour ", -1}, {" ogni ", -1}};
  for (; at < length; at++)
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
      *bytes = strlen(operators[i].text);
      *sign = operators[i].sign;
      if (length - at >= *bytes && memcmp(text + at, operators[i].text, *bytes) == 0) return at;
    }
  *bytes = 0;
  return length;
}

/* --- the nearest name, for the message ---------------------------------------------------------------------------- */

typedef struct nearest {
  const char *wanted; /* loosened */
  const char *code, *best;
  int distance;
} nearest;

/* Letters to insert, drop, replace or swap with their neighbour. */
static int distance(const char *a, const char *b) {
  int rows[3][GRAPPE_UNIT_NAME + 1], n = (int)strlen(b);
  int *before = rows[0], *above = rows[1], *row = rows[2];
  for (int j = 0; j <= n; j++) above[j] = before[j] = j;
  for (int i = 1; a[i - 1]; i++) {
    row[0] = i;
    for (int j = 1; j <= n; j++) {
      row[j] = above[j - 1] + (a[i - 1] != b[j - 1]);
      if (above[j] + 1 < row[j]) row[j] = above[j] + 1;
      if (row[j - 1] + 1 < row[j]) row[j] = row[j - 1] + 1;
      int swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped && before[j - 2] + 1 < row[j]) row[j] = before[j - 2] + 1;
    }
    int *spare = before;
    before = above;
    above = row;
    row = spare;
  }
  return above[n];
}

static int offer(const char *spelling, size_t length, void *context) {
  nearest *to = context;
  char loose[GRAPPE_UNIT_NAME] = "";
  if (length >= GRAPPE_UNIT_NAME) return 0;
  loosen(spelling, length, loose);
  int d = distance(to->wanted, loose);
  if (d < to->distance) {
    to->distance = d;
    to->best = to->code;
  }
  return 0;
}

static grappe_code fail(const char *text, size_t length, grappe_error *error) {
  char loose[GRAPPE_UNIT_NAME] = "", shown[GRAPPE_UNIT_NAME + 4];
  trim(&text, &length);
  loosen(text, length, loose);
  size_t cut = length < GRAPPE_UNIT_NAME ? length : GRAPPE_UNIT_NAME;
  while (cut < length && cut > 0 && ((unsigned char)text[cut] & 0xC0) == 0x80) cut--;
  snprintf(shown, sizeof shown, "%.*s%s", (int)cut, text, cut < length ? "…" : "");
  nearest to = {.wanted = loose, .distance = (int)strlen(loose) / 3 + 1};
  for (size_t i = 0; *loose && i < grappe_unit_row_count(); i++) {
    to.code = grappe_unit_row_at(i)->code;
    spellings(grappe_unit_row_at(i), offer, &to);
  }
  if (to.best) return grappe_fail(error, GRAPPE_NOT_FOUND, "'%s' is not a unit: did you mean '%s'?", shown, to.best);
  return grappe_fail(error, GRAPPE_NOT_FOUND,
                     "'%s' is not a unit: write one such as jobs, members, places, EUR, k€, %%, or one built of them "
                     "such as EUR/year or places/1000 jobs",
                     shown);
}

grappe_code grappe_unit_parse(const char *text, size_t length, grappe_unit *unit, grappe_error *error) {
  grappe_unit read, piece;
  int built = memchr(text, '/', length) || memchr(text, '*', length);
  if (!built && read_piece(text, length, &read)) { /* names may hold the word of an operator: "per cent" */
    *unit = read;
    return GRAPPE_OK;
  }
  int sign = 1;
  read = grappe_unit_none();
  for (size_t at = 0;;) {
    size_t bytes = 0;
    int next = 1;
    size_t end = next_operator(text, length, at, &bytes, &next);
    if (!read_piece(text + at, end - at, &piece)) return fail(text + at, end - at, error);
    read = sign > 0 ? grappe_unit_multiply(read, piece) : grappe_unit_divide(read, piece);
    if (end == length) break;
    sign = next;
    at = end + bytes;
  }
  if (!isfinite(read.factor) || read.factor <= 0) return fail(text, length, error);
  *unit = read;
  return GRAPPE_OK;
}
