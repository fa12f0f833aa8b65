#include "figure/explain.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "figure/explain_private.h"
#include "figure/figure_private.h"
#include "figure/operations.h"
#include "figure/status.h"
#include "model/codes.h"
#include "text/width.h"

enum { DEPTH = 12, DEPTH_MOST = 64, BREADTH = 40, FIGURES = 1000, CITED = 6 };

const char *explain_in_language(const explain_walk *to, const char *english, const char *french, const char *italian) {
  return to->options.language == GRAPPE_FRENCH ? french : to->options.language == GRAPPE_ITALIAN ? italian : english;
}

/* --- the inputs of a figure, a chain of additions as one sum ------------------------------------------------------ */

static int continues_sum(const grappe_figure_parts *parts) {
  return strcmp(parts->operation, "+") == 0 && parts->input_count == 2;
}

/* How many additions stand one below the other on the left. */
static size_t sum_length(const grappe_figure *figure) {
  size_t length = 0;
  while (continues_sum(&figure->parts) && (length == 0 || !*figure->parts.label)) {
    length++;
    figure = figure->parts.inputs[0];
  }
  return length;
}

static size_t input_count(const grappe_figure *figure) {
  size_t sum = sum_length(figure);
  return sum ? sum + 1 : figure->parts.input_count;
}

/* Writes the first `count` of them. */
static void first_inputs(const grappe_figure *figure, const grappe_figure **inputs, size_t count) {
  size_t sum = sum_length(figure);
  for (size_t i = 0; !sum && i < count; i++) inputs[i] = figure->parts.inputs[i];
  for (; sum > 0; sum--) {
    if (sum < count) inputs[sum] = figure->parts.inputs[1];
    figure = figure->parts.inputs[0];
    if (sum == 1 && count) inputs[0] = figure;
  }
}

/* --- pieces of a line --------------------------------------------------------------------------------------------- */

void explain_put_text(explain_walk *to, const char *text) {
  if (to->options.format != GRAPPE_EXPLAIN_MARKDOWN) {
    grappe_harmless_add(text, to->out);
    return;
  }
  grappe_buffer harmless = {0};
  grappe_harmless_add(text, &harmless);
  if (grappe_buffer_failed(&harmless)) to->out->failed = 1;
  for (const char *at = grappe_buffer_text(&harmless); *at; at++) {
    if (strchr("\\`*_[]<>#|~&", *at)) grappe_buffer_add_char(to->out, '\\');
    grappe_buffer_add_char(to->out, *at);
  }
  grappe_buffer_free(&harmless);
}

static void put_operation(explain_walk *to, const char *code, size_t count) {
  const grappe_operation *operation = grappe_operation_find(code);
  explain_put_text(to, grappe_operation_name(code, to->options.language));
  if (*code == '^') {
    grappe_buffer_add_char(to->out, ' ');
    explain_put_text(to, code + 1);
  }
  if (operation && operation->kind == GRAPPE_OPERATION_PHRASE) return;
  if (operation && operation->kind == GRAPPE_OPERATION_STATISTIC &&
      strcmp(code, operation->names[to->options.language]) != 0) {
    grappe_buffer_add(to->out, " (");
    explain_put_text(to, code);
    grappe_buffer_add_char(to->out, ')');
  }
  if (count == 1)
    grappe_buffer_add(to->out, explain_in_language(to, " of 1 value", " d'une valeur", " di un valore"));
  else
    grappe_buffer_addf(to->out,
                       to->options.language == GRAPPE_FRENCH    ? " de %zu valeurs"
                       : to->options.language == GRAPPE_ITALIAN ? " di %zu valori"
                                                                : " of %zu values",
                       count);
}

static void put_more(explain_walk *to, size_t count) {
  grappe_buffer_addf(to->out,
                     to->options.language == GRAPPE_FRENCH    ? (count == 1 ? "… et %zu autre" : "… et %zu autres")
                     : to->options.language == GRAPPE_ITALIAN ? (count == 1 ? "… e %zu altro" : "… e altri %zu")
                                                              : "… and %zu more",
                     count);
}

