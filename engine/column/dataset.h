/* Datasets: bulk tables imported whole, kept as encoded segments in the observatory's file.
 *
 * A dataset is a code and an edition: rows by typed columns, immutable. A newer edition stands beside the older one
 * until that is dropped. A column is segments of GRAPPE_SEGMENT_ROWS rows (column/segment.h); segment s of every column
 * holds the same rows, s * GRAPPE_SEGMENT_ROWS and on. docs/dataset-format.md has tables and bytes.
 *
 * Everything read is checked first: what does not agree with its checksum is GRAPPE_DATA, and the message names
 * dataset, column and segment. */
#ifndef GRAPPE_COLUMN_DATASET_H
#define GRAPPE_COLUMN_DATASET_H

#include "base/run.h"
#include "column/dictionary.h"
#include "column/segment.h"
#include "store/store.h"

typedef enum grappe_dataset_kind {
  GRAPPE_DATASET_TEXT = 0, /* int32: code in the column's dictionary. Free text, and codes of communes, activities … */
  GRAPPE_DATASET_INTEGER,  /* int64 */
  GRAPPE_DATASET_NUMBER,   /* double */
  GRAPPE_DATASET_IDENTIFIER, /* int64 of `width` digits, zeros at its left counted: SIREN (9), SIRET (14) */
  GRAPPE_DATASET_DAY,        /* int32: grappe_day */
  GRAPPE_DATASET_PERIOD,     /* int32: code in the column's periods */
  GRAPPE_DATASET_YESNO,      /* int32: 0, 1 */
  GRAPPE_DATASET_FIGURE      /* int32: code in the column's bands */
} grappe_dataset_kind;

enum {
  GRAPPE_DATASET_NOT_NEGATIVE = 1, /* an absent value is 0 or more all the same: counts */
  GRAPPE_DATASET_NAMES = 2,        /* of a text column: names that people look for; folded and sorted beside */
  GRAPPE_DATASET_LOOKUP = 4        /* of an identifier: single values are looked for; where rows do not come sorted by
                                      it, its values are sorted beside */
};

/* A figure that many rows share: a band of sizes, or an exact number. */
typedef struct grappe_band {
  grappe_bounds bounds;
  double value; /* best estimate; NaN: only bounds are known */
  int about;
} grappe_band;

/* A column, as it is declared and as it is read back. Texts of a declaration are copied; NULL is "". */
typedef struct grappe_dataset_column {
  const char *name; /* in scripts: "commune" */
  grappe_dataset_kind kind;
  int width;         /* of an identifier: 1 to 18 */
  int flags;         /* GRAPPE_DATASET_… */
  const char *unit;  /* of numbers, integers and figures, in the notation of model/units.h */
  const char *scope; /* what its figures count: scope codes parted by ' ' */
  const char
      *refers_to; /* entity whose codes the texts are: "territory", "activity_class"; "territory.nuts": by that field */
  const char *qualifier; /* its level, nomenclature or list: "commune", "naf2" */
  const char *title[GRAPPE_LANGUAGES];
} grappe_dataset_column;

/* What a dataset is. Texts may be "" (NULL in a declaration), code and edition apart. */
typedef struct grappe_dataset_about {
  const char *code, *edition; /* "urssaf.commune_ape", "2022" */
  const char *name;
  const char *geography;
  const char *format, *file;    /* that it was imported by and from */
  const char *source, *licence; /* code of the entity source, or a title */
} grappe_dataset_about;

/* --- writing: column/dataset_write.c --- */

typedef struct grappe_dataset_writer grappe_dataset_writer;

/* One column of a batch. For each kind one way of giving values, for those with several the first that is not NULL:
 *   TEXT                     codes (from grappe_dataset_add_text; not of NAMES), or texts with start and length
 *   INTEGER IDENTIFIER       integers
 *   DAY YESNO                codes (the int32 itself), or integers
 *   NUMBER                   numbers (finite where present), or integers
 *   PERIOD                   codes (from grappe_dataset_add_period), or integers (first day) with to (last day)
 *   FIGURE                   codes (from grappe_dataset_add_band), or numbers (low) with high, both in it, infinite
 * where open */
