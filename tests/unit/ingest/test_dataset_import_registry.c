/* Published files into rows of the registry, by formats with an entity. */
#include "ingest/import_scene.h"

static const char *const code_rome[] = {"code_rome", NULL}, *const label[] = {"libelle_rome", NULL};
static const char *const title[] = {"libelle_appellation_court", NULL};
static const grappe_format_field title_fields[] = {
    {.target = "code", .columns = code_rome, .type = GRAPPE_FORMAT_CODE, .filled = 1},
    {.target = "other_names", .columns = title, .many = 1},
    {0}};
static const grappe_format_field occupation_fields[] = {
    {.target = "code", .columns = code_rome, .type = GRAPPE_FORMAT_CODE, .filled = 1},
    {.target = "name", .columns = label, .filled = 1},
    {0}};
static const grappe_format titles = {
    .id = "rome.titles", .entity = "occupation", .files = "*appellation*", .fields = title_fields};
static const grappe_format occupations = {
    .id = "rome", .entity = "occupation", .fields = occupation_fields, .files = "*code_rome*", .next = &titles};

static grappe_code read_names(void *context, int64_t row, const grappe_cell *cells, grappe_error *error) {
  (void)row;
  (void)error;
  const grappe_entity *entity = grappe_entity_find("occupation");
  const grappe_cell *code = &cells[grappe_field_find(entity, "code")];
  const grappe_cell *names = &cells[grappe_field_find(entity, "other_names")];
  char *text = context;
  sprintf(text + strlen(text), "%s=%s|", code->text, names->kind == GRAPPE_CELL_TEXT ? names->text : "-");
  return GRAPPE_OK;
}

static void formats_of_the_registry(void **context) {
  fixture *f = *context;
  char rejects[200], seen[400] = "";
  snprintf(rejects, sizeof rejects, "%s/rejects.csv", f->directory);
  const char *codes =
      write_text(f, "x_code_rome_v460.csv", "code_rome,libelle_rome\nH1201,\"Ingénieur, R&D\"\nH2301,Conducteur\n");
  const char *names = write_text(f, "x_appellation_v460.csv",
                                 "code_rome,libelle_appellation_court\nH1201,Chercheur\nH2301,Pilote\nH1201,Ingénieur "
                                 "d'étude\nH1201,Chercheur\nZ9999,Astronaute\nZ9999,Spationaute\n,Rien\n");
  grappe_published_report report = import(f, &occupations, FILES(names, codes), NULL);
  assert_false(report.imported);
  assert_int_equal(report.found, 2); /* one without a code; one of no occupation, once for both its records */
  assert_non_null(strstr(report.findings[0].sentence, "x_appellation_v460.csv:8"));
  assert_non_null(strstr(report.findings[1].sentence, "x_appellation_v460.csv:6"));
  assert_int_equal(report.files[1].rejected, 3);
  grappe_published_report_free(&report);
  int64_t count;
  assert_fine(grappe_store_count(f->store, grappe_entity_find("occupation"), &count, &f->error), f->error);
  assert_int_equal(count, 0);

  report = import(f, &occupations, FILES(names, codes), &(grappe_published_options){.rejects_path = rejects});
  assert_true(report.imported);
  assert_int_equal(report.files[0].inserted, 2);
  assert_int_equal(report.files[1].updated, 2);
  char *text = read_text(report.files[1].rejects);
  assert_non_null(strstr(text, "code_rome,libelle_appellation_court,error_column,error\n,Rien,code_rome,"));
  assert_non_null(strstr(text, "\nZ9999,Astronaute,"));
  assert_non_null(strstr(text, "\nZ9999,Spationaute,"));
  grappe_published_report_free(&report);
  assert_fine(grappe_store_scan(f->store, grappe_entity_find("occupation"), read_names, seen, &f->error), f->error);
  assert_string_equal(seen, "H1201=Chercheur;Ingénieur d'étude|H2301=Pilote|");

  /* the same again changes nothing; a dry run neither */
  report = import(f, &occupations, FILES(codes), NULL);
  assert_int_equal(report.files[0].unchanged, 2);
  grappe_published_report_free(&report);
  codes = write_text(f, "x_code_rome_v461.csv", "code_rome,libelle_rome\nH1206,Chercheur\n");
  report = import(f, &occupations, FILES(codes), &(grappe_published_options){.dry_run = 1});
  assert_int_equal(report.files[0].inserted, 1);
  assert_false(report.imported);
  grappe_published_report_free(&report);
  assert_fine(grappe_store_count(f->store, grappe_entity_find("occupation"), &count, &f->error), f->error);
  assert_int_equal(count, 2);
  assert_sound(f);
}

