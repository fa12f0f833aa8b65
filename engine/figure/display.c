#include <math.h>
#include <string.h>

#include "figure/figure_private.h"
#include "figure/status.h"
#include "text/number.h"

/* --- units round a number ----------------------------------------------------------------------------------------- */

/* The number that decides between singular and plural. */
static double count_of(const grappe_figure_parts *parts) {
  if (!isnan(parts->value)) return parts->value;
  double low = isfinite(parts->bounds.low) ? fabs(parts->bounds.low) : 0;
  return fmax(low, isfinite(parts->bounds.high) ? fabs(parts->bounds.high) : 0);
}

static int stands_before(grappe_unit unit) {
  const grappe_unit_row *row = grappe_unit_row_of(unit);
  return row && row->before;
}

static void unit_before(const grappe_figure_parts *parts, grappe_language language, grappe_buffer *out) {
  if (!stands_before(parts->unit)) return;
  grappe_unit_display(parts->unit, count_of(parts), language, out);
  grappe_buffer_add_char(out, ' ');
}

static void unit_after(const grappe_figure_parts *parts, grappe_language language, grappe_buffer *out) {
  if (stands_before(parts->unit) || grappe_unit_equal(parts->unit, grappe_unit_none())) return;
  /* French typography binds a sign to its number */
  grappe_buffer_add(out, language == GRAPPE_FRENCH && grappe_unit_begins_with_sign(parts->unit) ? "\u00A0" : " ");
  grappe_unit_display(parts->unit, count_of(parts), language, out);
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

static void put_number(double value, grappe_language language, grappe_buffer *out) {
  grappe_number_display(value, GRAPPE_DIGITS_USUAL, 0, language, out);
}

/* Two ends that differ, shown with as many digits as it takes to see it. */
static void put_ends(grappe_bounds bounds, const char *between, grappe_language language, grappe_buffer *out) {
  enum { DIGITS_MOST = 17 };
  grappe_buffer low = {0}, high = {0};
  put_number(bounds.low, language, &low);
  put_number(bounds.high, language, &high);
  for (int digits = 5; digits <= DIGITS_MOST; digits++) {
    if (strcmp(grappe_buffer_text(&low), grappe_buffer_text(&high)) != 0) break;
    grappe_buffer_clear(&low);
    grappe_buffer_clear(&high);
    grappe_number_display(bounds.low, GRAPPE_DIGITS_SIGNIFICANT, digits, language, &low);
    grappe_number_display(bounds.high, GRAPPE_DIGITS_SIGNIFICANT, digits, language, &high);
  }
  if (grappe_buffer_failed(&low) || grappe_buffer_failed(&high)) out->failed = 1;
  grappe_buffer_add(out, grappe_buffer_text(&low));
  grappe_buffer_add(out, between);
  grappe_buffer_add(out, grappe_buffer_text(&high));
  grappe_buffer_free(&low);
  grappe_buffer_free(&high);
}

static void put_about(const grappe_figure_parts *parts, int decimals, grappe_language language, grappe_buffer *out) {
  if (decimals >= 0)
    grappe_number_display(parts->value, GRAPPE_DIGITS_DECIMALS, decimals, language, out);
  else
    put_number(parts->value, language, out);
}

/* --- short -------------------------------------------------------------------------------------------------------- */

static void put_bounds(grappe_bounds bounds, grappe_language language, grappe_buffer *out) {
  if (isinf(bounds.low) && isinf(bounds.high)) {
    grappe_buffer_add_char(out, '?');
  } else if (isinf(bounds.low)) {
    grappe_buffer_add(out, bounds.high_open ? "<" : "<=");
    put_number(bounds.high, language, out);
  } else if (isinf(bounds.high)) {
    grappe_buffer_add(out, bounds.low_open ? ">" : ">=");
    put_number(bounds.low, language, out);
  } else if (grappe_bounds_point(bounds)) {
    put_number(bounds.low, language, out);
  } else {
    if (bounds.low_open) grappe_buffer_add_char(out, '>');
    put_ends(bounds, bounds.high_open ? "..<" : "..", language, out);
  }
}

/* What is known of an absent figure is worth showing when it says more than "not negative". */
static int tells(grappe_bounds bounds) {
  return isfinite(bounds.high) || (isfinite(bounds.low) && bounds.low != 0);
}

void grappe_figure_display(const grappe_figure *figure, grappe_language language, int with_unit, grappe_buffer *out) {
  const grappe_figure_parts *parts = &figure->parts;
  if (parts->presence != GRAPPE_PRESENT && !tells(parts->bounds)) {
    grappe_buffer_add(out, grappe_presence_sign(parts->presence));
    return;
  }
  if (with_unit) unit_before(parts, language, out);
  if (parts->presence != GRAPPE_PRESENT) {
    grappe_buffer_addf(out, "%s (", grappe_presence_sign(parts->presence));
    put_bounds(parts->bounds, language, out);
    grappe_buffer_add_char(out, ')');
  } else if (grappe_figure_exact(figure)) {
    put_number(grappe_exact_value(parts), language, out);
  } else if (parts->about) {
    int decimals = grappe_about_decimals(parts->value, parts->bounds);
    grappe_buffer_add_char(out, '~');
    put_about(parts, decimals, language, out);
    if (decimals == -2) {
      grappe_buffer_add(out, " (");
      put_bounds(parts->bounds, language, out);
      grappe_buffer_add_char(out, ')');
    }
  } else {
    put_bounds(parts->bounds, language, out);
  }
  if (with_unit) unit_after(parts, language, out);
}

/* --- in words ----------------------------------------------------------------------------------------------------- */

typedef struct vocabulary {
  const char *more, *at_least, *less, *at_most, *about, *from, *to, *and;
} vocabulary;

static const vocabulary vocabularies[GRAPPE_LANGUAGES] = {
    {"more than ", "at least ", "less than ", "at most ", "about ", "", " to ", " and "},
    {"plus de ", "au moins ", "moins de ", "au plus ", "environ ", "", " à ", " et "},
    {"più di ", "almeno ", "meno di ", "al massimo ", "circa ", "da ", " a ", " e "},
};

static void say_bounds(grappe_bounds bounds, grappe_language language, grappe_buffer *out) {
  const vocabulary *words = &vocabularies[language];
  if (isfinite(bounds.low) && isfinite(bounds.high) && !bounds.low_open && !bounds.high_open) {
    grappe_buffer_add(out, words->from);
    put_ends(bounds, words->to, language, out);
    return;
  }
  if (isfinite(bounds.low)) {
    grappe_buffer_add(out, bounds.low_open ? words->more : words->at_least);
    put_number(bounds.low, language, out);
  }
  if (isfinite(bounds.low) && isfinite(bounds.high)) grappe_buffer_add(out, words->and);
  if (isfinite(bounds.high)) {
    grappe_buffer_add(out, bounds.high_open ? words->less : words->at_most);
    put_number(bounds.high, language, out);
  }
}

static void say(const grappe_figure *figure, grappe_language language, int with_unit, grappe_buffer *out) {
  const grappe_figure_parts *parts = &figure->parts;
  if (parts->presence != GRAPPE_PRESENT) {
    grappe_buffer_add(out, grappe_presence_name(parts->presence, language));
    if (!tells(parts->bounds)) return;
    grappe_buffer_add(out, " (");
    if (with_unit) unit_before(parts, language, out);
    say_bounds(parts->bounds, language, out);
    if (with_unit) unit_after(parts, language, out);
    grappe_buffer_add_char(out, ')');
    return;
  }
  if (with_unit) unit_before(parts, language, out);
  if (grappe_figure_exact(figure)) {
    put_number(grappe_exact_value(parts), language, out);
    if (with_unit) unit_after(parts, language, out);
  } else if (parts->about) {
    int decimals = grappe_about_decimals(parts->value, parts->bounds);
    grappe_buffer_add(out, vocabularies[language].about);
    put_about(parts, decimals, language, out);
    if (with_unit) unit_after(parts, language, out);
    if (!isfinite(parts->bounds.low) && !isfinite(parts->bounds.high)) return;
    grappe_buffer_add(out, " (");
    say_bounds(parts->bounds, language, out);
    grappe_buffer_add_char(out, ')');
  } else {
    say_bounds(parts->bounds, language, out);
    if (with_unit) unit_after(parts, language, out);
  }
}

void grappe_figure_words(const grappe_figure *figure, grappe_language language, grappe_buffer *out) {
  say(figure, language, 1, out);
}

void grappe_figure_words_bare(const grappe_figure *figure, grappe_language language, grappe_buffer *out) {
  say(figure, language, 0, out);
}

/* The ending after the digits: 1st, 2nd, 3rd, 11th; 1er, 2e; 1º. */
static const char *ordinal_ending(double number, grappe_language language) {
  int tens = (int)fmod(number, 100), ones = tens % 10;
  if (language == GRAPPE_FRENCH) return number == 1 ? "er" : "e";
  if (language == GRAPPE_ITALIAN) return "º";
  if (tens > 10 && tens < 14) return "th";
  return ones == 1 ? "st" : ones == 2 ? "nd" : ones == 3 ? "rd" : "th";
}

void grappe_figure_ordinal(const grappe_figure *figure, grappe_language language, grappe_buffer *out) {
  double value = grappe_figure_exact(figure) ? grappe_exact_value(&figure->parts) : 0;
  say(figure, language, 0, out);
  if (value >= 1 && value == floor(value)) grappe_buffer_add(out, ordinal_ending(value, language));
}
