/* Groups in very great number. Adding to them one row after the other would go through memory at random; instead each
 * row becomes a record of a few bytes (its cell, the slots of its values), which is dealt to the part of the cells that
 * its cell lies in. Then each part is added up by itself, in memory that stays in the processor's second cache, and
 * leaves the groups that have rows, in the order of their cells. The rows are gone through once, no part needs to know
 * of another, and nothing is added up twice for several threads. */
#include <stdlib.h>
#include <string.h>

#include "base/threads.h"
#include "query/kernel_private.h"

enum {
  BLOCK = 4096, /* bytes of records of one part that stand together */
  HEAD = 16,
  SLAB_LEAST = 1 << 20,
  SLAB_MOST = 32 << 20,
  CELL_BITS = 15, /* cells of a part: 2^15, more where the parts would be too many */
  CELL_BITS_MOST = 17,
  PARTS_MOST = 1024,
  FEW = 16 /* as many cells for each row: then those that rows are in are listed */
};

typedef struct block {
  struct block *before;
} block;

typedef struct slab {
  struct slab *before;
} slab;

struct kernel_store {
  unsigned char **next; /* of each part: where its next record goes; at the end of a block, or NULL: into a new one */
  slab *slabs;
  unsigned char *room, *end; /* blocks not given out yet */
  size_t slab_bytes;
  uint64_t *slots; /* of the rows of a chunk, each at its place in the record */
  size_t slot_capacity;
  int doubtful; /* 1: there are rows that may be in, or absent values */
};

/* --- what a record holds --------------------------------------------------------------------------------------------
 */

static unsigned bits_for(uint64_t most) {
  unsigned bits = 0;
  while (most >> bits) bits++;
  return bits;
}

static int can_deal(const scan_plan *plan, const scan_measure *m) {
  const scan_column *column = m->column < 0 ? NULL : &plan->columns[m->column];
  if (m->kind == MEASURE_WHOLE) return m->exact && column->shape.width < 8;
  if (m->kind != MEASURE_COUNT) return 0;
  for (size_t s = 0; column && s < grappe_dataset_segments(plan->scan->dataset); s++)
    if (column->summaries[s].absent) return 0;
  return 1;
}

int kernel_deal_plan(const scan_plan *plan, kernel_deal *deal) {
  *deal = (kernel_deal){.cell_bits = CELL_BITS};
  while (deal->cell_bits < CELL_BITS_MOST && plan->cells >> deal->cell_bits >= PARTS_MOST) deal->cell_bits++;
  if (plan->cells >> deal->cell_bits >= PARTS_MOST) return 0;
  deal->parts = (size_t)(plan->cells >> deal->cell_bits) + 1;
  unsigned used = deal->cell_bits;
  for (int i = 0; i < plan->measure_count; i++) {
    const scan_measure *m = &plan->measures[i];
    if (!can_deal(plan, m)) return 0;
    if (m->kind != MEASURE_WHOLE || m->same >= 0) continue;
    unsigned bits = bits_for(plan->columns[m->column].shape.codes + SCAN_ABSENCES - 1);
    deal->slots[deal->slot_count++] = (kernel_deal_slot){i, used, (UINT64_C(1) << bits) - 1};
    used += bits;
    if (used >= 64) return 0;
  }
  deal->maybe = used++;
  deal->wide = used > 32;
  return 1;
}

/* --- dealing -------------------------------------------------------------------------------------------------------
 */

grappe_code kernel_store_make(const kernel_deal *deal, kernel_store **store, grappe_error *error) {
  kernel_store *s = grappe_alloc_zero(1, sizeof *s);
  if (!s) return grappe_fail_memory(error);
  s->next = grappe_alloc_zero(deal->parts, sizeof *s->next);
  s->slab_bytes = SLAB_LEAST;
  *store = s;
  return s->next ? GRAPPE_OK : grappe_fail_memory(error);
}

void kernel_store_free(kernel_store *store) {
  if (!store) return;
  for (slab *s = store->slabs; s;) {
    slab *before = s->before;
    grappe_free(s);
    s = before;
  }
  grappe_free(store->next);
  grappe_free(store->slots);
  grappe_free(store);
}

