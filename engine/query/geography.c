#include "query/geography.h"

#include <stdio.h>
#include <string.h>

#include "query/query_private.h"
#include "territory/conversion.h"
#include "text/collate.h"
#include "text/fold.h"

enum { NAMED_MOST = 12 };

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* The last year of four digits in the text. */
static int year_in(const char *text, grappe_day *day) {
  size_t digits = 0;
  int found = 0;
  for (const char *c = text; *c; c++) {
    digits = is_digit(*c) ? digits + 1 : 0;
    if (digits != 4 || is_digit(c[1])) continue;
    *day = grappe_day_from_date((c[-3] - '0') * 1000 + (c[-2] - '0') * 100 + (c[-1] - '0') * 10 + (c[0] - '0'), 1, 1);
    found = 1;
  }
  return found;
}

static void folded(const char *text, char out[GRAPPE_GEOGRAPHY_TITLE]) {
  grappe_fold(text, strlen(text), out, GRAPPE_GEOGRAPHY_TITLE);
}

static grappe_code fail_unknown(const grappe_column *editions, const char *text, grappe_error *error) {
  grappe_buffer all = {0};
  size_t count = editions ? grappe_dictionary_count(editions->dictionary) : 0;
  for (size_t i = 0; i < count && i < NAMED_MOST; i++)
    grappe_buffer_addf(&all, ", %s", grappe_dictionary_text(editions->dictionary, (int32_t)i));
  grappe_code code = grappe_fail(error, GRAPPE_NOT_FOUND,
                                 "there is no geography '%s': give a year such as 2026, \"COG 2026\", or an edition of "
                                 "the territories%s",
                                 text, grappe_buffer_text(&all));
  grappe_buffer_free(&all);
  return code;
}

/* The territories of the edition: their level where all have one, and the day since which they exist. */
static grappe_code read_edition(grappe_snapshot *snapshot, const grappe_column *editions, int32_t edition,
                                grappe_geography *geography, grappe_error *error) {
  grappe_territories *t;
  grappe_code code = grappe_snapshot_territories(snapshot, &t, error);
  if (code) return code;
  grappe_day since = GRAPPE_DAY_FIRST;
  int level = -2;
  for (size_t i = 0; i < editions->count; i++) {
    if (editions->codes[i] != edition) continue;
    grappe_period validity = grappe_territory_validity(t, (int32_t)i);
    int own = grappe_territory_level(t, (int32_t)i);
    if (validity.from > since) since = validity.from;
    level = level == -2 || level == own ? own : -1;
  }
  geography->level = level < 0 ? -1 : level;
  if (!year_in(geography->title, &geography->day)) geography->day = since > GRAPPE_DAY_FIRST ? since : grappe_today();
  return GRAPPE_OK;
}

grappe_code grappe_geography_find(grappe_snapshot *snapshot, const char *text, grappe_geography *geography,
                                  grappe_error *error) {
  const grappe_column *editions;
  grappe_period period;
  char wanted[GRAPPE_GEOGRAPHY_TITLE], own[GRAPPE_GEOGRAPHY_TITLE];
  *geography = (grappe_geography){.level = -1};
  snprintf(geography->title, sizeof geography->title, "%s", text);
  if (grappe_period_parse(text, &period, NULL) == GRAPPE_OK && period.from > GRAPPE_DAY_FIRST) {
    geography->day = period.from;
    return GRAPPE_OK;
  }
  folded(text, wanted);
  if (strncmp(wanted, "cog ", 4) == 0 && strlen(wanted) == 8 && year_in(wanted, &geography->day)) return GRAPPE_OK;
  grappe_code code = query_column_named(snapshot, query_entity_territory(), "edition", &editions, error);
  if (code) return code;
  size_t count = grappe_dictionary_count(editions->dictionary);
  for (size_t i = 0; i < count; i++) {
    const char *edition = grappe_dictionary_text(editions->dictionary, (int32_t)i);
    folded(edition, own);
    if (strcmp(own, wanted) != 0) continue;
    snprintf(geography->title, sizeof geography->title, "%s", edition);
    return read_edition(snapshot, editions, (int32_t)i, geography, error);
  }
  return fail_unknown(editions, text, error);
}

grappe_code query_level_find(grappe_snapshot *snapshot, const grappe_territories *territories, const char *text,
                             int *level, grappe_error *error) {
  *level = grappe_territories_level_find(territories, text);
  if (*level >= 0) return GRAPPE_OK;
  grappe_row found; /* the store finds the level by its name too, or offers the nearest */
  grappe_code code = grappe_observatory_find(snapshot->observatory, grappe_entity_find("term"), text, "territory_level",
                                             NULL, &found, error);
  if (code) return code;
  grappe_buffer own = {0};
  code = grappe_row_code(&found, &own, error);
  if (code == GRAPPE_OK) *level = grappe_territories_level_find(territories, grappe_buffer_text(&own));
  grappe_buffer_free(&own);
  grappe_snapshot_release(found.snapshot);
  return code;
}

int query_compare_territories(const void *territories, int32_t a, int32_t b) {
  return grappe_collate(grappe_territory_code(territories, a), grappe_territory_code(territories, b));
}

grappe_day query_geography_day(grappe_snapshot *snapshot, const char *text) {
  grappe_geography geography;
  if (!text || !*text || grappe_geography_find(snapshot, text, &geography, NULL)) return GRAPPE_DAY_FIRST;
  return geography.day;
}

static grappe_code read_source_geographies(grappe_snapshot *snapshot, grappe_error *error) {
  const grappe_column *stated;
  grappe_code code = query_column_named(snapshot, grappe_entity_find("source"), "geography", &stated, error);
  if (code) return code;
  grappe_day *days = grappe_alloc((stated->count + 1) * sizeof *days);
  if (!days) return grappe_fail_memory(error);
  for (size_t i = 0; i < stated->count; i++) {
    grappe_geography found;
    days[i] = GRAPPE_DAY_FIRST;
    if (stated->codes[i] < 0) continue;
    code = grappe_geography_find(snapshot, grappe_column_text(stated, i), &found, NULL);
    days[i] = code == GRAPPE_OK ? found.day : GRAPPE_DAY_LAST;
  }
  snapshot->source_geographies = days;
  return GRAPPE_OK;
}

grappe_code query_source_geography(grappe_snapshot *snapshot, int32_t source, grappe_day *day, grappe_error *error) {
  grappe_code code = snapshot->source_geographies ? GRAPPE_OK : read_source_geographies(snapshot, error);
  if (code == GRAPPE_OK) *day = snapshot->source_geographies[source];
  return code;
}

grappe_code query_ground(grappe_snapshot *snapshot, int32_t territory, grappe_day day, grappe_ground *ground,
                         grappe_error *error) {
  grappe_territories *t;
  grappe_code code = grappe_snapshot_territories(snapshot, &t, error);
  if (code == GRAPPE_OK)
    *ground = (grappe_ground){grappe_territory_id(t, territory), grappe_territory_ground(t, territory, day), day, day};
  return code;
}

grappe_code grappe_territory_row_ground(const grappe_row *territory, grappe_day geography, grappe_ground *ground,
                                        grappe_error *error) {
  return query_ground(territory->snapshot, territory->index, geography, ground, error);
}
