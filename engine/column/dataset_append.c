/* Batches of cells into the open segment of each column. */
#include <math.h>
#include <string.h>

#include "column/dataset_write_private.h"

static grappe_code refuse(const grappe_dataset_writer *writer, const writer_column *column, size_t row,
                          grappe_error *error) {
  return grappe_fail(error, GRAPPE_ARGUMENT,
                     "dataset %s, column %s, row %llu: the value does not suit a column of the kind %s",
                     writer->info.about.code, column->about.name, (unsigned long long)writer->rows + row + 1,
                     dataset_kind_names[column->about.kind]);
}

static void put_period(grappe_period period, unsigned char item[8]) {
  memcpy(item, &period.from, 4);
  memcpy(item + 4, &period.to, 4);
}

/* Returns 0 where the band contradicts itself. One band has one form: zero without a sign, one kind of NaN. */
static int put_band(const grappe_band *band, unsigned char item[DATASET_BAND_BYTES]) {
  double low = band->bounds.low + 0.0, high = band->bounds.high + 0.0, value = band->value + 0.0;
  int point = low == high && !band->bounds.low_open && !band->bounds.high_open;
  if (!(low <= high) || (low == high && !point) || value < low || value > high || isinf(value)) return 0;
  if (point) value = low;
  if (isnan(value)) value = NAN;
  memset(item, 0, DATASET_BAND_BYTES);
  memcpy(item, &low, 8);
  memcpy(item + 8, &high, 8);
  memcpy(item + 16, &value, 8);
  item[24] = band->bounds.low_open != 0;
  item[25] = band->bounds.high_open != 0;
  item[26] = band->about != 0;
  return 1;
}

static writer_column *column_of(grappe_dataset_writer *writer, size_t column, grappe_dataset_kind kind,
                                grappe_error *error) {
  if (column < writer->column_count && writer->columns[column].about.kind == kind) return &writer->columns[column];
  grappe_fail(error, GRAPPE_ARGUMENT, "dataset %s: column %zu is not of the kind %s", writer->info.about.code, column,
              dataset_kind_names[kind]);
  return NULL;
}

grappe_code grappe_dataset_add_text(grappe_dataset_writer *writer, size_t column, const char *text, size_t length,
                                    int32_t *code, grappe_error *error) {
  writer_column *c = column_of(writer, column, GRAPPE_DATASET_TEXT, error);
  return c ? dataset_terms_add(&c->terms, text, length, dataset_terms_hash(text, length), (uint32_t)writer->segments,
                               code, error)
           : GRAPPE_ARGUMENT;
}

grappe_code grappe_dataset_add_period(grappe_dataset_writer *writer, size_t column, grappe_period period, int32_t *code,
                                      grappe_error *error) {
  writer_column *c = column_of(writer, column, GRAPPE_DATASET_PERIOD, error);
  if (!c) return GRAPPE_ARGUMENT;
  unsigned char item[8];
  put_period(period, item);
  if (period.from > period.to) return refuse(writer, c, 0, error);
  return dataset_items_add(&c->items, item, code, error);
}

grappe_code grappe_dataset_add_band(grappe_dataset_writer *writer, size_t column, const grappe_band *band,
                                    int32_t *code, grappe_error *error) {
  writer_column *c = column_of(writer, column, GRAPPE_DATASET_FIGURE, error);
  if (!c) return GRAPPE_ARGUMENT;
  unsigned char item[DATASET_BAND_BYTES];
  if (!put_band(band, item)) return refuse(writer, c, 0, error);
  return dataset_items_add(&c->items, item, code, error);
}

/* The rows of a batch that go into the open segment: from `from`, `count` of them. */
typedef struct slice {
  grappe_dataset_writer *writer;
  writer_column *column;
  const grappe_dataset_cells *cells;
  const unsigned char *presence; /* of the batch, or NULL */
  size_t from, count;
  int32_t *codes; /* of a column of 32 bits: where its segment goes on */
  grappe_error *error;
} slice;

static int is_absent(const slice *s, size_t i) {
  return s->presence && s->presence[s->from + i];
}

static grappe_code take_codes(const slice *s, int64_t least, int64_t greatest) {
  const int32_t *codes = s->cells->codes + s->from;
  for (size_t i = 0; i < s->count; i++) {
    if (!is_absent(s, i) && (codes[i] < least || codes[i] > greatest))
      return refuse(s->writer, s->column, s->from + i, s->error);
    s->codes[i] = codes[i];
  }
  return GRAPPE_OK;
}

static grappe_code take_small_integers(const slice *s, int64_t least, int64_t greatest) {
  const int64_t *integers = s->cells->integers + s->from;
  for (size_t i = 0; i < s->count; i++) {
    int absent = is_absent(s, i);
    if (!absent && (integers[i] < least || integers[i] > greatest))
      return refuse(s->writer, s->column, s->from + i, s->error);
    s->codes[i] = absent ? 0 : (int32_t)integers[i];
  }
  return GRAPPE_OK;
}

