/* Makes establishments as a national register has them: CSV, from a fixed seed.
 *
 * usage: bench_generate ROWS FOLDER REFERENCE [shuffled]
 *
 * FOLDER gets establishments.csv and communes.csv (what SQL needs to roll communes up). REFERENCE is the checkout's
 * data/reference. Rows stand in the order of their SIRET, as the published register has them, or shuffled.
 *
 * A company has one establishment or several (some have dozens), often of one activity and in one commune. Communes are
 * drawn by population, one in three evenly (farms are where few people are); activities with the skew of a register:
 * the commonest has some 8 %, pharma (21.10Z, 21.20Z) one row in 1,500, half of it in a few communes of three regions.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "names.h"
#include "places.h"

enum { BLOCK = 64, BUFFER = 1 << 20, ROW_MOST = 400 };

/* Series of draws. */
enum {
  COMPANY = 1,
  CHAIN,
  SIREN,
  ACTIVITY,
  OWN_ACTIVITY,
  SEAT,
  MOVED,
  OWN_PLACE,
  PHARMA,
  JOBS,
  EMPLOYS,
  OPENED,
  STATE,
  BAND,
  NAME
};

typedef struct makers {
  bench_places places;
  bench_codes activities;
  draw_table by_population, evenly, by_activity, pharma_places;
  uint64_t rows, stride;
} makers;

/* The row in its block of 64 with which its company begins. One block in 200 is one company with many shops. */
static uint64_t company_of(uint64_t row) {
  uint64_t first = row - row % BLOCK;
  if (draw_bits(CHAIN, first) % 200 == 0) return first;
  while (row > first && draw_bits(COMPANY, row) % 100 >= 68) row--;
  return row;
}

/* The digit that makes a number right by Luhn's rule when it is put at its end. */
static unsigned check_digit(uint64_t number) {
  unsigned sum = 0;
  for (int twice = 1; number; number /= 10, twice = !twice) {
    unsigned digit = (unsigned)(number % 10);
    if (twice) digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
    sum += digit;
  }
  return (10 - sum % 10) % 10;
}

static int is_pharma(const char *activity) {
  return strcmp(activity, "21.10Z") == 0 || strcmp(activity, "21.20Z") == 0;
}

static const char *activity_of(const makers *m, uint64_t row, uint64_t company) {
  uint64_t own = draw_bits(OWN_ACTIVITY, row);
  uint64_t bits = own % 5 == 0 ? draw_bits(ACTIVITY + 100, row) : draw_bits(ACTIVITY, company);
  return m->activities.items[draw_from(&m->by_activity, bits)];
}

static size_t draw_place(const makers *m, uint64_t series, uint64_t of) {
  uint64_t bits = draw_bits(series, of);
  return draw_from(bits % 3 == 0 ? &m->evenly : &m->by_population, draw_bits(series + 200, of));
}

static size_t place_of(const makers *m, uint64_t row, uint64_t company, int pharma) {
  uint64_t bits = draw_bits(MOVED, row);
  if (pharma && bits % 2 == 0) return draw_from(&m->pharma_places, draw_bits(PHARMA, row));
  if (row != company && bits % 4 < 2) return draw_place(m, OWN_PLACE, row);
  return draw_place(m, SEAT, company);
}

static unsigned jobs_of(uint64_t row, int pharma) {
  if (draw_bits(EMPLOYS, row) % 100 < 38) return 0;
  double jobs = pow(1 - draw_unit(draw_bits(JOBS, row)), -0.9) * (pharma ? 20 : 1);
  return jobs > 12000 ? 12000 : (unsigned)jobs;
}

static const char *band_of(uint64_t row, unsigned jobs) {
  static const struct {
    unsigned from;
    const char *code;
  } bands[] = {{10000, "53"}, {5000, "52"}, {2000, "51"}, {1000, "42"}, {500, "41"}, {250, "32"}, {200, "31"},
               {100, "22"},   {50, "21"},   {20, "12"},   {10, "11"},   {6, "03"},   {3, "02"},   {1, "01"}};
  for (size_t i = 0; i < sizeof bands / sizeof *bands; i++)
    if (jobs >= bands[i].from) return bands[i].code;
  return draw_bits(BAND, row) % 10 < 8 ? "NN" : "00";
}

/* A day of the proleptic Gregorian calendar from 1950 to the middle of 2026, the later the likelier. */
static void opened_on(uint64_t row, int *year, int *month, int *day) {
  static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  double back = draw_unit(draw_bits(OPENED, row));
  int left = (int)(27900 * (1 - back * back * back));
  for (*year = 1950;; (*year)++) {
    int length = 365 + (*year % 4 == 0);
    if (left < length) break;
    left -= length;
  }
  for (*month = 0;; (*month)++) {
    int length = lengths[*month] + (*month == 1 && *year % 4 == 0);
    if (left < length) break;
    left -= length;
  }
  *month += 1;
  *day = left + 1;
}

