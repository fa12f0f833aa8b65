#include <string.h>

#include "base/memory.h"
#include "figure/figure_private.h"
#include "figure/status.h"

grappe_code grappe_figure_check_scopes(const grappe_figure *a, const grappe_figure *b, grappe_error *error) {
  if (!grappe_scope_clash(a->parts.scope, b->parts.scope)) return GRAPPE_OK;
  char first[GRAPPE_FIGURE_NAME], second[GRAPPE_FIGURE_NAME];
  grappe_buffer one = {0}, other = {0};
  grappe_scope_display(a->parts.scope, grappe_language_now(), &one);
  grappe_scope_display(b->parts.scope, grappe_language_now(), &other);
  grappe_code code =
      grappe_fail(error, GRAPPE_SCOPE,
                  "these figures count different things: %s is '%s', %s is '%s'; take two that count the same, or say "
                  "that the difference does not matter with :unscoped()",
                  grappe_figure_name(a, first), grappe_buffer_text(&one), grappe_figure_name(b, second),
                  grappe_buffer_text(&other));
  grappe_buffer_free(&one);
  grappe_buffer_free(&other);
  return code;
}

/* Fails naming inputs[last] and the first one before it whose scope it clashes with. */
static grappe_code refuse_scope(grappe_figure *const *inputs, size_t last, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; code == GRAPPE_OK && i < last; i++)
    code = grappe_figure_check_scopes(inputs[i], inputs[last], error);
  return code;
}

/* The union of all scopes; *joined is a text to release where it is none of the inputs' own. */
static grappe_code join_scopes(grappe_figure *const *inputs, size_t count, const char **scope, char **joined,
                               grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  *scope = "";
  *joined = NULL;
  for (size_t i = 0; code == GRAPPE_OK && i < count; i++) {
    const char *here = inputs[i]->parts.scope;
    if (!*here || strcmp(here, *scope) == 0) continue;
    if (!**scope) {
      *scope = here;
      continue;
    }
    if (grappe_scope_clash(*scope, here)) code = refuse_scope(inputs, i, error);
    char *wider = code == GRAPPE_OK ? grappe_scope_union(*scope, here) : NULL;
    if (code == GRAPPE_OK && !wider) code = grappe_fail_memory(error);
    grappe_free(*joined);
    *joined = wider;
    *scope = wider ? wider : "";
  }
  return code;
}

/* The ground of all. Figures of one territory must be of one ground, as far as no other territory came in between. */
static grappe_code join_grounds(grappe_figure *const *inputs, size_t count, grappe_ground *ground,
                                grappe_error *error) {
  *ground = (grappe_ground){0};
  size_t known = 0; /* the last input that said where it is */
  for (size_t i = 0; i < count; i++) {
    if (!inputs[i]->parts.ground.territory) continue; /* most, where figures are made by the million */
    grappe_ground own = inputs[i]->parts.ground;
    if (grappe_grounds_clash(*ground, own)) return grappe_figure_check_grounds(inputs[known], inputs[i], error);
    *ground = grappe_ground_join(*ground, own);
    known = i;
  }
  return GRAPPE_OK;
}

grappe_code grappe_figure_start(const char *operation, grappe_figure *const *inputs, size_t count,
                                grappe_figure_parts *parts, char **scope, grappe_error *error) {
  *parts = grappe_figure_parts_none();
  grappe_code code = join_scopes(inputs, count, &parts->scope, scope, error);
  if (code == GRAPPE_OK) code = join_grounds(inputs, count, &parts->ground, error);
  if (code != GRAPPE_OK) {
    grappe_free(*scope);
    *scope = NULL;
    return code;
  }
  parts->operation = operation;
  parts->inputs = inputs;
  parts->input_count = count;
  for (size_t i = 0; i < count; i++) {
    const grappe_figure_parts *input = &inputs[i]->parts;
    grappe_presence joined = grappe_presence_join(parts->presence, input->presence);
    if (joined != parts->presence) parts->reason = input->reason; /* of the absence that wins */
    parts->presence = joined;
    parts->obs_status = grappe_status_worst(parts->obs_status, input->obs_status);
    parts->conf_status = grappe_confidentiality_strictest(parts->conf_status, input->conf_status);
    if (!grappe_period_stated(parts->period))
      parts->period = input->period;
    else if (grappe_period_stated(input->period))
      parts->period = grappe_period_join(parts->period, input->period);
  }
  return GRAPPE_OK;
}

grappe_code grappe_figure_derive(const char *operation, grappe_figure *const *inputs, size_t count,
                                 grappe_figure_parts *parts, grappe_citation **citations, grappe_error *error) {
  char *scope, *room;
  void *block;
  *citations = NULL;
  grappe_code code = grappe_figure_start(operation, inputs, count, parts, &scope, error);
  if (code != GRAPPE_OK) return code;
  size_t spare = scope ? strlen(scope) + 1 : 0; /* a scope of its own travels behind the citations */
  int enough = grappe_citations_gather(inputs, count, spare, &block, &parts->citations, &parts->citation_count, &room);
  if (enough && spare) {
    memcpy(room, scope, spare);
    parts->scope = room;
  }
  grappe_free(scope);
  *citations = block;
  return enough ? GRAPPE_OK : grappe_fail_memory(error);
}
