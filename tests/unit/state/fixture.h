/* What the tests of the state share: a state with a sink, and a short way to run a text. */
#ifndef GRAPPE_TEST_STATE_FIXTURE_H
#define GRAPPE_TEST_STATE_FIXTURE_H

#include <lauxlib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "state/state.h"

typedef struct printed {
  char text[4000];
  size_t length;
  int broken; /* the sink fails */
} printed;

static int take_text(void *context, const char *text, size_t length) {
  printed *to = context;
  if (to->broken) return 1;
  for (size_t i = 0; i < length && to->length + 1 < sizeof to->text; i++) to->text[to->length++] = text[i];
  to->text[to->length] = '\0';
  return 0;
}

static inline grappe_state *new_state(const grappe_limits *limits, printed *sink) {
  grappe_error error;
  grappe_state *state = grappe_state_new(limits, &error);
  assert_non_null(state);
  memset(sink, 0, sizeof *sink);
  grappe_state_set_sink(state, take_text, sink);
  return state;
}

/* Runs the text in the environment at the top of the stack, which stays there. Results are dropped. */
static inline grappe_ending run_here(grappe_state *state, const char *text, grappe_outcome *outcome) {
  lua_State *L = grappe_state_lua(state);
  lua_pushvalue(L, -1);
  if (grappe_state_load(state, "@script.lua", text, strlen(text), outcome) != GRAPPE_OK) return outcome->ending;
  return grappe_state_call(state, 0, 0, outcome);
}

/* Runs the text in an environment of its own. */
static inline grappe_ending run_text(grappe_state *state, const char *text, grappe_outcome *outcome) {
  grappe_error error;
  assert_int_equal(grappe_state_environment(state, &error), GRAPPE_OK);
  grappe_ending ending = run_here(state, text, outcome);
  lua_pop(grappe_state_lua(state), 1);
  assert_int_equal(lua_gettop(grappe_state_lua(state)), 0);
  return ending;
}

/* The same, and it must end well. */
static inline void must_run(grappe_state *state, const char *text) {
  grappe_outcome outcome;
  if (run_text(state, text, &outcome) != GRAPPE_END_OK)
    fail_msg("%s: line %d: %s\n%s", grappe_ending_name(outcome.ending), outcome.line, outcome.error.message, text);
}

#endif
