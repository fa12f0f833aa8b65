/* Published files into datasets and rows of the registry, by formats that stand here. */
#include <math.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "ingest/import_scene.h"
#ifdef GRAPPE_WITH_ZIP
#include "ingest/package.h"
#endif

/* --- formats --- */

static const char *const commune[] = {"Code commune", "commune", NULL}, *const siret[] = {"siret", NULL};
static const char *const jobs[] = {"jobs", NULL}, *const name[] = {"name", NULL}, *const size[] = {"size", NULL};
static const char *const opened[] = {"opened", NULL}, *const state[] = {"state", NULL};
static const char *const wide_jobs[] = {"Jobs {period}", NULL}, *const year[] = {"TIME_PERIOD", NULL};
static const char *const closed[] = {"F", NULL};

static const grappe_format_band bands[] = {{"NN", 0, INFINITY, GRAPPE_UNKNOWN},
                                           {"00", 0, 0, 0},
                                           {"12", 20, 49, 0},
                                           {"53", 10000, INFINITY, 0},
                                           {NULL, 0, 0, 0}};

static const grappe_format_field site_fields[] = {
    {.target = "siret", .columns = siret, .type = GRAPPE_FORMAT_SIRET, .sought = 1, .filled = 1},
    {.target = "name", .columns = name, .sought = 1, .name = {"Name", "Nom", "Nome"}},
    {.target = "commune",
     .columns = commune,
     .type = GRAPPE_FORMAT_CODE,
     .width = 5,
     .refers_to = "territory",
     .qualifier = "commune"},
    {.target = "size", .columns = size, .type = GRAPPE_FORMAT_BAND, .bands = bands, .unit = "jobs", .not_negative = 1},
    {.target = "jobs", .columns = jobs, .type = GRAPPE_FORMAT_INTEGER, .unit = "jobs", .wrong = GRAPPE_WRONG_UNKNOWN},
    {.target = "opened", .columns = opened, .type = GRAPPE_FORMAT_DAY, .optional = 1},
    {0}};
static const grappe_format_skip site_skips[] = {
    {.columns = state, .test = GRAPPE_TEST_IN, .values = closed, .reason = {"closed"}, .optional = 1}, {0}};
static const grappe_format sites = {.id = "test.sites",
                                    .title = {"Sites", "Sites", "Siti"},
                                    .source = "INSEE",
                                    .licence = "Licence Ouverte",
                                    .geography = "COG 2024",
                                    .fields = site_fields,
                                    .skips = site_skips};

static const grappe_format_field panel_fields[] = {
    {.target = "commune", .columns = commune, .type = GRAPPE_FORMAT_CODE, .width = 5},
    {.target = "jobs", .columns = wide_jobs, .type = GRAPPE_FORMAT_INTEGER, .unit = "jobs"},
    {0}};
static const grappe_format panel = {.id = "test.panel", .fields = panel_fields};

static const grappe_format_field long_fields[] = {
    {.target = "commune", .columns = commune, .type = GRAPPE_FORMAT_CODE, .width = 5},
    {.target = "period", .columns = year, .type = GRAPPE_FORMAT_PERIOD},
    {0}};
static const grappe_format long_panel = {.id = "test.long", .fields = long_fields};

static const grappe_format part_two = {.id = "test.two", .files = "*_two_*", .fields = long_fields};
static const grappe_format part_one = {
    .id = "test.one", .files = "*_one_*", .fields = site_fields, .skips = site_skips, .next = &part_two};

#define GOOD_SIRET "55200155400013"
#define WRONG_SIRET "55200155400014"
#define HEADER "siret,name,commune,size,jobs,opened,state\n"
#define GOOD "55200155400013,Usine Évreux,27229,12,30,2001-05-03,A\n"
#define OTHER "55200155400021,Labo,1004,NN,,,A\n"
#define CLOSED "55200155400039,Old,01004,00,0,,F\n"
#define WRONG "55200155400014,Wrong,27229,12,30,2001-05-03,A\n"

/* --- datasets --- */

