/* The observations of one measure that a request is about. */
#include <math.h>
#include <string.h>

#include "query/figures_private.h"
#include "query/title_private.h"
#include "store/names.h"
#include "text/fold.h"

static const char *const own_fields[] = {"measure", "territory", "period", "source", "locator"};

static int is_dimension(const grappe_field *field) {
  if (!(field->flags & GRAPPE_KEY)) return 0;
  for (size_t i = 0; i < sizeof own_fields / sizeof *own_fields; i++)
    if (strcmp(field->name, own_fields[i]) == 0) return 0;
  return 1;
}

static grappe_code fail_dimension(const observed *o, const char *name, grappe_error *error) {
  grappe_nearest nearest;
  char names[400];
  grappe_nearest_begin(&nearest, name);
  for (int i = 0; i < o->dimension_count; i++) grappe_nearest_offer(&nearest, o->dimensions[i].field->name, NULL);
  if (nearest.count)
    return grappe_fail(error, GRAPPE_NOT_FOUND, "observations have no dimension '%s'; did you mean %s?", name,
                       grappe_nearest_write(&nearest, names, sizeof names));
  grappe_buffer all = {0};
  for (int i = 0; i < o->dimension_count; i++)
    grappe_buffer_addf(&all, "%s%s", i ? ", " : "", o->dimensions[i].field->name);
  grappe_code code = grappe_fail(error, GRAPPE_NOT_FOUND, "observations have no dimension '%s': they have %s", name,
                                 grappe_buffer_text(&all));
  grappe_buffer_free(&all);
  return code;
}

static int find_dimension(const observed *o, const char *name) {
  for (int i = 0; i < o->dimension_count; i++)
    if (strcmp(o->dimensions[i].field->name, name) == 0) return i;
  return -1;
}

/* The code that the column holds for what was asked. */
static grappe_code find_wanted(observed *o, observed_dimension *d, const grappe_place *value, grappe_error *error) {
  d->asked = 1;
  if (d->column->kind == GRAPPE_COLUMN_TEXT) {
    if (!value->text)
      return grappe_fail(error, GRAPPE_ARGUMENT, "'%s' of an observation is a text: give it as it is written",
                         d->field->name);
    d->wanted = grappe_dictionary_find(d->column->dictionary, value->text, strlen(value->text));
    if (d->wanted < 0) d->wanted = -2;
    return GRAPPE_OK;
  }
  grappe_row row = value->row;
  if (value->text) {
    grappe_code code =
        grappe_observatory_find(o->snapshot->observatory, d->column->refers_to, value->text, NULL, NULL, &row, error);
    if (code) return code;
  }
  if (row.entity != d->column->refers_to)
    return grappe_fail(error, GRAPPE_ARGUMENT, "'%s' of an observation is one of %s: it cannot be one of %s",
                       d->field->name, d->column->refers_to->plural, row.entity->plural);
  grappe_code code = query_row_in(o->snapshot, &row, &d->wanted, error);
  if (d->wanted < 0) d->wanted = -2;
  if (value->text) grappe_snapshot_release(row.snapshot);
  return code;
}

static grappe_code read_dimensions(observed *o, grappe_error *error) {
  for (size_t i = 0; i < grappe_field_count(o->entity); i++) {
    const grappe_field *field = grappe_field_at(o->entity, i);
    if (!is_dimension(field) || o->dimension_count == DIMENSIONS) continue;
    observed_dimension *d = &o->dimensions[o->dimension_count++];
    d->field = field;
    grappe_code code = query_column(o->snapshot, o->entity, (int)i, &d->column, error);
    if (code) return code;
  }
  const grappe_figures_request *r = o->request;
  o->by = -1;
  if (r->by) {
    o->by = find_dimension(o, r->by);
    if (o->by < 0) return fail_dimension(o, r->by, error);
    if (o->dimensions[o->by].column->kind != GRAPPE_COLUMN_REFERENCE)
      return grappe_fail(error, GRAPPE_ARGUMENT, "figures cannot be laid out by '%s': choose a dimension that is a row",
                         r->by);
    o->dimensions[o->by].asked = -1;
  }
  for (size_t i = 0; i < r->dimension_count; i++) {
    int at = find_dimension(o, r->dimensions[i].field);
    if (at < 0) return fail_dimension(o, r->dimensions[i].field, error);
    grappe_code code = find_wanted(o, &o->dimensions[at], &r->dimensions[i].value, error);
    if (code) return code;
  }
  return GRAPPE_OK;
}

