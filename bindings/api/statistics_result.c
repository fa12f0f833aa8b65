/* Results of statistics: figures that know what they came from, in the shape of what they answer. */
#include <lauxlib.h>
#include <math.h>

#include "api/context.h"
#include "api/figure.h"
#include "api/registration.h"
#include "api/statistics_private.h"
#include "api/value.h"
#include "figure/operations.h"

const char *statistic_words(lua_State *L, const char *operation, const char *part) {
  const char *own = grappe_operation_name(operation, grappe_language_now());
  if (!part) return lua_pushstring(L, own);
  const grappe_operation *found = grappe_operation_find(lua_pushfstring(L, "%s.%s", operation, part));
  return lua_pushfstring(L, "%s, %s", own, found ? found->names[grappe_language_now()] : part);
}

void statistic_push(lua_State *L, const grappe_statistic *statistic, const grappe_statistic_about *about,
                    grappe_figure *const *inputs, size_t count) {
  grappe_error error = {0};
  grappe_figure *figure = NULL;
  grappe_check_code(L, grappe_statistic_figure(statistic, about, inputs, count, &figure, &error), &error);
  grappe_push_figure(L, figure);
}

void statistic_set_part(lua_State *L, const char *name, const grappe_statistic *statistic,
                        grappe_statistic_about *about, grappe_figure *const *inputs, size_t count) {
  int table = lua_gettop(L);
  about->label = statistic_words(L, about->operation, name);
  statistic_push(L, statistic, about, inputs, count);
  lua_setfield(L, table, name);
  lua_settop(L, table);
}

/* Weights may count something else than what they weigh: people who live there, jobs that are worked there. */
static grappe_figure *unscoped(lua_State *L, grappe_figure *figure) {
  grappe_error error = {0};
  grappe_figure *free = NULL;
  if (!*grappe_figure_read(figure)->scope) return figure;
  grappe_check_code(L, grappe_figure_unscoped(figure, &free, &error), &error);
  statistic_room(L, 4);
  grappe_push_figure(L, free); /* lives on the stack */
  return free;
}

/* Of `input`, and `beside` it unless that is NULL. */
static void push_computed(lua_State *L, const char *operation, const statistic_input *input,
                          const statistic_input *beside, grappe_statistic_way way, double least, double most) {
  grappe_error error = {0};
  grappe_statistic statistic;
  grappe_statistic_about about = grappe_statistic_about_none(operation, grappe_unit_none(), least, most);
  grappe_sample sample = statistic_sample(input), other = {0};
  if (beside) other = statistic_sample(beside);
  grappe_check_code(L, way.compute(&way, &sample, &other, &statistic, &error), &error);
  if (!input->figures || (beside && !beside->figures)) {
    about.label = lua_pushfstring(L, grappe_translate(input->count == 1 ? "%s of %d row" : "%s of %d rows"),
                                  statistic_words(L, operation, NULL), (int)input->count);
    statistic_push(L, &statistic, &about, input->figures, input->figures ? input->count : 0);
    return;
  }
  size_t count = input->count;
  grappe_figure **figures = input->figures;
  if (beside) {
    figures = statistic_array(L, input->count + beside->count, sizeof *figures);
    for (size_t i = 0; i < input->count; i++) figures[i] = input->figures[i];
    for (size_t i = 0; i < beside->count; i++) figures[count++] = unscoped(L, beside->figures[i]);
  }
  about.way = way;
  about.way.values = input->count;
  statistic_push(L, &statistic, &about, figures, count);
}

void statistic_push_beside(lua_State *L, const char *operation, const statistic_input *input,
                           const statistic_input *beside, grappe_statistic_way way, double least, double most) {
  push_computed(L, operation, input, beside, way, least, most);
}

void statistic_push_of(lua_State *L, const char *operation, const statistic_input *input, grappe_statistic_way way,
                       double least, double most) {
  push_computed(L, operation, input, NULL, way, least, most);
}

/* --- names and totals --------------------------------------------------------------------------------------------- */

const char *statistic_name_of(lua_State *L, const statistic_input *input, int of_columns, size_t index) {
  if (!input->cross) return statistic_key_name(L, &(of_columns ? &input->columns : &input->rows)->keys[index]);
  grappe_buffer text = {0};
  grappe_error error = {0};
  grappe_code code = grappe_frame_cross_name(input->cross, of_columns, index, &text, &error);
  if (code) grappe_buffer_free(&text);
  grappe_check_code(L, code, &error);
  grappe_push_buffer(L, &text);
  return lua_tostring(L, -1);
}

