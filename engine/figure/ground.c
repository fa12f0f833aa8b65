/* The geographies that figures were collected on, and whether two figures of a territory are of one ground. */
#include <string.h>

#include "figure/figure_private.h"

enum { SEVERAL = -1 }; /* territories */

grappe_day grappe_geography_of_period(grappe_period period) {
  int year, month, day;
  grappe_day_to_date(period.from > GRAPPE_DAY_FIRST ? period.from : period.to, &year, &month, &day);
  return grappe_day_from_date(year, 1, 1);
}

const char *grappe_geography_write(grappe_day of, char *text) {
  int year, month, day;
  grappe_day_to_date(of, &year, &month, &day);
  if (month != 1 || day != 1) return grappe_day_write(of, text);
  return grappe_period_write((grappe_period){of, grappe_day_from_date(year, 12, 31)}, text);
}

int grappe_ground_known(grappe_ground ground) {
  return ground.territory != 0;
}

int grappe_ground_several(grappe_ground ground) {
  return ground.territory == SEVERAL;
}

int grappe_grounds_clash(grappe_ground a, grappe_ground b) {
  return a.territory > 0 && a.territory == b.territory && a.number != b.number;
}

grappe_ground grappe_ground_join(grappe_ground a, grappe_ground b) {
  if (!grappe_ground_known(a)) return b;
  if (!grappe_ground_known(b)) return a;
  if (a.territory != b.territory || a.number != b.number) {
    a.territory = SEVERAL;
    a.number = 0;
  }
  if (b.first < a.first) a.first = b.first;
  if (b.last > a.last) a.last = b.last;
  return a;
}

int grappe_ground_assumed(const grappe_figure_parts *parts) {
  if (!grappe_ground_known(parts->ground)) return 1;
  if (!grappe_period_stated(parts->period)) return 0;
  grappe_day first = grappe_geography_of_period(parts->period);
  grappe_day last = grappe_geography_of_period((grappe_period){GRAPPE_DAY_FIRST, parts->period.to});
  return parts->ground.first == first && (parts->ground.last == first || parts->ground.last == last);
}

const char *grappe_ground_write(grappe_ground ground, char text[GRAPPE_GROUND_TEXT]) {
  text[0] = '\0';
  if (!grappe_ground_known(ground)) return text;
  grappe_geography_write(ground.first, text);
  if (ground.last == ground.first) return text;
  size_t length = strlen(text);
  text[length] = '/';
  grappe_geography_write(ground.last, text + length + 1);
  return text;
}

grappe_code grappe_figure_check_grounds(const grappe_figure *a, const grappe_figure *b, grappe_error *error) {
  if (!grappe_grounds_clash(a->parts.ground, b->parts.ground)) return GRAPPE_OK;
  char first[GRAPPE_FIGURE_NAME], second[GRAPPE_FIGURE_NAME];
  char before[GRAPPE_GROUND_TEXT], after[GRAPPE_GROUND_TEXT], latest[GRAPPE_PERIOD_TEXT];
  grappe_day last = a->parts.ground.last > b->parts.ground.last ? a->parts.ground.last : b->parts.ground.last;
  return grappe_fail(
      error, GRAPPE_DATA,
      "the ground of this territory changed between the geographies of both: %s is on that of %s, %s on that of "
      "%s; ask for both with geography = %s; if their source gives both on one geography, state it in "
      "the source's field geography; averages and rates meet with :any_geography()",
      grappe_figure_name(a, first), grappe_ground_write(a->parts.ground, before), grappe_figure_name(b, second),
      grappe_ground_write(b->parts.ground, after), grappe_geography_write(last, latest));
}
