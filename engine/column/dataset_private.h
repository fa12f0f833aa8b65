/* What the files of datasets share: tables, seals, parts, the reader. Private to the room. */
#ifndef GRAPPE_COLUMN_DATASET_PRIVATE_H
#define GRAPPE_COLUMN_DATASET_PRIVATE_H

#include <pthread.h>
#include <stdatomic.h>

#include "base/buffer.h"
#include "column/dataset.h"

enum {
  DATASET_VERSION = 1,          /* of the format, docs/dataset-format.md */
  DATASET_COLUMNS = 4096,       /* most columns */
  DATASET_PART_TEXTS = 8192,    /* most texts of a part */
  DATASET_PART_BYTES = 1 << 20, /* and bytes after which it ends */
  DATASET_PART_NAMES = 2048,    /* folded names of a part */
  DATASET_PART_VALUES = 4096,   /* sorted values of a part */
  DATASET_PART_ITEMS = 65536,   /* periods or bands of a part */
  DATASET_MOST_ITEMS = 1 << 20, /* periods or bands of a column */
  DATASET_MOST_TEXT = 1 << 24,  /* bytes of one text */
  DATASET_CONNECTIONS = 64,     /* kept for readers to come */
  DATASET_RUN_SEGMENTS = 16     /* whose values are sorted together */
};

/* Parts of a column: what its codes stand for, and what helps to look up. */
typedef enum dataset_part_kind {
  DATASET_TEXTS = 0, /* texts by code */
  DATASET_NAMES_SORTED,
  DATASET_PERIODS,
  DATASET_BANDS,
  DATASET_VALUES_SORTED,
  DATASET_PART_KINDS
} dataset_part_kind;

extern const char *const dataset_part_names[DATASET_PART_KINDS];
extern const char *const dataset_kind_names[]; /* of grappe_dataset_kind, ended by NULL */

/* Where bytes lie, and by which they are known to be the same. */
typedef struct dataset_place {
  int64_t block;
  uint32_t bytes, checksum;
} dataset_place;

typedef struct dataset_part {
  int64_t first, count;    /* codes; of sorted values: first row, values; of sorted names: first code, names */
  int64_t least, greatest; /* of sorted values */
  char *least_name, *greatest_name;
  dataset_place place;
} dataset_part;

/* Bytes of a band in its part: low, high, value as doubles; low_open, high_open, about, five zeros. */
enum { DATASET_BAND_BYTES = 32 };

/* --- dataset_seal.c: checksums of the rows that lead to blocks. A seal is begun with the dataset, and fed everything
 * that its row says. */
uint32_t dataset_seal_integer(uint32_t seal, int64_t value);
uint32_t dataset_seal_number(uint32_t seal, double value);
uint32_t dataset_seal_text(uint32_t seal, const char *text);
uint32_t dataset_seal_segment(int64_t dataset, size_t column, size_t number, int is_number,
                              const grappe_segment_summary *summary, const dataset_place *place);
uint32_t dataset_seal_part(int64_t dataset, size_t column, dataset_part_kind kind, size_t number,
                           const dataset_part *part);
uint32_t dataset_seal_column(int64_t dataset, size_t position, const grappe_dataset_column *column, int64_t codes,
                             int64_t generations, const size_t parts[DATASET_PART_KINDS]);
uint32_t dataset_seal_detail(int64_t dataset, uint64_t rows, size_t columns, uint64_t bytes,
                             const grappe_dataset_about *about);
/* Sentences for damage. `segment` from 0. */
grappe_code dataset_fail_segment(const grappe_dataset_info *info, const char *column, size_t segment,
                                 grappe_error *error);
grappe_code dataset_fail_part(const grappe_dataset_info *info, const char *column, size_t part, grappe_error *error);
grappe_code dataset_fail_description(const grappe_dataset_info *info, grappe_error *error);

/* --- dataset_put.c: rows and blocks of a dataset that is being written */
typedef struct dataset_output {
  grappe_store *store;
  grappe_run *run;
  int64_t dataset;
  int64_t next_block;
  uint64_t bytes;
} dataset_output;

grappe_code dataset_put_segment(dataset_output *output, size_t column, size_t number, int is_number,
                                const grappe_segment_summary *summary, const void *bytes, size_t length,
                                grappe_error *error);
