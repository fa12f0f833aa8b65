#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "figure/figure_private.h"
#include "figure/status.h"
#include "text/number.h"
#include "text/utf8.h"

/* --- about -------------------------------------------------------------------------------------------------------- */

static double power_of_ten(int exponent) {
  char text[16];
  double value = 0;
  snprintf(text, sizeof text, "1e%d", exponent);
  grappe_number_parse(text, strlen(text), GRAPPE_NUMBER_CANONICAL, &value, NULL);
  return value;
}

/* `units` counted in tens: n and a half unit each way, as the nearest doubles to the decimal ends. */
static double end_of_about(double units, double half, int decimals) {
  double tenths = units * 10 + half;
  return decimals + 1 >= 0 ? tenths / power_of_ten(decimals + 1) : tenths * power_of_ten(-(decimals + 1));
}

grappe_bounds grappe_about_bounds(double value, int decimals) {
  if (decimals > 20) decimals = 20;
  double units = rint(decimals >= 0 ? value * power_of_ten(decimals) : value / power_of_ten(-decimals));
  if (decimals <= 0) /* zeros at the end of a whole number are not significant */
    for (; units != 0 && fmod(units, 10) == 0; decimals--) units /= 10;
  if (fabs(units) < 1e14)
    return grappe_bounds_between(end_of_about(units, -5, decimals), end_of_about(units, 5, decimals));
  double half = 0.5 * (decimals >= 0 ? 1 / power_of_ten(decimals) : power_of_ten(-decimals));
  return grappe_bounds_between(value - half, value + half);
}

static int same_bounds(grappe_bounds a, grappe_bounds b) {
  return a.low == b.low && a.high == b.high && a.low_open == b.low_open && a.high_open == b.high_open;
}

int grappe_about_decimals(double value, grappe_bounds bounds) {
  enum { ZEROS = 6 };
  char text[GRAPPE_NUMBER_TEXT];
  double read;
  int decimals;
  grappe_number_text(value, text);
  if (grappe_number_parse(text, strlen(text), GRAPPE_NUMBER_CANONICAL, &read, &decimals) != GRAPPE_NUMBER_READ)
    return -2;
  if (strchr(text, 'e')) return same_bounds(grappe_about_bounds(value, decimals), bounds) ? -1 : -2;
  for (int more = 0; more <= ZEROS; more++)
    if (same_bounds(grappe_about_bounds(value, decimals + more), bounds)) return decimals + more;
  return -2;
}

