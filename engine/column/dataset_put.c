/* Rows and blocks of a dataset that is being written. */
#include <stdarg.h>
#include <string.h>

#include "column/dataset_private.h"

grappe_code dataset_run_sql(grappe_store *store, grappe_error *error, const char *sql, const char *letters, ...) {
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(store, sql, &statement, error);
  if (code != GRAPPE_OK) return code;
  va_list arguments;
  va_start(arguments, letters);
  int result = SQLITE_OK;
  for (int i = 0; letters[i] && result == SQLITE_OK; i++)
    if (letters[i] == 'i') {
      result = sqlite3_bind_int64(statement, i + 1, va_arg(arguments, int64_t));
    } else {
      const char *text = va_arg(arguments, const char *);
      result = sqlite3_bind_text(statement, i + 1, text ? text : "", -1, SQLITE_STATIC);
    }
  va_end(arguments);
  int row;
  code =
      result == SQLITE_OK ? grappe_store_step(store, statement, &row, error) : grappe_store_fail(store, result, error);
  grappe_store_release(store, statement);
  return code;
}

static grappe_code put_block(dataset_output *output, const void *bytes, size_t length, dataset_place *place,
                             grappe_error *error) {
  grappe_store *store = output->store;
  sqlite3_stmt *statement;
  grappe_code code = grappe_run_check(output->run, error);
  if (code != GRAPPE_OK) return code;
  code = grappe_store_prepare(store, "INSERT INTO dataset_block(id, data) VALUES (?,?)", &statement, error);
  if (code != GRAPPE_OK) return code;
  *place = (dataset_place){output->next_block++, (uint32_t)length, grappe_crc32c(0, bytes, length)};
  output->bytes += length;
  sqlite3_bind_int64(statement, 1, place->block);
  int row, result = sqlite3_bind_blob(statement, 2, bytes, (int)length, SQLITE_STATIC);
  code =
      result == SQLITE_OK ? grappe_store_step(store, statement, &row, error) : grappe_store_fail(store, result, error);
  grappe_store_release(store, statement);
  return code;
}

static void bind_place(sqlite3_stmt *statement, int parameter, const dataset_place *place, uint32_t seal) {
  sqlite3_bind_int64(statement, parameter, place->block);
  sqlite3_bind_int64(statement, parameter + 1, place->bytes);
  sqlite3_bind_int64(statement, parameter + 2, place->checksum);
  sqlite3_bind_int64(statement, parameter + 3, seal);
}

grappe_code dataset_put_segment(dataset_output *output, size_t column, size_t number, int is_number,
                                const grappe_segment_summary *summary, const void *bytes, size_t length,
                                grappe_error *error) {
  dataset_place place;
  grappe_code code = put_block(output, bytes, length, &place, error);
  sqlite3_stmt *statement;
  if (code == GRAPPE_OK)
    code = grappe_store_prepare(output->store, "INSERT INTO dataset_segment VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
                                &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_int64(statement, 1, output->dataset);
  sqlite3_bind_int64(statement, 2, (int64_t)column);
  sqlite3_bind_int64(statement, 3, (int64_t)number);
  sqlite3_bind_int64(statement, 4, summary->rows);
  sqlite3_bind_int64(statement, 5, summary->absent);
  sqlite3_bind_int64(statement, 6, summary->encoding);
  sqlite3_bind_int64(statement, 7, summary->scale);
  if (summary->absent < summary->rows && is_number) {
    sqlite3_bind_double(statement, 8, summary->least_number);
    sqlite3_bind_double(statement, 9, summary->greatest_number);
  } else if (summary->absent < summary->rows) {
    sqlite3_bind_int64(statement, 8, summary->least);
    sqlite3_bind_int64(statement, 9, summary->greatest);
  }
  bind_place(statement, 10, &place, dataset_seal_segment(output->dataset, column, number, is_number, summary, &place));
  int row;
  code = grappe_store_step(output->store, statement, &row, error);
  grappe_store_release(output->store, statement);
  return code;
}

grappe_code dataset_put_part(dataset_output *output, size_t column, dataset_part_kind kind, size_t number,
                             dataset_part *part, const void *bytes, size_t length, grappe_error *error) {
  grappe_code code = put_block(output, bytes, length, &part->place, error);
  sqlite3_stmt *statement;
  if (code == GRAPPE_OK)
    code = grappe_store_prepare(output->store, "INSERT INTO dataset_part VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", &statement,
                                error);
  if (code != GRAPPE_OK) return code;
  int result = SQLITE_OK;
  sqlite3_bind_int64(statement, 1, output->dataset);
  sqlite3_bind_int64(statement, 2, (int64_t)column);
  sqlite3_bind_text(statement, 3, dataset_part_names[kind], -1, SQLITE_STATIC);
  sqlite3_bind_int64(statement, 4, (int64_t)number);
  sqlite3_bind_int64(statement, 5, part->first);
  sqlite3_bind_int64(statement, 6, part->count);
  if (kind == DATASET_NAMES_SORTED) {
    result = sqlite3_bind_text(statement, 7, part->least_name, -1, SQLITE_STATIC);
    if (result == SQLITE_OK) result = sqlite3_bind_text(statement, 8, part->greatest_name, -1, SQLITE_STATIC);
  } else if (kind == DATASET_VALUES_SORTED) {
    sqlite3_bind_int64(statement, 7, part->least);
    sqlite3_bind_int64(statement, 8, part->greatest);
  }
  bind_place(statement, 9, &part->place, dataset_seal_part(output->dataset, column, kind, number, part));
  int row;
  code = result == SQLITE_OK ? grappe_store_step(output->store, statement, &row, error)
                             : grappe_store_fail(output->store, result, error);
  grappe_store_release(output->store, statement);
  return code;
}