typedef struct grappe_dataset_cells {
  const unsigned char *presence; /* grappe_presence a row; NULL: all present */
  const int32_t *codes;
  const char *texts; /* row r is length[r] bytes from texts + start[r]; UTF-8 without '\0' */
  const uint32_t *start, *length;
  const int64_t *integers, *to;
  const double *numbers, *high;
} grappe_dataset_cells;

/* Begins a dataset, inside a transaction of the caller's, who commits it or rolls back after any failure. An edition
 * that shows only in the data may be NULL here and set before the dataset is finished.
 * GRAPPE_ARGUMENT where this code and edition are there already, or a column is declared wrong. `run` (may be NULL) is
 * looked at while writing. Memory is bounded: one segment a column and `memory` bytes (0: 160 MB) of dictionaries. */
grappe_code grappe_dataset_begin(grappe_store *store, const grappe_dataset_about *about,
                                 const grappe_dataset_column *columns, size_t column_count, size_t memory,
                                 grappe_run *run, grappe_dataset_writer **writer, grappe_error *error);

/* Goes on with an edition that is there: rows are added behind its own, and finish tells the digest anew. What segments
 * hold is not written again, but for the last. GRAPPE_ARGUMENT where its columns are not these. column/dataset_resume.c
 */
grappe_code grappe_dataset_resume(grappe_store *store, const char *code, const char *edition,
                                  const grappe_dataset_column *columns, size_t column_count, size_t memory,
                                  grappe_run *run, grappe_dataset_writer **writer, grappe_error *error);

/* The edition, where it was not told at the beginning: GRAPPE_ARGUMENT where it was another. */
grappe_code grappe_dataset_set_edition(grappe_dataset_writer *writer, const char *edition, grappe_error *error);

/* The code of a text, period or band of a column, added where it is new. A code stays good until finish. */
grappe_code grappe_dataset_add_text(grappe_dataset_writer *writer, size_t column, const char *text, size_t length,
                                    int32_t *code, grappe_error *error);
grappe_code grappe_dataset_add_period(grappe_dataset_writer *writer, size_t column, grappe_period period, int32_t *code,
                                      grappe_error *error);
grappe_code grappe_dataset_add_band(grappe_dataset_writer *writer, size_t column, const grappe_band *band,
                                    int32_t *code, grappe_error *error);

/* Appends rows: cells[c] is for column c. After a failure only abandon is left. A value that its column cannot hold (a
 * number that is not finite, an identifier of too many digits) is GRAPPE_ARGUMENT, naming column and row. */
grappe_code grappe_dataset_append(grappe_dataset_writer *writer, const grappe_dataset_cells *cells, size_t rows,
                                  grappe_error *error);
uint64_t grappe_dataset_written(const grappe_dataset_writer *writer); /* rows so far */

/* Writes what is left and frees the writer, also where it fails. `digest`: SHA-256 of the source file in hexadecimal,
 * "" where there is none; of several files theirs, parted by ' '. *dataset: the id of its row in the entity dataset;
 * may be NULL. */
grappe_code grappe_dataset_finish(grappe_dataset_writer *writer, const char *digest, int64_t *dataset,
                                  grappe_error *error);
void grappe_dataset_abandon(grappe_dataset_writer *writer); /* frees it; the caller rolls back. NULL is allowed */

/* --- datasets as wholes: column/dataset_list.c --- */

typedef struct grappe_dataset_info {
  int64_t id; /* in the entity dataset */
  grappe_dataset_about about;
  const char *digest, *imported_at;
  uint64_t rows, bytes; /* bytes: of everything it takes in the file */
  size_t columns;
} grappe_dataset_info;