/* Blocks stand at multiples of their size, so that the end of one shows in the address. */
static int new_slab(kernel_store *store) {
  slab *s = grappe_alloc(store->slab_bytes);
  if (!s) return 0;
  s->before = store->slabs;
  store->slabs = s;
  unsigned char *start = (unsigned char *)(s + 1);
  store->room = start + (BLOCK - (uintptr_t)start % BLOCK) % BLOCK;
  store->end = (unsigned char *)s + store->slab_bytes;
  if (store->slab_bytes < SLAB_MOST) store->slab_bytes *= 2;
  return 1;
}

/* Where the first record of a new block goes, `full` being the end of the one before; NULL: memory ran out. */
static unsigned char *new_block(kernel_store *store, const unsigned char *full) {
  if (store->end - store->room < BLOCK && !new_slab(store)) return NULL;
  unsigned char *made = store->room;
  store->room += BLOCK;
  ((block *)(void *)made)->before = full ? (block *)(void *)(full - BLOCK) : NULL;
  return made + HEAD;
}

static inline int at_end(const unsigned char *at) {
  return (uintptr_t)at % BLOCK == 0;
}

/* Rows of which there is one slot, not moved to its place yet, or what all slots come to. */
typedef struct payload {
  const uint32_t *slots;
  unsigned shift;
  const uint64_t *composed;
} payload;

static inline __attribute__((always_inline)) int deal_each(const kernel_deal *deal, kernel_store *store,
                                                           const kernel_rows *r, payload load, int wide, int one) {
  const uint32_t *group = r->group, mask = (UINT32_C(1) << deal->cell_bits) - 1;
  unsigned char **next = store->next;
  unsigned bits = deal->cell_bits;
  for (size_t i = 0, count = r->count; i < count; i++) {
    uint32_t cell = group[i], part = cell >> bits;
    unsigned char *at = next[part];
    if (at_end(at) && !(at = new_block(store, at))) return 0;
    uint64_t record = (cell & mask) | (one ? (uint64_t)load.slots[i] << load.shift : load.composed[i]);
    if (wide)
      *(uint64_t *)(void *)at = record;
    else
      *(uint32_t *)(void *)at = (uint32_t)record;
    next[part] = at + (wide ? sizeof(uint64_t) : sizeof(uint32_t));
  }
  return 1;
}

static int deal_rows(const kernel_deal *deal, kernel_store *store, const kernel_rows *r, payload load) {
  if (load.slots) return deal->wide ? deal_each(deal, store, r, load, 1, 1) : deal_each(deal, store, r, load, 0, 1);
  return deal->wide ? deal_each(deal, store, r, load, 1, 0) : deal_each(deal, store, r, load, 0, 0);
}

/* The slots of all measures, and whether a row only may be in, each at its place. */
static grappe_code compose(const scan_plan *plan, const kernel_deal *deal, kernel_worker *w, kernel_store *store,
                           grappe_error *error) {
  const kernel_rows *r = &w->rows;
  uint64_t *slots = grappe_grow(store->slots, &store->slot_capacity, r->count, sizeof *slots);
  if (!slots) return grappe_fail_memory(error);
  store->slots = slots;
  memset(slots, 0, r->count * sizeof *slots);
  for (size_t j = 0; j < deal->slot_count; j++) {
    unsigned shift = deal->slots[j].shift;
    kernel_slots(w, plan->measures[deal->slots[j].measure].column);
    for (size_t i = 0; i < r->count; i++) slots[i] |= (uint64_t)w->slots[i] << shift;
  }
  for (size_t i = 0; i < r->count && !r->decided; i++) slots[i] |= (uint64_t)(kernel_maybe(r, i) != 0) << deal->maybe;
  return GRAPPE_OK;
}

