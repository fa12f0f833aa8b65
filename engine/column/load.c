/* One column of a table, from the store: what each type of field becomes. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "column/table_private.h"

typedef struct loader {
  grappe_tables *tables;
  column_entity *table;
  const grappe_field *field;
  grappe_run *run;
  grappe_column *column;
  const int64_t *target_ids; /* of a reference */
  size_t target_rows;
  const grappe_column *terms; /* codes of all terms, where the field is one */
  grappe_error *error;
} loader;

enum { CHECK_EVERY = 4096 }; /* rows between two looks at the clock */

static grappe_column_kind kind_of(const grappe_field *field) {
  switch (field->type) {
    case GRAPPE_INTEGER:
    case GRAPPE_NUMBER:
      return GRAPPE_COLUMN_NUMBER;
    case GRAPPE_YESNO:
      return GRAPPE_COLUMN_YESNO;
    case GRAPPE_DATE:
      return GRAPPE_COLUMN_DAY;
    case GRAPPE_PERIOD:
      return GRAPPE_COLUMN_PERIOD;
    case GRAPPE_FIGURE:
      return GRAPPE_COLUMN_FIGURE;
    case GRAPPE_REFERENCE:
      return GRAPPE_COLUMN_REFERENCE;
    default:
      return GRAPPE_COLUMN_TEXT;
  }
}

static grappe_code wrong_cell(loader *l, int64_t id) {
  grappe_error inner = l->error ? *l->error : (grappe_error){0};
  return grappe_fail(l->error, GRAPPE_DATA,
                     "the observatory holds a wrong value in %s.%s, row %lld: %s; import that row again",
                     l->table->entity->name, l->field->name, (long long)id, inner.message);
}

/* A row id of the store as a code: the row it refers to, or the text of its term. */
static grappe_code set_link(loader *l, grappe_column *cells, size_t at, int64_t id) {
  int32_t row = grappe_row_of_id(l->target_ids, l->target_rows, id);
  if (row < 0) return GRAPPE_OK; /* came after this state was taken */
  if (cells->kind == GRAPPE_COLUMN_TEXT) {
    const char *code = grappe_column_text(l->terms, (size_t)row);
    return code ? grappe_column_set_text(cells, at, code, strlen(code), l->error) : GRAPPE_OK;
  }
  cells->codes[at] = row;
  cells->flags[at] = GRAPPE_PRESENT;
  return GRAPPE_OK;
}

static grappe_code set_figure(loader *l, sqlite3_stmt *statement, size_t at, int64_t id) {
  int type = sqlite3_column_type(statement, 1);
  if (type != SQLITE_TEXT) {
    double value = sqlite3_column_double(statement, 1);
    grappe_column_set_figure(l->column, at, GRAPPE_PRESENT, grappe_bounds_exact(value), value, 0);
    return GRAPPE_OK;
  }
  const char *text = (const char *)sqlite3_column_text(statement, 1);
  if (!text) return grappe_fail_memory(l->error);
  grappe_unit unit = grappe_column_unit(l->column, at), found;
  grappe_presence presence;
  grappe_bounds bounds;
  double value;
  int about;
  grappe_code code = grappe_quantity_parse(text, &unit, &presence, &bounds, &value, &about, &found, l->error);
  if (code) return code == GRAPPE_MEMORY ? code : wrong_cell(l, id);
  grappe_column_set_figure(l->column, at, presence, bounds, value, about);
  return GRAPPE_OK;
}

/* Several texts or codes of one cell, joined by ';'. */
static grappe_code set_texts(loader *l, const char *text, size_t at) {
  while (*text) {
    const char *end = strchr(text, ';');
    size_t length = end ? (size_t)(end - text) : strlen(text);
    const char *next = end ? end + 1 : text + length;
    while (length && *text == ' ') text++, length--;
    while (length && text[length - 1] == ' ') length--;
    size_t item;
    grappe_code code = length ? grappe_column_list_add(l->column, at, 1, &item, l->error) : GRAPPE_OK;
    if (code == GRAPPE_OK && length) code = grappe_column_set_text(l->column->items, item, text, length, l->error);
    if (code) return code;
    text = next;
  }
  return GRAPPE_OK;
}

