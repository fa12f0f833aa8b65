/* From one geography to another: mergers, chains, splits, renamings, transfers, other levels. */
#include "territory/conversion.h"

#include <math.h>

#include "base/memory.h"
#include "territory/scene.h"

static grappe_day year(int of) {
  return grappe_day_from_date(of, 1, 1);
}

/* Communes that merged, parted, took another name and gave a part away, besides the regions of the scene. Made up. */
static void add_communes(grappe_store *s) {
  static const char *const whole[] = {"A", "B", "T", "U"};
  for (int i = 0; i < 4; i++) {
    char code[20], name[20];
    snprintf(code, sizeof code, "code=%s", whole[i]);
    snprintf(name, sizeof name, "name=%s", whole[i]);
    ADD(s, "territory", code, name, "level=&commune", "parents=&DEP-27");
  }
  ADD(s, "territory", "code=OLD1", "level=&commune", "name=Old 1", "valid_to=2014-12-31");
  ADD(s, "territory", "code=OLD2", "level=&commune", "name=Old 2", "valid_to=2018-12-31");
  ADD(s, "territory", "code=MID", "level=&commune", "name=Mid", "valid_from=2015-01-01", "valid_to=2018-12-31");
  ADD(s, "territory", "code=NEW", "level=&commune", "name=New", "valid_from=2019-01-01", "parents=&DEP-27");
  ADD(s, "territory", "code=P", "level=&commune", "name=P", "valid_to=2016-12-31");
  ADD(s, "territory", "code=P1", "level=&commune", "name=P1", "valid_from=2017-01-01", "population=300");
  ADD(s, "territory", "code=P2", "level=&commune", "name=P2", "valid_from=2017-01-01", "population=100");
  ADD(s, "territory", "code=Q", "level=&commune", "name=Q", "valid_to=2016-12-31");
  ADD(s, "territory", "code=Q1", "level=&commune", "name=Q1", "valid_from=2017-01-01");
  ADD(s, "territory", "code=Q2", "level=&commune", "name=Q2", "valid_from=2017-01-01");
  ADD(s, "territory", "code=Q3", "level=&commune", "name=Q3", "valid_from=2017-01-01");
  /* two mergers one after the other */
  ADD(s, "territory_change", "from=&OLD1", "to=&MID", "date=2015-01-01", "kind=renaming");
  ADD(s, "territory_change", "from=&MID", "to=&NEW", "date=2019-01-01", "kind=merger");
  ADD(s, "territory_change", "from=&OLD2", "to=&NEW", "date=2019-01-01", "kind=merger");
  /* split: unknown, with a stated weight, and one that comes together again */
  ADD(s, "territory_change", "from=&P", "to=&P1", "date=2017-01-01", "kind=split");
  ADD(s, "territory_change", "from=&P", "to=&P2", "date=2017-01-01", "kind=split");
  ADD(s, "territory_change", "from=&Q", "to=&Q1", "date=2017-01-01", "kind=split", "weight=0.5");
  ADD(s, "territory_change", "from=&Q", "to=&Q2", "date=2017-01-01", "kind=split", "weight=0.25");
  ADD(s, "territory_change", "from=&Q", "to=&Q3", "date=2017-01-01", "kind=split");
  /* A gives a part to B; U takes in T's land without T disappearing in the file's words */
  ADD(s, "territory_change", "from=&A", "to=&B", "date=2020-01-01", "kind=transfer");
}

static int begin(void **state) {
  if (fixture_begin(state)) return -1;
  fixture *f = *state;
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  scene_territories(f->store);
  ADD(f->store, "territory", "code=REG2015-25", "level=&region", "name=Basse-Normandie", "parents=&FR",
      "valid_to=2015-12-31");
  ADD(f->store, "territory_change", "from=&REG2015-25", "to=&REG-28", "date=2016-01-01", "kind=merger", "weight=1");
  add_communes(f->store);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  return 0;
}

