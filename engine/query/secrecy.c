/* Statistical secrecy: totals behind which too few stand, or one who is nearly all of it, are confidential. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "query/describe_private.h"
#include "query/secrecy_private.h"

grappe_code query_secrecy_prepare(query_selection *s, query_prepared *p, grappe_error *error) {
  grappe_code code =
      query_path_values(s->snapshot, &s->secrecy->paths[0], NULL, s->rows, s->when, 0, &p->owners, error);
  return code ? code : query_keys_of(s->snapshot, p->owners.column, &p->owner_keys, error);
}

/* --- who stands behind a total ------------------------------------------------------------------------------------ */

/* What one row adds, and whose it is. */
typedef struct part {
  int64_t owner;
  unsigned char nobody; /* it is not known whose */
  double amount;
} part;

static int compare_parts(const void *a, const void *b) {
  const part *x = a, *y = b;
  if (x->nobody != y->nobody) return x->nobody - y->nobody;
  return (x->owner > y->owner) - (x->owner < y->owner);
}

/* What is known of a cell in the base unit; 0 where nothing is. */
static double known_amount(const grappe_column *cells, size_t at) {
  if (grappe_flags_presence(cells->flags[at]) != GRAPPE_PRESENT || cells->flags[at] & GRAPPE_FLAG_MAYBE) return 0;
  grappe_bounds bounds = grappe_column_bounds(cells, at);
  double value = !isnan(cells->value[at]) ? cells->value[at] : isfinite(bounds.low) ? bounds.low : bounds.high;
  return isfinite(value) ? fabs(value) * grappe_column_unit(cells, at).factor : 0;
}

static double amount_of(const query_prepared *p, int32_t row) {
  const grappe_column *column = p->values.column;
  if (p->aggregation.what == GRAPPE_COUNT) return 1;
  if (column->kind != GRAPPE_COLUMN_LIST) return known_amount(column, (size_t)row);
  double sum = 0;
  for (size_t i = column->offsets[row]; i < column->offsets[row + 1]; i++) sum += known_amount(column->items, i);
  return sum;
}

typedef struct behind {
  size_t owners; /* who surely add something */
  double largest, total;
} behind;

/* Those whose owner is not known count as one, who may be any of the others: nobody more, and added to the greatest. */
static grappe_code look_behind(const query_prepared *p, const query_rows *rows, behind *found, grappe_error *error) {
  size_t count = 0;
  double nobody = 0;
  part *parts = grappe_alloc((rows->count + 1) * sizeof *parts);
  if (!parts) return grappe_fail_memory(error);
  for (size_t i = 0; i < rows->count; i++) {
    int32_t row = rows->rows[i];
    double amount = rows->truth[i] == GRAPPE_TRUE ? amount_of(p, row) : 0;
    if (amount > 0) parts[count++] = (part){p->owner_keys.key[row], p->owner_keys.absent[row], amount};
  }
  qsort(parts, count, sizeof *parts, compare_parts);
  *found = (behind){0};
  for (size_t i = 0, next; i < count; i = next) {
    double own = 0;
    for (next = i; next < count && compare_parts(&parts[i], &parts[next]) == 0; next++) own += parts[next].amount;
    found->total += own;
    if (parts[i].nobody) {
      nobody = own;
    } else {
      found->owners++;
      found->largest = fmax(found->largest, own);
    }
  }
  found->largest += nobody;
  grappe_free(parts);
  return GRAPPE_OK;
}

/* --- marks -------------------------------------------------------------------------------------------------------- */

static grappe_code mark(grappe_figure **figure, char conf_status, const char *why, grappe_error *error) {
  grappe_figure_parts parts = *grappe_figure_read(*figure);
  grappe_buffer remarks = {0};
  grappe_buffer_addf(&remarks, "%sbounds\t%s\n", parts.remarks, why);
  parts.conf_status = conf_status;
  parts.remarks = grappe_buffer_text(&remarks);
  grappe_figure *made = grappe_buffer_failed(&remarks) ? NULL : grappe_figure_new(&parts);
  grappe_buffer_free(&remarks);
  if (!made) return grappe_fail_memory(error);
  grappe_figure_release(*figure);
  *figure = made;
  return GRAPPE_OK;
}

