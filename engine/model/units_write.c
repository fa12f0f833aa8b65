#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/units_private.h"

/* A unit taken apart for writing: a row for each base unit, and where what is left of the factor goes. */
typedef struct unit_form {
  const grappe_unit_row *rows[GRAPPE_UNIT_BASES];
  double factor;   /* before the whole: 1 where there is none */
  double under;    /* before the first divisor, as in places/1000 jobs */
  char prefix;     /* k, M or G before the base `prefixed`; '\0' none */
  int prefixed;    /* index in power */
  int over, below; /* how many bases multiply and divide */
} unit_form;

/* Places the factor where it reads well; 0 where that cannot be. */
static int settle(const grappe_unit *unit, double factor, unit_form *out) {
  static const struct {
    double factor;
    char prefix;
  } prefixes[] = {{1e3, 'k'}, {1e6, 'M'}, {1e9, 'G'}};
  out->factor = out->under = 1;
  out->prefix = '\0';
  if (grappe_unit_same_factor(factor, 1)) return 1;
  for (int i = 0; i < GRAPPE_UNIT_BASES; i++)
    for (size_t p = 0; p < sizeof prefixes / sizeof *prefixes; p++)
      if (unit->power[i] == 1 && out->rows[i]->prefixes && grappe_unit_same_factor(factor, prefixes[p].factor)) {
        out->prefix = prefixes[p].prefix;
        out->prefixed = i;
        return 1;
      }
  double divisor = rint(1 / factor);
  if (!out->below || divisor < 2 || divisor > 1e9 || !grappe_unit_same_factor(1 / factor, divisor)) return 0;
  out->under = divisor;
  return 1;
}

static void take_apart(const grappe_unit *unit, unit_form *out) {
  *out = (unit_form){.factor = 1, .under = 1};
  for (int i = 0; i < GRAPPE_UNIT_BASES; i++) {
    out->rows[i] = grappe_unit_base_row(i);
    out->over += unit->power[i] > 0;
    out->below += unit->power[i] < 0;
  }
  if (settle(unit, unit->factor, out)) return;
  for (size_t r = 0; r < grappe_unit_row_count(); r++) { /* a month instead of 1/12 year, metres instead of km */
    const grappe_unit_row *row = grappe_unit_row_at(r);
    int i = grappe_unit_base_index(row);
    if (i < 0 || !unit->power[i] || row == out->rows[i]) continue;
    const grappe_unit_row *base = out->rows[i];
    out->rows[i] = row;
    if (settle(unit, unit->factor / pow(row->factor, unit->power[i]), out)) return;
    out->rows[i] = base;
  }
  out->factor = unit->factor;
  out->under = 1;
  out->prefix = '\0';
}

/* Digits and an exponent, no point: "1000", "125e-3". Reads back as the same double. */
static void write_factor(double factor, grappe_buffer *out) {
  if (factor < 1e15 && factor == rint(factor)) {
    grappe_buffer_addf(out, "%.0f", factor);
    return;
  }
  char text[40], digits[24];
  int count = 0, exponent = 0;
  snprintf(text, sizeof text, "%.16e", factor);
  const char *at = text;
  for (; *at && *at != 'e'; at++) /* skips the point, whatever the locale makes of it */
    if (*at >= '0' && *at <= '9' && count < 20) digits[count++] = *at;
  sscanf(at, "e%d", &exponent);
  exponent -= count - 1;
  for (; count > 1 && digits[count - 1] == '0'; count--) exponent++;
  grappe_buffer_add_bytes(out, digits, (size_t)count);
  if (exponent) grappe_buffer_addf(out, "e%d", exponent);
}

static void write_row(const unit_form *form, int base, int power, grappe_buffer *out) {
  if (form->prefix && form->prefixed == base) grappe_buffer_add_char(out, form->prefix);
  grappe_buffer_add(out, form->rows[base]->code);
  if (power > 9)
    for (int i = 1; i < power; i++) grappe_buffer_addf(out, "*%s", form->rows[base]->code);
  else if (power > 1)
    grappe_buffer_addf(out, "%d", power);
}

