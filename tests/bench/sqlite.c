/* sqlite3 on the same file and questions, with the indexes that they can use.
 *
 * usage: bench_sqlite load DATABASE establishments.csv communes.csv
 *        bench_sqlite ask DATABASE OUT_FOLDER RUNS FILE.sql…
 *        bench_sqlite version
 *
 * `load` prints the milliseconds until everything is durable and indexed. `ask` prints a row for each question as
 * bench_ask does; a question that takes more than ten seconds is run twice only, the second time writing its answer.
 * Names are folded as Grappe folds them, into a column of their own, so that a prefix is a range of an index. */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/run.h"
#include "ingest/csv.h"
#include "text/fold.h"
#include "timing.h"

enum { SLOW = 10000 }; /* milliseconds */

static void demand(int result, sqlite3 *database, const char *what) {
  if (result == SQLITE_OK || result == SQLITE_DONE || result == SQLITE_ROW) return;
  fprintf(stderr, "bench_sqlite: %s: %s\n", what, sqlite3_errmsg(database));
  exit(1);
}

static void run(sqlite3 *database, const char *sql) {
  demand(sqlite3_exec(database, sql, NULL, NULL, NULL), database, sql);
}

static sqlite3 *open_database(const char *path) {
  sqlite3 *database;
  demand(sqlite3_open(path, &database), database, path);
  /* as much cache as the other engines may take, and no copying of pages that the system has already */
  run(database, "PRAGMA cache_size = -1000000; PRAGMA mmap_size = 100000000000; PRAGMA temp_store = MEMORY");
  return database;
}

/* --- loading --------------------------------------------------------------------------------------------------------
 */

static void bind(sqlite3_stmt *insert, int place, const grappe_csv_field *field, int whole) {
  if (field->length == 0) {
    sqlite3_bind_null(insert, place);
  } else if (whole) {
    sqlite3_bind_int64(insert, place, atoll(field->text));
  } else {
    sqlite3_bind_text(insert, place, field->text, (int)field->length, SQLITE_STATIC);
  }
}

static void load_file(sqlite3 *database, const char *path, const char *sql, size_t width, int whole, int folded) {
  static char fold[4096];
  grappe_error error = {0};
  grappe_csv *csv;
  grappe_csv_record record;
  sqlite3_stmt *insert;
  demand(sqlite3_prepare_v2(database, sql, -1, &insert, NULL), database, sql);
  int file = open(path, O_RDONLY);
  grappe_code code = grappe_csv_open_descriptor(file, NULL, &csv, &error);
  if (code == GRAPPE_OK) code = grappe_csv_next(csv, &record, &error); /* the header */
  while (code == GRAPPE_OK) {
    code = grappe_csv_next(csv, &record, &error);
    if (code != GRAPPE_OK || record.count == 0) break;
    for (size_t i = 0; i < width; i++) bind(insert, (int)i + 1, &record.fields[i], (int)i == whole);
    if (folded >= 0) {
      const grappe_csv_field *name = &record.fields[folded];
      size_t length = grappe_fold(name->text, name->length, fold, sizeof fold);
      sqlite3_bind_text(insert, (int)width + 1, fold, (int)length, SQLITE_STATIC);
    }
    demand(sqlite3_step(insert), database, "insert");
    sqlite3_reset(insert);
  }
  if (code != GRAPPE_OK) {
    fprintf(stderr, "bench_sqlite: %s\n", error.message);
    exit(1);
  }
  grappe_csv_close(csv);
  close(file);
  sqlite3_finalize(insert);
}

