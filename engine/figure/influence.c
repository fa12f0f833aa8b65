#include "figure/influence.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "figure/figure_private.h"
#include "figure/visited_private.h"

enum { NODES = 20000, WORK = 400000 }; /* figures below one that are looked at; figures computed anew in all */

/* The figures below one, each once, inputs before what is made of them. */
typedef struct graph {
  const grappe_figure **nodes;
  size_t count, capacity;
  grappe_visited places; /* number - 1 is the place in nodes; 0: met, but not placed yet */
} graph;

struct grappe_supposed {
  graph *of;
  grappe_bounds *bounds; /* of each node */
  unsigned char *moved;  /* of each node: it may differ from what it is */
};

double grappe_bounds_width(grappe_bounds bounds) {
  return bounds.high - bounds.low;
}

static int is_exact(const grappe_figure *figure) {
  return grappe_bounds_point(figure->parts.bounds);
}

/* What cannot exist and what has no value is not found out by asking. */
static int is_open(const grappe_figure *figure) {
  grappe_presence presence = figure->parts.presence;
  return presence != GRAPPE_NOT_APPLICABLE && presence != GRAPPE_UNDEFINED && !is_exact(figure);
}

/* --- the graph ---------------------------------------------------------------------------------------------------- */

static size_t place_of(const graph *g, const grappe_figure *figure) {
  grappe_met *met = grappe_visited_meet(&((graph *)g)->places, figure);
  return met && met->number ? met->number - 1 : SIZE_MAX;
}

static int goes_on(const grappe_figure *figure, int everywhere) {
  return figure->parts.input_count && (everywhere || figure->parts.again);
}

typedef struct step {
  const grappe_figure *figure;
  size_t next; /* input to look at */
} step;

/* `everywhere` 1: also below figures that do not know how they come out of others. Ends early where there are more than
 * NODES. */
static grappe_code graph_make(graph *g, const grappe_figure *root, int everywhere, grappe_error *error) {
  step *stack = NULL;
  size_t depth = 0, capacity = 0;
  grappe_code code = GRAPPE_OK;
  const grappe_figure *enter = root;
  while (code == GRAPPE_OK && g->count <= NODES && (enter || depth)) {
    if (enter) {
      grappe_met *met = grappe_visited_meet(&g->places, enter);
      step *grown = met ? grappe_grow(stack, &capacity, depth + 1, sizeof *stack) : NULL;
      if (!grown) {
        code = grappe_fail_memory(error);
        break;
      }
      stack = grown;
      if (!met->times++) stack[depth++] = (step){enter, 0};
      enter = NULL;
      continue;
    }
    step *top = &stack[depth - 1];
    if (goes_on(top->figure, everywhere) && top->next < top->figure->parts.input_count) {
      enter = top->figure->parts.inputs[top->next++];
      continue;
    }
    const grappe_figure **grown = grappe_grow(g->nodes, &g->capacity, g->count + 1, sizeof(const grappe_figure *));
    if (!grown) {
      code = grappe_fail_memory(error);
      break;
    }
    g->nodes = grown;
    grappe_visited_meet(&g->places, top->figure)->number = g->count + 1;
    g->nodes[g->count++] = top->figure;
    depth--;
  }
  grappe_free(stack);
  return code;
}

static void graph_free(graph *g) {
  grappe_free(g->nodes);
  grappe_visited_free(&g->places);
}

/* --- supposing ---------------------------------------------------------------------------------------------------- */

grappe_bounds grappe_supposed_bounds(const grappe_supposed *supposed, const grappe_figure *figure) {
  size_t at = place_of(supposed->of, figure);
  return at < supposed->of->count ? supposed->bounds[at] : figure->parts.bounds;
}

grappe_bounds grappe_figure_again_same(const void *how, const grappe_figure *figure, const grappe_supposed *supposed) {
  (void)how;
  return grappe_supposed_bounds(supposed, figure->parts.inputs[0]);
}

