/* What the files of scans share. Private to this room.
 *
 * A terminal binds the scan's paths and conditions to the dataset first (scan_bind.c, scan_test.c): for each text,
 * period or band of a dictionary what it means, found once. The kernel (scan_choose.c, kernel.c) then goes through the
 * segments with nothing but look-ups and adds up in tallies; scan_total.c makes figures of them. */
#ifndef GRAPPE_QUERY_SCAN_PRIVATE_H
#define GRAPPE_QUERY_SCAN_PRIVATE_H

#include "query/condition_private.h"
#include "query/frame_private.h"
#include "query/query_private.h"
#include "query/scan.h"
#include "query/statistic_private.h"

enum {
  SCAN_ABSENCES = GRAPPE_DATASET_ABSENCES,
  SCAN_KEYS = 8,
  SCAN_COLUMNS = 32,
  SCAN_FILTERS = 32,
  SCAN_MEASURES = 16,
  SCAN_CALLS = 8,
  SCAN_FEW_CODES = 256,
  SCAN_FEW_SLOTS = 6,   /* more take longer to compare with than a row to be looked up */
  SCAN_FIGURES = 20000, /* groups that get whole figures, with label and source; more have bare bounds */
  SCAN_DENSE = 1 << 18  /* cells up to which each is a group, whether it has rows or not */
};

/* Truth in two bits, so that `and` is &. */
enum { SCAN_NO = 0, SCAN_MAYBE = 1, SCAN_YES = 3 };

typedef enum scan_kind {
  SCAN_ROOT,
  SCAN_WHERE,
  SCAN_WITHIN,
  SCAN_NEAR,
  SCAN_DURING,
  SCAN_CALL, /* a test of the caller's */
  SCAN_BY,
  SCAN_SELECT,
  SCAN_TOP,
  SCAN_ORDER
} scan_kind;

typedef struct scan_path {
  char text[PATH_TEXT];  /* as it was written */
  int column;            /* of the dataset */
  query_derived derived; /* from the column's codes; deeper is 1, and `path` is that one step */
  int deeper;            /* 1: `path` goes on from the rows that the column's texts are codes of */
  query_path path;
} scan_path;

struct grappe_scan {
  int references;
  grappe_scan *before; /* kept; NULL for the root */
  grappe_observatory *observatory;
  grappe_dataset *dataset; /* kept */
  scan_kind kind;
  int grouped;
  scan_path *paths;
  size_t path_count;
  grappe_condition *condition;
  grappe_row *places; /* snapshots kept */
  size_t place_count;
  char *name; /* of a column of a frame, in an order or top after `by` */
  int descending;
  size_t most;
  double longitude, latitude, km;
  grappe_period period;
  grappe_scan_test test;
  void *context;
  void (*release)(void *context);
};

/* --- scan_bind.c --- */

/* The rows of the registry that a column of identifiers leads to, by identifier: slot i is that of values[i]. */
typedef struct scan_joining {
  const grappe_entity *entity;
  int64_t *values; /* ascending, each once */
  int32_t *rows;   /* of the entity */
  size_t count;
  grappe_dataset_shape shape; /* of the identifiers in the dataset */
} scan_joining;

/* The cells of a path, by slot: slot c is that of code c, codes + p that of an absent value of presence p. */
typedef struct scan_cells {
  grappe_column *column; /* owned */
  size_t codes;
  int64_t base;      /* a code is the value less this: of days, integers and identifiers */
  size_t unresolved; /* codes of the path's column that no row of the observatory has */
} scan_cells;

const grappe_entity *scan_entity(const grappe_dataset_column *column); /* whose codes its texts are; NULL */
/* The field of the entity that the texts stand in: nuts where the column refers to "territory.nuts", else code. */
const char *scan_code_field(const grappe_dataset_column *column);
int scan_place_column(const grappe_dataset *dataset); /* -1: none */
/* The time whose levels hold: the year of the dataset's geography, else today. */
grappe_period scan_when(const grappe_dataset *dataset);
/* As grappe_scan_geography. scan_geography.c */
grappe_code scan_geography(grappe_dataset *dataset, grappe_snapshot *snapshot, grappe_day *day, int *stated,
                           grappe_error *error);
