/* Figures of groups, made when they are asked for. */
#include <string.h>

#include "query/scan_statistic_private.h"

void scan_undecided_note(uint64_t maybe, grappe_buffer *text) {
  if (maybe)
    grappe_buffer_addf(
        text,
        grappe_translate(maybe == 1 ? "%lu row cannot be decided: what a condition asks of it is not known"
                                    : "%lu rows cannot be decided: what a condition asks of them is not known"),
        (unsigned long)maybe);
}

/* --- what a figure says of itself ------------------------------------------------------------------------------------
 */

static void add_group_name(const grappe_frame *names, size_t row, grappe_buffer *text) {
  for (size_t k = 0; k < grappe_frame_columns(names); k++) {
    grappe_value value;
    grappe_buffer_add(text, k ? ", " : grappe_translate(": "));
    if (grappe_frame_cell(names, row, k, &value, NULL)) continue;
    if (value.kind == GRAPPE_VALUE_NONE) grappe_buffer_add_char(text, '?');
    grappe_value_display(&value, grappe_frame_snapshot(names), text, NULL);
    grappe_value_release(&value);
  }
}

static void add_label(const scan_figures *f, size_t number, grappe_buffer *label) {
  unsigned long sure = f->groups[number].sure, maybe = f->groups[number].maybe;
  query_aggregation_words(f->what, f->quantile, f->path, label);
  grappe_buffer_addf(label, grappe_translate(" of %lu"), sure);
  if (maybe) grappe_buffer_addf(label, "..%lu", sure + maybe);
  grappe_buffer_add_char(label, ' ');
  grappe_buffer_addf(label, grappe_translate("rows of %s (%s)"), f->dataset, f->edition);
  grappe_buffer_add(label, f->where);
  if (f->names) add_group_name(f->names, number, label);
}

static void add_reason(const scan_figures *f, const scan_group_figure *group, grappe_buffer *reason) {
  const scan_statistic *s = &group->statistic;
  unsigned long rows = (unsigned long)group->sure + group->maybe;
  const char *path = f->path ? f->path : "";
  if (rows == 0 && s->result.presence == GRAPPE_UNDEFINED)
    grappe_buffer_add(reason, grappe_translate("there are no such rows"));
  if (s->unknown)
    grappe_buffer_addf(reason, grappe_translate("%lu of %lu rows: %s unknown"), (unsigned long)s->unknown, rows, path);
  if (s->not_applicable)
    grappe_buffer_addf(reason, grappe_translate("%s%lu of %lu rows: %s not applicable"),
                       s->unknown ? grappe_translate("; ") : "", (unsigned long)s->not_applicable, rows, path);
  if (group->maybe && grappe_buffer_text(reason)[0]) grappe_buffer_add(reason, grappe_translate("; "));
  scan_undecided_note(group->maybe, reason);
}

/* Which rows counted, for explanations. */
static void add_remarks(const scan_figures *f, size_t number, grappe_buffer *remarks) {
  unsigned long sure = f->groups[number].sure, maybe = f->groups[number].maybe;
  if (f->terse) return;
  grappe_buffer_add(remarks, "rows\t");
  grappe_buffer_addf(remarks, grappe_translate("used: %lu of %lu rows"), sure, (unsigned long)f->rows);
  if (maybe) {
    grappe_buffer_add(remarks, "\nundecided\t");
    grappe_buffer_addf(remarks, grappe_translate("undecided: %lu"), maybe);
  }
  if (f->names || !f->where[0] || sure + maybe >= f->rows) return;
  grappe_buffer_add(remarks, "\nleft_out\t");
  grappe_buffer_addf(remarks, grappe_translate("left out: %lu, since asked for were those%s"),
                     (unsigned long)f->rows - sure - maybe, f->where);
}

/* --- making --------------------------------------------------------------------------------------------------------
 */

static grappe_figure_parts bare_parts(const scan_figures *f, size_t number) {
  const query_statistic *result = &f->groups[number].statistic.result;
  grappe_figure_parts parts = grappe_figure_parts_none();
  parts.presence = result->presence;
  parts.bounds = result->bounds;
  parts.value = result->value;
  parts.unit = f->unit;
  return parts;
}

/* The ground of the first territory that the group is of. */
static grappe_code find_ground(const scan_figures *f, size_t number, grappe_ground *ground, grappe_error *error) {
  for (size_t k = 0; f->names && k < grappe_frame_columns(f->names); k++) {
    const grappe_column *keys = grappe_frame_column(f->names, k);
    if (keys->kind == GRAPPE_COLUMN_REFERENCE && keys->refers_to == query_entity_territory() &&
        keys->codes[number] >= 0)
      return query_ground(grappe_frame_snapshot(f->names), keys->codes[number], f->geography, ground, error);
  }
  return GRAPPE_OK;
}