/* Keeps the sum of `figures`. */
static grappe_figure *keep_sum(lua_State *L, statistic_input *input, grappe_figure *const *figures, size_t count,
                               const char *label) {
  grappe_error error = {0};
  grappe_figure *sum = NULL;
  grappe_check_code(L, grappe_figures_sum(figures, count, input->unit, label, &sum, &error), &error);
  statistic_keep(L, input, sum);
  return sum;
}

/* The total of a region or an activity: of what was given, where the rest is zero. */
grappe_figure *statistic_total_of(lua_State *L, statistic_input *input, int of_columns, size_t index) {
  grappe_figure ***totals = of_columns ? &input->column_totals : &input->row_totals;
  if ((*totals)[index]) return (*totals)[index];
  int top = lua_gettop(L);
  size_t items = of_columns ? input->row_count : input->column_count, count = 0;
  grappe_figure **given = statistic_array(L, items, sizeof(grappe_figure *));
  for (size_t i = 0; i < items; i++) {
    grappe_figure *figure = input->figures[of_columns ? i * input->column_count + index : index * items + i];
    if (figure != input->absent || !input->complete) given[count++] = figure;
  }
  const char *label = lua_pushfstring(L, grappe_translate("total, %s"), statistic_name_of(L, input, of_columns, index));
  (*totals)[index] = keep_sum(L, input, given, count, label);
  lua_settop(L, top);
  return (*totals)[index];
}

static grappe_figure *grand_total(lua_State *L, statistic_input *input) {
  for (size_t r = 0; !input->total && r < input->row_count; r++) statistic_total_of(L, input, 0, r);
  if (!input->total)
    input->total = keep_sum(L, input, input->row_totals, input->row_count, grappe_translate("total of all"));
  return input->total;
}

void statistic_prepare(lua_State *L, statistic_input *input) {
  input->row_totals = statistic_array(L, input->row_count, sizeof *input->row_totals);
  input->column_totals = statistic_array(L, input->column_count, sizeof *input->column_totals);
}

/* Shapes of two names, the second an activity; those whose first name is an activity too. */
static int is_square(statistic_shape shape) {
  return shape == STATISTIC_CELLS || shape == STATISTIC_ALL_CELLS || shape == STATISTIC_ACTIVITY_PAIRS;
}

static int starts_with_activity(statistic_shape shape) {
  return shape == STATISTIC_COLUMNS || shape == STATISTIC_ACTIVITY_PAIRS;
}

/* --- one figure -----------------------------------------------------------------------------------------------------
 */

/* Room for what a figure of the shape came from. */
static size_t most_inputs(const statistic_input *input) {
  return 4 + (input->row_count > input->column_count ? input->row_count : input->column_count) * 2;
}

/* A cell came from itself and the totals that it is held against; a region from its cells and the activities' totals;
 * an activity from its cells and the regions' totals; a pair of activities from their totals and that of all. */
static size_t gather_inputs(lua_State *L, statistic_shape shape, statistic_input *input, size_t index,
                            grappe_figure **inputs) {
  size_t count = 0, columns = input->column_count;
  if (!input->figures) return 0;
  if (shape == STATISTIC_ACTIVITY_PAIRS) {
    inputs[count++] = statistic_total_of(L, input, 1, index / columns);
    inputs[count++] = statistic_total_of(L, input, 1, index % columns);
    inputs[count++] = grand_total(L, input);
    return count;
  }
  if (is_square(shape)) {
    inputs[count++] = input->figures[index];
    inputs[count++] = statistic_total_of(L, input, 0, index / columns);
    inputs[count++] = statistic_total_of(L, input, 1, index % columns);
    inputs[count++] = grand_total(L, input);
    return count;
  }
  int of_columns = starts_with_activity(shape);
  size_t items = of_columns ? input->row_count : columns;
  for (size_t i = 0; i < items; i++) {
    grappe_figure *figure = input->figures[of_columns ? i * columns + index : index * columns + i];
    if (figure != input->absent || !input->complete) inputs[count++] = figure;
  }
  /* where nobody explains, a figure is enough that cites the sources of its own cells */
  int whole = grappe_observatory_has_remarks(grappe_observatory_of(L));
  for (size_t i = 0; whole && i < items; i++) inputs[count++] = statistic_total_of(L, input, !of_columns, i);
  return count;
}

