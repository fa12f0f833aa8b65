/* A format matched with a header. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "ingest/format_private.h"
#include "text/fold.h"

static grappe_code missing_column(const grappe_format *format, const format_names *names, const char *const *spellings,
                                  grappe_error *error) {
  grappe_nearest nearest;
  char offered[600];
  grappe_nearest_begin(&nearest, spellings[0]);
  for (size_t i = 0; i < names->count; i++) grappe_nearest_offer(&nearest, names->names[i], names->folded[i]);
  grappe_nearest_write(&nearest, offered, sizeof offered);
  if (*offered)
    return grappe_fail(
        error, GRAPPE_NOT_FOUND,
        "the column '%s', which format %s needs, is not in the header; did the publisher rename it to %s?",
        spellings[0], format->id, offered);
  return grappe_fail(error, GRAPPE_NOT_FOUND,
                     "the column '%s', which format %s needs, is not in the header: is this another file, or another "
                     "version of it?",
                     spellings[0], format->id);
}

/* The place of a column; -1 where it is not there and need not be. */
static grappe_code find_column(const grappe_format *format, const format_names *names, const char *const *spellings,
                               int optional, int *column, grappe_error *error) {
  const char *spelling = NULL;
  *column = format_names_find(names, spellings, &spelling);
  if (*column == -2)
    return grappe_fail(error, GRAPPE_AMBIGUOUS, "two columns are called '%s': rename the one that is not meant",
                       spelling);
  if (*column < 0 && spellings && *spellings && !optional) return missing_column(format, names, spellings, error);
  return GRAPPE_OK;
}

static int compare_periods(const void *left, const void *right) {
  const grappe_period *a = left, *b = right;
  if (a->from != b->from) return a->from < b->from ? -1 : 1;
  return a->to < b->to ? -1 : a->to > b->to;
}

/* The periods that any wide field's columns name, each once. */
static grappe_code find_periods(grappe_plan *plan, const format_names *names, grappe_error *error) {
  for (size_t f = 0; f < plan->field_count; f++) {
    const char *pattern = plan->fields[f].wide ? format_pattern(plan->fields[f].field->columns) : NULL;
    size_t found = 0;
    for (size_t i = 0; pattern && i < names->count; i++) {
      grappe_period period;
      if (!format_pattern_period(names, i, pattern, &period)) continue;
      found++;
      grappe_period *grown =
          grappe_grow(plan->periods, &plan->period_capacity, plan->period_count + 1, sizeof *plan->periods);
      if (!grown) return grappe_fail_memory(error);
      plan->periods = grown;
      grown[plan->period_count++] = period;
    }
    if (pattern && !found && !plan->fields[f].field->optional)
      return missing_column(plan->format, names, (const char *const[]){pattern, NULL}, error);
  }
  if (plan->period_count == 0) return GRAPPE_OK;
  qsort(plan->periods, plan->period_count, sizeof *plan->periods, compare_periods);
  size_t kept = 1;
  for (size_t i = 1; i < plan->period_count; i++)
    if (!grappe_period_equal(plan->periods[i], plan->periods[kept - 1])) plan->periods[kept++] = plan->periods[i];
  plan->period_count = kept;
  return GRAPPE_OK;
}

/* Which column holds each wide field's value of each period. */
static grappe_code place_periods(grappe_plan *plan, const format_names *names, grappe_error *error) {
  plan->wide = grappe_alloc_zero(plan->wide_count * plan->period_count + 1, sizeof *plan->wide);
  if (!plan->wide) return grappe_fail_memory(error);
  for (size_t i = 0; i < plan->wide_count * plan->period_count; i++) plan->wide[i] = -1;
  for (size_t f = 0; f < plan->field_count; f++) {
    const plan_field *field = &plan->fields[f];
    const char *pattern = field->wide ? format_pattern(field->field->columns) : NULL;
    for (size_t i = 0; pattern && i < names->count; i++) {
      grappe_period period;
      if (!format_pattern_period(names, i, pattern, &period)) continue;
      const grappe_period *at = bsearch(&period, plan->periods, plan->period_count, sizeof period, compare_periods);
      int *place = &plan->wide[field->wide_index * plan->period_count + (size_t)(at - plan->periods)];
      if (*place >= 0)
        return grappe_fail(error, GRAPPE_AMBIGUOUS, "two columns are called '%s': rename the one that is not meant",
                           names->names[i]);
      *place = (int)i;
    }
  }
  return GRAPPE_OK;
}