static void put_code_name(explain_walk *to, const char *list, char code) {
  char text[] = {code, '\0'};
  const grappe_code_item *item = grappe_code_item_find(grappe_code_list_find(list), text);
  grappe_buffer_add(to->out, " · ");
  explain_put_text(to, item ? explain_in_language(to, item->english, item->french, item->italian) : text);
}

/* A reason that an input already gives is not repeated at each step above it. */
static int own_reason(const grappe_figure_parts *parts) {
  for (size_t i = 0; i < parts->input_count; i++)
    if (strcmp(parts->inputs[i]->parts.reason, parts->reason) == 0) return 0;
  return *parts->reason != '\0';
}

static void put_details(explain_walk *to, const grappe_figure_parts *parts) {
  char period[GRAPPE_PERIOD_TEXT];
  grappe_period_write(parts->period, period);
  if (*period && !strstr(parts->label, period)) grappe_buffer_addf(to->out, " · %s", period);
  char geography[GRAPPE_GROUND_TEXT];
  grappe_ground_write(parts->ground, geography);
  if (!grappe_ground_assumed(parts) && !strstr(parts->label, geography))
    grappe_buffer_addf(to->out, " · %s %s", explain_in_language(to, "geography of", "géographie de", "geografia del"),
                       geography);
  if (*parts->scope) {
    grappe_buffer scope = {0};
    grappe_scope_display(parts->scope, to->options.language, &scope);
    if (grappe_buffer_failed(&scope)) to->out->failed = 1;
    grappe_buffer_add(to->out, " · ");
    explain_put_text(to, grappe_buffer_text(&scope));
    grappe_buffer_free(&scope);
  }
  if (parts->presence != GRAPPE_PRESENT) {
    grappe_buffer_add(to->out, " · ");
    grappe_buffer_add(to->out, grappe_presence_name(parts->presence, to->options.language));
  } else if (parts->obs_status != 'A') {
    put_code_name(to, "obs_status", parts->obs_status);
  }
  if (parts->conf_status != 'F') put_code_name(to, "conf_status", parts->conf_status);
  if (own_reason(parts)) {
    grappe_buffer reason = {0};
    grappe_figure_reason(parts, &reason);
    grappe_buffer_add(to->out, " · ");
    explain_put_text(to, grappe_buffer_text(&reason));
    if (grappe_buffer_failed(&reason)) to->failed = 1;
    grappe_buffer_free(&reason);
  }
}

void explain_put_citations(explain_walk *to, const grappe_figure_parts *parts) {
  if (!parts->citation_count) return;
  int markdown = to->options.format == GRAPPE_EXPLAIN_MARKDOWN;
  grappe_buffer_add(to->out, markdown ? "  \\[" : "  [");
  for (size_t i = 0; i < parts->citation_count; i++) {
    if (i) grappe_buffer_add(to->out, "; ");
    if (i == CITED) {
      put_more(to, parts->citation_count - i);
      break;
    }
    explain_put_text(to, parts->citations[i].source);
    if (*parts->citations[i].locator) {
      grappe_buffer_add(to->out, ", ");
      explain_put_text(to, parts->citations[i].locator);
    }
  }
  grappe_buffer_add(to->out, markdown ? "\\]" : "]");
}

/* --- lines as text and as a Markdown list ------------------------------------------------------------------------- */

/* Starts a line below the others: draws the branch, and widens the indent for what comes below it. */
static void open_line(explain_walk *to, int last) {
  if (to->options.format == GRAPPE_EXPLAIN_MARKDOWN) {
    grappe_buffer_add(to->out, grappe_buffer_text(&to->indent));
    grappe_buffer_add(to->out, "- ");
    grappe_buffer_add(&to->indent, "  ");
    return;
  }
  grappe_buffer_add(to->out, grappe_buffer_text(&to->indent));
  grappe_buffer_add(to->out, last ? "└─ " : "├─ ");
  grappe_buffer_add(&to->indent, last ? "   " : "│  ");
}

