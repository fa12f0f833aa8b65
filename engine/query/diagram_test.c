/* Tests of figures in a decision diagram. */
#include <string.h>

#include "query/diagram_private.h"

enum { TABLE_MOST = 1 << 20 }; /* combinations for which a table is kept */

static int copy_term(const grappe_term *terms, int from, diagram_test *test, int *moved) {
  if (moved[from] >= 0) return moved[from];
  grappe_term term = terms[from];
  if (term.kind >= GRAPPE_TERM_ADD) term.a = copy_term(terms, term.a, test, moved);
  if (term.kind >= GRAPPE_TERM_ADD && term.kind <= GRAPPE_TERM_DIVIDE) term.b = copy_term(terms, term.b, test, moved);
  if (term.figure) grappe_figure_keep(term.figure);
  test->terms[test->term_count] = term;
  return moved[from] = test->term_count++;
}

/* The columns that the terms are made of; 0 where they are too many, or their combinations more than can be numbered.
 */
static int find_columns(const grappe_subjects *subjects, diagram_test *test, double *combinations) {
  *combinations = 1;
  for (int i = 0; i < test->term_count; i++) {
    if (test->terms[i].kind != GRAPPE_TERM_OWN) continue;
    int known = 0;
    for (int c = 0; c < test->column_count; c++) known |= test->columns[c] == test->terms[i].column;
    if (known) continue;
    if (test->column_count == GRAPPE_DIAGRAM_COLUMNS) return 0;
    int c = test->column_count++;
    test->columns[c] = test->terms[i].column;
    test->codes[c] = grappe_subjects_codes(subjects, test->columns[c]);
    test->strides[c] = (size_t)*combinations;
    *combinations *= (double)grappe_subjects_values(subjects, test->columns[c]);
    if (*combinations > 9e15) return 0;
  }
  return 1;
}

grappe_code diagram_test_new(grappe_subjects *subjects, const grappe_term *terms, const grappe_step *step,
                             diagram_test *test, int *made, grappe_error *error) {
  double combinations;
  int last = step->kind == GRAPPE_STEP_COMPARE && step->b > step->a ? step->b : step->a;
  *test = (diagram_test){.kind = step->kind, .comparison = step->comparison};
  test->terms = grappe_alloc((size_t)(last + 1) * sizeof *test->terms);
  int *moved = grappe_alloc((size_t)(last + 1) * sizeof *moved);
  grappe_code code = test->terms && moved ? GRAPPE_OK : grappe_fail_memory(error);
  if (code == GRAPPE_OK) {
    for (int i = 0; i <= last; i++) moved[i] = -1;
    test->a = copy_term(terms, step->a, test, moved);
    test->b = step->kind == GRAPPE_STEP_COMPARE ? copy_term(terms, step->b, test, moved) : test->a;
    *made = find_columns(subjects, test, &combinations);
    if (*made && combinations <= TABLE_MOST) {
      test->table = grappe_alloc((size_t)combinations + 1);
      if (test->table)
        memset(test->table, DIAGRAM_NO_TRUTH, (size_t)combinations + 1);
      else
        code = grappe_fail_memory(error);
    }
  }
  grappe_free(moved);
  if (code || !*made) diagram_test_free(test);
  return code;
}

void diagram_test_free(diagram_test *test) {
  for (int i = 0; test->terms && i < test->term_count; i++) grappe_figure_release(test->terms[i].figure);
  grappe_free(test->terms);
  grappe_free(test->table);
  grappe_free(test->keys);
  grappe_free(test->truths);
  *test = (diagram_test){0};
}

/* What a computation or comparison can tell apart. */
static int same_figure(const grappe_figure *a, const grappe_figure *b) {
  if (!a || !b) return a == b;
  const grappe_figure_parts *x = grappe_figure_read(a), *y = grappe_figure_read(b);
  return x->presence == y->presence && memcmp(&x->value, &y->value, sizeof x->value) == 0 &&
         memcmp(&x->bounds.low, &y->bounds.low, sizeof x->bounds.low) == 0 &&
         memcmp(&x->bounds.high, &y->bounds.high, sizeof x->bounds.high) == 0 &&
         x->bounds.low_open == y->bounds.low_open && x->bounds.high_open == y->bounds.high_open &&
         x->about == y->about && grappe_unit_equal(x->unit, y->unit) && strcmp(x->scope, y->scope) == 0 &&
         (strcmp(x->operation, "number") == 0) == (strcmp(y->operation, "number") == 0);
}

int diagram_test_equal(const diagram_test *a, const diagram_test *b) {
  if (a->kind != b->kind || a->term_count != b->term_count || a->a != b->a || a->b != b->b) return 0;
  if (a->kind == GRAPPE_STEP_COMPARE && a->comparison != b->comparison) return 0;
  for (int i = 0; i < a->term_count; i++) {
    const grappe_term *x = &a->terms[i], *y = &b->terms[i];
    if (x->kind != y->kind) return 0;
    if (x->kind == GRAPPE_TERM_OWN && x->column != y->column) return 0;
    if (x->kind == GRAPPE_TERM_CONSTANT && !same_figure(x->figure, y->figure)) return 0;
    if (x->kind >= GRAPPE_TERM_ADD && x->a != y->a) return 0;
    if (x->kind >= GRAPPE_TERM_ADD && x->kind <= GRAPPE_TERM_DIVIDE && x->b != y->b) return 0;
  }
  return 1;
}

