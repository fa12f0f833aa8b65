/* Figures on a page: each with its sources by number and place, and an explanation at the end. */
#include <string.h>

#include "base/memory.h"
#include "figure/explain.h"
#include "publish/disclosure.h"
#include "publish/page_private.h"
#include "publish/publish_private.h"
#include "text/day.h"

enum { CITED_MOST = 3, FIGURES_IN_EXPLANATION = 200, BREADTH = 12, DEPTH = 8 };

/* --- sources and places in them ----------------------------------------------------------------------------------- */

static size_t source_numbered(page *to, const char *code) {
  for (size_t i = 0; i < to->source_count; i++)
    if (strcmp(page_text(to, to->sources[i].code), code) == 0) return i;
  void *sources = grappe_grow(to->sources, &to->source_capacity, to->source_count + 1, sizeof *to->sources);
  if (!sources) {
    to->failed = 1;
    return 0;
  }
  to->sources = sources;
  to->sources[to->source_count] = (page_source){.code = page_keep(to, code)};
  return to->source_count++;
}

/* Place of the locator in its source, from 1; 0: the source as a whole. */
static size_t place_numbered(page *to, size_t source, const char *locator) {
  page_source *in = &to->sources[source];
  if (!*locator) return 0;
  for (size_t i = 0; i < in->place_count; i++)
    if (strcmp(page_text(to, in->places[i]), locator) == 0) return i + 1;
  void *places = grappe_grow(in->places, &in->place_capacity, in->place_count + 1, sizeof *in->places);
  if (!places) {
    to->failed = 1;
    return 0;
  }
  in->places = places;
  in->places[in->place_count++] = page_keep(to, locator);
  return in->place_count;
}

/* "a" to "z", "aa" … for 1, 2 … */
static void add_letters(size_t number, grappe_buffer *out) {
  if (number > 26) add_letters((number - 1) / 26, out);
  if (number) grappe_buffer_add_char(out, (char)('a' + (number - 1) % 26));
}

/* `more`: what is written after the number. */
static void add_citation(page *to, const grappe_citation *citation, const char *more) {
  size_t source = source_numbered(to, citation->source);
  if (to->failed) return;
  size_t place = place_numbered(to, source, citation->locator ? citation->locator : "");
  grappe_buffer_addf(to->out, "<a href=\"#s%zu", source + 1);
  add_letters(place, to->out);
  grappe_buffer_add(to->out, "\" title=\"");
  page_escape(citation->source, to->out);
  if (place) {
    grappe_buffer_add(to->out, ", ");
    page_escape(citation->locator, to->out);
  }
  grappe_buffer_addf(to->out, "\">%zu", source + 1);
  add_letters(place, to->out);
  grappe_buffer_add(to->out, more);
  grappe_buffer_add(to->out, "</a>");
}

/* Up to `most` of them, and where there are more a link to all; for one, whose place is small, only a sign. */
static void add_citations(page *to, const grappe_figure_parts *parts, size_t explanation, size_t most) {
  if (!parts->citation_count) return;
  grappe_buffer_add(to->out, "<sup class=\"cite\">");
  for (size_t i = 0; i < parts->citation_count && !to->failed; i++) {
    if (i == most && most == 1) break;
    if (i == most) {
      grappe_buffer_addf(to->out, "<a href=\"#f%zu\" title=\"", explanation);
      page_escape(grappe_translate("all sources"), to->out);
      grappe_buffer_add(to->out, "\">…</a>");
      break;
    }
    if (i) grappe_buffer_add(to->out, ", ");
    add_citation(to, &parts->citations[i], most == 1 && parts->citation_count > 1 ? "…" : "");
  }
  grappe_buffer_add(to->out, "</sup>");
}

/* --- figures ------------------------------------------------------------------------------------------------------ */

