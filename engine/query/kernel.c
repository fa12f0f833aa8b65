/* The kernel of scans: segments dealt out to threads, rows chosen by look-ups, what is chosen added up.
 *
 * Where the order of adding up matters (sums of decimals), segments are dealt out in runs: how many there are depends
 * on the data and on what is tallied, never on the threads, and their tallies are put together in order. Elsewhere each
 * thread has tallies of its own. Either way any number of threads gives the same bytes. */
#include <string.h>

#include "base/threads.h"
#include "query/kernel_private.h"
#include "query/scan_memory.h"

enum { RUNS_MOST = 32, PARTS_BYTES = 256 << 20 };

typedef struct scan_work {
  scan_plan *plan;
  scan_result *parts; /* of each run, or of each worker */
  scan_tally *shared; /* by measure: what all parts mark */
  kernel_worker *workers;
  size_t segments, tasks;
  int ordered;
  scan_bits *cells; /* to be marked; NULL: to be tallied */
  const kernel_deal *deal;
  kernel_store **stores; /* of each worker: what is dealt out; NULL: nothing is */
} scan_work;

/* --- segments -------------------------------------------------------------------------------------------------------
 */

static grappe_code tally_segment(const scan_work *work, kernel_worker *w, kernel_store *store, scan_result *part,
                                 grappe_error *error) {
  const scan_plan *plan = work->plan;
  grappe_code code = GRAPPE_OK;
  uint64_t repeated = 0;
  for (int k = 0; k < plan->key_count && code == GRAPPE_OK; k++)
    code = scan_window_load(plan, &w->window, plan->keys[k].column, error);
  for (size_t first = 0; first < w->window.rows && code == GRAPPE_OK; first += CHUNK) {
    size_t end = first + CHUNK < w->window.rows ? first + CHUNK : w->window.rows;
    kernel_rows_choose(w, first, end);
    if (w->rows.count == 0) continue;
    code = kernel_rows_group(plan, w, work->cells != NULL, &repeated, error);
    if (code) break;
    if (work->cells)
      for (size_t i = 0; i < w->rows.count; i++) scan_bits_mark(work->cells, w->rows.group[i]);
    else if (store)
      code = kernel_deal_rows(plan, work->deal, w, store, error);
    else
      code = kernel_add(plan, w, part, work->shared, error);
  }
  if (!work->cells) part->repeated += repeated;
  return code;
}

static grappe_code do_segment(const scan_work *work, size_t number, size_t segment, scan_result *part,
                              grappe_error *error) {
  int any;
  kernel_worker *w = &work->workers[number];
  kernel_store *store = work->stores ? work->stores[number] : NULL;
  scan_window_move(work->plan, &w->window, segment);
  grappe_code code = scan_choose(work->plan, &w->window, &any, error);
  if (code == GRAPPE_OK && any)
    code =
        work->plan->rows ? scan_find(work->plan, &w->window, part, error) : tally_segment(work, w, store, part, error);
  part->work.blobs += w->window.blobs;
  if (!work->cells) {
    part->work.segments++;
    part->work.held += w->window.held;
    part->work.skipped += w->window.blobs + w->window.held == 0 && !any;
  }
  return code ? code : grappe_run_check(query_run(work->plan->snapshot), error);
}

static grappe_code do_task(void *context, size_t task, size_t number, grappe_error *error) {
  scan_work *work = context;
  scan_result *part = &work->parts[work->ordered ? task : number];
  size_t from = work->segments * task / work->tasks, to = work->segments * (task + 1) / work->tasks;
  int made = part->sure || work->cells || work->stores;
  grappe_code code = made ? GRAPPE_OK : scan_part_make(work->plan, work->plan->groups, part, error);
  for (size_t s = from; s < to && code == GRAPPE_OK; s++) code = do_segment(work, number, s, part, error);
  return code;
}

/* --- runs ------------------------------------------------------------------------------------------------------------
 */

static grappe_code open_worker(const scan_plan *plan, kernel_worker *w, grappe_error *error) {
  grappe_code code = scan_window_open(plan, &w->window, error);
  return code ? code : kernel_rows_make(w, error);
}

static void close_worker(kernel_worker *w) {
  scan_window_close(&w->window);
  kernel_rows_free(w);
}

/* Whether it matters in which order values are added up. */
static int in_order(const scan_plan *plan) {
  for (int i = 0; i < plan->measure_count; i++) {
    const scan_measure *m = &plan->measures[i];
    if (m->kind == MEASURE_REAL || m->kind == MEASURE_GATHER) return 1;
    /* What undecided rows may add is kept as doubles. */
    if (m->kind == MEASURE_WHOLE && !m->exact) return 1;
  }
  return 0;
}

static size_t most_parts(const scan_plan *plan) {
  size_t most = PARTS_BYTES / (scan_group_bytes(plan) * plan->groups + 1);
  return most < 2 ? 2 : most > RUNS_MOST ? RUNS_MOST : most; /* two threads at least, however many groups there are */
}

