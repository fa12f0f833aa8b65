/* Scans as objects: what was asked, step by step. Nothing runs here. */
#include "query/scan.h"

#include <stdio.h>
#include <string.h>

#include "query/describe_private.h"
#include "query/scan_memory.h"
#include "text/fold.h"

static grappe_scan *make(grappe_scan *before, scan_kind kind, grappe_error *error) {
  grappe_scan *scan = grappe_alloc_zero(1, sizeof *scan);
  if (!scan) {
    grappe_fail_memory(error);
    return NULL;
  }
  scan->references = 1;
  scan->kind = kind;
  if (before) {
    scan->before = grappe_scan_keep(before);
    scan->observatory = before->observatory;
    scan->dataset = grappe_dataset_keep(before->dataset);
    scan->grouped = before->grouped;
  }
  return scan;
}

grappe_scan *grappe_scan_keep(grappe_scan *scan) {
  if (scan) scan->references++;
  return scan;
}

void grappe_scan_release(grappe_scan *scan) {
  while (scan && --scan->references == 0) {
    grappe_scan *before = scan->before;
    grappe_condition_release(scan->condition);
    if (scan->release) scan->release(scan->context);
    for (size_t i = 0; i < scan->place_count; i++) grappe_snapshot_release(scan->places[i].snapshot);
    grappe_free(scan->places);
    grappe_free(scan->paths);
    grappe_free(scan->name);
    grappe_dataset_release(scan->dataset);
    grappe_free(scan);
    scan = before;
  }
}

grappe_code grappe_scan_new(grappe_observatory *observatory, const char *code, const char *edition, grappe_scan **scan,
                            grappe_error *error) {
  grappe_scan *made = make(NULL, SCAN_ROOT, error);
  if (!made) return GRAPPE_MEMORY;
  made->observatory = observatory;
  grappe_code failed = scan_memory_open(observatory, code, edition, &made->dataset, error);
  if (failed)
    grappe_scan_release(made);
  else
    *scan = made;
  return failed;
}

const grappe_dataset *grappe_scan_dataset(const grappe_scan *scan) {
  return scan->dataset;
}

int grappe_scan_grouped(const grappe_scan *scan) {
  return scan->grouped;
}

int grappe_scan_whole(const grappe_scan *scan) {
  return scan->kind == SCAN_ROOT;
}

int grappe_scan_limited(const grappe_scan *scan) {
  for (; scan; scan = scan->before)
    if (scan->kind == SCAN_TOP) return 1;
  return 0;
}

/* --- paths ----------------------------------------------------------------------------------------------------------
 */

static grappe_code fail_path(const grappe_scan *scan, const char *text, grappe_error *error) {
  grappe_nearest nearest;
  char names[400], first[PATH_TEXT];
  grappe_buffer all = {0};
  const char *code = grappe_dataset_about_of(scan->dataset)->about.code;
  snprintf(first, sizeof first, "%.*s", (int)strcspn(text, "."), text);
  grappe_nearest_begin(&nearest, first);
  for (size_t i = 0; i < grappe_dataset_columns(scan->dataset); i++) {
    const grappe_dataset_column *column = grappe_dataset_column_at(scan->dataset, i);
    const grappe_entity *joined = scan_joined_entity(column);
    const char *name = column->name;
    grappe_nearest_offer(&nearest, name, NULL);
    if (joined) grappe_nearest_offer(&nearest, joined->name, NULL);
    grappe_buffer_addf(&all, "%s%s", i ? ", " : "", name);
  }
  if (nearest.count)
    grappe_fail(error, GRAPPE_NOT_FOUND, "dataset %s has no column '%s'; did you mean %s?", code, text,
                grappe_nearest_write(&nearest, names, sizeof names));
  else
    grappe_fail(error, GRAPPE_NOT_FOUND, "dataset %s has no column '%s': it has %s", code, text,
                grappe_buffer_text(&all));
  grappe_buffer_free(&all);
  return GRAPPE_NOT_FOUND;
}