grappe_code kernel_deal_rows(const scan_plan *plan, const kernel_deal *deal, kernel_worker *w, kernel_store *store,
                             grappe_error *error) {
  payload load = {0};
  grappe_code code = GRAPPE_OK;
  store->doubtful |= !w->rows.decided;
  for (size_t j = 0; j < deal->slot_count; j++) {
    int column = plan->measures[deal->slots[j].measure].column;
    code = scan_window_load(plan, &w->window, column, error);
    if (code) return code;
    store->doubtful |= plan->columns[column].summaries[w->window.segment].absent > 0;
  }
  if (deal->slot_count == 1 && w->rows.decided) {
    kernel_slots(w, plan->measures[deal->slots[0].measure].column);
    load = (payload){w->slots, deal->slots[0].shift, NULL};
  } else {
    code = compose(plan, deal, w, store, error);
    load.composed = store->slots;
  }
  if (code) return code;
  return deal_rows(deal, store, &w->rows, load) ? GRAPPE_OK : grappe_fail_memory(error);
}

/* --- adding up a part ------------------------------------------------------------------------------------------------
 */

/* What a worker adds to: nothing but zeros between one part and the next. */
typedef struct desk {
  uint64_t *words;     /* of each cell: its rows, and in the low bits the sum of the slots of the one measure */
  uint32_t *touched;   /* cells */
  scan_result tallies; /* of each cell, where not everything is as simple */
} desk;

typedef struct adding {
  const scan_plan *plan; /* its groups are the cells of a part, until all is added */
  const kernel_deal *deal;
  kernel_store *const *stores;
  size_t store_count;
  int doubtful;
  desk *desks;        /* of each worker */
  scan_piece *pieces; /* of each part: its groups */
  scan_result *whole;
} adding;

/* The records of one part, block by block from the last on. */
typedef struct walk {
  const adding *a;
  size_t part, store;
  const unsigned char *at; /* end of the records of the next block; NULL: the next store's */
} walk;

static const void *walk_block(walk *w, size_t *count) {
  while (!w->at) {
    if (w->store == w->a->store_count) return NULL;
    w->at = w->a->stores[w->store++]->next[w->part];
  }
  const unsigned char *end = w->at, *start = end - 1 - (uintptr_t)(end - 1) % BLOCK;
  const block *before = ((const block *)(const void *)start)->before;
  w->at = before ? (const unsigned char *)before + BLOCK : NULL;
  start += HEAD;
  *count = (size_t)(end - start) / (w->a->deal->wide ? sizeof(uint64_t) : sizeof(uint32_t));
  return start;
}

static size_t rows_of(const adding *a, size_t part) {
  size_t rows = 0, count;
  walk w = {.a = a, .part = part};
  while (walk_block(&w, &count)) rows += count;
  return rows;
}

/* The plain way: one measure at most, no doubts, and so few rows that neither their number nor the sum runs over. */
static int is_plain(const adding *a, size_t rows) {
  if (a->doubtful || a->deal->slot_count > 1) return 0;
  uint64_t most = a->deal->slot_count ? a->deal->slots[0].mask : 1;
  return rows < UINT64_C(1) << (64 - KERNEL_SUM_BITS) && (rows == 0 || most < (UINT64_C(1) << KERNEL_SUM_BITS) / rows);
}

static void add_narrow(const uint32_t *records, size_t count, unsigned bits, uint64_t *words) {
  const uint32_t mask = (UINT32_C(1) << bits) - 1;
  for (size_t i = 0; i < count; i++)
    words[records[i] & mask] += (UINT64_C(1) << KERNEL_SUM_BITS) + (records[i] >> bits);
}

static void add_wide(const uint64_t *records, size_t count, unsigned bits, uint64_t *words) {
  const uint64_t mask = (UINT64_C(1) << bits) - 1;
  for (size_t i = 0; i < count; i++)
    words[records[i] & mask] += (UINT64_C(1) << KERNEL_SUM_BITS) + (records[i] >> bits);
}

static uint64_t record_at(const kernel_deal *deal, const void *records, size_t i) {
  return deal->wide ? ((const uint64_t *)records)[i] : ((const uint32_t *)records)[i];
}