static int load(char **arguments) {
  int64_t began = grappe_clock();
  remove(arguments[0]);
  sqlite3 *database = open_database(arguments[0]);
  run(database,
      "CREATE TABLE communes(commune TEXT PRIMARY KEY, departement TEXT, region TEXT) WITHOUT ROWID;"
      "CREATE TABLE establishments(siret TEXT, siren TEXT, name TEXT, commune TEXT, activity TEXT, headcount TEXT,"
      "  jobs INTEGER, opened TEXT, state TEXT, employer TEXT, folded TEXT);"
      "BEGIN");
  load_file(database, arguments[2], "INSERT INTO communes VALUES(?, ?, ?)", 3, -1, -1);
  load_file(database, arguments[1], "INSERT INTO establishments VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", 10, 6, 2);
  run(database,
      "CREATE UNIQUE INDEX by_siret ON establishments(siret);"
      "CREATE INDEX by_activity ON establishments(activity, commune, jobs);"
      "CREATE INDEX by_commune ON establishments(commune, activity, jobs);"
      "CREATE INDEX by_siren ON establishments(commune, siren);"
      "CREATE INDEX by_name ON establishments(folded);"
      "CREATE INDEX by_state ON establishments(state, jobs);"
      "COMMIT; ANALYZE");
  demand(sqlite3_close(database), database, "close");
  printf("%.1f\n", (double)(grappe_clock() - began) / 1e6);
  return 0;
}

/* --- asking ---------------------------------------------------------------------------------------------------------
 */

/* Goes through all rows, as a program that uses them would; writes them where `answer` is not NULL. */
static double ask(sqlite3 *database, const char *sql, FILE *answer) {
  sqlite3_stmt *query;
  int result;
  int64_t began = grappe_clock();
  demand(sqlite3_prepare_v2(database, sql, -1, &query, NULL), database, sql);
  while ((result = sqlite3_step(query)) == SQLITE_ROW)
    for (int i = 0, count = answer ? sqlite3_column_count(query) : 0; i < count; i++) {
      if (sqlite3_column_type(query, i) == SQLITE_FLOAT) {
        fprintf(answer, "%.17g", sqlite3_column_double(query, i));
      } else if (sqlite3_column_type(query, i) != SQLITE_NULL) {
        fputs((const char *)sqlite3_column_text(query, i), answer);
      }
      fputc(i + 1 < count ? '\t' : '\n', answer);
    }
  demand(result, database, sql);
  sqlite3_finalize(query);
  return (double)(grappe_clock() - began) / 1e6;
}

static void question(const char *database_path, const char *out, int runs, const char *file) {
  static timing t;
  char name[100], path[4096], *text = timing_read(file);
  timing_name(file, name, sizeof name);
  snprintf(path, sizeof path, "%s/%s.sqlite3", out, name);
  FILE *answer = fopen(path, "w");
  sqlite3 *database = open_database(database_path);
  t.cold = ask(database, text, NULL);
  int slow = t.cold > SLOW;
  t.runs = slow ? 1 : runs;
  double user = timing_user();
  for (int i = 0; i < t.runs; i++) t.times[i] = ask(database, text, slow ? answer : NULL);
  t.user = timing_user() - user;
  if (answer && !slow) ask(database, text, answer);
  if (!answer || fclose(answer) != 0) fprintf(stderr, "bench_sqlite: %s could not be written\n", path);
  sqlite3_close(database);
  timing_print(name, &t);
  free(text);
}

int main(int count, char **arguments) {
  if (count == 5 && strcmp(arguments[1], "load") == 0) return load(arguments + 2);
  if (count == 2 && strcmp(arguments[1], "version") == 0) return puts(sqlite3_libversion()) < 0;
  if (count < 6 || strcmp(arguments[1], "ask") != 0) {
    fputs(
        "usage: bench_sqlite load DATABASE establishments.csv communes.csv\n"
        "       bench_sqlite ask DATABASE OUT_FOLDER RUNS FILE.sql…\n"
        "       bench_sqlite version\n",
        stderr);
    return 2;
  }
  for (int i = 5; i < count; i++) question(arguments[2], arguments[3], timing_runs(arguments[4]), arguments[i]);
  return 0;
}