static void a_file_becomes_a_dataset(void **context) {
  fixture *f = *context;
  const char *path = write_text(f, "sites_2024_02_22.csv", HEADER GOOD OTHER CLOSED);
  grappe_published_report report = import(f, &sites, FILES(path), NULL);
  assert_true(report.imported);
  assert_int_equal(report.file_count, 1);
  assert_int_equal(report.files[0].records, 3);
  assert_int_equal(report.files[0].rows, 2);
  assert_int_equal(report.files[0].left_out_count, 1);
  assert_string_equal(report.files[0].left_out[0].reason, "closed");
  assert_int_equal(report.files[0].left_out[0].rows, 1);
  assert_string_equal(report.files[0].unused, "");
  assert_int_equal(report.dataset_count, 1);
  assert_string_equal(report.datasets[0].edition, "2024-02-22");
  assert_int_equal(report.datasets[0].rows, 2);
  assert_true(report.datasets[0].bytes > 0);
  grappe_published_report_free(&report);

  grappe_dataset *d;
  assert_fine(grappe_dataset_open(f->store, "test.sites", NULL, &d, &f->error), f->error);
  const grappe_dataset_info *info = grappe_dataset_about_of(d);
  assert_string_equal(info->about.name, "Sites");
  assert_string_equal(info->about.file, "sites_2024_02_22.csv");
  assert_string_equal(info->about.geography, "COG 2024");
  assert_string_equal(info->about.source, "INSEE");
  assert_int_equal(strlen(info->digest), 64);
  assert_int_equal(grappe_dataset_columns(d), 6);
  const grappe_dataset_column *c = grappe_dataset_column_at(d, 0);
  assert_int_equal(c->kind, GRAPPE_DATASET_IDENTIFIER);
  assert_int_equal(c->width, 14);
  assert_int_equal(c->flags, GRAPPE_DATASET_LOOKUP);
  c = grappe_dataset_column_at(d, 1);
  assert_int_equal(c->flags, GRAPPE_DATASET_NAMES);
  assert_string_equal(c->title[GRAPPE_FRENCH], "Nom");
  c = grappe_dataset_column_at(d, 2);
  assert_string_equal(c->refers_to, "territory");
  assert_string_equal(c->qualifier, "commune");
  c = grappe_dataset_column_at(d, 3);
  assert_int_equal(c->kind, GRAPPE_DATASET_FIGURE);
  assert_int_equal(c->flags, GRAPPE_DATASET_NOT_NEGATIVE);
  assert_string_equal(c->unit, "jobs");
  const grappe_segment_summary *summaries;
  const grappe_band *read_bands;
  const char *const *texts;
  size_t count;
  for (size_t i = 0; i < 6; i++) assert_fine(grappe_dataset_summaries(d, i, &summaries, &f->error), f->error);
  assert_fine(grappe_dataset_bands(d, 3, &read_bands, &count, &f->error), f->error);
  assert_fine(grappe_dataset_texts(d, 2, &texts, &count, &f->error), f->error);
  grappe_dataset_reader *reader;
  assert_fine(grappe_dataset_reader_new(d, NULL, &reader, &f->error), f->error);
  static int64_t integers[GRAPPE_SEGMENT_ROWS];
  static int32_t codes[GRAPPE_SEGMENT_ROWS];
  static unsigned char presence[GRAPPE_SEGMENT_ROWS];
  assert_fine(grappe_dataset_read(reader, 0, 0, GRAPPE_INT64, integers, presence, &f->error), f->error);
  assert_true(integers[0] == 55200155400013 && integers[1] == 55200155400021);
  assert_fine(grappe_dataset_read(reader, 2, 0, GRAPPE_INT32, codes, presence, &f->error), f->error);
  assert_string_equal(texts[codes[0]], "27229");
  assert_string_equal(texts[codes[1]], "01004");
  assert_fine(grappe_dataset_read(reader, 3, 0, GRAPPE_INT32, codes, presence, &f->error), f->error);
  assert_true(presence[0] == GRAPPE_PRESENT && read_bands[codes[0]].bounds.low == 20);
  assert_true(read_bands[codes[0]].bounds.high == 49 && presence[1] == GRAPPE_UNKNOWN);
  assert_fine(grappe_dataset_read(reader, 4, 0, GRAPPE_INT64, integers, presence, &f->error), f->error);
  assert_true(integers[0] == 30 && presence[1] == GRAPPE_UNKNOWN);
  grappe_dataset_reader_free(reader);
  grappe_dataset_release(d);
  assert_sound(f);
}

