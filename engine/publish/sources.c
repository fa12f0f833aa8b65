/* Which sources a result cites. Found by binary search: a frame of all sites may cite thousands. */
#include <string.h>

#include "base/memory.h"
#include "publish/publish_private.h"
#include "text/width.h"

static size_t keep_text(grappe_buffer *buffer, const char *text) {
  size_t offset = buffer->length;
  grappe_buffer_add_bytes(buffer, text, strlen(text) + 1);
  return offset;
}

/* The place of the code in `order`, or where it belongs; *found tells which. */
static size_t place_of(const grappe_sources *sources, const char *code, int *found) {
  size_t low = 0, high = sources->count;
  *found = 0;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(sources->text.text + sources->cited[sources->order[middle]].source, code);
    if (order == 0) {
      *found = 1;
      return middle;
    }
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void add_locator(grappe_sources *sources, grappe_cited *cited, const char *locator) {
  if (!*locator || cited->more) return;
  for (int i = 0; i < cited->locator_count; i++)
    if (strcmp(sources->text.text + cited->locators[i], locator) == 0) return;
  if (cited->locator_count == GRAPPE_LOCATORS_SHOWN)
    cited->more = 1;
  else
    cited->locators[cited->locator_count++] = keep_text(&sources->text, locator);
}

static grappe_code add_citation(grappe_sources *sources, const grappe_citation *citation, grappe_error *error) {
  int found;
  size_t place = place_of(sources, citation->source, &found);
  if (!found) {
    void *cited = grappe_grow(sources->cited, &sources->capacity, sources->count + 1, sizeof *sources->cited);
    if (!cited) return grappe_fail_memory(error);
    sources->cited = cited;
    void *order = grappe_grow(sources->order, &sources->order_capacity, sources->count + 1, sizeof *sources->order);
    if (!order) return grappe_fail_memory(error);
    sources->order = order;
    size_t code = keep_text(&sources->text, citation->source);
    if (grappe_buffer_failed(&sources->text)) return grappe_fail_memory(error);
    memmove(sources->order + place + 1, sources->order + place, (sources->count - place) * sizeof *sources->order);
    sources->order[place] = sources->count;
    sources->cited[sources->count++] = (grappe_cited){.source = code};
  }
  if (citation->locator) add_locator(sources, &sources->cited[sources->order[place]], citation->locator);
  return grappe_buffer_failed(&sources->text) ? grappe_fail_memory(error) : GRAPPE_OK;
}

grappe_code grappe_sources_add(grappe_sources *sources, const grappe_figure *figure, grappe_error *error) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; code == GRAPPE_OK && i < parts->citation_count; i++)
    code = add_citation(sources, &parts->citations[i], error);
  return code;
}

grappe_code grappe_sources_of(grappe_sources *sources, const grappe_frame *frame, size_t rows, size_t columns,
                              grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t row = 0; row < rows; row++) {
    for (size_t column = 0; column < columns; column++) {
      grappe_value value = {0};
      if (grappe_frame_kind(frame, column, NULL) != GRAPPE_VALUE_FIGURE) continue;
      code = grappe_frame_cell(frame, row, column, &value, error);
      if (code == GRAPPE_OK && value.kind == GRAPPE_VALUE_FIGURE)
        code = grappe_sources_add(sources, value.figure, error);
      grappe_value_release(&value);
      if (code != GRAPPE_OK) return code;
    }
  }
  return code;
}

/* Looked up afresh: a result may outlive the row it cites, and then keeps the code alone. A name of another source may
 * look like the code. */
