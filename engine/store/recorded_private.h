/* Tables of recorded runs: the SQL that a new observatory and the migration share. */
#ifndef GRAPPE_STORE_RECORDED_PRIVATE_H
#define GRAPPE_STORE_RECORDED_PRIVATE_H

#define STORE_RECORDED_TABLES                                                                                \
  "CREATE TABLE script_text(digest TEXT PRIMARY KEY, first_seen TEXT NOT NULL, text TEXT NOT NULL) STRICT,"  \
  " WITHOUT ROWID;\n"                                                                                        \
  "CREATE TABLE run(id INTEGER PRIMARY KEY, at TEXT NOT NULL, indicator TEXT NOT NULL, place TEXT NOT NULL," \
  " period TEXT NOT NULL, value TEXT NOT NULL, script TEXT NOT NULL REFERENCES script_text(digest),"         \
  " inputs TEXT NOT NULL) STRICT;\n"                                                                         \
  "CREATE INDEX run_indicator ON run(indicator, at);\n"

#endif
