#include "query/subjects.h"

#include <string.h>

#include "query/query_private.h"

typedef struct subject_column {
  char *path;
  int32_t *code;           /* of each subject */
  int32_t *first;          /* of each value: the first subject that has it */
  grappe_figure **figures; /* of each value, where it is a figure: NULL until it is asked for */
  size_t values;
} subject_column;

struct grappe_subjects {
  int references;
  grappe_snapshot *snapshot; /* kept */
  const grappe_entity *entity;
  int32_t *rows;
  size_t count;
  char *note;
  subject_column *columns;
  size_t column_count, column_capacity;
};

grappe_code grappe_subjects_new(grappe_query *query, grappe_subjects **subjects, grappe_error *error) {
  grappe_cursor *cursor;
  grappe_row row;
  grappe_code code = grappe_query_rows(query, &cursor, error);
  if (code) return code;
  grappe_subjects *made = grappe_alloc_zero(1, sizeof *made);
  if (made) {
    made->references = 1;
    made->snapshot = grappe_snapshot_keep(grappe_cursor_snapshot(cursor));
    made->entity = grappe_query_entity(query);
    made->rows = grappe_alloc(grappe_cursor_count(cursor) * sizeof *made->rows);
    made->note = grappe_strdup(grappe_cursor_note(cursor));
  }
  if (made && made->rows && made->note) {
    while (grappe_cursor_next(cursor, &row)) made->rows[made->count++] = row.index;
    *subjects = made;
  } else {
    grappe_subjects_release(made);
    code = grappe_fail_memory(error);
  }
  grappe_cursor_free(cursor);
  return code;
}

grappe_subjects *grappe_subjects_keep(grappe_subjects *subjects) {
  subjects->references++;
  return subjects;
}

static void free_column(subject_column *column) {
  for (size_t i = 0; column->figures && i < column->values; i++) grappe_figure_release(column->figures[i]);
  grappe_free(column->figures);
  grappe_free(column->path);
  grappe_free(column->code);
  grappe_free(column->first);
}

void grappe_subjects_release(grappe_subjects *subjects) {
  if (!subjects || --subjects->references > 0) return;
  for (size_t i = 0; i < subjects->column_count; i++) free_column(&subjects->columns[i]);
  grappe_free(subjects->columns);
  grappe_free(subjects->rows);
  grappe_free(subjects->note);
  grappe_snapshot_release(subjects->snapshot);
  grappe_free(subjects);
}

size_t grappe_subjects_count(const grappe_subjects *subjects) {
  return subjects->count;
}

const grappe_entity *grappe_subjects_entity(const grappe_subjects *subjects) {
  return subjects->entity;
}

grappe_row grappe_subjects_row(const grappe_subjects *subjects, size_t subject) {
  return (grappe_row){subjects->snapshot, subjects->entity, subjects->rows[subject]};
}

grappe_snapshot *grappe_subjects_snapshot(const grappe_subjects *subjects) {
  return subjects->snapshot;
}

const char *grappe_subjects_note(const grappe_subjects *subjects) {
  return subjects->note;
}

/* --- what a cell holds, as a script finds it ------------------------------------------------------------------------
 */

static uint64_t mix(uint64_t hash, uint64_t word) {
  hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
  return hash ^ (hash >> 29);
}

