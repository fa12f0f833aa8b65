/* What tests of datasets share: a made-up dataset of every kind of column, written and compared. */
#ifndef GRAPPE_TEST_COLUMN_DATASET_SCENE_H
#define GRAPPE_TEST_COLUMN_DATASET_SCENE_H

#include <math.h>

#include "column/dataset.h"
#include "store/fixture.h"

enum { BATCH = 10000, COLUMNS = 9 };

static const grappe_dataset_column declared[COLUMNS] = {
    {.name = "siret", .kind = GRAPPE_DATASET_IDENTIFIER, .width = 14, .flags = GRAPPE_DATASET_LOOKUP},
    {.name = "commune", .kind = GRAPPE_DATASET_TEXT, .refers_to = "territory", .qualifier = "commune"},
    {.name = "name", .kind = GRAPPE_DATASET_TEXT, .flags = GRAPPE_DATASET_NAMES, .title = {"Name", "Nom", "Nome"}},
    {.name = "headcount", .kind = GRAPPE_DATASET_FIGURE, .unit = "jobs", .flags = GRAPPE_DATASET_NOT_NEGATIVE},
    {.name = "jobs", .kind = GRAPPE_DATASET_INTEGER, .unit = "jobs"},
    {.name = "longitude", .kind = GRAPPE_DATASET_NUMBER},
    {.name = "opened", .kind = GRAPPE_DATASET_DAY},
    {.name = "period", .kind = GRAPPE_DATASET_PERIOD},
    {.name = "employer", .kind = GRAPPE_DATASET_YESNO},
};

/* What row r holds, told anew for writing and for checking. */
static inline uint64_t dice(uint64_t row, int column) {
  uint64_t x = (row + 1) * UINT64_C(0x9e3779b97f4a7c15) + (uint64_t)column * UINT64_C(0xd1342543de82ef95);
  x ^= x >> 31;
  x *= UINT64_C(0xbf58476d1ce4e5b9);
  return x ^ x >> 29;
}
static inline unsigned char kind_of(uint64_t row, int column) {
  if (column == 0 || column == 6) return GRAPPE_PRESENT;
  if (column == 5 && row >= 65536 && row < 131072) return GRAPPE_SUPPRESSED; /* a whole segment */
  uint64_t d = dice(row, column + 100) % 40;
  return d < 5 ? (unsigned char)(d + 1) : GRAPPE_PRESENT;
}
static inline int64_t siret_of(uint64_t row) {
  return (int64_t)(dice(row / 2, 0) % 100000000000000u); /* each twice */
}
static inline int name_of(uint64_t row, char text[64]) {
  return snprintf(text, 64, "Société Évreux %llu", (unsigned long long)(dice(row, 2) % 5000));
}
static inline int commune_of(uint64_t row, char text[64]) {
  return snprintf(text, 64, "%05llu", (unsigned long long)(dice(row, 1) % 3000));
}
static inline double low_of(uint64_t row) {
  return (double)(dice(row, 3) % 7 * 10);
}
static inline double high_of(uint64_t row) {
  return dice(row, 3) % 7 == 6 ? INFINITY : low_of(row) + 9;
}
static inline int64_t jobs_of(uint64_t row) {
  return row == 77 ? INT64_MAX : row == 78 ? INT64_MIN + 1 : (int64_t)(dice(row, 4) % 3000) - 1000;
}
static inline double longitude_of(uint64_t row) {
  return (double)(int64_t)(dice(row, 5) % 9000000) / 1e6 - 3;
}
static inline int64_t day_of(uint64_t row) {
  return row == 5 ? INT32_MAX : (int64_t)(dice(row, 6) % 20000);
}
static inline grappe_period period_of(uint64_t row) {
  int year = 2006 + (int)(row % 17);
  return (grappe_period){grappe_day_from_date(year, 1, 1), grappe_day_from_date(year, 12, 31)};
}

typedef struct batch {
  unsigned char presence[COLUMNS][BATCH];
  char texts[2][BATCH * 64];
  uint32_t start[2][BATCH], length[2][BATCH];
  int64_t siret[BATCH], jobs[BATCH], from[BATCH], to[BATCH], yes[BATCH], day[BATCH];
  double low[BATCH], high[BATCH], longitude[BATCH];
} batch;

