/* The figure of one row: a value as one source states it, with what it is called, its citation and its period. */
#include <math.h>
#include <string.h>

#include "model/codes.h"
#include "query/describe_private.h"
#include "query/title_private.h"
#include "query/total_private.h"

static grappe_code text_at(const grappe_row *row, const char *field, const char **text, grappe_error *error) {
  const grappe_column *column;
  *text = NULL;
  grappe_code code = query_column_named(row->snapshot, row->entity, field, &column, error);
  if (code == GRAPPE_OK && column && column->kind == GRAPPE_COLUMN_TEXT)
    *text = grappe_column_text(column, (size_t)row->index);
  return code;
}

static grappe_code cite(const grappe_row *row, grappe_citation *citation, grappe_figure_parts *parts,
                        grappe_error *error) {
  const grappe_column *sources, *codes;
  grappe_code code = query_column_named(row->snapshot, row->entity, "source", &sources, error);
  if (code || !sources || sources->kind != GRAPPE_COLUMN_REFERENCE || sources->codes[row->index] < 0) return code;
  code = query_column_named(row->snapshot, sources->refers_to, "code", &codes, error);
  if (code == GRAPPE_OK) code = text_at(row, "locator", &citation->locator, error);
  if (code) return code;
  citation->source = grappe_column_text(codes, (size_t)sources->codes[row->index]);
  if (!citation->locator) citation->locator = "";
  parts->citations = citation;
  parts->citation_count = citation->source != NULL;
  return GRAPPE_OK;
}

/* The period stated for the field itself (headcount_period), else the one that the row belongs to. */
grappe_code query_leaf_periods(grappe_snapshot *snapshot, const grappe_entity *entity, const char *field,
                               const grappe_column **column, grappe_error *error) {
  grappe_buffer name = {0};
  *column = NULL;
  grappe_buffer_addf(&name, "%s_period", field);
  grappe_code code = query_column_named(snapshot, entity, grappe_buffer_text(&name), column, error);
  grappe_buffer_free(&name);
  int during = grappe_field_with(entity, GRAPPE_DURING);
  if (code == GRAPPE_OK && !*column && during >= 0) code = query_column(snapshot, entity, during, column, error);
  if (*column && (*column)->kind != GRAPPE_COLUMN_PERIOD) *column = NULL;
  return code;
}

static grappe_code find_period(const grappe_row *row, const char *field, grappe_period *period, grappe_error *error) {
  const grappe_column *column;
  grappe_code code = query_leaf_periods(row->snapshot, row->entity, field, &column, error);
  if (code == GRAPPE_OK && column) *period = (grappe_period){column->codes[row->index], column->to[row->index]};
  return code;
}

/* Scope codes of the row's measure, in the order of the code list. */
static grappe_code find_scope(const grappe_row *row, grappe_buffer *scope, grappe_error *error) {
  const grappe_column *measures, *scopes;
  grappe_code code = query_column_named(row->snapshot, row->entity, "measure", &measures, error);
  if (code || !measures || measures->codes[row->index] < 0) return code;
  code = query_column_named(row->snapshot, measures->refers_to, "scope", &scopes, error);
  if (code) return code;
  size_t measure = (size_t)measures->codes[row->index];
  for (const grappe_code_item *item = grappe_code_list_find("scope")->items; item->code; item++)
    for (uint32_t i = scopes->offsets[measure]; i < scopes->offsets[measure + 1]; i++)
      if (strcmp(grappe_column_text(scopes->items, i), item->code) == 0) {
        if (grappe_buffer_text(scope)[0]) grappe_buffer_add_char(scope, ' ');
        grappe_buffer_add(scope, item->code);
      }
  return GRAPPE_OK;
}

static grappe_code find_status(const grappe_row *row, grappe_figure_parts *parts, grappe_error *error) {
  const char *status, *confidentiality;
  grappe_code code = text_at(row, "status", &status, error);
  if (code == GRAPPE_OK) code = text_at(row, "confidentiality", &confidentiality, error);
  if (code) return code;
  if (status) parts->obs_status = *status;
  if (confidentiality) parts->conf_status = *confidentiality;
  return GRAPPE_OK;
}

