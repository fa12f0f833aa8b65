/* What the tests of figures share. Every figure made here is released by done(), which also checks that no memory of
 * the engine is left. */
#ifndef GRAPPE_TEST_FIGURE_FIXTURE_H
#define GRAPPE_TEST_FIGURE_FIXTURE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/language.h"
#include "base/memory.h"
#include "figure/figure.h"

enum { HELD_MOST = 4000 };
static grappe_figure *held_figures[HELD_MOST];
static size_t held_count;

/* Leaves the figure to done(). */
static inline grappe_figure *held(grappe_figure *figure) {
  assert_non_null(figure);
  assert_true(held_count < HELD_MOST);
  return held_figures[held_count++] = figure;
}

static inline int done(void **state) {
  (void)state;
  while (held_count) grappe_figure_release(held_figures[--held_count]);
  grappe_language_set(GRAPPE_ENGLISH);
  assert_int_equal(grappe_memory_held(), 0);
  return 0;
}

/* The figure written in the notation. */
static inline grappe_figure *fig(const char *text) {
  grappe_figure *figure = NULL;
  grappe_error error = {0};
  if (grappe_figure_parse(text, NULL, &figure, &error) != GRAPPE_OK) fail_msg("%s: %s", text, error.message);
  return held(figure);
}

typedef grappe_code (*operate)(grappe_figure *, grappe_figure *, grappe_figure **, grappe_error *);

static inline grappe_figure *apply(operate operation, grappe_figure *a, grappe_figure *b) {
  grappe_figure *result = NULL;
  grappe_error error = {0};
  if (operation(a, b, &result, &error) != GRAPPE_OK) fail_msg("%s", error.message);
  return held(result);
}

static inline grappe_figure *plus(grappe_figure *a, grappe_figure *b) {
  return apply(grappe_figure_add, a, b);
}
static inline grappe_figure *minus(grappe_figure *a, grappe_figure *b) {
  return apply(grappe_figure_subtract, a, b);
}
static inline grappe_figure *times(grappe_figure *a, grappe_figure *b) {
  return apply(grappe_figure_multiply, a, b);
}
static inline grappe_figure *over(grappe_figure *a, grappe_figure *b) {
  return apply(grappe_figure_divide, a, b);
}

static inline void assert_written(const grappe_figure *figure, const char *expected) {
  grappe_buffer out = {0};
  grappe_figure_write(figure, 1, &out);
  if (strcmp(grappe_buffer_text(&out), expected) != 0)
    fail_msg("got '%s', expected '%s'", grappe_buffer_text(&out), expected);
  grappe_buffer_free(&out);
}

/* A small generator of its own, so that every run tries the same numbers. */
static uint64_t random_state = 0x243F6A8885A308D3u;

static inline uint64_t random_bits(void) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return random_state;
}

static inline int random_below(int n) {
  return (int)(random_bits() % (uint64_t)n);
}

/* Numbers as they come: small and large, whole and not, of both signs, zero. */
static inline double random_number(void) {
  static const double sizes[] = {1, 10, 1000, 1e6, 1e12, 1e-3, 1e-9};
  int kind = random_below(10);
  double sign = random_below(4) ? 1 : -1, part = (double)(random_bits() >> 11) / 9007199254740992.0;
  if (kind == 0) return 0;
  if (kind < 5) return sign * random_below(100000);
  if (kind == 5) return sign * random_below(10000) / 100;
  return sign * part * sizes[random_below(7)];
}

static inline double random_between(double low, double high) {
  double part = (double)(random_bits() >> 11) / 9007199254740992.0;
  if (isinf(low) && isinf(high)) return random_number() * 100;
  if (isinf(low)) return high - part * 1e6;
  if (isinf(high)) return low + part * 1e6;
  double between = low + part * (high - low);
  return between < low ? low : between > high ? high : between;
}

#endif