static uint64_t bits_of(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

/* Any absent value but a figure is nil, whatever it is absent for. */
static int is_nil(const grappe_column *column, size_t at) {
  return column->kind != GRAPPE_COLUMN_FIGURE && column->kind != GRAPPE_COLUMN_LIST &&
         grappe_flags_presence(column->flags[at]) != GRAPPE_PRESENT;
}

static uint64_t hash_cell(const grappe_column *column, size_t at) {
  if (is_nil(column, at)) return 0;
  uint64_t hash = column->flags[at];
  if (column->codes) hash = mix(hash, (uint64_t)column->codes[at]);
  if (column->to) hash = mix(hash, (uint64_t)column->to[at]);
  if (column->value) hash = mix(hash, bits_of(column->value[at]));
  if (column->low) hash = mix(mix(hash, bits_of(column->low[at])), bits_of(column->high[at]));
  if (column->unit_of) hash = mix(hash, (uint64_t)column->unit_of[at]);
  for (uint32_t i = column->offsets ? column->offsets[at] : 0; column->offsets && i < column->offsets[at + 1]; i++)
    hash = mix(hash, hash_cell(column->items, i));
  return hash;
}

static int same_cell(const grappe_column *column, size_t a, size_t b) {
  if (is_nil(column, a) || is_nil(column, b)) return is_nil(column, a) && is_nil(column, b);
  if (column->flags[a] != column->flags[b]) return 0;
  if (column->codes && column->codes[a] != column->codes[b]) return 0;
  if (column->to && column->to[a] != column->to[b]) return 0;
  if (column->value && bits_of(column->value[a]) != bits_of(column->value[b])) return 0;
  if (column->low &&
      (bits_of(column->low[a]) != bits_of(column->low[b]) || bits_of(column->high[a]) != bits_of(column->high[b])))
    return 0;
  if (column->unit_of && column->unit_of[a] != column->unit_of[b]) return 0;
  if (!column->offsets) return 1;
  uint32_t count = column->offsets[a + 1] - column->offsets[a];
  if (count != column->offsets[b + 1] - column->offsets[b]) return 0;
  for (uint32_t i = 0; i < count; i++)
    if (!same_cell(column->items, column->offsets[a] + i, column->offsets[b] + i)) return 0;
  return 1;
}

/* Numbers the values of `cells` in the order in which they come, by a table of open addressing. */
static grappe_code number(const grappe_column *cells, size_t count, subject_column *made, grappe_error *error) {
  size_t size = 1024, mask;
  while (size < 2 * count) size *= 2;
  mask = size - 1;
  int32_t *slots = grappe_alloc(size * sizeof *slots);
  made->code = grappe_alloc(count * sizeof *made->code);
  made->first = grappe_alloc(count * sizeof *made->first);
  grappe_code code = slots && made->code && made->first ? GRAPPE_OK : grappe_fail_memory(error);
  if (code == GRAPPE_OK) memset(slots, 0xff, size * sizeof *slots);
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    size_t at = (size_t)mix(hash_cell(cells, i), 1) & mask;
    while (slots[at] >= 0 && !same_cell(cells, (size_t)made->first[slots[at]], i)) at = (at + 1) & mask;
    if (slots[at] < 0) {
      made->first[made->values] = (int32_t)i;
      slots[at] = (int32_t)made->values++;
    }
    made->code[i] = slots[at];
  }
  grappe_free(slots);
  return code;
}

/* The scope of a figure comes from its row's measure: what differs there is no longer the same figure. */
static int has_scope(const grappe_entity *entity) {
  return grappe_field_find(entity, "measure") >= 0;
}

static grappe_code add_column(grappe_subjects *subjects, const char *path, grappe_error *error) {
  query_path parsed;
  query_values values;
  grappe_code code = query_path_parse(subjects->snapshot->observatory, subjects->entity, path, &parsed, error);
  if (code == GRAPPE_OK)
    code = query_path_values(subjects->snapshot, &parsed, subjects->rows, subjects->count, query_today(), 0, &values,
                             error);
  if (code) return code;
  subject_column made = {.path = grappe_strdup(path)};
  subject_column *columns =
      grappe_grow(subjects->columns, &subjects->column_capacity, subjects->column_count + 1, sizeof *columns);
  if (columns) subjects->columns = columns;
  int figures = values.column->kind == GRAPPE_COLUMN_FIGURE;
  if (!made.path || !columns)
    code = grappe_fail_memory(error);
  else if (figures && values.leaf_entity && has_scope(values.leaf_entity))
    code = grappe_fail(error, GRAPPE_ARGUMENT, "figures of %s differ in what they count", values.leaf_entity->plural);
  else
    code = number(values.column, subjects->count, &made, error);
  if (code == GRAPPE_OK && figures && !(made.figures = grappe_alloc_zero(made.values, sizeof *made.figures)))
    code = grappe_fail_memory(error);
  query_values_free(&values);
  if (code)
    free_column(&made);
  else
    columns[subjects->column_count++] = made;
  return code;
}

grappe_code grappe_subjects_column(grappe_subjects *subjects, const char *path, size_t *column, grappe_error *error) {
  for (size_t i = 0; i < subjects->column_count; i++)
    if (strcmp(subjects->columns[i].path, path) == 0) {
      *column = i;
      return GRAPPE_OK;
    }
  *column = subjects->column_count;
  return add_column(subjects, path, error);
}

const char *grappe_subjects_path(const grappe_subjects *subjects, size_t column) {
  return subjects->columns[column].path;
}

size_t grappe_subjects_values(const grappe_subjects *subjects, size_t column) {
  return subjects->columns[column].values;
}

const int32_t *grappe_subjects_codes(const grappe_subjects *subjects, size_t column) {
  return subjects->columns[column].code;
}

grappe_code grappe_subjects_figure(grappe_subjects *subjects, size_t column, int32_t value, grappe_figure **figure,
                                   grappe_error *error) {
  subject_column *own = &subjects->columns[column];
  if (!own->figures) return grappe_fail(error, GRAPPE_ARGUMENT, "%s is no figure", own->path);
  if (!own->figures[value]) {
    grappe_value read;
    grappe_row row = grappe_subjects_row(subjects, (size_t)own->first[value]);
    grappe_code code = grappe_row_path(&row, own->path, &read, error);
    if (code) return code;
    own->figures[value] = read.figure; /* its one reference goes over */
  }
  *figure = own->figures[value];
  return GRAPPE_OK;
}