static int compare_cells(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

/* Cells that have rows into `touched`, ascending; how many. */
static size_t touched_by_few(const adding *a, size_t part, desk *own) {
  const uint64_t mask = (UINT64_C(1) << a->deal->cell_bits) - 1;
  size_t count, touched = 0;
  walk w = {.a = a, .part = part};
  for (const void *records; (records = walk_block(&w, &count));)
    for (size_t i = 0; i < count; i++) {
      uint64_t record = record_at(a->deal, records, i), *word = &own->words[record & mask];
      if (!*word) own->touched[touched++] = (uint32_t)(record & mask);
      *word += (UINT64_C(1) << KERNEL_SUM_BITS) + (record >> a->deal->cell_bits);
    }
  qsort(own->touched, touched, sizeof *own->touched, compare_cells);
  return touched;
}

static size_t touched_by_many(const adding *a, size_t part, desk *own) {
  size_t count, touched = 0, cells = (size_t)1 << a->deal->cell_bits;
  walk w = {.a = a, .part = part};
  for (const void *records; (records = walk_block(&w, &count));)
    if (a->deal->wide)
      add_wide(records, count, a->deal->cell_bits, own->words);
    else
      add_narrow(records, count, a->deal->cell_bits, own->words);
  for (size_t c = 0; c < cells; c++) {
    own->touched[touched] = (uint32_t)c;
    touched += own->words[c] != 0;
  }
  return touched;
}

static grappe_code make_piece(const adding *a, size_t part, size_t count, scan_result **piece, grappe_error *error) {
  *piece = grappe_alloc_zero(1, sizeof **piece);
  a->pieces[part].tallies = *piece;
  a->pieces[part].count = count;
  if (!*piece) return grappe_fail_memory(error);
  grappe_code code = scan_part_make(a->plan, count, *piece, error);
  (*piece)->cells = grappe_alloc((count + 1) * sizeof *(*piece)->cells);
  return code == GRAPPE_OK && !(*piece)->cells ? grappe_fail_memory(error) : code;
}

static grappe_code add_plain(const adding *a, size_t part, size_t rows, desk *own, grappe_error *error) {
  size_t cells = (size_t)1 << a->deal->cell_bits;
  scan_result *piece;
  size_t count = rows < cells / FEW ? touched_by_few(a, part, own) : touched_by_many(a, part, own);
  grappe_code code = make_piece(a, part, count, &piece, error);
  if (code) return code;
  const scan_measure *m = a->deal->slot_count ? &a->plan->measures[a->deal->slots[0].measure] : NULL;
  int64_t *whole = m ? piece->tallies[a->deal->slots[0].measure].whole : NULL;
  int64_t base = m ? a->plan->columns[m->column].shape.base : 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t cell = own->touched[i];
    uint64_t word = own->words[cell];
    own->words[cell] = 0;
    piece->cells[i] = (uint32_t)(part << a->deal->cell_bits) + cell;
    piece->sure[i] = (uint32_t)(word >> KERNEL_SUM_BITS);
    if (whole) whole[i] = (int64_t)(word & ((UINT64_C(1) << KERNEL_SUM_BITS) - 1)) + base * (int64_t)piece->sure[i];
  }
  return GRAPPE_OK;
}

/* Everything else: measure by measure, row by row. */
static grappe_code add_records(const adding *a, size_t part, scan_result *tallies, grappe_error *error) {
  const uint64_t mask = (UINT64_C(1) << a->deal->cell_bits) - 1;
  size_t count;
  grappe_code code = GRAPPE_OK;
  walk w = {.a = a, .part = part};
  for (const void *records; code == GRAPPE_OK && (records = walk_block(&w, &count));)
    for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
      uint64_t record = record_at(a->deal, records, i);
      uint32_t cell = (uint32_t)(record & mask);
      int maybe = record >> a->deal->maybe & 1;
      (maybe ? tallies->maybe : tallies->sure)[cell]++;
      for (size_t j = 0; j < a->deal->slot_count && code == GRAPPE_OK; j++) {
        const kernel_deal_slot *s = &a->deal->slots[j];
        code = kernel_add_slot(a->plan, &a->plan->measures[s->measure], &tallies->tallies[s->measure], cell,
                               (uint32_t)(record >> s->shift & s->mask), maybe, error);
      }
    }
  return code;
}

