/* Conditions on where and when a row is. */
#include <math.h>
#include <string.h>

#include "query/query_private.h"

/* --- where -------------------------------------------------------------------------------------------------------- */

enum { UNASKED = 255 };

/* Lies a territory in one of the areas? Without areas: is it near the operation's point? */
typedef struct question {
  const grappe_territories *territories;
  const grappe_query *operation;
  const int32_t *areas; /* NULL: near */
  size_t area_count;
  int as_place; /* of what stands somewhere in a territory, not of the territory itself */
} question;

static grappe_truth ask(const question *asked, int32_t territory) {
  const grappe_query *o = asked->operation;
  if (!asked->areas) return grappe_territory_near(asked->territories, territory, o->longitude, o->latitude, o->km);
  grappe_truth any = GRAPPE_FALSE;
  for (size_t i = 0; i < asked->area_count; i++)
    any = grappe_truth_or(any, asked->as_place
                                   ? grappe_territory_holds(asked->territories, asked->areas[i], territory)
                                   : grappe_territory_lies_in(asked->territories, territory, asked->areas[i]));
  return any;
}

/* Ands into truth what is answered for each row's territory; several territories: one is enough. Most entities lie in
 * few of all territories: only those are asked about, once each. `answer` has room for all. */
static void look_up_places(const grappe_column *column, const question *asked, unsigned char *answer,
                           unsigned char *truth, size_t rows) {
  int list = column->kind == GRAPPE_COLUMN_LIST;
  const int32_t *codes = list ? column->items->codes : column->codes;
  memset(answer, UNASKED, (size_t)grappe_territories_count(asked->territories));
  for (size_t i = 0; i < rows; i++) {
    size_t from = list ? column->offsets[i] : i, to = list ? column->offsets[i + 1] : i + 1;
    grappe_truth any = from == to ? GRAPPE_MAYBE : GRAPPE_FALSE;
    for (size_t j = from; j < to; j++) {
      if (codes[j] >= 0 && answer[codes[j]] == UNASKED) answer[codes[j]] = (unsigned char)ask(asked, codes[j]);
      any = grappe_truth_or(any, codes[j] < 0 ? GRAPPE_MAYBE : (grappe_truth)answer[codes[j]]);
    }
    query_and(&truth[i], any);
  }
}

/* The territory of every row of the entity. */
static grappe_code places_of(grappe_snapshot *snapshot, const grappe_entity *entity, size_t rows, grappe_period when,
                             query_values *values, grappe_error *error) {
  query_path path = {.from = entity, .to = entity};
  query_path_place(entity, &path);
  return query_path_values(snapshot, &path, NULL, rows, when, 0, values, error);
}

grappe_code query_within_places(grappe_snapshot *snapshot, const grappe_query *operation, unsigned char *truth,
                                size_t rows, grappe_error *error) {
  grappe_territories *territories;
  query_values values;
  grappe_code code = grappe_snapshot_territories(snapshot, &territories, error);
  if (code) return code;
  size_t count = (size_t)grappe_territories_count(territories);
  int32_t *areas = grappe_alloc((operation->place_count + 1) * sizeof *areas);
  unsigned char *answer = grappe_alloc(count + 1);
  question asked = {territories, operation, areas, 0, operation->entity != query_entity_territory()};
  code = areas && answer ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t p = 0; p < operation->place_count && code == GRAPPE_OK; p++) {
    code = query_row_in(snapshot, &operation->places[p], &areas[asked.area_count], error);
    if (code == GRAPPE_OK && areas[asked.area_count] >= 0) asked.area_count++;
  }
  if (code == GRAPPE_OK) code = places_of(snapshot, operation->entity, rows, operation->when, &values, error);
  if (code == GRAPPE_OK) {
    look_up_places(values.column, &asked, answer, truth, rows);
    query_values_free(&values);
  }
  grappe_free(areas);
  grappe_free(answer);
  return code;
}

grappe_code query_near_place(grappe_snapshot *snapshot, const grappe_query *o, unsigned char *truth, size_t rows,
                             grappe_error *error) {
  const grappe_column *longitude = NULL, *latitude = NULL;
  grappe_territories *territories;
  query_values values;
  grappe_code code = grappe_snapshot_territories(snapshot, &territories, error);
  if (code == GRAPPE_OK && o->entity != query_entity_territory()) {
    code = query_column_named(snapshot, o->entity, "longitude", &longitude, error);
    if (code == GRAPPE_OK) code = query_column_named(snapshot, o->entity, "latitude", &latitude, error);
  }
  if (code == GRAPPE_OK) code = places_of(snapshot, o->entity, rows, o->when, &values, error);
  if (code) return code;
  size_t count = (size_t)grappe_territories_count(territories);
  question asked = {.territories = territories, .operation = o};
  unsigned char *answer = grappe_alloc(count), *by_place = grappe_alloc(rows);
  if (answer && by_place) {
    memset(by_place, GRAPPE_TRUE, rows);
    look_up_places(values.column, &asked, answer, by_place, rows);
    for (size_t i = 0; i < rows; i++) {
      int own = longitude && latitude && !isnan(longitude->value[i]) && !isnan(latitude->value[i]);
      grappe_truth near = (grappe_truth)by_place[i];
      if (own)
        near = grappe_distance(o->longitude, o->latitude, longitude->value[i], latitude->value[i]) <= o->km
                   ? GRAPPE_TRUE
                   : GRAPPE_FALSE;
      query_and(&truth[i], near);
    }
  } else {
    code = grappe_fail_memory(error);
  }
  grappe_free(answer);
  grappe_free(by_place);
  query_values_free(&values);
  return code;
}

