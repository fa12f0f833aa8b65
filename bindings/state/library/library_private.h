/* The libraries that environments are made of. Everything here runs inside protected calls and may raise. */
#ifndef GRAPPE_STATE_LIBRARY_PRIVATE_H
#define GRAPPE_STATE_LIBRARY_PRIVATE_H

#include <lauxlib.h>
#include <lua.h>

#include "state/state_private.h"

/* The base library has two halves: what all environments share, and what needs to know its environment. Each opener
 * fills or pushes one table. */
void grappe_open_base(lua_State *L, int to);  /* sets functions in the table at `to` */
void grappe_open_pairs(lua_State *L, int to); /* the same: pairs */
void grappe_open_calls(lua_State *L, int to); /* the same: pcall, xpcall */
void grappe_open_string(lua_State *L);        /* pushes; also gives strings their private metatable */
void grappe_open_table(lua_State *L);
void grappe_open_coroutine(lua_State *L);
void grappe_open_os(lua_State *L);
void grappe_open_utf8(lua_State *L);
/* Fresh for each environment: the numbers of math.random start from the same seed in each. */
void grappe_open_math(lua_State *L);

/* The functions that see one environment: load, require, next, rawget, rawset, rawlen. `environment` and `view` (the _G
 * of scripts) are indices; `words` receives what is known by name without being a field of _G. */
void grappe_bind_environment(lua_State *L, int environment, int view, int words);
void grappe_bind_load(lua_State *L, int environment, int view);
void grappe_bind_require(lua_State *L, int environment, int words);

/* Source text handed to Lua's compiler in small pieces, so that compiling can be stopped. Skips a byte order mark and a
 * first line that starts with '#'. */
typedef struct grappe_pieces {
  const char *text;
  size_t left;
} grappe_pieces;
grappe_pieces grappe_pieces_of(const char *text, size_t length);
const char *grappe_pieces_next(lua_State *L, void *pieces, size_t *length); /* a lua_Reader */

/* Raises anew what a caught error may not swallow; otherwise makes the error value on top fit for scripts. */
void grappe_caught(lua_State *L, int status);

/* library/bounded.c: pushes the stock function on top of the stack wrapped so that the text it is given as first
 * argument has at most `most` bytes. */
void grappe_push_bounded(lua_State *L, lua_Integer most);
void grappe_name_stock(lua_State *L, const char *library);

/* library/bounded.c: the same for string.pack, packsize and unpack, whose formats are bounded. */
void grappe_push_packing(lua_State *L);

/* library/order.c: sorting without Lua calls, by a key that orders like the value. Equal keys keep their order. */
typedef struct grappe_order {
  uint64_t prefix; /* compared first */
  union {
    const char *text;
    lua_Integer integer;
  } rest;
  uint32_t length; /* of text; 0 for numbers */
  uint32_t index;  /* which value this stands for */
  uint32_t rank;   /* compared before everything; what has GRAPPE_ORDER_TEXT is compared as text */
} grappe_order;

#define GRAPPE_ORDER_TEXT 2

void grappe_order_number(lua_State *L, int index, grappe_order *order);
void grappe_order_text(lua_State *L, int index, grappe_order *order);
/* Sorts `count` items with as many of scratch. Returns 0 when it was stopped half-way. */
int grappe_order_sort(grappe_state *state, grappe_order *items, grappe_order *scratch, size_t count);

/* library/format.c and library/find.c: parts of the string library */
int grappe_string_format(lua_State *L);
int grappe_string_find(lua_State *L);
int grappe_string_match(lua_State *L);
int grappe_string_gmatch(lua_State *L);
int grappe_string_gsub(lua_State *L);
/* library/sort.c */
int grappe_table_sort(lua_State *L);

#endif