static void the_same_file_is_recognised(void **context) {
  fixture *f = *context;
  const char *path = write_text(f, "sites.csv", HEADER GOOD);
  const grappe_published_options first = {.edition = "2026-08"}, none = {0};
  grappe_published_report report = import(f, &sites, FILES(path), &first);
  grappe_published_report_free(&report);
  const grappe_published_options all[] = {none, first, {.edition = "2026-09"}, {.dry_run = 1}};
  for (int i = 0; i < 4; i++) {
    report = import(f, &sites, FILES(path), &all[i]);
    assert_false(report.imported);
    assert_int_equal(report.found, 0);
    assert_int_equal(report.file_count, 0);
    assert_true(report.datasets[0].already);
    assert_string_equal(report.datasets[0].edition, "2026-08");
    grappe_published_report_free(&report);
  }
  assert_string_equal(datasets(f), "test.sites 2026-08 1;");

  /* another file of that edition is refused, and stands beside it under another */
  path = write_text(f, "other.csv", HEADER GOOD OTHER);
  assert_int_equal(try_import(f, &sites, FILES(path), &first, &report), GRAPPE_ARGUMENT);
  assert_non_null(strstr(f->error.message, "grappe datasets drop test.sites 2026-08"));
  grappe_published_report_free(&report);
  report = import(f, &sites, FILES(path), &all[2]);
  assert_true(report.imported);
  grappe_published_report_free(&report);
  assert_string_equal(datasets(f), "test.sites 2026-08 1;test.sites 2026-09 2;");
  assert_sound(f);
}

static void editions_come_from_names_and_periods(void **context) {
  fixture *f = *context;
  static const struct {
    const char *file, *edition;
  } names[] = {{"a_2024_02_22.csv", "2024-02-22"}, {"StockEtablissement_utf8_202608.csv", "2026-08"},
               {"x-2026-08.csv", "2026-08"},       {"20240229.csv", "2024-02-29"},
               {"v_commune_2026.csv", "2026"},     {"ze2020_labels.csv", "2026-01-15"},
               {"v460.csv", "2026-01-15"},         {"20240230.csv", "2026-01-15"},
               {"since2018_2024-13.csv", "2024"},  {"2024_2_2.csv", "2024"}};
  setenv("GRAPPE_TODAY", "2026-01-15", 1);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *path = write_text(f, names[i].file, HEADER GOOD);
    grappe_published_report report = import(f, &sites, FILES(path), &(grappe_published_options){.dry_run = 1});
    assert_string_equal(report.datasets[0].edition, names[i].edition);
    grappe_published_report_free(&report);
  }
  const char *wide = write_text(f, "wide.csv", "commune,Jobs 2021,Jobs 2022,Jobs 2020\n27229,1,,3\n");
  grappe_published_report report = import(f, &panel, FILES(wide), NULL);
  assert_string_equal(report.datasets[0].edition, "2021"); /* the latest that has a value */
  assert_int_equal(report.files[0].rows, 2);
  grappe_published_report_free(&report);
  const char *lasting = write_text(f, "long.csv", "commune,TIME_PERIOD\n27229,2018\n27229,2019-03\n27229,2017\n");
  report = import(f, &long_panel, FILES(lasting), NULL);
  assert_string_equal(report.datasets[0].edition, "2019-03");
  grappe_published_report_free(&report);
  assert_string_equal(datasets(f), "test.long 2019-03 3;test.panel 2021 2;");
  lasting = write_text(f, "long.csv", "commune,TIME_PERIOD\n27229,2018\n27229,2019-03\n");
  assert_int_equal(try_import(f, &long_panel, FILES(lasting), NULL, &report), GRAPPE_ARGUMENT);
  grappe_published_report_free(&report);
  assert_sound(f);
}

