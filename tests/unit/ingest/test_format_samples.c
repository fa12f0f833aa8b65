/* Real extracts of published files, in the folder that GRAPPE_SAMPLES names; skipped, saying so, where there is none.
 * What is expected was counted on the same files by another program. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ingest/format_dump.h"

#define COLUMNS(...) ((const char *const[]){__VA_ARGS__, NULL})

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

static grappe_code show(void *context, const grappe_format_finding *finding, grappe_error *error) {
  (void)context;
  (void)error;
  print_message("%s\n", finding->sentence);
  return GRAPPE_OK;
}

typedef struct sums {
  uint64_t rows;
  double total[8]; /* of each column that has numbers */
  size_t absent[8];
  grappe_format_counts counts;
} sums;

static sums add_up(const grappe_format *format, const char *path) {
  grappe_error error = {0};
  grappe_format_options options = {.finding = show};
  grappe_format_reader *reader;
  if (grappe_format_open(format, path, &options, &reader, &error) != GRAPPE_OK) fail_msg("%s", error.message);
  sums s = {0};
  const grappe_typed_batch *batch;
  while (grappe_format_next(reader, &batch, &error) == GRAPPE_OK && batch->rows) {
    s.rows += batch->rows;
    for (size_t c = 0; c < batch->column_count && c < 8; c++) {
      const grappe_typed_column *column = &batch->columns[c];
      s.absent[c] += column->absent;
      for (size_t row = 0; row < batch->rows; row++) {
        if (column->presence[row] != GRAPPE_PRESENT) continue;
        if (column->numbers) s.total[c] += column->numbers[row];
        if (column->integers && !column->numbers) s.total[c] += (double)column->integers[row];
      }
    }
  }
  assert_string_equal(error.message, "");
  s.counts = grappe_format_counts_of(reader);
  s.counts.left_out = NULL;
  grappe_format_close(reader);
  return s;
}

static void communes_by_activity(void **state) {
  (void)state;
  const grappe_format_field fields[] = {
      {.target = "commune", .columns = COLUMNS("Code commune"), .type = GRAPPE_FORMAT_CODE, .width = 5, .filled = 1},
      {.target = "activity", .columns = COLUMNS("Code APE"), .type = GRAPPE_FORMAT_ACTIVITY, .filled = 1},
      {.target = "establishments",
       .columns = COLUMNS("Nombre d'établissements {period}"),
       .type = GRAPPE_FORMAT_INTEGER},
      {.target = "jobs", .columns = COLUMNS("Effectifs salariés {period}"), .type = GRAPPE_FORMAT_INTEGER},
      {0}};
  const grappe_format format = {.id = "urssaf.commune_ape", .fields = fields};
  sums s = add_up(&format, sample("urssaf/commune-x-ape-extract.csv"));
  assert_int_equal(s.counts.records, 1167);
  assert_int_equal(s.rows, 12202);
  assert_int_equal(s.total[2], 30489);
  assert_int_equal(s.total[3], 463340);
  assert_int_equal(s.absent[3], 0);
  assert_int_equal(s.counts.rejected, 0);
}

static void communes(void **state) {
  (void)state;
  const grappe_format_field fields[] = {
      {.target = "code", .columns = COLUMNS("COM"), .type = GRAPPE_FORMAT_CODE, .width = 5},
      {.target = "region", .columns = COLUMNS("REG"), .type = GRAPPE_FORMAT_CODE, .width = 2},
      {.target = "name", .columns = COLUMNS("LIBELLE")},
      {0}};
  const grappe_format_skip skips[] = {{.columns = COLUMNS("TYPECOM"),
                                       .test = GRAPPE_TEST_NOT_IN,
                                       .values = COLUMNS("COM"),
                                       .reason = {"delegated and associated communes, arrondissements"}},
                                      {0}};
  const grappe_format format = {.id = "cog", .fields = fields, .skips = skips};
  sums s = add_up(&format, sample("cog/communes.csv"));
  assert_int_equal(s.counts.records, 37496);
  assert_int_equal(s.rows, 34875);
  assert_int_equal(s.counts.rejected, 0);
  assert_int_equal(s.absent[1], 0);
}

static void movements(void **state) {
  (void)state;
  const grappe_format_field fields[] = {
      {.target = "day", .columns = COLUMNS("DATE_EFF"), .type = GRAPPE_FORMAT_DAY, .filled = 1},
      {.target = "before", .columns = COLUMNS("COM_AV"), .type = GRAPPE_FORMAT_CODE, .width = 5},
      {0}};
  const grappe_format format = {.id = "cog.movements", .fields = fields};
  sums s = add_up(&format, sample("cog/mouvements-communes.csv"));
  assert_int_equal(s.rows, 13734);
  assert_int_equal(s.counts.rejected, 0);
}