static grappe_code read_measure(observed *o, grappe_observatory *observatory, grappe_error *error) {
  const grappe_entity *measure = grappe_entity_find("measure");
  const grappe_column *codes, *units, *rules;
  grappe_row row;
  if (!o->request->measure)
    return grappe_fail(error, GRAPPE_ARGUMENT, "figures need a measure: as in measure = \"pharma_jobs\"");
  grappe_code code = grappe_observatory_find(observatory, measure, o->request->measure, NULL, NULL, &row, error);
  if (code) return code;
  o->snapshot = row.snapshot;
  o->measure = row.index;
  code = query_column_named(o->snapshot, measure, "code", &codes, error);
  if (code == GRAPPE_OK) code = query_column_named(o->snapshot, measure, "unit", &units, error);
  if (code == GRAPPE_OK) code = query_column_named(o->snapshot, measure, "aggregation", &rules, error);
  if (code) return code;
  const char *unit = grappe_column_text(units, (size_t)o->measure);
  o->measure_code = grappe_column_text(codes, (size_t)o->measure);
  o->rule = grappe_column_text(rules, (size_t)o->measure);
  return grappe_unit_parse(unit, strlen(unit), &o->unit, error);
}

static grappe_code read_columns(observed *o, grappe_error *error) {
  grappe_code code = query_column_named(o->snapshot, o->entity, "territory", &o->territory, error);
  if (code == GRAPPE_OK) code = query_column_named(o->snapshot, o->entity, "period", &o->period, error);
  if (code == GRAPPE_OK) code = query_column_named(o->snapshot, o->entity, "source", &o->source, error);
  if (code == GRAPPE_OK) code = query_column_named(o->snapshot, o->entity, "recorded_at", &o->recorded, error);
  const grappe_entity *source = grappe_entity_find("source");
  if (code == GRAPPE_OK) code = query_column_named(o->snapshot, source, "code", &o->source_code, error);
  if (code == GRAPPE_OK) code = query_column_named(o->snapshot, source, "rank", &o->source_rank, error);
  if (code == GRAPPE_OK) code = query_column_named(o->snapshot, source, "date", &o->source_date, error);
  return code;
}

/* 1: fits what is asked for; *strict: what is not asked for is empty. */
static int fits(const observed *o, size_t row, unsigned char *strict) {
  *strict = 1;
  for (int i = 0; i < o->dimension_count; i++) {
    const observed_dimension *d = &o->dimensions[i];
    int32_t code = d->column->codes[row];
    if (d->asked > 0 && code != d->wanted) return 0;
    if (d->asked < 0 && code < 0) return 0;
    if (d->asked == 0 && code >= 0) *strict = 0;
  }
  return 1;
}

static grappe_code collect(observed *o, int32_t source, grappe_error *error) {
  const grappe_column *measures;
  grappe_code code = query_column_named(o->snapshot, o->entity, "measure", &measures, error);
  if (code) return code;
  size_t n = measures->count;
  unsigned char *truth = grappe_alloc(n);
  o->rows = grappe_alloc(n * sizeof *o->rows);
  o->strict = grappe_alloc(n);
  if (!truth || !o->rows || !o->strict) {
    grappe_free(truth);
    return grappe_fail_memory(error);
  }
  for (size_t i = 0; i < n; i++)
    truth[i] = measures->codes[i] == o->measure && (source < 0 || o->source->codes[i] == source);
  code =
      query_known_rows(o->snapshot, o->request->has_known_on ? o->request->known_on : GRAPPE_DAY_LAST, truth, n, error);
  for (size_t i = 0; i < n && code == GRAPPE_OK; i++)
    if (truth[i] && fits(o, i, &o->strict[o->count])) o->rows[o->count++] = (int32_t)i;
  grappe_free(truth);
  return code;
}

grappe_code observed_open(grappe_observatory *observatory, const grappe_figures_request *request, observed *o,
                          grappe_error *error) {
  *o = (observed){.entity = grappe_entity_find("observation"), .request = request, .by = -1};
  grappe_code code = read_measure(o, observatory, error);
  if (code == GRAPPE_OK) code = read_columns(o, error);
  if (code == GRAPPE_OK) code = read_dimensions(o, error);
  grappe_row source = {.index = -1};
  if (code == GRAPPE_OK && request->source) {
    code =
        grappe_observatory_find(observatory, grappe_entity_find("source"), request->source, NULL, NULL, &source, error);
    if (code == GRAPPE_OK) grappe_snapshot_release(source.snapshot);
  }
  if (code == GRAPPE_OK) code = collect(o, source.index, error);
  if (code) observed_close(o);
  return code;
}

void observed_close(observed *o) {
  grappe_snapshot_release(o->snapshot);
  grappe_free(o->rows);
  grappe_free(o->strict);
  observed_remarks_free(o);
  *o = (observed){0};
}
