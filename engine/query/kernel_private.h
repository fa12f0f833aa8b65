/* What the files of the kernel share: rows of a segment go by in chunks that fit in the processor's first cache. */
#ifndef GRAPPE_QUERY_KERNEL_PRIVATE_H
#define GRAPPE_QUERY_KERNEL_PRIVATE_H

#include "query/scan_private.h"

enum { CHUNK = 4096 };

/* Rows and the sum of their slots in one word, while both are small: see kernel_add.c. */
enum { KERNEL_SUM_BITS = 40 };

/* Rows chosen of a chunk, each with its group. */
typedef struct kernel_rows {
  uint32_t *row, *group;
  unsigned char *truth; /* of each row, unless `decided` */
  size_t count, capacity;
  size_t first; /* where `dense` */
  int dense;    /* 1: the rows from `first` on, without gaps; `row` is not filled */
  int decided;  /* 1: all are SCAN_YES */
} kernel_rows;

typedef struct kernel_worker {
  scan_window window;
  kernel_rows rows;
  uint32_t *slots; /* of the rows of a chunk */
  size_t slot_capacity;
} kernel_worker;

/* --- kernel_group.c --- */
grappe_code kernel_rows_make(kernel_worker *worker, grappe_error *error);
void kernel_rows_free(kernel_worker *worker);
/* The rows of the segment from `first` to before `end` that are in, or may be. */
void kernel_rows_choose(kernel_worker *worker, size_t first, size_t end);
/* Which group each is in; rows that may be in several come once for each. With `cells`: the cells themselves. */
grappe_code kernel_rows_group(const scan_plan *plan, kernel_worker *worker, int cells, uint64_t *repeated,
                              grappe_error *error);
/* The slots of a loaded column for the rows chosen: worker->slots. */
void kernel_slots(kernel_worker *worker, int place);

/* For loops that are compiled once for each width. */
static inline uint32_t kernel_slot_at(const void *values, unsigned width, size_t row) {
  return width == 1   ? ((const uint8_t *)values)[row]
         : width == 2 ? ((const uint16_t *)values)[row]
                      : ((const uint32_t *)values)[row];
}

static inline size_t kernel_row(const kernel_rows *rows, size_t i) {
  return rows->dense ? rows->first + i : rows->row[i];
}

static inline int kernel_maybe(const kernel_rows *rows, size_t i) {
  return !rows->decided && rows->truth[i] != SCAN_YES;
}

/* --- kernel_add.c: adds the rows of a chunk to the tallies of a part --- */
grappe_code kernel_add(const scan_plan *plan, kernel_worker *worker, scan_result *part, scan_tally *shared,
                       grappe_error *error);
/* Puts what stands in words to the tallies; before parts are merged. */
void kernel_add_words(const scan_plan *plan, scan_result *part);
/* One value of a measure that adds up integers, by its slot. */
grappe_code kernel_add_slot(const scan_plan *plan, const scan_measure *measure, scan_tally *tally, uint32_t group,
                            uint32_t slot, int maybe, grappe_error *error);

/* --- kernel_deal.c: very many groups, part by part --- */

typedef struct kernel_deal_slot {
  int measure;
  unsigned shift; /* of the slot of its column, in a record */
  uint64_t mask;  /* after the shift */
} kernel_deal_slot;

/* What a record holds: in the low bits the cell within its part, then slots, then whether the row only may be in. */
typedef struct kernel_deal {
  unsigned cell_bits, maybe;
  size_t parts;
  kernel_deal_slot slots[SCAN_MEASURES];
  size_t slot_count;
  int wide; /* 1: records of 64 bits; 0: of 32 */
} kernel_deal;

/* The records of one worker. */
typedef struct kernel_store kernel_store;

/* 1 where rows may be dealt out: counts and exact sums of integers in coded columns, and not too many cells. The plan's
 * measures are settled. */
int kernel_deal_plan(const scan_plan *plan, kernel_deal *deal);
grappe_code kernel_store_make(const kernel_deal *deal, kernel_store **store, grappe_error *error);
void kernel_store_free(kernel_store *store); /* NULL is allowed */
/* The rows of a chunk, whose groups are cells. */
grappe_code kernel_deal_rows(const scan_plan *plan, const kernel_deal *deal, kernel_worker *worker, kernel_store *store,
                             grappe_error *error);
/* Adds everything up: plan->groups, and in `result` the tallies and the cell of each group. Frees the stores. */
grappe_code kernel_deal_add(scan_plan *plan, const kernel_deal *deal, kernel_store **stores, size_t count,
                            scan_result *result, grappe_error *error);

#endif