/* --- when --------------------------------------------------------------------------------------------------------- */

/* The day since which a row without first day is known to be: that of its source. GRAPPE_DAY_LAST: none. */
static grappe_code attested_since(grappe_snapshot *snapshot, const grappe_entity *entity, grappe_day *since,
                                  size_t rows, grappe_error *error) {
  const grappe_column *sources, *dates = NULL;
  grappe_code code = query_column_named(snapshot, entity, "source", &sources, error);
  if (code == GRAPPE_OK && sources) code = query_column_named(snapshot, sources->refers_to, "date", &dates, error);
  if (code) return code;
  int since_ever = entity == query_entity_territory();
  for (size_t i = 0; i < rows; i++) {
    since[i] = since_ever ? GRAPPE_DAY_FIRST : GRAPPE_DAY_LAST;
    if (since_ever || !sources || sources->codes[i] < 0) continue;
    size_t source = (size_t)sources->codes[i];
    if (grappe_flags_presence(dates->flags[source]) == GRAPPE_PRESENT) since[i] = dates->codes[source];
  }
  return GRAPPE_OK;
}

static grappe_code valid_between(grappe_snapshot *snapshot, const grappe_query *o, unsigned char *truth, size_t rows,
                                 grappe_error *error) {
  int from = grappe_field_with(o->entity, GRAPPE_FROM), to = grappe_field_with(o->entity, GRAPPE_TO);
  const grappe_column *first = NULL, *last = NULL;
  grappe_code code = from < 0 ? GRAPPE_OK : query_column(snapshot, o->entity, from, &first, error);
  if (code == GRAPPE_OK && to >= 0) code = query_column(snapshot, o->entity, to, &last, error);
  grappe_day *since = code == GRAPPE_OK ? grappe_alloc(rows * sizeof *since) : NULL;
  if (code == GRAPPE_OK && !since) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = attested_since(snapshot, o->entity, since, rows, error);
  for (size_t i = 0; code == GRAPPE_OK && i < rows; i++) {
    grappe_day end = last && grappe_flags_presence(last->flags[i]) == GRAPPE_PRESENT ? last->codes[i] : GRAPPE_DAY_LAST;
    int stated = first && grappe_flags_presence(first->flags[i]) == GRAPPE_PRESENT;
    grappe_truth begun = (stated ? first->codes[i] : since[i]) <= o->period.to ? GRAPPE_TRUE
                         : stated                                              ? GRAPPE_FALSE
                                                                               : GRAPPE_MAYBE;
    query_and(&truth[i], end < o->period.from ? GRAPPE_FALSE : begun);
  }
  grappe_free(since);
  return code;
}

grappe_code query_valid_rows(grappe_snapshot *snapshot, const grappe_query *o, unsigned char *truth, size_t rows,
                             grappe_error *error) {
  if (grappe_field_with(o->entity, GRAPPE_FROM | GRAPPE_TO) >= 0) return valid_between(snapshot, o, truth, rows, error);
  const grappe_column *periods;
  grappe_code code = query_column(snapshot, o->entity, grappe_field_with(o->entity, GRAPPE_DURING), &periods, error);
  for (size_t i = 0; code == GRAPPE_OK && i < rows; i++) {
    grappe_period own = {periods->codes[i], periods->to[i]};
    if (grappe_flags_presence(periods->flags[i]) != GRAPPE_PRESENT)
      query_and(&truth[i], GRAPPE_MAYBE);
    else if (!grappe_period_overlap(own, o->period))
      truth[i] = GRAPPE_FALSE;
  }
  return code;
}

/* Times are recorded as texts that begin with YYYY-MM-DD. */
static int recorded_by(const grappe_column *recorded, size_t row, grappe_day day) {
  const char *text = grappe_column_text(recorded, row);
  char date[11] = "";
  grappe_period period;
  if (!text || strlen(text) < 10) return 1;
  memcpy(date, text, 10);
  return grappe_period_parse(date, &period, NULL) != GRAPPE_OK || period.from <= day;
}

grappe_code query_known_rows(grappe_snapshot *snapshot, grappe_day day, unsigned char *truth, size_t rows,
                             grappe_error *error) {
  const grappe_entity *entity = grappe_entity_find("observation");
  const grappe_column *recorded, *superseded;
  if (day == GRAPPE_DAY_LAST && snapshot->observatory->has_known_on) day = snapshot->observatory->known_on;
  grappe_code code = query_column_named(snapshot, entity, "recorded_at", &recorded, error);
  if (code == GRAPPE_OK) code = query_column_named(snapshot, entity, "superseded_by", &superseded, error);
  for (size_t i = 0; code == GRAPPE_OK && i < rows; i++) {
    int32_t later = superseded->codes[i];
    int holds = day == GRAPPE_DAY_LAST
                    ? later < 0
                    : recorded_by(recorded, i, day) && (later < 0 || !recorded_by(recorded, (size_t)later, day));
    if (!holds) truth[i] = GRAPPE_FALSE;
  }
  return code;
}
