/* Pairs of an origin and a destination, from tables and from frames. */
#include <lauxlib.h>

#include "api/registration.h"
#include "api/statistics_access_private.h"
#include "api/value.h"

static const char expected_ways[] =
    "a frame, or a table of tables: origins, and from each its destinations, as in { Gidy = { Dreux = { attraction = "
    "5000, distance = 10 } } }";
static const char *const frame_names[] = {"origin", "destination", "distance"};

/* --- tables ---------------------------------------------------------------------------------------------------------
 */

/* The pair on top of the stack, which is popped: a distance, or { attraction =, distance = }. */
static void take_pair(lua_State *L, access_input *in, size_t at) {
  if (lua_type(L, -1) == LUA_TTABLE) {
    int pair = lua_gettop(L);
    if (lua_getfield(L, pair, "distance") == LUA_TNIL) grappe_argument_error(L, 1, expected_ways);
    in->distances.figures[at] = statistic_take_value(L, &in->distances, 1, expected_ways);
    lua_getfield(L, pair, "attraction");
    if (!in->destinations.count) in->amounts.figures[at] = statistic_take_value(L, &in->amounts, 1, expected_ways);
    lua_settop(L, pair - 1);
    return;
  }
  if (!in->destinations.count) grappe_argument_error(L, 1, expected_ways);
  in->distances.figures[at] = statistic_take_value(L, &in->distances, 1, expected_ways);
}

/* Goes through the pairs in the order of their names; the first time only counts them. */
static size_t walk_pairs(lua_State *L, access_input *in, int fill) {
  size_t pairs = 0;
  for (size_t o = 0; o < in->origins.rows.count; o++) {
    statistic_keys keys = {0};
    int top = lua_gettop(L);
    statistic_push_key(L, &in->origins.rows.keys[o]);
    if (lua_rawget(L, 1) != LUA_TTABLE) grappe_argument_error(L, 1, expected_ways);
    statistic_keys_add(L, &keys, top + 1, 1);
    statistic_keys_settle(&keys);
    for (size_t d = 0; fill && d < keys.count; d++) {
      size_t place = in->destinations.count ? statistic_keys_find(&in->destinations, &keys.keys[d]) : pairs + d;
      if (in->destinations.count && place == in->destinations.count) {
        grappe_error error = {0};
        grappe_fail(&error, GRAPPE_ARGUMENT, "a way leads to '%s', for which no amount is given",
                    statistic_key_name(L, &keys.keys[d]));
        grappe_raise(L, &error);
      }
      in->ways[pairs + d] = (grappe_way){.origin = o, .destination = place};
      statistic_push_key(L, &keys.keys[d]);
      lua_rawget(L, top + 1);
      take_pair(L, in, pairs + d);
    }
    pairs += keys.count;
    lua_settop(L, top);
  }
  return pairs;
}

void access_read_tables(lua_State *L, int amounts, access_input *in) {
  if (lua_type(L, 1) != LUA_TTABLE) grappe_argument_error(L, 1, expected_ways);
  statistic_keys_add(L, &in->origins.rows, 1, 1);
  statistic_keys_settle(&in->origins.rows);
  in->origins.row_count = in->origins.rows.count;
  if (amounts) {
    statistic_keys_add(L, &in->destinations, amounts, 2);
    statistic_keys_settle(&in->destinations);
    statistic_read_keyed(L, amounts, 2, &in->destinations, 0, &in->amounts);
  }
  in->pairs = walk_pairs(L, in, 0);
  in->destination_count = amounts ? in->destinations.count : in->pairs;
  in->ways = statistic_array(L, in->pairs, sizeof *in->ways);
  statistic_begin(L, &in->distances);
  statistic_make_arrays(L, &in->distances, in->pairs, 1);
  if (!amounts) {
    statistic_begin(L, &in->amounts);
    statistic_make_arrays(L, &in->amounts, in->pairs, 1);
  }
  walk_pairs(L, in, 1);
  statistic_settle(L, &in->distances, 0);
  if (!amounts) statistic_settle(L, &in->amounts, STATISTIC_AMOUNTS);
}

/* --- frames ---------------------------------------------------------------------------------------------------------
 */

static void read_frame(lua_State *L, const char *amounts, access_input *in) {
  statistic_read_cross(L, 1, 2, frame_names, &in->origins);
  const grappe_frame_cross *cross = in->origins.cross;
  in->pairs = grappe_frame_rows(in->origins.frame);
  in->destination_count = in->pairs; /* each pair has an amount of its own */
  in->ways = statistic_array(L, in->pairs, sizeof *in->ways);
  for (size_t i = 0; i < in->pairs; i++) in->ways[i] = (grappe_way){.origin = (size_t)cross->row[i], .destination = i};
  statistic_read_column(L, in->origins.frame, cross->value_column, 0, &in->distances);
  statistic_read_column(L, in->origins.frame, statistic_find_column(L, in->origins.frame, amounts), STATISTIC_AMOUNTS,
                        &in->amounts);
}

/* --- both
 * ------------------------------------------------------------------------------------------------------------- */

grappe_ways access_ways(lua_State *L, access_input *in) {
  in->sorted = statistic_array(L, in->pairs, sizeof *in->sorted);
  in->starts = statistic_array(L, in->origins.row_count + 2, sizeof *in->starts);
  for (size_t i = 0; i < in->pairs; i++) {
    in->ways[i].distance = in->distances.bounds[i];
    in->ways[i].value = in->distances.values[i];
  }
  for (size_t i = 0; i < in->pairs; i++) in->starts[in->ways[i].origin + 2]++;
  for (size_t o = 2; o < in->origins.row_count + 2; o++) in->starts[o] += in->starts[o - 1];
  for (size_t i = 0; i < in->pairs; i++) in->sorted[in->starts[in->ways[i].origin + 1]++] = i;
  return (grappe_ways){in->ways, in->pairs, in->origins.row_count, in->destination_count};
}

void access_read(lua_State *L, const char *const *options, access_input *in) {
  *in = (access_input){0};
  lua_settop(L, 2);
  statistic_room(L, 60);
  statistic_options(L, 2, options);
  if (grappe_to_frame(L, 1)) {
    read_frame(L, statistic_text(L, 2, "attraction", "attraction"), in);
    return;
  }
  int amounts = 0;
  if (lua_type(L, 2) == LUA_TTABLE && lua_getfield(L, 2, "attraction") == LUA_TTABLE) amounts = lua_gettop(L);
  access_read_tables(L, amounts, in);
}