/* An observation is of its territory as its source has it: on the geography that the source states, else on that of the
 * period. */
static grappe_code find_ground(const grappe_row *row, grappe_figure_parts *parts, grappe_error *error) {
  const grappe_column *places, *sources;
  grappe_day day = GRAPPE_DAY_FIRST;
  if (strcmp(row->entity->name, "observation") != 0) return GRAPPE_OK;
  grappe_code code = query_column_named(row->snapshot, row->entity, "territory", &places, error);
  if (code == GRAPPE_OK) code = query_column_named(row->snapshot, row->entity, "source", &sources, error);
  if (code || places->codes[row->index] < 0) return code;
  if (sources->codes[row->index] >= 0)
    code = query_source_geography(row->snapshot, sources->codes[row->index], &day, error);
  if (code || day == GRAPPE_DAY_LAST) return code;
  if (day == GRAPPE_DAY_FIRST && !grappe_period_stated(parts->period)) return GRAPPE_OK;
  if (day == GRAPPE_DAY_FIRST) day = grappe_geography_of_period(parts->period);
  return query_ground(row->snapshot, places->codes[row->index], day, &parts->ground, error);
}

/* "number of jobs (headcount), Sanofi Val-de-Reuil"; of an observation what it measures, where and when. */
static grappe_code add_label(const grappe_row *row, const char *field, grappe_buffer *label, grappe_error *error) {
  if (strcmp(row->entity->name, "observation") != 0) {
    query_field_words(field, 1, label);
    grappe_buffer_add(label, ", ");
  }
  return grappe_row_name(row, label, error);
}

static const char *reason_of(grappe_presence presence) {
  switch (presence) {
    case GRAPPE_UNKNOWN:
      return grappe_translate("it is not stated");
    case GRAPPE_NOT_COLLECTED:
      return grappe_translate("it was not collected");
    case GRAPPE_SUPPRESSED:
      return grappe_translate("it is withheld");
    case GRAPPE_NOT_APPLICABLE:
      return grappe_translate("it does not apply");
    default:
      return "";
  }
}

grappe_code grappe_row_figure(const grappe_row *row, int field, grappe_figure **figure, grappe_error *error) {
  const grappe_column *column;
  const char *name = grappe_field_at(row->entity, (size_t)field)->name;
  *figure = NULL;
  grappe_code code = query_column(row->snapshot, row->entity, field, &column, error);
  if (code) return code;
  if (column->kind != GRAPPE_COLUMN_FIGURE && column->kind != GRAPPE_COLUMN_NUMBER)
    return grappe_fail(error, GRAPPE_ARGUMENT, "%s of %s is no number", name, row->entity->plural);
  size_t at = (size_t)row->index;
  grappe_figure_parts parts = grappe_figure_parts_none();
  grappe_citation citation;
  grappe_buffer label = {0}, scope = {0};
  parts.presence = grappe_flags_presence(column->flags[at]);
  parts.bounds = grappe_column_bounds(column, at);
  parts.value = column->value[at];
  parts.about = (column->flags[at] & GRAPPE_FLAG_ABOUT) != 0;
  parts.unit = grappe_column_unit(column, at);
  parts.operation = "observation";
  parts.reason = reason_of(parts.presence);
  code = cite(row, &citation, &parts, error);
  if (code == GRAPPE_OK) code = find_period(row, name, &parts.period, error);
  if (code == GRAPPE_OK) code = find_ground(row, &parts, error);
  if (code == GRAPPE_OK) code = find_scope(row, &scope, error);
  if (code == GRAPPE_OK) code = find_status(row, &parts, error);
  if (code == GRAPPE_OK) code = add_label(row, name, &label, error);
  parts.scope = grappe_buffer_text(&scope);
  parts.label = grappe_buffer_text(&label);
  if (code == GRAPPE_OK && (grappe_buffer_failed(&label) || grappe_buffer_failed(&scope)))
    code = grappe_fail_memory(error);
  if (code == GRAPPE_OK && !(*figure = grappe_figure_new(&parts))) code = grappe_fail_memory(error);
  grappe_buffer_free(&label);
  grappe_buffer_free(&scope);
  return code;
}
