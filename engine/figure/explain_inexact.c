/* The end of an explanation: which inputs make the result inexact, and what to find out first. */
#include <math.h>

#include "base/memory.h"
#include "figure/explain_private.h"
#include "figure/figure_private.h"
#include "figure/influence.h"
#include "text/number.h"

enum { SHOWN = 10 };

/* Ends that only rounding keeps apart are one number to people. */
static grappe_bounds settled(grappe_bounds bounds) {
  double width = grappe_bounds_width(bounds), middle = bounds.low + width / 2;
  return isfinite(width) && width <= 1e-9 * fabs(middle) ? grappe_bounds_exact(middle) : bounds;
}

/* The result as it would be: in its own unit. */
static void put_bounds(explain_walk *to, const grappe_figure *figure, grappe_bounds bounds) {
  grappe_figure_parts parts = grappe_figure_parts_none();
  grappe_buffer text = {0};
  parts.bounds = settled(bounds);
  parts.unit = figure->parts.unit;
  grappe_figure *made = grappe_figure_new(&parts);
  if (!made) {
    to->failed = 1;
    return;
  }
  grappe_figure_display(made, to->options.language, 1, &text);
  if (grappe_buffer_failed(&text)) to->failed = 1;
  explain_put_text(to, grappe_buffer_text(&text));
  grappe_buffer_free(&text);
  grappe_figure_release(made);
}

static void put_end(explain_walk *to, const grappe_figure *figure, const grappe_influence *one, double end,
                    grappe_bounds result) {
  grappe_buffer_add(to->out, explain_in_language(to, " · with ", " · avec ", " · con "));
  put_bounds(to, one->input, grappe_bounds_exact(end));
  grappe_buffer_add(to->out, explain_in_language(to, ": ", " : ", ": "));
  put_bounds(to, figure, result);
}

/* By how much the range shrinks, 0..1; -1 where it had no end, or has none still. */
static double narrower(const grappe_figure *figure, const grappe_influence *one) {
  double before = grappe_bounds_width(figure->parts.bounds), after = grappe_bounds_width(one->known);
  if (!isfinite(before) || before <= 0 || !isfinite(after)) return -1;
  return fmax(0, 1 - after / before);
}

static void put_gain(explain_walk *to, const grappe_figure *figure, const grappe_influence *one) {
  double part = narrower(figure, one);
  if (grappe_bounds_point(settled(one->known)))
    grappe_buffer_add(to->out, explain_in_language(to, ", exactly", ", exactement", ", esattamente"));
  else if (part >= 0.005)
    grappe_buffer_addf(to->out,
                       to->options.language == GRAPPE_FRENCH    ? ", %.0f %% plus étroit"
                       : to->options.language == GRAPPE_ITALIAN ? ", %.0f %% più stretto"
                                                                : ", %.0f %% narrower",
                       100 * part);
  else if (part < 0 && isfinite(grappe_bounds_width(one->known)))
    grappe_buffer_add(to->out, explain_in_language(to, ", with both ends known", ", avec ses deux limites",
                                                   ", con entrambi i limiti"));
  else
    grappe_buffer_add(to->out, explain_in_language(to, ", hardly narrower while the others are open",
                                                   ", guère plus étroit tant que les autres sont ouvertes",
                                                   ", poco più stretto finché le altre sono aperte"));
}

static void put_measured(explain_walk *to, const grappe_figure *figure, const grappe_influence *one) {
  grappe_bounds own = one->input->parts.bounds;
  grappe_buffer_add(to->out, explain_in_language(to, " · if it were known, as ", " · si elle était connue, comme ",
                                                 " · se fosse noto, come "));
  put_bounds(to, one->input, grappe_bounds_exact(one->taken));
  grappe_buffer_add(to->out, explain_in_language(to, ": ", " : ", ": "));
  put_bounds(to, figure, one->known);
  put_gain(to, figure, one);
  if (one->has_least && own.low != one->taken) put_end(to, figure, one, own.low, one->least);
  if (one->has_most && own.high != one->taken) put_end(to, figure, one, own.high, one->most);
}