static int inputs_moved(const grappe_supposed *s, const grappe_figure *figure) {
  for (size_t i = 0; i < figure->parts.input_count; i++) {
    size_t at = place_of(s->of, figure->parts.inputs[i]);
    if (at < s->of->count && s->moved[at]) return 1;
  }
  return 0;
}

/* The bounds of the last node where those of each node with `moved` 1 are as they were set. */
static grappe_bounds compute(grappe_supposed *s, int all) {
  graph *g = s->of;
  for (size_t i = 0; i < g->count; i++) {
    const grappe_figure *figure = g->nodes[i];
    if (s->moved[i]) continue;
    int again = goes_on(figure, 0) && (all || inputs_moved(s, figure));
    s->moved[i] = (unsigned char)again;
    s->bounds[i] = again ? figure->parts.again(figure->parts.how, figure, s) : figure->parts.bounds;
  }
  return s->bounds[g->count - 1];
}

static void suppose_nothing(grappe_supposed *s) {
  memset(s->moved, 0, s->of->count);
}

static void suppose(grappe_supposed *s, size_t node, grappe_bounds bounds) {
  s->moved[node] = 1;
  s->bounds[node] = bounds;
}

/* As what an input is taken when nobody knows it: its estimate, the middle of its bounds, or the end that it has. */
static double taken_as(const grappe_figure *figure) {
  const grappe_figure_parts *parts = &figure->parts;
  if (isfinite(parts->value)) return parts->value;
  if (isfinite(parts->bounds.low) && isfinite(parts->bounds.high))
    return parts->bounds.low + (parts->bounds.high - parts->bounds.low) / 2;
  if (isfinite(parts->bounds.low)) return parts->bounds.low != 0 ? parts->bounds.low : 1;
  return isfinite(parts->bounds.high) ? parts->bounds.high : 1;
}

static void measure(grappe_supposed *s, const size_t *places, size_t count, grappe_influence *influence, size_t own) {
  grappe_bounds bounds = influence->input->parts.bounds;
  influence->has_least = isfinite(bounds.low);
  influence->has_most = isfinite(bounds.high);
  suppose_nothing(s);
  suppose(s, own, grappe_bounds_exact(influence->taken));
  influence->known = compute(s, 0);
  if (influence->has_least) {
    suppose_nothing(s);
    suppose(s, own, grappe_bounds_exact(bounds.low));
    influence->least = compute(s, 0);
  }
  if (influence->has_most) {
    suppose_nothing(s);
    suppose(s, own, grappe_bounds_exact(bounds.high));
    influence->most = compute(s, 0);
  }
  suppose_nothing(s);
  for (size_t i = 0; i < count; i++)
    if (places[i] != own) suppose(s, places[i], grappe_bounds_exact(taken_as(s->of->nodes[places[i]])));
  influence->alone = compute(s, 0);
}

/* --- order -------------------------------------------------------------------------------------------------------- */

static int infinite_ends(grappe_bounds bounds) {
  return (isinf(bounds.low) != 0) + (isinf(bounds.high) != 0);
}

/* 1 where `a` leaves more room than `b`. */
static int roomier(grappe_bounds a, grappe_bounds b) {
  int ends = infinite_ends(a) - infinite_ends(b);
  if (ends) return ends > 0;
  double x = grappe_bounds_width(a), y = grappe_bounds_width(b);
  return isfinite(x) && isfinite(y) && x > y + 1e-12 * (fabs(x) + fabs(y));
}

static double relative_width(const grappe_figure *figure) {
  double width = grappe_bounds_width(figure->parts.bounds), size = fabs(taken_as(figure));
  return size > 0 ? width / size : width;
}

static int before(const grappe_influence *a, const grappe_influence *b, int measured) {
  if (measured) {
    if (roomier(b->known, a->known)) return 1;
    if (roomier(a->known, b->known)) return 0;
    return roomier(a->alone, b->alone);
  }
  return relative_width(a->input) > relative_width(b->input);
}

