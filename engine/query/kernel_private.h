/* What the files of the kernel share: rows of a segment go by in chunks that fit in the processor's first cache. */
#ifndef GRAPPE_QUERY_KERNEL_PRIVATE_H
#define GRAPPE_QUERY_KERNEL_PRIVATE_H

#include "query/scan_private.h"

enum { CHUNK = 4096 };

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

static inline size_t kernel_row(const kernel_rows *rows, size_t i) {
  return rows->dense ? rows->first + i : rows->row[i];
}

static inline int kernel_maybe(const kernel_rows *rows, size_t i) {
  return !rows->decided && rows->truth[i] != SCAN_YES;
}

/* --- kernel_add.c: adds the rows of a chunk to the tallies of a part --- */
grappe_code kernel_add(const scan_plan *plan, kernel_worker *worker, scan_result *part, scan_tally *shared,
                       grappe_error *error);

#endif