static grappe_code make_shared(const scan_plan *plan, scan_tally *shared, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (int i = 0; i < plan->measure_count && code == GRAPPE_OK; i++) {
    const scan_measure *m = &plan->measures[i];
    if (m->kind != MEASURE_SEEN || m->same >= 0) continue;
    int doubtful = plan->filter_count > 0 || m->keyed;
    for (int k = 0; k < plan->key_count; k++) doubtful |= plan->keys[k].several;
    code = scan_bits_make(&shared[i].seen, (uint64_t)plan->groups * m->width, error);
    if (code == GRAPPE_OK && doubtful)
      code = scan_bits_make(&shared[i].maybe_seen, (uint64_t)plan->groups * m->width, error);
  }
  return code;
}

static void free_shared(const scan_plan *plan, scan_tally *shared) {
  for (int i = 0; i < plan->measure_count; i++) {
    scan_bits_free(&shared[i].seen);
    scan_bits_free(&shared[i].maybe_seen);
  }
}

/* Tests of the caller's are asked on the caller's thread; a few segments are not worth another one. Of rows each thread
 * may hold as many as are wanted, which is a bound on threads where memory is short. */
static size_t most_workers(const scan_plan *plan, size_t tasks) {
  int alone = plan->call_count || (plan->wanted && plan->wanted_count < 8);
  size_t workers = alone ? 1 : grappe_workers(query_run(plan->snapshot), tasks);
  if (!plan->rows) return workers;
  size_t room = grappe_memory_room() / 2, wanted = plan->most < plan->row_count ? plan->most : (size_t)plan->row_count;
  size_t held = (room < PARTS_BYTES ? room : PARTS_BYTES) / (2 * wanted * sizeof(scan_found) + 1); /* grown by halves */
  return held < 1 ? 1 : held < workers ? held : workers;
}

/* One pass over the segments. */
static grappe_code pass(scan_work *work, size_t workers, grappe_error *error) {
  const scan_plan *plan = work->plan;
  grappe_code code = GRAPPE_OK;
  size_t opened = 0;
  work->workers = grappe_alloc_zero(workers, sizeof *work->workers);
  if (!work->workers) return grappe_fail_memory(error);
  for (; opened < workers && code == GRAPPE_OK; opened++) code = open_worker(plan, &work->workers[opened], error);
  if (code == GRAPPE_OK) code = grappe_parallel(query_run(plan->snapshot), workers, work->tasks, do_task, work, error);
  for (size_t i = 0; i < opened; i++) close_worker(&work->workers[i]);
  grappe_free(work->workers);
  return code;
}

/* Which cells have rows: where keys have so many values that most pairs of them do not occur, a group is the number of
 * its cell among those that do. */
static grappe_code number_cells(scan_plan *plan, size_t *blobs, grappe_error *error) {
  grappe_run *run = query_run(plan->snapshot);
  scan_work work = {.plan = plan, .segments = grappe_dataset_segments(plan->scan->dataset)};
  size_t workers = most_workers(plan, work.segments);
  work.tasks = work.segments;
  work.cells = grappe_alloc_zero(1, sizeof *work.cells);
  work.parts = grappe_alloc_zero(workers, sizeof *work.parts);
  grappe_code code = work.cells && work.parts ? GRAPPE_OK : grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = scan_bits_make(work.cells, plan->cells, error);
  if (code == GRAPPE_OK) code = pass(&work, workers, error);
  if (code == GRAPPE_OK) code = scan_bits_count(work.cells, run, &plan->groups, error);
  for (size_t i = 0; work.parts && i < workers; i++) *blobs += work.parts[i].work.blobs;
  grappe_free(work.parts);
  if (code && work.cells) scan_bits_free(work.cells);
  if (code)
    grappe_free(work.cells);
  else
    plan->present = work.cells;
  return code;
}

/* Counts and exact sums in so many cells that adding to them at random would wait for memory. */
static grappe_code deal_out(scan_plan *plan, const kernel_deal *deal, size_t *workers, scan_result *result,
                            grappe_error *error) {
  scan_work work = {.plan = plan, .segments = grappe_dataset_segments(plan->scan->dataset), .deal = deal};
  work.tasks = work.segments;
  *workers = most_workers(plan, work.segments);
  work.parts = grappe_alloc_zero(*workers, sizeof *work.parts);
  work.stores = grappe_alloc_zero(*workers, sizeof *work.stores);
  grappe_code code = work.parts && work.stores ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t i = 0; i < *workers && code == GRAPPE_OK; i++) code = kernel_store_make(deal, &work.stores[i], error);
  if (code == GRAPPE_OK) code = pass(&work, *workers, error);
  if (code == GRAPPE_OK) code = kernel_deal_add(plan, deal, work.stores, *workers, result, error);
  for (size_t i = 0; i < *workers; i++) {
    if (work.parts) scan_add_work(result, &work.parts[i]);
    if (work.stores) kernel_store_free(work.stores[i]);
  }
  grappe_free(work.parts);
  grappe_free(work.stores);
  return code;
}