static void populations(void **state) {
  (void)state;
  const grappe_format_field fields[] = {
      {.target = "commune", .columns = COLUMNS("COM"), .type = GRAPPE_FORMAT_CODE, .width = 5},
      {.target = "population", .columns = COLUMNS("PMUN"), .type = GRAPPE_FORMAT_INTEGER},
      {0}};
  const grappe_format format = {.id = "populations", .fields = fields};
  sums s = add_up(&format, sample("cog/donnees_communes.csv"));
  assert_int_equal(s.total[1], 68094280);
}

static void certifications(void **state) {
  (void)state;
  const grappe_format_field standard[] = {{.target = "code", .columns = COLUMNS("Numero_Fiche"), .filled = 1},
                                          {.target = "name", .columns = COLUMNS("Intitule")},
                                          {.target = "until",
                                           .columns = COLUMNS("Date_Fin_Enregistrement"),
                                           .type = GRAPPE_FORMAT_DAY,
                                           .day_order = GRAPPE_DAY_MONTH_YEAR},
                                          {.target = "active",
                                           .columns = COLUMNS("Actif"),
                                           .type = GRAPPE_FORMAT_YESNO,
                                           .yes = COLUMNS("ACTIVE"),
                                           .no = COLUMNS("INACTIVE")},
                                          {0}};
  const grappe_format format = {.id = "rncp", .fields = standard};
  sums s = add_up(&format, sample("rncp/export_fiches_CSV_Standard_2024_02_22.csv"));
  assert_int_equal(s.rows, 9);
  assert_int_equal(s.counts.rejected, 0);
  const grappe_format_field certifier[] = {
      {.target = "code", .columns = COLUMNS("Numero_Fiche")},
      {.target = "siret", .columns = COLUMNS("Siret_Certificateur"), .type = GRAPPE_FORMAT_SIRET}, /* behind a TAB */
      {0}};
  const grappe_format second = {.id = "rncp", .fields = certifier};
  s = add_up(&second, sample("rncp/export_fiches_CSV_Certificateurs_2024_02_22.csv"));
  assert_int_equal(s.rows, 6);
  assert_int_equal(s.absent[1], 0);
}

static void legal_units(void **state) {
  (void)state;
  const grappe_format_band bands[] = {{"NN", 0, 0, GRAPPE_UNKNOWN},
                                      {"00", 0, 0, 0},
                                      {"01", 1, 2, 0},
                                      {"02", 3, 5, 0},
                                      {"03", 6, 9, 0},
                                      {"11", 10, 19, 0},
                                      {"12", 20, 49, 0},
                                      {"21", 50, 99, 0},
                                      {"22", 100, 199, 0},
                                      {"31", 200, 249, 0},
                                      {"32", 250, 499, 0},
                                      {"41", 500, 999, 0},
                                      {"42", 1000, 1999, 0},
                                      {"51", 2000, 4999, 0},
                                      {"52", 5000, 9999, 0},
                                      {"53", 10000, INFINITY, 0},
                                      {NULL, 0, 0, 0}};
  const grappe_format_field fields[] = {
      {.target = "siren", .columns = COLUMNS("siren"), .type = GRAPPE_FORMAT_SIREN, .filled = 1},
      {.target = "headcount",
       .columns = COLUMNS("trancheEffectifsUniteLegale"),
       .type = GRAPPE_FORMAT_BAND,
       .bands = bands},
      {.target = "opened", .columns = COLUMNS("dateCreationUniteLegale"), .type = GRAPPE_FORMAT_DAY},
      {.target = "year", .columns = COLUMNS("anneeEffectifsUniteLegale"), .type = GRAPPE_FORMAT_YEAR},
      {0}};
  const grappe_format_skip skips[] = {
      {.columns = COLUMNS("categorieJuridiqueUniteLegale"), .values = COLUMNS("1000"), .reason = {"natural persons"}},
      {0}};
  const grappe_format format = {.id = "sirene.legal_units", .fields = fields, .skips = skips};
  sums s = add_up(&format, sample("sirene/StockUniteLegale_utf8_echantillon9.csv"));
  assert_int_equal(s.counts.records, 9);
  assert_int_equal(s.counts.rejected, 0);
  assert_int_equal(s.rows, 9);
}

static void job_titles(void **state) {
  (void)state;
  const grappe_format_field fields[] = {
      {.target = "code", .columns = COLUMNS("code_ogr")},
      {.target = "name", .columns = COLUMNS("libelle_appellation_long")},
      {.target = "rome", .columns = COLUMNS("code_rome"), .type = GRAPPE_FORMAT_CODE, .width = 5},
      {0}};
  const grappe_format format = {.id = "rome", .fields = fields};
  sums s = add_up(&format, sample("rome/unix_referentiel_appellation_v460_utf8.csv"));
  assert_int_equal(s.rows, 13120);
  assert_int_equal(s.absent[1], 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(communes_by_activity), cmocka_unit_test(communes),       cmocka_unit_test(movements),
      cmocka_unit_test(populations),          cmocka_unit_test(certifications), cmocka_unit_test(legal_units),
      cmocka_unit_test(job_titles),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
