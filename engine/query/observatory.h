/* An observatory: the store, its caches of columns and territories, and the run that work is done under.
 *
 * One observatory is used by one thread at a time. Everything made from it (queries, rows, frames, snapshots) must be
 * released before it is closed. */
#ifndef GRAPPE_QUERY_OBSERVATORY_H
#define GRAPPE_QUERY_OBSERVATORY_H

#include "base/run.h"
#include "column/table.h"
#include "model/model.h"
#include "store/store.h"
#include "territory/territory.h"

typedef struct grappe_observatory grappe_observatory;
typedef struct grappe_snapshot grappe_snapshot;

grappe_code grappe_observatory_open(const char *path, grappe_store_mode mode, grappe_observatory **observatory,
                                    grappe_error *error);
/* A throw-away copy that may be written: the shell on the example observatory. */
grappe_code grappe_observatory_open_copy(const char *path, grappe_observatory **observatory, grappe_error *error);
/* On a store that is open already; the observatory closes it. Where this fails the store stays the caller's. */
grappe_code grappe_observatory_on(grappe_store *store, grappe_observatory **observatory, grappe_error *error);
void grappe_observatory_close(grappe_observatory *observatory); /* NULL is allowed */

grappe_store *grappe_observatory_store(grappe_observatory *observatory);
/* The run under which queries work, NULL for none; given on to the store. Returns the one that was set before. */
grappe_run *grappe_observatory_run(grappe_observatory *observatory, grappe_run *run);

/* Whether figures carry remarks for explanations: rows used and left out, what other sources say. On from the start; a
 * batch of many figures that nobody explains is faster without. Returns what was set before. */
int grappe_observatory_remarks(grappe_observatory *observatory, int on);
int grappe_observatory_has_remarks(const grappe_observatory *observatory);
/* What is known counts as it was known by the end of that day, where a query does not say another; GRAPPE_DAY_LAST: as
 * it is known now. Observations are those that were recorded by then; the registry is as it was (see store/past.h), but
 * in a throw-away copy, which has no past of its own. Going back to a day that was set before does not fail. */
grappe_code grappe_observatory_know_as_on(grappe_observatory *observatory, grappe_day day, grappe_error *error);
grappe_day grappe_observatory_known_on(const grappe_observatory *observatory); /* that day */

/* --- snapshots: one state of the data; rows and frames keep theirs --- */

/* The present state, with a reference for the caller: the same object until the data changes. */
grappe_code grappe_observatory_snapshot(grappe_observatory *observatory, grappe_snapshot **snapshot,
                                        grappe_error *error);
grappe_snapshot *grappe_snapshot_keep(grappe_snapshot *snapshot);
void grappe_snapshot_release(grappe_snapshot *snapshot); /* NULL is allowed */
grappe_observatory *grappe_snapshot_observatory(const grappe_snapshot *snapshot);
grappe_tables *grappe_snapshot_tables(const grappe_snapshot *snapshot);
/* Loaded at the first call; lives as long as the snapshot. */
grappe_code grappe_snapshot_territories(grappe_snapshot *snapshot, grappe_territories **territories,
                                        grappe_error *error);

/* --- finding rows by name --- */

/* A row of an entity, as a value: the snapshot is borrowed unless said otherwise. index -1: no row. */
typedef struct grappe_row {
  grappe_snapshot *snapshot;
  const grappe_entity *entity;
  int32_t index;
} grappe_row;

/* The row that a text stands for (code, name, "Rouen (basin)"; see store/names.h), in the present state. `among` is a
 * territory's level, a term's list …, or NULL. `prefer` (NULL, or level codes ended by NULL, best first) decides
 * between territories of one name. row->snapshot is kept for the caller: release it. */
grappe_code grappe_observatory_find(grappe_observatory *observatory, const grappe_entity *entity, const char *text,
                                    const char *among, const char *const *prefer, grappe_row *row, grappe_error *error);

#endif