/* Stable: inputs that count the same stay in the order of the formula. */
static void put_in_order(grappe_influence *list, size_t count, int measured) {
  for (size_t i = 1; i < count; i++) {
    grappe_influence moving = list[i];
    size_t at = i;
    for (; at > 0 && before(&moving, &list[at - 1], measured); at--) list[at] = list[at - 1];
    list[at] = moving;
  }
}

/* --- all together ------------------------------------------------------------------------------------------------- */

static int same_bounds(grappe_bounds a, grappe_bounds b) {
  int low = a.low == b.low || fabs(a.low - b.low) <= 1e-9 * fmax(fabs(a.low), fabs(b.low));
  int high = a.high == b.high || fabs(a.high - b.high) <= 1e-9 * fmax(fabs(a.high), fabs(b.high));
  return low && high;
}

/* The nodes that are taken as given and are not exact. */
static size_t find_inputs(const graph *g, int everywhere, grappe_influence *list, size_t *places, size_t *inexact) {
  size_t count = 0;
  *inexact = 0;
  for (size_t i = 0; i + 1 < g->count; i++) {
    if (goes_on(g->nodes[i], everywhere) || !is_open(g->nodes[i])) continue;
    ++*inexact;
    grappe_influence one = {.input = g->nodes[i], .taken = taken_as(g->nodes[i])};
    if (count == GRAPPE_INFLUENCES && !before(&one, &list[count - 1], 0)) continue;
    if (count < GRAPPE_INFLUENCES) count++;
    list[count - 1] = one;
    put_in_order(list, count, 0);
  }
  for (size_t i = 0; i < count; i++) places[i] = place_of(g, list[i].input);
  return count;
}

static grappe_code measure_all(graph *g, grappe_influence *list, const size_t *places, size_t count, int *measured,
                               grappe_error *error) {
  grappe_supposed s = {g, grappe_alloc(g->count * sizeof *s.bounds), grappe_alloc_zero(g->count, 1)};
  grappe_code code = s.bounds && s.moved ? GRAPPE_OK : grappe_fail_memory(error);
  if (code == GRAPPE_OK) {
    *measured = same_bounds(compute(&s, 1), g->nodes[g->count - 1]->parts.bounds);
    for (size_t i = 0; i < count && *measured; i++) measure(&s, places, count, &list[i], places[i]);
  }
  grappe_free(s.bounds);
  grappe_free(s.moved);
  return code;
}

grappe_code grappe_figure_influences(const grappe_figure *figure, grappe_influence **list, size_t *count,
                                     size_t *inexact, int *measured, grappe_error *error) {
  size_t places[GRAPPE_INFLUENCES];
  *list = grappe_alloc((GRAPPE_INFLUENCES + 1) * sizeof **list);
  *count = *inexact = 0;
  *measured = 0;
  if (!*list) return grappe_fail_memory(error);
  if (!is_open(figure)) return GRAPPE_OK;
  grappe_code code = GRAPPE_OK;
  for (int everywhere = 0; everywhere < 2 && code == GRAPPE_OK && !*measured; everywhere++) {
    graph g = {0};
    if (!everywhere && !goes_on(figure, 0)) continue;
    code = graph_make(&g, figure, everywhere, error);
    int all = g.count <= NODES; /* of more nothing is said */
    if (code == GRAPPE_OK && all) *count = find_inputs(&g, everywhere, *list, places, inexact);
    if (!everywhere && *count * 4 * g.count > WORK) *count = WORK / 4 / g.count;
    if (code == GRAPPE_OK && all && !everywhere) code = measure_all(&g, *list, places, *count, measured, error);
    graph_free(&g);
  }
  if (code == GRAPPE_OK) {
    put_in_order(*list, *count, *measured);
  } else {
    grappe_free(*list);
    *list = NULL;
  }
  return code;
}
