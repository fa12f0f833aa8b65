/* Positions and distances. */
#include <math.h>

#include "territory/territory_private.h"

#define DEGREE (3.14159265358979323846 / 180)
#define EARTH_RADIUS 6371.0088 /* km: mean radius of the ellipsoid of WGS 84, (2a + b) / 3 */

static int has_coordinates(const grappe_territories *t, int32_t row) {
  return !isnan(t->longitude[row]) && !isnan(t->latitude[row]);
}

static int lies(const grappe_territories *t, int32_t row, int32_t area, int *surely) {
  const int32_t *rows;
  const unsigned char *sure;
  size_t count = grappe_territory_at_level(t, row, t->level[area], &rows, &sure);
  for (size_t i = 0; i < count; i++)
    if (rows[i] == area) {
      *surely = sure[i];
      return 1;
    }
  return 0;
}

int grappe_territory_position(const grappe_territories *t, int32_t row, double *longitude, double *latitude) {
  if (has_coordinates(t, row)) {
    *longitude = t->longitude[row];
    *latitude = t->latitude[row];
    return 1;
  }
  double weight = 0, x = 0, y = 0, plain_x = 0, plain_y = 0;
  long count = 0;
  int weighted = 1, surely;
  for (int32_t place = 0; place < t->count; place++) {
    if (!has_coordinates(t, place) || !lies(t, place, row, &surely) || !surely) continue;
    count++;
    plain_x += t->longitude[place];
    plain_y += t->latitude[place];
    if (isnan(t->population[place])) weighted = 0;
    if (!weighted) continue;
    weight += t->population[place];
    x += t->population[place] * t->longitude[place];
    y += t->population[place] * t->latitude[place];
  }
  if (!count) return 0;
  weighted = weighted && weight > 0;
  *longitude = weighted ? x / weight : plain_x / (double)count;
  *latitude = weighted ? y / weight : plain_y / (double)count;
  return 1;
}

double grappe_distance(double longitude_a, double latitude_a, double longitude_b, double latitude_b) {
  double across = sin((longitude_b - longitude_a) * DEGREE / 2), along = sin((latitude_b - latitude_a) * DEGREE / 2);
  double h = along * along + cos(latitude_a * DEGREE) * cos(latitude_b * DEGREE) * across * across;
  return 2 * EARTH_RADIUS * asin(sqrt(h < 1 ? h : 1));
}

/* Whether a commune is within reach. Most lie too far north or south already, which needs no sine. */
static int within_reach(const grappe_territories *t, int32_t place, double longitude, double latitude, double km) {
  static const double rounding = 0.001; /* km */
  if (fabs(t->latitude[place] - latitude) * DEGREE * EARTH_RADIUS > km + rounding) return 0;
  return grappe_distance(longitude, latitude, t->longitude[place], t->latitude[place]) <= km;
}

grappe_truth grappe_territory_near(const grappe_territories *t, int32_t row, double longitude, double latitude,
                                   double km) {
  if (t->level[row] == t->commune) {
    if (!has_coordinates(t, row)) return GRAPPE_MAYBE;
    return within_reach(t, row, longitude, latitude, km) ? GRAPPE_TRUE : GRAPPE_FALSE;
  }
  long inside = 0, outside = 0;
  int surely;
  for (int32_t place = 0; place < t->count; place++) {
    if (place == row || !has_coordinates(t, place) || !lies(t, place, row, &surely)) continue;
    if (within_reach(t, place, longitude, latitude, km))
      inside++;
    else
      outside++;
    if (inside && outside) return GRAPPE_MAYBE;
  }
  if (!inside && !outside) return GRAPPE_MAYBE;
  return inside ? GRAPPE_TRUE : GRAPPE_FALSE;
}
