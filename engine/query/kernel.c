/* The kernel of scans: segments decoded column by column, rows chosen by look-ups, what is chosen added up.
 *
 * Segments are dealt out in runs. How many runs there are depends on the data and on what is tallied, never on the
 * threads, and their tallies are put together in order: any number of threads gives the same bytes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/threads.h"
#include "query/scan_private.h"

enum { RUNS_MOST = 32, RUN_BYTES = 96 << 20 };

typedef struct entry {
  uint32_t row, group;
  unsigned char truth;
} entry;

typedef struct worker {
  scan_window window;
  entry *entries;
  size_t count, capacity;
} worker;

typedef struct scan_work {
  scan_plan *plan;
  scan_result *parts; /* of each run */
  worker *workers;
  size_t segments, runs;
} scan_work;

/* --- groups ---------------------------------------------------------------------------------------------------------
 */

static void list_rows(worker *w) {
  size_t count = 0;
  for (size_t i = 0; i < w->window.rows; i++) {
    w->entries[count] = (entry){(uint32_t)i, 0, w->window.truth[i]};
    count += w->window.truth[i] != SCAN_NO;
  }
  w->count = count;
}

static grappe_code add_entry(worker *w, entry e, grappe_error *error) {
  entry *grown = grappe_grow(w->entries, &w->capacity, w->count + 1, sizeof *grown);
  if (!grown) return grappe_fail_memory(error);
  w->entries = grown;
  w->entries[w->count++] = e;
  return GRAPPE_OK;
}

/* The further groups of a row with several values at this key: undecided in each. */
static grappe_code spread(worker *w, const scan_key *key, size_t slot, size_t at, grappe_error *error) {
  uint32_t from = key->cells.column->offsets[slot], to = key->cells.column->offsets[slot + 1];
  entry base = w->entries[at];
  for (uint32_t item = from; item < to; item++) {
    entry next = {base.row, base.group * key->count + key->item_number[item], SCAN_MAYBE};
    grappe_code code = GRAPPE_OK;
    int repeated = 0;
    for (uint32_t other = from; other < item; other++) repeated |= key->item_number[other] == key->item_number[item];
    if (repeated) continue;
    if (item == from)
      w->entries[at] = next;
    else
      code = add_entry(w, next, error);
    if (code) return code;
  }
  return GRAPPE_OK;
}

static grappe_code group_rows(const scan_work *work, worker *w, scan_result *part, grappe_error *error) {
  const scan_plan *plan = work->plan;
  for (int k = 0; k < plan->key_count; k++) {
    const scan_key *key = &plan->keys[k];
    const uint32_t *map = key->map;
    size_t codes = key->cells.codes, count = w->count;
    grappe_code code = scan_window_load(plan, &w->window, key->column, error);
    if (code) return code;
    if (plan->columns[key->column].type == GRAPPE_INT32 && w->window.loaded[key->column] == 1 && !key->cells.base &&
        key->cells.column->kind != GRAPPE_COLUMN_LIST) {
      const int32_t *values = w->window.values[key->column];
      for (size_t i = 0; i < count; i++)
        w->entries[i].group = w->entries[i].group * key->count + map[values[w->entries[i].row]];
      continue;
    }
    for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
      entry *e = &w->entries[i];
      size_t slot = scan_slot_of(plan, &w->window, key->column, &key->cells, codes, e->row);
      if (map[slot] == SCAN_SEVERAL) {
        part->repeated++;
        code = spread(w, key, slot, i, error);
      } else {
        e->group = e->group * key->count + map[slot];
      }
    }
    if (code) return code;
  }
  return GRAPPE_OK;
}

/* --- tallies --------------------------------------------------------------------------------------------------------
 */

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

