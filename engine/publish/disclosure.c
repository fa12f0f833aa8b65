#include "publish/disclosure_private.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

int grappe_disclosure_free(const grappe_figure *figure) {
  return grappe_figure_read(figure)->conf_status == 'F';
}

/* The suppressed figure in the place of one. */
static grappe_figure *suppressed(const grappe_figure *figure, char conf_status) {
  grappe_figure_parts parts = *grappe_figure_read(figure);
  parts.presence = GRAPPE_SUPPRESSED;
  parts.obs_status = 'Q';
  parts.conf_status = conf_status;
  parts.bounds = grappe_bounds_all();
  parts.value = NAN;
  parts.about = 0;
  parts.operation = "observation";
  parts.reason = "";
  parts.inputs = NULL;
  parts.input_count = 0;
  parts.remarks = "";
  parts.again = NULL;
  parts.how = NULL;
  parts.how_size = 0;
  return grappe_figure_new(&parts);
}

grappe_code grappe_disclose(grappe_figure *figure, grappe_figure **shown, grappe_error *error) {
  *shown = grappe_disclosure_free(figure) ? grappe_figure_keep(figure)
                                          : suppressed(figure, grappe_figure_read(figure)->conf_status);
  return *shown ? GRAPPE_OK : grappe_fail_memory(error);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static const char CONFIDENTIALITY[] = "confidentiality";

static int says_free(const grappe_value *value) {
  return value->kind != GRAPPE_VALUE_TEXT || strcmp(value->text, "F") == 0;
}

grappe_code grappe_disclosure_row(const grappe_row *row, int *free, grappe_error *error) {
  *free = 1;
  for (size_t i = 0; i < grappe_field_count(row->entity); i++) {
    if (strcmp(grappe_field_at(row->entity, i)->name, CONFIDENTIALITY) != 0) continue;
    grappe_value value = {0};
    grappe_code code = grappe_row_field(row, (int)i, &value, error);
    if (code == GRAPPE_OK) *free = says_free(&value);
    grappe_value_release(&value);
    return code;
  }
  return GRAPPE_OK;
}

/* Which rows say that they are confidential: *out has a mark for each row, NULL where no column says it. */
static grappe_code find_rows(const grappe_frame *frame, unsigned char **out, grappe_error *error) {
  size_t column, rows = grappe_frame_rows(frame);
  *out = NULL;
  if (grappe_frame_find(frame, CONFIDENTIALITY, &column, NULL) != GRAPPE_OK ||
      grappe_frame_kind(frame, column, NULL) != GRAPPE_VALUE_TEXT)
    return GRAPPE_OK;
  *out = grappe_alloc_zero(rows + 1, 1);
  grappe_code code = *out ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t row = 0; row < rows && code == GRAPPE_OK; row++) {
    grappe_value value = {0};
    code = grappe_frame_cell(frame, row, column, &value, error);
    (*out)[row] = code == GRAPPE_OK && !says_free(&value);
    grappe_value_release(&value);
  }
  return code;
}

static grappe_code leave_rows_out(grappe_frame **frame, const unsigned char *out, grappe_withheld *withheld,
                                  grappe_error *error) {
  size_t rows = grappe_frame_rows(*frame), count = 0;
  grappe_frame *next;
  size_t *kept = grappe_alloc((rows + 1) * sizeof *kept);
  if (!kept) return grappe_fail_memory(error);
  for (size_t row = 0; row < rows; row++)
    if (!out[row]) kept[count++] = row;
  grappe_code code = grappe_frame_gather(*frame, kept, count, &next, error);
  grappe_free(kept);
  if (code != GRAPPE_OK) return code;
  grappe_frame_release(*frame);
  *frame = next;
  withheld->rows += rows - count;
  return GRAPPE_OK;
}

/* --- cells -------------------------------------------------------------------------------------------------------- */