/* Whether the statistic can be computed again from the inputs of its figure: all are there, and none stands for several
 * that nobody gave. */
static int can_try_others(statistic_shape shape, const statistic_input *input, size_t count) {
  return input->again && (!input->absent || input->complete) &&
         count == (shape == STATISTIC_CELLS ? 4 : 2 * input->column_count);
}

/* Each figure of a whole matrix keeps where its cells are: of a great one that would be too much. */
enum { CELLS_TRIED = 400 };

/* Whether it can be computed again from all cells of the matrix: these are below the totals among its inputs. */
static int can_try_cells(lua_State *L, statistic_shape shape, const statistic_input *input) {
  return input->way.of && input->figures && (!input->absent || input->complete) &&
         input->row_count * input->column_count <= CELLS_TRIED &&
         (is_square(shape) || grappe_observatory_has_remarks(grappe_observatory_of(L)));
}

static grappe_figure *const *cells_to_try(lua_State *L, const statistic_input *input) {
  size_t count = input->row_count * input->column_count;
  grappe_figure **cells = statistic_array(L, count, sizeof(grappe_figure *));
  for (size_t i = 0; i < count; i++) cells[i] = input->figures[i] == input->absent ? NULL : input->figures[i];
  return cells;
}

static size_t results_of(statistic_shape shape, const statistic_input *input) {
  if (shape == STATISTIC_ACTIVITY_PAIRS) return input->column_count * input->column_count;
  return is_square(shape) ? input->count : shape == STATISTIC_ROWS ? input->row_count : input->column_count;
}

/* Pushes the figure of the cell, region or activity `index`. */
static void push_one(lua_State *L, statistic_shape shape, const char *operation, statistic_input *input, size_t index,
                     const grappe_statistic *result, grappe_figure **inputs, double least, double most) {
  int top = lua_gettop(L);
  const char *first = NULL, *second = NULL;
  grappe_statistic_about about = grappe_statistic_about_none(operation, grappe_unit_none(), least, most);
  if (is_square(shape)) {
    grappe_figure *own = input->figures && shape == STATISTIC_CELLS ? input->figures[index] : NULL;
    if (own && grappe_figure_read(own)->presence == GRAPPE_NOT_APPLICABLE) {
      grappe_push_figure(L, grappe_figure_absent(GRAPPE_NOT_APPLICABLE, grappe_figure_read(own)->reason));
      return;
    }
    first = statistic_name_of(L, input, starts_with_activity(shape), index / input->column_count);
    second = statistic_name_of(L, input, 1, index % input->column_count);
    about.label = lua_pushfstring(L, "%s, %s, %s", statistic_words(L, operation, NULL), first, second);
    about.subject = lua_pushfstring(L, "%s, %s", first, second);
  } else {
    about.subject = statistic_name_of(L, input, starts_with_activity(shape), index);
    about.label = lua_pushfstring(L, "%s, %s", statistic_words(L, operation, NULL), about.subject);
  }
  size_t count = gather_inputs(L, shape, input, index, inputs);
  grappe_matrix_result place = {input->row_count, input->column_count, index, results_of(shape, input)};
  if (can_try_others(shape, input, count)) {
    about.again = input->again;
    about.way = input->way;
  } else if (can_try_cells(L, shape, input)) {
    about.way = input->way;
    about.way.compute = grappe_matrix_again;
    about.way.amounts = 1;
    about.way.cells = input->row_count * input->column_count;
    about.cells = cells_to_try(L, input);
    about.data = &place;
    about.data_size = sizeof place;
  }
  statistic_push(L, result, &about, inputs, count);
  lua_replace(L, top + 1);
  lua_settop(L, top + 1);
}

void statistic_push_row(lua_State *L, const char *operation, statistic_input *input, size_t row,
                        const grappe_statistic *result, double least, double most) {
  int top = lua_gettop(L);
  statistic_prepare(L, input);
  grappe_figure **inputs = statistic_array(L, most_inputs(input), sizeof *inputs);
  push_one(L, STATISTIC_ROWS, operation, input, row, result, inputs, least, most);
  lua_replace(L, top + 1);
  lua_settop(L, top + 1);
}

/* --- tables ------------------------------------------------------------------------------------------------------- */

