/* The registry as it was on a day: a throw-away copy in which the audit trail was gone back over. */
#ifndef GRAPPE_STORE_PAST_H
#define GRAPPE_STORE_PAST_H

#include "base/date.h"
#include "store/store.h"

/* Opens a copy of the store's file and undoes in it what was written into the registry after that day: rows that came
 * later go, cells that were changed have what they held. Nothing reaches the file. What the observatory was made with
 * stays, whenever that was; so do later measures, terms and sources, which say what words mean and count nothing, and
 * the list of datasets. The copy's version is unlike any of the store's own and of other days. Not for a store that is
 * a copy itself. */
grappe_code grappe_store_open_past(grappe_store *store, grappe_day day, grappe_store **past, grappe_error *error);

/* How many rows of the registry were written after that day which open_past would put back. */
grappe_code grappe_store_changed_after(grappe_store *store, grappe_day day, int64_t *rows, grappe_error *error);

#endif