/* `part` without its place. */
grappe_code dataset_put_part(dataset_output *output, size_t column, dataset_part_kind kind, size_t number,
                             dataset_part *part, const void *bytes, size_t length, grappe_error *error);
/* Integers, texts and numbers bound in order, by a letter each: i int64_t, t const char *. */
grappe_code dataset_run_sql(grappe_store *store, grappe_error *error, const char *sql, const char *letters, ...);

/* --- dataset_terms.c: the texts of a column that is being written. A generation ends when memory asks for it: its
 * texts are written, and new codes go on from there. */
typedef struct dataset_terms {
  char *bytes;
  size_t used, room;
  uint32_t *starts;       /* count + 1 */
  uint32_t *first, *last; /* segments that hold it; of names only */
  size_t count, capacity;
  uint64_t *slots; /* hash in the upper half, place + 1 in the lower; 0: free */
  size_t slot_count;
  int64_t base; /* code of the first text of this generation */
  int names;
  int64_t generations;
  size_t parts, name_parts;
} dataset_terms;

uint32_t dataset_terms_hash(const char *text, size_t length);
/* `hash` is that of the text. */
grappe_code dataset_terms_add(dataset_terms *terms, const char *text, size_t length, uint32_t hash, uint32_t segment,
                              int32_t *code, grappe_error *error);
/* Tell the processor that the text with this hash is wanted soon, since a large table is not in its cache: its slot;
 * once that is there, where the text begins; once that is there too, the text. */
static inline void dataset_terms_expect(const dataset_terms *terms, uint32_t hash) {
  if (terms->slot_count) __builtin_prefetch(&terms->slots[hash & (terms->slot_count - 1)]);
}
/* The place of a text that may be it; -1: none. */
static inline int64_t dataset_terms_guess(const dataset_terms *terms, uint32_t hash) {
  uint64_t there = terms->slot_count ? terms->slots[hash & (terms->slot_count - 1)] : 0;
  return there >> 32 == hash ? (int64_t)(uint32_t)there - 1 : -1;
}
static inline void dataset_terms_expect_start(const dataset_terms *terms, int64_t place) {
  if (place < 0) return;
  __builtin_prefetch(&terms->starts[place]);
  if (terms->names) __builtin_prefetch(&terms->last[place], 1);
}
static inline void dataset_terms_expect_text(const dataset_terms *terms, int64_t place) {
  if (place >= 0) __builtin_prefetch(terms->bytes + terms->starts[place]);
}
size_t dataset_terms_memory(const dataset_terms *terms); /* with what ending the generation will take */
grappe_code dataset_terms_end(dataset_terms *terms, dataset_output *output, size_t column, grappe_error *error);
void dataset_terms_free(dataset_terms *terms);

/* dataset_names.c: the sorted index of a generation's folded names */
grappe_code dataset_write_names(dataset_terms *terms, dataset_output *output, size_t column, grappe_error *error);
typedef struct dataset_name_entry {
  uint32_t code_offset; /* from the part's first code */
  uint32_t first, last; /* segments */
} dataset_name_entry;
/* Reads the next entry of a part: `name` (kept from entry to entry, at first empty) becomes its folded name. Returns
 * the bytes read; 0 where they are wrong. */
size_t dataset_next_name(const unsigned char *bytes, size_t length, grappe_buffer *name, dataset_name_entry *entry);

/* dataset_values.c: runs of segments whose values are sorted with their rows, unless they come sorted */
typedef struct dataset_values {
  int64_t *values; /* of the run so far, absent ones left out */
  uint32_t *rows;  /* from the run's first row */
  size_t count;
  uint64_t first_row;
  int sorted;
  size_t segments, parts;
} dataset_values;

grappe_code dataset_values_add(dataset_values *run, dataset_output *output, size_t column, const int64_t *values,
                               const unsigned char *presence, size_t rows, grappe_error *error);
grappe_code dataset_values_end(dataset_values *run, dataset_output *output, size_t column, grappe_error *error);
void dataset_values_free(dataset_values *run);

