/* Rows of a dataset within a distance of a point: by their own longitude and latitude, else by where their territory
 * is. */
#include <math.h>
#include <string.h>

#include "query/scan_private.h"
#include "territory/territory.h"

static int number_column(const grappe_dataset *dataset, const char *name) {
  int column = grappe_dataset_find(dataset, name);
  return column >= 0 && grappe_dataset_column_at(dataset, (size_t)column)->kind == GRAPPE_DATASET_NUMBER ? column : -1;
}

/* 0: rows have no positions of their own. */
static int find_position(const grappe_dataset *dataset, int *longitude, int *latitude) {
  *longitude = number_column(dataset, "longitude");
  *latitude = number_column(dataset, "latitude");
  return *longitude >= 0 && *latitude >= 0;
}

grappe_code scan_check_near(const grappe_scan *scan, grappe_error *error) {
  int longitude, latitude;
  if (find_position(scan->dataset, &longitude, &latitude) || scan_place_column(scan->dataset) >= 0) return GRAPPE_OK;
  return grappe_fail(
      error, GRAPPE_ARGUMENT,
      "dataset %s has neither longitude and latitude nor a column of territories: its rows stand nowhere",
      grappe_dataset_about_of(scan->dataset)->about.code);
}

/* What is outside this box is farther away; inside it has to be measured. A degree of latitude has at least 110.5 km.
 */
static void make_box(scan_near *n) {
  double degrees = n->km / 110.5, widest = cos((fabs(n->centre_latitude) + degrees) * 3.14159265358979323846 / 180);
  n->low_latitude = n->centre_latitude - degrees;
  n->high_latitude = n->centre_latitude + degrees;
  n->whole_circle = fabs(n->centre_latitude) + degrees >= 89;
  if (!n->whole_circle) n->whole_circle = degrees / widest >= 170;
  n->low_longitude = n->centre_longitude - degrees / widest;
  n->high_longitude = n->centre_longitude + degrees / widest;
  if (n->low_longitude < -180 || n->high_longitude > 180) n->whole_circle = 1; /* across the line where days change */
}

/* The answer of each slot of the column of territories. */
static grappe_code ask_places(scan_plan *plan, scan_near *n, int column, grappe_error *error) {
  grappe_territories *territories;
  int32_t *rows = NULL;
  size_t slots = grappe_dataset_codes(plan->scan->dataset, (size_t)column) + SCAN_ABSENCES;
  grappe_code code = grappe_snapshot_territories(plan->snapshot, &territories, error);
  if (code == GRAPPE_OK) code = scan_rows_of_codes(plan->scan, plan->snapshot, column, &rows, error);
  if (code) return code;
  n->by_place = grappe_alloc(slots);
  if (!n->by_place) code = grappe_fail_memory(error);
  for (size_t i = 0; code == GRAPPE_OK && i < slots; i++)
    n->by_place[i] = (unsigned char)scan_truth(
        rows[i] < 0 ? GRAPPE_MAYBE
                    : grappe_territory_near(territories, rows[i], n->centre_longitude, n->centre_latitude, n->km));
  grappe_free(rows);
  return code;
}

grappe_code scan_plan_near(scan_plan *plan, const grappe_scan *operation, grappe_error *error) {
  int longitude, latitude, place = scan_place_column(plan->scan->dataset);
  scan_filter *filter;
  int own = find_position(plan->scan->dataset, &longitude, &latitude);
  grappe_code code = scan_plan_add_filter(plan, own ? latitude : place, &filter, error);
  if (code) return code;
  scan_near *n = filter->near = grappe_alloc_zero(1, sizeof *n);
  if (!n) return grappe_fail_memory(error);
  *n = (scan_near){.centre_longitude = operation->longitude,
                   .centre_latitude = operation->latitude,
                   .km = operation->km,
                   .longitude = -1,
                   .latitude = -1,
                   .place = -1};
  make_box(n);
  if (own) {
    n->latitude = filter->column;
    code = scan_plan_column(plan, longitude, &n->longitude, error);
  }
  if (code == GRAPPE_OK && place >= 0) code = scan_plan_column(plan, place, &n->place, error);
  return code == GRAPPE_OK && place >= 0 ? ask_places(plan, n, place, error) : code;
}

void scan_near_free(scan_near *near) {
  if (near) grappe_free(near->by_place);
  grappe_free(near);
}

unsigned scan_near_segment(const scan_plan *plan, const scan_near *n, size_t segment) {
  if (n->latitude < 0 || n->whole_circle) return SCAN_MAYBE;
  const grappe_segment_summary *x = &plan->columns[n->longitude].summaries[segment];
  const grappe_segment_summary *y = &plan->columns[n->latitude].summaries[segment];
  if (x->absent || y->absent) return SCAN_MAYBE;
  return x->greatest_number < n->low_longitude || x->least_number > n->high_longitude ||
                 y->greatest_number < n->low_latitude || y->least_number > n->high_latitude
             ? SCAN_NO
             : SCAN_MAYBE;
}

static unsigned by_position(const scan_near *n, double x, double y) {
  if (!n->whole_circle &&
      (y < n->low_latitude || y > n->high_latitude || x < n->low_longitude || x > n->high_longitude))
    return SCAN_NO;
  return grappe_distance(n->centre_longitude, n->centre_latitude, x, y) <= n->km ? SCAN_YES : SCAN_NO;
}

grappe_code scan_filter_near(const scan_plan *plan, scan_window *w, const scan_near *n, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  int own = n->latitude >= 0, placed = 0; /* the territories are read for rows without a position only */
  if (own) code = scan_window_load(plan, w, n->longitude, error);
  if (own && code == GRAPPE_OK) code = scan_window_load(plan, w, n->latitude, error);
  for (size_t i = 0; i < w->rows && code == GRAPPE_OK; i++) {
    if (w->truth[i] == SCAN_NO) continue;
    if (own && scan_presence_of(w, n->longitude, i) == GRAPPE_PRESENT &&
        scan_presence_of(w, n->latitude, i) == GRAPPE_PRESENT) {
      w->truth[i] &=
          (unsigned char)by_position(n, scan_number_of(w, n->longitude, i), scan_number_of(w, n->latitude, i));
      continue;
    }
    if (n->place >= 0 && !placed) code = scan_window_load(plan, w, n->place, error);
    placed = 1;
    if (code == GRAPPE_OK) w->truth[i] &= n->place < 0 ? SCAN_MAYBE : n->by_place[scan_slot(w, n->place, i)];
  }
  return code;
}
