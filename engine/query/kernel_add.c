/* Rows of a chunk added to tallies. Loops without doubts come first; all else goes row by row. What a loop reads stands
 * in locals: as far as the compiler knows, what it writes may be the very pointers. */
#include <string.h>

#include "query/kernel_private.h"

static grappe_code doubts_of(const scan_plan *plan, scan_tally *tally, grappe_error *error) {
  if (!tally->doubts) tally->doubts = grappe_alloc_zero(plan->groups, sizeof *tally->doubts);
  return tally->doubts ? GRAPPE_OK : grappe_fail_memory(error);
}

/* Notes an absent value; 1 where there is one. */
static int note_absent(scan_doubt *doubt, grappe_presence presence, int maybe) {
  if (presence == GRAPPE_PRESENT) return 0;
  if (presence == GRAPPE_NOT_APPLICABLE)
    doubt->not_applicable++;
  else if (maybe)
    doubt->maybe_unknown++;
  else
    doubt->unknown++;
  return 1;
}

static int has_absent(const scan_plan *plan, const kernel_worker *w, int place) {
  return plan->columns[place].summaries[w->window.segment].absent > 0;
}

/* --- numbers --------------------------------------------------------------------------------------------------------
 */

/* Everything that is not a present value of a row surely in. */
static void add_doubtful(const scan_measure *m, scan_tally *tally, uint32_t group, int maybe, double number) {
  scan_doubt *doubt = &tally->doubts[group];
  if (!maybe) return;
  doubt->maybe++;
  if (number < 0)
    doubt->maybe_low += number;
  else
    doubt->maybe_high += number;
  if (m->kind != MEASURE_EXTREMES) return;
  scan_extremes *x = &tally->extremes[group];
  if (number < x->maybe_least) x->maybe_least = number;
  if (number > x->maybe_greatest) x->maybe_greatest = number;
}

static void add_sure(const kernel_worker *w, const scan_measure *m, scan_tally *tally, uint32_t group, size_t row) {
  if (m->kind == MEASURE_WHOLE) {
    tally->whole[group] += scan_whole_of(&w->window, m->column, row);
  } else if (m->kind == MEASURE_REAL) {
    scan_add_real(&tally->real[group], scan_number_of(&w->window, m->column, row));
  } else {
    double number = scan_number_of(&w->window, m->column, row);
    scan_extremes *x = &tally->extremes[group];
    if (number < x->least) x->least = number;
    if (number > x->greatest) x->greatest = number;
  }
}

grappe_code kernel_add_slot(const scan_plan *plan, const scan_measure *m, scan_tally *tally, uint32_t group,
                            uint32_t slot, int maybe, grappe_error *error) {
  const grappe_dataset_shape *shape = &plan->columns[m->column].shape;
  if (slot < shape->codes && !maybe) {
    tally->whole[group] += shape->base + slot;
    return GRAPPE_OK;
  }
  grappe_code code = doubts_of(plan, tally, error);
  if (code) return code;
  if (slot >= shape->codes)
    note_absent(&tally->doubts[group], (grappe_presence)(slot - shape->codes), maybe);
  else
    add_doubtful(m, tally, group, maybe, (double)(shape->base + slot));
  return GRAPPE_OK;
}

static void add_whole(const scan_plan *plan, kernel_worker *w, const scan_measure *m, scan_tally *tally) {
  const kernel_rows *r = &w->rows;
  int64_t base = plan->columns[m->column].shape.base, sum = 0;
  kernel_slots(w, m->column);
  const uint32_t *slots = w->slots;
  if (plan->groups == 1) {
    for (size_t i = 0; i < r->count; i++) sum += slots[i];
    tally->whole[0] += sum + base * (int64_t)r->count;
  } else {
    int64_t *whole = tally->whole;
    const uint32_t *group = r->group;
    size_t count = r->count;
    for (size_t i = 0; i < count; i++) whole[group[i]] += base + slots[i];
  }
}