static void a_wrong_row_keeps_all_out(void **context) {
  fixture *f = *context;
  const char *path = write_text(f, "sites.csv", HEADER GOOD WRONG OTHER "x,y\n");
  grappe_published_report report = import(f, &sites, FILES(path), &(grappe_published_options){.edition = "1"});
  assert_false(report.imported);
  assert_int_equal(report.found, 2);
  assert_int_equal(report.files[0].rejected, 2);
  assert_int_equal(report.findings[0].line, 3);
  assert_int_equal(report.findings[0].column, 1);
  assert_non_null(strstr(report.findings[0].sentence, "sites.csv:3:1: siret: "));
  assert_non_null(strstr(report.findings[0].sentence, "55200155400014"));
  assert_int_equal(report.findings[1].line, 5);
  grappe_published_report_free(&report);
  assert_string_equal(datasets(f), "");

  report = import(f, &sites, FILES(path), &(grappe_published_options){.edition = "1", .shown = 1});
  assert_int_equal(report.finding_count, 1);
  assert_int_equal(report.found, 2);
  grappe_published_report_free(&report);
}

static void remarks_do_not_keep_out(void **context) {
  fixture *f = *context;
  const char *path = write_text(f, "sites.csv", HEADER "55200155400013,A,27229,12,many,,A\n");
  grappe_published_report report = import(f, &sites, FILES(path), &(grappe_published_options){.edition = "1"});
  assert_true(report.imported);
  assert_int_equal(report.found, 0);
  assert_int_equal(report.remarks, 1);
  assert_int_equal(report.files[0].remarks, 1);
  assert_true(report.findings[0].remark);
  grappe_published_report_free(&report);
}

static void a_dry_run_changes_nothing(void **context) {
  fixture *f = *context;
  char rejects[200];
  snprintf(rejects, sizeof rejects, "%s/rejects.csv", f->directory);
  const char *path = write_text(f, "sites.csv", HEADER GOOD WRONG);
  const grappe_published_options options = {.edition = "1", .dry_run = 1, .rejects_path = rejects};
  uint64_t version = grappe_store_version(f->store);
  grappe_published_report report = import(f, &sites, FILES(path), &options);
  assert_false(report.imported);
  assert_int_equal(report.found, 1);
  assert_int_equal(report.datasets[0].rows, 1);
  assert_string_equal(report.files[0].rejects, rejects);
  grappe_published_report_free(&report);
  assert_int_equal(grappe_store_version(f->store), version);
  assert_string_equal(datasets(f), "");
}

static void columns_are_told(void **context) {
  fixture *f = *context;
  const char *path = write_text(f, "sites.csv", "siret;extra;name;commune;size;jobs\n55200155400013;;A;27229;12;3\n");
  grappe_published_report report = import(f, &sites, FILES(path), &(grappe_published_options){.edition = "1"});
  assert_string_equal(report.files[0].unused, "extra");
  assert_string_equal(report.files[0].missing, "opened");
  grappe_published_report_free(&report);
  path = write_text(f, "less.csv", "siret,name\n");
  assert_int_equal(try_import(f, &sites, FILES(path), NULL, &report), GRAPPE_NOT_FOUND);
  grappe_published_report_free(&report);
}

static void several_files_are_one_dataset(void **context) {
  fixture *f = *context;
  const char *a = write_text(f, "a_2024.csv", HEADER GOOD), *b = write_text(f, "b.csv", HEADER OTHER);
  grappe_published_report report = import(f, &sites, FILES(a, b), NULL);
  assert_int_equal(report.file_count, 2);
  assert_int_equal(report.datasets[0].rows, 2);
  grappe_published_report_free(&report);
  assert_string_equal(datasets(f), "test.sites 2024 2;");
  report = import(f, &sites, FILES(b), NULL); /* each of them is known */
  assert_true(report.datasets[0].already);
  grappe_published_report_free(&report);
}

