/* Names of values: the keys of the tables that a script hands over. */
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "api/registration.h"
#include "api/statistics_private.h"

static int compare_keys(const void *a, const void *b) {
  const statistic_key *x = a, *y = b;
  if (!x->text || !y->text) {
    if (x->text || y->text) return x->text ? 1 : -1;
    return (x->number > y->number) - (x->number < y->number);
  }
  if (x->text == y->text) return 0;
  int order = memcmp(x->text, y->text, x->length < y->length ? x->length : y->length);
  return order ? order : (x->length > y->length) - (x->length < y->length);
}

statistic_key statistic_key_at(lua_State *L, int index) {
  statistic_key key = {0};
  if (lua_isinteger(L, index))
    key.number = lua_tointeger(L, index);
  else
    key.text = lua_tolstring(L, index, &key.length);
  return key;
}

/* Arrays grow as userdata: each replaces the one at the slot below the keys' table. */
static void grow(lua_State *L, statistic_keys *keys) {
  size_t capacity = keys->capacity ? keys->capacity * 2 : 16;
  statistic_key *moved = statistic_array(L, capacity, sizeof *moved);
  if (keys->count) memcpy(moved, keys->keys, keys->count * sizeof *moved);
  keys->keys = moved;
  keys->capacity = capacity;
}

void statistic_keys_add(lua_State *L, statistic_keys *keys, int table, int argument) {
  size_t wanted = keys->count;
  table = lua_absindex(L, table);
  statistic_room(L, 6);
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
    if (lua_type(L, -2) != LUA_TSTRING && !lua_isinteger(L, -2))
      grappe_argument_error(L, argument, "values under names, or a list of them");
    wanted++;
  }
  while (keys->capacity < wanted) grow(L, keys);
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) keys->keys[keys->count++] = statistic_key_at(L, -2);
}

void statistic_keys_settle(statistic_keys *keys) {
  size_t kept = 0;
  if (!keys->count) return;
  qsort(keys->keys, keys->count, sizeof *keys->keys, compare_keys);
  for (size_t i = 1; i < keys->count; i++)
    if (compare_keys(&keys->keys[kept], &keys->keys[i]) != 0) keys->keys[++kept] = keys->keys[i];
  keys->count = kept + 1;
}

size_t statistic_keys_find(const statistic_keys *keys, const statistic_key *key) {
  if (!keys->count) return 0;
  const statistic_key *found = bsearch(key, keys->keys, keys->count, sizeof *keys->keys, compare_keys);
  return found ? (size_t)(found - keys->keys) : keys->count;
}

void statistic_push_key(lua_State *L, const statistic_key *key) {
  if (key->text)
    lua_pushlstring(L, key->text, key->length);
  else
    lua_pushinteger(L, key->number);
}

const char *statistic_key_name(lua_State *L, const statistic_key *key) {
  if (key->text)
    lua_pushlstring(L, key->text, key->length);
  else
    lua_pushfstring(L, "%I", (LUAI_UACINT)key->number);
  return lua_tostring(L, -1);
}
