/* Figures from a column of a frame: totals, shares and ranks. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "figure/influence.h"
#include "figure/operations.h"
#include "query/frame_total_private.h"
#include "query/total_private.h"

int frame_unitless(const grappe_column *cells, size_t row) {
  return grappe_flags_presence(cells->flags[row]) != GRAPPE_PRESENT &&
         grappe_unit_equal(grappe_column_unit(cells, row), grappe_unit_none());
}

grappe_unit frame_unit_of(const grappe_column *cells) {
  size_t i = 0;
  while (cells->unit_of && i < cells->count && frame_unitless(cells, i)) i++;
  return cells->count ? grappe_column_unit(cells, i < cells->count ? i : 0) : grappe_unit_none();
}

grappe_code frame_members_of(const grappe_frame *frame, size_t column, query_member **members, grappe_unit *unit,
                             grappe_error *error) {
  const grappe_column *cells = grappe_frame_column(frame, column);
  *members = grappe_alloc(frame->rows * sizeof **members);
  if (!*members) return grappe_fail_memory(error);
  *unit = frame_unit_of(cells);
  for (size_t i = 0; i < frame->rows; i++) {
    grappe_presence presence = grappe_flags_presence(cells->flags[i]);
    grappe_unit own = grappe_column_unit(cells, i);
    query_member *m = &(*members)[i];
    *m = (query_member){grappe_column_bounds(cells, i), presence == GRAPPE_PRESENT ? cells->value[i] : NAN, 0,
                        presence == GRAPPE_PRESENT};
    if (presence == GRAPPE_NOT_APPLICABLE) m->bounds.low = NAN;
    if (grappe_unit_equal(own, *unit) || frame_unitless(cells, i)) continue;
    if (!grappe_unit_convertible(own, *unit))
      return grappe_fail(error, GRAPPE_UNIT, "column '%s' holds figures of several units: they cannot be put together",
                         frame->places[column].name);
    double factor = own.factor / unit->factor;
    m->value *= factor;
    m->bounds = grappe_bounds_multiply(m->bounds, grappe_bounds_exact(factor));
  }
  return GRAPPE_OK;
}

static grappe_code check_rule(const grappe_frame *frame, size_t column, grappe_aggregate what, grappe_error *error) {
  const frame_column *own = frame->places[column].column;
  int fine = !own->rule[0] || strcmp(own->rule, "sum") == 0 || (what != GRAPPE_SUM && what != GRAPPE_MEAN) ||
             (what == GRAPPE_MEAN && strcmp(own->rule, "average") == 0);
  if (fine) return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_ARGUMENT,
                     "figures of %s may not be combined by %s: their measure says '%s'; take them one by one",
                     own->measure, query_aggregate_word(what), own->rule);
}

static void release_all(grappe_figure **figures, size_t count) {
  for (size_t i = 0; figures && i < count; i++) grappe_figure_release(figures[i]);
  grappe_free(figures);
}

/* The figures of a column, all of them. */
static grappe_code figures_of(const grappe_frame *frame, size_t column, grappe_figure ***figures, grappe_error *error) {
  *figures = grappe_alloc_zero(frame->rows, sizeof **figures);
  if (!*figures) return grappe_fail_memory(error);
  for (size_t i = 0; i < frame->rows; i++) {
    grappe_code code = grappe_frame_figure(frame, i, column, &(*figures)[i], error);
    if (code) {
      release_all(*figures, i);
      *figures = NULL;
      return code;
    }
  }
  return GRAPPE_OK;
}

