/* A few lines of a file read by a format, for the examples that grappe test runs. */
#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "api/context.h"
#include "api/formats_private.h"
#include "api/registration.h"
#include "api/text_file.h"
#include "base/date.h"
#include "figure/status.h"
#include "ingest/format_read.h"
#include "text/number.h"

/* Rows go to Lua as one text, so that nothing of the engine is open while Lua may raise. No cell holds these. */
enum { BETWEEN_CELLS = '\x1f', END_OF_ROW = '\x1e', END_OF_ROWS = '\x1d' };

static void add_bounds(double low, double high, grappe_buffer *out) {
  if (isinf(high)) grappe_buffer_add(out, ">=");
  grappe_number_write(low, out);
  if (isinf(high) || low == high) return;
  grappe_buffer_add(out, "..");
  grappe_number_write(high, out);
}

static void add_cell(const grappe_typed_column *column, const grappe_typed_batch *batch, size_t row,
                     grappe_buffer *out) {
  char text[GRAPPE_PERIOD_TEXT];
  grappe_presence presence = (grappe_presence)column->presence[row];
  int64_t value = column->integers ? column->integers[row] : 0;
  if (presence != GRAPPE_PRESENT) {
    grappe_buffer_add(out, grappe_presence_sign(presence));
    return;
  }
  switch (column->kind) {
    case GRAPPE_TYPED_TEXT:
      grappe_buffer_add_bytes(out, batch->texts + column->start[row], column->length[row]);
      break;
    case GRAPPE_TYPED_NUMBER:
      if (column->field && column->field->type >= GRAPPE_FORMAT_LONGITUDE)
        grappe_buffer_addf(out, "%.6f", column->numbers[row]); /* a tenth of a metre */
      else
        grappe_number_write(column->numbers[row], out);
      break;
    case GRAPPE_TYPED_DAY:
      grappe_buffer_add(out, grappe_day_write((grappe_day)value, text));
      break;
    case GRAPPE_TYPED_PERIOD:
      grappe_buffer_add(out,
                        grappe_period_write((grappe_period){(grappe_day)value, (grappe_day)column->to[row]}, text));
      break;
    case GRAPPE_TYPED_YESNO:
      grappe_buffer_add(out, value ? "yes" : "no");
      break;
    case GRAPPE_TYPED_BAND:
      add_bounds(column->numbers[row], column->high[row], out);
      break;
    default:
      grappe_buffer_addf(out, "%0*lld", (int)column->width, (long long)value);
  }
}

typedef struct example {
  grappe_buffer rows, rejected;
  uint64_t left_out;
  const grappe_format *format;
} example;

static grappe_code tell(void *context, const grappe_format_finding *finding, grappe_error *error) {
  example *e = context;
  (void)error;
  if (finding->remark || finding->again) return GRAPPE_OK;
  grappe_buffer_addf(&e->rejected, "%s%c", finding->reason, END_OF_ROW);
  return GRAPPE_OK;
}

static grappe_code read_all(void *context, const char *path, grappe_error *error) {
  example *e = context;
  /* A script is written in UTF-8, and what it shows of a workbook's rows is text too. */
  grappe_format as_text = *e->format;
  if (as_text.reader.encoding == GRAPPE_CSV_WINDOWS_1252) as_text.reader.encoding = GRAPPE_CSV_UTF8;
  if (as_text.reader.kind == GRAPPE_RECORDS_XLSX) as_text.reader.kind = GRAPPE_RECORDS_CSV;
  const grappe_format_options options = {.finding = tell, .finding_context = e};
  grappe_format_reader *reader;
  const grappe_typed_batch *batch;
  grappe_code code = grappe_format_open(&as_text, path, &options, &reader, error);
  if (code != GRAPPE_OK) return code;
  while ((code = grappe_format_next(reader, &batch, error)) == GRAPPE_OK && batch->rows)
    for (size_t row = 0; row < batch->rows; row++) {
      for (size_t c = 0; c < batch->column_count; c++) {
        grappe_buffer_addf(&e->rows, "%s%c", batch->columns[c].name, BETWEEN_CELLS);
        add_cell(&batch->columns[c], batch, row, &e->rows);
        grappe_buffer_add_char(&e->rows, BETWEEN_CELLS);
      }
      grappe_buffer_add_char(&e->rows, END_OF_ROW);
    }
  grappe_format_counts counts = grappe_format_counts_of(reader);
  for (size_t i = 0; i < counts.left_out_count; i++) e->left_out += counts.left_out[i].rows;
  grappe_format_close(reader);
  if (code == GRAPPE_OK && (grappe_buffer_failed(&e->rows) || grappe_buffer_failed(&e->rejected)))
    code = grappe_fail_memory(error);
  return code;
}

static void push_rows(lua_State *L, const char *text) {
  lua_newtable(L);
  for (lua_Integer row = 1; *text != END_OF_ROWS; row++) {
    lua_newtable(L);
    while (*text != END_OF_ROW) {
      const char *name_end = strchr(text, BETWEEN_CELLS), *value_end = strchr(name_end + 1, BETWEEN_CELLS);
      lua_pushlstring(L, text, (size_t)(name_end - text));
      lua_pushlstring(L, name_end + 1, (size_t)(value_end - name_end - 1));
      lua_rawset(L, -3);
      text = value_end + 1;
    }
    lua_rawseti(L, -2, row);
    text++;
  }
}

static void push_sentences(lua_State *L, const char *text) {
  lua_newtable(L);
  for (lua_Integer i = 1; *text; i++) {
    const char *end = strchr(text, END_OF_ROW);
    lua_pushlstring(L, text, (size_t)(end - text));
    lua_rawseti(L, -2, i);
    text = end + 1;
  }
}

int grappe_format_read_text(lua_State *L) {
  const grappe_format *format = luaL_checkudata(L, 1, GRAPPE_FORMAT_TYPE);
  size_t length;
  const char *text = luaL_checklstring(L, 3, &length);
  for (lua_Integer part = luaL_checkinteger(L, 2); part > 1 && format->next; part--) format = format->next;
  example e = {.format = format};
  grappe_error error = {0};
  grappe_code code = grappe_text_file(text, length, read_all, &e, &error);
  grappe_buffer_add_char(&e.rows, END_OF_ROWS);
  grappe_buffer_add(&e.rows, grappe_buffer_text(&e.rejected));
  grappe_buffer_free(&e.rejected);
  if (code != GRAPPE_OK) {
    grappe_buffer_free(&e.rows);
    grappe_raise(L, &error);
  }
  grappe_push_buffer(L, &e.rows);
  const char *read = lua_tostring(L, -1);
  push_rows(L, read);
  push_sentences(L, strchr(read, END_OF_ROWS) + 1);
  lua_pushinteger(L, (lua_Integer)e.left_out);
  return 3;
}