/* What two figures must share to have one explanation; a figure without a label has its own. */
static void add_key(const grappe_figure *figure, size_t own, grappe_buffer *key) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  grappe_buffer_addf(key, "%s\t%s\t", parts->label, parts->operation);
  grappe_figure_write(figure, 1, key);
  for (size_t i = 0; i < parts->citation_count; i++) grappe_buffer_addf(key, "\t%s", parts->citations[i].source);
  if (!*parts->label) grappe_buffer_addf(key, "\t%zu", own);
}

static grappe_code make_room(page *to, grappe_error *error) {
  void *figures = grappe_grow(to->figures, &to->figure_capacity, to->figure_count + 1, sizeof(grappe_figure *));
  if (!figures) return grappe_fail_memory(error);
  to->figures = figures;
  void *order = grappe_grow(to->figure_order, &to->order_capacity, to->figure_count + 1, sizeof *to->figure_order);
  if (!order) return grappe_fail_memory(error);
  to->figure_order = order;
  void *keys = grappe_grow(to->figure_keys, &to->key_capacity, to->figure_count + 1, sizeof *to->figure_keys);
  if (!keys) return grappe_fail_memory(error);
  to->figure_keys = keys;
  void *names = grappe_grow(to->figure_names, &to->name_capacity, to->figure_count + 1, sizeof *to->figure_names);
  if (!names) return grappe_fail_memory(error);
  to->figure_names = names;
  return GRAPPE_OK;
}

/* The number of the figure's explanation, from 1: the same figure has one, wherever it stands. */
static grappe_code explained(page *to, grappe_figure *figure, size_t *number, grappe_error *error) {
  grappe_buffer key = {0};
  grappe_code code = make_room(to, error);
  if (code != GRAPPE_OK) return code;
  add_key(figure, to->figure_count, &key);
  size_t low = 0, high = to->figure_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp(page_text(to, to->figure_keys[to->figure_order[middle]]), grappe_buffer_text(&key)) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  if (low < to->figure_count &&
      strcmp(page_text(to, to->figure_keys[to->figure_order[low]]), grappe_buffer_text(&key)) == 0) {
    *number = to->figure_order[low] + 1;
  } else {
    memmove(to->figure_order + low + 1, to->figure_order + low, (to->figure_count - low) * sizeof *to->figure_order);
    to->figure_order[low] = to->figure_count;
    to->figure_keys[to->figure_count] = page_keep(to, grappe_buffer_text(&key));
    to->figure_names[to->figure_count] = to->cell_name;
    to->figures[to->figure_count++] = grappe_figure_keep(figure);
    *number = to->figure_count;
  }
  if (grappe_buffer_failed(&key)) to->failed = 1;
  grappe_buffer_free(&key);
  return GRAPPE_OK;
}

static void write_figure(const grappe_figure *figure, page_form form, grappe_buffer *out) {
  grappe_language language = grappe_language_now();
  switch (form) {
    case PAGE_SHORT:
    case PAGE_CELL:
      grappe_figure_display(figure, language, form == PAGE_SHORT, out);
      break;
    case PAGE_NUMBER:
      grappe_figure_words_bare(figure, language, out);
      break;
    case PAGE_ORDINAL:
      grappe_figure_ordinal(figure, language, out);
      break;
    default:
      grappe_figure_words(figure, language, out);
  }
}

grappe_code page_figure(page *to, grappe_figure *figure, page_form form, grappe_error *error) {
  grappe_figure *shown;
  size_t number, known = to->figure_count;
  grappe_buffer text = {0};
  grappe_code code = grappe_disclose(figure, &shown, error);
  if (code != GRAPPE_OK) return code;
  code = explained(to, shown, &number, error);
  if (code == GRAPPE_OK) {
    int is_new = to->figure_count > known; /* where its explanation leads back to */
    write_figure(shown, form, &text);
    grappe_buffer_add(to->out, "<a class=\"fig\"");
    if (is_new) grappe_buffer_addf(to->out, " id=\"r%zu\"", number);
    grappe_buffer_addf(to->out, " href=\"#f%zu\">", number);
    page_words(grappe_buffer_text(&text), to->out);
    grappe_buffer_add(to->out, "</a>");
    add_citations(to, grappe_figure_read(shown), number, to->cell_name ? 1 : CITED_MOST);
    if (grappe_buffer_failed(&text)) to->failed = 1;
  }
  grappe_buffer_free(&text);
  grappe_figure_release(shown);
  return code;
}

