/* Pairs of an origin and a destination, as statistics of accessibility read them. Private to statistics_access*.c. */
#ifndef GRAPPE_API_STATISTICS_ACCESS_PRIVATE_H
#define GRAPPE_API_STATISTICS_ACCESS_PRIVATE_H

#include "api/statistics_private.h"
#include "statistics/accessibility.h"

/* Pairs, whatever they came from. In a table without amounts by destination each pair is a destination of its own. */
typedef struct access_input {
  statistic_input origins;            /* their names only */
  statistic_keys destinations;        /* of tables whose amounts are given by destination */
  statistic_input distances, amounts; /* of each pair; amounts of each destination where they are given so */
  grappe_way *ways;
  size_t pairs, destination_count;
  size_t *sorted, *starts; /* the pairs of one origin after the other, and where each begins */
} access_input;

/* Pairs at argument 1, options at 2; `amounts` is the stack slot of the amounts by destination, 0: with the pairs. */
void access_read_tables(lua_State *L, int amounts, access_input *in);
/* The same of tables or a frame, with the option attraction. */
void access_read(lua_State *L, const char *const *options, access_input *in);
grappe_ways access_ways(lua_State *L, access_input *in);

#endif