void explain_put_value(explain_walk *to, const grappe_figure *figure) {
  int markdown = to->options.format == GRAPPE_EXPLAIN_MARKDOWN;
  grappe_buffer value = {0};
  grappe_figure_display(figure, to->options.language, 1, &value);
  if (grappe_buffer_failed(&value)) to->out->failed = 1;
  if (markdown) grappe_buffer_add(to->out, "**");
  explain_put_text(to, grappe_buffer_text(&value));
  if (markdown) grappe_buffer_add(to->out, "**");
  grappe_buffer_free(&value);
  if (!*figure->parts.label) return;
  grappe_buffer_add(to->out, "  ");
  explain_put_text(to, figure->parts.label);
}

static void put_line(explain_walk *to, const grappe_figure *figure, int with_inputs, const grappe_met *shared) {
  const grappe_figure_parts *parts = &figure->parts;
  explain_put_value(to, figure);
  if (shared && shared->number && shared->times > 1 && !with_inputs)
    grappe_buffer_addf(to->out, "  (%s #%zu)", explain_in_language(to, "see", "voir", "vedi"), shared->number);
  else
    put_details(to, parts);
  if (shared && with_inputs && shared->number) grappe_buffer_addf(to->out, "  (#%zu)", shared->number);
  if (!parts->input_count) explain_put_citations(to, parts);
  grappe_buffer_add_char(to->out, '\n');
}

/* --- the walk ----------------------------------------------------------------------------------------------------- */

static void show(explain_walk *to, const grappe_figure *figure, size_t depth);

static void show_input(explain_walk *to, const grappe_figure *figure, size_t depth, int last) {
  size_t indent = to->indent.length;
  if (to->out && to->options.format != GRAPPE_EXPLAIN_JSON) open_line(to, last);
  show(to, figure, depth);
  to->indent.length = indent;
  if (to->indent.text) to->indent.text[indent] = '\0';
}

/* The operation and its inputs, as far as the limits allow. */
static void show_inputs(explain_walk *to, const grappe_figure *figure, size_t depth) {
  int text = to->out && to->options.format != GRAPPE_EXPLAIN_JSON, json = to->out && !text;
  size_t count = input_count(figure), shown = count < to->options.breadth ? count : to->options.breadth;
  size_t indent = to->indent.length;
  if (depth >= to->options.depth) shown = 0;
  const grappe_figure **inputs = grappe_alloc((shown + 1) * sizeof(const grappe_figure *));
  if (!inputs) {
    to->failed = 1;
    return;
  }
  first_inputs(figure, inputs, shown);
  if (text) {
    open_line(to, 1);
    put_operation(to, figure->parts.operation, count);
    grappe_buffer_add_char(to->out, '\n');
  }
  if (json) grappe_buffer_add(to->out, ",\"inputs\":[");
  size_t done = 0;
  for (; done < shown && to->left > 0 && !to->failed; done++) {
    if (json && done) grappe_buffer_add_char(to->out, ',');
    show_input(to, inputs[done], depth + 1, done + 1 == count);
  }
  if (json) grappe_buffer_addf(to->out, "],\"omitted\":%zu", count - done);
  if (text && done < count) {
    open_line(to, 1);
    put_more(to, count - done);
    grappe_buffer_add_char(to->out, '\n');
  }
  to->indent.length = indent;
  if (to->indent.text) to->indent.text[indent] = '\0';
  grappe_free(inputs);
}

/* --- remarks: a line each ------------------------------------------------------------------------------------------
 */

static const char *next_remark(const char *at, char kind[40], size_t *length) {
  size_t name = strcspn(at, "\t\n");
  snprintf(kind, 40, "%.*s", (int)name, at);
  at += name + (at[name] == '\t');
  *length = strcspn(at, "\n");
  return at;
}

