/* The comparisons made while a verdict is reached: what was compared, and what came of it. */
#ifndef GRAPPE_API_TRACE_H
#define GRAPPE_API_TRACE_H

#include <lua.h>

#include "figure/figure.h"

/* Records that the figures at stack slots `a` and `b` were compared; does nothing unless a trace is open. */
void grappe_trace_comparison(lua_State *L, int a, int b, grappe_comparison comparison, grappe_truth truth);

/* core.trace(function, …) -> ok, results or error, list of comparisons { left =, operator =, right =, truth = }. */
int grappe_trace(lua_State *L);

#endif
