#include "store/migration.h"

#include <stddef.h>

#include "store/datasets_private.h"

static const grappe_migration own[] = {
    {1, "the schema of the model", NULL},
    {2, "tables of bulk datasets", STORE_DATASET_TABLES},
    {3, "the geography of a source", "ALTER TABLE source ADD COLUMN geography TEXT"},
};

static const grappe_migration *steps = own;
static int step_count = sizeof own / sizeof *own;

int grappe_store_newest(void) {
  return step_count;
}

const grappe_migration *grappe_store_migration(int version) {
  return version >= 1 && version <= step_count ? &steps[version - 1] : NULL;
}

void grappe_store_set_migrations(const grappe_migration *list, int count) {
  steps = list ? list : own;
  step_count = list ? count : (int)(sizeof own / sizeof *own);
}