void grappe_unit_write(grappe_unit unit, grappe_buffer *out) {
  const grappe_unit_row *row = grappe_unit_row_of(unit);
  if (row) {
    grappe_buffer_add(out, row->code);
    return;
  }
  unit_form form;
  take_apart(&unit, &form);
  const char *between = "";
  if (form.factor != 1 || !form.over) {
    write_factor(form.factor, out);
    between = "*";
  }
  if (!form.over && !form.below) grappe_buffer_add(out, "*1");
  for (int i = 0; i < GRAPPE_UNIT_BASES; i++) {
    if (unit.power[i] <= 0) continue;
    grappe_buffer_add(out, between);
    write_row(&form, i, unit.power[i], out);
    between = "*";
  }
  for (int i = 0; i < GRAPPE_UNIT_BASES; i++) {
    if (unit.power[i] >= 0) continue;
    int power = -unit.power[i], once = power > 9 ? 1 : power, times = power > 9 ? power : 1;
    for (int n = 0; n < times; n++) {
      grappe_buffer_add_char(out, '/');
      if (form.under != 1) {
        write_factor(form.under, out);
        grappe_buffer_add_char(out, ' ');
        form.under = 1;
      }
      write_row(&form, i, once, out);
    }
  }
}

/* --- for people --------------------------------------------------------------------------------------------------- */

static int is_one(double count, grappe_language language) {
  return language == GRAPPE_FRENCH ? fabs(count) < 2 : fabs(count) == 1;
}

static const char *name_of(const grappe_unit_row *row, int one, grappe_language language) {
  if (row->symbol) return row->symbol;
  if (language == GRAPPE_FRENCH) return one ? row->french_one : row->french;
  if (language == GRAPPE_ITALIAN) return one ? row->italian_one : row->italian;
  return one ? row->english_one : row->english;
}

/* A factor inside a unit: whole ones set apart in threes. */
static void display_factor(double factor, grappe_language language, grappe_buffer *out) {
  static const char *const groups[GRAPPE_LANGUAGES] = {",", "\u202F", "."};
  char digits[24];
  if (factor >= 1e15 || factor != rint(factor)) {
    write_factor(factor, out);
    return;
  }
  int count = snprintf(digits, sizeof digits, "%.0f", factor);
  for (int i = 0; i < count; i++) {
    if (i > 0 && (count - i) % 3 == 0) grappe_buffer_add(out, groups[language]);
    grappe_buffer_add_char(out, digits[i]);
  }
}

static void display_row(const unit_form *form, int base, int power, int one, grappe_language language,
                        grappe_buffer *out) {
  if (form->prefix && form->prefixed == base) grappe_buffer_add_char(out, form->prefix);
  grappe_buffer_add(out, name_of(form->rows[base], one, language));
  if (power == 2 || power == 3)
    grappe_buffer_add(out, power == 2 ? "\u00B2" : "\u00B3");
  else if (power > 1)
    grappe_buffer_addf(out, "^%d", power);
}

void grappe_unit_display(grappe_unit unit, double count, grappe_language language, grappe_buffer *out) {
  static const char *const per[GRAPPE_LANGUAGES] = {"per ", "par ", "per "};
  static const char *const per_many[GRAPPE_LANGUAGES] = {"per ", "pour ", "ogni "};
  int one = is_one(count, language);
  const grappe_unit_row *row = grappe_unit_row_of(unit);
  if (row) {
    grappe_buffer_add(out, name_of(row, one, language));
    return;
  }
  unit_form form;
  take_apart(&unit, &form);
  const char *between = "";
  if (form.factor != 1) {
    grappe_buffer_add(out, "\u00D7 ");
    display_factor(form.factor, language, out);
    between = " ";
    one = 0;
  }
  for (int i = 0; i < GRAPPE_UNIT_BASES; i++) {
    if (unit.power[i] <= 0) continue;
    grappe_buffer_add(out, between);
    display_row(&form, i, unit.power[i], one, language, out);
    between = "\u00B7";
  }
  for (int i = 0; i < GRAPPE_UNIT_BASES; i++) {
    if (unit.power[i] >= 0) continue;
    if (*between) grappe_buffer_add_char(out, ' ');
    between = " ";
    grappe_buffer_add(out, form.under != 1 ? per_many[language] : per[language]);
    if (form.under != 1) {
      display_factor(form.under, language, out);
      grappe_buffer_add_char(out, ' ');
    }
    display_row(&form, i, -unit.power[i], form.under == 1, language, out);
    form.under = 1;
  }
}

int grappe_unit_begins_with_sign(grappe_unit unit) {
  const grappe_unit_row *row = grappe_unit_row_of(unit);
  if (row) return row->symbol && *row->symbol;
  unit_form form;
  take_apart(&unit, &form);
  for (int i = 0; form.factor == 1 && i < GRAPPE_UNIT_BASES; i++)
    if (unit.power[i] > 0) return form.rows[i]->symbol != NULL;
  return 0;
}