grappe_code grappe_source_row(grappe_observatory *observatory, const char *code, grappe_row *row, int *found,
                              grappe_error *error) {
  grappe_error failure = {0};
  grappe_buffer own = {0};
  *found = 0;
  grappe_code result =
      grappe_observatory_find(observatory, grappe_entity_find("source"), code, NULL, NULL, row, &failure);
  if (result == GRAPPE_NOT_FOUND || result == GRAPPE_AMBIGUOUS) return GRAPPE_OK;
  if (result != GRAPPE_OK) {
    if (error) *error = failure;
    return result;
  }
  result = grappe_row_code(row, &own, error);
  if (result == GRAPPE_OK && grappe_buffer_failed(&own)) result = grappe_fail_memory(error);
  *found = result == GRAPPE_OK && strcmp(grappe_buffer_text(&own), code) == 0;
  if (!*found) grappe_snapshot_release(row->snapshot);
  grappe_buffer_free(&own);
  return result;
}

static grappe_code add_title(const char *code, grappe_observatory *observatory, grappe_buffer *out,
                             grappe_error *error) {
  grappe_row row = {0};
  grappe_buffer title = {0};
  int found;
  grappe_code result = grappe_source_row(observatory, code, &row, &found, error);
  if (!found) return result;
  result = grappe_row_name(&row, &title, error);
  if (result == GRAPPE_OK && grappe_buffer_failed(&title)) result = grappe_fail_memory(error);
  if (result == GRAPPE_OK && strcmp(grappe_buffer_text(&title), code) != 0) {
    grappe_buffer_add(out, grappe_translate(": "));
    grappe_harmless_add(grappe_buffer_text(&title), out);
  }
  grappe_buffer_free(&title);
  grappe_snapshot_release(row.snapshot);
  return result;
}

static grappe_code add_line(const grappe_sources *sources, size_t index, grappe_observatory *observatory,
                            grappe_buffer *out, grappe_error *error) {
  const grappe_cited *cited = &sources->cited[index];
  const char *code = sources->text.text + cited->source;
  grappe_harmless_add(code, out);
  for (int i = 0; i < cited->locator_count; i++) {
    grappe_buffer_add(out, i ? "; " : ", ");
    grappe_harmless_add(sources->text.text + cited->locators[i], out);
  }
  if (cited->more) grappe_buffer_add(out, "; …");
  return observatory ? add_title(code, observatory, out, error) : GRAPPE_OK;
}

grappe_code grappe_sources_write(const grappe_sources *sources, grappe_observatory *observatory, int markdown,
                                 int colour, grappe_buffer *out, grappe_error *error) {
  size_t shown = sources->count <= GRAPPE_SOURCES_SHOWN ? sources->count : GRAPPE_SOURCES_SHOWN;
  grappe_code code = GRAPPE_OK;
  if (markdown && shown) grappe_buffer_add(out, "\n");
  for (size_t i = 0; code == GRAPPE_OK && i < shown; i++) {
    grappe_buffer line = {0};
    code = add_line(sources, i, observatory, &line, error);
    if (grappe_buffer_failed(&line)) out->failed = 1;
    if (markdown) {
      grappe_buffer_addf(out, "%zu. ", i + 1);
      grappe_markdown_text(grappe_buffer_text(&line), out);
      grappe_buffer_add(out, "\n");
    } else {
      grappe_buffer_addf(out, colour ? "\x1b[2m[%zu] %s\x1b[0m\n" : "[%zu] %s\n", i + 1, grappe_buffer_text(&line));
    }
    grappe_buffer_free(&line);
  }
  if (code == GRAPPE_OK && shown < sources->count) {
    size_t more = sources->count - shown;
    if (colour) grappe_buffer_add(out, "\x1b[2m");
    if (markdown) grappe_buffer_add(out, "\n");
    if (more == 1)
      grappe_buffer_add(out, grappe_translate("and 1 more source"));
    else
      grappe_buffer_addf(out, grappe_translate("and %zu more sources"), more);
    grappe_buffer_add(out, colour ? "\x1b[0m\n" : "\n");
  }
  return code;
}

void grappe_sources_free(grappe_sources *sources) {
  grappe_free(sources->cited);
  grappe_free(sources->order);
  grappe_buffer_free(&sources->text);
}