static int is_free(const grappe_figure *figure) {
  return grappe_figure_read(figure)->conf_status == 'F';
}

/* Totals that tell of what stands behind them: amounts, and numbers of rows where that was asked. */
static int is_told(const query_selection *s, const query_prepared *p) {
  grappe_aggregate what = p->aggregation.what;
  return what == GRAPPE_COUNT ? s->secrecy->counts : what != GRAPPE_DISTINCT;
}

grappe_code query_secrecy_mark(const query_selection *s, const query_prepared *p, const query_rows *rows,
                               grappe_figure **figure, grappe_error *error) {
  behind found;
  grappe_aggregate what = p->aggregation.what;
  if (!is_told(s, p) || !is_free(*figure)) return GRAPPE_OK;
  grappe_code code = look_behind(p, rows, &found, error);
  if (code != GRAPPE_OK || found.total == 0) return code; /* a total of nothing tells of nobody */
  if (found.owners < s->secrecy->least)
    return mark(figure, 'C', grappe_translate("confidential: too few stand behind it"), error);
  if (found.largest >= s->secrecy->share * found.total)
    return mark(figure, 'C', grappe_translate("confidential: one is nearly all of it"), error);
  if (what == GRAPPE_MIN || what == GRAPPE_MAX)
    return mark(figure, 'C', grappe_translate("confidential: it is the figure of one alone"), error);
  return GRAPPE_OK;
}

/* --- what would tell by subtraction ------------------------------------------------------------------------------- */

static double size_of(const grappe_figure *figure) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  double size = !isnan(parts->value) ? parts->value : parts->bounds.low;
  return parts->presence == GRAPPE_PRESENT && size > 0 ? size : INFINITY; /* a zero hides none */
}

/* One line of the table, whose total others may know: where one alone is hidden in it, the least of the others too. */
static grappe_code protect_line(const int32_t *line, size_t count, grappe_figure **figures, int *changed,
                                grappe_error *error) {
  size_t hidden = 0, least = SIZE_MAX;
  for (size_t i = 0; i < count; i++) {
    grappe_figure *figure = figures[line[i]];
    hidden += !is_free(figure);
    if (!is_free(figure) || isinf(size_of(figure))) continue;
    if (least == SIZE_MAX || size_of(figure) < size_of(figures[line[least]])) least = i;
  }
  if (hidden != 1 || least == SIZE_MAX) return GRAPPE_OK;
  *changed = 1;
  return mark(&figures[line[least]], 'D', grappe_translate("confidential: others could be found from it"), error);
}

int query_lines_compare(const void *order, int32_t a, int32_t b) {
  const query_line_order *o = order;
  return o->lines->compare(o->lines->groups, o->except, a, b);
}

static grappe_code protect_lines(const query_lines *lines, int key, int32_t *order, grappe_figure **figures,
                                 int *changed, grappe_error *error) {
  query_line_order sorted = {lines, key};
  for (size_t i = 0; i < lines->count; i++) order[i] = (int32_t)i;
  grappe_code code = query_sort(order, lines->count, query_lines_compare, &sorted, error);
  for (size_t i = 0, next; i < lines->count && code == GRAPPE_OK; i = next) {
    for (next = i + 1; next < lines->count && query_lines_compare(&sorted, order[i], order[next]) == 0;) next++;
    code = protect_line(order + i, next - i, figures, changed, error);
  }
  return code;
}

grappe_code query_secrecy_second(const query_selection *s, const query_prepared *p, const query_lines *lines,
                                 grappe_figure **figures, grappe_error *error) {
  if (!is_told(s, p) || (p->aggregation.what != GRAPPE_SUM && p->aggregation.what != GRAPPE_COUNT)) return GRAPPE_OK;
  int32_t *order = grappe_alloc((lines->count + 1) * sizeof *order);
  grappe_code code = order ? GRAPPE_OK : grappe_fail_memory(error);
  /* what is hidden in one line may be alone in another: until nothing changes */
  for (int changed = 1; changed && code == GRAPPE_OK;) {
    changed = 0;
    for (int k = 0; k < lines->keys && code == GRAPPE_OK; k++)
      code = protect_lines(lines, k, order, figures, &changed, error);
  }
  grappe_free(order);
  return code;
}
