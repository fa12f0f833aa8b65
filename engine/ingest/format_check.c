/* Descriptions that contradict themselves, told before any file is read. */
#include <string.h>

#include "ingest/format_private.h"
#include "model/model.h"
#include "text/fold.h"

static grappe_code check_field(const grappe_format *format, const grappe_format_field *field, grappe_error *error) {
  const char *id = format->id, *target = field->target;
  if ((unsigned)field->type >= GRAPPE_FORMAT_TYPES)
    return grappe_fail(error, GRAPPE_ARGUMENT, "format %s, field %s: there is no such type", id, target);
  int sources = (field->columns && field->columns[0]) + (field->constant != NULL);
  if (sources != 1)
    return grappe_fail(
        error, GRAPPE_ARGUMENT,
        "format %s, field %s: it wants the names of its column in the file, or a constant, one of the two", id, target);
  if (field->type == GRAPPE_FORMAT_BAND && (!field->bands || !field->bands[0].code))
    return grappe_fail(error, GRAPPE_ARGUMENT, "format %s, field %s: a band wants a table of its codes and bounds", id,
                       target);
  for (const grappe_format_band *band = field->bands; band && band->code; band++)
    if (band->presence == GRAPPE_PRESENT && !(band->low <= band->high))
      return grappe_fail(error, GRAPPE_ARGUMENT, "format %s, field %s: the bounds of band '%s' are the wrong way round",
                         id, target, band->code);
  int place = field->type == GRAPPE_FORMAT_LONGITUDE || field->type == GRAPPE_FORMAT_LATITUDE;
  if (place != (field->second != NULL))
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "format %s, field %s: longitude and latitude, and they alone, come of two columns of metres", id,
                       target);
  if (place && format_pattern(field->columns))
    return grappe_fail(error, GRAPPE_ARGUMENT, "format %s, field %s: a position has no column for each period", id,
                       target);
  if ((field->only_by != NULL) != (field->only && field->only[0]))
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "format %s, field %s: a value that counts in some rows only wants a column and the texts in it",
                       id, target);
  if (field->shift && field->type != GRAPPE_FORMAT_DAY)
    return grappe_fail(error, GRAPPE_ARGUMENT, "format %s, field %s: only a day can be shifted", id, target);
  size_t further = 0;
  while (field->also && field->also[further].columns) further++;
  if (further > GRAPPE_FORMAT_ALSO)
    return grappe_fail(error, GRAPPE_ARGUMENT, "format %s, field %s: at most %d further columns make one text", id,
                       target, GRAPPE_FORMAT_ALSO);
  if ((field->prefix || field->prefix_by || field->also) && field->type > GRAPPE_FORMAT_ACTIVITY)
    return grappe_fail(error, GRAPPE_ARGUMENT, "format %s, field %s: only texts and codes have something put to them",
                       id, target);
  if (field->decimal && field->decimal != '.' && field->decimal != ',')
    return grappe_fail(error, GRAPPE_ARGUMENT, "format %s, field %s: decimals follow a point or a comma, not '%c'", id,
                       target, field->decimal);
  return GRAPPE_OK;
}

static int names_target(const grappe_format_field *field, const char *target) {
  return strcmp(field->target, target) == 0 || (field->flags_target && strcmp(field->flags_target, target) == 0);
}

/* The fields of a format that becomes rows of the registry are fields of that entity. */
static grappe_code check_entity(const grappe_format *format, grappe_error *error) {
  if (!format->entity) return GRAPPE_OK;
  grappe_nearest nearest;
  char near[3 * GRAPPE_NEAREST_NAME];
  const grappe_entity *entity = grappe_entity_find(format->entity);
  if (!entity) {
    grappe_nearest_begin(&nearest, format->entity);
    for (size_t i = 0; i < grappe_entity_count(); i++) grappe_nearest_offer(&nearest, grappe_entity_at(i)->name, NULL);
    grappe_nearest_write(&nearest, near, sizeof near);
    return grappe_fail(error, GRAPPE_ARGUMENT, "format %s: there is no entity '%s'; nearest: %s", format->id,
                       format->entity, *near ? near : "-");
  }
  if (format->keep_others)
    return grappe_fail(error, GRAPPE_ARGUMENT, "format %s: an entity has its own fields: other columns cannot be kept",
                       format->id);
  for (const grappe_format_field *field = format->fields; field->target; field++) {
    if (grappe_field_find(entity, field->target) >= 0) continue;
    grappe_nearest_begin(&nearest, field->target);
    for (size_t i = 0; i < grappe_field_count(entity); i++)
      grappe_nearest_offer(&nearest, grappe_field_at(entity, i)->name, NULL);
    grappe_nearest_write(&nearest, near, sizeof near);
    return grappe_fail(error, GRAPPE_ARGUMENT, "format %s: %s has no field '%s'; nearest: %s", format->id, entity->name,
                       field->target, *near ? near : "-");
  }
  for (size_t i = 0; i < grappe_field_count(entity); i++) {
    const grappe_field *wanted = grappe_field_at(entity, i);
    const grappe_format_field *field = format->fields;
    while (field->target && strcmp(field->target, wanted->name) != 0) field++;
    if ((wanted->flags & GRAPPE_REQUIRED) && (wanted->flags & GRAPPE_KEY) && !field->target)
      return grappe_fail(error, GRAPPE_ARGUMENT, "format %s: each row of %s wants a '%s': give it a column", format->id,
                         entity->name, wanted->name);
  }
  return GRAPPE_OK;
}

grappe_code grappe_format_check(const grappe_format *format, grappe_error *error) {
  if (!format->id || !*format->id) return grappe_fail(error, GRAPPE_ARGUMENT, "a format wants an id");
  if (!format->fields || !format->fields[0].target)
    return grappe_fail(error, GRAPPE_ARGUMENT, "format %s has no fields", format->id);
  int wide = 0;
  for (const grappe_format_field *field = format->fields; field->target; field++) {
    grappe_code code = check_field(format, field, error);
    if (code != GRAPPE_OK) return code;
    wide |= format_pattern(field->columns) != NULL;
    int twice = field->flags_target && strcmp(field->flags_target, field->target) == 0;
    for (const grappe_format_field *other = format->fields; other < field; other++)
      twice |= names_target(other, field->target) || (field->flags_target && names_target(other, field->flags_target));
    if (twice)
      return grappe_fail(error, GRAPPE_ARGUMENT, "format %s: two fields are called %s", format->id, field->target);
  }
  const char *period = format->period_target ? format->period_target : "period";
  for (const grappe_format_field *field = format->fields; wide && field->target; field++)
    if (names_target(field, period))
      return grappe_fail(error, GRAPPE_ARGUMENT, "format %s: two fields are called %s", format->id, period);
  grappe_code entity = check_entity(format, error);
  if (entity != GRAPPE_OK) return entity;
  for (const grappe_format_skip *skip = format->skips; skip && skip->columns; skip++)
    if ((skip->test == GRAPPE_TEST_SAME) != (skip->other != NULL) || !skip->reason[GRAPPE_ENGLISH] ||
        (skip->test <= GRAPPE_TEST_NOT_IN && (!skip->values || !skip->values[0])))
      return grappe_fail(error, GRAPPE_ARGUMENT,
                         "format %s: rows that are left out want a reason and the values that say so", format->id);
  return GRAPPE_OK;
}