static grappe_code make_total(const grappe_frame *frame, size_t column, grappe_aggregate what, double quantile,
                              const query_statistic *result, grappe_unit unit, size_t known, grappe_figure **figure,
                              grappe_error *error) {
  grappe_figure **inputs;
  grappe_citation *citations = NULL;
  grappe_figure_parts parts = grappe_figure_parts_none();
  grappe_buffer label = {0}, reason = {0}, called = {0};
  const char *word = query_aggregate_word(what);
  grappe_code code = figures_of(frame, column, &inputs, error);
  if (code == GRAPPE_OK && frame->rows)
    code = grappe_figure_derive(word, inputs, frame->rows, &parts, &citations, error);
  if (code == GRAPPE_OK) code = grappe_frame_column_words(frame, column, &called, error);
  if (code == GRAPPE_OK) {
    grappe_buffer_addf(&label, grappe_translate(frame->rows == 1 ? "%s of %s of %lu row" : "%s of %s of %lu rows"),
                       grappe_operation_name(word, grappe_language_now()), grappe_buffer_text(&called),
                       (unsigned long)frame->rows);
    if (known < frame->rows)
      grappe_buffer_addf(&reason, grappe_translate("%lu of %lu rows: %s unknown"), (unsigned long)(frame->rows - known),
                         (unsigned long)frame->rows, grappe_buffer_text(&called));
    parts.presence = result->presence;
    parts.bounds = result->bounds;
    parts.value = result->value;
    parts.unit = unit;
    parts.operation = word;
    parts.label = grappe_buffer_text(&label);
    parts.reason = grappe_buffer_text(&reason);
    void *how = what == GRAPPE_COUNT ? NULL : query_total_how_set(&parts, what, quantile, NULL);
    int failed = grappe_buffer_failed(&label) || grappe_buffer_failed(&reason) || grappe_buffer_failed(&called) ||
                 (what != GRAPPE_COUNT && !how);
    *figure = failed ? NULL : grappe_figure_new(&parts);
    grappe_free(how);
    if (!*figure) code = grappe_fail_memory(error);
  }
  grappe_free(citations);
  release_all(inputs, frame->rows);
  grappe_buffer_free(&label);
  grappe_buffer_free(&reason);
  grappe_buffer_free(&called);
  return code;
}

grappe_code grappe_frame_total(const grappe_frame *frame, const char *name, int what_number, double quantile,
                               grappe_figure **figure, grappe_error *error) {
  grappe_aggregate what = (grappe_aggregate)what_number;
  size_t column, taking = 0, known = 0;
  query_member *members = NULL;
  query_statistic result = {GRAPPE_PRESENT, {0, 0, 0, 0}, 0};
  grappe_unit unit;
  if (what == GRAPPE_DISTINCT)
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "the different values of a column of figures are not counted: group by it");
  if (what == GRAPPE_QUANTILE && !(quantile >= 0 && quantile <= 1))
    return grappe_fail(error, GRAPPE_ARGUMENT, "a quantile is asked for by a number from 0 to 1, and %g was given",
                       quantile);
  grappe_code code = frame_find_numbers(frame, name, &column, error);
  if (code == GRAPPE_OK) code = check_rule(frame, column, what, error);
  if (code) return code;
  code = frame_members_of(frame, column, &members, &unit, error);
  for (size_t i = 0; code == GRAPPE_OK && i < frame->rows; i++) {
    known += members[i].known;
    if (!isnan(members[i].bounds.low)) members[taking++] = members[i];
  }
  if (code == GRAPPE_OK && what == GRAPPE_COUNT) {
    result.bounds = grappe_bounds_exact((double)known);
    result.value = (double)known;
    unit = grappe_unit_none();
  } else if (code == GRAPPE_OK) {
    code = query_statistic_of(what, quantile, members, taking, &result, error);
  }
  if (code == GRAPPE_OK) code = make_total(frame, column, what, quantile, &result, unit, known, figure, error);
  grappe_free(members);
  return code;
}

/* --- a new column of figures, each derived from a cell ---------------------------------------------------------------
 */

grappe_code frame_derive_cell(const cell_derivation *d, const query_statistic *result, grappe_figure **figure,
                              grappe_error *error) {
  grappe_figure_parts parts = grappe_figure_parts_none();
  grappe_citation *citations = NULL;
  grappe_code code = grappe_figure_derive(d->operation, d->inputs, d->count, &parts, &citations, error);
  if (code) return code;
  parts.presence = result->presence;
  parts.bounds = result->bounds;
  parts.value = result->value;
  parts.unit = d->unit;
  parts.again = d->again;
  parts.how = d->how;
  parts.how_size = d->how_size;
  if (d->of_first) {
    const grappe_figure_parts *own = grappe_figure_read(d->inputs[0]);
    parts.period = own->period;
    parts.obs_status = own->obs_status;
  }
  parts.scope = ""; /* a part of a whole, or a place in an order, is a matter of its own */
  if (*d->reason) parts.reason = d->reason;
  if (result->presence == GRAPPE_PRESENT && !*d->reason) parts.reason = "";
  *figure = grappe_figure_new(&parts);
  grappe_free(citations);
  return *figure ? GRAPPE_OK : grappe_fail_memory(error);
}

grappe_code frame_put_figures(const grappe_frame *frame, const char *name, grappe_figure **figures,
                              grappe_frame **result, grappe_error *error) {
  grappe_frame *made;
  grappe_code code = frame_copy(frame, &made, error);
  if (code) return code;
  code = frame_put(made, name, 0, frame_column_of_figures(figures, frame->rows, error), error);
  if (code)
    grappe_frame_release(made);
  else
    *result = made;
  return code;
}