double grappe_exact_value(const grappe_figure_parts *parts) {
  if (parts->bounds.low == parts->bounds.high) return parts->value;
  for (int digits = 11; digits < 17; digits++) {
    char text[40], plain[40];
    size_t length = 0;
    snprintf(text, sizeof text, "%.*e", digits, parts->value);
    const char *at = text;
    for (; *at && *at != 'e'; at++) /* without the point, which is the locale's */
      if (*at == '-' || (*at >= '0' && *at <= '9')) plain[length++] = *at;
    int bytes = snprintf(plain + length, sizeof plain - length, "e%d", *at ? atoi(at + 1) - digits : 0);
    double value;
    if (grappe_number_parse(plain, length + (size_t)bytes, GRAPPE_NUMBER_CANONICAL, &value, NULL) ==
            GRAPPE_NUMBER_READ &&
        fabs(value - parts->value) <= 4e-15 * fabs(value))
      return value;
  }
  return parts->value;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

typedef struct reader {
  const char *text, *at, *end; /* text: the whole, for messages */
  grappe_error *error;
} reader;

static size_t space_bytes(const char *at, const char *end) {
  if (at < end && (*at == ' ' || *at == '\t')) return 1;
  if (end - at >= 2 && memcmp(at, "\u00A0", 2) == 0) return 2;
  if (end - at >= 3 && memcmp(at, "\u202F", 3) == 0) return 3;
  return 0;
}

static void skip_spaces(reader *from) {
  for (size_t bytes; (bytes = space_bytes(from->at, from->end));) from->at += bytes;
}

static int take(reader *from, const char *what) {
  size_t length = strlen(what);
  if ((size_t)(from->end - from->at) < length || memcmp(from->at, what, length) != 0) return 0;
  from->at += length;
  skip_spaces(from);
  return 1;
}

enum { SHOWN = 100 };

/* The text as a message quotes it: cut between two characters. */
static const char *quoted(const reader *from, char shown[SHOWN + 4]) {
  size_t length = strlen(from->text), cut = grappe_utf8_cut(from->text, length, SHOWN);
  snprintf(shown, SHOWN + 4, "%.*s%s", (int)cut, from->text, cut < length ? "…" : "");
  return shown;
}

static grappe_code refuse(reader *from) {
  char shown[SHOWN + 4];
  return grappe_fail(from->error, GRAPPE_DATA,
                     "'%s' is not a figure: write 4750, 52.5, >200, <=2000, 10000..20000, ~53, ~400 (390..400), ?, "
                     "nc, n/a or s, then its unit; no separators of thousands, and a point before decimals",
                     quoted(from, shown));
}

static int take_number(reader *from, double *value, int *decimals) {
  size_t length = grappe_number_length(from->at, (size_t)(from->end - from->at), GRAPPE_NUMBER_CANONICAL);
  if (!length || grappe_number_parse(from->at, length, GRAPPE_NUMBER_CANONICAL, value, decimals) != GRAPPE_NUMBER_READ)
    return 0;
  from->at += length;
  skip_spaces(from);
  return 1;
}

/* ">=" or ">" (either = 1) and their like; 0 where there is none of them. */
static int take_sign(reader *from, const char *sign, const char *or_equal, const char *typographic, int *open) {
  *open = 0;
  if (take(from, or_equal) || take(from, typographic)) return 1;
  *open = take(from, sign);
  return *open;
}

/* One number, a half line or a range. */
static grappe_code take_bounds(reader *from, grappe_bounds *bounds) {
  double value;
  int open;
  *bounds = grappe_bounds_all();
  if (take_sign(from, "<", "<=", "≤", &open)) {
    if (!take_number(from, &value, NULL)) return refuse(from);
    bounds->high = value;
    bounds->high_open = (unsigned char)open;
    return GRAPPE_OK;
  }
  int above = take_sign(from, ">", ">=", "≥", &open);
  if (!take_number(from, &value, NULL)) return refuse(from);
  bounds->low = value;
  bounds->low_open = (unsigned char)open;
  if (!take(from, "..")) {
    if (!above) *bounds = grappe_bounds_exact(value);
    return GRAPPE_OK;
  }
  take_sign(from, "<", "<=", "≤", &open);
  if (!take_number(from, &value, NULL)) return refuse(from);
  bounds->high = value;
  bounds->high_open = (unsigned char)open;
  char shown[SHOWN + 4];
  if (bounds->low > bounds->high || (bounds->low == bounds->high && (bounds->low_open || bounds->high_open)))
    return grappe_fail(from->error, GRAPPE_DATA,
                       "'%s' holds no number: a range is written from the lower to the higher, as in 10000..20000",
                       quoted(from, shown));
  return GRAPPE_OK;
}

/* Bounds in parentheses, if there are any: "(390..400)", "(>=0)", "(?)". */
static grappe_code take_own_bounds(reader *from, grappe_bounds *bounds) {
  if (!take(from, "(")) return GRAPPE_OK;
  grappe_code code = GRAPPE_OK;
  if (take(from, "?"))
    *bounds = grappe_bounds_all();
  else
    code = take_bounds(from, bounds);
  if (code == GRAPPE_OK && !take(from, ")")) code = refuse(from);
  return code;
}

/* One of the signs of absence, as a whole word. */
static int take_absence(reader *from, grappe_presence *presence) {
  static const grappe_presence absences[] = {GRAPPE_UNKNOWN, GRAPPE_NOT_COLLECTED, GRAPPE_NOT_APPLICABLE,
                                             GRAPPE_SUPPRESSED, GRAPPE_UNDEFINED};
  for (size_t i = 0; i < sizeof absences / sizeof *absences; i++) {
    const char *sign = grappe_presence_sign(absences[i]), *after = from->at + strlen(sign);
    if ((size_t)(from->end - from->at) < strlen(sign) || memcmp(from->at, sign, strlen(sign)) != 0) continue;
    if (after < from->end && *after != '(' && !space_bytes(after, from->end)) continue;
    *presence = absences[i];
    take(from, sign);
    return 1;
  }
  return 0;
}

static grappe_code take_about(reader *from, grappe_bounds *bounds, double *value) {
  char shown[SHOWN + 4];
  int decimals;
  if (!take_number(from, value, &decimals)) return refuse(from);
  *bounds = grappe_about_bounds(*value, decimals);
  grappe_code code = take_own_bounds(from, bounds);
  if (code != GRAPPE_OK || grappe_bounds_contain(*bounds, *value)) return code;
  return grappe_fail(from->error, GRAPPE_DATA,
                     "'%s' lies outside its own bounds: the number must lie within those in parentheses",
                     quoted(from, shown));
}

/* A unit may begin with a digit in two ways only, 1/jobs and 1000*jobs: "4 750 jobs" is not 4 of anything. */
static int may_be_unit(const char *text, size_t length) {
  size_t digits = 0;
  while (digits < length && ((text[digits] >= '0' && text[digits] <= '9') || (digits && strchr("e-", text[digits]))))
    digits++;
  if (!digits) return length > 0 && !strchr(",.'(+-<>~=?", text[0]);
  return digits < length && (text[digits] == '*' || (digits == 1 && text[0] == '1' && text[1] == '/'));
}

static grappe_code take_unit(reader *from, const grappe_unit *wanted, grappe_unit *found) {
  size_t length = (size_t)(from->end - from->at);
  *found = wanted ? *wanted : grappe_unit_none();
  if (!length) return GRAPPE_OK;
  if (!may_be_unit(from->at, length)) return refuse(from);
  grappe_code code = grappe_unit_parse(from->at, length, found, from->error);
  if (code != GRAPPE_OK || !wanted || grappe_unit_convertible(*found, *wanted)) return code;
  char shown[SHOWN + 4];
  grappe_buffer unit = {0};
  grappe_unit_write(*wanted, &unit);
  code =
      grappe_fail(from->error, GRAPPE_UNIT, "'%s' is not in the unit expected here, %s, nor in one that converts to it",
                  quoted(from, shown), grappe_buffer_text(&unit));
  grappe_buffer_free(&unit);
  return code;
}

grappe_code grappe_quantity_parse(const char *text, const grappe_unit *unit, grappe_presence *presence,
                                  grappe_bounds *bounds, double *value, int *about, grappe_unit *found,
                                  grappe_error *error) {
  reader from = {text, text, text + strlen(text), error};
  grappe_code code;
  *presence = GRAPPE_PRESENT;
  *value = NAN;
  *about = 0;
  *bounds = grappe_bounds_all();
  skip_spaces(&from);
  if (take_absence(&from, presence)) {
    code = take_own_bounds(&from, bounds);
  } else if (take(&from, "~") || take(&from, "≈")) {
    *about = 1;
    code = take_about(&from, bounds, value);
  } else {
    code = take_bounds(&from, bounds);
    if (bounds->low == bounds->high) *value = bounds->low;
  }
  if (code == GRAPPE_OK) code = take_unit(&from, unit, found);
  if (code != GRAPPE_OK || !unit || grappe_unit_equal(*found, *unit)) return code;
  /* what is written is decimal: 25.3 G€ are 25300000000 euros and no hair more */
  bounds->low = grappe_value_scale(bounds->low, found->factor, unit->factor);
  bounds->high = grappe_value_scale(bounds->high, found->factor, unit->factor);
  *value = grappe_value_scale(*value, found->factor, unit->factor);
  *found = *unit;
  return GRAPPE_OK;
}

grappe_code grappe_figure_parse(const char *text, const grappe_unit *unit, grappe_figure **figure,
                                grappe_error *error) {
  grappe_figure_parts parts = grappe_figure_parts_none();
  grappe_code code =
      grappe_quantity_parse(text, unit, &parts.presence, &parts.bounds, &parts.value, &parts.about, &parts.unit, error);
  if (code != GRAPPE_OK) return code;
  parts.operation = "literal";
  *figure = grappe_figure_new(&parts);
  return *figure ? GRAPPE_OK : grappe_fail_memory(error);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static void write_bounds(grappe_bounds bounds, grappe_buffer *out) {
  if (isinf(bounds.low) && isinf(bounds.high)) {
    grappe_buffer_add_char(out, '?');
  } else if (isinf(bounds.low)) {
    grappe_buffer_add(out, bounds.high_open ? "<" : "<=");
    grappe_number_write(bounds.high, out);
  } else if (bounds.low == bounds.high) {
    grappe_number_write(bounds.low, out);
  } else {
    if (bounds.low_open || isinf(bounds.high)) grappe_buffer_add(out, bounds.low_open ? ">" : ">=");
    grappe_number_write(bounds.low, out);
    if (isinf(bounds.high)) return;
    grappe_buffer_add(out, bounds.high_open ? "..<" : "..");
    grappe_number_write(bounds.high, out);
  }
}

static void write_own_bounds(grappe_bounds bounds, grappe_buffer *out) {
  grappe_buffer_add(out, " (");
  write_bounds(bounds, out);
  grappe_buffer_add_char(out, ')');
}

static void write_about(const grappe_figure_parts *parts, grappe_buffer *out) {
  int decimals = grappe_about_decimals(parts->value, parts->bounds);
  grappe_buffer_add_char(out, '~');
  if (decimals > 0) {
    size_t before = out->length;
    grappe_number_write(parts->value, out);
    if (grappe_buffer_failed(out)) return;
    const char *point = strchr(out->text + before, '.');
    int given = point ? (int)strlen(point + 1) : 0;
    if (!point) grappe_buffer_add_char(out, '.');
    for (; given < decimals; given++) grappe_buffer_add_char(out, '0');
    return;
  }
  grappe_number_write(parts->value, out);
  if (decimals == -2) write_own_bounds(parts->bounds, out);
}

void grappe_figure_write(const grappe_figure *figure, int with_unit, grappe_buffer *out) {
  const grappe_figure_parts *parts = &figure->parts;
  if (parts->presence != GRAPPE_PRESENT) {
    grappe_buffer_add(out, grappe_presence_sign(parts->presence));
    if (isfinite(parts->bounds.low) || isfinite(parts->bounds.high)) write_own_bounds(parts->bounds, out);
  } else if (grappe_figure_exact(figure)) {
    grappe_number_write(grappe_exact_value(parts), out);
  } else if (parts->about) {
    write_about(parts, out);
  } else {
    write_bounds(parts->bounds, out);
  }
  if (!with_unit || grappe_unit_equal(parts->unit, grappe_unit_none())) return;
  grappe_buffer_add_char(out, ' ');
  grappe_unit_write(parts->unit, out);
}

/* An end that was moved by no more than guards against rounding, where a number of few digits lies: that number. */
static double without_guard(double end) {
  enum { DIGITS = 8 };
  const double guard = 2e-12;
  grappe_buffer text = {0};
  double found = end;
  if (!isfinite(end) || end == 0) return end;
  grappe_number_display(end, GRAPPE_DIGITS_SIGNIFICANT, DIGITS, GRAPPE_ENGLISH, &text);
  if (grappe_buffer_failed(&text) ||
      grappe_number_parse(text.text, text.length, GRAPPE_NUMBER_POINT, &found, NULL) != GRAPPE_NUMBER_READ ||
      fabs(found - end) > guard * fabs(end))
    found = end;
  grappe_buffer_free(&text);
  return found;
}

/* The end away from the middle, to one digit more than tables show, so that both agree, or to as many as tell ends
 * apart that lie `width` from each other. What has few digits stays. */
static double rounded_outward(double end, double width, double (*outward)(double)) {
  enum { FEW = 6, MOST = 15 };
  char text[40];
  if (!isfinite(end) || end == 0 || end == rint(end)) return end;
  snprintf(text, sizeof text, "%.*g", FEW, end);
  if (strtod(text, NULL) == end) return end;
  int before = (int)floor(log10(fabs(end))) + 1, decimals = before <= 3 ? 5 - before : before == 4 ? 2 : 1;
  while (decimals < MOST && width * power_of_ten(decimals) < 1) decimals++;
  return decimals < MOST ? outward(end * power_of_ten(decimals)) / power_of_ten(decimals) : end;
}

void grappe_figure_show(const grappe_figure *figure, grappe_buffer *out) {
  grappe_figure shown = *figure;
  grappe_bounds *bounds = &shown.parts.bounds;
  bounds->low = without_guard(bounds->low);
  bounds->high = without_guard(bounds->high);
  if (!figure->parts.about && !grappe_figure_exact(figure) && bounds->low < bounds->high) {
    double width = bounds->high - bounds->low;
    bounds->low = rounded_outward(bounds->low, width, floor);
    bounds->high = rounded_outward(bounds->high, width, ceil);
  }
  grappe_figure_write(&shown, 1, out);
}