static grappe_code names_confidential(const grappe_value *value, int *found, grappe_error *error) {
  int free = 1;
  grappe_code code = GRAPPE_OK;
  if (value->kind == GRAPPE_VALUE_ROW) code = grappe_disclosure_row(&value->row, &free, error);
  *found |= !free;
  for (size_t i = 0; value->kind == GRAPPE_VALUE_LIST && i < value->count && code == GRAPPE_OK; i++)
    code = names_confidential(&value->items[i], found, error);
  return code;
}

static grappe_code replace(grappe_frame **frame, size_t column, const grappe_value *values, grappe_error *error) {
  grappe_frame *next;
  grappe_code code = grappe_frame_replace(*frame, column, values, &next, error);
  if (code != GRAPPE_OK) return code;
  grappe_frame_release(*frame);
  *frame = next;
  return GRAPPE_OK;
}

/* Masks the cells of a column that name rows which are confidential. */
static grappe_code mask_names(grappe_frame **frame, size_t column, grappe_withheld *withheld, grappe_error *error) {
  size_t rows = grappe_frame_rows(*frame), masked = 0;
  grappe_value *values = grappe_alloc_zero(rows + 1, sizeof *values);
  grappe_code code = values ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t row = 0; row < rows && code == GRAPPE_OK; row++) {
    int found = 0;
    code = grappe_frame_cell(*frame, row, column, &values[row], error);
    if (code == GRAPPE_OK) code = names_confidential(&values[row], &found, error);
    if (!found) continue;
    grappe_value_release(&values[row]);
    values[row].presence = GRAPPE_SUPPRESSED;
    masked++;
  }
  if (code == GRAPPE_OK && masked) code = replace(frame, column, values, error);
  withheld->names += masked;
  for (size_t row = 0; values && row < rows; row++) grappe_value_release(&values[row]);
  grappe_free(values);
  return code;
}

/* A column of figures while it is looked over. */
typedef struct looked {
  grappe_figure **figures;
  unsigned char *withheld; /* 0 shown, 1 confidential, 2 would tell of one that is */
  grappe_value *values;
} looked;

static grappe_code look(const grappe_frame *frame, size_t column, looked *l, size_t *count, grappe_error *error) {
  size_t rows = grappe_frame_rows(frame);
  grappe_code code = GRAPPE_OK;
  l->figures = grappe_alloc_zero(rows + 1, sizeof *l->figures);
  l->withheld = grappe_alloc_zero(rows + 1, 1);
  l->values = grappe_alloc_zero(rows + 1, sizeof *l->values);
  if (!l->figures || !l->withheld || !l->values) return grappe_fail_memory(error);
  for (size_t row = 0; row < rows && code == GRAPPE_OK; row++) {
    code = grappe_frame_figure(frame, row, column, &l->figures[row], error);
    if (code != GRAPPE_OK) break;
    l->withheld[row] = !grappe_disclosure_free(l->figures[row]);
    *count += l->withheld[row];
  }
  return code;
}

static grappe_code withhold(grappe_frame **frame, size_t column, looked *l, const unsigned char *out,
                            grappe_withheld *withheld, grappe_error *error) {
  for (size_t row = 0; row < grappe_frame_rows(*frame); row++) {
    char status = l->withheld[row] == 2 ? 'D' : grappe_figure_read(l->figures[row])->conf_status;
    if (l->withheld[row]) {
      grappe_figure *instead = suppressed(l->figures[row], status);
      if (!instead) return grappe_fail_memory(error);
      grappe_figure_release(l->figures[row]);
      l->figures[row] = instead;
    }
    int counts = !out || !out[row]; /* the row is counted as a whole otherwise */
    withheld->figures += counts && l->withheld[row] && status != 'D';
    withheld->secondary += counts && l->withheld[row] && status == 'D';
    l->values[row] = (grappe_value){.kind = GRAPPE_VALUE_FIGURE, .figure = l->figures[row]};
  }
  return replace(frame, column, l->values, error);
}

