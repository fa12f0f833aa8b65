/* Queries as chains of operations: each holds its own arguments and the query that it was added to. */
#include "query/query.h"

#include <math.h>
#include <string.h>

#include "query/query_private.h"

grappe_query *grappe_query_keep(grappe_query *query) {
  if (query) query->references++;
  return query;
}

static void free_operation(grappe_query *query) {
  grappe_condition_release(query->condition);
  for (size_t i = 0; i < query->place_count; i++) grappe_snapshot_release(query->places[i].snapshot);
  if (query->release) query->release(query->context);
  grappe_free(query->places);
  grappe_free(query->paths);
  grappe_free(query->name);
  grappe_free(query);
}

void grappe_query_release(grappe_query *query) {
  while (query && --query->references == 0) { /* a long chain is let go without recursion */
    grappe_query *before = query->before;
    free_operation(query);
    query = before;
  }
}

const grappe_entity *grappe_query_entity(const grappe_query *query) {
  return query->entity;
}

grappe_observatory *grappe_query_observatory(const grappe_query *query) {
  return query->observatory;
}

int grappe_query_grouped(const grappe_query *query) {
  return query->grouped;
}

int grappe_query_selected(const grappe_query *query) {
  for (; query; query = query->before)
    if (query->kind == QUERY_SELECT) return 1;
  return 0;
}

int grappe_query_whole(const grappe_query *query) {
  return query->kind == QUERY_ROOT;
}

grappe_code grappe_query_new(grappe_observatory *observatory, const grappe_entity *entity, grappe_query **query,
                             grappe_error *error) {
  grappe_query *made = grappe_alloc_zero(1, sizeof *made);
  if (!made) return grappe_fail_memory(error);
  made->references = 1;
  made->observatory = observatory;
  made->entity = entity;
  made->when = query_today();
  *query = made;
  return GRAPPE_OK;
}

static grappe_query *add(grappe_query *before, query_operation_kind kind, grappe_error *error) {
  grappe_query *made = grappe_alloc_zero(1, sizeof *made);
  if (!made) {
    grappe_fail_memory(error);
    return NULL;
  }
  made->references = 1;
  made->before = grappe_query_keep(before);
  made->observatory = before->observatory;
  made->entity = before->entity;
  made->kind = kind;
  made->when = before->when;
  made->timed = before->timed;
  made->grouped = before->grouped || kind == QUERY_BY;
  return made;
}

/* Hands over the new query, or lets it go. */
static grappe_code done(grappe_query *made, grappe_code code, grappe_query **result) {
  if (code)
    grappe_query_release(made);
  else
    *result = made;
  return code;
}

static grappe_code add_paths(grappe_query *query, const char *const *paths, size_t count, grappe_error *error) {
  query->paths = grappe_alloc_zero(count, sizeof *query->paths);
  if (!query->paths) return grappe_fail_memory(error);
  query->path_count = count;
  for (size_t i = 0; i < count; i++) {
    grappe_code code = query_path_parse(query->observatory, query->entity, paths[i], &query->paths[i], error);
    if (code) return code;
  }
  return GRAPPE_OK;
}

/* Holds the condition against a column without rows: what is wrong with it is said now, not when the query runs. */
static grappe_code check_condition(grappe_query *query, grappe_error *error) {
  grappe_snapshot *snapshot;
  query_values values;
  int32_t no_row = -1;
  unsigned char no_truth;
  grappe_code code = grappe_observatory_snapshot(query->observatory, &snapshot, error);
  if (code) return code;
  code = query_path_values(snapshot, &query->paths[0], &no_row, 0, query->when, 0, &values, error);
  if (code == GRAPPE_OK) {
    code = query_match(snapshot, values.column, &query->paths[0], query->condition, query->when, &no_truth, error);
    query_values_free(&values);
  }
  grappe_snapshot_release(snapshot);
  return code;
}

grappe_code grappe_query_where(grappe_query *query, const char *path, grappe_condition *condition,
                               grappe_query **result, grappe_error *error) {
  if (!condition) return grappe_fail_memory(error);
  grappe_query *made = add(query, QUERY_WHERE, error);
  if (!made) return GRAPPE_MEMORY;
  made->condition = grappe_condition_keep(condition);
  grappe_code code = add_paths(made, &path, 1, error);
  if (code == GRAPPE_OK) code = check_condition(made, error);
  return done(made, code, result);
}