/* One file for two parts, the first row of a key, and fields that only new rows take. */
static const char *const code_of[] = {"CODE", NULL}, *const name_of[] = {"NAME", NULL};
static const char *const other_of[] = {"OTHER", NULL};
static const grappe_format_field other_fields[] = {{.target = "code", .columns = code_of, .filled = 1},
                                                   {.target = "name", .columns = other_of, .if_new = 1},
                                                   {.target = "name_en", .columns = name_of},
                                                   {0}};
static const grappe_format_field first_fields[] = {
    {.target = "code", .columns = code_of, .filled = 1}, {.target = "name", .columns = name_of}, {0}};
static const grappe_format second_part = {
    .id = "two", .entity = "skill", .fields = other_fields, .files = "nothing|list-*", .first_only = 1};
static const grappe_format two_parts = {.id = "two",
                                        .entity = "skill",
                                        .fields = first_fields,
                                        .files = "list-[0-9]*|skills*",
                                        .first_only = 1,
                                        .next = &second_part};

static grappe_code read_skills(void *context, int64_t row, const grappe_cell *cells, grappe_error *error) {
  (void)row;
  (void)error;
  const grappe_entity *entity = grappe_entity_find("skill");
  static const char *const fields[] = {"code", "name", "name_en"};
  char *text = context;
  for (int i = 0; i < 3; i++) {
    const grappe_cell *cell = &cells[grappe_field_find(entity, fields[i])];
    sprintf(text + strlen(text), "%s%c", cell->kind == GRAPPE_CELL_TEXT ? cell->text : "-", i < 2 ? ' ' : '|');
  }
  return GRAPPE_OK;
}

static void parts_that_share_a_file(void **context) {
  fixture *f = *context;
  char seen[400] = "";
  const char *list = write_text(f, "list-2.csv", "CODE,NAME,OTHER\na,Newest,x\na,Older,y\nb,Other,z\n");
  grappe_published_report report = import(f, &two_parts, FILES(list), NULL);
  assert_true(report.imported);
  assert_int_equal(report.file_count, 2);
  assert_int_equal(report.files[0].inserted, 2);
  assert_int_equal(report.files[0].left_out[0].rows, 1);
  assert_int_equal(report.files[1].updated, 2);
  grappe_published_report_free(&report);
  const char *more = write_text(f, "list-x.csv", "CODE,NAME,OTHER\na,A,x\nc,C,Named\n"); /* for the second alone */
  report = import(f, &two_parts, FILES(more), NULL);
  assert_int_equal(report.file_count, 1);
  assert_int_equal(report.files[0].inserted, 1);
  assert_int_equal(report.files[0].updated, 1);
  grappe_published_report_free(&report);
  assert_fine(grappe_store_scan(f->store, grappe_entity_find("skill"), read_skills, seen, &f->error), f->error);
  assert_string_equal(seen, "a Newest A|b Other Other|c Named C|");
  assert_sound(f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(formats_of_the_registry, fixture_begin, fixture_end),
      cmocka_unit_test_setup_teardown(parts_that_share_a_file, fixture_begin, fixture_end)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
