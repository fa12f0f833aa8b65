/* pairs in an order that does not change from run to run.
 *
 * Lua's own order depends on addresses. Here the positive integers come first, ascending, then other numbers, then
 * texts in the order of their bytes, then booleans; tables and functions as keys come last, in no promised order.
 *
 * As long as Lua's own order gives 1, 2, 3 … it is simply followed, so a list costs no sorting. At the first other key
 * the keys that are left are gathered and sorted. A key that the loop sets to nil before its turn is left out, as ever;
 * a key that is new may or may not come. */
#include "state/library/library_private.h"

enum { RANK_LIST = 0, RANK_NUMBER = 1, RANK_TEXT = GRAPPE_ORDER_TEXT, RANK_BOOLEAN = 3, RANK_OTHER = 4 };

static void order_key(lua_State *L, int index, grappe_order *order) {
  order->prefix = 0;
  order->rest.integer = 0;
  order->length = 0;
  switch (lua_type(L, index)) {
    case LUA_TNUMBER:
      order->rank = lua_isinteger(L, index) && lua_tointeger(L, index) > 0 ? RANK_LIST : RANK_NUMBER;
      grappe_order_number(L, index, order);
      break;
    case LUA_TSTRING:
      order->rank = RANK_TEXT;
      grappe_order_text(L, index, order);
      break;
    case LUA_TBOOLEAN:
      order->rank = RANK_BOOLEAN;
      order->rest.integer = lua_toboolean(L, index);
      break;
    default:
      order->rank = RANK_OTHER;
      break;
  }
}

#define FEW 48

/* The keys are on the stack from `first` on, `count` of them: pushes the sorted list of them. For the records that most
 * tables are, this is much faster than the way below. */
static void sort_few(lua_State *L, int first, int count) {
  grappe_order order[FEW], scratch[FEW];
  for (int i = 0; i < count; i++) {
    order_key(L, first + i, &order[i]);
    order[i].index = (uint32_t)i;
  }
  if (!grappe_order_sort(grappe_state_of(L), order, scratch, (size_t)count)) grappe_stop_raise(L);
  lua_createtable(L, count, 0);
  for (int i = 0; i < count; i++) {
    lua_pushvalue(L, first + (int)order[i].index);
    lua_rawseti(L, -2, i + 1);
  }
}

/* The same for the keys in the list at `keys`. */
static void sort_many(lua_State *L, int keys, lua_Integer count) {
  grappe_order *order = lua_newuserdatauv(L, 2 * (size_t)count * sizeof *order, 0);
  for (lua_Integer i = 0; i < count; i++) {
    lua_rawgeti(L, keys, i + 1);
    order_key(L, -1, &order[i]);
    order[i].index = (uint32_t)(i + 1);
    lua_pop(L, 1);
    if (i % 1024 == 0) grappe_state_check(L);
  }
  if (!grappe_order_sort(grappe_state_of(L), order, order + count, (size_t)count)) grappe_stop_raise(L);
  lua_createtable(L, (int)count, 0);
  for (lua_Integer i = 0; i < count; i++) {
    lua_rawgeti(L, keys, order[i].index);
    lua_rawseti(L, -2, i + 1);
    if (i % 1024 == 0) grappe_state_check(L);
  }
}

/* The table is at 1, the first key to gather and its value on top. Pushes the sorted list of that key and all behind
 * it. */
static void gather(lua_State *L) {
  int first = lua_gettop(L) - 1, count = 0;
  if (!lua_checkstack(L, FEW + 4)) { /* for want of memory: luaL_checkstack would call it a stack overflow */
    grappe_error error = {0};
    grappe_fail_memory(&error);
    grappe_raise(L, &error);
  }
  do { /* each key stays on the stack, and lua_next is given a copy */
    lua_pop(L, 1);
    count++;
    lua_pushvalue(L, -1);
    if (!lua_next(L, 1)) {
      sort_few(L, first, count);
      return;
    }
  } while (count < FEW);

  lua_newtable(L); /* too many: into a list, and on */
  int keys = lua_gettop(L);
  lua_Integer all = 0;
  for (int i = 0; i < count; i++) {
    lua_pushvalue(L, first + i);
    lua_rawseti(L, keys, ++all);
  }
  lua_pushvalue(L, keys - 2); /* the key that lua_next gave last; its value is not needed */
  do {
    lua_pushvalue(L, -1);
    lua_rawseti(L, keys, ++all);
    if (all % 1024 == 0) grappe_state_check(L);
    if (!lua_next(L, 1)) break;
    lua_pop(L, 1);
  } while (1);
  sort_many(L, keys, all);
}

/* Upvalues: the sorted keys (nil while Lua's own order is followed), how many were given of them. */
static int step(lua_State *L) {
  if (lua_type(L, 1) != LUA_TTABLE) luaL_checktype(L, 1, LUA_TTABLE); /* a script may call this with anything */
  lua_settop(L, 2);
  if (!lua_toboolean(L, lua_upvalueindex(1))) {
    lua_Integer expected = lua_tointeger(L, 2) + 1; /* nil counts as 0 */
    if (!lua_next(L, 1)) {
      lua_pushnil(L);
      return 1;
    }
    if (lua_isinteger(L, 2) && lua_tointeger(L, 2) == expected) return 2;
    gather(L);
    lua_replace(L, lua_upvalueindex(1));
    lua_pushinteger(L, 0);
    lua_replace(L, lua_upvalueindex(2));
  }
  lua_Integer at = lua_tointeger(L, lua_upvalueindex(2));
  for (;;) {
    if (lua_rawgeti(L, lua_upvalueindex(1), ++at) == LUA_TNIL) return 1;
    lua_pushvalue(L, -1);
    if (lua_rawget(L, 1) != LUA_TNIL) break;
    lua_pop(L, 2);
    if (at % 1024 == 0) grappe_state_check(L);
  }
  lua_pushinteger(L, at);
  lua_replace(L, lua_upvalueindex(2));
  return 2;
}

static int after_metamethod(lua_State *L, int status, lua_KContext context) {
  (void)L;
  (void)status;
  (void)context;
  return 3;
}

static int pairs(lua_State *L) {
  luaL_checkany(L, 1);
  if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_callk(L, 1, 3, 0, after_metamethod);
    return 3;
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_pushnil(L);
  lua_pushnil(L);
  lua_pushcclosure(L, step, 2);
  lua_pushvalue(L, 1);
  lua_pushnil(L);
  return 3;
}

void grappe_open_pairs(lua_State *L, int to) {
  lua_pushcfunction(L, pairs);
  lua_setfield(L, to, "pairs");
}