static void sum_work(const scan_plan *plan, size_t workers, size_t blobs, int64_t start, scan_result *result) {
  result->work.rows = plan->row_count;
  result->work.threads = workers;
  result->work.blobs += blobs;
  result->work.seconds = (double)(grappe_clock() - start) / 1e9;
  for (size_t g = 0; g < plan->groups && !result->pieces; g++) {
    result->work.sure += result->sure[g];
    result->work.maybe += result->maybe[g];
  }
  for (size_t p = 0; p < result->piece_count; p++)
    for (size_t g = 0; g < result->pieces[p].count; g++) result->work.sure += result->pieces[p].tallies->sure[g];
}

static grappe_code tally_all(scan_work *work, size_t *workers, scan_result *result, grappe_error *error) {
  const scan_plan *plan = work->plan;
  work->ordered = in_order(plan);
  size_t most = most_parts(plan);
  if (work->segments < most) most = work->segments ? work->segments : 1;
  *workers = most_workers(plan, most);
  work->tasks = work->ordered ? most : work->segments ? work->segments : 1;
  size_t parts = work->ordered ? work->tasks : *workers;
  work->parts = grappe_alloc_zero(parts, sizeof *work->parts);
  if (!work->parts) return grappe_fail_memory(error);
  grappe_code code = pass(work, *workers, error);
  for (size_t i = 0; i < parts && code == GRAPPE_OK; i++) kernel_add_words(plan, &work->parts[i]);
  if (code == GRAPPE_OK && !work->parts[0].sure) code = scan_part_make(plan, plan->groups, &work->parts[0], error);
  if (code == GRAPPE_OK) {
    *result = work->parts[0];
    work->parts[0] = (scan_result){0};
    for (size_t i = 1; i < parts && code == GRAPPE_OK; i++) {
      if (work->parts[i].sure) code = scan_part_merge(plan, result, &work->parts[i], error);
      if (code == GRAPPE_OK) code = grappe_run_check(query_run(plan->snapshot), error);
    }
  }
  for (size_t i = 0; i < parts; i++) scan_result_free(plan, &work->parts[i]);
  grappe_free(work->parts);
  return code;
}

void scan_hold(scan_plan *plan) {
  size_t columns[SCAN_COLUMNS], count = 0, wanted = 0, room = grappe_memory_room();
  size_t held = grappe_dataset_held(plan->scan->dataset);
  if (plan->wanted && plan->wanted_count < grappe_dataset_segments(plan->scan->dataset) / 2) return;
  for (int i = 0; i < plan->column_count; i++) {
    columns[count++] = (size_t)plan->columns[i].column;
    wanted += (size_t)plan->row_count * plan->columns[i].shape.width;
  }
  if (room < wanted * 2) scan_memory_make_room(plan->scan->observatory, plan->scan->dataset, wanted * 2);
  room = grappe_memory_room();
  /* Half of what there is: the rest is for tallies. */
  size_t most = room >= SIZE_MAX / 2 ? SIZE_MAX / 2 : (held + room) / 2;
  grappe_dataset_hold(plan->scan->dataset, columns, count, most);
}

grappe_code scan_check_groups(const scan_plan *plan, grappe_error *error) {
  if (plan->groups <= GRAPPE_SCAN_GROUPS) return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_ARGUMENT,
                     "these are %lu groups, and a frame holds at most %d: group by fewer columns, or choose fewer rows "
                     "by 'where' or 'within'",
                     (unsigned long)plan->groups, (int)GRAPPE_SCAN_GROUPS);
}

grappe_code scan_run(scan_plan *plan, scan_result *result, grappe_error *error) {
  int64_t start = grappe_clock();
  scan_work work = {.plan = plan, .segments = grappe_dataset_segments(plan->scan->dataset)};
  scan_tally shared[SCAN_MEASURES] = {0};
  size_t workers = 1, blobs = 0;
  kernel_deal deal;
  *result = (scan_result){0};
  work.shared = shared;
  grappe_code code = scan_filters_ready(plan, error);
  if (code == GRAPPE_OK) scan_hold(plan);
  /* A test of the caller's is asked once for each row, unless there is no other way. */
  uint64_t dense = plan->call_count ? SCAN_DENSE * 32 : SCAN_DENSE;
  if (code == GRAPPE_OK) code = scan_plan_settle(plan, error);
  int dealt = code == GRAPPE_OK && plan->cells > SCAN_DENSE && !plan->present && kernel_deal_plan(plan, &deal);
  if (dealt) {
    code = deal_out(plan, &deal, &workers, result, error);
  } else if (code == GRAPPE_OK) {
    if (plan->cells > dense && !plan->present) code = number_cells(plan, &blobs, error);
    if (code == GRAPPE_OK) code = scan_check_groups(plan, error);
    if (code == GRAPPE_OK) code = scan_plan_settle(plan, error);
    if (code == GRAPPE_OK) code = make_shared(plan, shared, error);
    if (code == GRAPPE_OK) code = tally_all(&work, &workers, result, error);
  }
  if (code) {
    scan_result_free(plan, result);
    free_shared(plan, shared);
    return code;
  }
  for (int i = 0; i < plan->measure_count; i++) {
    result->tallies[i].seen = shared[i].seen;
    result->tallies[i].maybe_seen = shared[i].maybe_seen;
  }
  sum_work(plan, workers, blobs, start, result);
  return GRAPPE_OK;
}