enum { AHEAD = 32 }; /* rows of texts that are under way at once */

/* A large dictionary is in no cache: what is wanted of it is on its way for some rows while others are looked at. */
static void expect_texts(const dataset_terms *terms, const uint32_t *hashes, size_t count) {
  enum { LARGE = 1 << 14 };
  int64_t places[AHEAD];
  for (size_t i = 0; i < count; i++) dataset_terms_expect(terms, hashes[i]);
  if (terms->count < LARGE) return;
  for (size_t i = 0; i < count; i++) {
    places[i] = dataset_terms_guess(terms, hashes[i]);
    dataset_terms_expect_start(terms, places[i]);
  }
  for (size_t i = 0; i < count; i++) dataset_terms_expect_text(terms, places[i]);
}

static grappe_code take_texts(const slice *s) {
  dataset_terms *terms = &s->column->terms;
  const grappe_dataset_cells *cells = s->cells;
  uint32_t segment = (uint32_t)s->writer->segments, hashes[AHEAD];
  for (size_t begin = 0; begin < s->count; begin += AHEAD) {
    size_t end = begin + AHEAD < s->count ? begin + AHEAD : s->count;
    for (size_t i = begin; i < end; i++)
      hashes[i - begin] =
          is_absent(s, i) ? 0
                          : dataset_terms_hash(cells->texts + cells->start[s->from + i], cells->length[s->from + i]);
    expect_texts(terms, hashes, end - begin);
    for (size_t i = begin; i < end; i++) {
      size_t row = s->from + i;
      s->codes[i] = 0;
      if (is_absent(s, i)) continue;
      grappe_code code = dataset_terms_add(terms, cells->texts + cells->start[row], cells->length[row],
                                           hashes[i - begin], segment, &s->codes[i], s->error);
      if (code != GRAPPE_OK) return code;
    }
  }
  return GRAPPE_OK;
}

static grappe_code take_periods(const slice *s) {
  grappe_period last = {0, -1};
  int32_t last_code = 0;
  for (size_t i = 0; i < s->count; i++) {
    s->codes[i] = 0;
    if (is_absent(s, i)) continue;
    int64_t from = s->cells->integers[s->from + i], to = s->cells->to[s->from + i];
    if (from > to || from < INT32_MIN || to > INT32_MAX) return refuse(s->writer, s->column, s->from + i, s->error);
    if (from != last.from || to != last.to) {
      unsigned char item[8];
      last = (grappe_period){(grappe_day)from, (grappe_day)to};
      put_period(last, item);
      grappe_code code = dataset_items_add(&s->column->items, item, &last_code, s->error);
      if (code != GRAPPE_OK) return code;
    }
    s->codes[i] = last_code;
  }
  return GRAPPE_OK;
}

static grappe_code take_bands(const slice *s) {
  double low = NAN, high = NAN;
  int32_t last_code = 0;
  for (size_t i = 0; i < s->count; i++) {
    s->codes[i] = 0;
    if (is_absent(s, i)) continue;
    double here = s->cells->numbers[s->from + i], to = s->cells->high ? s->cells->high[s->from + i] : here;
    if (here != low || to != high) {
      unsigned char item[DATASET_BAND_BYTES];
      grappe_band band = {{here, to, isinf(here) != 0, isinf(to) != 0}, NAN, 0};
      if (!put_band(&band, item)) return refuse(s->writer, s->column, s->from + i, s->error);
      grappe_code code = dataset_items_add(&s->column->items, item, &last_code, s->error);
      if (code != GRAPPE_OK) return code;
      low = here;
      high = to;
    }
    s->codes[i] = last_code;
  }
  return GRAPPE_OK;
}

static grappe_code take_integers(const slice *s, int64_t *values, int64_t least, int64_t greatest) {
  const int64_t *integers = s->cells->integers + s->from;
  memcpy(values, integers, s->count * sizeof *values);
  for (size_t i = 0; i < s->count; i++)
    if ((integers[i] < least || integers[i] > greatest) && !is_absent(s, i))
      return refuse(s->writer, s->column, s->from + i, s->error);
  return GRAPPE_OK;
}

static grappe_code take_numbers(const slice *s, double *values) {
  for (size_t i = 0; i < s->count; i++) {
    values[i] = s->cells->numbers ? s->cells->numbers[s->from + i] : (double)s->cells->integers[s->from + i];
    if (!isfinite(values[i]) && !is_absent(s, i)) return refuse(s->writer, s->column, s->from + i, s->error);
  }
  return GRAPPE_OK;
}

static grappe_code take_presence(const slice *s) {
  unsigned char *kinds = s->column->presence + s->writer->filled;
  if (!s->presence) {
    memset(kinds, 0, s->count);
    return GRAPPE_OK;
  }
  memcpy(kinds, s->presence + s->from, s->count);
  for (size_t i = 0; i < s->count; i++) {
    if (kinds[i] > GRAPPE_UNDEFINED) return refuse(s->writer, s->column, s->from + i, s->error);
    s->column->absent += kinds[i] != 0;
  }
  return GRAPPE_OK;
}