/* --- share ----------------------------------------------------------------------------------------------------------
 */

/* x / (x + others) with x and others at or above zero: it grows with x and falls with the others. */
static query_statistic share_of(const query_member *x, grappe_bounds others) {
  query_statistic result = {x->known ? GRAPPE_PRESENT : GRAPPE_UNKNOWN, {0, 1, 0, 0}, NAN};
  int ignored;
  double l = x->bounds.low, h = x->bounds.high;
  if (h == 0 && others.high == 0) {
    result.presence = GRAPPE_UNDEFINED;
    return result;
  }
  if (isinf(others.high) || l == 0)
    result.bounds.low = others.high == 0 ? 1 : 0;
  else
    result.bounds.low =
        isinf(l) ? 0
                 : grappe_bounds_divide(grappe_bounds_exact(l),
                                        grappe_bounds_add(grappe_bounds_exact(l), grappe_bounds_exact(others.high)),
                                        &ignored)
                       .low;
  if (h == 0)
    result.bounds.high = 0;
  else if (isinf(h) || others.low == 0)
    result.bounds.high = 1;
  else
    result.bounds.high =
        grappe_bounds_divide(grappe_bounds_exact(h),
                             grappe_bounds_add(grappe_bounds_exact(h), grappe_bounds_exact(others.low)), &ignored)
            .high;
  if (result.bounds.low < 0) result.bounds.low = 0;
  if (result.bounds.high > 1) result.bounds.high = 1;
  return result;
}

static query_statistic share_enclosing(const query_member *x, grappe_bounds all) {
  int undefined = 0;
  query_statistic result = {x->known ? GRAPPE_PRESENT : GRAPPE_UNKNOWN,
                            grappe_bounds_divide(x->bounds, all, &undefined), NAN};
  if (undefined) result = (query_statistic){GRAPPE_UNDEFINED, grappe_bounds_all(), NAN};
  return result;
}

/* The sum of all members but each: sums from the left and from the right, so that nothing has to be taken away again.
 */
static grappe_code sums_of_others(const query_member *members, size_t count, grappe_bounds **others, grappe_bounds *all,
                                  grappe_error *error) {
  *others = grappe_alloc(count * sizeof **others);
  if (!*others) return grappe_fail_memory(error);
  grappe_bounds sum = grappe_bounds_exact(0);
  for (size_t i = 0; i < count; i++) {
    (*others)[i] = sum;
    if (!isnan(members[i].bounds.low)) sum = grappe_bounds_add(sum, members[i].bounds);
  }
  *all = sum;
  sum = grappe_bounds_exact(0);
  for (size_t i = count; i-- > 0;) {
    (*others)[i] = grappe_bounds_add((*others)[i], sum);
    if (!isnan(members[i].bounds.low)) sum = grappe_bounds_add(sum, members[i].bounds);
  }
  return GRAPPE_OK;
}

/* The share of inputs[0] in the total inputs[1], which has it among its own inputs. */
static grappe_bounds share_again(const void *how, const grappe_figure *figure, const grappe_supposed *supposed) {
  (void)how;
  const grappe_figure_parts *parts = grappe_figure_read(figure), *total = grappe_figure_read(parts->inputs[1]);
  query_member own = {grappe_supposed_bounds(supposed, parts->inputs[0]), NAN, 0, 1};
  grappe_bounds others = grappe_bounds_exact(0);
  int negative = own.bounds.low < 0, once = 0;
  for (size_t i = 0; i < total->input_count; i++) {
    const grappe_figure_parts *input = grappe_figure_read(total->inputs[i]);
    if (total->inputs[i] == parts->inputs[0] && !once++) continue;
    if (input->presence == GRAPPE_NOT_APPLICABLE) continue;
    grappe_bounds bounds = grappe_supposed_bounds(supposed, total->inputs[i]);
    negative |= bounds.low < 0;
    others = grappe_bounds_add(
        others, grappe_bounds_multiply(bounds, grappe_bounds_exact(input->unit.factor / total->unit.factor)));
  }
  own.bounds = grappe_bounds_multiply(
      own.bounds, grappe_bounds_exact(grappe_figure_read(parts->inputs[0])->unit.factor / total->unit.factor));
  return negative ? share_enclosing(&own, grappe_bounds_add(own.bounds, others)).bounds : share_of(&own, others).bounds;
}

