/* What is known of datasets, for the prelude, which shows it. */
#ifndef GRAPPE_API_DATASET_SHOW_H
#define GRAPPE_API_DATASET_SHOW_H

#include <lua.h>

#include "publish/publish.h"
#include "query/query.h"
#include "query/scan.h"

/* core.datasets() -> list of tables: code, edition, rows, bytes, name, geography, source, licence, imported_at */
int grappe_core_datasets(lua_State *L);
/* core.dataset_columns(dataset) -> such a table of it, and a list of its columns: name, kind, digits, unit, entity,
 * level, values, meaning, where there is one */
int grappe_core_dataset_columns(lua_State *L);

/* Pushes what the shell shows of a dataset's rows: of all, what the dataset is; of some, the first ones as a frame. */
void grappe_push_dataset_shown(lua_State *L, int index, const grappe_publish_options *options, size_t rows);

#endif