/* The column of texts that tells apart rows of one code (level, nomenclature, list); NULL: there is none. */
grappe_code scan_qualifying(grappe_snapshot *snapshot, const grappe_entity *entity, const grappe_column **column,
                            grappe_error *error);
/* For each text of a column the row that it is the code of, -1 none: a new array. */
grappe_code scan_rows_of_codes(const grappe_scan *scan, grappe_snapshot *snapshot, int column, int32_t **rows,
                               grappe_error *error);
/* `as_text`: 1: texts that are codes stay texts. Of a derived path they do so always. */
grappe_code scan_cells_of(const grappe_scan *scan, grappe_snapshot *snapshot, const scan_path *path, int as_text,
                          scan_cells *cells, grappe_error *error);
void scan_cells_free(scan_cells *cells);
/* An empty column for cells of that dataset column, with its unit. */
grappe_column *scan_new_column(const grappe_dataset_column *from, grappe_column_kind kind, size_t count,
                               grappe_error *error);

/* Values of a path numbered from 0 in their order, absent ones last, and the number of each slot. */
typedef struct scan_key {
  int column; /* place among the plan's columns */
  scan_cells cells;
  const grappe_column *items;     /* of the cells: the items of a list */
  uint32_t *map;                  /* slot -> number, or SCAN_SEVERAL */
  int several;                    /* 1: some slot is SCAN_SEVERAL */
  int32_t *item;                  /* number -> item, -1 for the absent one, which is the last */
  uint32_t *item_number;          /* item -> number */
  uint32_t count;                 /* of numbers */
  struct scan_key_shared *shared; /* whose it all is, the column's place apart; NULL: its own */
} scan_key;

/* A key that is kept for further queries; counted. */
typedef struct scan_key_shared {
  int references;
  scan_key key;
} scan_key_shared;

scan_key_shared *scan_key_shared_keep(scan_key_shared *shared);
void scan_key_shared_release(scan_key_shared *shared); /* NULL is allowed */

typedef struct scan_memory scan_memory;
#define SCAN_SEVERAL UINT32_MAX

/* --- scan_test.c --- */

/* An identifier, and whether rows that have it are in. */
typedef struct scan_joined {
  int64_t value;
  unsigned char truth; /* SCAN_YES, SCAN_MAYBE */
} scan_joined;

/* A condition on numbers, days and identifiers, taken apart before the scan. */
typedef struct scan_test {
  condition_kind kind; /* FIGURE: by bounds. DAY: by range. ROW: one of `among`. KNOWN, NOT, ANY, ALL */
  grappe_comparison comparison;
  grappe_bounds bounds;
  int64_t low, high;
  int yes;
  struct scan_test *parts;
  size_t count;
  scan_joined *among; /* ascending */
  size_t among_count;
} scan_test;

/* A distance. */
typedef struct scan_near {
  double centre_longitude, centre_latitude, km;
  double low_longitude, high_longitude, low_latitude, high_latitude; /* a box around all that is so near */
  int whole_circle;                                                  /* 1: there is no such box */
  int longitude, latitude, place; /* places among the plan's columns; -1: there is no such column */
  unsigned char *by_place;        /* truth of each slot of the territories */
} scan_near;

/* A code, and the first and the last segment that have it. */
typedef struct scan_span {
  int32_t code;
  uint32_t first, last;
} scan_span;