static grappe_code add_places(grappe_query *query, const grappe_place *places, size_t count, grappe_error *error) {
  query->places = grappe_alloc_zero(count, sizeof *query->places);
  if (!query->places) return grappe_fail_memory(error);
  const grappe_entity *territory = query_entity_territory();
  for (size_t i = 0; i < count; i++) {
    grappe_row *row = &query->places[i];
    if (places[i].text) {
      grappe_code code = grappe_observatory_find(query->observatory, territory, places[i].text, NULL, NULL, row, error);
      if (code) return code;
    } else if (places[i].row.entity != territory || places[i].row.index < 0) {
      return grappe_fail(error, GRAPPE_ARGUMENT, "a place is a territory: its name, its code or its row");
    } else {
      *row = places[i].row;
      grappe_snapshot_keep(row->snapshot);
    }
    query->place_count = i + 1;
  }
  return GRAPPE_OK;
}

static grappe_code check_placed(const grappe_entity *entity, grappe_error *error) {
  query_path scratch = {.count = 0};
  if (query_path_place(entity, &scratch)) return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_ARGUMENT, "%s have no place: they cannot be asked for by territory", entity->plural);
}

grappe_code grappe_query_within(grappe_query *query, const grappe_place *places, size_t count, grappe_query **result,
                                grappe_error *error) {
  grappe_code code = check_placed(query->entity, error);
  if (code) return code;
  grappe_query *made = add(query, QUERY_WITHIN, error);
  return made ? done(made, add_places(made, places, count, error), result) : GRAPPE_MEMORY;
}

grappe_code query_check_near(double longitude, double latitude, double km, grappe_error *error) {
  if (!(fabs(latitude) <= 90) || !(fabs(longitude) <= 180))
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "longitude %g, latitude %g is no point on the globe: give degrees, longitude first", longitude,
                       latitude);
  if (!(km >= 0)) return grappe_fail(error, GRAPPE_ARGUMENT, "a distance of %g km is not possible: give 0 or more", km);
  return GRAPPE_OK;
}

grappe_code query_position(const grappe_row *place, double *longitude, double *latitude, grappe_error *error) {
  grappe_territories *territories;
  grappe_code code = grappe_snapshot_territories(place->snapshot, &territories, error);
  if (code || grappe_territory_position(territories, place->index, longitude, latitude)) return code;
  return grappe_fail(error, GRAPPE_UNDECIDED,
                     "nobody stated where %s lies: give its longitude and latitude, or those of its communes",
                     grappe_territory_name(territories, place->index, grappe_language_now()));
}

grappe_code grappe_query_near_point(grappe_query *query, double longitude, double latitude, double km,
                                    grappe_query **result, grappe_error *error) {
  grappe_code code = check_placed(query->entity, error);
  if (code) return code;
  code = query_check_near(longitude, latitude, km, error);
  if (code) return code;
  grappe_query *made = add(query, QUERY_NEAR, error);
  if (!made) return GRAPPE_MEMORY;
  made->longitude = longitude;
  made->latitude = latitude;
  made->km = km;
  return done(made, GRAPPE_OK, result);
}

grappe_code grappe_query_near(grappe_query *query, const grappe_place *place, double km, grappe_query **result,
                              grappe_error *error) {
  grappe_query *made;
  grappe_code code = grappe_query_near_point(query, 0, 0, km, &made, error);
  if (code) return code;
  code = add_places(made, place, 1, error);
  if (code == GRAPPE_OK) code = query_position(made->places, &made->longitude, &made->latitude, error);
  return done(made, code, result);
}

grappe_code grappe_query_during(grappe_query *query, grappe_period period, grappe_query **result, grappe_error *error) {
  const grappe_entity *entity = query->entity;
  if (grappe_field_with(entity, GRAPPE_FROM | GRAPPE_TO | GRAPPE_DURING) < 0)
    return grappe_fail(error, GRAPPE_ARGUMENT, "%s have no dates: they cannot be asked for by day or period",
                       entity->plural);
  grappe_query *made = add(query, QUERY_VALID, error);
  if (!made) return GRAPPE_MEMORY;
  made->period = made->when = period;
  made->timed = 1;
  return done(made, GRAPPE_OK, result);
}

grappe_code grappe_query_on(grappe_query *query, grappe_day day, grappe_query **result, grappe_error *error) {
  return grappe_query_during(query, (grappe_period){day, day}, result, error);
}

grappe_code grappe_query_as_known_on(grappe_query *query, grappe_day day, grappe_query **result, grappe_error *error) {
  if (grappe_field_find(query->entity, "recorded_at") < 0)
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "only observations are kept as they were recorded: %s cannot be asked for as known on a day",
                       query->entity->plural);
  grappe_query *made = add(query, QUERY_KNOWN_ON, error);
  if (!made) return GRAPPE_MEMORY;
  made->day = day;
  return done(made, GRAPPE_OK, result);
}