static grappe_code disclose_figures(grappe_frame **frame, size_t column, const unsigned char *out,
                                    grappe_withheld *withheld, grappe_error *error) {
  looked l = {0};
  size_t count = 0, rows = grappe_frame_rows(*frame);
  int32_t *parents = NULL;
  grappe_code code = look(*frame, column, &l, &count, error);
  if (code == GRAPPE_OK && count) code = disclosure_parents(*frame, &parents, error);
  if (code == GRAPPE_OK && parents) disclosure_secondary(parents, l.figures, l.withheld, rows);
  if (code == GRAPPE_OK && count) code = withhold(frame, column, &l, out, withheld, error);
  for (size_t row = 0; l.figures && row < rows; row++) grappe_figure_release(l.figures[row]);
  grappe_free(parents);
  grappe_free(l.figures);
  grappe_free(l.withheld);
  grappe_free(l.values);
  return code;
}

grappe_code grappe_disclose_frame(const grappe_frame *frame, grappe_frame **shown, grappe_withheld *withheld,
                                  grappe_error *error) {
  grappe_withheld here = {0};
  grappe_frame *now = grappe_frame_keep((grappe_frame *)frame);
  unsigned char *out;
  grappe_code code = find_rows(frame, &out, error);
  /* figures first: what they are totals of is read from the names, also of rows that are left out */
  for (size_t c = 0; c < grappe_frame_columns(now) && code == GRAPPE_OK; c++)
    if (grappe_frame_kind(now, c, NULL) == GRAPPE_VALUE_FIGURE) code = disclose_figures(&now, c, out, &here, error);
  if (code == GRAPPE_OK && out) code = leave_rows_out(&now, out, &here, error);
  grappe_free(out);
  for (size_t c = 0; c < grappe_frame_columns(now) && code == GRAPPE_OK; c++) {
    grappe_value_kind items = GRAPPE_VALUE_NONE, kind = grappe_frame_kind(now, c, &items);
    if (kind == GRAPPE_VALUE_ROW || (kind == GRAPPE_VALUE_LIST && items == GRAPPE_VALUE_ROW))
      code = mask_names(&now, c, &here, error);
  }
  grappe_buffer note = {0};
  grappe_withheld_write(&here, &note);
  if (code == GRAPPE_OK && note.length) {
    grappe_frame *noted;
    code = grappe_frame_with_note(now, grappe_buffer_text(&note), &noted, error);
    if (code == GRAPPE_OK) {
      grappe_frame_release(now);
      now = noted;
    }
  }
  grappe_buffer_free(&note);
  if (code != GRAPPE_OK) {
    grappe_frame_release(now);
    return code;
  }
  if (withheld) grappe_withheld_add(withheld, &here);
  *shown = now;
  return GRAPPE_OK;
}

int grappe_withheld_any(const grappe_withheld *withheld) {
  return withheld->figures || withheld->secondary || withheld->rows || withheld->names;
}

void grappe_withheld_add(grappe_withheld *to, const grappe_withheld *more) {
  to->figures += more->figures;
  to->secondary += more->secondary;
  to->rows += more->rows;
  to->names += more->names;
}

#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* a test holds every translation to its format's conversions */

static void add_count(size_t count, const char *one, const char *several, grappe_buffer *text) {
  if (!count) return;
  if (text->length) grappe_buffer_add(text, "; ");
  if (count == 1)
    grappe_buffer_add(text, grappe_translate(one));
  else
    grappe_buffer_addf(text, grappe_translate(several), count);
}

void grappe_withheld_write(const grappe_withheld *withheld, grappe_buffer *text) {
  add_count(withheld->figures, "1 figure is withheld: it is confidential",
            "%zu figures are withheld: they are confidential", text);
  add_count(withheld->secondary, "1 more is withheld, from which it could be found",
            "%zu more are withheld, from which others could be found", text);
  add_count(withheld->rows, "1 row is left out: it is confidential", "%zu rows are left out: they are confidential",
            text);
  add_count(withheld->names, "1 name is withheld: its row is confidential",
            "%zu names are withheld: their rows are confidential", text);
}