typedef struct scan_filter {
  int column;                   /* place among the plan's columns */
  unsigned char *table;         /* truth of each slot; NULL: bits, or a test */
  uint16_t few[SCAN_FEW_SLOTS]; /* of a table that few values are not SCAN_NO in: their slots */
  size_t few_count;             /* 0: they are not so few */
  scan_near *near;              /* NULL: one of the others */
  uint64_t *bits;               /* the codes that are in, all others are out; NULL: a test */
  scan_span *spans;             /* the same where they are few: SCAN_FEW_CODES at most; NULL: they are not */
  size_t span_count;
  uint64_t
      *found; /* ascending: the rows that are in, of segments without absent values; NULL: rows must be looked at */
  size_t found_count;
  uint32_t *possible; /* of the codes below this one, how many are not SCAN_NO; and how many are SCAN_YES */
  uint32_t *certain;
  scan_test test;
} scan_filter;

/* --- kernel_bits.c: a bit for each of very many things --- */

typedef struct scan_bits {
  uint64_t *words;
  uint32_t *before; /* of each word, how many bits before it; NULL until counted */
  uint64_t bits;
} scan_bits;

grappe_code scan_bits_make(scan_bits *bits, uint64_t count, grappe_error *error);
void scan_bits_free(scan_bits *bits);
/* From several threads at once. */
static inline void scan_bits_mark(scan_bits *bits, uint64_t at) {
  uint64_t *word = &bits->words[at / 64], bit = UINT64_C(1) << (at % 64);
  if (!(__atomic_load_n(word, __ATOMIC_RELAXED) & bit)) __atomic_fetch_or(word, bit, __ATOMIC_RELAXED);
}
/* Makes ranks possible; *count: the bits that are marked. */
grappe_code scan_bits_count(scan_bits *bits, grappe_run *run, size_t *count, grappe_error *error);
static inline uint32_t scan_popcount(uint64_t word) { /* inline on processors of any age */
  word -= word >> 1 & UINT64_C(0x5555555555555555);
  word = (word & UINT64_C(0x3333333333333333)) + (word >> 2 & UINT64_C(0x3333333333333333));
  word = (word + (word >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
  return (uint32_t)(word * UINT64_C(0x0101010101010101) >> 56);
}
/* How many marked bits there are before this one. */
static inline uint32_t scan_bits_rank(const scan_bits *bits, uint64_t at) {
  return bits->before[at / 64] + scan_popcount(bits->words[at / 64] & ((UINT64_C(1) << (at % 64)) - 1));
}
/* Marked bits from `from` to before `to`. */
uint64_t scan_bits_between(const scan_bits *bits, uint64_t from, uint64_t to);

/* --- the plan --- */

typedef struct scan_column {
  int column;
  grappe_physical type;
  const grappe_segment_summary *summaries; /* borrowed */
  size_t codes;
  grappe_dataset_shape shape;
  const grappe_dataset_ranks
      *ranks; /* its values numbered in their order: slots are these numbers; NULL: as they are */
  scan_joining
      *joining; /* owned: slots are those of the registry's rows; an identifier nobody has is unknown; or NULL */
} scan_column;

typedef enum scan_measure_kind {
  MEASURE_COUNT,     /* rows that have a value */
  MEASURE_WHOLE,     /* sum of integers */
  MEASURE_REAL,      /* sum of doubles */
  MEASURE_EXTREMES,  /* least and greatest */
  MEASURE_HISTOGRAM, /* how often each slot */
  MEASURE_SEEN,      /* which slots, or numbers of a key, occur: a bit each */
  MEASURE_CELLS,     /* the slot of each row with its group, sorted afterwards */
  MEASURE_GATHER     /* the values themselves */
} scan_measure_kind;

typedef struct scan_measure {
  scan_measure_kind kind;
  grappe_aggregation aggregation;
  scan_path path;
  int column;         /* place among the plan's columns */
  scan_cells reached; /* of slots: bands, or what the path leads to; no column: values are the numbers themselves */
  int keyed;          /* 1: `key` is used: different values of a dictionary */
  scan_key key;
  const int32_t *canonical; /* of texts with several codes: the code that stands for them all; else NULL */
  size_t width;             /* slots of a histogram, or numbers seen, in a group */
  int values;               /* 1: bounds need the values themselves */
  int exact;                /* 1: doubles hold all sums of it exactly */
  int same;                 /* an earlier measure that tallies the same; -1: none */
  char *name;
} scan_measure;

typedef struct scan_plan {
  const grappe_scan *scan;
  grappe_snapshot *snapshot; /* kept */
  scan_column columns[SCAN_COLUMNS];
  int column_count;
  scan_filter filters[SCAN_FILTERS];
  int filter_count;
  /* What look-ups leave: 1 for each segment that may have rows; NULL: there were none. */
  unsigned char *wanted;
  size_t wanted_count;
  int looked_up[SCAN_FILTERS]; /* columns */
  int looked_up_count;
  struct scan_call {
    const grappe_scan *operation;
    grappe_scan_rows *rows;
  } calls[SCAN_CALLS]; /* tests of the caller's: then everything is done on one thread */
  int call_count;
  const grappe_scan *by; /* NULL: one group */
  scan_key keys[SCAN_KEYS];
  int key_count;
  uint64_t cells;     /* the product of how many values each key has */
  scan_bits *present; /* which cells have rows; NULL: each cell is a group */
  size_t groups;
  scan_measure measures[SCAN_MEASURES];
  int measure_count;
  int packed; /* the measure whose slots are added up in one word with the rows; -1: none */
  /* Rows instead of tallies. */
  int rows;            /* 1: collect the rows surely in */
  size_t most;         /* at most so many; */
  int order_column;    /* those first by the value here (place among the plan's columns); -1: as they come */
  double order_sign;   /* -1: the greatest first */
  int order_late;      /* 1: by texts so many that only those of the rows found are put in order */
  double *order_value; /* of each slot, where it is coded: with the sign, rising; NaN absent, last */
  uint64_t row_count;  /* of the dataset */
} scan_plan;

/* Binds conditions, and keys where the scan is grouped. scan_plan_free also after a failure. */
grappe_code scan_plan_make(const grappe_scan *scan, scan_plan *plan, grappe_error *error);
void scan_plan_free(scan_plan *plan);
grappe_code scan_plan_column(scan_plan *plan, int column, int *place, grappe_error *error);
/* The same by the numbers of its values, however far apart these are. */
grappe_code scan_plan_ranks(scan_plan *plan, int column, int *place, grappe_error *error);
/* The column that slots of a path's cells (scan_cells_of) are in. */
grappe_code scan_plan_path(scan_plan *plan, const scan_path *path, int *place, grappe_error *error);
/* What each measure tallies, now that it is known how many groups there are. */
grappe_code scan_plan_settle(scan_plan *plan, grappe_error *error);
grappe_code scan_plan_measure(scan_plan *plan, const grappe_aggregation *aggregation, int alone, grappe_error *error);
grappe_code scan_plan_filter(scan_plan *plan, const scan_path *path, grappe_condition *condition, grappe_error *error);
grappe_code scan_plan_within(scan_plan *plan, const grappe_scan *operation, grappe_error *error);
grappe_code scan_key_make(scan_plan *plan, const scan_path *path, scan_key *key, grappe_error *error);
void scan_key_free(scan_key *key);
/* --- scan_join.c --- */
/* The rows that the identifiers of a column are those of; NULL: none. */
const grappe_entity *scan_joined_entity(const grappe_dataset_column *column);
int scan_joined_column(const grappe_dataset *dataset, const char *entity, size_t length); /* -1: none */
grappe_code scan_plan_join(scan_plan *plan, const scan_path *path, grappe_condition *condition, grappe_error *error);
/* 1: the path leads by an identifier to a row of the registry. */
int scan_is_joined(const grappe_dataset *dataset, const scan_path *path);
/* What a column of identifiers leads to; scan_joining_free, NULL is allowed. */
grappe_code scan_joining_make(const grappe_scan *scan, grappe_snapshot *snapshot, int column, scan_joining **joining,
                              grappe_error *error);
void scan_joining_free(scan_joining *joining);
/* The slot of an identifier: *near, 0 at first, is where the one before was, and near ones are found at once. */
uint32_t scan_joining_slot(const scan_joining *joining, int64_t value, size_t *near);
/* The same for the rows of a segment, from the slots of their identifiers. */
void scan_joining_slots(const scan_joining *joining, const grappe_dataset_slots *from, size_t rows, uint32_t *slots);
/* Of an identifier, or of all between two. */
unsigned scan_among(const scan_test *test, int64_t low, int64_t high);
/* Makes `any` of many identifiers one list. */
void scan_test_list(scan_test *test);
/* --- scan_time.c --- */
grappe_code scan_check_times(const grappe_scan *scan, grappe_error *error);
grappe_code scan_plan_during(scan_plan *plan, const grappe_scan *operation, grappe_error *error);
grappe_code scan_plan_add_filter(scan_plan *plan, int column, scan_filter **filter, grappe_error *error);
/* --- scan_lookup.c: conditions that an index answers --- */
/* Marks the segments that have what a filter's test on identifiers asks for, where it asks for few values, and their
 * rows, where these are few too. */
grappe_code scan_plan_look_up_value(scan_plan *plan, int column, scan_filter *filter, grappe_error *error);
/* Whether the index of names answers a condition on texts, and the filter that it gives. */
int scan_can_look_up(const scan_plan *plan, int column, const grappe_condition *condition);
grappe_code scan_plan_look_up_text(scan_plan *plan, int column, const grappe_condition *condition, grappe_error *error);
/* "; siret looked up: 1 of 153 segments may have such rows" */
void scan_describe_look_ups(const scan_plan *plan, grappe_buffer *text);
/* --- scan_test.c --- */
void scan_test_free(scan_test *test);
/* A value, or all values between two; numbers and integers in both forms. */
typedef struct scan_value {
  grappe_presence presence;
  double least, greatest;
  int64_t low, high;
} scan_value;
/* Of several values SCAN_MAYBE also means that they may differ. */
unsigned scan_test_answer(const scan_test *test, const scan_value *value);
grappe_code scan_parse(const grappe_scan *scan, const char *text, scan_path *path, grappe_error *error);
/* Operations from the first on: a new array. */
grappe_code scan_operations(const grappe_scan *scan, const grappe_scan ***operations, size_t *count,
                            grappe_error *error);
void scan_describe_conditions(const grappe_scan *const *operations, size_t count, grappe_buffer *text);

/* --- scan_choose.c: the columns of a segment, and which of its rows are in --- */

typedef struct scan_window {
  grappe_dataset_reader *reader;
  const scan_column *columns; /* the plan's */
  void *rooms[SCAN_COLUMNS];  /* by place among the plan's columns; NULL until it is needed */
  grappe_dataset_slots slots[SCAN_COLUMNS];
  unsigned char loaded[SCAN_COLUMNS];    /* of the segment: 1: slots; 2: values and presence too */
  void *values[SCAN_COLUMNS];            /* after scan_window_values: of the column's type */
  unsigned char *presence[SCAN_COLUMNS]; /* of each row; NULL: all are present */
  void *typed[SCAN_COLUMNS];             /* room for them */
  unsigned char *truth;                  /* SCAN_NO … of each row, after scan_choose */
  int all;                               /* 1: every row is SCAN_YES */
  size_t segment, rows;
  size_t blobs, held; /* read for this segment, and found in memory */
} scan_window;

/* One for each thread; scan_window_close also after a failure. */
grappe_code scan_window_open(const scan_plan *plan, scan_window *window, grappe_error *error);
void scan_window_close(scan_window *window);
void scan_window_move(const scan_plan *plan, scan_window *window, size_t segment);
grappe_code scan_window_load(const scan_plan *plan, scan_window *window, int place, grappe_error *error);
/* The values themselves, for callers who read them by column. */
grappe_code scan_window_values(const scan_plan *plan, scan_window *window, int place, grappe_error *error);
/* *any 0: no row of the segment is in. */
grappe_code scan_choose(const scan_plan *plan, scan_window *window, int *any, grappe_error *error);
/* Tables for conditions on values that are few. Before any window is opened. */
grappe_code scan_filters_ready(scan_plan *plan, grappe_error *error);

/* One row of a loaded column, where no loop needs to be fast. */
static inline uint32_t scan_slot(const scan_window *w, int place, size_t row) {
  const void *values = w->slots[place].values;
  switch (w->columns[place].shape.width) {
    case 1:
      return ((const uint8_t *)values)[row];
    case 2:
      return ((const uint16_t *)values)[row];
    default:
      return ((const uint32_t *)values)[row];
  }
}

/* --- scan_near.c --- */
grappe_code scan_check_near(const grappe_scan *scan, grappe_error *error);
grappe_code scan_plan_near(scan_plan *plan, const grappe_scan *operation, grappe_error *error);
void scan_near_free(scan_near *near); /* NULL is allowed */
unsigned scan_near_segment(const scan_plan *plan, const scan_near *near, size_t segment);
grappe_code scan_filter_near(const scan_plan *plan, scan_window *window, const scan_near *near, grappe_error *error);

/* --- scan_stream.c: rows as they pass --- */

grappe_scan_rows *scan_rows_new(scan_plan *plan, grappe_error *error);
void scan_rows_free(grappe_scan_rows *rows); /* NULL is allowed */
grappe_code scan_plan_call(scan_plan *plan, const grappe_scan *operation, grappe_error *error);
/* Asks the tests of the caller's for the rows of the window that are not out. */
grappe_code scan_ask(const scan_plan *plan, scan_window *window, int *any, grappe_error *error);

static inline grappe_presence scan_presence_of(const scan_window *w, int place, size_t row) {
  const grappe_dataset_shape *shape = &w->columns[place].shape;
  if (shape->width == 8)
    return w->slots[place].presence ? (grappe_presence)w->slots[place].presence[row] : GRAPPE_PRESENT;
  uint32_t slot = scan_slot(w, place, row);
  return slot < shape->codes ? GRAPPE_PRESENT : (grappe_presence)(slot - shape->codes);
}

/* Of a value that is present. */
static inline int64_t scan_whole_of(const scan_window *w, int place, size_t row) {
  if (w->columns[place].shape.width < 8) return w->columns[place].shape.base + scan_slot(w, place, row);
  return w->columns[place].type == GRAPPE_INT64 ? ((const int64_t *)w->slots[place].values)[row] : 0;
}

static inline double scan_number_of(const scan_window *w, int place, size_t row) {
  if (w->columns[place].type == GRAPPE_DOUBLE) return ((const double *)w->slots[place].values)[row];
  return (double)scan_whole_of(w, place, row);
}

/* --- kernel.c --- */

/* What is doubtful of a measure in a group. */
typedef struct scan_doubt {
  double maybe_low, maybe_high; /* what undecided rows may take away from a sum, and add to it */
  uint32_t maybe;               /* known values of undecided rows */
  uint32_t unknown, maybe_unknown, not_applicable;
} scan_doubt;

typedef struct scan_real {
  double sum, lost;
} scan_real;

typedef struct scan_extremes {
  double least, greatest, maybe_least, maybe_greatest; /* infinities where there is none */
} scan_extremes;

/* One value: the number's bits, the integer, or the slot of a band. */
typedef struct scan_gathered {
  int64_t value;
  uint32_t group;
  unsigned char presence, maybe;
} scan_gathered;

/* Tallies of one measure, by group. */
typedef struct scan_tally {
  int64_t *whole;
  scan_real *real;
  scan_extremes *extremes;
  uint32_t *histogram, *maybe_histogram; /* groups x width; the second only where there are undecided rows */
  scan_bits seen, maybe_seen;            /* groups x width; of all parts together */
  scan_doubt *doubts;                    /* NULL: none */
  uint64_t *cells;                       /* (group x width + slot) x 2, 1 more for undecided rows */
  size_t cell_count, cell_capacity;
  scan_gathered *gathered;
  size_t gathered_count, gathered_capacity;
} scan_tally;

typedef struct scan_found {
  double key;
  uint64_t row;
} scan_found;

/* Some of the groups, where these stand apart: those of a part of the cells. */
typedef struct scan_piece {
  struct scan_result *tallies; /* owned */
  size_t first, count;
} scan_piece;

typedef struct scan_result {
  uint32_t *sure, *maybe; /* rows of each group */
  uint32_t *cells;        /* of each group its cell, ascending; NULL: groups are all cells, or those present */
  uint64_t *words;        /* of each group: rows, and the sum of slots of the plan's packed measure; NULL: not used */
  size_t word_rows;       /* in all words together */
  scan_tally tallies[SCAN_MEASURES];
  scan_found *found;
  size_t found_count, found_capacity;
  /* Not NULL: counts and exact sums without doubt, of more groups than get figures of their own. What stands above is
   * in the pieces then, group after group. */
  scan_piece *pieces;
  size_t piece_count;
  uint64_t repeated; /* rows that may be in several groups */
  grappe_scan_work work;
} scan_result;

grappe_code scan_run(scan_plan *plan, scan_result *result, grappe_error *error);
grappe_code scan_check_groups(const scan_plan *plan, grappe_error *error); /* GRAPPE_ARGUMENT: they are too many */
void scan_result_free(const scan_plan *plan, scan_result *result);

void scan_hold(scan_plan *plan); /* makes room in memory for the columns that the plan reads */

/* --- scan_find.c: rows by an order --- */
grappe_code scan_plan_order(scan_plan *plan, const scan_path *path, int descending, grappe_error *error);
/* The rows of the window that are in, and among them the first `most` of those found before. */
grappe_code scan_find(const scan_plan *plan, scan_window *window, scan_result *part, grappe_error *error);
grappe_code scan_find_add(const scan_plan *plan, scan_result *part, scan_found found, grappe_error *error);
/* Runs for the rows themselves and sorts them: GRAPPE_ARGUMENT where they are too many for a frame. */
grappe_code scan_find_rows(scan_plan *plan, scan_result *result, grappe_error *error);

/* --- kernel_tally.c: the tallies of a part of the segments --- */
void scan_pieces_free(const scan_plan *plan, scan_result *result);
size_t scan_group_bytes(const scan_plan *plan); /* that a group takes in each part */
grappe_code scan_part_make(const scan_plan *plan, size_t groups, scan_result *part, grappe_error *error);
void scan_add_work(scan_result *into, const scan_result *from); /* what a part went through */
/* Adds a part to what the parts before it gave, and frees it. */
grappe_code scan_part_merge(const scan_plan *plan, scan_result *into, scan_result *from, grappe_error *error);
void scan_add_real(scan_real *total, double value);
grappe_code scan_fail_gathered(const scan_measure *m, grappe_error *error); /* too many values at once */

/* --- scan_rows.c --- */
grappe_code scan_frame_of_rows(scan_plan *plan, const scan_result *result, const grappe_scan *select,
                               grappe_frame **frame, grappe_error *error);

static inline unsigned scan_truth(grappe_truth truth) {
  return truth == GRAPPE_TRUE ? SCAN_YES : truth == GRAPPE_FALSE ? SCAN_NO : SCAN_MAYBE;
}

static inline unsigned scan_not(unsigned truth) {
  return truth == SCAN_MAYBE ? SCAN_MAYBE : SCAN_YES - truth;
}

#endif
