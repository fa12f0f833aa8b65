/* Territories: the hierarchy, at one moment of the observatory, as arrays.
 *
 * A territory is known by its row: the rank of its id in the store, the same as in column/table.h at the same version.
 * A level is known by its place in the order of the term list `territory_level`. Immutable and counted; it keeps
 * nothing of the store.
 *
 * Lying in. A territory lies in its parents, and in theirs. Several parents of one level that exist at the same time
 * mean that it crosses a border: it lies in each of them *maybe* (partly). Parents of one level whose times do not meet
 * (a département's region before and after 2016) are both certain, each in its time. Territories of one level do not
 * overlap: what surely lies in one lies in no other of that level at that time, so that a commune of a zone that
 * crosses a border is still in the one region of its département. A parent that is stated at two levels at once counts
 * once.
 *
 * A territory under which nothing is recorded (a basin that a source names without its communes) may contain whatever
 * the hierarchy does not place elsewhere: the answer is maybe, not no. Level `commune` is the finest: nothing else is
 * expected in a commune. */
#ifndef GRAPPE_TERRITORY_H
#define GRAPPE_TERRITORY_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/language.h"
#include "base/run.h"
#include "figure/figure.h"
#include "store/store.h"

typedef struct grappe_territories grappe_territories;

/* Reads all of them. A territory that lies in itself is GRAPPE_DATA. */
grappe_code grappe_territories_load(grappe_store *store, grappe_run *run, grappe_territories **territories,
                                    grappe_error *error);
grappe_territories *grappe_territories_keep(grappe_territories *territories);
void grappe_territories_release(grappe_territories *territories); /* NULL is allowed */

int32_t grappe_territories_count(const grappe_territories *territories);
int32_t grappe_territory_of_id(const grappe_territories *territories, int64_t id); /* -1: none */
int64_t grappe_territory_id(const grappe_territories *territories, int32_t row);
const char *grappe_territory_code(const grappe_territories *territories, int32_t row);
const char *grappe_territory_name(const grappe_territories *territories, int32_t row, grappe_language language);
/* Where the first day is not stated, that of the split or renaming that made the territory. */
grappe_period grappe_territory_validity(const grappe_territories *territories, int32_t row);
int grappe_territory_partial(const grappe_territories *territories, int32_t row); /* one of an incomplete list */

/* The population of each territory: its own, else the sum of those of the present communes that surely lie in it, where
 * all of them state one; NaN where it is not known. `population` has grappe_territories_count places. */
void grappe_territories_population(const grappe_territories *territories, double *population);

/* --- levels --- */
int grappe_territory_level(const grappe_territories *territories, int32_t row); /* -1: unknown */
int grappe_territories_level_count(const grappe_territories *territories);
int grappe_territories_level_find(const grappe_territories *territories, const char *code); /* -1: none */
const char *grappe_territories_level_code(const grappe_territories *territories, int level);
const char *grappe_territories_level_name(const grappe_territories *territories, int level, grappe_language language);

/* --- hierarchy --- */
const int32_t *grappe_territory_parents(const grappe_territories *territories, int32_t row, size_t *count);
const int32_t *grappe_territory_children(const grappe_territories *territories, int32_t row, size_t *count);

/* All territories of a level in which `row` lies, itself where it is of that level: rows[i], and sure[i] is 1 where it
 * surely lies in it, 0 where partly. Whatever their time. One look-up. */
size_t grappe_territory_at_level(const grappe_territories *territories, int32_t row, int level, const int32_t **rows,
                                 const unsigned char **sure);
/* Those of them that exist at some time in `when`. At most `most` are written. Returns how many there are; *sure is 1
 * when there is exactly one and `row` surely lies in it. */
size_t grappe_territory_ancestors(const grappe_territories *territories, int32_t row, int level, grappe_period when,
                                  int32_t *rows, size_t most, int *sure);
/* Does the territory lie in `area`? GRAPPE_MAYBE: partly. A larger territory does not lie in a smaller one. */
grappe_truth grappe_territory_lies_in(const grappe_territories *territories, int32_t row, int32_t area);
/* Does something that stands somewhere in `row` stand in `area`? As above, but a larger territory gives maybe: what is
 * known to be in Normandie may be in Rouen. -1 (place unknown): maybe. */
grappe_truth grappe_territory_holds(const grappe_territories *territories, int32_t area, int32_t row);
/* For all rows at once: truth[row] for each territory, by lies_in (as_place 0) or holds (as_place 1). */
void grappe_territories_within(const grappe_territories *territories, int32_t area, int as_place, unsigned char *truth);

/* The territories of a level that lie in `area` (surely, or partly with `parts`) and exist at some time in `when`, in
 * the order of their rows: a new array for grappe_free. */
grappe_code grappe_territories_members(const grappe_territories *territories, int32_t area, int level,
                                       grappe_period when, int parts, int32_t **rows, size_t *count,
                                       grappe_error *error);

/* --- position and distance --- */

/* Longitude and latitude, in degrees (WGS 84): its own; else the mean of the places that surely lie in it and have
 * coordinates of their own, weighted by population where all of them state one. Returns 0 where there is none. */
int grappe_territory_position(const grappe_territories *territories, int32_t row, double *longitude, double *latitude);
/* Kilometres along the great circle (haversine, mean radius 6371.0088 km): within 0.6 % of the distance on the
 * ellipsoid. */
double grappe_distance(double longitude_a, double latitude_a, double longitude_b, double latitude_b);
/* Whether something that stands somewhere in the territory is within `km` (that distance included) of a point. A
 * commune counts as its centre. A larger one is answered by the places in it: all within: true, none: false, else
 * maybe. */
grappe_truth grappe_territory_near(const grappe_territories *territories, int32_t row, double longitude,
                                   double latitude, double km);

/* --- changes --- */
typedef struct grappe_territory_change {
  int32_t from, to; /* rows */
  grappe_day date;  /* first day of the new state */
  const char *kind; /* code list territory_change_kind */
  double weight;    /* share of the old one that went to the new one; NaN: not stated */
} grappe_territory_change;
/* In the order of dates, then rows. */
const grappe_territory_change *grappe_territories_changes(const grappe_territories *territories, size_t *count);

#endif