static grappe_code share_cells(const grappe_frame *frame, size_t column, grappe_figure *total, query_member *members,
                               grappe_figure **shares, grappe_error *error) {
  grappe_bounds *others, all;
  int negative = 0;
  double whole = grappe_figure_read(total)->value;
  grappe_code code = sums_of_others(members, frame->rows, &others, &all, error);
  for (size_t i = 0; i < frame->rows; i++) negative |= members[i].bounds.low < 0;
  for (size_t i = 0; code == GRAPPE_OK && i < frame->rows; i++) {
    grappe_figure *inputs[2] = {NULL, total};
    query_statistic share = {GRAPPE_NOT_APPLICABLE, grappe_bounds_all(), NAN};
    if (!isnan(members[i].bounds.low))
      share = negative ? share_enclosing(&members[i], all) : share_of(&members[i], others[i]);
    if (share.presence == GRAPPE_PRESENT && whole != 0) share.value = members[i].value / whole;
    const char *reason = share.presence == GRAPPE_UNDEFINED ? grappe_translate("the sum of the column is zero") : "";
    code = grappe_frame_figure(frame, i, column, &inputs[0], error);
    cell_derivation derivation = {"share", inputs, 2, grappe_unit_none(), reason, share_again, NULL, 0, 0};
    if (code == GRAPPE_OK) code = frame_derive_cell(&derivation, &share, &shares[i], error);
    grappe_figure_release(inputs[0]);
  }
  grappe_free(others);
  return code;
}

grappe_code grappe_frame_share(const grappe_frame *frame, const char *name, const char *as, grappe_frame **result,
                               grappe_error *error) {
  size_t column;
  grappe_figure *total = NULL;
  query_member *members = NULL;
  grappe_unit unit;
  grappe_code code = grappe_frame_total(frame, name, GRAPPE_SUM, 0, &total, error);
  if (code) return code;
  grappe_figure **shares = grappe_alloc_zero(frame->rows, sizeof *shares);
  if (!shares) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = grappe_frame_find(frame, name, &column, error);
  if (code == GRAPPE_OK) code = frame_members_of(frame, column, &members, &unit, error);
  if (code == GRAPPE_OK) code = share_cells(frame, column, total, members, shares, error);
  if (code == GRAPPE_OK) code = frame_put_figures(frame, as ? as : "share", shares, result, error);
  grappe_free(members);
  release_all(shares, frame->rows);
  grappe_figure_release(total);
  return code;
}

/* --- rank -----------------------------------------------------------------------------------------------------------
 */

/* An end of a value, so that the ends of all rows can be sorted and counted. Equal but for noise counts as equal. */
static int compare_doubles(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* How many of the sorted values are greater than x by more than rounding noise; with `or_equal`, also the equal ones.
 */
static size_t greater(const double *sorted, size_t count, double x, int or_equal) {
  double noise = isinf(x) ? 0 : 1e-12 * fabs(x), edge = or_equal ? x - noise : x + noise;
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (or_equal ? sorted[middle] < edge : sorted[middle] <= edge)
      low = middle + 1;
    else
      high = middle;
  }
  return count - low;
}

/* The ends of all rows, sorted; turned round where the least comes first. */
typedef struct rank_ends {
  double *lows, *open_lows, *highs;
  size_t count, open;
} rank_ends;

static void rank_ends_free(rank_ends *ends) {
  grappe_free(ends->lows);
  grappe_free(ends->open_lows);
  grappe_free(ends->highs);
}

/* The best rank counts those that are surely greater: their low end lies above the own high end, or at it where one of
 * both is not reached. The worst counts those that may be greater: their high end lies above the own low end. */
static query_statistic rank_of(grappe_bounds own, const rank_ends *ends) {
  size_t surely = greater(ends->lows, ends->count, own.high, own.high_open);
  if (!own.high_open)
    surely += greater(ends->open_lows, ends->open, own.high, 1) - greater(ends->open_lows, ends->open, own.high, 0);
  size_t possibly = greater(ends->highs, ends->count, own.low, 0);
  possibly -= greater(&own.high, 1, own.low, 0);                                /* not itself */
  if (own.high_open && surely > 0) surely -= greater(&own.low, 1, own.high, 1); /* nor here: >5 and <=5 cannot be one */
  query_statistic rank = {GRAPPE_PRESENT, grappe_bounds_between(1 + (double)surely, 1 + (double)possibly), NAN};
  if (surely == possibly) rank.value = 1 + (double)surely;
  return rank;
}