static size_t write_row(const makers *m, uint64_t row, char *out) {
  uint64_t company = company_of(row);
  uint64_t body = 300000 + company * m->stride + draw_bits(SIREN, company) % m->stride;
  uint64_t siren = body * 10 + check_digit(body);
  uint64_t site = siren * 10000 + (row - company + 1);
  const char *activity = activity_of(m, row, company);
  int pharma = is_pharma(activity), year, month, day;
  const bench_place *place = &m->places.items[place_of(m, row, company, pharma)];
  unsigned jobs = jobs_of(row, pharma);
  char name[bench_name_most];
  bench_name(draw_bits(NAME, company), m->places.items[draw_place(m, SEAT, company)].name, name);
  opened_on(row, &year, &month, &day);
  return (size_t)snprintf(out, ROW_MOST, "%013llu%u,%09llu,%s,%s,%s,%s,%u,%d-%02d-%02d,%c,%c\n",
                          (unsigned long long)site, check_digit(site), (unsigned long long)siren, name, place->code,
                          activity, band_of(row, jobs), jobs, year, month, day,
                          draw_bits(STATE, row) % 100 < 30 ? 'F' : 'A', jobs ? 'O' : 'N');
}

static void prepare(makers *m, const char *reference) {
  char path[4096];
  snprintf(path, sizeof path, "%s/territory.csv", reference);
  m->places = bench_places_read(path);
  snprintf(path, sizeof path, "%s/activity_class.csv", reference);
  m->activities = bench_activities_read(path);
  size_t count = m->places.count > m->activities.count ? m->places.count : m->activities.count;
  double *weights = calloc(count, sizeof *weights);
  if (!weights) exit(1);
  for (size_t i = 0; i < m->places.count; i++) weights[i] = m->places.items[i].population + 1;
  m->by_population = draw_table_new(weights, m->places.count);
  for (size_t i = 0; i < m->places.count; i++) {
    const char *region = m->places.items[i].region;
    int there = strcmp(region, "REG-11") == 0 || strcmp(region, "REG-24") == 0 || strcmp(region, "REG-28") == 0;
    weights[i] = there && draw_bits(PHARMA + 300, i) % 12 == 0 ? sqrt(m->places.items[i].population + 1) : 0;
  }
  m->pharma_places = draw_table_new(weights, m->places.count);
  for (size_t i = 0; i < m->places.count; i++) weights[i] = 1;
  m->evenly = draw_table_new(weights, m->places.count);
  double total = 0;
  for (size_t i = 0; i < m->activities.count; i++) {
    /* ranks by a shuffle, so that common activities are not those of the first divisions */
    weights[i] = 1 / (2.5 + (double)draw_shuffled(i, m->activities.count));
    total += weights[i];
  }
  for (size_t i = 0; i < m->activities.count; i++)
    if (is_pharma(m->activities.items[i])) weights[i] = total / 3000;
  m->by_activity = draw_table_new(weights, m->activities.count);
  free(weights);
}

static FILE *create(const char *folder, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "w");
  if (!file) {
    fprintf(stderr, "bench_generate: %s cannot be written\n", path);
    exit(1);
  }
  return file;
}

static void finish(FILE *file, const char *name) {
  if (ferror(file) | fclose(file)) {
    fprintf(stderr, "bench_generate: %s could not be written whole: is the disk full?\n", name);
    exit(1);
  }
}

int main(int count, char **arguments) {
  static makers m;
  static char buffer[BUFFER + ROW_MOST];
  m.rows = count > 1 ? strtoull(arguments[1], NULL, 10) : 0;
  if (count < 4 || m.rows == 0 || m.rows > 90000000) {
    fputs("usage: bench_generate ROWS FOLDER REFERENCE [shuffled]     (ROWS up to 90000000)\n", stderr);
    return 2;
  }
  int shuffled = count > 4 && strcmp(arguments[4], "shuffled") == 0;
  prepare(&m, arguments[3]);
  m.stride = 99000000 / m.rows;

  FILE *file = create(arguments[2], "communes.csv");
  fputs("commune,departement,region\n", file);
  for (size_t i = 0; i < m.places.count; i++)
    fprintf(file, "%s,%s,%s\n", m.places.items[i].code, m.places.items[i].departement, m.places.items[i].region);
  finish(file, "communes.csv");

  file = create(arguments[2], "establishments.csv");
  size_t used = (size_t)sprintf(buffer, "siret,siren,name,commune,activity,headcount,jobs,opened,state,employer\n");
  for (uint64_t row = 0; row < m.rows; row++) {
    used += write_row(&m, shuffled ? draw_shuffled(row, m.rows) : row, buffer + used);
    if (used < BUFFER) continue;
    fwrite(buffer, 1, used, file);
    used = 0;
  }
  fwrite(buffer, 1, used, file);
  finish(file, "establishments.csv");
  return 0;
}