static grappe_territories *load(fixture *f) {
  grappe_territories *t;
  assert_fine(grappe_territories_load(f->store, NULL, &t, &f->error), f->error);
  return t;
}

static int32_t row(const grappe_territories *t, const char *code) {
  for (int32_t r = 0; r < grappe_territories_count(t); r++)
    if (strcmp(grappe_territory_code(t, r), code) == 0) return r;
  fail_msg("no territory %s", code);
  return -1;
}

typedef struct weighing {
  const char *level; /* NULL: its own */
  int by_population;
} weighing;

/* "B 0.25 | C 0..1": where it went, with an estimate marked by ~ */
static const char *converted(fixture *f, grappe_territories *t, const char *code, int from, int to, weighing how) {
  static char text[400];
  double weights[64];
  for (int32_t r = 0; r < 64; r++) weights[r] = NAN;
  weights[row(t, "P1")] = 300;
  weights[row(t, "P2")] = 100;
  weights[row(t, "OLD2")] = 10;
  weights[row(t, "MID")] = 30;
  weights[row(t, "27701")] = 13000;
  weights[row(t, "27229")] = 47000;
  grappe_conversion_request request = {year(from), year(to), -1, how.by_population ? weights : NULL};
  if (how.level) request.level = grappe_territories_level_find(t, how.level);
  grappe_conversion c;
  int32_t of = row(t, code);
  assert_fine(grappe_territories_convert(t, &request, &of, 1, NULL, &c, &f->error), f->error);
  text[0] = '\0';
  for (size_t i = 0; i < c.count; i++) {
    const grappe_territory_share *s = &c.shares[i];
    size_t used = strlen(text);
    const char *to_code = s->to < 0 ? "lost" : grappe_territory_code(t, s->to), *mark = i ? " | " : "";
    assert_int_equal(s->from, of);
    if (s->kind == GRAPPE_SHARE_OPEN)
      snprintf(text + used, sizeof text - used, "%s%s %g..%g", mark, to_code, s->low, s->high);
    else
      snprintf(text + used, sizeof text - used, "%s%s %s%g", mark, to_code, s->kind == GRAPPE_SHARE_WEIGHTED ? "~" : "",
               s->share);
  }
  grappe_conversion_free(&c);
  return text;
}

#define CONVERTS(code, from, to, expected) \
  assert_string_equal(converted(f, t, code, from, to, (weighing){NULL, 0}), expected)
#define CONVERTS_BY_POPULATION(code, from, to, expected) \
  assert_string_equal(converted(f, t, code, from, to, (weighing){NULL, 1}), expected)

static uint64_t ground(const grappe_territories *t, const char *code, int of) {
  return grappe_territory_ground(t, row(t, code), year(of));
}

#define SAME_GROUND(code, from, to) assert_true(ground(t, code, from) == ground(t, code, to))
#define OTHER_GROUND(code, from, to) assert_true(ground(t, code, from) != ground(t, code, to))

static void test_mergers(void **state) {
  fixture *f = *state;
  grappe_territories *t = load(f);
  CONVERTS("REG2015-23", 2014, 2026, "REG-28 1");
  CONVERTS("REG2015-23", 2014, 2015, "REG2015-23 1");
  CONVERTS("REG-24", 2014, 2026, "REG-24 1");
  CONVERTS("REG-28", 2014, 2026, "REG-28 1");     /* a source that was ahead of its time */
  CONVERTS("REG2015-25", 2018, 2026, "REG-28 1"); /* one that still uses the old region, as NUTS 2 does */
  CONVERTS("OLD1", 2014, 2026, "NEW 1");          /* a renaming, then a merger */
  CONVERTS("OLD1", 2014, 2016, "MID 1");
  CONVERTS("OLD2", 2014, 2016, "OLD2 1");
  CONVERTS("OLD2", 2014, 2026, "NEW 1");
  grappe_territories_release(t);
}

