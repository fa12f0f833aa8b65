/* The outlines that the observatory holds, by territory, in the plane. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "publish/drawing_outline_private.h"
#include "text/width.h"

#define DEGREE (3.14159265358979323846 / 180)
#define EARTH_RADIUS 6371.0088 /* km */

/* --- the projection ----------------------------------------------------------------------------------------------- */

/* Equidistant conic, true at a sixth of the height from both ends: small distortion at the size of a country. */
outline_projection outline_projection_of(double west, double south, double east, double north) {
  outline_projection p = {.meridian = (west + east) / 2 * DEGREE};
  double first = (south + (north - south) / 6) * DEGREE, second = (north - (north - south) / 6) * DEGREE;
  double middle = (first + second) / 2;
  p.cone = second - first > 1e-6 ? (cos(first) - cos(second)) / (second - first) : sin(middle);
  if (fabs(p.cone) < 1e-6) p.cone = 1e-6; /* round the equator: as good as a cylinder */
  p.apex = cos(first) / p.cone + first;
  p.radius = p.apex - middle;
  return p;
}

void outline_project(const outline_projection *p, double longitude, double latitude, double *x, double *y) {
  double radius = p->apex - latitude * DEGREE, angle = p->cone * (longitude * DEGREE - p->meridian);
  *x = EARTH_RADIUS * radius * sin(angle);
  *y = -EARTH_RADIUS * (p->radius - radius * cos(angle));
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static grappe_code add_point(outlines *all, double x, double y, grappe_error *error) {
  void *xs = grappe_grow(all->x, &all->capacity_x, all->points + 1, sizeof *all->x);
  if (!xs) return grappe_fail_memory(error);
  all->x = xs;
  void *ys = grappe_grow(all->y, &all->capacity_y, all->points + 1, sizeof *all->y);
  if (!ys) return grappe_fail_memory(error);
  all->y = ys;
  all->x[all->points] = x;
  all->y[all->points++] = y;
  return GRAPPE_OK;
}

/* One whole number within what a step can be; 0 where there is none. */
static int read_number(const char **text, long *number) {
  char *end;
  if (**text != '-' && (**text < '0' || **text > '9')) return 0;
  *number = strtol(*text, &end, 10);
  if (end == *text || labs(*number) > 360000) return 0;
  *text = end;
  return 1;
}

/* "x,y dx,dy dx,dy …" in thousandths of a degree. */
static grappe_code read_points(outlines *all, const char *text, const char *territory, grappe_error *error) {
  long x = 0, y = 0, dx, dy;
  size_t before = all->points;
  for (const char *at = text; *at;) {
    grappe_code code;
    if (!read_number(&at, &dx) || *at++ != ',' || !read_number(&at, &dy) || (*at && *at++ != ' ') ||
        labs(x += dx) > 360000 || labs(y += dy) > 90000)
      return grappe_fail(
          error, GRAPPE_DATA,
          "the outline of %s is not one: expected 'x,y dx,dy …' in thousandths of a degree, found '%.40s'", territory,
          at);
    code = add_point(all, (double)x / 1000, (double)y / 1000, error);
    if (code != GRAPPE_OK) return code;
  }
  if (all->points - before < 3)
    return grappe_fail(error, GRAPPE_DATA, "the outline of %s has fewer than three points", territory);
  return GRAPPE_OK;
}

static int by_territory(const void *a, const void *b) {
  const outline_ring *left = a, *right = b;
  if (left->territory != right->territory) return left->territory < right->territory ? -1 : 1;
  return left->part < right->part ? -1 : left->part > right->part;
}

/* Where the outlines come from: the publisher and title of the first one's source. */
static grappe_code read_credit(grappe_tables *tables, const grappe_column *sources, grappe_buffer *credit,
                               grappe_error *error) {
  const grappe_entity *source = grappe_entity_find("source");
  static const char *const fields[] = {"publisher", "title", "licence"};
  if (!sources || !sources->count || sources->kind != GRAPPE_COLUMN_REFERENCE || sources->codes[0] < 0)
    return GRAPPE_OK;
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    const grappe_column *column;
    grappe_code code = grappe_tables_column(tables, source, grappe_field_find(source, fields[i]), NULL, &column, error);
    if (code != GRAPPE_OK) return code;
    const char *text =
        column->kind == GRAPPE_COLUMN_TEXT ? grappe_column_text(column, (size_t)sources->codes[0]) : NULL;
    if (!text) continue;
    if (credit->length) grappe_buffer_add(credit, ", ");
    grappe_harmless_add(text, credit);
  }
  return GRAPPE_OK;
}

static grappe_code columns_of(grappe_tables *tables, const grappe_entity *entity, const grappe_column **columns,
                              grappe_error *error) {
  static const char *const fields[] = {"territory", "part", "points", "source"};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    grappe_code code =
        grappe_tables_column(tables, entity, grappe_field_find(entity, fields[i]), NULL, &columns[i], error);
    if (code != GRAPPE_OK) return code;
  }
  return GRAPPE_OK;
}

grappe_code outlines_read(grappe_snapshot *snapshot, outlines *all, grappe_error *error) {
  const grappe_entity *entity = grappe_entity_find("outline");
  const grappe_column *columns[4];
  grappe_territories *territories;
  grappe_tables *tables = grappe_snapshot_tables(snapshot);
  grappe_code code = grappe_snapshot_territories(snapshot, &territories, error);
  if (code == GRAPPE_OK) code = columns_of(tables, entity, columns, error);
  if (code != GRAPPE_OK) return code;
  size_t count = columns[0]->count;
  all->rings = grappe_alloc_zero(count + 1, sizeof *all->rings);
  if (!all->rings) return grappe_fail_memory(error);
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    int32_t territory = columns[0]->codes[i];
    const char *text = grappe_column_text(columns[2], i);
    if (territory < 0 || !text) continue;
    outline_ring *ring = &all->rings[all->ring_count++];
    *ring = (outline_ring){territory, columns[1]->value[i], all->points, 0};
    code = read_points(all, text, grappe_territory_code(territories, territory), error);
    ring->count = all->points - ring->from;
  }
  qsort(all->rings, all->ring_count, sizeof *all->rings, by_territory);
  if (code == GRAPPE_OK) code = read_credit(tables, columns[3], &all->credit, error);
  return code;
}

size_t outlines_of(const outlines *all, int32_t territory, size_t *first) {
  size_t low = 0, high = all->ring_count, count = 0;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (all->rings[middle].territory < territory)
      low = middle + 1;
    else
      high = middle;
  }
  *first = low;
  while (low + count < all->ring_count && all->rings[low + count].territory == territory) count++;
  return count;
}

void outlines_free(outlines *all) {
  grappe_free(all->x);
  grappe_free(all->y);
  grappe_free(all->rings);
  grappe_buffer_free(&all->credit);
}
