/* What the files of the formats share. */
#ifndef GRAPPE_INGEST_FORMAT_PRIVATE_H
#define GRAPPE_INGEST_FORMAT_PRIVATE_H

#include "ingest/format.h"
#include "ingest/format_read.h"

/* --- texts looked up: format_table.c --- */

typedef struct format_entry {
  const char *text; /* borrowed */
  size_t length;
  int index; /* what it stands for; not below 0 */
} format_entry;

typedef struct format_table {
  format_entry *entries; /* by hash, open addressing; text NULL: free */
  size_t capacity;       /* a power of two, or 0 */
  size_t count, longest;
} format_table;

/* Adds a text; the first of two equal ones stays. */
grappe_code format_table_add(format_table *table, const char *text, int index, grappe_error *error);
int format_table_find(const format_table *table, const char *text, size_t length); /* -1: none */
void format_table_free(format_table *table);

/* --- names of columns: format_names.c --- */

typedef struct format_names {
  const char *const *names; /* borrowed */
  char **folded;
  size_t count;
} format_names;

grappe_code format_names_begin(format_names *names, const char *const *texts, size_t count, grappe_error *error);
void format_names_end(format_names *names);
/* The place of the first spelling that is there: -1 where none is, -2 where two columns answer to it (*spelling is the
 * name then). */
int format_names_find(const format_names *names, const char *const *spellings, const char **spelling);
/* The first spelling that holds "{period}"; NULL: none. */
const char *format_pattern(const char *const *spellings);
/* The period that column `index` names by the pattern; 0: none. */
int format_pattern_period(const format_names *names, size_t index, const char *pattern, grappe_period *period);

/* --- rejects that were mended: format_mended.c --- */

/* Changes how the file is to be read where its first line says that it is a file of rejects. */
grappe_code format_read_mended(grappe_input *input, grappe_records_options *reading, grappe_error *error);
/* Whether a column is one that files of rejects have beside their data. format_reject.c */
int format_of_rejects(const char *name);

/* --- plans: format_plan.c --- */

typedef struct plan_field {
  const grappe_format_field *field;
  int column, second, zone, prefix_by, only_by; /* places in the header; -1: none */
  int also[GRAPPE_FORMAT_ALSO], flags_by[GRAPPE_FORMAT_FLAGS];
  int wide; /* 1: one column a period, see grappe_plan.wide */
  size_t wide_index;
} plan_field;

typedef struct plan_skip {
  const grappe_format_skip *skip;
  int column, other; /* -1: the file has none */
} plan_skip;

struct grappe_plan {
  const grappe_format *format;
  size_t width;
  plan_field *fields;
  size_t field_count, wide_count;
  plan_skip *skips;
  size_t skip_count;
  grappe_period *periods; /* ascending */
  size_t period_count, period_capacity;
  int *wide; /* for each wide field and period the column, or -1 */
  size_t *unused;
  size_t unused_count;
  const grappe_format_field **missing;
  size_t missing_count;
  grappe_format_field
      *others; /* fields of the columns that are kept though none names them, ended by one without target */
  char **other_names;
};

void plan_field_begin(plan_field *planned, const grappe_format_field *field); /* no column found yet */
/* Makes a field of each column of the file that none uses. format_others.c */
grappe_code plan_keep_others(grappe_plan *plan, const format_names *names, grappe_error *error);
void plan_free_others(grappe_plan *plan);

/* --- values: format_value.c --- */

typedef struct converter {
  const plan_field *plan;
  const grappe_format_field *field;
  grappe_typed_column *column, *flags; /* flags: NULL where there is no column for them */
  format_table absent;                 /* presence of whole cells */
  format_table values;                 /* place in field->values */
  format_table codes;                  /* place in field->bands; 1 yes, 0 no */
  format_table signs;                  /* of flags: presence */
  format_table prefixes;               /* place in field->prefixes */
  format_table only;                   /* texts of only_by */
  int empty;                           /* presence of the empty cell */
  int composed;                        /* something is put to the text */
  int simple;                          /* nothing but the cell's text and the type make the value */
} converter;

typedef struct arena {
  char *bytes;
  size_t length, capacity;
} arena;

/* What the coordinates of a record come to, so that its second field need not compute them again. */
typedef struct position {
  int first, second;
  double longitude, latitude;
  int valid;
} position;

typedef struct conversion_state {
  arena texts;
  grappe_buffer computed, composed, whole;
  position position;
} conversion_state;

grappe_code converter_begin(converter *c, const grappe_format *format, grappe_error *error);
void converter_end(converter *c);
/* Writes the cell into row `row` of the column. GRAPPE_DATA: the value is wrong, the reason in *reason; other codes end
 * the reading. `record`: for fields of several columns, else NULL is fine. */
grappe_code converter_cell(const converter *c, conversion_state *state, const char *text, size_t length,
                           const grappe_csv_record *record, size_t row, grappe_error *reason);
void converter_absent(const converter *c, size_t row, grappe_presence presence);

/* format_number.c: each returns 1 where the whole text was read. */
int format_integer(const char *text, size_t length, int64_t *value);
/* -1: two readings. */
int format_number(const char *text, size_t length, char decimal, double *value);
int format_day(const char *text, size_t length, grappe_day_order order, grappe_day *day);
int format_period(const char *text, size_t length, grappe_period *period);

/* format_projection.c: metres to degrees (WGS 84). 0: outside what the projection is made for. */
int format_project(double east, double north, const char *zone, size_t zone_length, double *longitude,
                   double *latitude);

/* What a batch needs of its own while the reader fills another: columns and texts are handed in and out. */
typedef struct batch_set {
  grappe_typed_column *columns;
  arena texts;
  grappe_typed_batch batch;
} batch_set;

/* format_read.c keeps one of these for each format that is read. */
struct grappe_format_reader {
  const grappe_format *format;
  grappe_format_options options;
  grappe_records *records;
  grappe_plan *plan;
  converter *converters; /* one a field of the plan */
  grappe_typed_column *columns;
  size_t column_count, row_capacity;
  grappe_typed_column *period; /* of a wide file, else NULL */
  conversion_state state;
  grappe_typed_batch batch;              /* that is being filled, or was filled last */
  batch_set sets[GRAPPE_FORMAT_BATCHES]; /* none where only one batch is wanted */
  size_t set_count, set;
  grappe_format_left_out *left_out;
  grappe_format_counts counts;
  grappe_error reason; /* why the cell under way is wrong */
  uint64_t told;       /* the last record that was told to be rejected */
  int ended, failed;
};

#endif
