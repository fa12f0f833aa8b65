#include "query/value.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "query/query_private.h"
#include "query/title_private.h"
#include "text/number.h"

void grappe_value_release(grappe_value *value) {
  grappe_figure_release(value->figure);
  for (size_t i = 0; i < value->count; i++) grappe_value_release(&value->items[i]);
  grappe_free(value->items);
  *value = (grappe_value){.presence = GRAPPE_UNKNOWN};
}

/* The figure of a cell, without label and source. */
static grappe_code cell_figure(const grappe_column *column, size_t row, grappe_value *value, grappe_error *error) {
  grappe_figure_parts parts = grappe_figure_parts_none();
  parts.presence = grappe_flags_presence(column->flags[row]);
  parts.bounds = grappe_column_bounds(column, row);
  parts.value = column->value[row];
  parts.about = (column->flags[row] & GRAPPE_FLAG_ABOUT) != 0;
  parts.unit = grappe_column_unit(column, row);
  value->kind = GRAPPE_VALUE_FIGURE;
  value->presence = parts.presence;
  value->figure = grappe_figure_new(&parts);
  return value->figure ? GRAPPE_OK : grappe_fail_memory(error);
}

static grappe_code cell_list(grappe_snapshot *snapshot, const grappe_column *column, size_t row, grappe_value *value,
                             grappe_error *error) {
  uint32_t from = column->offsets[row], count = column->offsets[row + 1] - from;
  if (column->alternatives && count == 0) return GRAPPE_OK;
  if (column->alternatives && count == 1 && !(column->items->flags[from] & GRAPPE_FLAG_MAYBE))
    return query_cell(snapshot, column->items, from, value, error);
  value->items = grappe_alloc_zero(count, sizeof *value->items);
  if (!value->items) return grappe_fail_memory(error);
  value->kind = GRAPPE_VALUE_LIST;
  value->presence = count ? GRAPPE_PRESENT : GRAPPE_UNKNOWN;
  value->count = count;
  for (uint32_t i = 0; i < count; i++) {
    grappe_code code = query_cell(snapshot, column->items, from + i, &value->items[i], error);
    if (code) return code;
    value->items[i].maybe = (column->items->flags[from + i] & GRAPPE_FLAG_MAYBE) != 0;
  }
  return GRAPPE_OK;
}

static void cell_code(grappe_snapshot *snapshot, const grappe_column *column, size_t row, grappe_value *value) {
  int32_t code = column->codes[row];
  switch (column->kind) {
    case GRAPPE_COLUMN_TEXT:
      value->kind = GRAPPE_VALUE_TEXT;
      value->text = grappe_dictionary_text(column->dictionary, code);
      value->list = column->list;
      break;
    case GRAPPE_COLUMN_YESNO:
      value->kind = GRAPPE_VALUE_YESNO;
      value->yes = code;
      break;
    case GRAPPE_COLUMN_DAY:
      value->kind = GRAPPE_VALUE_DAY;
      value->day = code;
      break;
    case GRAPPE_COLUMN_PERIOD:
      value->kind = GRAPPE_VALUE_PERIOD;
      value->period = (grappe_period){code, column->to[row]};
      break;
    default:
      if (code < -1) { /* a code that no row has */
        value->kind = GRAPPE_VALUE_TEXT;
        value->text = grappe_dictionary_text(column->dictionary, -2 - code);
        break;
      }
      value->kind = GRAPPE_VALUE_ROW;
      value->row = (grappe_row){snapshot, column->refers_to, code};
  }
}

grappe_code query_cell(grappe_snapshot *snapshot, const grappe_column *column, size_t row, grappe_value *value,
                       grappe_error *error) {
  *value = (grappe_value){.presence = grappe_flags_presence(column->flags[row])};
  grappe_code code = GRAPPE_OK;
  if (column->kind == GRAPPE_COLUMN_FIGURE) {
    code = cell_figure(column, row, value, error);
  } else if (column->kind == GRAPPE_COLUMN_LIST) {
    code = cell_list(snapshot, column, row, value, error);
  } else if (value->presence != GRAPPE_PRESENT) {
    return GRAPPE_OK;
  } else if (column->kind == GRAPPE_COLUMN_NUMBER) {
    value->kind = GRAPPE_VALUE_NUMBER;
    value->number = column->value[row];
  } else {
    cell_code(snapshot, column, row, value);
  }
  if (code) grappe_value_release(value);
  return code;
}

grappe_code grappe_row_field(const grappe_row *row, int field, grappe_value *value, grappe_error *error) {
  const grappe_column *column;
  *value = (grappe_value){.presence = GRAPPE_UNKNOWN};
  if (row->index < 0) return GRAPPE_OK;
  if (grappe_field_at(row->entity, (size_t)field)->type == GRAPPE_FIGURE) {
    grappe_code code = grappe_row_figure(row, field, &value->figure, error);
    if (code) return code;
    value->kind = GRAPPE_VALUE_FIGURE;
    value->presence = grappe_figure_read(value->figure)->presence;
    return GRAPPE_OK;
  }
  grappe_code code = query_column(row->snapshot, row->entity, field, &column, error);
  return code ? code : query_cell(row->snapshot, column, (size_t)row->index, value, error);
}