grappe_code grappe_query_filter(grappe_query *query, grappe_row_test test, void *context,
                                void (*release)(void *context), const char *name, grappe_query **result,
                                grappe_error *error) {
  grappe_query *made = add(query, QUERY_FILTER, error);
  if (!made) {
    if (release) release(context);
    return GRAPPE_MEMORY;
  }
  made->test = test;
  made->context = context;
  made->release = release;
  made->name = grappe_strdup(name ? name : "");
  return done(made, made->name ? GRAPPE_OK : grappe_fail_memory(error), result);
}

enum { MOST_KEYS = 8 };

grappe_code grappe_query_by(grappe_query *query, const char *const *paths, size_t count, grappe_query **result,
                            grappe_error *error) {
  if (query->grouped)
    return grappe_fail(error, GRAPPE_ARGUMENT, "this query is grouped already: name all keys in one 'by'");
  if (count == 0 || count > MOST_KEYS)
    return grappe_fail(error, GRAPPE_ARGUMENT, "'by' takes 1 to %d keys, and %d were given", (int)MOST_KEYS,
                       (int)count);
  grappe_query *made = add(query, QUERY_BY, error);
  if (!made) return GRAPPE_MEMORY;
  grappe_code code = add_paths(made, paths, count, error);
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    const grappe_field *field = query_path_field(&made->paths[i]);
    if (field && field->type == GRAPPE_FIGURE)
      code = grappe_fail(error, GRAPPE_ARGUMENT,
                         "'%s' is a figure, with bounds: rows cannot be grouped by it; classify it first", paths[i]);
    made->paths[i].as_rows = 1;
  }
  return done(made, code, result);
}

grappe_code grappe_query_select(grappe_query *query, const char *const *paths, size_t count, grappe_query **result,
                                grappe_error *error) {
  grappe_query *made = add(query, QUERY_SELECT, error);
  return made ? done(made, add_paths(made, paths, count, error), result) : GRAPPE_MEMORY;
}

static grappe_code name_or_path(grappe_query *query, const char *path, grappe_error *error) {
  if (!query->grouped) return add_paths(query, &path, 1, error); /* afterwards it is a column of the result */
  query->name = grappe_strdup(path);
  return query->name ? GRAPPE_OK : grappe_fail_memory(error);
}

grappe_code grappe_query_order(grappe_query *query, const char *path, int descending, grappe_query **result,
                               grappe_error *error) {
  grappe_query *made = add(query, QUERY_ORDER, error);
  if (!made) return GRAPPE_MEMORY;
  made->descending = descending != 0;
  return done(made, name_or_path(made, path, error), result);
}

grappe_code grappe_query_top(grappe_query *query, size_t count, const char *path, grappe_query **result,
                             grappe_error *error) {
  grappe_query *made = add(query, QUERY_TOP, error);
  if (!made) return GRAPPE_MEMORY;
  made->most = count;
  made->descending = 1;
  return done(made, path ? name_or_path(made, path, error) : GRAPPE_OK, result);
}

grappe_code grappe_query_secrecy(grappe_query *query, const grappe_secrecy *rule, grappe_query **result,
                                 grappe_error *error) {
  if (query->grouped)
    return grappe_fail(error, GRAPPE_ARGUMENT, "secrecy stands before 'by': as in sites:secrecy():by \"region\"");
  if (rule->least < 1 || !(rule->share > 0 && rule->share <= 1))
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "secrecy asks for a number from 1 of those who stand behind a total, and for a share of it from "
                       "0 to 100 %%");
  grappe_query *made = add(query, QUERY_SECRECY, error);
  if (!made) return GRAPPE_MEMORY;
  made->least = rule->least;
  made->share = rule->share;
  made->counts = rule->counts;
  grappe_code code = add_paths(made, &rule->path, 1, error);
  if (code == GRAPPE_OK && made->paths[0].several)
    code = grappe_fail(error, GRAPPE_ARGUMENT, "'%s' has several values: secrecy asks whose a row is, and needs one",
                       rule->path);
  return done(made, code, result);
}

grappe_code query_operations(grappe_query *query, grappe_query ***operations, size_t *count, grappe_error *error) {
  size_t total = 0;
  for (grappe_query *at = query; at; at = at->before) total++;
  *operations = grappe_alloc(total * sizeof **operations);
  if (!*operations) return grappe_fail_memory(error);
  *count = total;
  for (grappe_query *at = query; at; at = at->before) (*operations)[--total] = at;
  return GRAPPE_OK;
}