grappe_code scan_parse(const grappe_scan *scan, const char *text, scan_path *path, grappe_error *error) {
  char name[PATH_TEXT];
  size_t length = strcspn(text, ".");
  *path = (scan_path){.column = -1};
  if (strlen(text) >= sizeof path->text || length == 0) return fail_path(scan, text, error);
  snprintf(path->text, sizeof path->text, "%s", text);
  snprintf(name, sizeof name, "%.*s", (int)length, text);
  path->column = grappe_dataset_find(scan->dataset, name);
  if (path->column < 0) { /* organisation.kind, organisation: by the column of its identifiers */
    path->column = scan_joined_column(scan->dataset, name, length);
    path->deeper = path->column >= 0;
  }
  if (path->column < 0) { /* a level of the place */
    path->column = scan_place_column(scan->dataset);
    path->deeper = 1;
    if (path->column < 0) return fail_path(scan, text, error);
    grappe_code code = query_path_parse(scan->observatory, query_entity_territory(), text, &path->path, NULL);
    if (code == GRAPPE_OK && path->path.steps[0].kind == PATH_LEVEL) return GRAPPE_OK;
    return fail_path(scan, text, error);
  }
  if (!text[length] && !path->deeper) return GRAPPE_OK;
  const grappe_dataset_column *column = grappe_dataset_column_at(scan->dataset, (size_t)path->column);
  const grappe_entity *joined = scan_joined_entity(column), *entity = joined ? joined : scan_entity(column);
  if (!entity)
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "column '%s' of dataset %s holds no codes of rows: nothing follows '%s.'", name,
                       grappe_dataset_about_of(scan->dataset)->about.code, name);
  if (joined && !path->deeper) { /* siren.organisation.kind is siren.kind */
    size_t own = strlen(joined->name);
    const char *next = text + length + 1;
    if (strncmp(next, joined->name, own) == 0 && (next[own] == '.' || !next[own])) length += own + 1;
  }
  path->deeper = 1;
  if (!text[length]) { /* the row itself */
    path->path = (query_path){.from = entity, .to = entity};
    memcpy(path->path.text, path->text, sizeof path->path.text);
    return GRAPPE_OK;
  }
  grappe_code code = query_path_parse(scan->observatory, entity, text + length + 1, &path->path, error);
  if (code == GRAPPE_OK && !joined && path->path.count == 1) path->derived = path->path.steps[0].derived;
  return code;
}

static grappe_code parse_all(grappe_scan *scan, const char *const *paths, size_t count, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  scan->paths = grappe_alloc_zero(count, sizeof *scan->paths);
  if (!scan->paths) return grappe_fail_memory(error);
  scan->path_count = count;
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) code = scan_parse(scan, paths[i], &scan->paths[i], error);
  return code;
}

/* --- operations -----------------------------------------------------------------------------------------------------
 */

static grappe_code give(grappe_scan *made, grappe_code code, grappe_scan **result) {
  if (code)
    grappe_scan_release(made);
  else
    *result = made;
  return code;
}

static grappe_code fail_grouped(const char *word, grappe_error *error) {
  return grappe_fail(error, GRAPPE_ARGUMENT, "'%s' comes before 'by': choose the rows first, then group them", word);
}

static grappe_code check_open(const grappe_scan *scan, const char *word, grappe_error *error) {
  if (scan->grouped) return fail_grouped(word, error);
  for (const grappe_scan *s = scan; s; s = s->before)
    if (s->kind == SCAN_TOP)
      return grappe_fail(error, GRAPPE_ARGUMENT,
                         "'%s' comes before 'top': choose the rows of a dataset first, then the first of them", word);
  return GRAPPE_OK;
}

