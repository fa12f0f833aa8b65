/* Which figures of a frame are totals of others, and what would tell of a figure that is withheld. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "publish/disclosure_private.h"

enum { ANCESTORS_MOST = 40 };

/* What a row is about: "#territory|2018|…", for looking up. */
typedef struct place {
  const char *text;
  int32_t row;
} place;

typedef struct places {
  const grappe_frame *frame;
  size_t territory; /* the column */
  grappe_buffer text;
  size_t *offsets; /* of each row's text; SIZE_MAX: no territory there */
  place *sorted;
  size_t count;
} places;

static int find_territory(const grappe_frame *frame, size_t *column, grappe_error *error) {
  for (size_t c = 0; c < grappe_frame_columns(frame); c++) {
    if (grappe_frame_kind(frame, c, NULL) != GRAPPE_VALUE_ROW) continue;
    for (size_t row = 0; row < grappe_frame_rows(frame); row++) {
      grappe_value value = {0};
      if (grappe_frame_cell(frame, row, c, &value, error) != GRAPPE_OK) return 0;
      int named = value.kind == GRAPPE_VALUE_ROW, found = named && strcmp(value.row.entity->name, "territory") == 0;
      grappe_value_release(&value);
      if (found) *column = c;
      if (found) return 1;
      if (named) break; /* all rows of a column are of one entity */
    }
  }
  return 0;
}

static grappe_code add_place(const places *p, const grappe_row *territory, size_t row, grappe_buffer *out,
                             grappe_error *error) {
  grappe_buffer_addf(out, "#%d", (int)territory->index);
  for (size_t c = 0; c < grappe_frame_columns(p->frame); c++) {
    grappe_value_kind kind = grappe_frame_kind(p->frame, c, NULL);
    int tells = grappe_frame_key(p->frame, c) || kind == GRAPPE_VALUE_PERIOD || kind == GRAPPE_VALUE_DAY;
    if (c == p->territory || !tells || kind == GRAPPE_VALUE_FIGURE) continue;
    grappe_value value = {0};
    grappe_buffer_add_char(out, '|');
    grappe_code code = grappe_frame_cell(p->frame, row, c, &value, error);
    if (code == GRAPPE_OK && value.kind != GRAPPE_VALUE_NONE) code = grappe_value_write(&value, out, error);
    grappe_value_release(&value);
    if (code != GRAPPE_OK) return code;
  }
  return grappe_buffer_failed(out) ? grappe_fail_memory(error) : GRAPPE_OK;
}

static int compare(const void *a, const void *b) {
  const place *x = a, *y = b;
  int order = strcmp(x->text, y->text);
  return order ? order : (x->row > y->row) - (x->row < y->row);
}

static int compare_text(const void *a, const void *b) {
  return strcmp(((const place *)a)->text, ((const place *)b)->text);
}

static grappe_code fill(places *p, grappe_error *error) {
  size_t rows = grappe_frame_rows(p->frame);
  grappe_code code = GRAPPE_OK;
  p->offsets = grappe_alloc((rows + 1) * sizeof *p->offsets);
  p->sorted = grappe_alloc((rows + 1) * sizeof *p->sorted);
  if (!p->offsets || !p->sorted) return grappe_fail_memory(error);
  for (size_t row = 0; row < rows && code == GRAPPE_OK; row++) {
    grappe_value value = {0};
    code = grappe_frame_cell(p->frame, row, p->territory, &value, error);
    p->offsets[row] = SIZE_MAX;
    if (code == GRAPPE_OK && value.kind == GRAPPE_VALUE_ROW) {
      p->offsets[row] = p->text.length;
      code = add_place(p, &value.row, row, &p->text, error);
      grappe_buffer_add_char(&p->text, '\0');
    }
    grappe_value_release(&value);
  }
  if (code == GRAPPE_OK && grappe_buffer_failed(&p->text)) code = grappe_fail_memory(error);
  for (size_t row = 0; row < rows && code == GRAPPE_OK; row++)
    if (p->offsets[row] != SIZE_MAX) p->sorted[p->count++] = (place){p->text.text + p->offsets[row], (int32_t)row};
  if (code == GRAPPE_OK) qsort(p->sorted, p->count, sizeof *p->sorted, compare);
  return code;
}

/* The row about that territory which agrees with `row` in all else; -1: none. */
static grappe_code look_up(const places *p, const grappe_row *territory, size_t row, int32_t *found,
                           grappe_error *error) {
  grappe_buffer text = {0};
  grappe_code code = add_place(p, territory, row, &text, error);
  place wanted = {grappe_buffer_text(&text), 0};
  const place *there =
      code == GRAPPE_OK ? bsearch(&wanted, p->sorted, p->count, sizeof *p->sorted, compare_text) : NULL;
  *found = there ? there->row : -1;
  grappe_buffer_free(&text);
  return code;
}

