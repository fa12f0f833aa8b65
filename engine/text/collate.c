#include "text/collate.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "text/folding_private.h"
#include "text/utf8.h"

/* One side of a comparison: the folded text and the character it stands at. */
typedef struct side {
  grappe_folding folding;
  int32_t now;
} side;

static void step(side *at) {
  at->now = grappe_folding_next(&at->folding);
}

static side side_of(const char *text, int keep_marks) {
  side at = {.folding = grappe_folding_of(text, strlen(text), keep_marks)};
  step(&at);
  return at;
}

static int sign(int32_t a, int32_t b) {
  return (a > b) - (a < b);
}

static int is_digit(int32_t character) {
  return character >= '0' && character <= '9';
}

/* Spaces, symbols, digits, letters: the end comes before all of them. */
static int class_of(int32_t character) {
  if (character == GRAPPE_FOLDING_END) return 0;
  if (character == ' ') return 1;
  if (is_digit(character)) return 3;
  if (character < 0x80) return character >= 'a' ? character <= 'z' ? 4 : 2 : 2;
  utf8proc_category_t category = utf8proc_category(character);
  return category >= UTF8PROC_CATEGORY_SM && category <= UTF8PROC_CATEGORY_SO ? 2 : 4;
}

/* Two runs of digits by their value, of any length: the longer without its zeros, else the first digit that differs. */
static int compare_runs(side *a, side *b) {
  int first = 0;
  while (a->now == '0') step(a);
  while (b->now == '0') step(b);
  while (is_digit(a->now) && is_digit(b->now)) {
    if (!first) first = sign(a->now, b->now);
    step(a);
    step(b);
  }
  if (is_digit(a->now)) return 1;
  if (is_digit(b->now)) return -1;
  return first;
}

static int compare_letters(const char *left, const char *right) {
  side a = side_of(left, 0), b = side_of(right, 0);
  for (;;) {
    if (is_digit(a.now) && is_digit(b.now)) {
      int order = compare_runs(&a, &b);
      if (order) return order;
      continue;
    }
    if (a.now != b.now) {
      int order = sign(class_of(a.now), class_of(b.now));
      return order ? order : sign(a.now, b.now);
    }
    if (a.now == GRAPPE_FOLDING_END) return 0;
    step(&a);
    step(&b);
  }
}

static int compare_accents(const char *left, const char *right) {
  side a = side_of(left, 1), b = side_of(right, 1);
  for (;;) {
    /* a character without a mark stands for 0, below each mark */
    int32_t mark_a = a.now >= GRAPPE_FOLDING_MARK ? a.now : a.now == GRAPPE_FOLDING_END ? -1 : 0;
    int32_t mark_b = b.now >= GRAPPE_FOLDING_MARK ? b.now : b.now == GRAPPE_FOLDING_END ? -1 : 0;
    if (mark_a != mark_b) return sign(mark_a, mark_b);
    if (mark_a < 0) return 0;
    step(&a);
    step(&b);
  }
}

/* The next letter's case: 1 for a capital, 0 for a small letter or one without case, -1 at the end. */
static int next_case(const char *text, size_t length, size_t *at) {
  while (*at < length) {
    int32_t character;
    *at += grappe_utf8_next(text + *at, length - *at, &character);
    utf8proc_category_t category = utf8proc_category(character);
    if (category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT) return 1;
    if (category == UTF8PROC_CATEGORY_LL || category == UTF8PROC_CATEGORY_LM || category == UTF8PROC_CATEGORY_LO)
      return 0;
  }
  return -1;
}

static int compare_case(const char *a, const char *b) {
  size_t length_a = strlen(a), length_b = strlen(b), at_a = 0, at_b = 0;
  for (;;) {
    int case_a = next_case(a, length_a, &at_a), case_b = next_case(b, length_b, &at_b);
    if (case_a != case_b) return sign(case_a, case_b);
    if (case_a < 0) return 0;
  }
}

int grappe_collate(const char *a, const char *b) {
  int order = compare_letters(a, b);
  if (!order) order = compare_accents(a, b);
  if (!order) order = compare_case(a, b);
  return order ? order : strcmp(a, b);
}
