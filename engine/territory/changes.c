/* Along the changes of territories, from one day to another. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "territory/conversion_private.h"

enum { STEPS_MOST = 4096 }; /* parts of one territory; more means a circle */

grappe_code conversion_add(conversion_parts *parts, conversion_part part, grappe_error *error) {
  conversion_part *items = grappe_grow(parts->items, &parts->capacity, parts->count + 1, sizeof *items);
  if (!items) return grappe_fail_memory(error);
  parts->items = items;
  items[parts->count++] = part;
  return GRAPPE_OK;
}

int grappe_territory_exists(const grappe_territories *t, int32_t row, grappe_day day) {
  return t->validity[row].from <= day && day <= t->validity[row].to;
}

grappe_day grappe_territory_nearest(const grappe_territories *t, int32_t row, grappe_day day) {
  if (day < t->validity[row].from) return t->validity[row].from;
  return day > t->validity[row].to ? t->validity[row].to : day;
}

void grappe_territories_changed(const grappe_territories *t, grappe_day from, grappe_day to, unsigned char *changed) {
  memset(changed, 0, (size_t)t->count);
  for (size_t i = 0; i < t->change_count; i++) {
    const int32_t both[] = {t->changes[i].from, t->changes[i].to};
    for (int k = 0; k < 2; k++) {
      grappe_day own = grappe_territory_nearest(t, both[k], from), date = t->changes[i].date;
      if ((own < date && date <= to) || (to < date && date <= own)) changed[both[k]] = 1;
    }
  }
}

static int32_t start_of(const conversion_walk *w, const grappe_territory_change *change) {
  return w->forward ? change->from : change->to;
}

static int32_t end_of(const conversion_walk *w, const grappe_territory_change *change) {
  return w->forward ? change->to : change->from;
}

grappe_code conversion_walk_open(const grappe_territories *t, const grappe_conversion_request *request, int forward,
                                 conversion_walk *w, grappe_error *error) {
  *w = (conversion_walk){.territories = t, .request = request, .forward = forward};
  w->first = grappe_alloc_zero((size_t)t->count + 2, sizeof *w->first);
  w->order = grappe_alloc((t->change_count + 1) * sizeof *w->order);
  if (!w->first || !w->order) return grappe_fail_memory(error);
  for (size_t i = 0; i < t->change_count; i++) w->first[start_of(w, &t->changes[i]) + 2]++;
  for (int32_t r = 0; r < t->count; r++) w->first[r + 2] += w->first[r + 1];
  for (size_t i = 0; i < t->change_count; i++) w->order[w->first[start_of(w, &t->changes[i]) + 1]++] = (uint32_t)i;
  return GRAPPE_OK;
}

void conversion_walk_close(conversion_walk *w) {
  grappe_free(w->first);
  grappe_free(w->order);
  grappe_free(w->waiting.items);
  grappe_free(w->step.items);
}

static const grappe_territory_change *change_at(const conversion_walk *w, uint32_t place) {
  return &w->territories->changes[w->order[place]];
}

/* The changes of one day that the part meets next, as places from *from up to *to; 0 where there is none on the way. A
 * territory that came about by a change of a day but does not exist on it (a merger and a renaming of one day) goes
 * through the other changes of that day too. */
static int next_changes(const conversion_walk *w, const conversion_part *part, uint32_t *from, uint32_t *to) {
  uint32_t begin = w->first[part->row], end = w->first[part->row + 1];
  int there = grappe_territory_exists(w->territories, part->row, part->day);
  if (w->forward) {
    for (*from = begin; *from < end; ++*from) {
      grappe_day date = change_at(w, *from)->date;
      if (date > w->request->to) return 0;
      if (date > part->day || (date == part->day && !there)) break;
    }
    if (*from == end) return 0;
    for (*to = *from + 1; *to < end && change_at(w, *to)->date == change_at(w, *from)->date;) ++*to;
    return 1;
  }
  for (*to = end; *to > begin; --*to) {
    grappe_day date = change_at(w, *to - 1)->date;
    if (date <= w->request->to) return 0;
    if (date <= part->day || (date == part->day + 1 && !there)) break;
  }
  if (*to == begin) return 0;
  for (*from = *to - 1; *from > begin && change_at(w, *from - 1)->date == change_at(w, *to - 1)->date;) --*from;
  return 1;
}

