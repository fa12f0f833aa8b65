/* Lua's patterns, compiled and matched.
 *
 * A pattern is a row of items without alternatives, so each repetition needs only one place to come back to, kept in
 * its item: matching uses no recursion and no memory, however long pattern and text are. It can be stopped at each step
 * back. A malformed pattern is an error when it is compiled, whether matching would get as far as the mistake or not.
 * Classes are those of ASCII, whatever the locale of the process. */
#ifndef GRAPPE_STATE_PATTERN_PRIVATE_H
#define GRAPPE_STATE_PATTERN_PRIVATE_H

#include <lua.h>
#include <stddef.h>
#include <stdint.h>

#include "state/state_private.h"

#define PATTERN_CAPTURES 32
#define PATTERN_ITEMS 12 /* that need no memory of their own; most patterns have fewer */

typedef enum pattern_kind {
  PATTERN_TEXT,     /* a stretch of letters as they stand */
  PATTERN_LETTER,   /* one letter; may repeat */
  PATTERN_ANY,      /* . ; may repeat */
  PATTERN_SET,      /* a class or [...]; may repeat */
  PATTERN_FRONTIER, /* %f[...] */
  PATTERN_BALANCE,  /* %bxy */
  PATTERN_OPEN,     /* ( */
  PATTERN_CLOSE,    /* ) */
  PATTERN_POSITION, /* () */
  PATTERN_BACK,     /* %1: what a capture held */
  PATTERN_END       /* $ at the end */
} pattern_kind;

typedef struct pattern_item {
  unsigned char kind;
  char repeat;                /* '*', '+', '-', '?', or 0 */
  unsigned char letter, last; /* LETTER; BALANCE: its two ends */
  int number;                 /* OPEN, CLOSE, POSITION, BACK: which capture, from 0 */
  int before;                 /* the nearest item before this one that repeats, -1 for none */
  union {
    struct {
      const char *text;
      size_t length;
    } run;
    uint32_t set[8];
  } of;
  const char *at, *least; /* while matching: where the repetition ends now, and where it may end at the earliest */
} pattern_item;

typedef struct pattern_capture {
  const char *start, *end; /* `end` is NULL for a position */
} pattern_capture;

typedef struct pattern {
  pattern_item *items; /* `own`, or a userdata that pattern_compile left on the stack */
  int count, captures, anchored;
  pattern_capture capture[PATTERN_CAPTURES];
  pattern_item own[PATTERN_ITEMS];
} pattern;

/* Raises for a malformed pattern. `text` must stay alive as long as the pattern is used. Pushes exactly one value,
 * which must stay on the stack (or be kept elsewhere) as long. `anchors`: whether a leading ^ means the start. */
void pattern_compile(lua_State *L, pattern *compiled, const char *text, size_t length, int anchors);

typedef struct pattern_subject {
  const char *start, *end;
  grappe_state *state;
} pattern_subject;

typedef enum pattern_result { PATTERN_STOPPED = -1, PATTERN_NO = 0, PATTERN_YES = 1 } pattern_result;

/* Matches at `at` exactly; *end is where the match ends. */
pattern_result pattern_match(pattern *compiled, const pattern_subject *subject, const char *at, const char **end);
/* The first match from *start on whose end is not `not_end` (NULL: any); *start and *end become its ends. An anchored
 * pattern is tried at *start only. */
pattern_result pattern_search(pattern *compiled, const pattern_subject *subject, const char *not_end,
                              const char **start, const char **end);

#endif