static grappe_code make(frame_maker *maker, size_t number, grappe_figure **figure, grappe_error *error) {
  const scan_figures *f = (const scan_figures *)maker;
  grappe_buffer label = {0}, reason = {0}, locator = {0}, remarks = {0};
  add_remarks(f, number, &remarks);
  add_label(f, number, &label);
  add_reason(f, &f->groups[number], &reason);
  grappe_buffer_addf(&locator, "%s %s", f->dataset, f->edition);
  grappe_citation citation = {f->source[0] ? f->source : f->dataset, grappe_buffer_text(&locator)};
  grappe_figure_parts parts = bare_parts(f, number);
  parts.period = f->period;
  parts.label = grappe_buffer_text(&label);
  parts.reason = grappe_buffer_text(&reason);
  parts.operation = query_aggregate_word(f->what);
  parts.citations = &citation;
  parts.citation_count = 1;
  parts.scope = f->scope;
  parts.remarks = grappe_buffer_text(&remarks);
  grappe_code code = find_ground(f, number, &parts.ground, error);
  int failed = code || grappe_buffer_failed(&label) || grappe_buffer_failed(&reason) ||
               grappe_buffer_failed(&locator) || grappe_buffer_failed(&remarks);
  *figure = failed ? NULL : grappe_figure_new(&parts);
  grappe_buffer_free(&label);
  grappe_buffer_free(&reason);
  grappe_buffer_free(&locator);
  grappe_buffer_free(&remarks);
  return code || *figure ? code : grappe_fail_memory(error);
}

static void free_figures(frame_maker *maker) {
  scan_figures *f = (scan_figures *)maker;
  char *const texts[] = {f->path, f->dataset, f->edition, f->source, f->where, f->scope};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) grappe_free(texts[i]);
  grappe_frame_release(f->names);
  grappe_free(f->groups);
  grappe_free(f);
}

/* What the values that a measure takes are counts of: what is counted anew has no such limits. */
static const char *scope_of(const scan_plan *plan, const scan_measure *m) {
  if (m->column < 0 || m->path.deeper || m->aggregation.what == GRAPPE_COUNT || m->aggregation.what == GRAPPE_DISTINCT)
    return "";
  const char *scope = grappe_dataset_column_at(plan->scan->dataset, (size_t)plan->columns[m->column].column)->scope;
  return scope ? scope : "";
}

grappe_code scan_figures_new(const scan_plan *plan, int measure, const char *where, grappe_frame *names, size_t count,
                             scan_figures **figures, grappe_error *error) {
  const scan_measure *m = &plan->measures[measure];
  const grappe_dataset_info *info = grappe_dataset_about_of(plan->scan->dataset);
  scan_figures *f = grappe_alloc_zero(1, sizeof *f);
  if (!f) return grappe_fail_memory(error);
  f->maker = (frame_maker){1, make, free_figures, 1};
  f->what = m->aggregation.what;
  f->quantile = m->aggregation.quantile;
  f->path = m->aggregation.path ? grappe_strdup(m->path.text) : NULL;
  f->dataset = grappe_strdup(info->about.code);
  f->edition = grappe_strdup(info->about.edition);
  f->source = grappe_strdup(info->about.source);
  f->where = grappe_strdup(where);
  f->scope = grappe_strdup(scope_of(plan, m));
  f->period = GRAPPE_PERIOD_ALL;
  f->unit = grappe_unit_none();
  f->names = grappe_frame_keep(names);
  f->groups = grappe_alloc_zero(count + 1, sizeof *f->groups);
  f->count = count;
  f->rows = info->rows;
  f->terse = plan->scan->observatory->terse;
  int stated;
  grappe_code code = scan_geography(plan->scan->dataset, plan->snapshot, &f->geography, &stated, error);
  if (code) {
    free_figures(&f->maker);
    return code;
  }
  int ok = (f->path || !m->aggregation.path) && f->dataset && f->edition && f->source && f->where && f->scope;
  if (!ok || !f->groups) {
    free_figures(&f->maker);
    return grappe_fail_memory(error);
  }
  *figures = f;
  return GRAPPE_OK;
}

frame_column *scan_figures_column(scan_figures *figures, grappe_error *error) {
  grappe_column *cells = grappe_column_new(GRAPPE_COLUMN_FIGURE, figures->count);
  int32_t *leaves = grappe_alloc((figures->count + 1) * sizeof *leaves);
  if (cells) cells->units = grappe_alloc(sizeof *cells->units);
  if (!cells || !cells->units || !leaves) {
    grappe_column_free(cells);
    grappe_free(leaves);
    grappe_fail_memory(error);
    return NULL;
  }
  cells->unit_count = 1;
  cells->units[0] = figures->unit;
  for (size_t i = 0; i < figures->count; i++) {
    grappe_figure_parts parts = bare_parts(figures, i);
    grappe_figure_settle(&parts);
    grappe_column_set_figure(cells, i, parts.presence, parts.bounds, parts.value, parts.about);
    leaves[i] = (int32_t)i;
  }
  frame_column *column = frame_column_new(cells, NULL, error);
  if (!column) {
    grappe_free(leaves);
    return NULL;
  }
  figures->maker.references++;
  column->maker = &figures->maker;
  column->leaves = leaves;
  return column;
}