static int is_partial(const grappe_territory_change *change) {
  return strcmp(change->kind, "split") == 0 || strcmp(change->kind, "transfer") == 0 || change->weight < 1;
}

/* Whether the territory goes on beside the changes of that day without being named in them. Forward, it lost parts and
 * still exists. Backward, it existed before and took others in, or parts of them; what came about by a split did not,
 * even where nobody recorded since when it exists. */
static int goes_on(const conversion_walk *w, int32_t row, uint32_t from, uint32_t to) {
  grappe_day date = change_at(w, from)->date;
  int partial = 0, took_in = 0;
  for (uint32_t i = from; i < to; i++) {
    const char *kind = change_at(w, i)->kind;
    if (end_of(w, change_at(w, i)) == row) return 0;
    partial |= is_partial(change_at(w, i));
    took_in |= strcmp(kind, "merger") == 0 || strcmp(kind, "transfer") == 0;
  }
  if (!w->forward) return took_in && w->territories->validity[row].from < date;
  return partial && w->territories->validity[row].to >= date;
}

static double named_weight(const conversion_walk *w, int32_t row) {
  return w->request->weights ? w->request->weights[row] : NAN;
}

/* By the weights that the caller names, if it does for all. Backward, the population of a territory that went on is
 * that of the larger one that it became: no weight of what it was. */
static int share_by_names(conversion_walk *w, int32_t row) {
  double sum = 0;
  for (size_t i = 0; i < w->step.count; i++) {
    double own = named_weight(w, w->step.items[i].row);
    if (isnan(own) || own < 0 || (!w->forward && w->step.items[i].row == row)) return 0;
    sum += own;
  }
  if (!(sum > 0)) return 0;
  for (size_t i = 0; i < w->step.count; i++) w->step.items[i].share = named_weight(w, w->step.items[i].row) / sum;
  return 1;
}

/* By the weights that stand with the changes (in `share` already); one that is missing is what the others leave. */
static int share_by_statements(conversion_walk *w) {
  double sum = 0;
  conversion_part *missing = NULL;
  for (size_t i = 0; i < w->step.count; i++) {
    conversion_part *part = &w->step.items[i];
    if (!w->forward) part->share = NAN;
    if (isnan(part->share) && missing) return 0;
    if (isnan(part->share))
      missing = part;
    else
      sum += part->share;
  }
  if (missing) {
    missing->share = sum < 1 ? 1 - sum : 0;
    sum += missing->share;
  }
  for (size_t i = 0; i < w->step.count; i++) w->step.items[i].share /= sum > 0 ? sum : 1; /* 0.33 thrice is a whole */
  return sum > 0;
}

/* Shares of which some are open: each may be what those that are known leave. */
static void share_openly(conversion_walk *w) {
  double known = 0;
  for (size_t i = 0; i < w->step.count; i++)
    if (!isnan(w->step.items[i].share)) known += w->step.items[i].share;
  for (size_t i = 0; i < w->step.count; i++) {
    conversion_part *part = &w->step.items[i];
    if (!isnan(part->share)) continue;
    part->kind = GRAPPE_SHARE_OPEN;
    part->low = 0;
    part->high = known < 1 ? 1 - known : 0;
  }
}

static grappe_code add_step(conversion_walk *w, int32_t row, double weight, grappe_error *error) {
  for (size_t i = 0; i < w->step.count; i++)
    if (w->step.items[i].row == row) return GRAPPE_OK;
  return conversion_add(&w->step, (conversion_part){.row = row, .share = weight}, error);
}

/* Whether a change on the way from the part's first day to this one leads between both territories: forward, `row` had
 * merged into `other`, which now gives it up again; backward, it is to be given up later by the one that it merges in.
 */