static void test_splits(void **state) {
  fixture *f = *state;
  grappe_territories *t = load(f);
  CONVERTS("P", 2014, 2026, "P1 0..1 | P2 0..1");
  CONVERTS_BY_POPULATION("P", 2014, 2026, "P1 ~0.75 | P2 ~0.25");
  CONVERTS("P1", 2026, 2014, "P 1");                          /* a part lay wholly in what it was a part of */
  CONVERTS("Q", 2014, 2026, "Q1 ~0.5 | Q2 ~0.25 | Q3 ~0.25"); /* the third is what the others leave */
  CONVERTS("A", 2014, 2026, "A 0..1 | B 0..1");
  CONVERTS("A", 2020, 2026, "A 1"); /* as of that day it had given it already */
  CONVERTS("B", 2014, 2026, "B 1");
  CONVERTS("B", 2026, 2014, "A 0..1 | B 0..1");
  CONVERTS("A", 2026, 2014, "A 1");
  CONVERTS("REG-28", 2026, 2014, "REG2015-23 0..1 | REG2015-25 0..1");
  CONVERTS_BY_POPULATION("NEW", 2026, 2017, "OLD2 ~0.25 | MID ~0.75");
  CONVERTS("NEW", 2026, 2014, "OLD1 0..1 | OLD2 0..1");
  grappe_territories_release(t);
}

static void test_comes_together(void **state) {
  fixture *f = *state;
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  ADD(f->store, "territory", "code=P1", "valid_to=2021-12-31");
  ADD(f->store, "territory", "code=P2", "valid_to=2021-12-31");
  ADD(f->store, "territory", "code=R", "level=&commune", "name=R", "valid_from=2022-01-01");
  ADD(f->store, "territory_change", "from=&P1", "to=&R", "date=2022-01-01", "kind=merger");
  ADD(f->store, "territory_change", "from=&P2", "to=&R", "date=2022-01-01", "kind=merger");
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  grappe_territories *t = load(f);
  CONVERTS("P", 2014, 2018, "P1 0..1 | P2 0..1");
  CONVERTS("P", 2014, 2026, "R 1");
  CONVERTS("R", 2026, 2014, "P 1");
  grappe_territories_release(t);
}

/* Two communes merge under the code of one of them, and part again; a third had come with them. */
static void test_set_up_again(void **state) {
  fixture *f = *state;
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  ADD(f->store, "territory", "code=X", "level=&commune", "name=X");
  ADD(f->store, "territory", "code=Y", "level=&commune", "name=Y");
  ADD(f->store, "territory", "code=Z", "level=&commune", "name=Z", "valid_to=2015-12-31");
  ADD(f->store, "territory_change", "from=&Y", "to=&X", "date=2016-01-01", "kind=merger");
  ADD(f->store, "territory_change", "from=&Z", "to=&X", "date=2016-01-01", "kind=merger");
  ADD(f->store, "territory_change", "from=&X", "to=&Y", "date=2020-01-01", "kind=split");
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  grappe_territories *t = load(f);
  CONVERTS("Y", 2014, 2026, "Y 1");
  CONVERTS("X", 2014, 2026, "X 1");
  CONVERTS("Z", 2014, 2026, "X 1");
  CONVERTS("Y", 2014, 2018, "X 1");
  CONVERTS("X", 2018, 2026, "X 0..1 | Y 0..1"); /* as of then it is one */
  CONVERTS("Y", 2026, 2014, "Y 1");
  CONVERTS("X", 2026, 2014, "X 0..1 | Z 0..1");
  CONVERTS("Y", 2026, 2018, "X 1");
  SAME_GROUND("Y", 2014, 2026);
  OTHER_GROUND("X", 2014, 2018);
  OTHER_GROUND("X", 2018, 2026);
  OTHER_GROUND("X", 2014, 2026); /* Z stayed */
  grappe_territories_release(t);
}

