/* Shift-share of all regions of a frame, whose sum is the nation. */
#include <lauxlib.h>
#include <math.h>

#include "api/registration.h"
#include "api/statistics_private.h"
#include "api/value.h"

/* One end of the change: the matrix of the frame, and the nation's sum of each activity. */
typedef struct change_end {
  statistic_input cells;
  grappe_figure **nation;
  grappe_bounds *bounds;
  double *values;
} change_end;

static void read_end(lua_State *L, const char *column, change_end *end) {
  const char *const names[] = {"region", "activity", column};
  statistic_read_cross(L, 1, 2, names, &end->cells);
  if (!statistic_is_whole(&end->cells)) {
    grappe_error error = {0};
    grappe_fail(&error, GRAPPE_ARGUMENT,
                "a matrix of %lu regions and %lu activities is too large for this statistic: choose coarser ones",
                (unsigned long)end->cells.row_count, (unsigned long)end->cells.column_count);
    grappe_raise(L, &error);
  }
  statistic_fill_cross(L, &end->cells);
  statistic_prepare(L, &end->cells);
  size_t count = end->cells.column_count;
  end->nation = statistic_array(L, count, sizeof(grappe_figure *));
  end->bounds = statistic_array(L, count, sizeof *end->bounds);
  end->values = statistic_array(L, count, sizeof *end->values);
  for (size_t s = 0; s < count; s++) {
    end->nation[s] = statistic_total_of(L, &end->cells, 1, s);
    grappe_figure_item(end->nation[s], 1, &end->bounds[s], &end->values[s]);
  }
}

static grappe_sample region_of(const change_end *end, size_t r) {
  size_t count = end->cells.column_count;
  return (grappe_sample){end->cells.bounds + r * count, end->cells.values + r * count, count};
}

/* Puts the part of each region as a column to the frame on top. */
static void put_part(lua_State *L, int part, grappe_shift_method method, const grappe_shift_share *results,
                     change_end ends[2]) {
  static const size_t dates = 0;
  size_t columns = ends[0].cells.column_count;
  grappe_figure **figures = statistic_array(L, 4 * columns, sizeof *figures);
  grappe_figure **cells = statistic_array(L, 4 * columns, sizeof *cells);
  lua_insert(L, -3);
  lua_insert(L, -3);
  lua_createtable(L, (int)ends[0].cells.row_count, 0);
  for (size_t r = 0; r < ends[0].cells.row_count; r++) {
    int top = lua_gettop(L), whole = 1;
    size_t count = 0;
    for (size_t end = 0; end < 2; end++)
      for (size_t s = 0; s < columns; s++) {
        grappe_figure *own = ends[end].cells.figures[r * columns + s];
        int given = own != ends[end].cells.absent;
        if (given || !ends[end].cells.complete) figures[count++] = own;
        figures[count++] = ends[end].nation[s];
        whole = whole && (given || ends[end].cells.complete); /* what nobody gave stands for several */
        cells[end * columns + s] = given ? own : NULL;
        cells[(2 + end) * columns + s] = ends[end].nation[s];
      }
    grappe_statistic_about about = statistic_shift_about(ends[0].cells.unit, method, part, &dates);
    about.way.cells = whole ? 4 * columns : 0;
    about.cells = cells;
    if (!whole) about.way.compute = NULL;
    about.subject = statistic_name_of(L, &ends[0].cells, 0, r);
    about.label =
        lua_pushfstring(L, "%s, %s", statistic_words(L, "shift_share", statistic_shift_names[part]), about.subject);
    statistic_push(L, statistic_shift_part(&results[r], part), &about, figures, count);
    lua_rawseti(L, top, (lua_Integer)r + 1);
    lua_settop(L, top);
  }
  statistic_put_list(L, statistic_shift_names[part]);
}

int statistic_shift_frame(lua_State *L, grappe_shift_method method) {
  grappe_error error = {0};
  change_end ends[2];
  grappe_frame *names = NULL;
  read_end(L, "from", &ends[0]);
  read_end(L, "to", &ends[1]);
  if (!grappe_unit_equal(ends[0].cells.unit, ends[1].cells.unit)) {
    grappe_fail(&error, GRAPPE_UNIT, "the columns of both ends are in different units: give both in one");
    grappe_raise(L, &error);
  }
  size_t regions = ends[0].cells.row_count, activities = ends[0].cells.column_count;
  grappe_shift_share *results = statistic_array(L, regions, sizeof *results);
  for (size_t r = 0; r < regions; r++) {
    grappe_shift_input input = {region_of(&ends[0], r), region_of(&ends[1], r),
                                (grappe_sample){ends[0].bounds, ends[0].values, activities},
                                (grappe_sample){ends[1].bounds, ends[1].values, activities}};
    grappe_check_code(L, grappe_shift_share_of(&input, method, &results[r], &error), &error);
  }
  grappe_check_code(L, grappe_frame_cross_names(ends[0].cells.cross, 0, &names, &error), &error);
  grappe_push_frame(L, names);
  for (int part = 0; part < STATISTIC_SHIFT_PARTS - (method == GRAPPE_SHIFT_DUNN); part++)
    put_part(L, part, method, results, ends);
  return 1;
}