/* Everything that is not a present value of a row surely in. */
static void add_doubtful(const scan_measure *m, scan_tally *tally, uint32_t group, grappe_presence presence, int maybe,
                         double number) {
  scan_doubt *doubt = &tally->doubts[group];
  if (note_absent(doubt, presence, maybe)) return;
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

static void add_sure(const scan_plan *plan, const worker *w, const scan_measure *m, scan_tally *tally, const entry *e) {
  if (m->kind == MEASURE_WHOLE) {
    tally->whole[e->group] += ((const int64_t *)w->window.values[m->column])[e->row];
  } else if (m->kind == MEASURE_REAL) {
    scan_add_real(&tally->real[e->group], ((const double *)w->window.values[m->column])[e->row]);
  } else if (m->kind == MEASURE_EXTREMES) {
    double number = scan_number_of(plan, &w->window, m->column, e->row);
    scan_extremes *x = &tally->extremes[e->group];
    if (number < x->least) x->least = number;
    if (number > x->greatest) x->greatest = number;
  }
}

static grappe_code add_numbers(const scan_plan *plan, worker *w, const scan_measure *m, scan_tally *tally, int decided,
                               grappe_error *error) {
  if (decided && w->window.loaded[m->column] == 1) {
    if (m->kind == MEASURE_WHOLE) {
      const int64_t *values = w->window.values[m->column];
      for (size_t i = 0; i < w->count; i++) tally->whole[w->entries[i].group] += values[w->entries[i].row];
    } else {
      for (size_t i = 0; i < w->count; i++) add_sure(plan, w, m, tally, &w->entries[i]);
    }
    return GRAPPE_OK;
  }
  grappe_code code = doubts_of(plan, tally, error);
  for (size_t i = 0; i < w->count && code == GRAPPE_OK; i++) {
    const entry *e = &w->entries[i];
    grappe_presence presence = scan_presence_of(&w->window, m->column, e->row);
    if (presence == GRAPPE_PRESENT && e->truth == SCAN_YES)
      add_sure(plan, w, m, tally, e);
    else
      add_doubtful(m, tally, e->group, presence, e->truth != SCAN_YES,
                   scan_number_of(plan, &w->window, m->column, e->row));
  }
  return code;
}

static grappe_code add_histogram(const scan_plan *plan, worker *w, const scan_measure *m, scan_tally *tally,
                                 int decided, grappe_error *error) {
  if (!decided && !tally->maybe_histogram) {
    tally->maybe_histogram = grappe_alloc_zero(plan->groups * m->width, sizeof *tally->maybe_histogram);
    if (!tally->maybe_histogram) return grappe_fail_memory(error);
  }
  for (size_t i = 0; i < w->count; i++) {
    const entry *e = &w->entries[i];
    size_t at = e->group * m->width + scan_slot_of(plan, &w->window, m->column, NULL, m->bands.codes, e->row);
    if (e->truth == SCAN_YES)
      tally->histogram[at]++;
    else
      tally->maybe_histogram[at]++;
  }
  return GRAPPE_OK;
}

static grappe_code add_seen(const scan_plan *plan, worker *w, const scan_measure *m, scan_tally *tally,
                            grappe_error *error) {
  const scan_key *key = &m->key;
  grappe_code code = doubts_of(plan, tally, error);
  for (size_t i = 0; i < w->count && code == GRAPPE_OK; i++) {
    const entry *e = &w->entries[i];
    int maybe = e->truth != SCAN_YES;
    size_t slot = scan_slot_of(plan, &w->window, m->column, &key->cells, key->cells.codes, e->row);
    uint32_t number = key->map[slot];
    unsigned char *seen = &tally->seen[e->group * m->width];
    if (number == SCAN_SEVERAL) {
      for (uint32_t j = key->cells.column->offsets[slot]; j < key->cells.column->offsets[slot + 1]; j++)
        if (key->item_number[j] + 1 < key->count) seen[key->item_number[j]] |= 2;
    } else if (number + 1 == key->count) { /* nobody says which */
      grappe_presence presence = scan_presence_of(&w->window, m->column, e->row);
      note_absent(&tally->doubts[e->group], presence ? presence : GRAPPE_UNKNOWN, maybe);
    } else {
      seen[number] |= maybe ? 2 : 1;
    }
  }
  return code;
}

static grappe_code add_gathered(const scan_plan *plan, worker *w, const scan_measure *m, scan_tally *tally,
                                grappe_error *error) {
  size_t wanted = tally->gathered_count + w->count;
  if (wanted > GRAPPE_SCAN_GATHERED)
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "this needs more than %d values of '%s' at once: choose fewer rows by 'where' or 'within'",
                       (int)GRAPPE_SCAN_GATHERED, m->path.text);
  scan_gathered *grown = grappe_grow(tally->gathered, &tally->gathered_capacity, wanted, sizeof *grown);
  if (!grown) return grappe_fail_memory(error);
  tally->gathered = grown;
  for (size_t i = 0; i < w->count; i++) {
    const entry *e = &w->entries[i];
    grappe_presence presence = scan_presence_of(&w->window, m->column, e->row);
    scan_gathered *g = &grown[tally->gathered_count++];
    *g = (scan_gathered){0, e->group, (unsigned char)presence, e->truth != SCAN_YES};
    if (presence != GRAPPE_PRESENT) continue;
    if (plan->columns[m->column].type == GRAPPE_DOUBLE) {
      double number = scan_number_of(plan, &w->window, m->column, e->row);
      memcpy(&g->value, &number, sizeof number);
    } else {
      g->value = scan_whole_of(plan, &w->window, m->column, e->row);
    }
  }
  return GRAPPE_OK;
}