static void put_head(explain_walk *to, const grappe_figure *figure, size_t inexact, int measured) {
  int known = figure->parts.presence == GRAPPE_PRESENT;
  int markdown = to->options.format == GRAPPE_EXPLAIN_MARKDOWN;
  grappe_buffer_add(to->out, markdown ? "\n**" : "\n");
  grappe_buffer_add(
      to->out,
      known ? explain_in_language(to, "Why it is not one number: ", "Pourquoi ce n'est pas un nombre unique : ",
                                  "Perché non è un numero solo: ")
            : explain_in_language(to, "Why it is not known: ", "Pourquoi on ne le sait pas : ", "Perché non si sa: "));
  if (inexact == 1)
    grappe_buffer_add(to->out, explain_in_language(to, "one input is not exact.", "une donnée n'est pas exacte.",
                                                   "un dato non è esatto."));
  else
    grappe_buffer_addf(to->out,
                       to->options.language == GRAPPE_FRENCH    ? "%zu données ne sont pas exactes."
                       : to->options.language == GRAPPE_ITALIAN ? "%zu dati non sono esatti."
                                                                : "%zu inputs are not exact.",
                       inexact);
  if (inexact > 1)
    grappe_buffer_add(
        to->out, measured
                     ? explain_in_language(to, " To find out first:", " À chercher d'abord :", " Da cercare per primo:")
                     : explain_in_language(
                           to, " The widest for their size first:", " D'abord les plus larges pour leur taille :",
                           " Prima i più larghi per la loro misura:"));
  grappe_buffer_add(to->out, markdown ? "**\n\n" : "\n");
}

/* Whether the figure is the input itself, which tells nothing when it is supposed. */
static int passed_on(const grappe_figure *figure, const grappe_influence *one) {
  return grappe_bounds_point(one->known) && one->known.low == one->taken &&
         grappe_unit_equal(figure->parts.unit, one->input->parts.unit);
}

static void put_lines(explain_walk *to, const grappe_figure *figure, const grappe_influence *list, size_t count,
                      size_t inexact, int measured) {
  put_head(to, figure, inexact, measured);
  size_t shown = count < SHOWN ? count : SHOWN;
  for (size_t i = 0; i < shown; i++) {
    grappe_buffer_addf(to->out, "%zu. ", i + 1);
    explain_put_value(to, list[i].input);
    if (!list[i].input->parts.input_count) explain_put_citations(to, &list[i].input->parts);
    if (measured && !(inexact == 1 && passed_on(figure, &list[i]))) put_measured(to, figure, &list[i]);
    grappe_buffer_add_char(to->out, '\n');
  }
  if (shown < inexact)
    grappe_buffer_addf(to->out,
                       to->options.language == GRAPPE_FRENCH    ? "… et %zu de plus\n"
                       : to->options.language == GRAPPE_ITALIAN ? "… e altri %zu\n"
                                                                : "… and %zu more\n",
                       inexact - shown);
}

/* --- JSON --------------------------------------------------------------------------------------------------------- */

static void json_number(explain_walk *to, double value) {
  if (isfinite(value))
    grappe_number_write(value, to->out);
  else
    grappe_buffer_add(to->out, "null");
}

static void json_bounds(explain_walk *to, const char *name, grappe_bounds bounds) {
  grappe_buffer_addf(to->out, ",\"%s\":{\"low\":", name);
  json_number(to, bounds.low);
  grappe_buffer_add(to->out, ",\"high\":");
  json_number(to, bounds.high);
  grappe_buffer_add_char(to->out, '}');
}

static void put_json(explain_walk *to, const grappe_figure *figure, const grappe_influence *list, size_t count,
                     size_t inexact, int measured) {
  grappe_buffer_addf(to->out, ",\"inexact\":{\"count\":%zu,\"measured\":%s,\"inputs\":[", inexact,
                     measured ? "true" : "false");
  for (size_t i = 0; i < count; i++) {
    grappe_buffer_add(to->out, i ? ",{\"figure\":" : "{\"figure\":");
    grappe_figure_json(list[i].input, to->out);
    grappe_buffer_add(to->out, ",\"label\":");
    grappe_json_text(list[i].input->parts.label, to->out);
    if (measured) {
      double part = narrower(figure, &list[i]);
      grappe_buffer_add(to->out, ",\"taken\":");
      json_number(to, list[i].taken);
      json_bounds(to, "known", list[i].known);
      grappe_buffer_add(to->out, ",\"narrower\":");
      json_number(to, part < 0 ? NAN : part);
      if (list[i].has_least) json_bounds(to, "at_low", list[i].least);
      if (list[i].has_most) json_bounds(to, "at_high", list[i].most);
    }
    grappe_buffer_add_char(to->out, '}');
  }
  grappe_buffer_add(to->out, "]}");
}

void explain_put_inexact(explain_walk *to, const grappe_figure *figure) {
  grappe_influence *list;
  size_t count, inexact;
  int measured;
  if (grappe_figure_influences(figure, &list, &count, &inexact, &measured, NULL) != GRAPPE_OK) {
    to->failed = 1;
    return;
  }
  if (count && to->options.format == GRAPPE_EXPLAIN_JSON)
    put_json(to, figure, list, count, inexact, measured);
  else if (count)
    put_lines(to, figure, list, count, inexact, measured);
  grappe_free(list);
}