/* What a territory counted may be compared where its ground is the same. */
static void test_grounds(void **state) {
  fixture *f = *state;
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  ADD(f->store, "territory", "code=K", "level=&commune", "name=K");
  ADD(f->store, "territory", "code=L", "level=&commune", "name=L", "valid_from=2017-01-01");
  ADD(f->store, "territory_change", "from=&K", "to=&L", "date=2017-01-01", "kind=split");
  ADD(f->store, "territory_change", "from=&L", "to=&K", "date=2020-01-01", "kind=merger");
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  grappe_territories *t = load(f);
  SAME_GROUND("27701", 1990, 2026); /* nothing ever happened */
  SAME_GROUND("REG-24", 2014, 2026);
  SAME_GROUND("REG-28", 2014, 2026);
  assert_true(ground(t, "OLD1", 2014) == ground(t, "MID", 2016)); /* another name */
  assert_true(ground(t, "NEW", 2020) == ground(t, "MID", 2016) + ground(t, "OLD2", 2016));
  OTHER_GROUND("A", 2014, 2026);
  OTHER_GROUND("B", 2014, 2026);
  SAME_GROUND("A", 2020, 2026);
  SAME_GROUND("P", 2014, 2026); /* each on the day nearest to it on which it exists */
  OTHER_GROUND("K", 2016, 2018);
  SAME_GROUND("K", 2016, 2020); /* what it gave up came back */
  assert_true(ground(t, "K", 2016) == ground(t, "K", 2018) + ground(t, "L", 2018));
  assert_true(ground(t, "P1", 2026) != ground(t, "P2", 2026));
  grappe_territories_release(t);
}

static void test_one_day(void **state) {
  fixture *f = *state;
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  /* merged into one that is renamed on the same day */
  ADD(f->store, "territory", "code=S1", "level=&commune", "name=S1", "valid_to=2020-12-31");
  ADD(f->store, "territory", "code=S2", "level=&commune", "name=S2", "valid_to=2020-12-31");
  ADD(f->store, "territory", "code=S3", "level=&commune", "name=S3", "valid_from=2021-01-01");
  ADD(f->store, "territory_change", "from=&S1", "to=&S2", "date=2021-01-01", "kind=merger");
  ADD(f->store, "territory_change", "from=&S2", "to=&S3", "date=2021-01-01", "kind=renaming");
  /* a circle */
  ADD(f->store, "territory", "code=C1", "level=&commune", "name=C1", "valid_to=2020-12-31");
  ADD(f->store, "territory", "code=C2", "level=&commune", "name=C2", "valid_to=2020-12-31");
  ADD(f->store, "territory_change", "from=&C1", "to=&C2", "date=2021-01-01", "kind=merger");
  ADD(f->store, "territory_change", "from=&C2", "to=&C1", "date=2021-01-01", "kind=merger");
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  grappe_territories *t = load(f);
  CONVERTS("S1", 2014, 2026, "S3 1");
  grappe_conversion_request request = {year(2014), year(2026), -1, NULL};
  grappe_conversion c;
  int32_t circle = row(t, "C1");
  assert_int_equal(grappe_territories_convert(t, &request, &circle, 1, NULL, &c, &f->error), GRAPPE_DATA);
  assert_non_null(strstr(f->error.message, "C1"));
  grappe_territories_release(t);
}

static void test_lost(void **state) {
  fixture *f = *state;
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  ADD(f->store, "territory", "code=GONE", "level=&commune", "name=Gone", "valid_to=2014-12-31");
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  grappe_territories *t = load(f);
  CONVERTS("GONE", 2014, 2026, "lost 1");
  CONVERTS("NEW", 2026, 2014, "OLD1 0..1 | OLD2 0..1");
  grappe_territories_release(t);
}

