/* Everything of every dataset, looked at afresh. */
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "column/dataset_private.h"

typedef struct verification {
  grappe_store *store;
  grappe_run *run;
  grappe_store_finding finding;
  void *context;
  long count;
  void *values;
  unsigned char *presence;
} verification;

/* Damage is a finding; anything else ends the verification. */
static grappe_code settle(verification *v, grappe_code code, grappe_error *error) {
  if (code != GRAPPE_DATA) return code;
  v->count++;
  if (v->finding) v->finding(v->context, error->message);
  return grappe_run_check(v->run, error);
}

static grappe_code nothing(void *context, int32_t code, uint32_t first, uint32_t last, grappe_error *error) {
  (void)context, (void)code, (void)first, (void)last, (void)error;
  return GRAPPE_OK;
}

static grappe_code verify_segments(verification *v, grappe_dataset *dataset, grappe_dataset_reader *reader,
                                   size_t column, grappe_error *error) {
  const grappe_segment_summary *summaries;
  grappe_code code = grappe_dataset_summaries(dataset, column, &summaries, error);
  if (code != GRAPPE_OK) return settle(v, code, error);
  grappe_physical into = grappe_dataset_physical(dataset->columns[column].about.kind);
  for (size_t s = 0; code == GRAPPE_OK && s < dataset->segments; s++) {
    code = grappe_run_check(v->run, error);
    if (code == GRAPPE_OK)
      code = settle(v, grappe_dataset_read(reader, column, s, into, v->values, v->presence, error), error);
  }
  return code;
}

/* Whatever the kind, its parts are read and believed only where they agree with themselves. */
static grappe_code verify_parts(verification *v, grappe_dataset *dataset, grappe_dataset_reader *reader, size_t column,
                                grappe_error *error) {
  const dataset_column_state *c = &dataset->columns[column];
  const grappe_period *periods;
  const grappe_band *bands;
  const dataset_part *parts;
  size_t count;
  grappe_code code = grappe_dataset_periods(dataset, column, &periods, &count, error);
  if (code == GRAPPE_OK) code = grappe_dataset_bands(dataset, column, &bands, &count, error);
  if (code == GRAPPE_OK && c->about.kind == GRAPPE_DATASET_TEXT)
    code = grappe_dataset_search(reader, column, "", GRAPPE_SEARCH_WITHIN, nothing, NULL, error);
  for (int kind = 0; code == GRAPPE_OK && kind < DATASET_PART_KINDS; kind++) {
    code = dataset_reader_parts(reader, column, (dataset_part_kind)kind, &parts, &count, error);
    for (size_t p = 0; code == GRAPPE_OK && p < count; p++) {
      code = grappe_run_check(v->run, error);
      if (code == GRAPPE_OK) code = dataset_keep_part(reader, column, p, &parts[p], &reader->index, error);
    }
  }
  return settle(v, code, error);
}

static grappe_code verify_dataset(void *context, const grappe_dataset_info *info, grappe_error *error) {
  verification *v = context;
  grappe_dataset *dataset = NULL;
  grappe_dataset_reader *reader = NULL;
  grappe_code code = grappe_dataset_open(v->store, info->about.code, info->about.edition, &dataset, error);
  if (code != GRAPPE_OK) return settle(v, code, error);
  code = grappe_dataset_reader_new(dataset, NULL, &reader, error);
  for (size_t c = 0; code == GRAPPE_OK && c < info->columns; c++) {
    code = verify_segments(v, dataset, reader, c, error);
    if (code == GRAPPE_OK) code = verify_parts(v, dataset, reader, c, error);
  }
  grappe_dataset_reader_free(reader);
  grappe_dataset_release(dataset);
  return code;
}

static grappe_code verify_rest(verification *v, grappe_error *error) {
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(
      v->store, "SELECT count(*) FROM dataset_block WHERE id >> 32 NOT IN (SELECT dataset FROM dataset_detail)",
      &statement, error);
  if (code != GRAPPE_OK) return code;
  int row;
  code = grappe_store_step(v->store, statement, &row, error);
  long long lost = code == GRAPPE_OK && row ? sqlite3_column_int64(statement, 0) : 0;
  grappe_store_release(v->store, statement);
  if (code != GRAPPE_OK || !lost) return code;
  code = grappe_fail(error, GRAPPE_DATA,
                     "%lld blocks of data belong to no dataset: restore the observatory from a backup", lost);
  return settle(v, code, error);
}

grappe_code grappe_datasets_verify(grappe_store *store, grappe_run *run, grappe_store_finding finding, void *context,
                                   long *findings, grappe_error *error) {
  verification v = {store, run, finding, context, 0, NULL, NULL};
  v.values = grappe_alloc(GRAPPE_SEGMENT_ROWS * sizeof(int64_t));
  v.presence = grappe_alloc(GRAPPE_SEGMENT_ROWS);
  grappe_code code = v.values && v.presence ? GRAPPE_OK : grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = grappe_datasets_list(store, verify_dataset, &v, error);
  if (code == GRAPPE_OK) code = verify_rest(&v, error);
  grappe_free(v.values);
  grappe_free(v.presence);
  *findings = v.count;
  return code;
}