static int comes_back(const conversion_walk *w, int32_t row, int32_t other, grappe_day date) {
  for (uint32_t i = w->first[row]; i < w->first[row + 1]; i++) {
    const grappe_territory_change *change = change_at(w, i);
    if (end_of(w, change) != other || strcmp(change->kind, w->forward ? "merger" : "split") != 0) continue;
    if (w->forward ? w->origin_day < change->date && change->date < date
                   : date < change->date && change->date <= w->origin_day)
      return 1;
  }
  return 0;
}

/* A commune that merged and was set up again has its own ground back: all of it, and nothing of the others'. */
static void take_back(conversion_walk *w, int32_t row, grappe_day date) {
  size_t kept = 0;
  for (size_t i = 0; i < w->step.count; i++)
    if (w->step.items[i].row == w->origin && row != w->origin && comes_back(w, w->origin, row, date)) {
      w->step.items[0] = w->step.items[i];
      w->step.count = 1;
      return;
    }
  for (size_t i = 0; i < w->step.count; i++) {
    int32_t other = w->step.items[i].row;
    if (other == row || other == w->origin || !comes_back(w, other, row, date))
      w->step.items[kept++] = w->step.items[i];
  }
  if (kept) w->step.count = kept;
}

/* What the changes of one day make of a territory, into w->step. */
static grappe_code take_step(conversion_walk *w, int32_t row, uint32_t from, uint32_t to, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  w->step.count = 0;
  for (uint32_t i = from; i < to && code == GRAPPE_OK; i++)
    code = add_step(w, end_of(w, change_at(w, i)), change_at(w, i)->weight, error);
  if (code == GRAPPE_OK && goes_on(w, row, from, to)) code = add_step(w, row, NAN, error);
  if (code) return code;
  if (w->step.count > 1) take_back(w, row, change_at(w, from)->date);
  int whole = w->step.count == 1, weighted = !whole && (share_by_names(w, row) || share_by_statements(w));
  for (size_t i = 0; i < w->step.count; i++) {
    conversion_part *part = &w->step.items[i];
    part->kind = whole ? GRAPPE_SHARE_WHOLE : GRAPPE_SHARE_WEIGHTED;
    if (whole) part->share = 1;
    part->low = part->high = part->share;
  }
  if (!whole && !weighted) share_openly(w);
  return GRAPPE_OK;
}

static conversion_part times(conversion_part whole, conversion_part part) {
  part.share *= whole.share;
  part.low *= whole.low;
  part.high *= whole.high;
  if (whole.kind > part.kind) part.kind = whole.kind;
  return part;
}

static grappe_code fail_circle(const grappe_territories *t, int32_t row, grappe_error *error) {
  return grappe_fail(error, GRAPPE_DATA,
                     "the changes of territory %s go round in a circle on one day: correct the changes of territories",
                     grappe_territory_code(t, row));
}

grappe_code conversion_follow(conversion_walk *w, int32_t row, grappe_day day, conversion_parts *found,
                              grappe_error *error) {
  size_t steps = 0;
  w->waiting.count = 0;
  w->origin = row;
  w->origin_day = day;
  grappe_code code = conversion_add(&w->waiting, (conversion_part){row, day, 1, 1, 1, GRAPPE_SHARE_WHOLE}, error);
  while (code == GRAPPE_OK && w->waiting.count) {
    conversion_part part = w->waiting.items[--w->waiting.count];
    uint32_t from, to;
    if (++steps > STEPS_MOST) return fail_circle(w->territories, row, error);
    if (!next_changes(w, &part, &from, &to)) {
      if (!grappe_territory_exists(w->territories, part.row, w->request->to)) part.row = -1;
      code = conversion_add(found, part, error);
      continue;
    }
    grappe_day date = change_at(w, from)->date;
    code = take_step(w, part.row, from, to, error);
    for (size_t i = 0; i < w->step.count && code == GRAPPE_OK; i++) {
      conversion_part next = times(part, w->step.items[i]);
      next.day = w->forward ? date : date - 1;
      code = conversion_add(&w->waiting, next, error);
    }
  }
  return code;
}