static int rank_ends_make(rank_ends *ends, query_member *members, size_t count, int descending) {
  *ends = (rank_ends){grappe_alloc(count * sizeof(double)), grappe_alloc(count * sizeof(double)),
                      grappe_alloc(count * sizeof(double)), 0, 0};
  if (!ends->lows || !ends->open_lows || !ends->highs) return 0;
  for (size_t i = 0; i < count; i++) {
    if (isnan(members[i].bounds.low)) continue;
    if (!descending) members[i].bounds = grappe_bounds_negate(members[i].bounds);
    if (members[i].bounds.low_open) ends->open_lows[ends->open++] = members[i].bounds.low;
    ends->lows[ends->count] = members[i].bounds.low;
    ends->highs[ends->count++] = members[i].bounds.high;
  }
  qsort(ends->lows, ends->count, sizeof(double), compare_doubles);
  qsort(ends->open_lows, ends->open, sizeof(double), compare_doubles);
  qsort(ends->highs, ends->count, sizeof(double), compare_doubles);
  return 1;
}

enum { RANKED = 100 }; /* rows of a frame up to which a rank knows the others it was held against */

/* The rank of inputs[0] among them all; `how`: whether the greatest is first. */
static grappe_bounds rank_again(const void *how, const grappe_figure *figure, const grappe_supposed *supposed) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  query_member members[RANKED];
  rank_ends ends;
  size_t count = 0;
  for (size_t i = 0; i < parts->input_count && i < RANKED; i++) {
    const grappe_figure_parts *input = grappe_figure_read(parts->inputs[i]);
    if (input->presence == GRAPPE_NOT_APPLICABLE) continue;
    double factor = input->unit.factor / grappe_figure_read(parts->inputs[0])->unit.factor;
    grappe_bounds bounds = grappe_supposed_bounds(supposed, parts->inputs[i]);
    members[count++] = (query_member){grappe_bounds_multiply(bounds, grappe_bounds_exact(factor)), NAN, 0, 1};
  }
  grappe_bounds result = parts->bounds;
  if (rank_ends_make(&ends, members, count, *(const int *)how)) result = rank_of(members[0].bounds, &ends).bounds;
  rank_ends_free(&ends);
  return result;
}

/* The row's figure, and then the others where they are few; *count of them. */
static size_t ranked_inputs(grappe_figure *const *all, size_t rows, size_t row, grappe_figure **inputs) {
  size_t count = 0;
  inputs[count++] = all[row];
  for (size_t i = 0; rows <= RANKED && i < rows; i++)
    if (i != row) inputs[count++] = all[i];
  return count;
}

static grappe_code rank_cells(const grappe_frame *frame, size_t column, query_member *members, int descending,
                              grappe_figure **ranks, grappe_error *error) {
  rank_ends ends;
  grappe_unit unit;
  grappe_figure **all = NULL, *inputs[RANKED];
  grappe_code code = GRAPPE_OK;
  if (!rank_ends_make(&ends, members, frame->rows, descending)) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = grappe_unit_parse("rank", 4, &unit, error);
  if (code == GRAPPE_OK) code = figures_of(frame, column, &all, error);
  for (size_t i = 0; code == GRAPPE_OK && i < frame->rows; i++) {
    query_statistic rank = {GRAPPE_NOT_APPLICABLE, grappe_bounds_all(), NAN};
    if (!isnan(members[i].bounds.low)) rank = rank_of(members[i].bounds, &ends);
    size_t count = ranked_inputs(all, frame->rows, i, inputs);
    cell_derivation derivation = {"rank", inputs, count, unit, "", rank_again, &descending, sizeof descending, 1};
    code = frame_derive_cell(&derivation, &rank, &ranks[i], error);
  }
  if (all) release_all(all, frame->rows);
  rank_ends_free(&ends);
  return code;
}

grappe_code grappe_frame_rank(const grappe_frame *frame, const char *name, int descending, const char *as,
                              grappe_frame **result, grappe_error *error) {
  size_t column;
  query_member *members = NULL;
  grappe_unit unit;
  grappe_code code = frame_find_numbers(frame, name, &column, error);
  if (code) return code;
  grappe_figure **ranks = grappe_alloc_zero(frame->rows, sizeof *ranks);
  if (!ranks) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = frame_members_of(frame, column, &members, &unit, error);
  if (code == GRAPPE_OK) code = rank_cells(frame, column, members, descending, ranks, error);
  if (code == GRAPPE_OK) code = frame_put_figures(frame, as ? as : "rank", ranks, result, error);
  grappe_free(members);
  release_all(ranks, frame->rows);
  return code;
}
