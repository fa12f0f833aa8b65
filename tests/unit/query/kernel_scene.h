/* Rows of a made-up dataset, and what a statistic of some of them must be: for tests of the kernel of scans. */
#ifndef GRAPPE_TEST_QUERY_KERNEL_SCENE_H
#define GRAPPE_TEST_QUERY_KERNEL_SCENE_H

#include "query/scan.h"
#include "query/scene.h"
#include "query/statistic_private.h"

enum { ROWS = 140000, PLACES = 40, PRODUCTS = 9000, SEED = 77 };
enum { PLACE, PRODUCT, STATE, JOBS, SIREN, SIRET, WAGES, FLOORS, AREA, COLUMNS };

typedef struct row {
  int place, product, state; /* -1: absent */
  int jobs;
  unsigned char jobs_presence;
  int64_t siren, siret;
  double wages;
  int floors, area; /* of every row; areas take many bits, and floors may be below zero */
} row;

static row rows[ROWS];

static inline uint32_t dice(uint64_t *state) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*state >> 33);
}

static inline void make_rows(void) {
  static const unsigned char kinds[] = {GRAPPE_UNKNOWN, GRAPPE_NOT_COLLECTED, GRAPPE_NOT_APPLICABLE, GRAPPE_SUPPRESSED,
                                        GRAPPE_UNDEFINED};
  uint64_t state = SEED;
  for (int i = 0; i < ROWS; i++) {
    row *r = &rows[i];
    r->place = dice(&state) % 60 == 0 ? -1 : (int)(dice(&state) % PLACES);
    r->product = (int)(dice(&state) % PRODUCTS);
    r->state = dice(&state) % 25 == 0 ? -1 : (int)(dice(&state) % 2);
    r->jobs = (int)(dice(&state) % 300);
    r->jobs_presence = dice(&state) % 400 ? GRAPPE_PRESENT : kinds[dice(&state) % 5];
    r->siren = 300000000 + (int64_t)(dice(&state) % 4000) * 90001;
    r->siret = 30000000000000 + (int64_t)(dice(&state) % 50000) * 777777777;
    r->wages = (double)(dice(&state) % 1000000) / 7 - 50000;
    r->floors = (int)(dice(&state) % 90) - 5;
    r->area = (int)(dice(&state) % 3000000);
  }
}

static inline void write_rows(scene *s) {
  static const grappe_dataset_column columns[COLUMNS] = {
      {.name = "place", .kind = GRAPPE_DATASET_TEXT},
      {.name = "product", .kind = GRAPPE_DATASET_TEXT},
      {.name = "state", .kind = GRAPPE_DATASET_YESNO},
      {.name = "jobs", .kind = GRAPPE_DATASET_INTEGER, .flags = GRAPPE_DATASET_NOT_NEGATIVE, .unit = "jobs"},
      {.name = "siren", .kind = GRAPPE_DATASET_IDENTIFIER, .width = 9},
      {.name = "siret", .kind = GRAPPE_DATASET_IDENTIFIER, .width = 14},
      {.name = "wages", .kind = GRAPPE_DATASET_NUMBER, .unit = "EUR"},
      {.name = "floors", .kind = GRAPPE_DATASET_INTEGER},
      {.name = "area", .kind = GRAPPE_DATASET_INTEGER}};
  static const grappe_dataset_about about = {
      .code = "kernel.rows", .edition = "2026", .source = "N", .name = "Made up"};
  static int32_t codes[3][ROWS], place[PLACES], product[PRODUCTS];
  static int64_t whole[5][ROWS];
  static double numbers[ROWS];
  static unsigned char absent[3][ROWS];
  grappe_store *store = grappe_observatory_store(s->observatory);
  grappe_dataset_writer *writer;
  char text[20];
  assert_fine(grappe_store_begin(store, "test", &s->error), s->error);
  assert_fine(grappe_dataset_begin(store, &about, columns, COLUMNS, 0, NULL, &writer, &s->error), s->error);
  for (int i = 0; i < PLACES; i++) {
    int length = snprintf(text, sizeof text, "p%02d", i);
    assert_fine(grappe_dataset_add_text(writer, PLACE, text, (size_t)length, &place[i], &s->error), s->error);
  }
  for (int i = 0; i < PRODUCTS; i++) {
    int length = snprintf(text, sizeof text, "x%04d", i);
    assert_fine(grappe_dataset_add_text(writer, PRODUCT, text, (size_t)length, &product[i], &s->error), s->error);
  }
  for (int i = 0; i < ROWS; i++) {
    const row *r = &rows[i];
    absent[0][i] = r->place < 0 ? GRAPPE_UNKNOWN : GRAPPE_PRESENT;
    absent[1][i] = r->state < 0 ? GRAPPE_NOT_COLLECTED : GRAPPE_PRESENT;
    absent[2][i] = r->jobs_presence;
    codes[0][i] = r->place < 0 ? 0 : place[r->place];
    codes[1][i] = product[r->product];
    codes[2][i] = r->state < 0 ? 0 : r->state;
    whole[0][i] = r->jobs;
    whole[1][i] = r->siren;
    whole[2][i] = r->siret;
    whole[3][i] = r->floors;
    whole[4][i] = r->area;
    numbers[i] = r->wages;
  }
  grappe_dataset_cells cells[COLUMNS] = {{.presence = absent[0], .codes = codes[0]},
                                         {.codes = codes[1]},
                                         {.presence = absent[1], .codes = codes[2]},
                                         {.presence = absent[2], .integers = whole[0]},
                                         {.integers = whole[1]},
                                         {.integers = whole[2]},
                                         {.numbers = numbers},
                                         {.integers = whole[3]},
                                         {.integers = whole[4]}};
  assert_fine(grappe_dataset_append(writer, cells, ROWS, &s->error), s->error);
  assert_fine(grappe_dataset_finish(writer, "", NULL, &s->error), s->error);
  assert_fine(grappe_store_commit(store, &s->error), s->error);
}

