/* Tallies of scans: made, put together, given back. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "query/scan_private.h"

/* Adds what rounding loses beside the sum (Neumaier). */
void scan_add_real(scan_real *total, double value) {
  double sum = total->sum + value;
  if (fabs(total->sum) >= fabs(value))
    total->lost += (total->sum - sum) + value;
  else
    total->lost += (value - sum) + total->sum;
  total->sum = sum;
}

size_t scan_group_bytes(const scan_plan *plan) {
  size_t bytes = plan->packed >= 0 ? 16 : 8;
  for (int i = 0; i < plan->measure_count; i++) {
    const scan_measure *m = &plan->measures[i];
    if (m->same >= 0) continue;
    bytes += sizeof(scan_doubt);
    if (m->kind == MEASURE_WHOLE) bytes += sizeof(int64_t);
    if (m->kind == MEASURE_REAL) bytes += sizeof(scan_real);
    if (m->kind == MEASURE_EXTREMES) bytes += sizeof(scan_extremes);
    if (m->kind == MEASURE_HISTOGRAM) bytes += m->width * sizeof(uint32_t);
  }
  return bytes;
}

grappe_code scan_part_make(const scan_plan *plan, size_t n, scan_result *part, grappe_error *error) {
  part->sure = grappe_alloc_zero(n, sizeof *part->sure);
  part->maybe = grappe_alloc_zero(n, sizeof *part->maybe);
  int ok = part->sure && part->maybe;
  for (int i = 0; i < plan->measure_count && ok; i++) {
    const scan_measure *m = &plan->measures[i];
    scan_tally *t = &part->tallies[i];
    if (m->same >= 0) continue;
    if (m->kind == MEASURE_WHOLE) ok = (t->whole = grappe_alloc_zero(n, sizeof *t->whole)) != NULL;
    if (m->kind == MEASURE_REAL) ok = (t->real = grappe_alloc_zero(n, sizeof *t->real)) != NULL;
    if (m->kind == MEASURE_HISTOGRAM)
      ok = (t->histogram = grappe_alloc_zero(n * m->width, sizeof *t->histogram)) != NULL;
    if (m->kind == MEASURE_EXTREMES) ok = (t->extremes = grappe_alloc(n * sizeof *t->extremes)) != NULL;
    for (size_t g = 0; ok && m->kind == MEASURE_EXTREMES && g < n; g++)
      t->extremes[g] = (scan_extremes){INFINITY, -INFINITY, INFINITY, -INFINITY};
  }
  return ok ? GRAPPE_OK : grappe_fail_memory(error);
}

static void free_tally(scan_tally *t) {
  grappe_free(t->whole);
  grappe_free(t->real);
  grappe_free(t->extremes);
  grappe_free(t->histogram);
  grappe_free(t->maybe_histogram);
  scan_bits_free(&t->seen);
  scan_bits_free(&t->maybe_seen);
  grappe_free(t->doubts);
  grappe_free(t->cells);
  grappe_free(t->gathered);
  *t = (scan_tally){0};
}

void scan_pieces_free(const scan_plan *plan, scan_result *result) {
  for (size_t i = 0; i < result->piece_count; i++) {
    if (result->pieces[i].tallies) scan_result_free(plan, result->pieces[i].tallies);
    grappe_free(result->pieces[i].tallies);
  }
  grappe_free(result->pieces);
  result->pieces = NULL;
  result->piece_count = 0;
}

void scan_result_free(const scan_plan *plan, scan_result *result) {
  grappe_free(result->sure);
  grappe_free(result->maybe);
  grappe_free(result->cells);
  grappe_free(result->words);
  scan_pieces_free(plan, result);
  grappe_free(result->found);
  for (int i = 0; i < plan->measure_count; i++) free_tally(&result->tallies[i]);
  *result = (scan_result){0};
}

/* --- putting runs together ------------------------------------------------------------------------------------------
 */

static void merge_counts(uint32_t *into, const uint32_t *from, size_t count) {
  for (size_t i = 0; i < count; i++) into[i] += from[i];
}

static void merge_doubts(scan_tally *into, scan_tally *from, size_t groups) {
  if (!from->doubts) return;
  if (!into->doubts) {
    into->doubts = from->doubts;
    from->doubts = NULL;
    return;
  }
  for (size_t g = 0; g < groups; g++) {
    scan_doubt *a = &into->doubts[g];
    const scan_doubt *b = &from->doubts[g];
    a->maybe_low += b->maybe_low;
    a->maybe_high += b->maybe_high;
    a->maybe += b->maybe;
    a->unknown += b->unknown;
    a->maybe_unknown += b->maybe_unknown;
    a->not_applicable += b->not_applicable;
  }
}