/* All datasets, by code and then by edition, the newest last (in grappe_collate's order, so that 2010 follows 2009). */
typedef grappe_code (*grappe_dataset_visit)(void *context, const grappe_dataset_info *info, grappe_error *error);
grappe_code grappe_datasets_list(grappe_store *store, grappe_dataset_visit visit, void *context, grappe_error *error);
/* The id of a dataset imported from a file with that digest, or from several one of which has it; 0: none. */
grappe_code grappe_dataset_find_digest(grappe_store *store, const char *digest, int64_t *dataset, grappe_error *error);
/* Inside a transaction: everything of that edition goes. GRAPPE_NOT_FOUND names the editions there are. */
grappe_code grappe_dataset_drop(grappe_store *store, const char *code, const char *edition, grappe_error *error);

/* --- reading: column/dataset_read.c --- */

typedef struct grappe_dataset grappe_dataset;

/* Opens an edition; NULL: the newest. Reads what the columns are, no values. GRAPPE_NOT_FOUND offers the nearest code,
 * or names the editions. The store must outlive the dataset. Counted; keep and release are safe from several threads.
 */
grappe_code grappe_dataset_open(grappe_store *store, const char *code, const char *edition, grappe_dataset **dataset,
                                grappe_error *error);
grappe_dataset *grappe_dataset_keep(grappe_dataset *dataset);
void grappe_dataset_release(grappe_dataset *dataset); /* NULL is allowed */

const grappe_dataset_info *grappe_dataset_about_of(const grappe_dataset *dataset);
size_t grappe_dataset_columns(const grappe_dataset *dataset);
const grappe_dataset_column *grappe_dataset_column_at(const grappe_dataset *dataset, size_t column);
int grappe_dataset_find(const grappe_dataset *dataset, const char *name); /* -1: none */
uint64_t grappe_dataset_rows(const grappe_dataset *dataset);
size_t grappe_dataset_segments(const grappe_dataset *dataset);
uint32_t grappe_dataset_segment_rows(const grappe_dataset *dataset, size_t segment);
grappe_physical grappe_dataset_physical(grappe_dataset_kind kind);

/* The following four are loaded at the first call and kept as long as the dataset. They use the dataset's store: call
 * them from its thread, before other threads start. */
/* What is known of each segment of a column without reading it: grappe_dataset_segments of them. */
grappe_code grappe_dataset_summaries(grappe_dataset *dataset, size_t column, const grappe_segment_summary **summaries,
                                     grappe_error *error);
/* All texts of a column in the order of their codes. A column of very many texts may have a text under several codes
 * (grappe_dataset_unique is 0): its dictionary is parted, so that an import keeps to its memory. */
grappe_code grappe_dataset_texts(grappe_dataset *dataset, size_t column, const char *const **texts, size_t *count,
                                 grappe_error *error);
grappe_code grappe_dataset_periods(grappe_dataset *dataset, size_t column, const grappe_period **periods, size_t *count,
                                   grappe_error *error);
grappe_code grappe_dataset_bands(grappe_dataset *dataset, size_t column, const grappe_band **bands, size_t *count,
                                 grappe_error *error);
/* How many codes a text, period or figure column has, and whether each text has one code only. No reading. */
size_t grappe_dataset_codes(const grappe_dataset *dataset, size_t column);
int grappe_dataset_unique(const grappe_dataset *dataset, size_t column);
/* Of a column whose texts are not unique: canonical[code] is the least code of the same text; NULL where they are
 * unique. */
grappe_code grappe_dataset_canonical(grappe_dataset *dataset, size_t column, const int32_t **canonical,
                                     grappe_error *error);

