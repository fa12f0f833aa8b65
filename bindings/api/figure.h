/* Figures as script values. The userdata holds one reference to an engine figure. */
#ifndef GRAPPE_API_FIGURE_H
#define GRAPPE_API_FIGURE_H

#include <lua.h>

#include "figure/figure.h"

/* Pushes a figure and takes over the caller's reference, whatever happens (also when Lua runs out of memory). */
void grappe_push_figure(lua_State *L, grappe_figure *figure);
/* The figure at `index`, or NULL where the value is none. Borrowed. Whoever takes a figure looks into it, which an open
 * record notes (record.h); grappe_figure_at is for those who tell the record themselves what they do with it. */
grappe_figure *grappe_to_figure(lua_State *L, int index);
grappe_figure *grappe_figure_at(lua_State *L, int index);
/* The figure or number at `index` as a figure; a number is replaced on the stack by a figure made of it. Raises for
 * anything else, with `expected` in the message. Borrowed: it lives as long as the stack slot. */
grappe_figure *grappe_check_figure(lua_State *L, int index, const char *expected);
/* Makes an absent figure with a reason ("no observation of …"). */
grappe_figure *grappe_figure_absent(grappe_presence presence, const char *reason);

#endif