void plan_field_begin(plan_field *planned, const grappe_format_field *field) {
  *planned = (plan_field){.field = field, .column = -1, .second = -1, .zone = -1, .prefix_by = -1, .only_by = -1};
  for (int i = 0; i < GRAPPE_FORMAT_FLAGS; i++) planned->flags_by[i] = -1;
  for (int i = 0; i < GRAPPE_FORMAT_ALSO; i++) planned->also[i] = -1;
}

static grappe_code match_fields(grappe_plan *plan, const format_names *names, grappe_error *error) {
  const grappe_format *format = plan->format;
  for (const grappe_format_field *field = format->fields; field->target; field++) {
    plan_field *planned = &plan->fields[plan->field_count++];
    plan_field_begin(planned, field);
    if (field->constant) continue;
    if (format_pattern(field->columns)) {
      planned->wide = 1;
      planned->wide_index = plan->wide_count++;
      continue;
    }
    grappe_code code = find_column(format, names, field->columns, field->optional, &planned->column, error);
    if (code == GRAPPE_OK) code = find_column(format, names, field->second, field->optional, &planned->second, error);
    if (code == GRAPPE_OK) code = find_column(format, names, field->zone, 1, &planned->zone, error);
    if (code == GRAPPE_OK) code = find_column(format, names, field->prefix_by, 0, &planned->prefix_by, error);
    for (int i = 0; code == GRAPPE_OK && i < GRAPPE_FORMAT_FLAGS && field->flags_by && field->flags_by[i]; i++)
      code = find_column(format, names, (const char *[]){field->flags_by[i], NULL}, 1, &planned->flags_by[i], error);
    if (code == GRAPPE_OK) code = find_column(format, names, field->only_by, 0, &planned->only_by, error);
    for (size_t i = 0; code == GRAPPE_OK && field->also && field->also[i].columns; i++)
      code = find_column(format, names, field->also[i].columns, 1, &planned->also[i], error);
    if (code != GRAPPE_OK) return code;
    if (field->second && planned->second < 0) planned->column = -1;
    if (planned->column < 0) plan->missing[plan->missing_count++] = field;
  }
  return GRAPPE_OK;
}

static grappe_code match_skips(grappe_plan *plan, const format_names *names, grappe_error *error) {
  for (const grappe_format_skip *skip = plan->format->skips; skip && skip->columns; skip++) {
    plan_skip *planned = &plan->skips[plan->skip_count++];
    planned->skip = skip;
    grappe_code code = find_column(plan->format, names, skip->columns, skip->optional, &planned->column, error);
    if (code == GRAPPE_OK) code = find_column(plan->format, names, skip->other, skip->optional, &planned->other, error);
    if (code != GRAPPE_OK) return code;
    if (skip->test == GRAPPE_TEST_SAME && planned->other < 0) planned->column = -1;
  }
  return GRAPPE_OK;
}