/* A reader decodes segments. Each thread has its own; it holds the memory that decoding needs, and reading a segment
 * allocates nothing. `store` is a connection of the reader's thread, on the same file, that outlives it; NULL (the
 * usual way): the dataset opens one for it, and keeps it for the next reader. Only where no other connection can see
 * the dataset (a copy in memory, a transaction under way) such readers take turns at the dataset's own store, and
 * nothing else may use that store meanwhile. Make and free readers in the dataset's thread. */
typedef struct grappe_dataset_reader grappe_dataset_reader;
grappe_code grappe_dataset_reader_new(grappe_dataset *dataset, grappe_store *store, grappe_dataset_reader **reader,
                                      grappe_error *error);
void grappe_dataset_reader_free(grappe_dataset_reader *reader); /* NULL is allowed */
/* At the end of a query: lets go of the state of the file that a connection of its own was reading, so that the
 * write-ahead log can be emptied. The next read begins afresh. */
void grappe_dataset_reader_rest(grappe_dataset_reader *reader);

/* Reads, checks and decodes a segment of a column, whose summaries were loaded before (grappe_dataset_summaries).
 * `values` and `presence` have room for GRAPPE_SEGMENT_ROWS. `into` is the type of the caller's array: the column's
 * own, double for integers, int64 for codes, or int32 for integers whose least and greatest fit. Absent values are
 * GRAPPE_ABSENT_…; INT32_MIN of integers read as int32; NaN of doubles. `presence` (a grappe_presence a row, 0:
 * present) may be NULL, and need not be looked at where the summary has absent == 0. Present codes are sure to lie
 * between the summary's least and greatest, and so inside the arrays of texts, periods and bands. */
grappe_code grappe_dataset_read(grappe_dataset_reader *reader, size_t column, size_t segment, grappe_physical into,
                                void *values, unsigned char *presence, grappe_error *error);

/* The same for single rows of a segment: at[0..count - 1], ascending, each once; values[i] and presence[i] are those of
 * row at[i], values of the column's own type. The bytes are read and checked whole, and not more of them decoded than
 * these rows need; a column held in memory is not read. No other reader may be filling that segment. */
grappe_code grappe_dataset_read_rows(grappe_dataset_reader *reader, size_t column, size_t segment, const uint32_t *at,
                                     size_t count, void *values, unsigned char *presence, grappe_error *error);

/* --- columns held in memory: column/dataset_array.c ---
 *
 * What loops read: of each row its *slot*, in as few bytes as the column's slots need. The slot of a text, period, band
 * or yes-or-no is its code; of a day, integer or identifier its distance from the column's least value. Absent values
 * have the slots behind: codes + presence. Where there would be 2^32 slots or more, and for numbers, a row has its
 * value itself in 8 bytes, absent ones as grappe_dataset_read gives them, and its presence beside.
 *
 * Held columns stay with the dataset, so that the next query need not decode them: they belong to it and are filled
 * segment by segment as these are read. */
typedef struct grappe_dataset_shape {
  unsigned width; /* bytes a row: 1, 2 or 4 of slots, 8 of values */
  int64_t base;   /* value of slot 0 */
  uint64_t codes; /* slots of values, 0 of width 8; GRAPPE_DATASET_ABSENCES more follow */
  int absent;     /* 1: some row has no value */
} grappe_dataset_shape;

enum { GRAPPE_DATASET_ABSENCES = 6 };

/* Loads the column's summaries. */
grappe_code grappe_dataset_shape_of(grappe_dataset *dataset, size_t column, grappe_dataset_shape *shape,
                                    grappe_error *error);
/* Makes room to hold these columns, as many as fit in `most` bytes for all of the dataset, and lets go of others that
 * were used longer ago where need be. Too little memory is no failure: a column is then decoded anew. Not while readers
 * read. Summaries of the columns were loaded before. */
void grappe_dataset_hold(grappe_dataset *dataset, const size_t *columns, size_t count, size_t most);
size_t grappe_dataset_held(const grappe_dataset *dataset); /* bytes */