static inline int begin(void **state) {
  if (scene_begin(state)) return -1;
  make_rows();
  write_rows(*state);
  return 0;
}

static inline grappe_code try_scan(scene *s, int filtered, const char *const *keys, size_t key_count,
                                   grappe_scan **scan, grappe_error *error) {
  grappe_scan *next = NULL;
  grappe_code code = grappe_scan_new(s->observatory, "kernel.rows", NULL, scan, error);
  if (code == GRAPPE_OK && filtered) {
    grappe_condition *condition = grappe_condition_yesno(1);
    code = condition ? grappe_scan_where(*scan, "state", condition, &next, error) : grappe_fail_memory(error);
    grappe_condition_release(condition);
    grappe_scan_release(*scan);
    *scan = next;
  }
  if (code == GRAPPE_OK && key_count) {
    next = NULL;
    code = grappe_scan_by(*scan, keys, key_count, &next, error);
    grappe_scan_release(*scan);
    *scan = next;
  }
  return code;
}

static inline double value_of(const row *r, int column) {
  switch (column) {
    case WAGES:
      return r->wages;
    case FLOORS:
      return r->floors;
    case AREA:
      return r->area;
    default:
      return r->jobs;
  }
}

static inline query_statistic expected(const int *of, size_t count, int filtered, int column, grappe_aggregate what) {
  query_statistic result = {0};
  query_member *members = calloc(count + 1, sizeof *members);
  size_t used = 0;
  grappe_error error = {0};
  for (size_t i = 0; i < count; i++) {
    const row *r = &rows[of[i]];
    if (filtered && r->state == 0) continue;
    int maybe = filtered && r->state < 0, presence = column == JOBS ? r->jobs_presence : GRAPPE_PRESENT;
    if (presence == GRAPPE_NOT_APPLICABLE) continue;
    grappe_bounds bounds = grappe_bounds_exact(value_of(r, column));
    if (presence) bounds = (grappe_bounds){0, INFINITY, 0, 1};
    members[used++] =
        (query_member){bounds, presence ? NAN : value_of(r, column), (unsigned char)maybe, (unsigned char)!presence};
  }
  assert_fine(query_statistic_of(what, 0.5, members, used, &result, &error), error);
  free(members);
  return result;
}

static inline void same(double found, double wanted, const char *what, size_t group) {
  if (isinf(wanted) ? found == wanted : fabs(found - wanted) <= 1e-9 * fabs(wanted) + 1e-6) return;
  fail_msg("%s of group %zu: found %.17g, expected %.17g", what, group, found, wanted);
}

#endif