static void a_folder_has_parts(void **context) {
  fixture *f = *context;
  char folder[160];
  snprintf(folder, sizeof folder, "%s/parts", f->directory);
  assert_int_equal(mkdir(folder, 0700), 0);
  write_text(f, "parts/export_one_2024_02_22.csv", HEADER GOOD WRONG);
  write_text(f, "parts/export_TWO_2024_02_22.csv", "commune,TIME_PERIOD\n27229,2018\n");
  write_text(f, "parts/readme.txt", "hello\n");
  char rejects[200];
  snprintf(rejects, sizeof rejects, "%s/rejects.csv", f->directory);
  grappe_published_report report =
      import(f, &part_one, FILES(folder), &(grappe_published_options){.rejects_path = rejects});
  assert_true(report.imported);
  assert_string_equal(report.files_unused, "readme.txt");
  assert_string_equal(report.parts_missing, "");
  assert_int_equal(report.dataset_count, 2);
  assert_non_null(strstr(report.files[0].rejects, "/export_one_2024_02_22-rejects.csv"));
  grappe_published_report_free(&report);
  assert_string_equal(datasets(f), "test.one 2024-02-22 1;test.two 2024-02-22 1;");

  /* a single part, by its header */
  const char *alone = write_text(f, "alone.csv", HEADER OTHER);
  report = import(f, &part_one, FILES(alone), &(grappe_published_options){.edition = "2"});
  assert_string_equal(report.parts_missing, "test.two");
  assert_string_equal(report.datasets[0].code, "test.one");
  grappe_published_report_free(&report);
  alone = write_text(f, "alone.csv", "a,b\n1,2\n");
  assert_int_equal(try_import(f, &part_one, FILES(alone), NULL, &report), GRAPPE_NOT_FOUND);
  grappe_published_report_free(&report);
  assert_sound(f);
}

static void an_archive_has_parts(void **context) {
#ifdef GRAPPE_WITH_ZIP
  fixture *f = *context;
  char path[200];
  snprintf(path, sizeof path, "%s/parts_2024_02_22.zip", f->directory);
  const package_part parts[] = {
      {"x/a_one_a.csv", HEADER GOOD OTHER}, {"x/a_two_a.csv", "commune,TIME_PERIOD\n27229,2018\n"}, {NULL, NULL}};
  make_package(path, parts);
  grappe_published_report report = import(f, &part_one, FILES(path), NULL);
  assert_true(report.imported);
  assert_int_equal(report.file_count, 2);
  grappe_published_report_free(&report);
  assert_string_equal(datasets(f), "test.one 2024-02-22 2;test.two 2024-02-22 1;");
  report = import(f, &part_one, FILES(path), NULL);
  assert_false(report.imported);
  assert_true(report.datasets[0].already && report.datasets[1].already);
  grappe_published_report_free(&report);

  /* cut short: an error, and nothing of it */
  struct stat status;
  assert_int_equal(stat(path, &status), 0);
  assert_int_equal(truncate(path, status.st_size - 30), 0);
  assert_int_equal(try_import(f, &part_one, FILES(path), NULL, &report), GRAPPE_DATA);
  grappe_published_report_free(&report);
#else
  (void)context;
  skip();
#endif
}

/* --- large enough for several segments, on one thread and on several --- */

static const char *write_many(fixture *f, const char *file_name, size_t rows, const char *end) {
  char *text = malloc(rows * 60 + 1000);
  size_t length = (size_t)sprintf(text, "%s", HEADER);
  for (size_t i = 0; i < rows; i++)
    length += (size_t)sprintf(text + length, "55200155400013,Name %zu,%05zu,%s,%zu,20%02zu-01-02,A\n", i % 5000,
                              i % 977, i % 3 ? "12" : "53", i % 1000, i % 30);
  length += (size_t)sprintf(text + length, "%s", end);
  const char *path = write_bytes(f, file_name, text, length);
  free(text);
  return path;
}

static uint64_t bytes_of(fixture *f, const char *edition) {
  grappe_dataset *d;
  assert_fine(grappe_dataset_open(f->store, "test.sites", edition, &d, &f->error), f->error);
  uint64_t bytes = grappe_dataset_about_of(d)->bytes;
  grappe_dataset_release(d);
  return bytes;
}