typedef struct grappe_dataset_slots {
  const void *values;
  const unsigned char *presence; /* of width 8, where a value of the segment is absent; else NULL */
  int held;                      /* 1: nothing had to be read */
} grappe_dataset_slots;
/* The slots of a segment: where they are held, else read, and kept where there is room. `room` has
 * GRAPPE_SEGMENT_ROWS * 8 bytes, and again GRAPPE_SEGMENT_ROWS; it serves where the column is not held. Several readers
 * may read at once, each segment one. */
grappe_code grappe_dataset_slots_of(grappe_dataset_reader *reader, size_t column, size_t segment, void *room,
                                    grappe_dataset_slots *slots, grappe_error *error);

/* The values of an integer, identifier or day numbered in their order, for what slots are too many for: of each row
 * the place of its value among `values`, absent ones count + presence. Made once, on the run's threads, and kept with
 * the dataset until columns are held that need the room. */
typedef struct grappe_dataset_ranks {
  uint32_t *rank;
  int64_t *values; /* ascending, each once */
  uint32_t count;
} grappe_dataset_ranks;
grappe_code grappe_dataset_ranks_of(grappe_dataset *dataset, size_t column, grappe_run *run,
                                    const grappe_dataset_ranks **ranks, grappe_error *error);

/* A number that is the same for two handles of an edition only where everything in it is the same: seals of columns,
 * segments and parts. Reads them all. */
grappe_code grappe_dataset_fingerprint(grappe_dataset *dataset, uint64_t *fingerprint, grappe_error *error);

/* --- looking up: column/dataset_search.c --- */

typedef enum grappe_search_mode {
  GRAPPE_SEARCH_EQUAL,  /* the folded text is the pattern */
  GRAPPE_SEARCH_PREFIX, /* it begins with it */
  GRAPPE_SEARCH_WITHIN  /* it holds it */
} grappe_search_mode;

/* Texts of a column that match whatever accents, case or hyphens, each code once, in a fixed order. Of a column with
 * GRAPPE_DATASET_NAMES the sorted index is read (for a prefix a few blocks of it), else all texts are folded. Rows with
 * the code lie in the segments `first` to `last`. A visit that returns other than GRAPPE_OK ends the search with that;
 * it may ask for grappe_dataset_text. `pattern` is folded here. */
typedef grappe_code (*grappe_search_visit)(void *context, int32_t code, uint32_t first, uint32_t last,
                                           grappe_error *error);
grappe_code grappe_dataset_search(grappe_dataset_reader *reader, size_t column, const char *pattern,
                                  grappe_search_mode mode, grappe_search_visit visit, void *context,
                                  grappe_error *error);
/* The code of an exact text, and again for each further code it may have (see unique). */
grappe_code grappe_dataset_find_text(grappe_dataset_reader *reader, size_t column, const char *text, size_t length,
                                     grappe_search_visit visit, void *context, grappe_error *error);
/* One text without loading them all; valid until the reader's next call of this function for this column. */
grappe_code grappe_dataset_text(grappe_dataset_reader *reader, size_t column, int32_t code, const char **text,
                                grappe_error *error);
/* Rows in which an identifier, integer or day is `value`, ascending. Segments that least and greatest rule out are not
 * read; of a column with GRAPPE_DATASET_LOOKUP, only what its sorted values point to. The column's summaries were
 * loaded before. */
typedef grappe_code (*grappe_row_found)(void *context, uint64_t row, grappe_error *error);
grappe_code grappe_dataset_find_value(grappe_dataset_reader *reader, size_t column, int64_t value,
                                      grappe_row_found found, void *context, grappe_error *error);

/* --- verifying: column/dataset_verify.c --- */

/* Reads everything of every dataset and calls `finding` with a sentence for each breach. The code tells only whether it
 * could be done. */
grappe_code grappe_datasets_verify(grappe_store *store, grappe_run *run, grappe_store_finding finding, void *context,
                                   long *findings, grappe_error *error);

#endif