grappe_code grappe_scan_where(grappe_scan *scan, const char *path, grappe_condition *condition, grappe_scan **result,
                              grappe_error *error) {
  grappe_code code = check_open(scan, "where", error);
  if (code) return code;
  grappe_scan *made = make(scan, SCAN_WHERE, error);
  if (!made) return GRAPPE_MEMORY;
  made->condition = grappe_condition_keep(condition);
  return give(made, parse_all(made, &path, 1, error), result);
}

static grappe_code add_places(grappe_scan *made, const grappe_place *places, size_t count, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  made->places = grappe_alloc_zero(count, sizeof *made->places);
  if (!made->places) code = grappe_fail_memory(error);
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    grappe_row *row = &made->places[i];
    if (places[i].text) {
      code =
          grappe_observatory_find(made->observatory, query_entity_territory(), places[i].text, NULL, NULL, row, error);
    } else if (places[i].row.entity != query_entity_territory()) {
      code = grappe_fail(error, GRAPPE_ARGUMENT, "a place is a territory: its name, its code or its row");
    } else {
      *row = places[i].row;
      grappe_snapshot_keep(row->snapshot);
    }
    made->place_count += code == GRAPPE_OK;
  }
  return code;
}

grappe_code grappe_scan_within(grappe_scan *scan, const grappe_place *places, size_t count, grappe_scan **result,
                               grappe_error *error) {
  grappe_code code = check_open(scan, "within", error);
  if (code) return code;
  if (scan_place_column(scan->dataset) < 0)
    return grappe_fail(error, GRAPPE_ARGUMENT, "dataset %s has no column of territories: its rows stand nowhere",
                       grappe_dataset_about_of(scan->dataset)->about.code);
  grappe_scan *made = make(scan, SCAN_WITHIN, error);
  if (!made) return GRAPPE_MEMORY;
  return give(made, add_places(made, places, count, error), result);
}

grappe_code grappe_scan_near_point(grappe_scan *scan, double longitude, double latitude, double km,
                                   grappe_scan **result, grappe_error *error) {
  grappe_code code = check_open(scan, "near", error);
  if (code == GRAPPE_OK) code = query_check_near(longitude, latitude, km, error);
  if (code == GRAPPE_OK) code = scan_check_near(scan, error);
  if (code) return code;
  grappe_scan *made = make(scan, SCAN_NEAR, error);
  if (!made) return GRAPPE_MEMORY;
  made->longitude = longitude;
  made->latitude = latitude;
  made->km = km;
  *result = made;
  return GRAPPE_OK;
}

grappe_code grappe_scan_near(grappe_scan *scan, const grappe_place *place, double km, grappe_scan **result,
                             grappe_error *error) {
  grappe_scan *made;
  grappe_code code = grappe_scan_near_point(scan, 0, 0, km, &made, error);
  if (code) return code;
  code = add_places(made, place, 1, error);
  if (code == GRAPPE_OK) code = query_position(&made->places[0], &made->longitude, &made->latitude, error);
  return give(made, code, result);
}

grappe_code grappe_scan_during(grappe_scan *scan, grappe_period period, grappe_scan **result, grappe_error *error) {
  grappe_code code = check_open(scan, "during", error);
  if (code == GRAPPE_OK) code = scan_check_times(scan, error);
  if (code) return code;
  grappe_scan *made = make(scan, SCAN_DURING, error);
  if (!made) return GRAPPE_MEMORY;
  made->period = period;
  *result = made;
  return GRAPPE_OK;
}

grappe_code grappe_scan_as_known_on(grappe_scan *scan, grappe_error *error) {
  const grappe_dataset_info *info = grappe_dataset_about_of(scan->dataset);
  return grappe_fail(
      error, GRAPPE_ARGUMENT,
      "dataset %s is as it was published in its edition %s, and is not corrected row by row: for what was "
      "known earlier ask for an earlier edition, as in dataset(\"%s\", \"…\")",
      info->about.code, info->about.edition, info->about.code);
}