static void many_rows_whatever_the_threads(void **context) {
  fixture *f = *context;
  const char *path = write_many(f, "many.csv", 150000, "");
  uint64_t bytes[3];
  for (int threads = 1; threads <= 3; threads++) {
    char edition[20];
    snprintf(edition, sizeof edition, "e%d", threads);
    grappe_run run = {.threads = threads};
    grappe_run_begin(&run, 0);
    run.threads = threads;
    const grappe_published_options options = {.edition = edition, .run = &run};
    grappe_published_report report = import(f, &sites, FILES(path), &options);
    assert_true(report.imported);
    assert_int_equal(report.datasets[0].rows, 150000);
    grappe_published_report_free(&report);
    bytes[threads - 1] = bytes_of(f, edition);
    if (threads == 1) assert_sound(f);
    assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
    assert_fine(grappe_dataset_drop(f->store, "test.sites", edition, &f->error), f->error);
    assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  }
  assert_true(bytes[0] == bytes[1] && bytes[1] == bytes[2]);
}

/* The mended rejects of a file of `rows` rows and one that is wrong complete its dataset. */
static void check_completed(fixture *f, size_t rows) {
  char rejects[200], expected[100], text[600];
  snprintf(rejects, sizeof rejects, "%s/rejects.csv", f->directory);
  const char *path = write_many(f, "many_2024.csv", rows, WRONG);
  grappe_published_report report = import(f, &sites, FILES(path), &(grappe_published_options){.rejects_path = rejects});
  assert_int_equal(report.found, 1);
  grappe_published_report_free(&report);
  snprintf(expected, sizeof expected, "test.sites 2024 %zu;", rows);
  assert_string_equal(datasets(f), expected);

  /* as it is, it is wrong again */
  report = import(f, &sites, FILES(rejects), NULL);
  assert_false(report.imported);
  grappe_published_report_free(&report);
  assert_string_equal(datasets(f), expected);

  snprintf(text, sizeof text, "%s", read_text(rejects));
  assert_non_null(strstr(text, "error_column,error"));
  char *wrong = strstr(text, WRONG_SIRET);
  assert_non_null(wrong);
  memcpy(wrong, GOOD_SIRET, 14);
  write_text(f, "rejects.csv", text);
  for (int again = 0; again < 2; again++) {
    report = import(f, &sites, FILES(rejects), NULL);
    assert_int_equal(report.imported, !again);
    assert_int_equal(report.datasets[0].already, again);
    assert_int_equal(report.datasets[0].completed, !again);
    assert_int_equal(report.datasets[0].rows, rows + 1);
    grappe_published_report_free(&report);
  }
  snprintf(expected, sizeof expected, "test.sites 2024 %zu;", rows + 1);
  assert_string_equal(datasets(f), expected);
  report = import(f, &sites, FILES(path), NULL); /* the first file is known still */
  assert_true(report.datasets[0].already);
  grappe_published_report_free(&report);
  assert_sound(f);

  grappe_dataset *d;
  size_t last = rows / GRAPPE_SEGMENT_ROWS, at = rows % GRAPPE_SEGMENT_ROWS, count;
  assert_fine(grappe_dataset_open(f->store, "test.sites", NULL, &d, &f->error), f->error);
  grappe_dataset_reader *reader;
  const grappe_segment_summary *summaries;
  const char *const *texts;
  static int32_t codes[GRAPPE_SEGMENT_ROWS];
  static unsigned char presence[GRAPPE_SEGMENT_ROWS];
  assert_fine(grappe_dataset_summaries(d, 1, &summaries, &f->error), f->error);
  assert_fine(grappe_dataset_texts(d, 1, &texts, &count, &f->error), f->error);
  assert_fine(grappe_dataset_reader_new(d, NULL, &reader, &f->error), f->error);
  assert_fine(grappe_dataset_read(reader, 1, last, GRAPPE_INT32, codes, presence, &f->error), f->error);
  assert_string_equal(texts[codes[at]], "Wrong");
  if (at) {
    char before[20];
    snprintf(before, sizeof before, "Name %zu", (rows - 1) % 5000);
    assert_string_equal(texts[codes[at - 1]], before);
  }
  grappe_dataset_reader_free(reader);
  grappe_dataset_release(d);
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  assert_fine(grappe_dataset_drop(f->store, "test.sites", "2024", &f->error), f->error);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
}

