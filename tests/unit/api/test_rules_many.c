/* Rules asked of many rows at once give what they give row by row: random rules on a random register. */
#include "api/fixture.h"
#include "api/script_files.h"

enum { PROGRAMMES = 160, ROUNDS = 3 };

static unsigned draw(unsigned most) {
  static uint64_t seed = 42;
  seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (unsigned)(seed >> 33) % most;
}

#define PICK(list) list[draw(sizeof list / sizeof *list)]

static void put_figure(FILE *file, unsigned most) {
  unsigned value = draw(most);
  static const char *const absent[] = {"", "?", "s", "n/a", "nc"};
  switch (draw(6)) {
    case 0:
      fprintf(file, ",%s", PICK(absent));
      break;
    case 1:
      fprintf(file, ",%u..%u", value, value + draw(8));
      break;
    case 2:
      fprintf(file, ",%s%u", draw(2) ? ">" : "<=", value);
      break;
    default:
      fprintf(file, ",%u", value);
  }
}

/* Few different values, so that rows share them; and every kind of absence. */
static void write_register(const char *path) {
  static const char *const places[] = {"27701", "76540", "14118", "28085", "REG-28", "ZE2020-2815", ""};
  static const char *const levels[] = {"bts", "master", "continuing", "cqp", ""};
  static const char *const modalities[] = {"", "initial", "apprenticeship", "initial;apprenticeship"};
  static const char *const equipment[] = {"", "laboratory", "clean_room;bioreactor"};
  static const char *const days[] = {"", "2020-12-31", "2021-01-01", "2024-06-30"};
  static const char *const codes[] = {"", "RNCP1", "RNCP2"};
  static const char *const occupations[] = {"", "H1210", "H1510;H1210"};
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(
      "code,name,place,level,modality,equipment,certification_expiry,rncp,occupations,capacity,enrolled,graduates,"
      "placed,hours\n",
      file);
  for (int i = 0; i < PROGRAMMES; i++) {
    fprintf(file, "random-%d,Random %d,%s,%s,%s,%s,%s,%s,%s", i, i, PICK(places), PICK(levels), PICK(modalities),
            PICK(equipment), PICK(days), PICK(codes), PICK(occupations));
    for (int f = 0; f < 5; f++) put_figure(file, f == 4 ? 900 : 30);
    fputs("\n", file);
  }
  assert_int_equal(fclose(file), 0);
}

static int begin(void **state) {
  if (scene_begin(state)) return -1;
  scene *s = *state;
  char path[200];
  const char *files[] = {path};
  grappe_error error = {0};
  snprintf(path, sizeof path, "%s/training_programme.csv", s->directory);
  write_register(path);
  grappe_import_options options = {.shown = 3};
  grappe_import_report report = {0};
  grappe_code code =
      grappe_import_registry(grappe_observatory_store(s->observatory), files, 1, &options, &report, &error);
  for (size_t i = 0; i < report.finding_count; i++) fprintf(stderr, "%s\n", report.findings[i].sentence);
  int fine = code == GRAPPE_OK && report.found == 0;
  grappe_import_report_free(&report);
  return fine ? 0 : -1;
}

static void compare_rounds(scene *s, const char *text, int threads) {
  char seed[40];
  grappe_limits limits = grappe_limits_standard();
  grappe_error error = {0};
  assert_int_equal(grappe_limits_set(&limits, "seconds", 0, &error), GRAPPE_OK);
  assert_int_equal(grappe_limits_set(&limits, "threads", threads, &error), GRAPPE_OK);
  scene_reopen(s, &limits);
  for (int round = 0; round < ROUNDS; round++) {
    snprintf(seed, sizeof seed, "state = %d", 1000 * threads + round);
    eval(s, seed);
    if (scene_eval(s, text, GRAPPE_FORMAT_TABLE) != GRAPPE_END_OK) fail_msg("%s", s->outcome.error.message);
  }
}

static void many_rows_as_one_by_one(void **state) {
  grappe_buffer text = {0};
  grappe_error error = {0};
  assert_int_equal(grappe_read_file(GRAPPE_SOURCE_DIR "/tests/unit/api/rules_many.lua", 100000, &text, &error),
                   GRAPPE_OK);
  compare_rounds(*state, grappe_buffer_text(&text), 1);
  compare_rounds(*state, grappe_buffer_text(&text), 4);
  grappe_buffer_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(many_rows_as_one_by_one)};
  return cmocka_run_group_tests(tests, begin, scene_end);
}