grappe_code grappe_scan_filter(grappe_scan *scan, grappe_scan_test test, void *context, void (*release)(void *context),
                               grappe_scan **result, grappe_error *error) {
  grappe_code code = check_open(scan, "where", error);
  grappe_scan *made = code ? NULL : make(scan, SCAN_CALL, error);
  if (!made) {
    if (release) release(context);
    return code ? code : GRAPPE_MEMORY;
  }
  made->test = test;
  made->context = context;
  made->release = release;
  *result = made;
  return GRAPPE_OK;
}

grappe_code grappe_scan_by(grappe_scan *scan, const char *const *paths, size_t count, grappe_scan **result,
                           grappe_error *error) {
  grappe_code code = check_open(scan, "by", error);
  if (code) return code;
  if (count == 0 || count > SCAN_KEYS)
    return grappe_fail(error, GRAPPE_ARGUMENT, "rows of a dataset are grouped by 1 to %d columns, and %lu were given",
                       (int)SCAN_KEYS, (unsigned long)count);
  grappe_scan *made = make(scan, SCAN_BY, error);
  if (!made) return GRAPPE_MEMORY;
  made->grouped = 1;
  code = parse_all(made, paths, count, error);
  for (size_t i = 0; code == GRAPPE_OK && i < count; i++) made->paths[i].path.as_rows = 1;
  return give(made, code, result);
}

grappe_code grappe_scan_select(grappe_scan *scan, const char *const *paths, size_t count, grappe_scan **result,
                               grappe_error *error) {
  if (scan->grouped) return fail_grouped("select", error);
  grappe_scan *made = make(scan, SCAN_SELECT, error);
  return made ? give(made, parse_all(made, paths, count, error), result) : GRAPPE_MEMORY;
}

grappe_code grappe_scan_top(grappe_scan *scan, size_t count, const char *path, grappe_scan **result,
                            grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (const grappe_scan *s = scan; s && !scan->grouped; s = s->before)
    if (s->kind == SCAN_TOP || (path && s->kind == SCAN_ORDER))
      return grappe_fail(
          error, GRAPPE_ARGUMENT,
          "one order of a dataset's rows is asked for, by 'order' or by 'top': sort their frame for more");
  grappe_scan *made = make(scan, SCAN_TOP, error);
  if (!made) return GRAPPE_MEMORY;
  made->most = count;
  if (path && scan->grouped) {
    made->name = grappe_strdup(path);
    if (!made->name) code = grappe_fail_memory(error);
  } else if (path) {
    code = parse_all(made, &path, 1, error);
  }
  return give(made, code, result);
}

grappe_code grappe_scan_order(grappe_scan *scan, const char *column, int descending, grappe_scan **result,
                              grappe_error *error) {
  for (const grappe_scan *s = scan; s && !scan->grouped; s = s->before)
    if (s->kind == SCAN_TOP || s->kind == SCAN_ORDER)
      return grappe_fail(
          error, GRAPPE_ARGUMENT,
          "one order of a dataset's rows is asked for, by 'order' or by 'top': sort their frame for more");
  grappe_scan *made = make(scan, SCAN_ORDER, error);
  if (!made) return GRAPPE_MEMORY;
  made->descending = descending;
  if (!scan->grouped) return give(made, parse_all(made, &column, 1, error), result);
  made->name = grappe_strdup(column);
  return give(made, made->name ? GRAPPE_OK : grappe_fail_memory(error), result);
}

/* --- words ----------------------------------------------------------------------------------------------------------
 */

grappe_code scan_operations(const grappe_scan *scan, const grappe_scan ***operations, size_t *count,
                            grappe_error *error) {
  size_t length = 0;
  for (const grappe_scan *s = scan; s; s = s->before) length++;
  *operations = grappe_alloc(length * sizeof **operations);
  if (!*operations) return grappe_fail_memory(error);
  *count = length;
  for (const grappe_scan *s = scan; s; s = s->before) (*operations)[--length] = s;
  return GRAPPE_OK;
}