static grappe_code add_parents(const grappe_row *of, grappe_row *ancestors, size_t *count, grappe_error *error) {
  grappe_value parents = {0};
  grappe_code code = grappe_row_path(of, "parents", &parents, error);
  for (size_t i = 0; code == GRAPPE_OK && parents.kind == GRAPPE_VALUE_LIST && i < parents.count; i++) {
    int there = parents.items[i].kind != GRAPPE_VALUE_ROW;
    for (size_t k = 0; k < *count && !there; k++) there = ancestors[k].index == parents.items[i].row.index;
    if (!there && *count < ANCESTORS_MOST) ancestors[(*count)++] = parents.items[i].row;
  }
  grappe_value_release(&parents);
  return code;
}

/* The nearest ancestor that the frame has a row about. */
static grappe_code find_parent(const places *p, size_t row, int32_t *found, grappe_error *error) {
  grappe_row ancestors[ANCESTORS_MOST];
  size_t count = 1;
  grappe_value value = {0};
  grappe_code code = grappe_frame_cell(p->frame, row, p->territory, &value, error);
  *found = -1;
  if (code == GRAPPE_OK) ancestors[0] = value.row;
  for (size_t i = 0; i < count && code == GRAPPE_OK && *found < 0; i++) {
    if (i) code = look_up(p, &ancestors[i], row, found, error);
    if (code == GRAPPE_OK && *found < 0) code = add_parents(&ancestors[i], ancestors, &count, error);
  }
  grappe_value_release(&value);
  return code;
}

grappe_code disclosure_parents(const grappe_frame *frame, int32_t **parents, grappe_error *error) {
  places p = {.frame = frame};
  size_t rows = grappe_frame_rows(frame), found = 0;
  grappe_error own = {0};
  *parents = NULL;
  if (!find_territory(frame, &p.territory, &own)) {
    if (own.code && error) *error = own;
    return own.code;
  }
  grappe_code code = fill(&p, error);
  int32_t *of = code == GRAPPE_OK ? grappe_alloc((rows + 1) * sizeof *of) : NULL;
  if (code == GRAPPE_OK && !of) code = grappe_fail_memory(error);
  for (size_t row = 0; row < rows && code == GRAPPE_OK; row++) {
    of[row] = -1;
    if (p.offsets[row] != SIZE_MAX) code = find_parent(&p, row, &of[row], error);
    if (code == GRAPPE_OK) found += of[row] >= 0;
  }
  if (code == GRAPPE_OK && found)
    *parents = of;
  else
    grappe_free(of);
  grappe_buffer_free(&p.text);
  grappe_free(p.offsets);
  grappe_free(p.sorted);
  return code;
}

/* --- what would tell ------------------------------------------------------------------------------------------------
 */

static int shows(const grappe_figure *figure, int withheld) {
  return !withheld && grappe_figure_read(figure)->presence == GRAPPE_PRESENT;
}

static double size_of(const grappe_figure *figure) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  double size = isnan(parts->value) ? parts->bounds.low : parts->value;
  return size > 0 ? size : INFINITY; /* a zero tells nobody's figure, and hides none */
}

/* Withholds one more figure of the group of `total`, or the total; 0 where nothing needs to be. */
static int protect(const int32_t *parents, grappe_figure *const *figures, unsigned char *withheld, size_t rows,
                   size_t total) {
  size_t hidden = 0, least = SIZE_MAX;
  for (size_t row = 0; row < rows; row++) {
    if (parents[row] != (int32_t)total) continue;
    hidden += withheld[row] || grappe_figure_read(figures[row])->presence == GRAPPE_SUPPRESSED;
    if (!shows(figures[row], withheld[row]) || isinf(size_of(figures[row]))) continue;
    if (least == SIZE_MAX || size_of(figures[row]) < size_of(figures[least])) least = row;
  }
  if (hidden != 1) return 0;
  withheld[least == SIZE_MAX ? total : least] = 2;
  return 1;
}

void disclosure_secondary(const int32_t *parents, grappe_figure *const *figures, unsigned char *withheld, size_t rows) {
  /* what is withheld in one group may be the only one in another: until nothing changes, each time one figure more */
  for (int changed = 1; changed;) {
    changed = 0;
    for (size_t row = 0; row < rows; row++) {
      if (!withheld[row] || parents[row] < 0) continue;
      size_t total = (size_t)parents[row];
      if (shows(figures[total], withheld[total])) changed |= protect(parents, figures, withheld, rows, total);
    }
  }
}