/* --- dataset_list.c */
enum { DATASET_TEXTS_OF_INFO = 10 };
typedef struct dataset_entry {
  grappe_dataset_info info;
  char *texts[DATASET_TEXTS_OF_INFO]; /* that it refers to */
  int64_t version;
  uint32_t seal;
} dataset_entry;
/* The edition of a code (NULL: the newest), or the failure that says what there is. */
grappe_code dataset_entry_find(grappe_store *store, const char *code, const char *edition, dataset_entry *entry,
                               grappe_error *error);
void dataset_entry_free(dataset_entry *entry);

/* --- dataset_array.c */
typedef struct dataset_array {
  void *values; /* NULL: not held */
  unsigned char *presence;
  unsigned char *ready; /* 1: the segment is there */
  size_t bytes;
  uint64_t used; /* the dataset's clock when it was last asked for */
  grappe_dataset_shape shape;
  int shaped;
} dataset_array;

void dataset_array_free(dataset_array *array);
void dataset_ranks_free(grappe_dataset_ranks *ranks);

/* --- dataset_read.c */
typedef struct dataset_column_state {
  grappe_dataset_column about; /* its texts belong to the dataset */
  int64_t codes, generations;
  size_t part_counts[DATASET_PART_KINDS];
  grappe_segment_summary *summaries; /* NULL: not loaded */
  dataset_place *places;
  dataset_part *parts[DATASET_PART_KINDS]; /* NULL: not loaded */
  const char **texts;
  char **text_blocks;
  size_t text_block_count;
  int32_t *canonical;
  grappe_period *periods;
  grappe_band *bands;
  dataset_array array;
  grappe_dataset_ranks *ranks; /* NULL: not made */
} dataset_column_state;

struct grappe_dataset {
  atomic_int references;
  grappe_store *store;
  pthread_mutex_t lock; /* on `store` while readers share it, and on parts that readers load */
  dataset_entry entry;
  size_t segments;
  dataset_column_state *columns;
  grappe_store *idle[DATASET_CONNECTIONS]; /* connections of readers that are gone, for those that come */
  size_t idle_count;
  uint64_t clock; /* one more for each time that columns were asked for */
};

/* dataset_array.c: what grappe_dataset_read_rows gives, of a segment that is held; 0: it is not. */
int dataset_array_pick(const dataset_column_state *column, size_t segment, const uint32_t *at, size_t count,
                       int64_t absent, void *values, unsigned char *presence);

/* A part that was read last, kept in case the next question is about it too. */
typedef struct dataset_kept_part {
  char *bytes; /* NULL: none */
  int64_t block;
  int good; /* 1: looked at, and so it need not be again */
} dataset_kept_part;

struct grappe_dataset_reader {
  grappe_dataset *dataset;
  grappe_store *store; /* the dataset's own where `shared`, one of its connections where `pooled` */
  int shared, pooled;
  sqlite3_blob *blob;   /* open between segments, unless the connection is shared */
  unsigned char *bytes; /* of the segment that was read */
  size_t room;
  void *scratch;
  unsigned char *kinds;
  int64_t *values; /* for looking up; NULL until then */
  dataset_kept_part index, texts;
};

/* A part's bytes, read and checked unless they are kept; valid until the next call with the same `kept`. */
grappe_code dataset_keep_part(grappe_dataset_reader *reader, size_t column, size_t number, const dataset_part *part,
                              dataset_kept_part *kept, grappe_error *error);
/* Heads of parts, whatever thread asks first. */
grappe_code dataset_reader_parts(grappe_dataset_reader *reader, size_t column, dataset_part_kind kind,
                                 const dataset_part **parts, size_t *count, grappe_error *error);
/* Heads of the parts of a kind, loaded once. Call with the dataset's lock, unless no other thread is there. */
grappe_code dataset_load_parts(grappe_dataset *dataset, grappe_store *store, size_t column, dataset_part_kind kind,
                               const dataset_part **parts, size_t *count, grappe_error *error);
/* Reads a block whole, checked, into new memory that ends in a zero byte. */
grappe_code dataset_read_block(const grappe_dataset *dataset, grappe_store *store, size_t column, size_t number,
                               const dataset_place *place, char **bytes, grappe_error *error);
/* Whether the bytes are a part of `count` texts. */
int dataset_texts_good(const char *bytes, size_t length, size_t count);
/* Offsets of a part of texts, count + 1, from the bytes behind them. */
const uint32_t *dataset_text_offsets(const char *bytes);

#endif