static grappe_code take_doubts(const scan_tally *from, uint32_t *cells, size_t count, scan_tally *to,
                               grappe_error *error) {
  if (!from->doubts) return GRAPPE_OK;
  to->doubts = grappe_alloc(count * sizeof *to->doubts);
  if (!to->doubts) return grappe_fail_memory(error);
  for (size_t i = 0; i < count; i++) {
    to->doubts[i] = from->doubts[cells[i]];
    from->doubts[cells[i]] = (scan_doubt){0};
  }
  return GRAPPE_OK;
}

static grappe_code add_careful(const adding *a, size_t part, desk *own, grappe_error *error) {
  size_t count = 0, cells = (size_t)1 << a->deal->cell_bits;
  scan_result *piece = NULL, *tallies = &own->tallies;
  grappe_code code = tallies->sure ? GRAPPE_OK : scan_part_make(a->plan, cells, tallies, error);
  if (code == GRAPPE_OK) code = add_records(a, part, tallies, error);
  for (size_t c = 0; code == GRAPPE_OK && c < cells; c++) {
    own->touched[count] = (uint32_t)c;
    count += (tallies->sure[c] | tallies->maybe[c]) != 0;
  }
  if (code == GRAPPE_OK) code = make_piece(a, part, count, &piece, error);
  for (size_t i = 0; code == GRAPPE_OK && i < count; i++) {
    uint32_t cell = own->touched[i];
    piece->cells[i] = (uint32_t)(part << a->deal->cell_bits) + cell;
    piece->sure[i] = tallies->sure[cell];
    piece->maybe[i] = tallies->maybe[cell];
    tallies->sure[cell] = tallies->maybe[cell] = 0;
  }
  for (size_t j = 0; j < a->deal->slot_count && code == GRAPPE_OK; j++) {
    scan_tally *from = &tallies->tallies[a->deal->slots[j].measure], *to = &piece->tallies[a->deal->slots[j].measure];
    for (size_t i = 0; i < count; i++) {
      to->whole[i] = from->whole[own->touched[i]];
      from->whole[own->touched[i]] = 0;
    }
    code = take_doubts(from, own->touched, count, to, error);
  }
  return code;
}

static grappe_code desk_ready(const adding *a, desk *own, grappe_error *error) {
  size_t cells = (size_t)1 << a->deal->cell_bits;
  if (!own->words) own->words = grappe_alloc_zero(cells, sizeof *own->words);
  if (!own->touched) own->touched = grappe_alloc((cells + 1) * sizeof *own->touched);
  return own->words && own->touched ? GRAPPE_OK : grappe_fail_memory(error);
}

static grappe_code add_part(void *context, size_t part, size_t worker, grappe_error *error) {
  const adding *a = context;
  size_t rows = rows_of(a, part);
  if (rows == 0) return GRAPPE_OK;
  grappe_code code = desk_ready(a, &a->desks[worker], error);
  if (code) return code;
  return is_plain(a, rows) ? add_plain(a, part, rows, &a->desks[worker], error)
                           : add_careful(a, part, &a->desks[worker], error);
}

/* --- all parts in one -----------------------------------------------------------------------------------------------
 */

static grappe_code join_part(void *context, size_t part, size_t worker, grappe_error *error) {
  const adding *a = context;
  const scan_result *from = a->pieces[part].tallies;
  scan_result *to = a->whole;
  size_t first = a->pieces[part].first, count = a->pieces[part].count;
  (void)worker;
  (void)error;
  if (count == 0) return GRAPPE_OK;
  memcpy(to->cells + first, from->cells, count * sizeof *to->cells);
  memcpy(to->sure + first, from->sure, count * sizeof *to->sure);
  if (a->doubtful) memcpy(to->maybe + first, from->maybe, count * sizeof *to->maybe);
  for (size_t j = 0; j < a->deal->slot_count; j++) {
    int measure = a->deal->slots[j].measure;
    const scan_tally *own = &from->tallies[measure];
    scan_tally *all = &to->tallies[measure];
    memcpy(all->whole + first, own->whole, count * sizeof *all->whole);
    if (own->doubts) memcpy(all->doubts + first, own->doubts, count * sizeof *all->doubts);
  }
  return GRAPPE_OK;
}

