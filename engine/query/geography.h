/* A geography by its name: the state of the territories on a day. */
#ifndef GRAPPE_QUERY_GEOGRAPHY_H
#define GRAPPE_QUERY_GEOGRAPHY_H

#include "query/observatory.h"

enum { GRAPPE_GEOGRAPHY_TITLE = 80 };

typedef struct grappe_geography {
  grappe_day day;
  int level; /* of the territories that the name is of: employment zones for "ZE 2020"; -1: of any level */
  char title[GRAPPE_GEOGRAPHY_TITLE];
} grappe_geography;

/* Reads "2026", "2015-06-30" (that day; of a year or month the first), "COG 2026" (1 January of that year) and the
 * editions that territories state ("Régions 2015", "ZE 2020"; whatever the case and accents): 1 January of the year in
 * them, or the day since which all of them exist. GRAPPE_NOT_FOUND names the editions there are. */
grappe_code grappe_geography_find(grappe_snapshot *snapshot, const char *text, grappe_geography *geography,
                                  grappe_error *error);

/* The ground of the territory on that geography. */
grappe_code grappe_territory_row_ground(const grappe_row *territory, grappe_day geography, grappe_ground *ground,
                                        grappe_error *error);

#endif
