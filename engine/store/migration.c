#include "store/migration.h"

#include <stddef.h>

#include "store/datasets_private.h"
#include "store/recorded_private.h"

/* As the model wrote these tables when they came. */
#define WORK_STUDY_TABLES                                                                                         \
  "CREATE TABLE \"tutor\"(\"id\" INTEGER PRIMARY KEY, \"code\" TEXT NOT NULL, \"site\" INTEGER REFERENCES "       \
  "\"site\"(\"id\"), \"occupation\" INTEGER REFERENCES \"occupation\"(\"id\"), \"qualified\" INTEGER "            \
  "CHECK(\"qualified\" IN (0,1)), \"experience\" ANY, \"employer\" INTEGER CHECK(\"employer\" IN (0,1)), "        \
  "\"confidentiality\" TEXT CHECK(\"confidentiality\" IN ('F','N','C','D','S')), \"source\" INTEGER "             \
  "REFERENCES \"source\"(\"id\"), \"locator\" TEXT, \"note\" TEXT) STRICT;"                                       \
  "CREATE UNIQUE INDEX \"tutor_key\" ON \"tutor\"(\"code\");"                                                     \
  "CREATE TABLE \"work_study_contract\"(\"id\" INTEGER PRIMARY KEY, \"code\" TEXT NOT NULL, \"kind\" "            \
  "INTEGER REFERENCES \"term\"(\"id\"), \"programme\" INTEGER REFERENCES \"training_programme\"(\"id\"), "        \
  "\"site\" INTEGER REFERENCES \"site\"(\"id\"), \"tutor\" INTEGER REFERENCES \"tutor\"(\"id\"), \"age\" ANY, "   \
  "\"age_ground\" INTEGER REFERENCES \"term\"(\"id\"), \"starts\" TEXT CHECK(\"starts\" GLOB "                    \
  "'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), \"ends\" TEXT CHECK(\"ends\" GLOB "                             \
  "'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), \"contract_hours\" ANY, \"training_hours\" ANY, \"agreement\" " \
  "INTEGER CHECK(\"agreement\" IN (0,1)), "                                                                       \
  "\"repeats\" INTEGER CHECK(\"repeats\" IN (0,1)), \"confidentiality\" TEXT CHECK(\"confidentiality\" IN "       \
  "('F','N','C','D','S')), \"source\" INTEGER REFERENCES \"source\"(\"id\"), \"locator\" TEXT, \"note\" TEXT)"    \
  " STRICT;"                                                                                                      \
  "CREATE UNIQUE INDEX \"work_study_contract_key\" ON \"work_study_contract\"(\"code\");"                         \
  "CREATE TABLE \"certificate\"(\"id\" INTEGER PRIMARY KEY, \"organisation\" INTEGER NOT NULL REFERENCES "        \
  "\"organisation\"(\"id\"), \"scheme\" INTEGER NOT NULL REFERENCES \"term\"(\"id\"), \"from\" TEXT "             \
  "CHECK(\"from\" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), \"until\" TEXT CHECK(\"until\" GLOB"        \
  " '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), \"issuer\" TEXT, \"source\" INTEGER REFERENCES "               \
  "\"source\"(\"id\"), \"locator\" TEXT, \"note\" TEXT) STRICT;"                                                  \
  "CREATE UNIQUE INDEX \"certificate_key\" ON \"certificate\"(\"organisation\", \"scheme\", "                     \
  "COALESCE(\"from\",''));"                                                                                       \
  "CREATE TABLE \"certificate__scope\"(\"owner\" INTEGER NOT NULL REFERENCES \"certificate\"(\"id\") ON "         \
  "DELETE CASCADE, \"position\" INTEGER NOT NULL, \"target\" INTEGER NOT NULL REFERENCES \"term\"(\"id\"), "      \
  "PRIMARY KEY(\"owner\", \"position\")) STRICT, WITHOUT ROWID;"                                                  \
  "CREATE UNIQUE INDEX \"certificate__scope_target\" ON \"certificate__scope\"(\"target\", \"owner\");"           \
  "CREATE TABLE \"staff_training\"(\"id\" INTEGER PRIMARY KEY, \"site\" INTEGER NOT NULL REFERENCES "             \
  "\"site\"(\"id\"), \"skill\" INTEGER NOT NULL REFERENCES \"skill\"(\"id\"), \"held\" TEXT NOT NULL "            \
  "CHECK(\"held\" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), \"concerned\" ANY, \"trained\" ANY,"        \
  " \"source\" INTEGER REFERENCES \"source\"(\"id\"), \"locator\" TEXT, \"note\" TEXT) STRICT;"                   \
  "CREATE UNIQUE INDEX \"staff_training_key\" ON \"staff_training\"(\"site\", \"skill\", \"held\");"              \
  "ALTER TABLE \"axis\" ADD COLUMN \"budget\" ANY;"                                                               \
  "ALTER TABLE \"training_programme\" ADD COLUMN \"starts\" TEXT CHECK(\"starts\" GLOB "                          \
  "'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]');"                                                                \
  "ALTER TABLE \"training_programme\" ADD COLUMN \"action\" INTEGER REFERENCES \"action\"(\"id\");"

#define OUTLINE_TABLE                                                                                          \
  "CREATE TABLE \"outline\"(\"id\" INTEGER PRIMARY KEY, \"territory\" INTEGER NOT NULL REFERENCES "            \
  "\"territory\"(\"id\"), \"part\" INTEGER NOT NULL, \"points\" TEXT NOT NULL, \"source\" INTEGER REFERENCES " \
  "\"source\"(\"id\"), \"locator\" TEXT, \"note\" TEXT) STRICT;"                                               \
  "CREATE UNIQUE INDEX \"outline_key\" ON \"outline\"(\"territory\", \"part\");"

static const grappe_migration own[] = {
    {1, "the schema of the model", NULL},
    {2, "tables of bulk datasets", STORE_DATASET_TABLES},
    {3, "the geography of a source", "ALTER TABLE source ADD COLUMN geography TEXT"},
    {4, "work-study contracts, tutors, certificates, training of staff, projects", WORK_STUDY_TABLES},
    {5, "who left a programme before its end", "ALTER TABLE training_programme ADD COLUMN interrupted ANY"},
    {6, "outlines of territories", OUTLINE_TABLE},
    {7, "recorded runs and the texts of their scripts", STORE_RECORDED_TABLES},
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
