#include "api/record.h"

#include "api/context.h"
#include "api/figure.h"
#include "base/memory.h"

enum { NOTED_MOST = 500 }; /* terms, and steps, beyond which a record says too much to be learnt */

struct grappe_record {
  grappe_subjects *subjects; /* kept */
  size_t subject;
  grappe_term *terms; /* figures kept: also those of computed terms, so that no other figure gets their address */
  grappe_step *steps;
  size_t term_count, term_capacity, step_count, step_capacity;
  int given_up;
};

grappe_record *grappe_record_new(grappe_subjects *subjects) {
  grappe_record *record = grappe_alloc_zero(1, sizeof *record);
  if (record) record->subjects = grappe_subjects_keep(subjects);
  return record;
}

static void forget(grappe_record *record) {
  for (size_t i = 0; i < record->term_count; i++) grappe_figure_release(record->terms[i].figure);
  record->term_count = record->step_count = 0;
  record->given_up = 0;
}

void grappe_record_free(grappe_record *record) {
  if (!record) return;
  forget(record);
  grappe_free(record->terms);
  grappe_free(record->steps);
  grappe_subjects_release(record->subjects);
  grappe_free(record);
}

grappe_record *grappe_record_open(lua_State *L, grappe_record *record, size_t subject) {
  grappe_context *context = grappe_context_of(L);
  grappe_record *outer = context->record;
  if (outer) outer->given_up = 1;
  forget(record);
  record->subject = subject;
  context->record = record;
  return outer;
}

void grappe_record_close(lua_State *L, grappe_record *outer) {
  grappe_context_of(L)->record = outer;
}

const grappe_term *grappe_record_terms(const grappe_record *record) {
  return record->terms;
}

const grappe_step *grappe_record_steps(const grappe_record *record, size_t *count, int *given_up) {
  *count = record->step_count;
  *given_up = record->given_up;
  return record->steps;
}

/* --- noting ------------------------------------------------------------------------------------------------------- */

static grappe_record *open_record(lua_State *L) {
  grappe_record *record = grappe_context_of(L)->record;
  return record && !record->given_up ? record : NULL;
}

/* The term that a figure is, -1 where it is none that the subject has a part in. The latest stand last. */
static int term_of(const grappe_record *record, const grappe_figure *figure) {
  for (size_t i = record->term_count; i-- > 0;)
    if (record->terms[i].figure == figure) return record->terms[i].kind == GRAPPE_TERM_CONSTANT ? -1 : (int)i;
  return -1;
}

static int add_term(grappe_record *record, grappe_term term) {
  grappe_term *terms = grappe_grow(record->terms, &record->term_capacity, record->term_count + 1, sizeof *terms);
  if (terms) record->terms = terms;
  if (!terms || record->term_count == NOTED_MOST) {
    record->given_up = 1;
    return -1;
  }
  grappe_figure_keep(term.figure);
  terms[record->term_count] = term;
  return (int)record->term_count++;
}

static int term_or_constant(grappe_record *record, grappe_figure *figure, int term) {
  return term >= 0 ? term : add_term(record, (grappe_term){.kind = GRAPPE_TERM_CONSTANT, .figure = figure});
}

static void add_step(grappe_record *record, grappe_step step) {
  grappe_step *steps = grappe_grow(record->steps, &record->step_capacity, record->step_count + 1, sizeof *steps);
  if (steps) record->steps = steps;
  if (!steps || record->step_count == NOTED_MOST) {
    record->given_up = 1;
    return;
  }
  steps[record->step_count++] = step;
}

static int value_known(const grappe_record *record, size_t column) {
  for (size_t i = 0; i < record->step_count; i++)
    if (record->steps[i].kind == GRAPPE_STEP_VALUE && record->steps[i].column == column) return 1;
  return 0;
}

static void add_value(grappe_record *record, size_t column) {
  if (!value_known(record, column)) add_step(record, (grappe_step){.kind = GRAPPE_STEP_VALUE, .column = column});
}

/* What a term is made of becomes values of which every difference counts. */
static void add_values_under(grappe_record *record, int term) {
  const grappe_term *here = &record->terms[term];
  if (here->kind == GRAPPE_TERM_OWN) {
    add_value(record, here->column);
  } else if (here->kind >= GRAPPE_TERM_ADD) {
    int a = here->a, b = here->kind <= GRAPPE_TERM_DIVIDE ? here->b : here->a;
    add_values_under(record, a);
    if (b != a) add_values_under(record, b);
  }
}