static grappe_code set_text_like(loader *l, sqlite3_stmt *statement, size_t at, int64_t id) {
  const char *text = (const char *)sqlite3_column_text(statement, 1);
  size_t length = (size_t)sqlite3_column_bytes(statement, 1);
  if (!text) return grappe_fail_memory(l->error);
  grappe_column *column = l->column;
  if (column->kind == GRAPPE_COLUMN_LIST) return set_texts(l, text, at);
  if (column->kind == GRAPPE_COLUMN_TEXT) return grappe_column_set_text(column, at, text, length, l->error);
  grappe_period period; /* a day is a period of one day */
  if (grappe_period_parse(text, &period, l->error)) return wrong_cell(l, id);
  column->codes[at] = period.from;
  if (column->to) column->to[at] = period.to;
  column->flags[at] = GRAPPE_PRESENT;
  return GRAPPE_OK;
}

static grappe_code set_cell(loader *l, sqlite3_stmt *statement, size_t at, int64_t id) {
  grappe_column *column = l->column;
  switch (column->kind) {
    case GRAPPE_COLUMN_NUMBER:
      column->value[at] = sqlite3_column_double(statement, 1);
      column->flags[at] = GRAPPE_PRESENT;
      return GRAPPE_OK;
    case GRAPPE_COLUMN_YESNO:
      column->codes[at] = sqlite3_column_int(statement, 1) != 0;
      column->flags[at] = GRAPPE_PRESENT;
      return GRAPPE_OK;
    case GRAPPE_COLUMN_FIGURE:
      return set_figure(l, statement, at, id);
    case GRAPPE_COLUMN_LIST:
      if (!grappe_field_linked(l->field)) return set_text_like(l, statement, at, id);
      size_t item;
      grappe_code code = grappe_column_list_add(column, at, 1, &item, l->error);
      return code ? code : set_link(l, column->items, item, sqlite3_column_int64(statement, 1));
    default:
      if (l->field->type == GRAPPE_TERM || l->field->type == GRAPPE_REFERENCE)
        return set_link(l, column, at, sqlite3_column_int64(statement, 1));
      return set_text_like(l, statement, at, id);
  }
}

/* Rows (or links) come in the order of ids, and so do the table's: both are walked side by side. */
static grappe_code read_cells(loader *l) {
  char sql[400];
  const char *entity = l->table->entity->name, *field = l->field->name;
  if (grappe_field_linked(l->field))
    snprintf(sql, sizeof sql, "SELECT \"owner\", \"target\" FROM \"%s__%s\" ORDER BY \"owner\", \"position\"", entity,
             field);
  else
    snprintf(sql, sizeof sql, "SELECT \"id\", \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL ORDER BY \"id\"", field,
             entity, field);
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(l->tables->store, sql, &statement, l->error);
  if (code) return code;
  size_t at = 0, seen = 0;
  int row;
  while ((code = grappe_store_step(l->tables->store, statement, &row, l->error)) == GRAPPE_OK && row) {
    int64_t id = sqlite3_column_int64(statement, 0);
    while (at < l->table->rows && l->table->ids[at] < id) at++;
    if (at == l->table->rows) break;
    if (l->table->ids[at] == id && (code = set_cell(l, statement, at, id))) break;
    if (++seen % CHECK_EVERY == 0 && (code = grappe_run_check(l->run, l->error))) break;
  }
  grappe_store_release(l->tables->store, statement);
  return code;
}

/* The unit that the field states; without one, that of each row's measure (place 0 of `units` is then the pure number,
 * for rows without measure). */