static void push_table(lua_State *L, statistic_shape shape, const char *operation, statistic_input *input,
                       const grappe_statistic *results, double least, double most) {
  grappe_figure **inputs = statistic_array(L, most_inputs(input), sizeof *inputs);
  const statistic_keys *keys = starts_with_activity(shape) ? &input->columns : &input->rows;
  lua_createtable(L, 0, (int)keys->count);
  for (size_t i = 0; i < keys->count; i++) {
    statistic_push_key(L, &keys->keys[i]);
    if (!is_square(shape)) {
      push_one(L, shape, operation, input, i, &results[i], inputs, least, most);
    } else {
      lua_createtable(L, 0, (int)input->column_count);
      for (size_t s = 0; s < input->column_count; s++) {
        size_t at = i * input->column_count + s;
        statistic_push_key(L, &input->columns.keys[s]);
        push_one(L, shape, operation, input, at, &results[at], inputs, least, most);
        lua_rawset(L, -3);
      }
    }
    lua_rawset(L, -3);
  }
}

void statistic_put_list(lua_State *L, const char *column) {
  grappe_error error = {0};
  int list = lua_gettop(L);
  grappe_frame *frame = grappe_to_frame(L, list - 1), *made = NULL;
  size_t rows = grappe_frame_rows(frame);
  grappe_value *values = statistic_array(L, rows, sizeof *values);
  for (size_t i = 0; i < rows; i++) {
    lua_rawgeti(L, list, (lua_Integer)i + 1);
    values[i] = grappe_check_value(L, -1); /* borrowed from the list */
    lua_pop(L, 1);
  }
  grappe_check_code(L, grappe_frame_with(frame, column, values, &made, &error), &error);
  grappe_push_frame(L, made);
  lua_replace(L, list - 1);
  lua_settop(L, list - 1);
}

/* --- frames ---------------------------------------------------------------------------------------------------------
 */

/* The frame on top with a column of results: of row i that at places[i], NULL: i. */
static void put_column(lua_State *L, statistic_shape shape, const char *operation, statistic_input *input,
                       const size_t *places, const grappe_statistic *results, double least, double most) {
  grappe_error error = {0};
  grappe_frame *frame = grappe_to_frame(L, -1), *made = NULL;
  size_t rows = grappe_frame_rows(frame);
  if (!input->figures || rows > STATISTIC_WHOLE) {
    grappe_statistic_about about = grappe_statistic_about_none(operation, grappe_unit_none(), least, most);
    grappe_statistic *own = statistic_array(L, rows, sizeof *own);
    for (size_t i = 0; i < rows; i++) own[i] = results[places ? places[i] : i];
    grappe_check_code(L, grappe_frame_with_statistics(frame, operation, own, &about, &made, &error), &error);
    grappe_push_frame(L, made);
    return;
  }
  grappe_figure **inputs = statistic_array(L, most_inputs(input), sizeof *inputs);
  lua_insert(L, -2); /* the array below the frame */
  lua_createtable(L, (int)rows, 0);
  for (size_t i = 0; i < rows; i++) {
    size_t at = places ? places[i] : i;
    push_one(L, shape, operation, input, at, &results[at], inputs, least, most);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  statistic_put_list(L, operation);
}

static void push_frame(lua_State *L, statistic_shape shape, const char *operation, statistic_input *input,
                       const grappe_statistic *results, double least, double most) {
  const grappe_frame_cross *cross = input->cross;
  grappe_error error = {0};
  if (shape != STATISTIC_CELLS) {
    grappe_frame *names = NULL;
    int activities = starts_with_activity(shape);
    grappe_code code = is_square(shape) ? grappe_frame_cross_pairs(cross, activities, &names, &error)
                                        : grappe_frame_cross_names(cross, activities, &names, &error);
    grappe_check_code(L, code, &error);
    grappe_push_frame(L, names);
    put_column(L, shape, operation, input, NULL, results, least, most);
    return;
  }
  size_t rows = grappe_frame_rows(input->frame);
  size_t *places = statistic_array(L, rows, sizeof *places);
  for (size_t i = 0; i < rows; i++) places[i] = (size_t)cross->row[i] * cross->columns + (size_t)cross->column[i];
  grappe_push_frame(L, grappe_frame_keep(input->frame));
  put_column(L, shape, operation, input, places, results, least, most);
}

void statistic_push_shape(lua_State *L, statistic_shape shape, const char *operation, statistic_input *input,
                          const grappe_statistic *results, double least, double most) {
  statistic_prepare(L, input);
  if (input->cross)
    push_frame(L, shape, operation, input, results, least, most);
  else
    push_table(L, shape, operation, input, results, least, most);
}
