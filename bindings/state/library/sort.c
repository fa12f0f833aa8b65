/* table.sort: a merge sort. Unlike Lua's own it keeps the order of equal elements, so that what is sorted is the same
 * in every run, and it takes a comparison that contradicts itself without complaint. The table changes at the end, all
 * at once. Lists of numbers only or texts only, without a comparison of the script's, are sorted without Lua calls. */
#include <limits.h>

#include "state/library/library_private.h"

/* The list to sort, copied to the table at `index`. */
static lua_Integer copy_list(lua_State *L, lua_Integer size) {
  lua_newtable(L);
  for (lua_Integer i = 1; i <= size; i++) {
    lua_geti(L, 1, i);
    lua_rawseti(L, -2, i);
    grappe_state_check(L);
  }
  return size;
}

static void write_back(lua_State *L, int from, const grappe_order *order, lua_Integer size) {
  for (lua_Integer i = 1; i <= size; i++) {
    lua_rawgeti(L, from, order ? (lua_Integer)order[i - 1].index : i);
    lua_seti(L, 1, i);
    grappe_state_check(L);
  }
}

/* What all elements are: LUA_TSTRING, LUA_TNUMBER, or LUA_TNIL for anything else. */
static int common_type(lua_State *L, int list, lua_Integer size) {
  int common = LUA_TNONE;
  for (lua_Integer i = 1; i <= size; i++) {
    int type = lua_rawgeti(L, list, i);
    lua_pop(L, 1);
    if (common == LUA_TNONE) common = type;
    if (type != common || (type != LUA_TNUMBER && type != LUA_TSTRING)) return LUA_TNIL;
    grappe_state_check(L);
  }
  return common;
}

static void sort_plain(lua_State *L, int list, lua_Integer size, int type) {
  grappe_state *state = grappe_state_of(L);
  grappe_order *order = lua_newuserdatauv(L, 2 * (size_t)size * sizeof *order, 0);
  for (lua_Integer i = 0; i < size; i++) {
    lua_rawgeti(L, list, i + 1);
    order[i].rank = type == LUA_TSTRING ? GRAPPE_ORDER_TEXT : 0;
    order[i].index = (uint32_t)(i + 1);
    if (type == LUA_TSTRING)
      grappe_order_text(L, -1, &order[i]);
    else
      grappe_order_number(L, -1, &order[i]);
    lua_pop(L, 1);
    grappe_state_check(L);
  }
  if (!grappe_order_sort(state, order, order + size, (size_t)size)) grappe_stop_raise(L);
  write_back(L, list, order, size);
}

/* Whether the value at `right` must come before the one at `left`. */
static int comes_before(lua_State *L, int right, int left) {
  if (lua_isnil(L, 2)) return lua_compare(L, right, left, LUA_OPLT);
  lua_pushvalue(L, 2);
  lua_pushvalue(L, right);
  lua_pushvalue(L, left);
  lua_call(L, 2, 1);
  int answer = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return answer;
}

/* Merges two neighbouring stretches of `from` into `to`. The two next elements stay on the stack. */
static void merge(lua_State *L, int from, int to, lua_Integer start, lua_Integer middle, lua_Integer end) {
  lua_Integer left = start, right = middle;
  lua_rawgeti(L, from, left);
  int at_left = lua_gettop(L), at_right = at_left + 1;
  lua_rawgeti(L, from, right < end ? right : left);
  for (lua_Integer out = start; out < end; out++) {
    int take_right = left == middle || (right < end && comes_before(L, at_right, at_left));
    lua_pushvalue(L, take_right ? at_right : at_left);
    lua_rawseti(L, to, out);
    if (take_right && ++right < end) {
      lua_rawgeti(L, from, right);
      lua_replace(L, at_right);
    } else if (!take_right && ++left < middle) {
      lua_rawgeti(L, from, left);
      lua_replace(L, at_left);
    }
    grappe_state_check(L);
  }
  lua_settop(L, at_left - 1);
}

static void sort_called(lua_State *L, int list, lua_Integer size) {
  lua_createtable(L, (int)size, 0);
  int from = list, to = lua_gettop(L);
  for (lua_Integer width = 1; width < size; width *= 2) {
    for (lua_Integer start = 1; start <= size; start += 2 * width) {
      lua_Integer middle = start + width <= size ? start + width : size + 1;
      lua_Integer end = start + 2 * width <= size ? start + 2 * width : size + 1;
      merge(L, from, to, start, middle, end);
    }
    int other = from;
    from = to;
    to = other;
  }
  write_back(L, from, NULL, size);
}

int grappe_table_sort(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_Integer size = luaL_len(L, 1);
  if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  if (size < 2) return 0;
  luaL_argcheck(L, size < INT_MAX, 1, "array too big");
  copy_list(L, size);
  int type = lua_isnil(L, 2) ? common_type(L, 3, size) : LUA_TNIL;
  if (type == LUA_TNUMBER || type == LUA_TSTRING)
    sort_plain(L, 3, size, type);
  else
    sort_called(L, 3, size);
  return 0;
}
