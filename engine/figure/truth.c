#include <math.h>
#include <string.h>

#include "figure/explain.h"
#include "figure/figure_private.h"
#include "figure/status.h"

/* --- order of ends ------------------------------------------------------------------------------------------------ */

/* -1, 0, 1: x below, the same but for rounding, above y. Whole numbers that were never rounded are not fuzzy. */
static int order(double x, double y, int whole) {
  double size = fmax(fabs(x), fabs(y));
  if (x == y || (!whole && isfinite(size) && fabs(x - y) <= 1e-12 * size)) return 0;
  return x < y ? -1 : 1;
}

static int whole_point(grappe_bounds a) {
  return a.low == a.high && a.low == rint(a.low);
}

/* Every value of a is below every value of b; with `or_equal`, below or equal. */
static int surely_below(grappe_bounds a, grappe_bounds b, int or_equal) {
  int between = order(a.high, b.low, whole_point(a) && whole_point(b));
  return between < 0 || (between == 0 && isfinite(a.high) && (or_equal || a.high_open || b.low_open));
}

static grappe_truth decide(grappe_bounds a, grappe_comparison comparison, grappe_bounds b) {
  switch (comparison) {
    case GRAPPE_LESS:
      return surely_below(a, b, 0) ? GRAPPE_TRUE : surely_below(b, a, 1) ? GRAPPE_FALSE : GRAPPE_MAYBE;
    case GRAPPE_LESS_OR_EQUAL:
      return surely_below(a, b, 1) ? GRAPPE_TRUE : surely_below(b, a, 0) ? GRAPPE_FALSE : GRAPPE_MAYBE;
    case GRAPPE_GREATER:
      return decide(b, GRAPPE_LESS, a);
    case GRAPPE_GREATER_OR_EQUAL:
      return decide(b, GRAPPE_LESS_OR_EQUAL, a);
    case GRAPPE_EQUAL:
      if (surely_below(a, b, 0) || surely_below(b, a, 0)) return GRAPPE_FALSE;
      return grappe_bounds_point(a) && grappe_bounds_point(b) ? GRAPPE_TRUE : GRAPPE_MAYBE;
  }
  return GRAPPE_MAYBE;
}

/* --- what would settle it ----------------------------------------------------------------------------------------- */

enum { NAMED = 3 };

typedef struct settlers {
  grappe_buffer text;
  int count, absent; /* named so far; whether absent ones are looked for, or wide ones */
} settlers;

static void name_settler(const grappe_figure *leaf, void *context) {
  settlers *to = context;
  const grappe_figure_parts *parts = &leaf->parts;
  int fits = to->absent ? parts->presence != GRAPPE_PRESENT : !grappe_figure_exact(leaf) && *parts->label;
  if (!fits || to->count++ >= NAMED) return;
  if (to->count > 1) grappe_buffer_add(&to->text, ", ");
  if (*parts->label)
    grappe_buffer_add(&to->text, parts->label);
  else
    grappe_figure_show(leaf, &to->text);
  if (!to->absent) return;
  grappe_buffer_addf(&to->text, " (%s%s", grappe_presence_name(parts->presence, grappe_language_now()),
                     *parts->reason ? grappe_translate(": ") : "");
  grappe_figure_reason(parts, &to->text);
  grappe_buffer_add_char(&to->text, ')');
}

static grappe_code undecided(grappe_figure *a, grappe_comparison comparison, grappe_figure *b, grappe_error *error) {
  static const char *const signs[] = {"<", "<=", ">", ">=", "="};
  char first[GRAPPE_FIGURE_NAME], second[GRAPPE_FIGURE_NAME];
  settlers found = {.absent = a->parts.presence != GRAPPE_PRESENT || b->parts.presence != GRAPPE_PRESENT};
  grappe_code code = grappe_figure_leaves(a, name_settler, &found);
  if (code == GRAPPE_OK) code = grappe_figure_leaves(b, name_settler, &found);
  if (found.count > NAMED) grappe_buffer_add(&found.text, ", …");
  const char *names = grappe_buffer_text(&found.text);
  grappe_figure_name(a, first);
  grappe_figure_name(b, second);
  const char *sign = signs[comparison];
  if (code != GRAPPE_OK || grappe_buffer_failed(&found.text))
    code = grappe_fail_memory(error);
  else if (found.absent)
    code = grappe_fail(error, GRAPPE_UNDECIDED, "it cannot be decided whether %s %s %s: what is missing is %s", first,
                       sign, second, names);
  else if (found.count)
    code = grappe_fail(error, GRAPPE_UNDECIDED,
                       "it cannot be decided whether %s %s %s: within the bounds it may be true or false; a narrower "
                       "figure would settle it for: %s",
                       first, sign, second, names);
  else
    code = grappe_fail(error, GRAPPE_UNDECIDED,
                       "it cannot be decided whether %s %s %s: within the bounds it may be true or false; narrower "
                       "bounds would settle it",
                       first, sign, second);
  grappe_buffer_free(&found.text);
  return code;
}

static grappe_code refuse_units(const grappe_figure *a, const grappe_figure *b, grappe_error *error) {
  char first[GRAPPE_FIGURE_NAME], second[GRAPPE_FIGURE_NAME];
  return grappe_fail(error, GRAPPE_UNIT, "%s and %s cannot be compared: they measure different things",
                     grappe_figure_name(a, first), grappe_figure_name(b, second));
}

/* Whether a value exists at all, so that its bounds mean something. */
static int has_value(const grappe_figure *figure) {
  return figure->parts.presence != GRAPPE_NOT_APPLICABLE && figure->parts.presence != GRAPPE_UNDEFINED;
}

grappe_code grappe_figure_compare(grappe_figure *a, grappe_comparison comparison, grappe_figure *b, int must_decide,
                                  grappe_truth *truth, grappe_error *error) {
  grappe_bounds other = b->parts.bounds;
  *truth = GRAPPE_MAYBE;
  if (!grappe_figure_is_number(a) && !grappe_figure_is_number(b)) {
    if (!grappe_unit_convertible(a->parts.unit, b->parts.unit)) return refuse_units(a, b, error);
    other = grappe_bounds_scale(other, b->parts.unit.factor, a->parts.unit.factor);
  }
  grappe_code code = grappe_figure_check_scopes(a, b, error);
  if (code == GRAPPE_OK) code = grappe_figure_check_grounds(a, b, error);
  if (code != GRAPPE_OK) return code;
  if (has_value(a) && has_value(b)) *truth = decide(a->parts.bounds, comparison, other);
  if (*truth == GRAPPE_MAYBE && must_decide) return undecided(a, comparison, b, error);
  return GRAPPE_OK;
}