/* Columns that a term is made of and whose value is not known from a step; up to the most that a test may have. */
static void count_columns(const grappe_record *record, int term, size_t *columns, int *count) {
  const grappe_term *here = &record->terms[term];
  if (here->kind >= GRAPPE_TERM_ADD) {
    count_columns(record, here->a, columns, count);
    if (here->kind <= GRAPPE_TERM_DIVIDE) count_columns(record, here->b, columns, count);
  }
  if (here->kind != GRAPPE_TERM_OWN || *count > GRAPPE_DIAGRAM_COLUMNS) return;
  for (int i = 0; i < *count; i++)
    if (columns[i] == here->column) return;
  if (*count < GRAPPE_DIAGRAM_COLUMNS) columns[*count] = here->column;
  ++*count;
}

static int is_subject(const grappe_record *record, const grappe_row *row) {
  grappe_row own = grappe_subjects_row(record->subjects, record->subject);
  return row && grappe_row_equal(&own, row);
}

void grappe_record_read(lua_State *L, const grappe_row *row, const char *path) {
  grappe_record *record = open_record(L);
  size_t column;
  if (!record || !is_subject(record, row)) return;
  grappe_figure *figure = grappe_figure_at(L, -1);
  if (grappe_subjects_column(record->subjects, path, &column, NULL) != GRAPPE_OK)
    record->given_up = 1;
  else if (figure)
    add_term(record, (grappe_term){.kind = GRAPPE_TERM_OWN, .column = column, .figure = figure});
  else
    add_value(record, column);
}

void grappe_record_computed(lua_State *L, grappe_term_kind operation, grappe_figure *a, grappe_figure *b,
                            grappe_figure *result) {
  grappe_record *record = open_record(L);
  if (!record) return;
  int first = term_of(record, a), second = b ? term_of(record, b) : -1;
  if (first < 0 && second < 0) return;
  first = term_or_constant(record, a, first);
  if (b) second = term_or_constant(record, b, second);
  if (first < 0 || (b && second < 0)) return;
  add_term(record, (grappe_term){.kind = operation, .figure = result, .a = first, .b = b ? second : 0});
}

void grappe_record_compared(lua_State *L, grappe_figure *a, grappe_comparison comparison, grappe_figure *b,
                            grappe_truth truth) {
  grappe_record *record = open_record(L);
  if (!record) return;
  int first = term_of(record, a), second = term_of(record, b), count = 0;
  if (first < 0 && second < 0) return;
  size_t columns[GRAPPE_DIAGRAM_COLUMNS];
  if (first >= 0) count_columns(record, first, columns, &count);
  if (second >= 0) count_columns(record, second, columns, &count);
  if (count > GRAPPE_DIAGRAM_COLUMNS) {
    if (first >= 0) add_values_under(record, first);
    if (second >= 0) add_values_under(record, second);
    return;
  }
  first = term_or_constant(record, a, first);
  second = term_or_constant(record, b, second);
  if (first < 0 || second < 0) return;
  add_step(
      record,
      (grappe_step){.kind = GRAPPE_STEP_COMPARE, .comparison = comparison, .a = first, .b = second, .outcome = truth});
}

void grappe_record_asked(lua_State *L, grappe_figure *figure) {
  grappe_record *record = open_record(L);
  size_t columns[GRAPPE_DIAGRAM_COLUMNS];
  int term = record ? term_of(record, figure) : -1, count = 0;
  if (term < 0) return;
  count_columns(record, term, columns, &count);
  if (count > GRAPPE_DIAGRAM_COLUMNS) {
    add_values_under(record, term);
    return;
  }
  int known = grappe_figure_read(figure)->presence == GRAPPE_PRESENT;
  add_step(record, (grappe_step){.kind = GRAPPE_STEP_KNOWN, .a = term, .outcome = known ? GRAPPE_TRUE : GRAPPE_FALSE});
}

void grappe_record_looked(lua_State *L, const grappe_figure *figure) {
  grappe_record *record = open_record(L);
  int term = record ? term_of(record, figure) : -1;
  if (term >= 0) add_values_under(record, term);
}

/* Also of a figure that a statistic made: it has the sources of what it was made from. */
void grappe_record_sourced(lua_State *L, const grappe_figure *figure) {
  grappe_record *record = open_record(L);
  (void)figure;
  for (size_t i = 0; record && i < record->term_count; i++)
    if (record->terms[i].kind == GRAPPE_TERM_OWN) record->given_up = 1;
}

void grappe_record_row(lua_State *L, const grappe_row *row) {
  grappe_record *record = open_record(L);
  if (record && is_subject(record, row)) record->given_up = 1;
}