static grappe_code add_present(const scan_plan *plan, worker *w, const scan_measure *m, scan_tally *tally,
                               grappe_error *error) {
  if (w->window.loaded[m->column] == 1) return GRAPPE_OK;
  grappe_code code = doubts_of(plan, tally, error);
  for (size_t i = 0; i < w->count && code == GRAPPE_OK; i++) {
    const entry *e = &w->entries[i];
    scan_doubt *doubt = &tally->doubts[e->group];
    if (scan_presence_of(&w->window, m->column, e->row) == GRAPPE_PRESENT) continue;
    if (e->truth == SCAN_YES)
      doubt->unknown++;
    else
      doubt->maybe_unknown++;
  }
  return code;
}

static grappe_code tally_rows(const scan_work *work, worker *w, scan_result *part, grappe_error *error) {
  const scan_plan *plan = work->plan;
  list_rows(w);
  grappe_code code = group_rows(work, w, part, error);
  int decided = 1;
  for (size_t i = 0; i < w->count && code == GRAPPE_OK; i++) {
    if (w->entries[i].truth == SCAN_YES) {
      part->sure[w->entries[i].group]++;
    } else {
      part->maybe[w->entries[i].group]++;
      decided = 0;
    }
  }
  for (int i = 0; i < plan->measure_count && code == GRAPPE_OK; i++) {
    const scan_measure *m = &plan->measures[i];
    scan_tally *tally = &part->tallies[i];
    if (m->column < 0) continue;
    code = scan_window_load(plan, &w->window, m->column, error);
    if (code) break;
    if (m->kind == MEASURE_COUNT) code = add_present(plan, w, m, tally, error);
    if (m->kind == MEASURE_WHOLE || m->kind == MEASURE_REAL || m->kind == MEASURE_EXTREMES)
      code = add_numbers(plan, w, m, tally, decided, error);
    if (m->kind == MEASURE_HISTOGRAM) code = add_histogram(plan, w, m, tally, decided, error);
    if (m->kind == MEASURE_SEEN) code = add_seen(plan, w, m, tally, error);
    if (m->kind == MEASURE_GATHER) code = add_gathered(plan, w, m, tally, error);
  }
  return code;
}

/* --- runs of segments -----------------------------------------------------------------------------------------------
 */