static inline grappe_code append(grappe_dataset_writer *writer, uint64_t from, size_t rows, batch *b,
                                 grappe_error *error) {
  size_t used[2] = {0};
  for (size_t i = 0; i < rows; i++) {
    uint64_t row = from + i;
    for (int c = 0; c < COLUMNS; c++) b->presence[c][i] = kind_of(row, c);
    for (int t = 0; t < 2; t++) {
      b->start[t][i] = (uint32_t)used[t];
      b->length[t][i] = (uint32_t)(t ? name_of(row, b->texts[t] + used[t]) : commune_of(row, b->texts[t] + used[t]));
      used[t] += b->length[t][i];
    }
    b->siret[i] = siret_of(row);
    b->jobs[i] = jobs_of(row);
    b->from[i] = period_of(row).from;
    b->to[i] = period_of(row).to;
    b->yes[i] = (int64_t)(dice(row, 8) & 1);
    b->day[i] = day_of(row);
    b->low[i] = low_of(row);
    b->high[i] = high_of(row);
    b->longitude[i] = kind_of(row, 5) ? NAN : longitude_of(row);
  }
  grappe_dataset_cells cells[COLUMNS] = {
      {.integers = b->siret},
      {.presence = b->presence[1], .texts = b->texts[0], .start = b->start[0], .length = b->length[0]},
      {.presence = b->presence[2], .texts = b->texts[1], .start = b->start[1], .length = b->length[1]},
      {.presence = b->presence[3], .numbers = b->low, .high = b->high},
      {.presence = b->presence[4], .integers = b->jobs},
      {.presence = b->presence[5], .numbers = b->longitude},
      {.integers = b->day},
      {.presence = b->presence[7], .integers = b->from, .to = b->to},
      {.presence = b->presence[8], .integers = b->yes},
  };
  return grappe_dataset_append(writer, cells, rows, error);
}

/* Inside a transaction. */
static inline grappe_code write_rows(grappe_store *store, const char *edition, uint64_t rows, size_t memory,
                                     grappe_error *error) {
  static batch b;
  grappe_dataset_about about = {.code = "test.rows", .edition = edition, .name = "Rows", .source = "INSEE"};
  grappe_dataset_writer *writer;
  grappe_code code = grappe_dataset_begin(store, &about, declared, COLUMNS, memory, NULL, &writer, error);
  for (uint64_t done = 0; code == GRAPPE_OK && done < rows;) {
    size_t count = rows - done < BATCH ? (size_t)(rows - done) : BATCH;
    code = append(writer, done, count, &b, error);
    done += count;
  }
  if (code == GRAPPE_OK) return grappe_dataset_finish(writer, "00ff", NULL, error);
  grappe_dataset_abandon(writer);
  return code;
}

static inline void write_all(fixture *f, const char *edition, uint64_t rows, size_t memory) {
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  assert_fine(write_rows(f->store, edition, rows, memory, &f->error), f->error);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
}

static int32_t codes[GRAPPE_SEGMENT_ROWS];
static int64_t wide[GRAPPE_SEGMENT_ROWS];
static double numbers[GRAPPE_SEGMENT_ROWS];
static unsigned char presence[GRAPPE_SEGMENT_ROWS];