static uint64_t combination(const diagram_test *test, size_t subject) {
  uint64_t number = 0;
  for (int c = 0; c < test->column_count; c++) number += (uint64_t)test->codes[c][subject] * test->strides[c];
  return number;
}

/* The place of a key in the hash table, or the empty one where it would go. */
static size_t place_of(const diagram_test *test, uint64_t key) {
  size_t at = (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 20) & (test->size - 1);
  while (test->keys[at] && test->keys[at] != key) at = (at + 1) & (test->size - 1);
  return at;
}

unsigned char diagram_test_look(const diagram_test *test, size_t subject) {
  uint64_t number = combination(test, subject);
  if (test->table) return test->table[number];
  if (!test->size) return DIAGRAM_NO_TRUTH;
  size_t at = place_of(test, number + 1);
  return test->keys[at] ? test->truths[at] : DIAGRAM_NO_TRUTH;
}

static grappe_code grow(diagram_test *test, grappe_error *error) {
  diagram_test wider = *test;
  wider.size = test->size ? test->size * 2 : 4096;
  wider.keys = grappe_alloc_zero(wider.size, sizeof *wider.keys);
  wider.truths = grappe_alloc(wider.size);
  if (!wider.keys || !wider.truths) {
    grappe_free(wider.keys);
    grappe_free(wider.truths);
    return grappe_fail_memory(error);
  }
  for (size_t i = 0; i < test->size; i++) {
    if (!test->keys[i]) continue;
    size_t at = place_of(&wider, test->keys[i]);
    wider.keys[at] = test->keys[i];
    wider.truths[at] = test->truths[i];
  }
  grappe_free(test->keys);
  grappe_free(test->truths);
  *test = wider;
  return GRAPPE_OK;
}

static grappe_code keep(diagram_test *test, size_t subject, unsigned char truth, grappe_error *error) {
  uint64_t number = combination(test, subject);
  if (test->table) {
    test->table[number] = truth;
    return GRAPPE_OK;
  }
  if (2 * (test->used + 1) > test->size) {
    grappe_code code = grow(test, error);
    if (code) return code;
  }
  size_t at = place_of(test, number + 1);
  test->used += !test->keys[at];
  test->keys[at] = number + 1;
  test->truths[at] = truth;
  return GRAPPE_OK;
}

/* --- computing ------------------------------------------------------------------------------------------------------
 */

/* The figure of a term, with a reference for the caller. */
static grappe_code compute(grappe_subjects *subjects, const diagram_test *test, int place, size_t subject,
                           grappe_figure **figure, grappe_error *error) {
  static grappe_code (*const binary[])(grappe_figure *, grappe_figure *, grappe_figure **, grappe_error *) = {
      [GRAPPE_TERM_ADD] = grappe_figure_add,
      [GRAPPE_TERM_SUBTRACT] = grappe_figure_subtract,
      [GRAPPE_TERM_MULTIPLY] = grappe_figure_multiply,
      [GRAPPE_TERM_DIVIDE] = grappe_figure_divide};
  const grappe_term *term = &test->terms[place];
  grappe_figure *a = NULL, *b = NULL;
  *figure = NULL;
  if (term->kind == GRAPPE_TERM_CONSTANT) {
    *figure = grappe_figure_keep(term->figure);
    return GRAPPE_OK;
  }
  if (term->kind == GRAPPE_TERM_OWN) {
    int32_t value = grappe_subjects_codes(subjects, term->column)[subject];
    grappe_code code = grappe_subjects_figure(subjects, term->column, value, figure, error);
    if (code == GRAPPE_OK) grappe_figure_keep(*figure);
    return code;
  }
  grappe_code code = compute(subjects, test, term->a, subject, &a, error);
  if (code == GRAPPE_OK && term->kind <= GRAPPE_TERM_DIVIDE) {
    code = compute(subjects, test, term->b, subject, &b, error);
    if (code == GRAPPE_OK) code = binary[term->kind](a, b, figure, error);
  } else if (code == GRAPPE_OK) {
    code = (term->kind == GRAPPE_TERM_NEGATE ? grappe_figure_negate : grappe_figure_unscoped)(a, figure, error);
  }
  grappe_figure_release(a);
  grappe_figure_release(b);
  return code;
}

grappe_code diagram_test_truth(grappe_subjects *subjects, diagram_test *test, size_t subject, unsigned char *truth,
                               grappe_error *error) {
  grappe_figure *a = NULL, *b = NULL;
  grappe_truth found = GRAPPE_MAYBE;
  *truth = diagram_test_look(test, subject);
  if (*truth != DIAGRAM_NO_TRUTH) return GRAPPE_OK;
  grappe_code code = compute(subjects, test, test->a, subject, &a, error);
  if (code == GRAPPE_OK && test->kind == GRAPPE_STEP_KNOWN) {
    found = grappe_figure_read(a)->presence == GRAPPE_PRESENT ? GRAPPE_TRUE : GRAPPE_FALSE;
  } else if (code == GRAPPE_OK) {
    code = compute(subjects, test, test->b, subject, &b, error);
    if (code == GRAPPE_OK) code = grappe_figure_compare(a, test->comparison, b, 0, &found, error);
  }
  grappe_figure_release(a);
  grappe_figure_release(b);
  if (code == GRAPPE_UNIT || code == GRAPPE_SCOPE || code == GRAPPE_ARGUMENT || code == GRAPPE_UNDECIDED)
    return GRAPPE_OK;
  if (code) return code;
  *truth = (unsigned char)found;
  return keep(test, subject, *truth, error);
}