static grappe_code run_task(void *context, size_t task, size_t number, grappe_error *error) {
  scan_work *work = context;
  worker *w = &work->workers[number];
  scan_result *part = &work->parts[task];
  size_t from = work->segments * task / work->runs, to = work->segments * (task + 1) / work->runs;
  grappe_code code = scan_part_make(work->plan, part, error);
  for (size_t s = from; s < to && code == GRAPPE_OK; s++) {
    int any;
    scan_window_move(work->plan, &w->window, s);
    code = scan_choose(work->plan, &w->window, &any, error);
    if (code == GRAPPE_OK && any) {
      code = work->plan->rows ? scan_find(work->plan, &w->window, part, error) : tally_rows(work, w, part, error);
    }
    part->work.segments++;
    part->work.skipped += w->window.blobs == 0 && !any;
    part->work.blobs += w->window.blobs;
    if (code == GRAPPE_OK) code = grappe_run_check(query_run(work->plan->snapshot), error);
  }
  return code;
}

/* --- workers --------------------------------------------------------------------------------------------------------
 */

static grappe_code open_worker(const scan_plan *plan, worker *w, grappe_error *error) {
  w->entries = grappe_grow(NULL, &w->capacity, GRAPPE_SEGMENT_ROWS + 1, sizeof *w->entries);
  return w->entries ? scan_window_open(plan, &w->window, error) : grappe_fail_memory(error);
}

static void close_worker(worker *w) {
  scan_window_close(&w->window);
  grappe_free(w->entries);
}

static size_t count_runs(const scan_plan *plan, size_t segments) {
  size_t most = RUN_BYTES / (scan_group_bytes(plan) * plan->groups);
  if (most < 2) most = 2; /* two threads at least, however many groups there are */
  if (most > RUNS_MOST) most = RUNS_MOST;
  return most < segments ? most : segments ? segments : 1;
}

static void sum_work(const scan_plan *plan, size_t workers, int64_t start, scan_result *result) {
  result->work.rows = plan->row_count;
  result->work.threads = workers;
  result->work.seconds = (double)(grappe_clock() - start) / 1e9;
  for (size_t g = 0; g < plan->groups; g++) {
    result->work.sure += result->sure[g];
    result->work.maybe += result->maybe[g];
  }
}

grappe_code scan_run(scan_plan *plan, scan_result *result, grappe_error *error) {
  int64_t start = grappe_clock();
  scan_work work = {.plan = plan, .segments = grappe_dataset_segments(plan->scan->dataset)};
  grappe_run *run = query_run(plan->snapshot);
  work.runs = count_runs(plan, work.segments);
  int alone = plan->call_count || (plan->wanted && plan->wanted_count < 8);
  size_t workers = alone ? 1 : grappe_workers(run, work.runs), done = 0;
  *result = (scan_result){0};
  work.parts = grappe_alloc_zero(work.runs, sizeof *work.parts);
  work.workers = grappe_alloc_zero(workers, sizeof *work.workers);
  grappe_code code = work.parts && work.workers ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t i = 0; i < workers && code == GRAPPE_OK; i++) code = open_worker(plan, &work.workers[i], error);
  if (code == GRAPPE_OK) code = grappe_parallel(run, workers, work.runs, run_task, &work, error);
  if (code == GRAPPE_OK) {
    *result = work.parts[0];
    work.parts[0] = (scan_result){0};
    for (done = 1; done < work.runs && code == GRAPPE_OK; done++)
      code = scan_part_merge(plan, result, &work.parts[done], error);
    sum_work(plan, workers, start, result);
  }
  for (size_t i = 0; work.parts && i < work.runs; i++) scan_result_free(plan, &work.parts[i]);
  for (size_t i = 0; work.workers && i < workers; i++) close_worker(&work.workers[i]);
  grappe_free(work.parts);
  grappe_free(work.workers);
  if (code) scan_result_free(plan, result);
  return code;
}
