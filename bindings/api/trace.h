/* What is looked at while a verdict is reached: the comparisons made and what came of them, the fields that were read.
 */
#ifndef GRAPPE_API_TRACE_H
#define GRAPPE_API_TRACE_H

#include <lua.h>

#include "figure/figure.h"

/* Records that the figures at stack slots `a` and `b` were compared; does nothing unless a trace is open. */
void grappe_trace_comparison(lua_State *L, int a, int b, grappe_comparison comparison, grappe_truth truth);

/* Records that the field at slot `key` of the row at slot `row` gave the value at the top: for the rows that the traced
 * function was called with, and those they led to. Does nothing unless a trace is open. */
void grappe_trace_read(lua_State *L, int row, int key);
/* Records that the script asks whether what it read last is there: its absence is an answer then, no open question. */
void grappe_trace_asked(lua_State *L);

/* core.trace(function, …) -> ok, results or error, list of comparisons { left =, operator =, right =, truth = }, list
 * of reads { row =, field =, value = (nil where it is absent), asked = true }. */
int grappe_trace(lua_State *L);

#endif
