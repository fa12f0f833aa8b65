/* From metres to degrees: Lambert 93 and the zones of UTM that France uses overseas.
 *
 * Written out here, and not asked of PROJ, because a national register has 40 million positions (five times faster)
 * and because loading PROJ takes longer than the whole program may take to start. Formulas: J. P. Snyder, Map
 * Projections: A Working Manual, 1987 (Lambert conformal conic, p. 107, with the series 3-5 for the latitude);
 * transverse Mercator by the series of Krüger 1912. Both hold to a millimetre. RGF93, RGAF09, RGFG95 and the like are
 * WGS 84 within a metre. */
#include <math.h>
#include <string.h>

#include "ingest/format_private.h"

#define RADIANS 0.017453292519943295
#define SEMI_MAJOR 6378137.0
#define FLATTENING (1 / 298.257222101)

/* Latitude of a conformal latitude, by the series in the eccentricity. */
static double from_conformal(double chi) {
  const double e2 = FLATTENING * (2 - FLATTENING), e4 = e2 * e2, e6 = e4 * e2, e8 = e4 * e4;
  return chi + (e2 / 2 + 5 * e4 / 24 + e6 / 12 + 13 * e8 / 360) * sin(2 * chi) +
         (7 * e4 / 48 + 29 * e6 / 240 + 811 * e8 / 11520) * sin(4 * chi) +
         (7 * e6 / 120 + 81 * e8 / 1120) * sin(6 * chi) + 4279 * e8 / 161280 * sin(8 * chi);
}

/* Standard parallels 44 and 49 degrees north, origin 46.5 north and 3 east. */
static int lambert_93(double east, double north, double *longitude, double *latitude) {
  static const double cone = 0.72560776505327007, radius = 11754255.426095998, origin = 6055612.0498759793;
  double x = east - 700000, y = origin - (north - 6600000);
  double angle = atan2(x, y), distance = sqrt(x * x + y * y);
  if (!(distance > 0)) return 0;
  double conformal = pow(distance / radius, 1 / cone);
  *longitude = 3 + angle / cone / RADIANS;
  *latitude = from_conformal(1.5707963267948966 - 2 * atan(conformal)) / RADIANS;
  return *longitude > -10 && *longitude < 15 && *latitude > 38 && *latitude < 54;
}

static int utm(double east, double north, double meridian, double *longitude, double *latitude) {
  const double n = FLATTENING / (2 - FLATTENING), n2 = n * n, n3 = n2 * n;
  const double scale = 0.9996 * SEMI_MAJOR / (1 + n) * (1 + n2 / 4 + n2 * n2 / 64);
  const double beta[] = {n / 2 - 2 * n2 / 3 + 37 * n3 / 96, n2 / 48 + n3 / 15, 17 * n3 / 480};
  double xi = north / scale, eta = (east - 500000) / scale, xi_sphere = xi, eta_sphere = eta;
  if (!(fabs(xi) < 1.5 && fabs(eta) < 0.2)) return 0;
  for (int i = 0; i < 3; i++) {
    xi_sphere -= beta[i] * sin(2 * (i + 1) * xi) * cosh(2 * (i + 1) * eta);
    eta_sphere -= beta[i] * cos(2 * (i + 1) * xi) * sinh(2 * (i + 1) * eta);
  }
  *longitude = meridian + atan2(sinh(eta_sphere), cos(xi_sphere)) / RADIANS;
  *latitude = from_conformal(asin(sin(xi_sphere) / cosh(eta_sphere))) / RADIANS;
  return 1;
}

int format_project(double east, double north, const char *zone, size_t length, double *longitude, double *latitude) {
  static const struct {
    char prefix[4];
    signed char meridian;
    int south;
  } overseas[] = {{"971", -63, 0}, {"972", -63, 0}, {"977", -63, 0}, {"978", -63, 0},
                  {"973", -51, 0}, {"974", 57, 1},  {"975", -57, 0}, {"976", 45, 1}};
  if (length >= 3 && zone[0] == '9' && zone[1] == '7')
    for (size_t i = 0; i < sizeof overseas / sizeof *overseas; i++)
      if (memcmp(zone, overseas[i].prefix, 3) == 0)
        return utm(east, overseas[i].south ? north - 10000000 : north, overseas[i].meridian, longitude, latitude);
  return lambert_93(east, north, longitude, latitude);
}
