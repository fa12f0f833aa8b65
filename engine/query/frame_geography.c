/* Whether the territories of two frames are those of one geography. */
#include <string.h>

#include "query/recompose_private.h"

enum { NAMED_MOST = 6 };

typedef struct meeting {
  grappe_territories *t;
  const int32_t *left, *right; /* territories of the rows */
  size_t lefts, rights;
  int32_t *linked;        /* of each territory: another one that changes link it with; itself at the end */
  unsigned char *changed; /* between both geographies */
  grappe_buffer names;
  size_t differing;
} meeting;

static int32_t end_of(const meeting *m, int32_t territory) {
  while (m->linked[territory] != territory) territory = m->linked[territory] = m->linked[m->linked[territory]];
  return territory;
}

/* Whether the change lies between the one's geography and the other's. */
static int lies_between(const meeting *m, const grappe_territory_change *change, grappe_day before, grappe_day after) {
  return grappe_territory_nearest(m->t, change->from, before) < change->date &&
         change->date <= grappe_territory_nearest(m->t, change->to, after);
}

/* Territories that changes between both geographies lead from one to another, in whatever steps. */
static void link_changes(meeting *m, grappe_day from, grappe_day to) {
  size_t count;
  const grappe_territory_change *changes = grappe_territories_changes(m->t, &count);
  for (int32_t i = 0; i < grappe_territories_count(m->t); i++) m->linked[i] = i;
  for (size_t i = 0; i < count; i++)
    if (lies_between(m, &changes[i], from, to) || lies_between(m, &changes[i], to, from))
      m->linked[end_of(m, changes[i].from)] = end_of(m, changes[i].to);
}

static void name(meeting *m, int32_t territory) {
  if (m->differing++ < NAMED_MOST)
    grappe_buffer_addf(&m->names, "%s%s (%s)", m->differing > 1 ? ", " : "",
                       grappe_territory_name(m->t, territory, grappe_language_now()),
                       grappe_territory_code(m->t, territory));
}

enum { LEFT_ALONE = 1, RIGHT_ALONE = 2, BOTH_ALONE = 3, LEFT_HAS = 4, RIGHT_HAS = 8 };

/* A row without partner whose territory the other side has in other rows is alone for another key's sake. */
static void mark_present(meeting *m, unsigned char *alone) {
  for (size_t i = 0; i < m->lefts; i++)
    if (m->left[i] >= 0) alone[m->left[i]] |= LEFT_HAS;
  for (size_t i = 0; i < m->rights; i++)
    if (m->right[i] >= 0) alone[m->right[i]] |= RIGHT_HAS;
}

static int is_alone(const meeting *m, const unsigned char *alone, int32_t territory) {
  return (alone[end_of(m, territory)] & BOTH_ALONE) == BOTH_ALONE &&
         (alone[territory] & (LEFT_HAS | RIGHT_HAS)) != (LEFT_HAS | RIGHT_HAS);
}

/* Rows that met although their territory changed in between, and rows that found no partner since what their territory
 * was is another one there. `alone` has a place for each territory: which sides have it, and have it alone. */
static void compare(meeting *m, const int32_t *partner, unsigned char *alone, unsigned char *used) {
  mark_present(m, alone);
  for (size_t i = 0; i < m->lefts; i++) {
    if (partner[i] >= 0) used[partner[i]] = 1;
    if (m->left[i] < 0) continue;
    if (partner[i] < 0)
      alone[end_of(m, m->left[i])] |= LEFT_ALONE;
    else if (m->changed[m->left[i]])
      name(m, m->left[i]);
  }
  for (size_t i = 0; i < m->rights; i++)
    if (!used[i] && m->right[i] >= 0) alone[end_of(m, m->right[i])] |= RIGHT_ALONE;
  for (size_t i = 0; i < m->lefts; i++)
    if (partner[i] < 0 && m->left[i] >= 0 && is_alone(m, alone, m->left[i])) name(m, m->left[i]);
  for (size_t i = 0; i < m->rights; i++)
    if (!used[i] && m->right[i] >= 0 && is_alone(m, alone, m->right[i])) name(m, m->right[i]);
}

static grappe_code refuse(meeting *m, grappe_error *error) {
  if (m->differing > NAMED_MOST) grappe_buffer_add(&m->names, ", …");
  return grappe_fail(error, GRAPPE_DATA,
                     m->differing == 1
                         ? "the frames are on different geographies: %lu territory differs (%s); put both on one "
                           "first, as in a, b = same_geography(a, b)"
                         : "the frames are on different geographies: %lu territories differ (%s); put both on one "
                           "first, as in a, b = same_geography(a, b)",
                     (unsigned long)m->differing, grappe_buffer_text(&m->names));
}

grappe_code frame_check_geographies(const grappe_frame *left, size_t left_column, const grappe_frame *right,
                                    size_t right_column, const int32_t *partner, grappe_error *error) {
  meeting m = {.left = grappe_frame_column(left, left_column)->codes, .lefts = left->rows, .rights = right->rows};
  grappe_day from = GRAPPE_DAY_FIRST, to = GRAPPE_DAY_FIRST;
  size_t changes = 0;
  m.right = grappe_frame_column(right, right_column)->codes;
  grappe_code code = grappe_snapshot_territories(left->snapshot, &m.t, error);
  if (code == GRAPPE_OK) grappe_territories_changes(m.t, &changes);
  if (code || !changes) return code;
  code = recompose_latest_day(left, &from, error);
  if (code == GRAPPE_OK) code = recompose_latest_day(right, &to, error);
  if (code || from == GRAPPE_DAY_FIRST || to == GRAPPE_DAY_FIRST) return code;
  size_t count = (size_t)grappe_territories_count(m.t);
  m.linked = grappe_alloc(count * sizeof *m.linked);
  m.changed = grappe_alloc_zero(count, 1);
  unsigned char *alone = grappe_alloc_zero(count, 1), *used = grappe_alloc_zero(right->rows + 1, 1);
  if (m.linked && m.changed && alone && used) {
    link_changes(&m, from, to);
    grappe_territories_changed(m.t, from, to, m.changed);
    compare(&m, partner, alone, used);
    if (m.differing) code = refuse(&m, error);
  } else {
    code = grappe_fail_memory(error);
  }
  grappe_free(m.linked);
  grappe_free(m.changed);
  grappe_free(alone);
  grappe_free(used);
  grappe_buffer_free(&m.names);
  return code;
}