static grappe_code make_whole(const adding *a, grappe_error *error) {
  const scan_plan *plan = a->plan;
  scan_result *whole = a->whole;
  grappe_code code = scan_part_make(plan, plan->groups, whole, error);
  whole->cells = grappe_alloc((plan->groups + 1) * sizeof *whole->cells);
  if (code == GRAPPE_OK && !whole->cells) code = grappe_fail_memory(error);
  for (size_t j = 0; j < a->deal->slot_count && code == GRAPPE_OK; j++) {
    int measure = a->deal->slots[j].measure, doubts = 0;
    for (size_t p = 0; p < whole->piece_count; p++)
      doubts |= a->pieces[p].tallies && a->pieces[p].tallies->tallies[measure].doubts;
    if (!doubts) continue;
    whole->tallies[measure].doubts = grappe_alloc_zero(plan->groups, sizeof(scan_doubt));
    if (!whole->tallies[measure].doubts) code = grappe_fail_memory(error);
  }
  return code;
}

/* Whether the frame's columns can be filled from the pieces as they are. */
static int may_stand_apart(const adding *a) {
  if (a->doubtful || a->plan->groups <= SCAN_FIGURES) return 0;
  for (int i = 0; i < a->plan->measure_count; i++)
    if (a->plan->measures[i].aggregation.what == GRAPPE_MEAN) return 0;
  return 1;
}

static void free_desks(const adding *a, size_t workers) {
  for (size_t i = 0; a->desks && i < workers; i++) {
    grappe_free(a->desks[i].words);
    grappe_free(a->desks[i].touched);
    scan_result_free(a->plan, &a->desks[i].tallies);
  }
  grappe_free(a->desks);
}

grappe_code kernel_deal_add(scan_plan *plan, const kernel_deal *deal, kernel_store **stores, size_t count,
                            scan_result *result, grappe_error *error) {
  grappe_run *run = query_run(plan->snapshot);
  size_t workers = grappe_workers(run, deal->parts), groups = 0;
  adding a = {.plan = plan, .deal = deal, .stores = stores, .store_count = count, .whole = result};
  for (size_t i = 0; i < count; i++) a.doubtful |= stores[i]->doubtful;
  a.desks = grappe_alloc_zero(workers, sizeof *a.desks);
  a.pieces = result->pieces = grappe_alloc_zero(deal->parts, sizeof *a.pieces);
  result->piece_count = a.pieces ? deal->parts : 0;
  grappe_code code = a.desks && a.pieces ? GRAPPE_OK : grappe_fail_memory(error);
  plan->groups = (size_t)1 << deal->cell_bits;
  if (code == GRAPPE_OK) code = grappe_parallel(run, workers, deal->parts, add_part, &a, error);
  free_desks(&a, workers);
  for (size_t p = 0; p < result->piece_count; p++) {
    a.pieces[p].first = groups;
    groups += a.pieces[p].count;
  }
  plan->groups = groups;
  for (size_t i = 0; i < count; i++) { /* before the groups are copied: there may be many */
    kernel_store_free(stores[i]);
    stores[i] = NULL;
  }
  if (code == GRAPPE_OK) code = scan_check_groups(plan, error);
  if (code == GRAPPE_OK && may_stand_apart(&a)) return GRAPPE_OK;
  if (code == GRAPPE_OK) code = make_whole(&a, error);
  if (code == GRAPPE_OK) code = grappe_parallel(run, workers, deal->parts, join_part, &a, error);
  scan_pieces_free(plan, result);
  return code;
}
