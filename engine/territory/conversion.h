/* From the territories of one geography to those of another.
 *
 * A geography is the state of the territories on a day: the Code officiel géographique of 2026 is the state on
 * 1 January 2026. A conversion tells for each territory of one day what share of it went to which territory of another
 * day, earlier or later, along the changes of territories (mergers, splits, renamings, transfers), as many as lie
 * between. What a territory counted (jobs, inhabitants) is converted by these shares; averages are not.
 *
 * A share is
 *   whole     all of it, whatever is counted: mergers, renamings, and splits whose parts came together again
 *   weighted  a number that stands for it: the weight that a source states with the change, or a weight that the caller
 *             names, such as population. What is computed with it is an estimate
 *   open      unknown: from `low` to `high`, mostly 0..1, since the part may hold none or all of what is counted
 *
 * Forward, a territory with one successor is whole in it. Where there are several, or where it goes on existing beside
 * the parts it lost, the shares are those weights that are known; one that alone is not known is what the others leave.
 * Backward, a territory with one predecessor came wholly from it; with several, the shares are their named weights, and
 * open without (a weight stated with a change says nothing of it). What several ways lead to is added up. A territory
 * that merged and was set up again in between has its own ground back, wholly.
 *
 * Another level. A territory that surely lies in one territory of the level asked is whole in it. Another one is
 * converted through its communes: those of its day, each taken to the other day and to the territory it lies in there;
 * shares are weighted where the named weight of each of these communes is known, else open. So are territories of one
 * level that no change leads on from: employment zones of 2010 become those of 2020 through their communes. */
#ifndef GRAPPE_TERRITORY_CONVERSION_H
#define GRAPPE_TERRITORY_CONVERSION_H

#include "territory/territory.h"

typedef enum grappe_share_kind { GRAPPE_SHARE_WHOLE, GRAPPE_SHARE_WEIGHTED, GRAPPE_SHARE_OPEN } grappe_share_kind;

typedef struct grappe_territory_share {
  int32_t from, to; /* rows; to -1: nothing says where this part went */
  double share;     /* of `from`; NaN where it is open */
  double low, high; /* its bounds: both are `share` unless it is open */
  grappe_share_kind kind;
} grappe_territory_share;

typedef struct grappe_conversion_request {
  grappe_day from, to;   /* a territory that does not exist on `from` is taken on the day nearest to it when it did */
  int level;             /* that the territories of `to` are of; -1: each the level of its own */
  const double *weights; /* of each row, NaN where it is not known; NULL: no weight is named */
} grappe_conversion_request;

typedef struct grappe_conversion {
  grappe_territory_share *shares; /* in the order of the rows asked for, then of `to`; at least one for each */
  size_t count;
} grappe_conversion;

/* Changes that go round in circles within one day are GRAPPE_DATA. */
grappe_code grappe_territories_convert(const grappe_territories *territories, const grappe_conversion_request *request,
                                       const int32_t *rows, size_t count, grappe_run *run,
                                       grappe_conversion *conversion, grappe_error *error);
void grappe_conversion_free(grappe_conversion *conversion);

/* Whether the row exists on that day, and the day nearest to it on which it does. */
int grappe_territory_exists(const grappe_territories *territories, int32_t row, grappe_day day);
grappe_day grappe_territory_nearest(const grappe_territories *territories, int32_t row, grappe_day day);
/* The ground that the territory has on the day nearest to this one on which it exists, as a number: what was collected
 * for it on two days may be compared where both numbers are the same. A name that changes, or a merger that is undone,
 * leaves it as it was. */
uint64_t grappe_territory_ground(const grappe_territories *territories, int32_t row, grappe_day day);
/* changed[row] is 1 for each territory that took part in a change between the two days (each row's own `from`, as in a
 * conversion): what it counted then is not what it would have counted on the other geography. */
void grappe_territories_changed(const grappe_territories *territories, grappe_day from, grappe_day to,
                                unsigned char *changed);

#endif
