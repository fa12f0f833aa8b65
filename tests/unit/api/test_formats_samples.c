/* The shipped formats on real extracts of published files, in the folder that GRAPPE_SAMPLES names; skipped, saying so,
 * where there is none. What is expected was counted on the same files by awk. */
#include "api/fixture.h"
#include "api/formats.h"
#include "ingest/format_read.h"

static grappe_session *session;

static int begin(void **state) {
  static const char *const folders[] = {SCRIPTS, NULL};
  const grappe_session_options options = {.script_folders = folders, .prelude_folder = SCRIPTS "/prelude"};
  grappe_error error = {0};
  (void)state;
  if (grappe_session_open(&options, &session, &error) == GRAPPE_OK) return 0;
  fprintf(stderr, "%s\n", error.message);
  return -1;
}

static int end(void **state) {
  (void)state;
  grappe_session_close(session);
  return 0;
}

static const char *sample(const char *name) {
  static char path[2000];
  const char *folder = getenv("GRAPPE_SAMPLES");
  if (!folder || !*folder) {
    print_message("GRAPPE_SAMPLES is not set: skipped\n");
    skip();
  }
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

enum { COLUMNS_MOST = 32 };

typedef struct sums {
  size_t columns;
  char name[COLUMNS_MOST][40];
  double total[COLUMNS_MOST]; /* of present values */
  size_t absent[COLUMNS_MOST];
  char first[COLUMNS_MOST][80]; /* the text of the first row */
  uint64_t rows, rejected, remarks, left_out;
  size_t unused, missing;
} sums;

static grappe_code show(void *context, const grappe_format_finding *finding, grappe_error *error) {
  (void)context;
  (void)error;
  print_message("%s\n", finding->sentence);
  return GRAPPE_OK;
}

static void add_column(sums *s, size_t c, const grappe_typed_column *column, const grappe_typed_batch *batch) {
  s->absent[c] += column->absent;
  if (s->rows == 0 && column->kind == GRAPPE_TYPED_TEXT)
    snprintf(s->first[c], sizeof s->first[c], "%.*s", (int)column->length[0], batch->texts + column->start[0]);
  for (size_t row = 0; row < batch->rows; row++) {
    if (column->presence[row] != GRAPPE_PRESENT) continue;
    if (column->numbers) s->total[c] += column->numbers[row];
    if (column->integers && !column->numbers) s->total[c] += (double)column->integers[row];
  }
}

static const grappe_format *part(const char *id, size_t number) {
  const grappe_format *format = NULL;
  grappe_error error = {0};
  if (grappe_session_format(session, id, &format, &error) != GRAPPE_OK) fail_msg("%s", error.message);
  for (; number > 1; number--) format = format->next;
  return format;
}

static sums add_up(const char *id, size_t number, const char *path) {
  grappe_error error = {0};
  const grappe_format_options options = {.finding = show};
  grappe_format_reader *reader;
  const grappe_typed_batch *batch;
  sums s = {0};
  if (grappe_format_open(part(id, number), path, &options, &reader, &error) != GRAPPE_OK) fail_msg("%s", error.message);
  while (grappe_format_next(reader, &batch, &error) == GRAPPE_OK && batch->rows) {
    s.columns = batch->column_count;
    for (size_t c = 0; c < s.columns; c++) {
      snprintf(s.name[c], sizeof s.name[c], "%s", batch->columns[c].name);
      add_column(&s, c, &batch->columns[c], batch);
    }
    s.rows += batch->rows;
  }
  assert_string_equal(error.message, "");
  grappe_format_counts counts = grappe_format_counts_of(reader);
  s.rejected = counts.rejected;
  s.remarks = counts.remarks;
  for (size_t i = 0; i < counts.left_out_count; i++) s.left_out += counts.left_out[i].rows;
  grappe_plan_unused(grappe_format_plan(reader), &s.unused);
  grappe_plan_missing(grappe_format_plan(reader), &s.missing);
  grappe_format_close(reader);
  return s;
}

static size_t at(const sums *s, const char *name) {
  for (size_t c = 0; c < s->columns; c++)
    if (strcmp(s->name[c], name) == 0) return c;
  fail_msg("no column %s", name);
  return 0;
}

static void communes_by_activity(void **state) {
  (void)state;
  sums s = add_up("urssaf.commune_ape", 1, sample("urssaf/commune-x-ape-extract.csv"));
  assert_int_equal(s.rows, 12202);
  assert_int_equal(s.total[at(&s, "establishments")], 30489);
  assert_int_equal(s.total[at(&s, "jobs")], 463340);
  assert_int_equal(s.rejected + s.remarks, 0);
}

static void official_geographical_code(void **state) {
  (void)state;
  sums s = add_up("cog", 1, sample("cog/regions.csv"));
  assert_int_equal(s.rows, 18);
  assert_string_equal(s.first[at(&s, "code")], "REG-01");
  s = add_up("cog", 2, sample("cog/departements.csv"));
  assert_int_equal(s.rows, 101);
  assert_string_equal(s.first[at(&s, "parents")], "REG-84");
  s = add_up("cog", 3, sample("cog/mouvements-communes.csv"));
  assert_int_equal(s.rows, 4517);
  assert_int_equal(s.rejected + s.remarks, 0);
  s = add_up("cog", 4, sample("cog/communes.csv"));
  assert_int_equal(s.rows, 34875);
  assert_int_equal(s.left_out, 37496 - 34875);
  assert_int_equal(s.absent[at(&s, "valid_to")], 34875);
  s = add_up("cog", 5, sample("cog/mouvements-communes.csv"));
  assert_int_equal(s.rows, 4864);
  assert_int_equal(s.rejected + s.remarks, 0);
}

static void employment_zones(void **state) {
  (void)state;
  sums s = add_up("zones_emploi.zones", 1, sample("ze/cogugaison_ze2020_libelles_2024.csv"));
  assert_int_equal(s.rows, 306);
  assert_string_equal(s.first[at(&s, "code")], "ZE2020-0051");
  s = add_up("zones_emploi", 1, sample("ze/extract-communes-3-regions-ZE2020.csv"));
  assert_int_equal(s.rows, 5674);
  assert_string_equal(s.first[at(&s, "parents")], "DEP-14;ZE2020-2811");
  assert_int_equal(s.rejected + s.remarks + s.left_out, 0);
}

/* The real headers, with nothing below them. */
static void headers_of_the_register(void **state) {
  (void)state;
  sums s = add_up("sirene.establishments", 1, sample("sirene/HEADER_StockEtablissement_54col_assembled.txt"));
  assert_int_equal(s.missing, 0);
  s = add_up("sirene.establishments", 1, sample("sirene/HEADER_StockEtablissement_48col_pre2023.txt"));
  assert_int_equal(s.missing, 3); /* NAF 2025, longitude and latitude */
}

static void legal_units(void **state) {
  (void)state;
  sums s = add_up("sirene.legal_units", 1, sample("sirene/StockUniteLegale_utf8_echantillon9.csv"));
  assert_int_equal(s.rows, 9);
  assert_string_equal(s.first[at(&s, "name")], "ETS J VIRLY S A");
  assert_int_equal(s.rejected + s.remarks + s.missing, 0);
}

static void certifications(void **state) {
  (void)state;
  static const struct {
    const char *file, *column; /* a column that is filled in every row */
    size_t part, rows;
  } files[] = {{"Standard", "name", 1, 9},       {"Certificateurs", "siret", 2, 6},
               {"Rome", "occupation", 3, 15},    {"Blocs_De_Competences", "block", 4, 6},
               {"Formacode", "formacode", 5, 5}, {"Nsf", "nsf", 6, 10},
               {"CCN", "agreement", 7, 2},       {"Partenaires", "siret", 8, 10},
               {"VoixdAcces", "route", 9, 34},   {"Ancienne_Nouvelle_Certification", "certification", 10, 9}};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    char name[200];
    snprintf(name, sizeof name, "rncp/export_fiches_CSV_%s_2024_02_22.csv", files[i].file);
    sums s = add_up("rncp", files[i].part, sample(name));
    if (s.rows != files[i].rows) fail_msg("%s: %lu rows", name, (unsigned long)s.rows);
    assert_int_equal(s.absent[at(&s, files[i].column)], 0);
    assert_int_equal(s.rejected + s.remarks + s.missing, 0);
  }
}

static void occupations(void **state) {
  (void)state;
  sums s = add_up("rome", 1, sample("rome/unix_referentiel_code_rome_v460_utf8.csv"));
  assert_int_equal(s.rows, 1584);
  assert_string_equal(s.first[at(&s, "name")], "Conducteur / Conductrice d'engins agricoles");
  s = add_up("rome", 2, sample("rome/unix_referentiel_appellation_v460_utf8.csv"));
  assert_int_equal(s.rows, 13120);
  assert_int_equal(s.rejected + s.remarks, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(communes_by_activity), cmocka_unit_test(official_geographical_code),
      cmocka_unit_test(employment_zones),     cmocka_unit_test(headers_of_the_register),
      cmocka_unit_test(legal_units),          cmocka_unit_test(certifications),
      cmocka_unit_test(occupations),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
