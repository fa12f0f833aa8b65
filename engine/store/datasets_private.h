/* Tables of bulk datasets, which column/dataset.h fills: the SQL that a new observatory and the migration share. */
#ifndef GRAPPE_STORE_DATASETS_PRIVATE_H
#define GRAPPE_STORE_DATASETS_PRIVATE_H

/* A literal, so that it may stand in constant tables. docs/dataset-format.md tells what the columns hold. The columns
 * of primary keys stand first, as in link tables. Blocks have tables of their own: the small rows that lead to them
 * stay close together. */
#define STORE_DATASET_TABLES                                                                                         \
  "CREATE TABLE dataset_detail(dataset INTEGER PRIMARY KEY REFERENCES dataset(id), version INTEGER NOT NULL,"        \
  " \"rows\" INTEGER NOT NULL, columns INTEGER NOT NULL, bytes INTEGER NOT NULL, format TEXT NOT NULL,"              \
  " file TEXT NOT NULL, source TEXT NOT NULL, licence TEXT NOT NULL, seal INTEGER NOT NULL) STRICT;\n"               \
  "CREATE TABLE dataset_column(dataset INTEGER NOT NULL REFERENCES dataset(id), position INTEGER NOT NULL,"          \
  " name TEXT NOT NULL, kind TEXT NOT NULL, width INTEGER NOT NULL, flags INTEGER NOT NULL, unit TEXT NOT NULL,"     \
  " scope TEXT NOT NULL, refers_to TEXT NOT NULL, qualifier TEXT NOT NULL, title_en TEXT NOT NULL,"                  \
  " title_fr TEXT NOT NULL, title_it TEXT NOT NULL, codes INTEGER NOT NULL, generations INTEGER NOT NULL,"           \
  " parts TEXT NOT NULL, seal INTEGER NOT NULL, PRIMARY KEY(dataset, position)) STRICT, WITHOUT ROWID;\n"            \
  "CREATE TABLE dataset_segment(dataset INTEGER NOT NULL REFERENCES dataset(id), \"column\" INTEGER NOT NULL,"       \
  " number INTEGER NOT NULL, \"rows\" INTEGER NOT NULL, absent INTEGER NOT NULL, encoding INTEGER NOT NULL,"         \
  " scale INTEGER NOT NULL, least ANY, greatest ANY, block INTEGER NOT NULL, bytes INTEGER NOT NULL,"                \
  " checksum INTEGER NOT NULL, seal INTEGER NOT NULL, PRIMARY KEY(dataset, \"column\", number)) STRICT,"             \
  " WITHOUT ROWID;\n"                                                                                                \
  "CREATE TABLE dataset_part(dataset INTEGER NOT NULL REFERENCES dataset(id), \"column\" INTEGER NOT NULL,"          \
  " kind TEXT NOT NULL, number INTEGER NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL, least ANY,"         \
  " greatest ANY, block INTEGER NOT NULL, bytes INTEGER NOT NULL, checksum INTEGER NOT NULL, seal INTEGER NOT NULL," \
  " PRIMARY KEY(dataset, \"column\", kind, number)) STRICT, WITHOUT ROWID;\n"                                        \
  "CREATE TABLE dataset_block(id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;\n"

#endif
