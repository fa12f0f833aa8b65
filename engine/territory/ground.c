/* Which ground a territory had on each day, as numbers.
 *
 * A territory begins with a number of its own. What merges is added up; what is given up is taken away, and is a new
 * number unless it is a territory that had merged before and now has its own ground back. So the same number means the
 * same ground, through mergers that were undone too. Two grounds meet in one number by chance only. */
#include <string.h>

#include "base/memory.h"
#include "territory/conversion_private.h"

/* Since that day the territory has this ground. */
typedef struct event {
  int32_t row;
  territory_ground ground;
} event;

typedef struct history {
  grappe_territories *t;
  uint64_t *now;           /* ground of each territory at this point */
  unsigned char *met;      /* it took part in a change already */
  unsigned char *absorbed; /* it merged into another, and keeps what it had */
  event *events;
  size_t count;
} history;

/* A number that no other seed gives, spread over all bits. */
static uint64_t spread(uint64_t seed) {
  seed += UINT64_C(0x9E3779B97F4A7C15);
  seed = (seed ^ (seed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  seed = (seed ^ (seed >> 27)) * UINT64_C(0x94D049BB133111EB);
  return seed ^ (seed >> 31);
}

static uint64_t own_ground(const grappe_territories *t, int32_t row) {
  return spread(2 * (uint64_t)t->ids[row]);
}

/* What first comes about by a change has the ground that the change gives it. */
static void meet(history *h, int32_t row, grappe_day date) {
  if (h->met[row]) return;
  h->met[row] = 1;
  h->now[row] = h->t->validity[row].from == date ? 0 : own_ground(h->t, row);
}

static void give_part(history *h, int32_t from, int32_t to, uint64_t part, int is_split) {
  if (is_split && h->absorbed[to])
    part = h->now[to];
  else
    h->now[to] += part;
  h->absorbed[to] = 0;
  h->now[from] -= part;
}

static void follow(history *h, size_t number) {
  const grappe_territory_change *change = &h->t->changes[number];
  int32_t from = change->from, to = change->to;
  uint64_t part = spread(2 * (uint64_t)number + 1);
  if (from == to) return;
  meet(h, from, change->date);
  meet(h, to, change->date);
  if (strcmp(change->kind, "renaming") == 0) {
    h->now[to] = h->now[from];
  } else if (strcmp(change->kind, "merger") == 0 && !(change->weight < 1)) {
    h->now[to] += h->now[from];
    h->absorbed[from] = 1;
  } else {
    give_part(h, from, to, part, strcmp(change->kind, "split") == 0);
  }
  h->events[h->count++] = (event){from, {change->date, h->now[from]}};
  h->events[h->count++] = (event){to, {change->date, h->now[to]}};
}

/* The events by territory, each in the order of their dates. */
static void put_in_order(history *h) {
  grappe_territories *t = h->t;
  for (size_t i = 0; i < h->count; i++) t->ground_first[h->events[i].row + 2]++;
  for (int32_t r = 0; r < t->count; r++) t->ground_first[r + 2] += t->ground_first[r + 1];
  for (size_t i = 0; i < h->count; i++) t->grounds[t->ground_first[h->events[i].row + 1]++] = h->events[i].ground;
}

grappe_code territory_find_grounds(grappe_territories *t, grappe_error *error) {
  size_t count = (size_t)t->count;
  if (!t->change_count) return GRAPPE_OK;
  history h = {.t = t};
  h.now = grappe_alloc(count * sizeof *h.now);
  h.met = grappe_alloc_zero(count, 1);
  h.absorbed = grappe_alloc_zero(count, 1);
  h.events = grappe_alloc(2 * t->change_count * sizeof *h.events);
  t->ground_first = grappe_alloc_zero(count + 2, sizeof *t->ground_first);
  t->grounds = grappe_alloc(2 * t->change_count * sizeof *t->grounds);
  int enough = h.now && h.met && h.absorbed && h.events && t->ground_first && t->grounds;
  for (size_t i = 0; i < t->change_count && enough; i++) follow(&h, i);
  if (enough) put_in_order(&h);
  grappe_free(h.now);
  grappe_free(h.met);
  grappe_free(h.absorbed);
  grappe_free(h.events);
  return enough ? GRAPPE_OK : grappe_fail_memory(error);
}

uint64_t grappe_territory_ground(const grappe_territories *t, int32_t row, grappe_day day) {
  grappe_day then = grappe_territory_nearest(t, row, day);
  if (!t->grounds) return own_ground(t, row);
  for (uint32_t i = t->ground_first[row + 1]; i-- > t->ground_first[row];)
    if (t->grounds[i].since <= then) return t->grounds[i].number;
  return own_ground(t, row);
}