static grappe_code add_numbers(const scan_plan *plan, kernel_worker *w, const scan_measure *m, scan_tally *tally,
                               grappe_error *error) {
  const kernel_rows *r = &w->rows;
  int sure = r->decided && !has_absent(plan, w, m->column);
  if (sure && m->kind == MEASURE_WHOLE && plan->columns[m->column].shape.width < 8) {
    add_whole(plan, w, m, tally);
    return GRAPPE_OK;
  }
  if (sure) {
    for (size_t i = 0; i < r->count; i++) add_sure(w, m, tally, r->group[i], kernel_row(r, i));
    return GRAPPE_OK;
  }
  grappe_code code = doubts_of(plan, tally, error);
  for (size_t i = 0; i < r->count && code == GRAPPE_OK; i++) {
    size_t row = kernel_row(r, i);
    int maybe = kernel_maybe(r, i);
    if (note_absent(&tally->doubts[r->group[i]], scan_presence_of(&w->window, m->column, row), maybe)) continue;
    if (maybe)
      add_doubtful(m, tally, r->group[i], maybe, scan_number_of(&w->window, m->column, row));
    else
      add_sure(w, m, tally, r->group[i], row);
  }
  return code;
}

static grappe_code add_present(const scan_plan *plan, kernel_worker *w, const scan_measure *m, scan_tally *tally,
                               grappe_error *error) {
  const kernel_rows *r = &w->rows;
  if (!has_absent(plan, w, m->column)) return GRAPPE_OK;
  grappe_code code = doubts_of(plan, tally, error);
  for (size_t i = 0; i < r->count && code == GRAPPE_OK; i++) {
    scan_doubt *doubt = &tally->doubts[r->group[i]];
    if (scan_presence_of(&w->window, m->column, kernel_row(r, i)) == GRAPPE_PRESENT) continue;
    if (kernel_maybe(r, i))
      doubt->maybe_unknown++;
    else
      doubt->unknown++;
  }
  return code;
}

/* --- how often, and whether at all
 * ------------------------------------------------------------------------------------
 */

static grappe_code add_histogram(const scan_plan *plan, kernel_worker *w, const scan_measure *m, scan_tally *tally,
                                 grappe_error *error) {
  const kernel_rows *r = &w->rows;
  kernel_slots(w, m->column);
  const uint32_t *slots = w->slots;
  if (r->decided) {
    for (size_t i = 0; i < r->count; i++) tally->histogram[r->group[i] * m->width + slots[i]]++;
    return GRAPPE_OK;
  }
  if (!tally->maybe_histogram) {
    tally->maybe_histogram = grappe_alloc_zero(plan->groups * m->width, sizeof *tally->maybe_histogram);
    if (!tally->maybe_histogram) return grappe_fail_memory(error);
  }
  for (size_t i = 0; i < r->count; i++)
    (kernel_maybe(r, i) ? tally->maybe_histogram : tally->histogram)[r->group[i] * m->width + slots[i]]++;
  return GRAPPE_OK;
}

/* One row whose value is absent, or several values, or not surely in. */
static grappe_code see_doubtful(const scan_plan *plan, const scan_measure *m, scan_tally *tally, scan_tally *shared,
                                uint32_t group, uint32_t slot, int maybe, grappe_error *error) {
  const scan_key *key = &m->key;
  uint64_t start = (uint64_t)group * m->width;
  uint64_t codes = plan->columns[m->column].shape.codes;
  uint32_t number = m->keyed ? key->map[slot] : slot;
  if (m->keyed && number == SCAN_SEVERAL) {
    for (uint32_t j = key->cells.column->offsets[slot]; j < key->cells.column->offsets[slot + 1]; j++)
      if (key->item_number[j] + 1 < key->count) scan_bits_mark(&shared->maybe_seen, start + key->item_number[j]);
    return GRAPPE_OK;
  }
  if (slot >= codes || (m->keyed && number + 1 == key->count)) { /* nobody says which */
    grappe_code code = doubts_of(plan, tally, error);
    if (code) return code;
    note_absent(&tally->doubts[group], slot >= codes ? (grappe_presence)(slot - codes) : GRAPPE_UNKNOWN, maybe);
    return GRAPPE_OK;
  }
  if (m->canonical) number = (uint32_t)m->canonical[slot];
  scan_bits_mark(maybe ? &shared->maybe_seen : &shared->seen, start + number);
  return GRAPPE_OK;
}