static void describe_places(const grappe_scan *operation, grappe_buffer *text) {
  for (size_t i = 0; i < operation->place_count; i++) {
    grappe_buffer_add(text, i ? ", " : "");
    grappe_row_name(&operation->places[i], text, NULL);
  }
}

void scan_describe_conditions(const grappe_scan *const *operations, size_t count, grappe_buffer *text) {
  int wheres = 0, withins = 0;
  for (size_t i = 0; i < count; i++) {
    if (operations[i]->kind != SCAN_WITHIN) continue;
    grappe_buffer_addf(text, "%s %s ", withins++ ? "," : "", grappe_translate("within"));
    describe_places(operations[i], text);
  }
  for (size_t i = 0; i < count; i++) {
    if (operations[i]->kind != SCAN_WHERE) continue;
    if (!wheres++)
      grappe_buffer_addf(text, "%s %s ", withins ? "," : "", grappe_translate("where"));
    else
      grappe_buffer_add(text, ", ");
    grappe_buffer_addf(text, "%s ", operations[i]->paths[0].text);
    grappe_condition_describe(operations[i]->condition, NULL, NULL, text);
  }
}

static void describe_rest(const grappe_scan *s, grappe_buffer *text) {
  if (s->kind == SCAN_NEAR) {
    grappe_buffer_add(text, ", ");
    grappe_buffer_addf(text, grappe_translate("at most %g km from "), s->km);
    if (s->place_count)
      describe_places(s, text);
    else
      grappe_buffer_addf(text, "%g, %g", s->longitude, s->latitude);
  }
  if (s->kind == SCAN_DURING) {
    char period[GRAPPE_PERIOD_TEXT];
    grappe_buffer_add(text, ", ");
    grappe_buffer_addf(text, grappe_translate("valid in %s"), grappe_period_write(s->period, period));
  }
  if (s->kind == SCAN_CALL)
    grappe_buffer_addf(text, ", %s", grappe_translate("by a function of the script (slower: called for each row)"));
  if (s->kind == SCAN_BY || s->kind == SCAN_SELECT) {
    grappe_buffer_addf(text, ", %s ", grappe_translate(s->kind == SCAN_BY ? "by" : "with the columns"));
    for (size_t i = 0; i < s->path_count; i++) grappe_buffer_addf(text, "%s%s", i ? ", " : "", s->paths[i].text);
  } else if (s->kind == SCAN_TOP) {
    grappe_buffer_add(text, ", ");
    grappe_buffer_addf(text, grappe_translate("the first %lu"), (unsigned long)s->most);
    const char *path = s->name ? s->name : s->path_count ? s->paths[0].text : NULL;
    if (path) grappe_buffer_addf(text, grappe_translate(" by %s"), path);
  } else if (s->kind == SCAN_ORDER) {
    grappe_buffer_add(text, ", ");
    grappe_buffer_addf(text, grappe_translate("in the order of %s"), s->name ? s->name : s->paths[0].text);
    if (s->descending) grappe_buffer_addf(text, ", %s", grappe_translate("greatest first"));
  }
}

grappe_code grappe_scan_describe(const grappe_scan *scan, grappe_buffer *text, grappe_error *error) {
  const grappe_scan **operations;
  size_t count;
  const grappe_dataset_info *info = grappe_dataset_about_of(scan->dataset);
  grappe_code code = scan_operations(scan, &operations, &count, error);
  if (code) return code;
  grappe_buffer_addf(text, grappe_translate("rows of %s (%s)"), info->about.code, info->about.edition);
  scan_describe_conditions(operations, count, text);
  for (size_t i = 0; i < count; i++) describe_rest(operations[i], text);
  grappe_free(operations);
  return grappe_buffer_failed(text) ? grappe_fail_memory(error) : GRAPPE_OK;
}
