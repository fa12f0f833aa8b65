#include "statistics/figures.h"

#include <math.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "statistics/figures_private.h"

void grappe_figure_item(const grappe_figure *figure, int amount, grappe_bounds *bounds, double *value) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  *bounds = parts->bounds;
  *value = parts->presence == GRAPPE_PRESENT ? parts->value : NAN;
  if (!amount || parts->presence == GRAPPE_PRESENT) return;
  if (parts->presence == GRAPPE_NOT_APPLICABLE) *bounds = grappe_bounds_exact(0);
  if (isinf(bounds->low)) {
    bounds->low = 0;
    bounds->low_open = 0;
  }
}

grappe_statistic_about grappe_statistic_about_none(const char *operation, grappe_unit unit, double least, double most) {
  return (grappe_statistic_about){
      .operation = operation, .label = "", .subject = "", .unit = unit, .least = least, .most = most};
}

/* Whether something that might have a value has none. */
static int any_unknown(grappe_figure *const *inputs, size_t count) {
  for (size_t i = 0; i < count; i++) {
    grappe_presence presence = grappe_figure_read(inputs[i])->presence;
    if (presence != GRAPPE_PRESENT && presence != GRAPPE_NOT_APPLICABLE) return 1;
  }
  return 0;
}

/* Whether each of the bounds can be had. */
static void add_bounds_remark(const grappe_statistic *statistic, grappe_buffer *remarks) {
  if (statistic->undefined || grappe_bounds_point(statistic->bounds)) return;
  grappe_buffer_add(remarks, "bounds\t");
  grappe_buffer_add(remarks, statistic->tight
                                 ? grappe_translate("its bounds are tight: some values of the inputs give each of them")
                                 : grappe_translate("its bounds enclose: no value lies outside, but they may be wider "
                                                    "than need be"));
}

grappe_code grappe_statistic_figure(const grappe_statistic *statistic, const grappe_statistic_about *about,
                                    grappe_figure *const *inputs, size_t count, grappe_figure **figure,
                                    grappe_error *error) {
  grappe_figure_parts parts = grappe_figure_parts_none();
  grappe_citation *citations = NULL;
  grappe_buffer reason = {0}, remarks = {0};
  grappe_code code = grappe_figure_derive(about->operation, inputs, count, &parts, &citations, error);
  if (code) return code;
  parts.unit = about->unit;
  parts.label = about->label;
  parts.again = about->way.compute ? grappe_way_again : about->again;
  void *how = NULL;
  if (parts.again && !(how = grappe_way_pack(about, &parts.how_size))) {
    grappe_free(citations);
    return grappe_fail_memory(error);
  }
  parts.how = how;
  parts.bounds = statistic->bounds;
  parts.value = statistic->value;
  if (statistic->undefined) {
    /* What nobody knows is unknown; undefined is only what has no value although its inputs have. */
    parts.presence = any_unknown(inputs, count) ? GRAPPE_UNKNOWN : GRAPPE_UNDEFINED;
    if (*about->subject) grappe_buffer_addf(&reason, grappe_translate("%s: "), about->subject);
    grappe_buffer_add(&reason, grappe_translate(statistic->undefined));
    parts.reason = grappe_buffer_text(&reason);
  } else {
    /* Bounds that say something are an answer, even where an input is absent. */
    int telling = parts.bounds.low > about->least || parts.bounds.high < about->most;
    grappe_presence absence = parts.presence;
    parts.presence = telling || absence == GRAPPE_PRESENT                              ? GRAPPE_PRESENT
                     : absence == GRAPPE_SUPPRESSED || absence == GRAPPE_NOT_COLLECTED ? absence
                                                                                       : GRAPPE_UNKNOWN;
  }
  if (parts.presence == GRAPPE_PRESENT) add_bounds_remark(statistic, &remarks);
  parts.remarks = grappe_buffer_text(&remarks);
  *figure = grappe_buffer_failed(&reason) || grappe_buffer_failed(&remarks) ? NULL : grappe_figure_new(&parts);
  grappe_buffer_free(&reason);
  grappe_buffer_free(&remarks);
  grappe_free(citations);
  grappe_free(how);
  return *figure ? GRAPPE_OK : grappe_fail_memory(error);
}

grappe_code grappe_figures_sum(grappe_figure *const *figures, size_t count, grappe_unit unit, const char *label,
                               grappe_figure **sum, grappe_error *error) {
  grappe_figure_parts parts;
  grappe_citation *citations = NULL;
  grappe_bounds total = grappe_bounds_exact(0), bounds;
  double value = 0, own;
  size_t known = 0;
  grappe_code code = grappe_figure_derive("sum", figures, count, &parts, &citations, error);
  if (code) return code;
  for (size_t i = 0; i < count; i++) {
    grappe_figure_item(figures[i], 1, &bounds, &own);
    total = grappe_bounds_add(total, bounds);
    grappe_presence presence = grappe_figure_read(figures[i])->presence;
    value += presence == GRAPPE_NOT_APPLICABLE ? 0 : own;
    known += presence == GRAPPE_PRESENT;
  }
  if (known) parts.presence = GRAPPE_PRESENT;
  parts.again = grappe_sum_again;
  parts.bounds = total;
  parts.value = value;
  parts.unit = unit;
  parts.label = label;
  *sum = grappe_figure_new(&parts);
  grappe_free(citations);
  return *sum ? GRAPPE_OK : grappe_fail_memory(error);
}