grappe_code grappe_row_path(const grappe_row *row, const char *path, grappe_value *value, grappe_error *error) {
  query_path parsed;
  query_values values;
  *value = (grappe_value){.presence = GRAPPE_UNKNOWN};
  grappe_code code = query_path_parse(row->snapshot->observatory, row->entity, path, &parsed, error);
  if (code || row->index < 0) return code;
  if (parsed.count == 1 && parsed.steps[0].kind == PATH_FIELD)
    return grappe_row_field(row, parsed.steps[0].field, value, error);
  code = query_path_values(row->snapshot, &parsed, &row->index, 1, query_today(), 1, &values, error);
  if (code) return code;
  const grappe_field *field = query_path_field(&parsed);
  if (field && field->type == GRAPPE_FIGURE && values.column->kind == GRAPPE_COLUMN_FIGURE && values.leaves[0] >= 0) {
    grappe_row leaf = {row->snapshot, values.leaf_entity, values.leaves[0]};
    code = grappe_row_field(&leaf, values.leaf_field, value, error);
  } else {
    code = query_cell(row->snapshot, values.column, 0, value, error);
  }
  /* A text of a gathered column lives in the table's dictionary, which the snapshot keeps. */
  query_values_free(&values);
  return code;
}

static void add_day(grappe_day day, grappe_buffer *text) {
  int year, month, day_of_month;
  grappe_day_to_date(day, &year, &month, &day_of_month);
  grappe_buffer_addf(text, "%04d-%02d-%02d", year, month, day_of_month);
}

static grappe_code add_list(const grappe_value *value, grappe_snapshot *snapshot, int people, grappe_buffer *text,
                            grappe_error *error) {
  for (size_t i = 0; i < value->count; i++) {
    if (i) grappe_buffer_add(text, people ? (value->items[i].maybe ? " / " : ", ") : ";");
    grappe_code code = people ? grappe_value_display(&value->items[i], snapshot, text, error)
                              : grappe_value_write(&value->items[i], text, error);
    if (code) return code;
  }
  return GRAPPE_OK;
}

grappe_code grappe_value_display(const grappe_value *value, grappe_snapshot *snapshot, grappe_buffer *text,
                                 grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  const char *title = NULL;
  switch (value->kind) {
    case GRAPPE_VALUE_TEXT:
      grappe_buffer_add(text, value->list ? grappe_code_name(snapshot, value->list, value->text) : value->text);
      break;
    case GRAPPE_VALUE_NUMBER:
      grappe_number_display(value->number, GRAPPE_DIGITS_ALL, 0, grappe_language_now(), text);
      break;
    case GRAPPE_VALUE_YESNO:
      grappe_buffer_add(text, grappe_translate(value->yes ? "yes" : "no"));
      break;
    case GRAPPE_VALUE_FIGURE:
      grappe_figure_display(value->figure, grappe_language_now(), 1, text);
      break;
    case GRAPPE_VALUE_ROW:
      if (value->row.index >= 0)
        code = query_row_title(value->row.snapshot, value->row.entity, value->row.index, &title, NULL, NULL, error);
      if (code == GRAPPE_OK && title)
        grappe_buffer_add(text, title);
      else if (code == GRAPPE_OK)
        code = grappe_row_name(&value->row, text, error);
      break;
    case GRAPPE_VALUE_LIST:
      return add_list(value, snapshot, 1, text, error);
    default:
      return grappe_value_write(value, text, error);
  }
  return code == GRAPPE_OK && grappe_buffer_failed(text) ? grappe_fail_memory(error) : code;
}

grappe_code grappe_value_write(const grappe_value *value, grappe_buffer *text, grappe_error *error) {
  char period[GRAPPE_PERIOD_TEXT];
  grappe_code code = GRAPPE_OK;
  switch (value->kind) {
    case GRAPPE_VALUE_NONE:
      break;
    case GRAPPE_VALUE_TEXT:
      grappe_buffer_add(text, value->text);
      break;
    case GRAPPE_VALUE_NUMBER:
      grappe_number_write(value->number, text);
      break;
    case GRAPPE_VALUE_YESNO:
      grappe_buffer_add(text, value->yes ? "1" : "0");
      break;
    case GRAPPE_VALUE_DAY:
      add_day(value->day, text);
      break;
    case GRAPPE_VALUE_PERIOD:
      grappe_buffer_add(text, grappe_period_write(value->period, period));
      break;
    case GRAPPE_VALUE_FIGURE:
      grappe_figure_write(value->figure, 0, text);
      break;
    case GRAPPE_VALUE_ROW:
      code = grappe_row_code(&value->row, text, error);
      break;
    case GRAPPE_VALUE_LIST:
      return add_list(value, NULL, 0, text, error);
  }
  return code == GRAPPE_OK && grappe_buffer_failed(text) ? grappe_fail_memory(error) : code;
}