/* Zones of 2010 and of 2020, and the communes that they are made of. */
static void test_levels(void **state) {
  fixture *f = *state;
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  ADD(f->store, "territory", "code=ZE2010-1", "level=&employment_zone", "name=One", "valid_to=2019-12-31");
  ADD(f->store, "territory", "code=ZE2010-2", "level=&employment_zone", "name=Two", "valid_to=2019-12-31");
  ADD(f->store, "territory", "code=ZE2020-9", "level=&employment_zone", "name=Nine", "valid_from=2020-01-01");
  ADD(f->store, "territory", "code=ZE2020-8", "level=&employment_zone", "name=Eight", "valid_from=2020-01-01");
  ADD(f->store, "territory", "code=27701", "parents=&DEP-27;ZE2010-1;ZE2020-9");
  ADD(f->store, "territory", "code=27229", "parents=&DEP-27;ZE2010-1;ZE2020-8");
  ADD(f->store, "territory", "code=76540", "parents=&DEP-76;ZE2010-2;ZE2020-8");
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  grappe_territories *t = load(f);
  CONVERTS("ZE2010-2", 2012, 2026, "ZE2020-8 1");
  CONVERTS("ZE2010-1", 2012, 2026, "ZE2020-9 0..1 | ZE2020-8 0..1");
  CONVERTS_BY_POPULATION("ZE2010-1", 2012, 2026, "ZE2020-9 ~0.216667 | ZE2020-8 ~0.783333");
  CONVERTS("ZE2020-9", 2026, 2012, "ZE2010-1 1");
  weighing zone = {"employment_zone", 0}, region = {"region", 0}, commune = {"commune", 0};
  assert_string_equal(converted(f, t, "27701", 2012, 2026, zone), "ZE2020-9 1");
  assert_string_equal(converted(f, t, "27701", 2026, 2012, zone), "ZE2010-1 1");
  assert_string_equal(converted(f, t, "DEP-27", 2026, 2014, region), "REG2015-23 1");
  assert_string_equal(converted(f, t, "ZE-DREUX", 2014, 2026, region), "REG-28 0..1 | REG-24 0..1");
  assert_string_equal(converted(f, t, "OLD1", 2014, 2026, region), "REG-28 1");
  assert_string_equal(converted(f, t, "76540", 2014, 2026, commune), "76540 1");
  grappe_territories_release(t);
}