static grappe_code add_seen(const scan_plan *plan, kernel_worker *w, const scan_measure *m, scan_tally *tally,
                            scan_tally *shared, grappe_error *error) {
  const kernel_rows *r = &w->rows;
  grappe_code code = GRAPPE_OK;
  kernel_slots(w, m->column);
  const uint32_t *slots = w->slots;
  if (r->decided && !m->keyed && !m->canonical && !has_absent(plan, w, m->column)) {
    for (size_t i = 0; i < r->count; i++) scan_bits_mark(&shared->seen, (uint64_t)r->group[i] * m->width + slots[i]);
    return GRAPPE_OK;
  }
  for (size_t i = 0; i < r->count && code == GRAPPE_OK; i++)
    code = see_doubtful(plan, m, tally, shared, r->group[i], slots[i], kernel_maybe(r, i), error);
  return code;
}

/* --- values kept
 * ------------------------------------------------------------------------------------------------------
 */

static grappe_code add_cells(kernel_worker *w, const scan_measure *m, scan_tally *tally, grappe_error *error) {
  const kernel_rows *r = &w->rows;
  size_t wanted = tally->cell_count + r->count;
  if (wanted > GRAPPE_SCAN_GATHERED) return scan_fail_gathered(m, error);
  uint64_t *grown = grappe_grow(tally->cells, &tally->cell_capacity, wanted, sizeof *grown);
  if (!grown) return grappe_fail_memory(error);
  tally->cells = grown;
  kernel_slots(w, m->column);
  for (size_t i = 0; i < r->count; i++)
    grown[tally->cell_count + i] =
        ((uint64_t)r->group[i] * m->width + w->slots[i]) * 2 + (uint64_t)(kernel_maybe(r, i) != 0);
  tally->cell_count = wanted;
  return GRAPPE_OK;
}

static grappe_code add_gathered(const scan_plan *plan, kernel_worker *w, const scan_measure *m, scan_tally *tally,
                                grappe_error *error) {
  const kernel_rows *r = &w->rows;
  size_t wanted = tally->gathered_count + r->count;
  if (wanted > GRAPPE_SCAN_GATHERED) return scan_fail_gathered(m, error);
  scan_gathered *grown = grappe_grow(tally->gathered, &tally->gathered_capacity, wanted, sizeof *grown);
  if (!grown) return grappe_fail_memory(error);
  tally->gathered = grown;
  for (size_t i = 0; i < r->count; i++) {
    size_t row = kernel_row(r, i);
    scan_gathered *g = &grown[tally->gathered_count++];
    *g = (scan_gathered){.group = r->group[i],
                         .presence = (unsigned char)scan_presence_of(&w->window, m->column, row),
                         .maybe = (unsigned char)kernel_maybe(r, i)};
    if (g->presence != GRAPPE_PRESENT) continue;
    if (plan->columns[m->column].type == GRAPPE_DOUBLE) {
      double number = scan_number_of(&w->window, m->column, row);
      memcpy(&g->value, &number, sizeof g->value);
    } else {
      g->value = scan_whole_of(&w->window, m->column, row);
    }
  }
  return GRAPPE_OK;
}

/* --- rows and a sum in one word -------------------------------------------------------------------------------------
 * Most often rows are counted and one column of small numbers is added up: that is one word a group, not two. A word
 * has room for 2^24 rows and what slots of 16 bits come to in so many. */

void kernel_add_words(const scan_plan *plan, scan_result *part) {
  if (!part->words || part->word_rows == 0) return;
  const scan_measure *m = &plan->measures[plan->packed];
  int64_t *whole = part->tallies[plan->packed].whole, base = plan->columns[m->column].shape.base;
  for (size_t g = 0; g < plan->groups; g++) {
    uint32_t rows = (uint32_t)(part->words[g] >> KERNEL_SUM_BITS);
    part->sure[g] += rows;
    whole[g] += (int64_t)(part->words[g] & ((UINT64_C(1) << KERNEL_SUM_BITS) - 1)) + base * (int64_t)rows;
    part->words[g] = 0;
  }
  part->word_rows = 0;
}

