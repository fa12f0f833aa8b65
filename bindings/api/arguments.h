/* Arguments that several types take in the same form: lists of names and places, directions, numbers of rows. All
 * raise. */
#ifndef GRAPPE_API_ARGUMENTS_H
#define GRAPPE_API_ARGUMENTS_H

#include <lua.h>
#include <stddef.h>

#include "query/query.h"

enum { GRAPPE_PATHS_MOST = 16 };

/* Pushes a list of the names (text keys) of the table at `index`, sorted, so that descriptions and explanations repeat;
 * returns how many. Other keys than names raise with `expected`, except those of the list part where `lists` is 1. */
lua_Integer grappe_push_names(lua_State *L, int index, int lists, const char *expected);

/* A territory's name or row at `index`, or a list of them: fills `places` (GRAPPE_PATHS_MOST) and leaves on the stack
 * what they borrow. Returns how many. */
size_t grappe_check_places(lua_State *L, int index, grappe_place *places);

/* Texts from argument 2 on, or one list of them there: fills `names` (`most`) and leaves them on the stack. */
size_t grappe_check_names(lua_State *L, const char **names, size_t most, const char *expected);

/* The same for fields of a collection: `paths` has room for GRAPPE_PATHS_MOST. */
size_t grappe_check_paths(lua_State *L, const char **paths);

/* "ascending" or "descending" at `index`; `standard` where it is not given. Returns 1 for descending. */
int grappe_check_descending(lua_State *L, int index, int standard);

/* A distance: a number of kilometres, or "50 km" as text or figure. */
double grappe_check_kilometres(lua_State *L, int index);
/* A point { longitude, latitude } (returns 1), or a territory (0). */
int grappe_check_point(lua_State *L, int index, grappe_place *place, double point[2]);
/* One day. */
grappe_day grappe_check_day(lua_State *L, int index);

/* The text under that name in the table at `index`, left on the stack so that it lives; NULL where it is not given. */
const char *grappe_text_option(lua_State *L, int index, const char *name);

/* A whole number of rows, 0 or more. */
size_t grappe_check_row_count(lua_State *L, int index);

/* What to total: the field at argument 2 (which a count may leave out), for a quantile the number at 3. */
grappe_aggregation grappe_check_aggregation(lua_State *L, grappe_aggregate what);

/* Calls the function at 2 with each value that the iterator on top gives, until it gives nil. Returns 0. */
int grappe_call_each(lua_State *L);

#endif