/* --- explanations ------------------------------------------------------------------------------------------------- */

static grappe_code add_explanation(page *to, size_t index, grappe_error *error) {
  grappe_figure *figure = to->figures[index];
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  grappe_explain_options options = {.format = GRAPPE_EXPLAIN_MARKDOWN,
                                    .language = grappe_language_now(),
                                    .depth = DEPTH,
                                    .breadth = BREADTH,
                                    .figures = FIGURES_IN_EXPLANATION};
  grappe_buffer tree = {0}, value = {0};
  grappe_figure_words(figure, grappe_language_now(), &value);
  grappe_buffer_addf(to->out, "<details id=\"f%zu\"><summary><b>", index + 1);
  page_words(grappe_buffer_text(&value), to->out);
  grappe_buffer_add(to->out, "</b> ");
  page_words(*parts->label ? parts->label : page_text(to, to->figure_names[index]), to->out);
  grappe_buffer_addf(to->out, "</summary>\n<p><a class=\"back\" href=\"#r%zu\">↑ ", index + 1);
  page_words(grappe_translate("back to the text"), to->out);
  grappe_buffer_add(to->out, "</a></p>\n");
  grappe_code code = grappe_figure_explain(figure, &options, &tree, error);
  if (code == GRAPPE_OK) code = page_plain_markdown(grappe_buffer_text(&tree), to->out, error);
  if (code == GRAPPE_OK && parts->citation_count) {
    grappe_buffer_addf(to->out, "<p>%s", grappe_translate("Sources"));
    page_escape(grappe_translate(": "), to->out);
    add_citations(to, parts, index + 1, (size_t)-1);
    grappe_buffer_add(to->out, "</p>\n");
  }
  grappe_buffer_add(to->out, "</details>\n");
  if (grappe_buffer_failed(&tree) || grappe_buffer_failed(&value)) to->failed = 1;
  grappe_buffer_free(&tree);
  grappe_buffer_free(&value);
  return code;
}

grappe_code page_explanations(page *to, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  if (!to->figure_count) return GRAPPE_OK;
  grappe_buffer_add(to->out, "<section id=\"explanations\"><h2>");
  page_words(grappe_translate("How each figure came about"), to->out);
  grappe_buffer_add(to->out, "</h2>\n<p>");
  page_words(grappe_translate("One entry for each figure of this page: what it was computed from, and how."), to->out);
  grappe_buffer_add(to->out, "</p>\n");
  for (size_t i = 0; i < to->figure_count && code == GRAPPE_OK; i++) code = add_explanation(to, i, error);
  grappe_buffer_add(to->out, "</section>\n");
  return code;
}

/* --- the list of sources ------------------------------------------------------------------------------------------ */

/* A day that stands as text too is written as people do. */
static void show_field(const grappe_value *value, const char *shown, grappe_buffer *out) {
  grappe_period period;
  grappe_error ignored = {0};
  if (value->kind == GRAPPE_VALUE_DAY)
    grappe_day_display(value->day, grappe_language_now(), out);
  else if (grappe_period_parse(shown, &period, &ignored) == GRAPPE_OK)
    grappe_period_display(period, grappe_language_now(), out);
  else
    grappe_buffer_add(out, shown);
}