static inline __attribute__((always_inline)) void add_slots(const kernel_rows *r, const void *values, unsigned width,
                                                            uint64_t *words) {
  const uint64_t one = UINT64_C(1) << KERNEL_SUM_BITS;
  const uint32_t *group = r->group, *row = r->row;
  size_t count = r->count, first = r->first;
  if (r->dense)
    for (size_t i = 0; i < count; i++) words[group[i]] += one + kernel_slot_at(values, width, first + i);
  else
    for (size_t i = 0; i < count; i++) words[group[i]] += one + kernel_slot_at(values, width, row[i]);
}

/* *added 0: these rows must go the other way. */
static grappe_code add_packed(const scan_plan *plan, kernel_worker *w, scan_result *part, int *added,
                              grappe_error *error) {
  const kernel_rows *r = &w->rows;
  *added = 0;
  if (plan->packed < 0 || !r->decided || has_absent(plan, w, plan->measures[plan->packed].column)) return GRAPPE_OK;
  int place = plan->measures[plan->packed].column;
  grappe_code code = scan_window_load(plan, &w->window, place, error);
  if (code) return code;
  if (!part->words) part->words = grappe_alloc_zero(plan->groups, sizeof *part->words);
  if (!part->words) return grappe_fail_memory(error);
  if (part->word_rows + r->count >= UINT64_C(1) << (64 - KERNEL_SUM_BITS)) kernel_add_words(plan, part);
  part->word_rows += r->count;
  const void *values = w->window.slots[place].values;
  unsigned width = plan->columns[place].shape.width;
  if (width == 1)
    add_slots(r, values, 1, part->words);
  else if (width == 2)
    add_slots(r, values, 2, part->words);
  else
    add_slots(r, values, 4, part->words);
  *added = 1;
  return GRAPPE_OK;
}

/* --- all
 * --------------------------------------------------------------------------------------------------------------
 */

static void count_rows(const scan_plan *plan, const kernel_rows *r, scan_result *part) {
  if (r->decided && plan->groups == 1) {
    part->sure[0] += (uint32_t)r->count;
  } else if (r->decided) {
    uint32_t *sure = part->sure;
    const uint32_t *group = r->group;
    size_t count = r->count;
    for (size_t i = 0; i < count; i++) sure[group[i]]++;
  } else {
    for (size_t i = 0; i < r->count; i++) (kernel_maybe(r, i) ? part->maybe : part->sure)[r->group[i]]++;
  }
}

grappe_code kernel_add(const scan_plan *plan, kernel_worker *w, scan_result *part, scan_tally *shared,
                       grappe_error *error) {
  int packed;
  if (plan->key_count == 0) memset(w->rows.group, 0, w->rows.count * sizeof *w->rows.group);
  grappe_code code = add_packed(plan, w, part, &packed, error);
  if (code == GRAPPE_OK && !packed) count_rows(plan, &w->rows, part);
  for (int i = 0; i < plan->measure_count && code == GRAPPE_OK; i++) {
    const scan_measure *m = &plan->measures[i];
    scan_tally *tally = &part->tallies[i];
    if (m->column < 0 || m->same >= 0 || (packed && i == plan->packed)) continue;
    code = scan_window_load(plan, &w->window, m->column, error);
    if (code) break;
    switch (m->kind) {
      case MEASURE_COUNT:
        code = add_present(plan, w, m, tally, error);
        break;
      case MEASURE_HISTOGRAM:
        code = add_histogram(plan, w, m, tally, error);
        break;
      case MEASURE_SEEN:
        code = add_seen(plan, w, m, tally, &shared[i], error);
        break;
      case MEASURE_CELLS:
        code = add_cells(w, m, tally, error);
        break;
      case MEASURE_GATHER:
        code = add_gathered(plan, w, m, tally, error);
        break;
      default:
        code = add_numbers(plan, w, m, tally, error);
    }
  }
  return code;
}
