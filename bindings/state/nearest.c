/* Which known name a mistyped one most likely meant: the fewest letters added, left out, changed or swapped. */
#include <string.h>

#include "state/state_private.h"

#define LONGEST 40

static int folded(char letter) {
  return letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : (unsigned char)letter;
}

static int distance(const char *a, size_t m, const char *b, size_t n) {
  int rows[3][LONGEST + 1];
  int *before = rows[0], *above = rows[1], *row = rows[2];
  for (size_t j = 0; j <= n; j++) above[j] = (int)j;
  for (size_t i = 1; i <= m; i++) {
    row[0] = (int)i;
    for (size_t j = 1; j <= n; j++) {
      int same = folded(a[i - 1]) == folded(b[j - 1]);
      int least = above[j - 1] + !same;
      if (above[j] + 1 < least) least = above[j] + 1;
      if (row[j - 1] + 1 < least) least = row[j - 1] + 1;
      if (i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) && folded(a[i - 2]) == folded(b[j - 1]) &&
          before[j - 2] + 1 < least)
        least = before[j - 2] + 1;
      row[j] = least;
    }
    int *free_row = before;
    before = above;
    above = row;
    row = free_row;
  }
  return above[n];
}

const char *grappe_nearest_key(lua_State *L, int index, const char *name) {
  size_t length = strlen(name);
  const char *best = NULL;
  if (length == 0 || length > LONGEST) return NULL;
  int least = (int)(length / 3) + 1; /* worse than this is no likeness */
  index = lua_absindex(L, index);
  int seen = 0;
  for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
    if (++seen > 5000) { /* a script that made so many names wants no guess among them */
      lua_pop(L, 2);
      break;
    }
    size_t other_length;
    if (lua_type(L, -2) != LUA_TSTRING) continue;
    const char *other = lua_tolstring(L, -2, &other_length);
    if (other_length == 0 || other_length > LONGEST) continue;
    int found = distance(name, length, other, other_length);
    if (found < least || (found == least && best && strcmp(other, best) < 0)) {
      least = found;
      best = other;
    }
  }
  return best;
}