static grappe_code add_field(page *to, const grappe_row *row, const char *name, const char *before, const char *after,
                             grappe_error *error) {
  grappe_value value = {0};
  grappe_buffer text = {0}, shown = {0};
  int field = grappe_field_find(row->entity, name);
  grappe_code code = grappe_row_field(row, field, &value, error);
  if (code == GRAPPE_OK) code = grappe_value_display(&value, row->snapshot, &text, error);
  if (code == GRAPPE_OK && text.length) {
    show_field(&value, grappe_buffer_text(&text), &shown);
    grappe_buffer_add(to->out, before);
    page_words(grappe_buffer_text(&shown), to->out);
    grappe_buffer_add(to->out, after);
  }
  if (grappe_buffer_failed(&text) || grappe_buffer_failed(&shown)) to->failed = 1;
  grappe_buffer_free(&text);
  grappe_buffer_free(&shown);
  grappe_value_release(&value);
  return code;
}

/* A link only where the address is one of the web. */
static grappe_code add_address(page *to, const grappe_row *row, grappe_error *error) {
  grappe_value value = {0};
  grappe_code code = grappe_row_field(row, grappe_field_find(row->entity, "address"), &value, error);
  if (code == GRAPPE_OK && value.kind == GRAPPE_VALUE_TEXT &&
      (strncmp(value.text, "https://", 8) == 0 || strncmp(value.text, "http://", 7) == 0)) {
    grappe_buffer_add(to->out, " <a class=\"web\" rel=\"noreferrer\" href=\"");
    page_escape(value.text, to->out);
    grappe_buffer_add(to->out, "\">");
    page_escape(value.text, to->out);
    grappe_buffer_add(to->out, "</a>");
  }
  grappe_value_release(&value);
  return code;
}

static grappe_code add_source(page *to, size_t index, grappe_error *error) {
  const page_source *source = &to->sources[index];
  grappe_row row = {0};
  int found = 0;
  grappe_code code = GRAPPE_OK;
  grappe_buffer_addf(to->out, "<li id=\"s%zu\">", index + 1);
  if (to->parts->observatory)
    code = grappe_source_row(to->parts->observatory, page_text(to, source->code), &row, &found, error);
  if (code == GRAPPE_OK && found) {
    code = add_field(to, &row, "publisher", "", ", ", error);
    if (code == GRAPPE_OK) code = add_field(to, &row, "title", "<cite>", "</cite>", error);
    if (code == GRAPPE_OK) code = add_field(to, &row, "date", ", ", "", error);
    if (code == GRAPPE_OK) code = add_field(to, &row, "licence", ", ", "", error);
    if (code == GRAPPE_OK) code = add_address(to, &row, error);
    grappe_snapshot_release(row.snapshot);
  }
  /* by what name explanations know it */
  grappe_buffer_add(to->out, " <span class=\"code\">[");
  page_escape(page_text(to, source->code), to->out);
  grappe_buffer_add(to->out, "]</span>");
  if (source->place_count) grappe_buffer_add(to->out, "\n<ol class=\"places\">\n");
  for (size_t i = 0; i < source->place_count; i++) {
    grappe_buffer_addf(to->out, "<li id=\"s%zu", index + 1);
    add_letters(i + 1, to->out);
    grappe_buffer_add(to->out, "\">");
    page_words(page_text(to, source->places[i]), to->out);
    grappe_buffer_add(to->out, "</li>\n");
  }
  if (source->place_count) grappe_buffer_add(to->out, "</ol>\n");
  grappe_buffer_add(to->out, "</li>\n");
  return code;
}

grappe_code page_sources(page *to, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  if (!to->source_count) return GRAPPE_OK;
  grappe_buffer_addf(to->out, "<section id=\"sources\"><h2>%s</h2>\n<ol class=\"sources\">\n",
                     grappe_translate("Sources"));
  for (size_t i = 0; i < to->source_count && code == GRAPPE_OK; i++) code = add_source(to, i, error);
  grappe_buffer_add(to->out, "</ol></section>\n");
  return code;
}
