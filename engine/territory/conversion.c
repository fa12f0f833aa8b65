#include "territory/conversion.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "territory/conversion_private.h"

enum { CHECK_EVERY = 256, ANCESTORS_MOST = 64 };

/* --- putting parts together ----------------------------------------------------------------------------------------
 */

static int compare_rows(const void *a, const void *b) {
  int32_t x = ((const conversion_part *)a)->row, y = ((const conversion_part *)b)->row;
  return (x > y) - (x < y);
}

/* What all but one take, at least and at most, bounds the one: shares add up to one. */
static void tighten(conversion_parts *parts) {
  double low = 0, high = 0;
  for (size_t i = 0; i < parts->count; i++) {
    low += parts->items[i].low;
    high += parts->items[i].high;
  }
  for (size_t i = 0; i < parts->count; i++) {
    conversion_part *part = &parts->items[i];
    if (part->kind != GRAPPE_SHARE_OPEN) continue;
    double least = 1 - (high - part->high), most = 1 - (low - part->low);
    if (least > part->low) part->low = least;
    if (most < part->high) part->high = most;
  }
}

void conversion_settle(conversion_parts *parts) {
  size_t kept = 0;
  if (parts->count) qsort(parts->items, parts->count, sizeof *parts->items, compare_rows);
  for (size_t i = 0; i < parts->count; i++) {
    conversion_part part = parts->items[i];
    if (kept && parts->items[kept - 1].row == part.row) {
      conversion_part *sum = &parts->items[kept - 1];
      sum->share += part.share;
      sum->low += part.low;
      sum->high += part.high;
      if (part.kind > sum->kind) sum->kind = part.kind;
    } else {
      parts->items[kept++] = part;
    }
  }
  parts->count = kept;
  if (kept == 1) { /* whatever the ways, all of it came there */
    parts->items[0] = (conversion_part){parts->items[0].row, parts->items[0].day, 1, 1, 1, GRAPPE_SHARE_WHOLE};
    return;
  }
  for (size_t i = 0; i < kept; i++) {
    conversion_part *part = &parts->items[i];
    if (part->high > 1) part->high = 1;
    if (part->kind == GRAPPE_SHARE_OPEN) part->share = NAN;
  }
  tighten(parts);
}

/* --- one territory -------------------------------------------------------------------------------------------------
 */

typedef struct conversion_work {
  const grappe_territories *t;
  const grappe_conversion_request *request;
  conversion_walk back, forward;
  conversion_parts found, own; /* of the territory; of one of its communes */
} conversion_work;

/* The part where it lies at the level asked; it may lie partly in several there. */
static grappe_code roll_up(conversion_work *w, conversion_part part, int level, conversion_parts *found,
                           grappe_error *error) {
  int32_t areas[ANCESTORS_MOST];
  int sure;
  grappe_period day = {w->request->to, w->request->to};
  if (part.row < 0 || w->t->level[part.row] == level) return conversion_add(found, part, error);
  size_t count = grappe_territory_ancestors(w->t, part.row, level, day, areas, ANCESTORS_MOST, &sure);
  if (count > ANCESTORS_MOST) count = ANCESTORS_MOST;
  if (count == 0) areas[count++] = -1;
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    conversion_part there = part;
    there.row = areas[i];
    if (count > 1) {
      there.kind = GRAPPE_SHARE_OPEN;
      there.share = NAN;
      there.low = 0;
    }
    code = conversion_add(found, there, error);
  }
  return code;
}

/* Where the territory, known on a day, is at the level asked. A territory of that level is followed through the
 * changes. Another one is looked up where it stands first: what lies in a zone lies in it whatever its own changes. */
static grappe_code follow(conversion_work *w, int32_t row, int level, conversion_parts *found, grappe_error *error) {
  int32_t area;
  int sure = 0;
  grappe_period then = {w->request->to, w->request->to};
  if (w->t->level[row] != level && grappe_territory_ancestors(w->t, row, level, then, &area, 1, &sure) == 1 && sure)
    return conversion_add(found, (conversion_part){area, w->request->to, 1, 1, 1, GRAPPE_SHARE_WHOLE}, error);
  w->own.count = 0;
  grappe_day day = grappe_territory_nearest(w->t, row, w->request->from);
  conversion_walk *walk = day <= w->request->to ? &w->forward : &w->back;
  grappe_code code = conversion_follow(walk, row, day, &w->own, error);
  for (size_t i = 0; i < w->own.count && code == GRAPPE_OK; i++)
    code = roll_up(w, w->own.items[i], level, found, error);
  return code;
}

