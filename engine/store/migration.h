/* The steps from one version of the schema to the next.
 *
 * A new observatory gets the schema of the model as it is now and the newest version; an older one goes through every
 * step above its own. A step is SQL; it runs with references unchecked, and they are checked before the commit. */
#ifndef GRAPPE_STORE_MIGRATION_H
#define GRAPPE_STORE_MIGRATION_H

#include "base/status.h"

typedef struct grappe_migration {
  int version;      /* that the step leads to: 1, 2, 3 … without a gap */
  const char *what; /* what it changes, in a few words */
  const char *sql;  /* NULL for version 1, which is the model's schema */
} grappe_migration;

int grappe_store_newest(void);
/* The version of the schema that a file has, without opening it; what is no observatory, or newer, is refused. */
grappe_code grappe_store_file_version(const char *path, int *version, grappe_error *error);
const grappe_migration *grappe_store_migration(int version); /* NULL where there is none */
/* For tests: another list (kept by reference), until NULL sets the own list again. */
void grappe_store_set_migrations(const grappe_migration *list, int count);

#endif
