/* Descriptions that contradict themselves, told before any file is read. */
#include <string.h>

#include "ingest/format_private.h"

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
  if (field->decimal && field->decimal != '.' && field->decimal != ',')
    return grappe_fail(error, GRAPPE_ARGUMENT, "format %s, field %s: decimals follow a point or a comma, not '%c'", id,
                       target, field->decimal);
  return GRAPPE_OK;
}

static int names_target(const grappe_format_field *field, const char *target) {
  return strcmp(field->target, target) == 0 || (field->flags_target && strcmp(field->flags_target, target) == 0);
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
  for (const grappe_format_skip *skip = format->skips; skip && skip->columns; skip++)
    if (!skip->reason[GRAPPE_ENGLISH] || (skip->test <= GRAPPE_TEST_NOT_IN && (!skip->values || !skip->values[0])))
      return grappe_fail(error, GRAPPE_ARGUMENT,
                         "format %s: rows that are left out want a reason and the values that say so", format->id);
  return GRAPPE_OK;
}
