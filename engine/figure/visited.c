#include <stdint.h>

#include "base/memory.h"
#include "figure/explain.h"
#include "figure/figure_private.h"
#include "figure/visited_private.h"

static grappe_met *slot_of(const grappe_visited *visited, const grappe_figure *figure) {
  uint64_t mixed = (uint64_t)(uintptr_t)figure * 0x9E3779B97F4A7C15u; /* addresses differ in their middle bits */
  size_t at = (size_t)(mixed >> 20) & (visited->size - 1);
  while (visited->slots[at].figure && visited->slots[at].figure != figure) at = (at + 1) & (visited->size - 1);
  return &visited->slots[at];
}

static int widen(grappe_visited *visited) {
  grappe_visited wider = {.size = visited->size ? visited->size * 2 : 64, .count = visited->count};
  wider.slots = grappe_alloc_zero(wider.size, sizeof *wider.slots);
  if (!wider.slots) return 0;
  for (size_t i = 0; i < visited->size; i++)
    if (visited->slots[i].figure) *slot_of(&wider, visited->slots[i].figure) = visited->slots[i];
  grappe_free(visited->slots);
  *visited = wider;
  return 1;
}

grappe_met *grappe_visited_meet(grappe_visited *visited, const grappe_figure *figure) {
  if (visited->count * 2 >= visited->size && !widen(visited)) return NULL;
  grappe_met *met = slot_of(visited, figure);
  if (!met->figure) {
    met->figure = figure;
    visited->count++;
  }
  return met;
}

void grappe_visited_free(grappe_visited *visited) {
  grappe_free(visited->slots);
  *visited = (grappe_visited){0};
}

/* --- leaves ------------------------------------------------------------------------------------------------------- */

static int is_leaf(const grappe_figure_parts *parts) {
  if (parts->presence == GRAPPE_PRESENT) return parts->input_count == 0;
  for (size_t i = 0; i < parts->input_count; i++)
    if (parts->inputs[i]->parts.presence != GRAPPE_PRESENT) return 0;
  return 1;
}

/* A stack of its own instead of recursion: chains are as long as a script's loop. */
grappe_code grappe_figure_leaves(const grappe_figure *figure, grappe_figure_visit *visit, void *context) {
  grappe_visited visited = {0};
  const grappe_figure **stack = NULL;
  size_t capacity = 0, depth = 0;
  grappe_code code = GRAPPE_OK;
  for (;;) {
    grappe_met *met = grappe_visited_meet(&visited, figure);
    const grappe_figure_parts *parts = &figure->parts;
    size_t count = met && !met->times ? parts->input_count : 0;
    const grappe_figure **grown = grappe_grow(stack, &capacity, depth + count + 1, sizeof(const grappe_figure *));
    if (grown) stack = grown;
    if (!met || !grown) {
      code = GRAPPE_MEMORY;
      break;
    }
    if (!met->times && is_leaf(parts)) visit(figure, context);
    for (size_t i = count; i > 0; i--) stack[depth++] = parts->inputs[i - 1];
    met->times++;
    if (!depth) break;
    figure = stack[--depth];
  }
  grappe_free(stack);
  grappe_visited_free(&visited);
  return code;
}

typedef struct absent_only {
  grappe_figure_visit *visit;
  void *context;
} absent_only;

static void visit_absent(const grappe_figure *figure, void *context) {
  const absent_only *only = context;
  if (figure->parts.presence != GRAPPE_PRESENT) only->visit(figure, only->context);
}

grappe_code grappe_figure_missing(const grappe_figure *figure, grappe_figure_visit *visit, void *context) {
  absent_only only = {visit, context};
  return grappe_figure_leaves(figure, visit_absent, &only);
}
