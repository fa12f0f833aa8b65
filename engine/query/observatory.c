#include "query/observatory.h"

#include "query/query_private.h"
#include "query/scan_memory.h"
#include "store/names.h"
#include "store/past.h"

grappe_code grappe_observatory_on(grappe_store *store, grappe_observatory **observatory, grappe_error *error) {
  grappe_observatory *made = grappe_alloc_zero(1, sizeof *made);
  if (!made) return grappe_fail_memory(error);
  made->store = made->present = store;
  *observatory = made;
  return GRAPPE_OK;
}

static grappe_code on_or_close(grappe_store *store, grappe_observatory **observatory, grappe_error *error) {
  grappe_code code = grappe_observatory_on(store, observatory, error);
  if (code) grappe_store_close(store);
  return code;
}

grappe_code grappe_observatory_open(const char *path, grappe_store_mode mode, grappe_observatory **observatory,
                                    grappe_error *error) {
  grappe_store *store;
  grappe_code code = grappe_store_open(path, mode, &store, error);
  return code ? code : on_or_close(store, observatory, error);
}

grappe_code grappe_observatory_open_copy(const char *path, grappe_observatory **observatory, grappe_error *error) {
  grappe_store *store;
  grappe_code code = grappe_store_open_copy(path, &store, error);
  return code ? code : on_or_close(store, observatory, error);
}

void grappe_observatory_close(grappe_observatory *observatory) {
  if (!observatory) return;
  scan_memory_free(observatory->memory);
  grappe_snapshot_release(observatory->snapshot);
  for (observatory_past *past = observatory->pasts, *next; past; past = next) {
    next = past->next;
    grappe_store_close(past->store);
    grappe_free(past);
  }
  grappe_store_close(observatory->present);
  grappe_free(observatory);
}

grappe_store *grappe_observatory_store(grappe_observatory *observatory) {
  return observatory->store;
}

grappe_run *grappe_observatory_run(grappe_observatory *observatory, grappe_run *run) {
  grappe_run *before = observatory->run;
  observatory->run = run;
  grappe_store_run(observatory->store, run);
  return before;
}

grappe_code grappe_observatory_snapshot(grappe_observatory *observatory, grappe_snapshot **snapshot,
                                        grappe_error *error) {
  grappe_snapshot *latest = observatory->snapshot;
  if (latest && grappe_tables_version(latest->tables) == grappe_store_version(observatory->store)) {
    *snapshot = grappe_snapshot_keep(latest);
    return GRAPPE_OK;
  }
  grappe_snapshot *made = grappe_alloc_zero(1, sizeof *made);
  if (!made) return grappe_fail_memory(error);
  grappe_code code = grappe_tables_new(observatory->store, &made->tables, error);
  if (code) {
    grappe_free(made);
    return code;
  }
  made->references = 1;
  made->observatory = observatory;
  grappe_snapshot_release(latest);
  observatory->snapshot = made;
  *snapshot = grappe_snapshot_keep(made);
  return GRAPPE_OK;
}

grappe_snapshot *grappe_snapshot_keep(grappe_snapshot *snapshot) {
  if (snapshot) snapshot->references++;
  return snapshot;
}

void grappe_snapshot_release(grappe_snapshot *snapshot) {
  if (!snapshot || --snapshot->references > 0) return;
  grappe_tables_release(snapshot->tables);
  grappe_territories_release(snapshot->territories);
  query_derived_free(snapshot);
  grappe_free(snapshot->source_geographies);
  grappe_free(snapshot);
}

grappe_observatory *grappe_snapshot_observatory(const grappe_snapshot *snapshot) {
  return snapshot->observatory;
}

grappe_tables *grappe_snapshot_tables(const grappe_snapshot *snapshot) {
  return snapshot->tables;
}

/* Territories hold rows of their own; where the data changed between two loads of one snapshot their rows could differ
 * from the tables'. The ids are compared, and a snapshot that is torn says so instead of mixing up rows. */
grappe_code grappe_snapshot_territories(grappe_snapshot *snapshot, grappe_territories **territories,
                                        grappe_error *error) {
  if (!snapshot->territories) {
    grappe_territories *loaded;
    const int64_t *ids;
    size_t rows;
    grappe_code code = grappe_tables_ids(snapshot->tables, query_entity_territory(), &ids, &rows, error);
    if (code == GRAPPE_OK)
      code = grappe_territories_load(grappe_tables_store(snapshot->tables), query_run(snapshot), &loaded, error);
    if (code) return code;
    int same = (size_t)grappe_territories_count(loaded) == rows;
    for (size_t i = 0; i < rows && same; i++) same = grappe_territory_id(loaded, (int32_t)i) == ids[i];
    if (!same) {
      grappe_territories_release(loaded);
      return grappe_fail(error, GRAPPE_BUSY, "the territories changed while they were being read: run this again");
    }
    snapshot->territories = loaded;
  }
  *territories = snapshot->territories;
  return GRAPPE_OK;
}