static grappe_code set_units(loader *l) {
  grappe_column *column = l->column;
  int measure = grappe_field_find(l->table->entity, "measure");
  const grappe_column *measures = NULL, *codes = NULL;
  grappe_code code = GRAPPE_OK;
  if (!l->field->unit && (l->field->type != GRAPPE_FIGURE || measure < 0)) return GRAPPE_OK;
  if (!l->field->unit) {
    const grappe_entity *entity = grappe_entity_find("measure");
    code = grappe_tables_column(l->tables, l->table->entity, measure, l->run, &measures, l->error);
    if (code == GRAPPE_OK)
      code = grappe_tables_column(l->tables, entity, grappe_field_find(entity, "unit"), l->run, &codes, l->error);
    if (code) return code;
  }
  column->unit_count = 1 + (codes ? codes->count : 0);
  column->units = grappe_alloc(column->unit_count * sizeof *column->units);
  if (codes) column->unit_of = grappe_alloc_zero(column->count, sizeof *column->unit_of);
  if (!column->units || (codes && !column->unit_of)) return grappe_fail_memory(l->error);
  if (!codes) return grappe_unit_parse(l->field->unit, strlen(l->field->unit), &column->units[0], l->error);
  column->units[0] = grappe_unit_none();
  for (size_t i = 0; i < codes->count && code == GRAPPE_OK; i++) {
    const char *text = grappe_column_text(codes, i);
    column->units[i + 1] = grappe_unit_none();
    if (text) code = grappe_unit_parse(text, strlen(text), &column->units[i + 1], l->error);
  }
  for (size_t i = 0; i < column->count; i++) column->unit_of[i] = measures->codes[i] + 1;
  return code;
}

static grappe_code set_targets(loader *l, grappe_column *cells) {
  const grappe_field *field = l->field;
  if (field->type == GRAPPE_CODE) cells->list = field->list;
  if (field->type != GRAPPE_REFERENCE && field->type != GRAPPE_TERM) return GRAPPE_OK;
  const grappe_entity *target = grappe_entity_find(field->type == GRAPPE_TERM ? "term" : field->list);
  if (field->type == GRAPPE_REFERENCE) {
    cells->refers_to = target;
  } else {
    cells->list = field->list;
    cells->terms = 1;
    grappe_code code =
        grappe_tables_column(l->tables, target, grappe_field_find(target, "code"), l->run, &l->terms, l->error);
    if (code) return code;
  }
  return grappe_tables_ids(l->tables, target, &l->target_ids, &l->target_rows, l->error);
}

grappe_code column_load(grappe_tables *tables, column_entity *entity, int field, grappe_run *run,
                        grappe_column **column, grappe_error *error) {
  loader l = {.tables = tables, .table = entity, .run = run, .error = error};
  l.field = grappe_field_at(entity->entity, (size_t)field);
  grappe_column_kind kind = kind_of(l.field);
  int many = (l.field->flags & GRAPPE_MANY) != 0;
  l.column = grappe_column_new(many ? GRAPPE_COLUMN_LIST : kind, entity->rows);
  if (!l.column) return grappe_fail_memory(error);
  grappe_code code = many ? grappe_column_list_begin(l.column, kind, error) : GRAPPE_OK;
  if (code == GRAPPE_OK) code = set_targets(&l, many ? l.column->items : l.column);
  if (code == GRAPPE_OK) code = set_units(&l);
  if (code == GRAPPE_OK && (l.field->flags & GRAPPE_NOT_NEGATIVE)) {
    l.column->not_negative = 1;
    for (size_t i = 0; i < entity->rows; i++) grappe_column_set_absent(l.column, i, GRAPPE_UNKNOWN);
  }
  if (code == GRAPPE_OK && (l.field->flags & GRAPPE_EMPTY_NONE))
    for (size_t i = 0; i < entity->rows; i++) grappe_column_set_absent(l.column, i, GRAPPE_NOT_APPLICABLE);
  if (code == GRAPPE_OK) code = read_cells(&l);
  if (code) {
    grappe_column_free(l.column);
    return code;
  }
  if (many) grappe_column_list_end(l.column);
  *column = l.column;
  return GRAPPE_OK;
}
