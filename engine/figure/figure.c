#include "figure/figure.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "figure/figure_private.h"
#include "figure/status.h"

grappe_figure_parts grappe_figure_parts_none(void) {
  return (grappe_figure_parts){
      .presence = GRAPPE_PRESENT,
      .bounds = grappe_bounds_all(),
      .value = NAN,
      .unit = grappe_unit_none(),
      .obs_status = 'A',
      .conf_status = 'F',
      .scope = "",
      .period = GRAPPE_PERIOD_ALL,
      .operation = "",
      .label = "",
      .reason = "",
      .remarks = "",
  };
}

/* --- one form for each meaning, so that equal figures are written and compared alike ------------------------------ */

static void settle_bounds(grappe_bounds *bounds) {
  if (isnan(bounds->low)) bounds->low = -INFINITY;
  if (isnan(bounds->high)) bounds->high = INFINITY;
  if (bounds->low > bounds->high) {
    *bounds = (grappe_bounds){bounds->high, bounds->low, bounds->high_open, bounds->low_open};
  }
  if (bounds->low == 0) bounds->low = 0; /* no negative zero */
  if (bounds->high == 0) bounds->high = 0;
  bounds->low_open = isinf(bounds->low) || bounds->low_open;
  bounds->high_open = isinf(bounds->high) || bounds->high_open;
  if (bounds->low == bounds->high && isfinite(bounds->low)) bounds->low_open = bounds->high_open = 0;
}

static void settle_value(grappe_figure_parts *parts) {
  if (isinf(parts->value)) parts->value = NAN;
  if (parts->presence == GRAPPE_PRESENT && isnan(parts->value) && isinf(parts->bounds.low) && isinf(parts->bounds.high))
    parts->presence = GRAPPE_UNKNOWN; /* nothing is said of it */
  if (parts->presence != GRAPPE_PRESENT) {
    parts->value = NAN;
    parts->about = 0;
    if (parts->presence == GRAPPE_NOT_APPLICABLE || parts->presence == GRAPPE_UNDEFINED)
      parts->bounds = grappe_bounds_all();
    return;
  }
  int point = grappe_bounds_point(parts->bounds);
  if (isnan(parts->value) && point) parts->value = parts->bounds.low + (parts->bounds.high - parts->bounds.low) / 2;
  if (parts->value < parts->bounds.low) parts->value = parts->bounds.low;
  if (parts->value > parts->bounds.high) parts->value = parts->bounds.high;
  if (parts->value == 0) parts->value = 0;
  parts->about = !isnan(parts->value) && !point;
}

static void settle_status(grappe_figure_parts *parts) {
  if (!parts->obs_status) parts->obs_status = 'A';
  if (!parts->conf_status) parts->conf_status = 'F';
  int missing = grappe_status_missing(parts->obs_status);
  if (parts->presence == GRAPPE_PRESENT) {
    if (missing) parts->obs_status = 'E'; /* bounded although something is missing: an estimate */
  } else if (missing || parts->obs_status == 'A') {
    parts->obs_status = grappe_presence_status(parts->presence);
  }
}

void grappe_figure_settle(grappe_figure_parts *parts) {
  settle_bounds(&parts->bounds);
  settle_value(parts);
  settle_status(parts);
}

/* --- making --------------------------------------------------------------------------------------------------------
 */

static size_t text_bytes(const char *text) {
  return text && *text ? strlen(text) + 1 : 0;
}

static const char *put_text(char **room, const char *text) {
  size_t bytes = text_bytes(text);
  if (!bytes) return "";
  char *placed = *room;
  memcpy(placed, text, bytes);
  *room += bytes;
  return placed;
}

/* The node with everything but its citations; its inputs are kept. */
static grappe_figure *make(const grappe_figure_parts *parts) {
  char *ordered = NULL;
  const char *scope = parts->scope ? parts->scope : "";
  if (*scope && !grappe_scope_ordered(scope)) {
    ordered = grappe_scope_union(scope, "");
    if (!ordered) return NULL;
    scope = ordered;
  }
  size_t inputs = parts->input_count * sizeof(grappe_figure *);
  size_t how = (parts->how_size + sizeof(double) - 1) / sizeof(double) * sizeof(double);
  size_t bytes = sizeof(grappe_figure) + inputs + how + text_bytes(scope) + text_bytes(parts->operation) +
                 text_bytes(parts->label) + text_bytes(parts->reason) + text_bytes(parts->remarks);
  grappe_figure *figure = grappe_alloc(bytes);
  if (figure) {
    *figure = (grappe_figure){.parts = *parts, .references = 1, .bytes = bytes};
    grappe_figure **kept = (grappe_figure **)(figure + 1);
    if (inputs) memcpy(kept, parts->inputs, inputs);
    for (size_t i = 0; i < parts->input_count; i++) grappe_figure_keep(kept[i]);
    char *room = (char *)(kept + parts->input_count);
    figure->parts.how = parts->how_size ? memcpy(room, parts->how, parts->how_size) : NULL;
    room += how;
    figure->parts.inputs = inputs ? kept : NULL;
    figure->parts.scope = put_text(&room, scope);
    figure->parts.operation = put_text(&room, parts->operation);
    figure->parts.label = put_text(&room, parts->label);
    figure->parts.reason = put_text(&room, parts->reason);
    figure->parts.remarks = put_text(&room, parts->remarks);
    grappe_figure_settle(&figure->parts);
    figure->parts.citations = NULL;
    figure->parts.citation_count = 0;
  }
  grappe_free(ordered);
  return figure;
}

grappe_figure *grappe_figure_new(const grappe_figure_parts *parts) {
  grappe_figure *figure = make(parts);
  if (figure && !grappe_citations_take(figure, parts->citations, parts->citation_count)) {
    grappe_figure_release(figure);
    return NULL;
  }
  return figure;
}

grappe_figure *grappe_figure_finish(const grappe_figure_parts *parts) {
  grappe_figure *figure = make(parts);
  if (figure && !grappe_citations_join(figure, figure->parts.inputs, figure->parts.input_count)) {
    grappe_figure_release(figure);
    return NULL;
  }
  return figure;
}

grappe_figure *grappe_figure_keep(grappe_figure *figure) {
  if (figure) figure->references++;
  return figure;
}

void grappe_figure_release(grappe_figure *figure) {
  if (!figure || --figure->references) return;
  figure->next = NULL;
  while (figure) { /* a list of those to go, instead of a recursion as deep as the chain is long */
    grappe_figure *next = figure->next;
    for (size_t i = 0; i < figure->parts.input_count; i++) {
      grappe_figure *input = figure->parts.inputs[i];
      if (--input->references) continue;
      input->next = next;
      next = input;
    }
    grappe_citations_release(figure->cited);
    grappe_free(figure);
    figure = next;
  }
}

const grappe_figure_parts *grappe_figure_read(const grappe_figure *figure) {
  return &figure->parts;
}

int grappe_figure_exact(const grappe_figure *figure) {
  return figure->parts.presence == GRAPPE_PRESENT && grappe_bounds_point(figure->parts.bounds);
}

int grappe_figure_silent(const grappe_figure *figure, int not_negative) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  double least = not_negative ? 0 : -INFINITY;
  return parts->presence == GRAPPE_UNKNOWN && isinf(parts->bounds.high) && parts->bounds.low <= least;
}

size_t grappe_figure_bytes(const grappe_figure *figure) {
  return figure->bytes;
}
