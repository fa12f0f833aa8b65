/* What explanations add to an observation that was taken: what others say, and what it corrects. */
#include <string.h>

#include "query/figures_private.h"

grappe_code observed_remark_add(observed *o, int32_t row, const char *kind, const char *text, grappe_error *error) {
  if (o->snapshot->observatory->terse || o->remark_count == OBSERVED_REMARKS) return GRAPPE_OK;
  grappe_buffer line = {0};
  grappe_buffer_addf(&line, "%s\t%.*s\n", kind, (int)strcspn(text, "\n"), text);
  observed_remark *remarks = grappe_grow(o->remarks, &o->remark_capacity, o->remark_count + 1, sizeof *remarks);
  char *taken = grappe_buffer_take(&line);
  if (remarks) o->remarks = remarks;
  if (!remarks || !taken) {
    grappe_free(taken);
    return grappe_fail_memory(error);
  }
  remarks[o->remark_count++] = (observed_remark){row, taken};
  return GRAPPE_OK;
}

void observed_remarks_free(observed *o) {
  for (size_t i = 0; i < o->remark_count; i++) grappe_free(o->remarks[i].text);
  grappe_free(o->remarks);
}

/* "it corrects 9,900 jobs, recorded on 2026-11-01T09:30:00Z" */
static grappe_code add_corrected(observed *o, int32_t row, grappe_buffer *remarks, grappe_error *error) {
  grappe_row older = {o->snapshot, o->entity, row};
  grappe_figure *figure;
  grappe_code code = grappe_row_figure(&older, grappe_field_find(o->entity, "value"), &figure, error);
  if (code) return code;
  grappe_buffer value = {0};
  const char *recorded = grappe_column_text(o->recorded, (size_t)row);
  if (grappe_figure_read(figure)->conf_status == 'F')
    grappe_figure_display(figure, grappe_language_now(), 1, &value);
  else
    grappe_buffer_add(&value, grappe_translate("a confidential figure"));
  grappe_buffer_add(remarks, "correction\t");
  grappe_buffer_addf(remarks, grappe_translate("it corrects %s, recorded on %s"), grappe_buffer_text(&value),
                     recorded ? recorded : "?");
  grappe_buffer_add_char(remarks, '\n');
  grappe_buffer_free(&value);
  grappe_figure_release(figure);
  return GRAPPE_OK;
}

grappe_code observed_remarks_of(observed *o, int32_t row, grappe_buffer *remarks, grappe_error *error) {
  const grappe_column *newer;
  if (o->snapshot->observatory->terse || o->count > OBSERVED_REMARKS) return GRAPPE_OK;
  for (size_t i = 0; i < o->remark_count; i++)
    if (o->remarks[i].row == row) grappe_buffer_add(remarks, o->remarks[i].text);
  grappe_code code = query_column_named(o->snapshot, o->entity, "superseded_by", &newer, error);
  for (size_t i = 0; code == GRAPPE_OK && i < newer->count; i++)
    if (newer->codes[i] == row) code = add_corrected(o, (int32_t)i, remarks, error);
  return code;
}