static void put_remarks(explain_walk *to, const grappe_figure_parts *parts) {
  int json = to->options.format == GRAPPE_EXPLAIN_JSON, count = 0;
  char kind[40];
  size_t length;
  if (json && *parts->remarks) grappe_buffer_add(to->out, ",\"remarks\":[");
  for (const char *at = parts->remarks; *at; at += length + (at[length] == '\n')) {
    at = next_remark(at, kind, &length);
    char *text = grappe_strndup(at, length);
    if (!text) {
      to->failed = 1;
      return;
    }
    if (json) {
      grappe_buffer_add(to->out, count++ ? ",{\"kind\":" : "{\"kind\":");
      grappe_json_text(kind, to->out);
      grappe_buffer_add(to->out, ",\"text\":");
      grappe_json_text(text, to->out);
      grappe_buffer_add_char(to->out, '}');
    } else {
      grappe_buffer_add(to->out, grappe_buffer_text(&to->indent));
      grappe_buffer_add(to->out, to->options.format == GRAPPE_EXPLAIN_MARKDOWN ? "- *" : "· ");
      explain_put_text(to, text);
      grappe_buffer_add(to->out, to->options.format == GRAPPE_EXPLAIN_MARKDOWN ? "*\n" : "\n");
    }
    grappe_free(text);
  }
  if (json && *parts->remarks) grappe_buffer_add_char(to->out, ']');
}

static void show_json(explain_walk *to, const grappe_figure *figure, const grappe_met *shared) {
  grappe_buffer_add(to->out, "{");
  if (shared && shared->number) grappe_buffer_addf(to->out, "\"id\":%zu,", shared->number);
  grappe_buffer_add(to->out, "\"figure\":");
  grappe_figure_json(figure, to->out);
  grappe_buffer_add(to->out, ",\"label\":");
  grappe_json_text(figure->parts.label, to->out);
  grappe_buffer_add(to->out, ",\"operation\":");
  grappe_json_text(figure->parts.operation, to->out);
  if (*figure->parts.operation) {
    grappe_buffer_add(to->out, ",\"operation_name\":");
    grappe_json_text(grappe_operation_name(figure->parts.operation, to->options.language), to->out);
  }
  put_remarks(to, &figure->parts);
}

/* Writes one figure and what is below it; its branch is drawn already. Recurses to options.depth at most. */
static void show(explain_walk *to, const grappe_figure *figure, size_t depth) {
  int json = to->options.format == GRAPPE_EXPLAIN_JSON, again = 0;
  grappe_met *met = NULL, copy;
  if (to->left) to->left--;
  if (figure->parts.input_count) { /* leaves are as short as a reference to them */
    met = grappe_visited_meet(&to->visited, figure);
    if (!met) {
      to->failed = 1;
      return;
    }
    if (!to->out) {
      again = met->times++ > 0;
    } else {
      again = met->number > 0;
      if (met->times > 1 && !again) met->number = ++to->numbers;
    }
    copy = *met; /* the set may move while the inputs are walked */
    met = &copy;
  }
  int with_inputs = figure->parts.input_count && !again;
  if (to->out && json && again)
    grappe_buffer_addf(to->out, "{\"see\":%zu", met->number);
  else if (to->out && json)
    show_json(to, figure, met);
  else if (to->out)
    put_line(to, figure, with_inputs, met);
  if (to->out && !json && !again) put_remarks(to, &figure->parts);
  if (with_inputs) show_inputs(to, figure, depth);
  if (to->out && depth == 0 && !to->options.tree_only) explain_put_inexact(to, figure);
  if (to->out && json) grappe_buffer_add_char(to->out, '}');
}

grappe_code grappe_figure_explain(const grappe_figure *figure, const grappe_explain_options *options,
                                  grappe_buffer *out, grappe_error *error) {
  explain_walk to = {.options = *options};
  if (!to.options.depth) to.options.depth = DEPTH;
  if (to.options.depth > DEPTH_MOST) to.options.depth = DEPTH_MOST;
  if (!to.options.breadth) to.options.breadth = BREADTH;
  if (!to.options.figures) to.options.figures = FIGURES;
  to.left = to.options.figures;
  show(&to, figure, 0);
  to.left = to.options.figures;
  to.out = out;
  if (!to.failed) {
    if (to.options.format == GRAPPE_EXPLAIN_MARKDOWN) {
      grappe_buffer_add(out, "- ");
      grappe_buffer_add(&to.indent, "  ");
    }
    show(&to, figure, 0);
  }
  if (grappe_buffer_failed(&to.indent) || grappe_buffer_failed(out)) to.failed = 1;
  grappe_buffer_free(&to.indent);
  grappe_visited_free(&to.visited);
  return to.failed ? grappe_fail_memory(error) : GRAPPE_OK;
}
