/* The import of registry tables. */
#include "base/memory.h"
#include "ingest/registry.h"
#include "store/fixture.h"

static const char *write_text(fixture *f, const char *name, const char *text) {
  static char paths[8][200];
  static int next;
  char *path = paths[next++ % 8];
  snprintf(path, sizeof paths[0], "%s/%s", f->directory, name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  fwrite(text, 1, strlen(text), file);
  fclose(file);
  return path;
}

static grappe_import_report import_files(fixture *f, const char *const *files, const grappe_import_options *options) {
  grappe_import_report report;
  size_t count = 0;
  while (files[count]) count++;
  assert_fine(grappe_import_registry(f->store, files, count, options, &report, &f->error), f->error);
  return report;
}

#define FILES(...)        \
  (const char *const[]) { \
    __VA_ARGS__, NULL     \
  }

/* Imports what must be right. */
static void load(fixture *f, const char *name, const char *text) {
  grappe_import_report report = import_files(f, FILES(write_text(f, name, text)), NULL);
  for (size_t i = 0; i < report.finding_count; i++) print_message("%s\n", report.findings[i].sentence);
  assert_int_equal(report.found, 0);
  assert_true(report.imported);
  grappe_import_report_free(&report);
}

static void load_vocabulary(fixture *f) {
  load(f, "term.csv",
       "list,code,name,name_en\nterritory_level,country,Pays,country\nterritory_level,region,Région,region\n"
       "territory_level,basin,Bassin,basin\nterritory_level,commune,Commune,commune\n"
       "organisation_kind,pharma,Laboratoire,pharma company\nnomenclature,NAFRev2,NAF rév. 2,\n");
  load(f, "territory.csv",
       "code,level,name,parents,insee\n27701,commune,Val-de-Reuil,REG-28;BAS-VDR,27701\n76540,commune,Rouen,REG-28,"
       "76540\n"
       "BAS-ROU,basin,Rouen,REG-28,\nBAS-VDR,basin,Val-de-Reuil,REG-28,\nREG-28,region,Normandie,FR,28\nFR,country,"
       "France,,\n");
  load(f, "source.csv", "code,title\nleem,LEEM 2018\n");
}

static void files_are_loaded_in_the_model_s_order(void **state) {
  fixture *f = *state;
  load_vocabulary(f);
  const char *sites = write_text(f, "sites-2026.csv",
                                 "name;code;organisation;commune;headcount;opened;source\n"
                                 "Usine;s1;Sanofi;val de reuil;>2500;1973;leem\n"
                                 "Labo;s2;o1;Rouen;450;2001-05;leem\n");
  const char *organisations =
      write_text(f, "organisations.csv", "code,name,kind,siren\r\no1,Sanofi,laboratoire,395 030 844\r\n");
  grappe_import_report report = import_files(f, FILES(sites, organisations), NULL);
  for (size_t i = 0; i < report.finding_count; i++) print_message("%s\n", report.findings[i].sentence);
  assert_int_equal(report.found, 0);
  assert_int_equal(report.files[0].inserted, 2);
  assert_string_equal(report.files[0].entity->name, "site");
  assert_int_equal(report.files[1].inserted, 1);
  grappe_import_report_free(&report);
  assert_int_equal(fixture_number(f->store,
                                  "SELECT count(*) FROM site s JOIN territory t ON t.id=s.commune WHERE "
                                  "t.code IN ('27701','76540')"),
                   2);
  assert_int_equal(fixture_number(f->store, "SELECT headcount FROM site WHERE code='s2'"), 450);
  assert_int_equal(fixture_number(f->store, "SELECT headcount='>2500' FROM site WHERE code='s1'"), 1);
  assert_int_equal(fixture_number(f->store, "SELECT opened='2001-05-01' FROM site WHERE code='s2'"), 1);
  assert_int_equal(fixture_number(f->store, "SELECT siren='395030844' FROM organisation"), 1);
  assert_int_equal(fixture_findings(f->store), 0);
}

static void forward_references_in_one_file_are_fine(void **state) {
  fixture *f = *state;
  load_vocabulary(f);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM territory__parents"), 6);
  assert_int_equal(fixture_number(f->store,
                                  "SELECT t.code='BAS-VDR' FROM territory__parents p JOIN territory t ON "
                                  "t.id=p.target JOIN territory o ON o.id=p.owner WHERE o.code='27701' "
                                  "AND position=2"),
                   1);
}

static void the_same_again_changes_nothing(void **state) {
  fixture *f = *state;
  load_vocabulary(f);
  int64_t audited = fixture_number(f->store, "SELECT count(*) FROM audit");
  uint64_t version = grappe_store_version(f->store);
  char path[200];
  snprintf(path, sizeof path, "%s/territory.csv", f->directory);
  grappe_import_report report = import_files(f, FILES(path), NULL);
  assert_int_equal(report.files[0].unchanged, 6);
  assert_int_equal(report.files[0].inserted + report.files[0].updated, 0);
  grappe_import_report_free(&report);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM audit"), audited);
  assert_true(grappe_store_version(f->store) == version);
}

static const char *const wrong_sites =
    "code,name,organisation,siret,commune,headcount,opened,latitude\n"
    "s1,One,nobody,,Rouen,10,2001,\n"          /* unknown organisation */
    "s2,Two,,73282932000075,Rouen,10,2001,\n"  /* check digit */
    "s3,Three,,,Ruen,-5,2001-13,\n"            /* three errors */
    "s4,Four,,,Rouen,12 €,,\n"                 /* unit */
    "s5,Five,,,Rouen,?,,49.4\n"                /* right */
    "s5,Again,,,Rouen,3,,\n"                   /* the same key */
    ",None,,,,,,\n"                            /* required */
    "s7,Seven,,,Rouen\n"                       /* ragged */
    "s8,Eight,,,\"Rouen (basin)\",~53,,491\n"; /* latitude */

static void all_errors_are_told_and_nothing_goes_in(void **state) {
  fixture *f = *state;
  load_vocabulary(f);
  const char *path = write_text(f, "site.csv", wrong_sites);
  grappe_import_report report = import_files(f, FILES(path), NULL);
  for (size_t i = 0; i < report.finding_count; i++) print_message("%s\n", strrchr(report.findings[i].sentence, '/'));
  assert_int_equal(report.found, 10);
  assert_int_equal(report.files[0].rejected, 8);
  assert_false(report.imported);
  static const struct {
    uint64_t line;
    size_t column;
    const char *part;
  } expected[] = {{2, 8, "organisation: "}, {3, 9, "check digit"}, {4, 12, "Rouen"}, {4, 17, "below zero"},
                  {4, 20, "not a date"},    {5, 17, "headcount"},  {7, 1, "line 6"}, {8, 1, "code: it is empty"},
                  {9, 1, "fields (5)"},     {10, 33, "latitude"}};
  for (size_t i = 0; i < report.finding_count; i++) {
    assert_int_equal(report.findings[i].line, expected[i].line);
    assert_int_equal(report.findings[i].column, expected[i].column);
    assert_non_null(strstr(report.findings[i].sentence, expected[i].part));
    assert_memory_equal(report.findings[i].sentence, path, strlen(path));
  }
  grappe_import_report_free(&report);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM site"), 0);
}

static void rejects_are_written_mended_and_taken(void **state) {
  fixture *f = *state;
  load_vocabulary(f);
  char rejects[200];
  snprintf(rejects, sizeof rejects, "%s/rejects.csv", f->directory);
  grappe_import_report report = import_files(f, FILES(write_text(f, "site.csv", wrong_sites)),
                                             &(grappe_import_options){.rejects_path = rejects, .shown = 3});
  assert_int_equal(report.found, 10);
  assert_int_equal(report.finding_count, 3);
  assert_true(report.imported);
  assert_int_equal(report.files[0].inserted, 1);
  assert_int_equal(report.files[0].rejected, 8);
  assert_string_equal(report.files[0].rejects, rejects);
  grappe_import_report_free(&report);

  char text[8000];
  FILE *file = fopen(rejects, "rb");
  assert_non_null(file);
  text[fread(text, 1, sizeof text - 1, file)] = '\0';
  fclose(file);
  assert_memory_equal(text, "code,name,organisation,siret,commune,headcount,opened,latitude,error_column,error\n", 82);
  assert_non_null(strstr(text, "\ns2,Two,,73282932000075,Rouen,10,2001,,siret,"));
  assert_null(strstr(text, "Five"));

  const char *mended = write_text(f, "rejects.csv",
                                  "code,name,organisation,siret,commune,headcount,opened,latitude,error_column,error\n"
                                  "s2,Two,,73282932000074,Rouen,10,2001,,siret,wrong\n");
  grappe_import_report second = import_files(f, FILES(mended), NULL);
  for (size_t i = 0; i < second.finding_count; i++) print_message("%s\n", second.findings[i].sentence);
  assert_true(second.imported);
  assert_int_equal(second.files[0].inserted, 1);
  grappe_import_report_free(&second);
}

/* B leans on A, C on B: A is refused only when its own parent is looked for, and the others after it. */
static void a_refusal_takes_with_it_what_leans_on_it(void **state) {
  fixture *f = *state;
  load_vocabulary(f);
  char rejects[200];
  snprintf(rejects, sizeof rejects, "%s/rejects.csv", f->directory);
  const char *path = write_text(f, "territory-more.csv",
                                "code,level,name,parents\nC,commune,Cé,B\nB,basin,Bé,A\nA,region,Aa,Nowhere\n"
                                "D,region,Dé,FR\n");
  grappe_import_report report = import_files(f, FILES(path), &(grappe_import_options){.rejects_path = rejects});
  for (size_t i = 0; i < report.finding_count; i++) print_message("%s\n", strrchr(report.findings[i].sentence, '/'));
  assert_int_equal(report.files[0].inserted, 1);
  assert_int_equal(report.files[0].rejected, 3);
  assert_non_null(strstr(report.findings[0].sentence, "refused itself"));
  grappe_import_report_free(&report);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM territory WHERE code IN ('A','B','C')"), 0);
  assert_int_equal(fixture_findings(f->store), 0);
}

static void a_dry_run_changes_nothing(void **state) {
  fixture *f = *state;
  load_vocabulary(f);
  grappe_import_report report = import_files(f, FILES(write_text(f, "organisation.csv", "code,name\na,A\n")),
                                             &(grappe_import_options){.dry_run = 1});
  assert_int_equal(report.files[0].inserted, 1);
  assert_false(report.imported);
  grappe_import_report_free(&report);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM organisation"), 0);
}

static void an_observation_is_corrected_not_overwritten(void **state) {
  fixture *f = *state;
  load_vocabulary(f);
  load(f, "measure.csv", "code,name,unit,aggregation,scope\npharma_jobs,Emplois,jobs,sum,\"salaried; du secteur\"\n");
  assert_int_equal(fixture_number(f->store, "SELECT scope='salaried;sector' FROM measure"), 1);
  load(f, "observation.csv",
       "value,measure,territory,period,source,locator\n4750 jobs,pharma_jobs,Val-de-Reuil (bassin),2018,leem,p. 4\n"
       "10..20 jobs,pharma_jobs,basin:Rouen,2018,leem,p. 4\n");
  grappe_import_report report =
      import_files(f,
                   FILES(write_text(f, "observation-2.csv",
                                    "value,measure,territory,period,source,locator\n4800,pharma_jobs,BAS-VDR,2018,leem,"
                                    "p. 4\n10..20,pharma_jobs,BAS-ROU,2018,leem,p. 4\n")),
                   NULL);
  assert_int_equal(report.files[0].superseded, 1);
  assert_int_equal(report.files[0].unchanged, 1);
  grappe_import_report_free(&report);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM observation"), 3);
  assert_int_equal(fixture_number(f->store, "SELECT superseded_by FROM observation WHERE value=4750"), 3);
  report = import_files(f,
                        FILES(write_text(f, "observation-3.csv",
                                         "value,measure,territory,period,source\n3 €,pharma_jobs,BAS-VDR,2018,leem\n")),
                        NULL);
  assert_int_equal(report.found, 1);
  print_message("%s\n", strrchr(report.findings[0].sentence, '/'));
  grappe_import_report_free(&report);
}

static void headers_are_checked(void **state) {
  fixture *f = *state;
  static const struct {
    const char *name, *text, *part;
  } cases[] = {
      {"site.csv", "code,name,comune\n", "'commune'"},
      {"site.csv", "code,commune\n", "'name'"},
      {"site.csv", "code,name,name\n", "two columns"},
      {"site.csv", "code,name,\n", "no name"},
      {"site.csv", "", "empty"},
      {"what.csv", "code,name\n", "tell what it holds"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    grappe_import_report report = import_files(f, FILES(write_text(f, cases[i].name, cases[i].text)), NULL);
    assert_int_equal(report.found, 1);
    if (!strstr(report.findings[0].sentence, cases[i].part))
      fail_msg("'%s' lacks '%s'", report.findings[0].sentence, cases[i].part);
    grappe_import_report_free(&report);
  }
  load(f, "whatever.csv", "list,code,name,position\ncollege,c,C,1\n"); /* fits one entity only */
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM term"), 1);
}

static void broken_csv_is_told_with_its_place(void **state) {
  fixture *f = *state;
  grappe_import_report report =
      import_files(f, FILES(write_text(f, "organisation.csv", "code,name\na,A\nb,\"B\n")), NULL);
  assert_int_equal(report.found, 1);
  assert_non_null(strstr(report.findings[0].sentence, "organisation.csv:3:3: "));
  assert_false(report.imported);
  grappe_import_report_free(&report);
}

/* The sanitizers make it ten times slower: fewer will do there. */
#ifdef __SANITIZE_ADDRESS__
enum { COMMUNES = 3000 };
#else
enum { COMMUNES = 35000 };
#endif

static void all_communes_of_a_country(void **state) {
  fixture *f = *state;
  load_vocabulary(f);
  char path[200];
  snprintf(path, sizeof path, "%s/territories.csv", f->directory);
  FILE *file = fopen(path, "wb");
  fprintf(file, "code,level,name,parents,insee,longitude,latitude\n");
  for (int i = 0; i < COMMUNES; i++)
    fprintf(file, "C%05d,commune,Saint-Étienne-sur-Grappe n° %d,DEP-%02d;REG-28,%05d,%g,%g\n", i, i, i % 100, i,
            0.5 + i * 1e-5, 48.5 + i * 1e-5);
  for (int i = 0; i < 100; i++) fprintf(file, "DEP-%02d,region,Département %d,FR,,,\n", i, i);
  fclose(file);
  int64_t start = grappe_clock();
  grappe_import_report report = import_files(f, FILES(path), NULL);
  double first = (double)(grappe_clock() - start) / 1e9;
  if (report.found) print_message("%s\n", report.findings[0].sentence);
  assert_int_equal(report.found, 0);
  assert_int_equal(report.files[0].inserted, COMMUNES + 100);
  grappe_import_report_free(&report);
  start = grappe_clock();
  report = import_files(f, FILES(path), NULL);
  assert_int_equal(report.files[0].unchanged, COMMUNES + 100);
  grappe_import_report_free(&report);
  print_message("%d territories: %.2f s, again %.2f s\n", COMMUNES + 100, first,
                (double)(grappe_clock() - start) / 1e9);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM territory__parents"), 6 + 2 * COMMUNES + 100);
  /* each row was written once, with its parents: no trail of a second writing */
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM audit WHERE action = 'update'"), 0);
}

/* Names of rows further down: no code tells them, so they come in the last pass. */
static void rows_of_a_file_refer_to_each_other_by_name(void **state) {
  fixture *f = *state;
  load_vocabulary(f);
  load(f, "territory-2.csv",
       "code,level,name,parents\nX,commune,Iks,Ouest\nY,commune,Ygrec,Iks\nW,region,Ouest,Normandie\n");
  assert_int_equal(fixture_number(f->store,
                                  "SELECT count(*) FROM territory__parents p JOIN territory o ON o.id=p.owner "
                                  "JOIN territory t ON t.id=p.target WHERE (o.code,t.code) IN "
                                  "(VALUES('X','W'),('Y','X'),('W','REG-28'))"),
                   3);
}

static void rejects_of_several_files_go_each_to_its_own(void **state) {
  fixture *f = *state;
  load_vocabulary(f);
  char rejects[200], expected[240];
  snprintf(rejects, sizeof rejects, "%s/rejects.csv", f->directory);
  const char *sites = write_text(f, "site.csv", "code;name;commune\n\xE9;Labo;Nulle part\ns;Usine;Rouen\n");
  const char *organisations = write_text(f, "organisation.csv", "code,name,siren\no,\"A, \"\"B\"\"\",12\n");
  grappe_import_report report =
      import_files(f, FILES(sites, organisations), &(grappe_import_options){.rejects_path = rejects});
  assert_true(report.imported);
  assert_int_equal(report.files[0].inserted, 1);
  snprintf(expected, sizeof expected, "%s/site-rejects.csv", f->directory);
  assert_string_equal(report.files[0].rejects, expected);
  static const char header[] = "code;name;commune;error_column;error\né;Labo;Nulle part;commune;";
  char text[2000];
  FILE *file = fopen(expected, "rb");
  text[fread(text, 1, sizeof text - 1, file)] = '\0';
  fclose(file);
  assert_memory_equal(text, header, strlen(header));
  snprintf(expected, sizeof expected, "%s/organisation-rejects.csv", f->directory);
  file = fopen(expected, "rb");
  text[fread(text, 1, sizeof text - 1, file)] = '\0';
  fclose(file);
  assert_non_null(strstr(text, "\no,\"A, \"\"B\"\"\",12,siren,"));
  grappe_import_report_free(&report);
}

static void memory_may_run_out_anywhere(void **state) {
  fixture *f = *state;
  load_vocabulary(f);
  char rejects[200];
  snprintf(rejects, sizeof rejects, "%s/rejects.csv", f->directory);
  const char *path = write_text(f, "territory-2.csv",
                                "code,level,name,parents\nX,commune,Iks,Ouest\nZ,commune,Zed,Nulle part\n"
                                "W,region,Ouest,Normandie\n");
  const grappe_import_options options = {.rejects_path = rejects, .dry_run = 1};
  long n = 1;
  for (; n < 200000; n += n < 300 ? 1 : 13) {
    grappe_import_report report;
    grappe_memory_fail_after(n);
    grappe_code code = grappe_import_registry(f->store, (const char *const[]){path}, 1, &options, &report, &f->error);
    grappe_memory_fail_after(0);
    int64_t found = report.found;
    grappe_import_report_free(&report);
    if (code == GRAPPE_OK) {
      assert_int_equal(found, 1);
      break;
    }
    if (code != GRAPPE_MEMORY) fail_msg("allocation %ld: %s", n, f->error.message);
  }
  print_message("%ld allocations\n", n);
  assert_true(n > 100);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM territory"), 6);
  assert_int_equal(fixture_findings(f->store), 0);
}

static void a_stop_ends_the_import(void **state) {
  fixture *f = *state;
  load_vocabulary(f);
  grappe_run run = {0};
  grappe_run_begin(&run, 0);
  grappe_run_stop(&run);
  grappe_import_report report;
  const char *path = write_text(f, "organisation.csv", "code,name\na,A\n");
  assert_int_equal(
      grappe_import_registry(f->store, FILES(path), 1, &(grappe_import_options){.run = &run}, &report, &f->error),
      GRAPPE_STOPPED);
  grappe_import_report_free(&report);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM organisation"), 0);
}

int main(void) {
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_begin, fixture_end)
  const struct CMUnitTest tests[] = {
      WITH_STORE(files_are_loaded_in_the_model_s_order),
      WITH_STORE(forward_references_in_one_file_are_fine),
      WITH_STORE(the_same_again_changes_nothing),
      WITH_STORE(all_errors_are_told_and_nothing_goes_in),
      WITH_STORE(rejects_are_written_mended_and_taken),
      WITH_STORE(a_refusal_takes_with_it_what_leans_on_it),
      WITH_STORE(a_dry_run_changes_nothing),
      WITH_STORE(an_observation_is_corrected_not_overwritten),
      WITH_STORE(headers_are_checked),
      WITH_STORE(broken_csv_is_told_with_its_place),
      WITH_STORE(all_communes_of_a_country),
      WITH_STORE(rows_of_a_file_refer_to_each_other_by_name),
      WITH_STORE(rejects_of_several_files_go_each_to_its_own),
      WITH_STORE(memory_may_run_out_anywhere),
      WITH_STORE(a_stop_ends_the_import),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