/* Compares one segment of every column with what was written. */
static inline void check_segment(grappe_dataset *d, grappe_dataset_reader *reader, size_t segment,
                                 grappe_error *error) {
  uint64_t from = (uint64_t)segment * GRAPPE_SEGMENT_ROWS;
  for (size_t c = 0; c < COLUMNS; c++) {
    const grappe_segment_summary *s;
    const char *const *texts = NULL;
    const grappe_period *periods = NULL;
    const grappe_band *bands = NULL;
    size_t count = 0;
    grappe_dataset_kind kind = grappe_dataset_column_at(d, c)->kind;
    grappe_physical into = grappe_dataset_physical(kind);
    void *values = into == GRAPPE_INT32 ? (void *)codes : into == GRAPPE_INT64 ? (void *)wide : (void *)numbers;
    assert_fine(grappe_dataset_summaries(d, c, &s, error), *error);
    if (kind == GRAPPE_DATASET_TEXT) assert_fine(grappe_dataset_texts(d, c, &texts, &count, error), *error);
    if (kind == GRAPPE_DATASET_PERIOD) assert_fine(grappe_dataset_periods(d, c, &periods, &count, error), *error);
    if (kind == GRAPPE_DATASET_FIGURE) assert_fine(grappe_dataset_bands(d, c, &bands, &count, error), *error);
    assert_fine(grappe_dataset_read(reader, c, segment, into, values, presence, error), *error);
    s += segment;
    assert_int_equal(s->rows, grappe_dataset_segment_rows(d, segment));
    size_t absent = 0;
    for (size_t i = 0; i < s->rows; i++) {
      uint64_t row = from + i;
      char text[64];
      if (presence[i] != kind_of(row, (int)c)) fail_msg("column %zu, row %zu: presence %u", c, i, presence[i]);
      absent += presence[i] != 0;
      if (presence[i]) {
        int good = into == GRAPPE_INT32   ? codes[i] == (kind == GRAPPE_DATASET_DAY ? GRAPPE_ABSENT_DAY : -1)
                   : into == GRAPPE_INT64 ? wide[i] == GRAPPE_ABSENT_INTEGER
                                          : isnan(numbers[i]);
        assert_true(good);
        continue;
      }
      int good = 1;
      if (kind == GRAPPE_DATASET_TEXT) {
        (void)(c == 1 ? commune_of(row, text) : name_of(row, text));
        good = (size_t)codes[i] < count && strcmp(texts[codes[i]], text) == 0;
      } else if (kind == GRAPPE_DATASET_FIGURE) {
        const grappe_band *band = &bands[codes[i]];
        good = band->bounds.low == low_of(row) && band->bounds.high == high_of(row) &&
               band->bounds.high_open == (isinf(high_of(row)) != 0) && isnan(band->value);
      } else if (kind == GRAPPE_DATASET_PERIOD) {
        good = grappe_period_equal(periods[codes[i]], period_of(row));
      } else if (kind == GRAPPE_DATASET_DAY) {
        good = codes[i] == day_of(row) && s->least <= codes[i] && codes[i] <= s->greatest;
      } else if (kind == GRAPPE_DATASET_YESNO) {
        good = codes[i] == (int32_t)(dice(row, 8) & 1);
      } else if (kind == GRAPPE_DATASET_NUMBER) {
        good = numbers[i] == longitude_of(row) && s->least_number <= numbers[i] && numbers[i] <= s->greatest_number;
      } else {
        good = wide[i] == (c ? jobs_of(row) : siret_of(row)) && s->least <= wide[i] && wide[i] <= s->greatest;
      }
      if (!good) fail_msg("column %zu, segment %zu, row %zu differs", c, segment, i);
    }
    assert_int_equal(s->absent, absent);
  }
}

static inline void check_all(fixture *f, const char *edition, uint64_t rows) {
  grappe_dataset *d;
  grappe_dataset_reader *reader;
  assert_fine(grappe_dataset_open(f->store, "test.rows", edition, &d, &f->error), f->error);
  assert_int_equal(grappe_dataset_rows(d), rows);
  assert_int_equal(grappe_dataset_segments(d), (rows + 65535) / 65536);
  assert_fine(grappe_dataset_reader_new(d, NULL, &reader, &f->error), f->error);
  for (size_t s = 0; s < grappe_dataset_segments(d); s++) check_segment(d, reader, s, &f->error);
  grappe_dataset_reader_free(reader);
  grappe_dataset_release(d);
  long findings;
  assert_fine(grappe_datasets_verify(f->store, NULL, fixture_print_finding, NULL, &findings, &f->error), f->error);
  assert_int_equal(findings, 0);
}

/* Codes and rows that a search told of. */
typedef struct found {
  unsigned char *rows; /* of each code or row: times found */
  size_t count, most;
  grappe_dataset_reader *reader;
  uint32_t first, last;
} found;

static inline grappe_code note_code(void *context, int32_t code, uint32_t first, uint32_t last, grappe_error *error) {
  found *n = context;
  (void)error;
  assert_true((size_t)code < n->most && first <= last);
  n->rows[code]++;
  n->count++;
  n->first = first;
  n->last = last;
  return GRAPPE_OK;
}

static inline grappe_code note_row(void *context, uint64_t row, grappe_error *error) {
  found *n = context;
  (void)error;
  assert_true(row < n->most);
  n->rows[row]++;
  n->count++;
  return GRAPPE_OK;
}

#endif