grappe_code scan_fail_gathered(const scan_measure *m, grappe_error *error) {
  return grappe_fail(error, GRAPPE_ARGUMENT,
                     "this needs more than %d values of '%s' at once: choose fewer rows by 'where' or 'within'",
                     (int)GRAPPE_SCAN_GATHERED, m->path.text);
}

static grappe_code merge_gathered(scan_tally *into, const scan_tally *from, const scan_measure *m,
                                  grappe_error *error) {
  size_t wanted = into->gathered_count + from->gathered_count;
  if (from->gathered_count == 0) return GRAPPE_OK;
  if (wanted > GRAPPE_SCAN_GATHERED) return scan_fail_gathered(m, error);
  scan_gathered *grown = grappe_grow(into->gathered, &into->gathered_capacity, wanted, sizeof *grown);
  if (!grown) return grappe_fail_memory(error);
  memcpy(grown + into->gathered_count, from->gathered, from->gathered_count * sizeof *grown);
  into->gathered = grown;
  into->gathered_count = wanted;
  return GRAPPE_OK;
}

static grappe_code merge_cells(scan_tally *into, const scan_tally *from, const scan_measure *m, grappe_error *error) {
  size_t wanted = into->cell_count + from->cell_count;
  if (from->cell_count == 0) return GRAPPE_OK;
  if (wanted > GRAPPE_SCAN_GATHERED) return scan_fail_gathered(m, error);
  uint64_t *grown = grappe_grow(into->cells, &into->cell_capacity, wanted, sizeof *grown);
  if (!grown) return grappe_fail_memory(error);
  memcpy(grown + into->cell_count, from->cells, from->cell_count * sizeof *grown);
  into->cells = grown;
  into->cell_count = wanted;
  return GRAPPE_OK;
}

static grappe_code merge_tally(const scan_plan *plan, const scan_measure *m, scan_tally *into, scan_tally *from,
                               grappe_error *error) {
  size_t n = plan->groups;
  for (size_t g = 0; from->whole && g < n; g++) into->whole[g] += from->whole[g];
  for (size_t g = 0; from->real && g < n; g++) {
    scan_add_real(&into->real[g], from->real[g].sum);
    scan_add_real(&into->real[g], from->real[g].lost);
  }
  for (size_t g = 0; from->extremes && g < n; g++) {
    scan_extremes *a = &into->extremes[g], *b = &from->extremes[g];
    a->least = fmin(a->least, b->least);
    a->greatest = fmax(a->greatest, b->greatest);
    a->maybe_least = fmin(a->maybe_least, b->maybe_least);
    a->maybe_greatest = fmax(a->maybe_greatest, b->maybe_greatest);
  }
  if (from->histogram) merge_counts(into->histogram, from->histogram, n * m->width);
  if (from->maybe_histogram && into->maybe_histogram) {
    merge_counts(into->maybe_histogram, from->maybe_histogram, n * m->width);
  } else if (from->maybe_histogram) {
    into->maybe_histogram = from->maybe_histogram;
    from->maybe_histogram = NULL;
  }
  merge_doubts(into, from, n);
  grappe_code code = merge_cells(into, from, m, error);
  return code ? code : merge_gathered(into, from, m, error);
}

void scan_add_work(scan_result *into, const scan_result *from) {
  into->repeated += from->repeated;
  into->work.segments += from->work.segments;
  into->work.skipped += from->work.skipped;
  into->work.blobs += from->work.blobs;
  into->work.held += from->work.held;
}

grappe_code scan_part_merge(const scan_plan *plan, scan_result *into, scan_result *from, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  merge_counts(into->sure, from->sure, plan->groups);
  merge_counts(into->maybe, from->maybe, plan->groups);
  for (int i = 0; i < plan->measure_count && code == GRAPPE_OK; i++)
    code = merge_tally(plan, &plan->measures[i], &into->tallies[i], &from->tallies[i], error);
  for (size_t i = 0; i < from->found_count && code == GRAPPE_OK; i++)
    code = scan_find_add(plan, into, from->found[i], error);
  scan_add_work(into, from);
  scan_result_free(plan, from);
  return code;
}
