/* Which class of a map each row is in. */
#include <math.h>

#include "query/frame_cross.h"
#include "query/frame_total_private.h"
#include "text/number.h"

enum { WHOLE_FIGURES = 20000 }; /* rows up to which each class is a figure that knows what it was read from */

typedef struct classifying {
  const grappe_frame *frame;
  size_t column, left_out; /* rows without a value when limits were found */
  query_member *members;
  grappe_unit unit;
  double edges[GRAPPE_CLASSES_MOST];
  grappe_classes classes;
} classifying;

static grappe_code find_edges(classifying *c, const grappe_frame_classes *how, grappe_error *error) {
  c->classes = (grappe_classes){c->edges, 0, how->upper};
  if (how->given) {
    c->classes.edges = how->edges;
    c->classes.count = how->edge_count;
    return grappe_classes_check(&c->classes, error);
  }
  double *values = grappe_alloc((c->frame->rows + 1) * sizeof *values);
  if (!values) return grappe_fail_memory(error);
  for (size_t i = 0; i < c->frame->rows; i++) {
    values[i] = c->members[i].value;
    c->left_out += isnan(values[i]);
  }
  grappe_code code = grappe_class_edges(values, c->frame->rows, how->method, how->classes, how->upper, c->edges,
                                        &c->classes.count, error);
  grappe_free(values);
  return code;
}

static query_statistic class_of(const classifying *c, const query_member *member) {
  size_t first, last;
  if (isnan(member->bounds.low)) return (query_statistic){GRAPPE_NOT_APPLICABLE, grappe_bounds_all(), NAN};
  grappe_classes_place(&c->classes, member->bounds, &first, &last);
  query_statistic result = {GRAPPE_PRESENT, grappe_bounds_between((double)first + 1, (double)last + 1), NAN};
  if (first == last) result.value = (double)first + 1;
  if (!member->known && first == 0 && last == c->classes.count && last > 0) result.presence = GRAPPE_UNKNOWN;
  return result;
}

static grappe_code put_figures(const classifying *c, const char *as, grappe_frame **result, grappe_error *error) {
  size_t rows = c->frame->rows, made = 0;
  grappe_figure **figures = grappe_alloc_zero(rows + 1, sizeof *figures);
  grappe_code code = figures ? GRAPPE_OK : grappe_fail_memory(error);
  for (; made < rows && code == GRAPPE_OK; made++) {
    grappe_figure *input = NULL;
    query_statistic own = class_of(c, &c->members[made]);
    code = grappe_frame_figure(c->frame, made, c->column, &input, error);
    if (code == GRAPPE_OK)
      code = frame_derive_cell(&(cell_derivation){"class", &input, 1, grappe_unit_none(), "", NULL, NULL, 0, 0}, &own,
                               &figures[made], error);
    grappe_figure_release(input);
  }
  if (code == GRAPPE_OK) code = frame_put_figures(c->frame, as, figures, result, error);
  for (size_t i = 0; figures && i < made; i++) grappe_figure_release(figures[i]);
  grappe_free(figures);
  return code;
}

static grappe_code put_bare(const classifying *c, const char *as, grappe_frame **result, grappe_error *error) {
  size_t rows = c->frame->rows;
  grappe_statistic_about about = grappe_statistic_about_none(as, grappe_unit_none(), 1, (double)c->classes.count + 1);
  grappe_statistic *classes = grappe_alloc((rows + 1) * sizeof *classes);
  if (!classes) return grappe_fail_memory(error);
  for (size_t i = 0; i < rows; i++) {
    query_statistic own = class_of(c, &c->members[i]);
    classes[i] = (grappe_statistic){.value = own.value, .bounds = own.bounds, .tight = 1};
  }
  grappe_code code = grappe_frame_with_statistics(c->frame, as, classes, &about, result, error);
  grappe_free(classes);
  return code;
}

static void add_number(const classifying *c, size_t edge, grappe_buffer *note) {
  grappe_number_display(c->classes.edges[edge], GRAPPE_DIGITS_USUAL, 0, grappe_language_now(), note);
}

/* "classes of jobs: 1 = below 2,000; 2 = from 2,000 to below 5,000; 3 = from 5,000": which class has the limit is said.
 */
static grappe_code add_legend(const classifying *c, grappe_frame *made, grappe_error *error) {
  grappe_buffer note = {0};
  size_t count = c->classes.count;
  grappe_buffer called = {0};
  grappe_code named = grappe_frame_column_words(c->frame, c->column, &called, error);
  grappe_buffer_addf(&note, grappe_translate("classes of %s: "), grappe_buffer_text(&called));
  if (grappe_buffer_failed(&called)) note.failed = 1;
  grappe_buffer_free(&called);
  if (named) {
    grappe_buffer_free(&note);
    return named;
  }
  if (!count) grappe_buffer_add(&note, grappe_translate("a single one, as all values are equal"));
  for (size_t i = 0; count && i <= count; i++) {
    if (i) grappe_buffer_add(&note, grappe_translate("; "));
    grappe_buffer_addf(&note, "%lu = ", (unsigned long)i + 1);
    if (i == 0) grappe_buffer_add(&note, grappe_translate(c->classes.upper ? "up to " : "below "));
    if (i > 0) grappe_buffer_add(&note, grappe_translate(c->classes.upper ? "above " : "from "));
    add_number(c, i ? i - 1 : 0, &note);
    if (i == 0 || i == count) continue;
    grappe_buffer_add(&note, grappe_translate(c->classes.upper ? " to " : " to below "));
    add_number(c, i, &note);
  }
  grappe_code code =
      grappe_buffer_failed(&note) ? grappe_fail_memory(error) : frame_note(made, grappe_buffer_text(&note), error);
  grappe_buffer_clear(&note);
  if (code == GRAPPE_OK && c->left_out) {
    grappe_buffer_addf(&note, grappe_translate("without a value, and not counted for the limits: %lu of %lu rows"),
                       (unsigned long)c->left_out, (unsigned long)c->frame->rows);
    code = frame_note(made, grappe_buffer_text(&note), error);
  }
  grappe_buffer_free(&note);
  return code;
}

grappe_code grappe_frame_classify(const grappe_frame *frame, const char *column, const grappe_frame_classes *how,
                                  const char *as, grappe_frame **result, grappe_error *error) {
  classifying c = {.frame = frame};
  grappe_frame *made = NULL;
  if (!as) as = "class";
  grappe_code code = frame_find_numbers(frame, column, &c.column, error);
  if (code == GRAPPE_OK) code = frame_members_of(frame, c.column, &c.members, &c.unit, error);
  if (code == GRAPPE_OK) code = find_edges(&c, how, error);
  if (code == GRAPPE_OK)
    code = frame->rows > WHOLE_FIGURES ? put_bare(&c, as, &made, error) : put_figures(&c, as, &made, error);
  if (code == GRAPPE_OK) code = add_legend(&c, made, error);
  grappe_free(c.members);
  if (code)
    grappe_frame_release(made);
  else
    *result = made;
  return code;
}