/* The movements of INSEE's file, from every commune of 2015 to those of 2026: one inhabitant each stays one. */
static void test_real_movements(void **state) {
  fixture *f = *state;
  char path[500], line[600], *fields[16];
  const char *samples = getenv("GRAPPE_SAMPLES");
  snprintf(path, sizeof path, "%s/cog/mouvements-communes.csv", samples ? samples : "");
  FILE *file = samples ? fopen(path, "r") : NULL;
  if (!file) {
    print_message("GRAPPE_SAMPLES names no folder with the movements of communes\n");
    skip();
  }
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  size_t moves = 0;
  static char later[8000][8];
  while (moves < 8000 && fgets(line, sizeof line, file)) {
    size_t count = 0;
    for (char *at = line; count < 16; at++) {
      fields[count++] = at;
      at += strcspn(at, ",\r\n");
      if (*at != ',') break;
      *at = '\0';
    }
    if (count < 10 || strcmp(fields[2], "COM") != 0 || strcmp(fields[8], "COM") != 0) continue;
    int mod = atoi(fields[0]), split = mod == 20 || mod == 21 || mod == 30;
    if (strcmp(fields[3], fields[9]) == 0 || strcmp(fields[1], "2010-01-01") < 0) continue;
    char from[20], to[20], from_code[20], to_code[20], name[20], name_to[20], date[40], end[40];
    snprintf(from, sizeof from, "from=&%s", fields[3]);
    snprintf(to, sizeof to, "to=&%s", fields[9]);
    snprintf(from_code, sizeof from_code, "code=%s", fields[3]);
    snprintf(to_code, sizeof to_code, "code=%s", fields[9]);
    snprintf(name, sizeof name, "name=%s", fields[3]);
    snprintf(name_to, sizeof name_to, "name=%s", fields[9]);
    snprintf(date, sizeof date, "date=%s", fields[1]);
    grappe_period day;
    char last[GRAPPE_PERIOD_TEXT];
    assert_int_equal(grappe_period_parse(fields[1], &day, NULL), GRAPPE_OK);
    snprintf(end, sizeof end, "valid_to=%s", grappe_day_write(day.from - 1, last));
    ADD(f->store, "territory", to_code, "level=&commune", name_to);
    snprintf(later[moves], sizeof *later, "%s", fields[9]);
    int stays = split && mod != 30;
    for (size_t i = 0; i < moves && !stays; i++)
      stays = strcmp(later[i], fields[3]) == 0; /* the last ones come first */
    if (stays)
      ADD(f->store, "territory", from_code, "level=&commune", name);
    else
      ADD(f->store, "territory", from_code, "level=&commune", name, end);
    ADD(f->store, "territory_change", from, to, date,
        split       ? "kind=split"
        : mod >= 41 ? "kind=renaming"
                    : "kind=merger");
    moves++;
  }
  fclose(file);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  assert_true(moves > 1000);
  grappe_territories *t = load(f);
  int commune = grappe_territories_level_find(t, "commune");
  size_t rows = 0, open = 0;
  int32_t *all = grappe_alloc((size_t)grappe_territories_count(t) * sizeof *all);
  for (int32_t r = 0; r < grappe_territories_count(t); r++)
    if (grappe_territory_level(t, r) == commune && grappe_territory_exists(t, r, year(2015))) all[rows++] = r;
  grappe_conversion_request request = {year(2015), year(2026), -1, NULL};
  grappe_conversion c;
  assert_fine(grappe_territories_convert(t, &request, all, rows, NULL, &c, &f->error), f->error);
  double whole = 0;
  for (size_t i = 0; i < c.count; i++) {
    if (c.shares[i].to < 0) fail_msg("%s is lost", grappe_territory_code(t, c.shares[i].from));
    assert_true(grappe_territory_exists(t, c.shares[i].to, year(2026)));
    open += c.shares[i].kind == GRAPPE_SHARE_OPEN;
    if (c.shares[i].kind == GRAPPE_SHARE_WHOLE) whole += 1;
  }
  print_message("%zu movements, %zu communes of 2015 that moved, %zu shares, %zu of them open\n", moves, rows, c.count,
                open);
  assert_true(whole + (double)open >= (double)rows);
  assert_true(open < rows / 50);
  grappe_conversion_free(&c);
  grappe_free(all);
  grappe_territories_release(t);
}

static void test_memory(void **state) {
  fixture *f = *state;
  grappe_territories *t = load(f);
  int32_t rows[] = {row(t, "REG2015-23"), row(t, "P"), row(t, "ZE-DREUX"), row(t, "NEW")};
  grappe_conversion_request request = {year(2014), year(2026), -1, NULL};
  for (long n = 1;; n++) {
    grappe_conversion c;
    grappe_memory_fail_after(n);
    grappe_code code = grappe_territories_convert(t, &request, rows, 4, NULL, &c, &f->error);
    grappe_memory_fail_after(0);
    if (code == GRAPPE_OK) {
      assert_true(n > 4);
      assert_int_equal(c.count, 5);
      grappe_conversion_free(&c);
      break;
    }
    assert_int_equal(code, GRAPPE_MEMORY);
  }
  grappe_territories_release(t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_mergers, begin, fixture_end),
      cmocka_unit_test_setup_teardown(test_splits, begin, fixture_end),
      cmocka_unit_test_setup_teardown(test_comes_together, begin, fixture_end),
      cmocka_unit_test_setup_teardown(test_set_up_again, begin, fixture_end),
      cmocka_unit_test_setup_teardown(test_grounds, begin, fixture_end),
      cmocka_unit_test_setup_teardown(test_one_day, begin, fixture_end),
      cmocka_unit_test_setup_teardown(test_lost, begin, fixture_end),
      cmocka_unit_test_setup_teardown(test_levels, begin, fixture_end),
      cmocka_unit_test_setup_teardown(test_real_movements, begin, fixture_end),
      cmocka_unit_test_setup_teardown(test_memory, begin, fixture_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