/* Whether the arrays that the kind needs are there. */
static int given(const writer_column *column, const grappe_dataset_cells *cells) {
  switch (column->about.kind) {
    case GRAPPE_DATASET_TEXT:
      if (cells->codes && !(column->about.flags & GRAPPE_DATASET_NAMES)) return 1;
      return cells->texts && cells->start && cells->length;
    case GRAPPE_DATASET_INTEGER:
    case GRAPPE_DATASET_IDENTIFIER:
      return cells->integers != NULL;
    case GRAPPE_DATASET_NUMBER:
      return cells->numbers || cells->integers;
    case GRAPPE_DATASET_PERIOD:
      return cells->codes || (cells->integers && cells->to);
    case GRAPPE_DATASET_FIGURE:
      return cells->codes || cells->numbers;
    default:
      return cells->codes || cells->integers;
  }
}

static grappe_code take(const slice *s) {
  writer_column *c = s->column;
  size_t filled = s->writer->filled;
  if (!given(c, s->cells))
    return grappe_fail(s->error, GRAPPE_ARGUMENT, "dataset %s, column %s: no values of the kind %s were given",
                       s->writer->info.about.code, c->about.name, dataset_kind_names[c->about.kind]);
  grappe_code code = take_presence(s);
  if (code != GRAPPE_OK) return code;
  int coded = s->cells->codes != NULL;
  switch (c->about.kind) {
    case GRAPPE_DATASET_TEXT:
      if (coded && !(c->about.flags & GRAPPE_DATASET_NAMES))
        return take_codes(s, 0, c->terms.base + (int64_t)c->terms.count - 1);
      return take_texts(s);
    case GRAPPE_DATASET_INTEGER:
      return take_integers(s, (int64_t *)c->values + filled, INT64_MIN + 1, INT64_MAX);
    case GRAPPE_DATASET_IDENTIFIER:
      return take_integers(s, (int64_t *)c->values + filled, 0, c->limit - 1);
    case GRAPPE_DATASET_NUMBER:
      return take_numbers(s, (double *)c->values + filled);
    case GRAPPE_DATASET_DAY:
      return coded ? take_codes(s, INT32_MIN + 1, INT32_MAX) : take_small_integers(s, INT32_MIN + 1, INT32_MAX);
    case GRAPPE_DATASET_YESNO:
      return coded ? take_codes(s, 0, 1) : take_small_integers(s, 0, 1);
    case GRAPPE_DATASET_PERIOD:
      return coded ? take_codes(s, 0, (int64_t)c->items.count - 1) : take_periods(s);
    default:
      return coded ? take_codes(s, 0, (int64_t)c->items.count - 1) : take_bands(s);
  }
}

/* The largest dictionary gives way when all of them together take more than they may. */
static grappe_code keep_to_memory(grappe_dataset_writer *writer, grappe_error *error) {
  for (;;) {
    size_t total = 0, largest = 0, most = 0;
    for (size_t c = 0; c < writer->column_count; c++) {
      size_t here = dataset_terms_memory(&writer->columns[c].terms);
      total += here;
      if (here > most) {
        most = here;
        largest = c;
      }
    }
    if (total <= writer->memory || !most) return GRAPPE_OK;
    grappe_code code = dataset_terms_end(&writer->columns[largest].terms, &writer->output, largest, error);
    if (code != GRAPPE_OK) return code;
  }
}

grappe_code grappe_dataset_append(grappe_dataset_writer *writer, const grappe_dataset_cells *cells, size_t rows,
                                  grappe_error *error) {
  if (writer->failed) return grappe_fail(error, GRAPPE_ARGUMENT, "the dataset failed before and cannot go on");
  grappe_code code = grappe_run_check(writer->output.run, error);
  for (size_t from = 0; code == GRAPPE_OK && from < rows;) {
    size_t room = GRAPPE_SEGMENT_ROWS - writer->filled;
    size_t count = rows - from < room ? rows - from : room;
    for (size_t c = 0; code == GRAPPE_OK && c < writer->column_count; c++) {
      writer_column *column = &writer->columns[c];
      slice s = {writer, column, &cells[c], cells[c].presence, from, count, (int32_t *)column->values, error};
      if (column->physical == GRAPPE_INT32) s.codes += writer->filled;
      code = take(&s);
    }
    from += count;
    writer->filled += count;
    if (code == GRAPPE_OK && writer->filled == GRAPPE_SEGMENT_ROWS) code = dataset_flush(writer, error);
    if (code == GRAPPE_OK) code = keep_to_memory(writer, error);
  }
  writer->rows += rows;
  writer->failed = code != GRAPPE_OK;
  return code;
}

uint64_t grappe_dataset_written(const grappe_dataset_writer *writer) {
  return writer->rows;
}