static grappe_code find_unused(grappe_plan *plan, const format_names *names, grappe_error *error) {
  unsigned char *used = grappe_alloc_zero(plan->width + 1, 1);
  if (!used) return grappe_fail_memory(error);
  for (size_t f = 0; f < plan->field_count; f++) {
    const plan_field *field = &plan->fields[f];
    const int places[] = {field->column, field->second, field->zone, field->prefix_by, field->only_by};
    for (int i = 0; i < 5; i++)
      if (places[i] >= 0) used[places[i]] = 1;
    for (int i = 0; i < GRAPPE_FORMAT_FLAGS; i++)
      if (field->flags_by[i] >= 0) used[field->flags_by[i]] = 1;
    for (int i = 0; i < GRAPPE_FORMAT_ALSO; i++)
      if (field->also[i] >= 0) used[field->also[i]] = 1;
  }
  for (size_t s = 0; s < plan->skip_count; s++) {
    if (plan->skips[s].column >= 0) used[plan->skips[s].column] = 1;
    if (plan->skips[s].other >= 0) used[plan->skips[s].other] = 1;
  }
  for (size_t i = 0; i < plan->wide_count * plan->period_count; i++)
    if (plan->wide[i] >= 0) used[plan->wide[i]] = 1;
  for (size_t i = 0; i < plan->width; i++) {
    const char *name = names->names[i];
    if (!used[i] && !format_of_rejects(name)) plan->unused[plan->unused_count++] = i;
  }
  grappe_free(used);
  if (plan->format->closed && plan->unused_count)
    return grappe_fail(error, GRAPPE_DATA, "the column '%s' is none that format %s knows: rename it or take it out",
                       names->names[plan->unused[0]], plan->format->id);
  return GRAPPE_OK;
}

static size_t count_fields(const grappe_format *format) {
  size_t count = 0;
  while (format->fields[count].target) count++;
  return count;
}

static size_t count_skips(const grappe_format *format) {
  size_t count = 0;
  while (format->skips && format->skips[count].columns) count++;
  return count;
}

static grappe_plan *new_plan(const grappe_format *format, size_t width) {
  grappe_plan *plan = grappe_alloc_zero(1, sizeof *plan);
  if (!plan) return NULL;
  size_t fields = count_fields(format);
  plan->format = format;
  plan->width = width;
  plan->fields = grappe_alloc_zero(fields + (format->keep_others ? width : 0) + 1, sizeof *plan->fields);
  plan->skips = grappe_alloc_zero(count_skips(format) + 1, sizeof *plan->skips);
  plan->unused = grappe_alloc_zero(width + 1, sizeof *plan->unused);
  plan->missing = grappe_alloc_zero(fields + 1, sizeof *plan->missing);
  if (plan->fields && plan->skips && plan->unused && plan->missing) return plan;
  grappe_plan_free(plan);
  return NULL;
}

grappe_code grappe_plan_make(const grappe_format *format, const char *const *texts, size_t width, grappe_plan **made,
                             grappe_error *error) {
  *made = NULL;
  grappe_code code = grappe_format_check(format, error);
  if (code != GRAPPE_OK) return code;
  format_names names;
  code = format_names_begin(&names, texts, width, error);
  if (code != GRAPPE_OK) return code;
  grappe_plan *plan = new_plan(format, width);
  if (!plan) {
    format_names_end(&names);
    return grappe_fail_memory(error);
  }
  code = match_fields(plan, &names, error);
  if (code == GRAPPE_OK) code = match_skips(plan, &names, error);
  if (code == GRAPPE_OK) code = find_periods(plan, &names, error);
  if (code == GRAPPE_OK) code = place_periods(plan, &names, error);
  if (code == GRAPPE_OK) code = find_unused(plan, &names, error);
  if (code == GRAPPE_OK && format->keep_others) code = plan_keep_others(plan, &names, error);
  format_names_end(&names);
  if (code != GRAPPE_OK) {
    grappe_plan_free(plan);
    return code;
  }
  *made = plan;
  return GRAPPE_OK;
}

void grappe_plan_free(grappe_plan *plan) {
  if (!plan) return;
  grappe_free(plan->fields);
  grappe_free(plan->skips);
  grappe_free(plan->periods);
  grappe_free(plan->wide);
  plan_free_others(plan);
  grappe_free(plan->unused);
  grappe_free((void *)plan->missing);
  grappe_free(plan);
}

const size_t *grappe_plan_unused(const grappe_plan *plan, size_t *count) {
  *count = plan->unused_count;
  return plan->unused;
}

const grappe_format_field *const *grappe_plan_missing(const grappe_plan *plan, size_t *count) {
  *count = plan->missing_count;
  return plan->missing;
}

size_t grappe_plan_period_count(const grappe_plan *plan) {
  return plan->period_count;
}