static void mended_rejects_complete_a_dataset(void **context) {
  check_completed(*context, 3);
  check_completed(*context, 70000);
  check_completed(*context, 2 * GRAPPE_SEGMENT_ROWS);
}

static void what_is_cut_leaves_nothing(void **context) {
  fixture *f = *context;
  grappe_published_report report;
  const char *path = write_many(f, "cut.csv", 100000, "55200155400013,\"Name that nev");
  assert_int_equal(try_import(f, &sites, FILES(path), &(grappe_published_options){.edition = "1"}, &report),
                   GRAPPE_DATA);
  assert_non_null(strstr(f->error.message, "cut.csv:100002:"));
  grappe_published_report_free(&report);
  assert_string_equal(datasets(f), "");
  assert_sound(f);
}

static void stop_soon(void *context, const char *what, double done, double total) {
  (void)what;
  (void)total;
  if (done > 0) grappe_run_stop(context);
}

static void a_stop_leaves_nothing(void **context) {
  fixture *f = *context;
  grappe_published_report report;
  const char *path = write_many(f, "many.csv", 100000, "");
  grappe_run run = {0};
  grappe_run_begin(&run, 0);
  run.progress = stop_soon;
  run.progress_context = &run;
  const grappe_published_options options = {.edition = "1", .run = &run};
  assert_int_equal(try_import(f, &sites, FILES(path), &options, &report), GRAPPE_STOPPED);
  grappe_published_report_free(&report);
  assert_string_equal(datasets(f), "");
  report = import(f, &sites, FILES(path), &(grappe_published_options){.edition = "1"});
  assert_true(report.imported);
  grappe_published_report_free(&report);
  assert_sound(f);
}

/* --- standard input --- */

static grappe_published_report import_piped(fixture *f, const char *text) {
  int ends[2], before = dup(STDIN_FILENO);
  assert_int_equal(pipe(ends), 0);
  pid_t writer = fork();
  if (writer == 0) {
    close(ends[0]);
    _exit(write(ends[1], text, strlen(text)) < 0);
  }
  close(ends[1]);
  dup2(ends[0], STDIN_FILENO);
  close(ends[0]);
  grappe_published_report report = import(f, &sites, FILES("-"), &(grappe_published_options){.edition = "1"});
  dup2(before, STDIN_FILENO);
  close(before);
  waitpid(writer, NULL, 0);
  return report;
}

static void a_pipe_is_recognised_too(void **context) {
  fixture *f = *context;
  grappe_published_report report = import_piped(f, HEADER GOOD OTHER);
  assert_true(report.imported);
  assert_int_equal(report.datasets[0].rows, 2);
  grappe_published_report_free(&report);
  const char *path = write_text(f, "same.csv", HEADER GOOD OTHER);
  report = import(f, &sites, FILES(path), NULL);
  assert_true(report.datasets[0].already);
  grappe_published_report_free(&report);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, fixture_begin, fixture_end)

int main(void) {
  const struct CMUnitTest tests[] = {TEST(a_file_becomes_a_dataset),
                                     TEST(the_same_file_is_recognised),
                                     TEST(editions_come_from_names_and_periods),
                                     TEST(a_wrong_row_keeps_all_out),
                                     TEST(remarks_do_not_keep_out),
                                     TEST(a_dry_run_changes_nothing),
                                     TEST(columns_are_told),
                                     TEST(several_files_are_one_dataset),
                                     TEST(a_folder_has_parts),
                                     TEST(an_archive_has_parts),
                                     TEST(many_rows_whatever_the_threads),
                                     TEST(mended_rejects_complete_a_dataset),
                                     TEST(what_is_cut_leaves_nothing),
                                     TEST(a_stop_leaves_nothing),
                                     TEST(a_pipe_is_recognised_too)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