const grappe_entity *query_entity_territory(void) {
  return grappe_entity_find("territory");
}

grappe_run *query_run(const grappe_snapshot *snapshot) {
  return snapshot->observatory->run;
}

grappe_code query_column(grappe_snapshot *snapshot, const grappe_entity *entity, int field,
                         const grappe_column **column, grappe_error *error) {
  return grappe_tables_column(snapshot->tables, entity, field, query_run(snapshot), column, error);
}

grappe_code query_column_named(grappe_snapshot *snapshot, const grappe_entity *entity, const char *field,
                               const grappe_column **column, grappe_error *error) {
  int index = grappe_field_find(entity, field);
  *column = NULL;
  return index < 0 ? GRAPPE_OK : query_column(snapshot, entity, index, column, error);
}

grappe_code grappe_observatory_find(grappe_observatory *observatory, const grappe_entity *entity, const char *text,
                                    const char *among, const char *const *prefer, grappe_row *row,
                                    grappe_error *error) {
  grappe_find_options options = {.among = among, .prefer = prefer, .on = NULL};
  grappe_snapshot *snapshot;
  const int64_t *ids;
  size_t rows;
  int64_t id;
  grappe_code code = grappe_observatory_snapshot(observatory, &snapshot, error);
  if (code) return code;
  code = grappe_store_find(observatory->store, entity, text, &options, &id, error);
  if (code == GRAPPE_OK) code = grappe_tables_ids(snapshot->tables, entity, &ids, &rows, error);
  if (code) {
    grappe_snapshot_release(snapshot);
    return code;
  }
  *row = (grappe_row){snapshot, entity, grappe_row_of_id(ids, rows, id)};
  return GRAPPE_OK;
}

grappe_code query_row_in(grappe_snapshot *snapshot, const grappe_row *row, int32_t *index, grappe_error *error) {
  *index = row->index;
  if (row->snapshot == snapshot || row->index < 0) return GRAPPE_OK;
  int64_t id;
  const int64_t *ids;
  size_t rows;
  grappe_code code = grappe_row_id(row, &id, error);
  if (code == GRAPPE_OK) code = grappe_tables_ids(snapshot->tables, row->entity, &ids, &rows, error);
  if (code == GRAPPE_OK) *index = grappe_row_of_id(ids, rows, id);
  return code;
}

int grappe_observatory_remarks(grappe_observatory *observatory, int on) {
  int before = !observatory->terse;
  observatory->terse = !on;
  return before;
}

int grappe_observatory_has_remarks(const grappe_observatory *observatory) {
  return !observatory->terse;
}

/* The store that holds what the registry held on the day. */
static grappe_code store_of_day(grappe_observatory *observatory, grappe_day day, grappe_store **store,
                                grappe_error *error) {
  int64_t changed = 0;
  *store = observatory->present;
  if (day == GRAPPE_DAY_LAST || grappe_store_is_copy(observatory->present)) return GRAPPE_OK;
  grappe_code code = grappe_store_changed_after(observatory->present, day, &changed, error);
  if (code != GRAPPE_OK || !changed) return code;
  observatory_past *past = observatory->pasts;
  while (past && past->day != day) past = past->next;
  if (!past) {
    past = grappe_alloc_zero(1, sizeof *past);
    if (!past) return grappe_fail_memory(error);
    code = grappe_store_open_past(observatory->present, day, &past->store, error);
    if (code != GRAPPE_OK) {
      grappe_free(past);
      return code;
    }
    past->day = day;
    past->next = observatory->pasts;
    observatory->pasts = past;
  }
  *store = past->store;
  return GRAPPE_OK;
}

grappe_day grappe_observatory_known_on(const grappe_observatory *observatory) {
  return observatory->has_known_on ? observatory->known_on : GRAPPE_DAY_LAST;
}

grappe_code grappe_observatory_know_as_on(grappe_observatory *observatory, grappe_day day, grappe_error *error) {
  grappe_store *store;
  grappe_code code = store_of_day(observatory, day, &store, error);
  if (code != GRAPPE_OK) return code;
  grappe_store_run(store, observatory->run);
  observatory->store = store;
  observatory->has_known_on = day != GRAPPE_DAY_LAST;
  observatory->known_on = day;
  return GRAPPE_OK;
}
