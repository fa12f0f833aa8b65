/* Bringing an older observatory up to date; read by the store's own files only. */
#ifndef GRAPPE_STORE_MIGRATE_PRIVATE_H
#define GRAPPE_STORE_MIGRATE_PRIVATE_H

#include "store/store_private.h"

/* Nothing to do for the newest version. Otherwise a kept copy, then all steps in one transaction. */
grappe_code store_migrate(grappe_store *store, grappe_error *error);

#endif