static int is_lost(const conversion_parts *parts) {
  for (size_t i = 0; i < parts->count; i++)
    if (parts->items[i].row < 0) return 1;
  return parts->count == 0;
}

/* The weight of each commune in the whole; NaN where that of one is not known. */
static double sum_of_weights(const conversion_work *w, const int32_t *communes, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += w->request->weights ? w->request->weights[communes[i]] : NAN;
  return sum > 0 ? sum : NAN;
}

static grappe_code through_communes(conversion_work *w, int32_t row, int level, grappe_error *error) {
  int32_t *communes;
  size_t count;
  grappe_day day = grappe_territory_nearest(w->t, row, w->request->from);
  if (w->t->commune < 0 || w->t->level[row] == w->t->commune) return GRAPPE_OK;
  grappe_code code =
      grappe_territories_members(w->t, row, w->t->commune, (grappe_period){day, day}, 1, &communes, &count, error);
  if (code) return code;
  if (count) w->found.count = 0;
  double sum = sum_of_weights(w, communes, count);
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    size_t before = w->found.count;
    double weight = isnan(sum) ? NAN : w->request->weights[communes[i]] / sum;
    code = follow(w, communes[i], level, &w->found, error);
    for (size_t p = before; p < w->found.count; p++) {
      conversion_part *part = &w->found.items[p];
      part->share *= weight;
      part->low = isnan(weight) ? 0 : part->low * weight;
      part->high = isnan(weight) ? 1 : part->high * weight;
      if (isnan(weight)) part->kind = GRAPPE_SHARE_OPEN;
      if (part->kind == GRAPPE_SHARE_WHOLE) part->kind = GRAPPE_SHARE_WEIGHTED;
    }
  }
  grappe_free(communes);
  return code;
}

static grappe_code convert(conversion_work *w, int32_t row, grappe_conversion *c, size_t *capacity,
                           grappe_error *error) {
  int level = w->request->level < 0 ? w->t->level[row] : w->request->level;
  w->found.count = 0;
  grappe_code code = follow(w, row, level, &w->found, error);
  if (code == GRAPPE_OK && (is_lost(&w->found) || (w->t->level[row] != level && w->found.count > 1)))
    code = through_communes(w, row, level, error);
  if (code) return code;
  conversion_settle(&w->found);
  grappe_territory_share *shares = grappe_grow(c->shares, capacity, c->count + w->found.count, sizeof *shares);
  if (!shares) return grappe_fail_memory(error);
  c->shares = shares;
  for (size_t i = 0; i < w->found.count; i++) {
    const conversion_part *part = &w->found.items[i];
    if (part->high > 0) /* a weight of nought, or of a territory that nobody lives in */
      shares[c->count++] = (grappe_territory_share){row, part->row, part->share, part->low, part->high, part->kind};
  }
  return GRAPPE_OK;
}

grappe_code grappe_territories_convert(const grappe_territories *t, const grappe_conversion_request *request,
                                       const int32_t *rows, size_t count, grappe_run *run, grappe_conversion *c,
                                       grappe_error *error) {
  conversion_work work = {.t = t, .request = request};
  size_t capacity = 0;
  *c = (grappe_conversion){0};
  grappe_code code = conversion_walk_open(t, request, 0, &work.back, error);
  if (code == GRAPPE_OK) code = conversion_walk_open(t, request, 1, &work.forward, error);
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    code = convert(&work, rows[i], c, &capacity, error);
    if (code == GRAPPE_OK && i % CHECK_EVERY == CHECK_EVERY - 1) code = grappe_run_check(run, error);
  }
  conversion_walk_close(&work.back);
  conversion_walk_close(&work.forward);
  grappe_free(work.found.items);
  grappe_free(work.own.items);
  if (code) grappe_conversion_free(c);
  return code;
}

void grappe_conversion_free(grappe_conversion *c) {
  grappe_free(c->shares);
  *c = (grappe_conversion){0};
}
