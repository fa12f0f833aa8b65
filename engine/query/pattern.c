/* Patterns with `*`, and comparisons of bounds. */
#include <math.h>
#include <string.h>

#include "query/condition_private.h"
#include "text/fold.h"

int query_pattern_exact(const char *pattern, const char *text) {
  const char *star = NULL, *retry = NULL;
  while (*text) {
    if (*pattern == '*') {
      star = ++pattern;
      retry = text;
    } else if (*pattern == *text) {
      pattern++;
      text++;
    } else if (star) { /* the last star takes one character more */
      pattern = star;
      text = ++retry;
    } else {
      return 0;
    }
  }
  while (*pattern == '*') pattern++;
  return *pattern == '\0';
}

/* Folding would drop the stars: the pieces between them are folded one by one. */
int query_pattern_folded(const char *pattern, const char *text) {
  char folded_text[512], folded[512];
  size_t at = 0;
  if (grappe_fold(text, strlen(text), folded_text, sizeof folded_text) >= sizeof folded_text) return 0;
  while (1) {
    size_t length = strcspn(pattern, "*");
    size_t piece = grappe_fold(pattern, length, folded + at, sizeof folded - at);
    if (at + piece + 2 >= sizeof folded) return 0;
    at += piece;
    if (!pattern[length]) break;
    folded[at++] = '*';
    pattern += length + 1;
  }
  folded[at] = '\0';
  return query_pattern_exact(folded, folded_text);
}

static int same(double a, double b) {
  return a == b || (isfinite(a) && isfinite(b) && fabs(a - b) <= 1e-12 * fmax(fabs(a), fabs(b)));
}

/* Surely a < b: no value of a reaches one of b. */
static int below(grappe_bounds a, grappe_bounds b) {
  if (same(a.high, b.low)) return a.high_open || b.low_open;
  return a.high < b.low;
}

static int at_most(grappe_bounds a, grappe_bounds b) {
  return a.high < b.low || same(a.high, b.low);
}

grappe_truth query_compare_bounds(grappe_bounds a, grappe_comparison comparison, grappe_bounds b) {
  switch (comparison) {
    case GRAPPE_LESS:
      return below(a, b) ? GRAPPE_TRUE : at_most(b, a) ? GRAPPE_FALSE : GRAPPE_MAYBE;
    case GRAPPE_LESS_OR_EQUAL:
      return at_most(a, b) ? GRAPPE_TRUE : below(b, a) ? GRAPPE_FALSE : GRAPPE_MAYBE;
    case GRAPPE_GREATER:
      return below(b, a) ? GRAPPE_TRUE : at_most(a, b) ? GRAPPE_FALSE : GRAPPE_MAYBE;
    case GRAPPE_GREATER_OR_EQUAL:
      return at_most(b, a) ? GRAPPE_TRUE : below(a, b) ? GRAPPE_FALSE : GRAPPE_MAYBE;
    default:
      if (same(a.low, a.high) && same(b.low, b.high) && same(a.low, b.low)) return GRAPPE_TRUE;
      return below(a, b) || below(b, a) ? GRAPPE_FALSE : GRAPPE_MAYBE;
  }
}
