/* Conditions on where and when a row is. */
#include <math.h>
#include <string.h>

#include "query/query_private.h"

/* --- where -------------------------------------------------------------------------------------------------------- */

/* Ands into truth what `answer` says of each row's territory; several territories: one is enough. */
static void look_up_places(const grappe_column *column, const unsigned char *answer, unsigned char *truth,
                           size_t rows) {
  int list = column->kind == GRAPPE_COLUMN_LIST;
  const int32_t *codes = list ? column->items->codes : column->codes;
  for (size_t i = 0; i < rows; i++) {
    size_t from = list ? column->offsets[i] : i, to = list ? column->offsets[i + 1] : i + 1;
    grappe_truth any = from == to ? GRAPPE_MAYBE : GRAPPE_FALSE;
    for (size_t j = from; j < to; j++)
      any = grappe_truth_or(any, codes[j] < 0 ? GRAPPE_MAYBE : (grappe_truth)answer[codes[j]]);
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
  unsigned char *answer = grappe_alloc_zero(count, 1), *one = grappe_alloc(count);
  code = answer && one ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t p = 0; p < operation->place_count && code == GRAPPE_OK; p++) {
    int32_t area;
    code = query_row_in(snapshot, &operation->places[p], &area, error);
    if (code || area < 0) continue;
    grappe_territories_within(territories, area, operation->entity != query_entity_territory(), one);
    for (size_t i = 0; i < count; i++)
      answer[i] = (unsigned char)grappe_truth_or((grappe_truth)answer[i], (grappe_truth)one[i]);
  }
  if (code == GRAPPE_OK) code = places_of(snapshot, operation->entity, rows, operation->when, &values, error);
  if (code == GRAPPE_OK) {
    look_up_places(values.column, answer, truth, rows);
    query_values_free(&values);
  }
  grappe_free(answer);
  grappe_free(one);
  return code;
}

enum { UNASKED = 255 };

/* Answers for the territories that the column uses. */
static void ask_near(const grappe_territories *territories, const grappe_column *cells, const grappe_query *o,
                     unsigned char *answer) {
  for (size_t i = 0; i < cells->count; i++)
    if (cells->codes[i] >= 0 && answer[cells->codes[i]] == UNASKED)
      answer[cells->codes[i]] =
          (unsigned char)grappe_territory_near(territories, cells->codes[i], o->longitude, o->latitude, o->km);
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
  unsigned char *answer = grappe_alloc(count), *by_place = grappe_alloc(rows);
  if (answer && by_place) {
    memset(answer, UNASKED, count);
    memset(by_place, GRAPPE_TRUE, rows);
    ask_near(territories, values.column->kind == GRAPPE_COLUMN_LIST ? values.column->items : values.column, o, answer);
    look_up_places(values.column, answer, by_place, rows);
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
