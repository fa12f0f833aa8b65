#include "publish/drawing.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "figure/status.h"
#include "publish/disclosure.h"
#include "publish/drawing_private.h"
#include "publish/publish_private.h"
#include "text/width.h"

static const struct {
  const char *name;
  grappe_drawing_kind kind;
} kinds[] = {{"bars", GRAPPE_DRAWING_BARS},
             {"lines", GRAPPE_DRAWING_LINES},
             {"sparklines", GRAPPE_DRAWING_SPARKLINES},
             {"slope", GRAPPE_DRAWING_SLOPE},
             {"lorenz", GRAPPE_DRAWING_LORENZ}};

grappe_code grappe_drawing_kind_parse(const char *text, grappe_drawing_kind *kind, grappe_error *error) {
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (strcmp(text, kinds[i].name) == 0) {
      *kind = kinds[i].kind;
      return GRAPPE_OK;
    }
  return grappe_fail(error, GRAPPE_ARGUMENT,
                     "'%s' is not a kind of chart: write bars, lines, sparklines, slope or lorenz; maps are drawn with "
                     "frame:map()",
                     text);
}

const char *drawing_text_at(const grappe_drawing *drawing, size_t offset) {
  return drawing->text.text ? drawing->text.text + offset : "";
}

size_t drawing_keep_text(grappe_drawing *drawing, const char *text) {
  size_t offset = drawing->text.length;
  grappe_buffer_add_bytes(&drawing->text, text, strlen(text) + 1);
  return offset;
}

const drawing_mark *drawing_mark_at(const grappe_drawing *drawing, size_t series, size_t label) {
  return &drawing->marks[series * drawing->labels + label];
}

int drawing_exact(const drawing_mark *mark) {
  return mark->there && mark->presence == GRAPPE_PRESENT && grappe_bounds_point(mark->bounds);
}

double drawing_point(const drawing_mark *mark) {
  if (!mark->there || mark->presence != GRAPPE_PRESENT) return NAN;
  return drawing_exact(mark) ? mark->bounds.low : mark->value;
}

grappe_code grappe_drawing_new(grappe_frame *frame, const grappe_drawing_options *options, grappe_drawing **result,
                               grappe_error *error) {
  grappe_drawing *drawing = grappe_alloc_zero(1, sizeof *drawing);
  if (!drawing) return grappe_fail_memory(error);
  drawing->references = 1;
  drawing->kind = options->kind;
  drawing->gini_low = drawing->gini_high = NAN;
  drawing_keep_text(drawing, "");
  grappe_code code = grappe_disclose_frame(frame, &drawing->frame, NULL, error);
  if (code == GRAPPE_OK) code = drawing_read(drawing, options, error);
  if (code == GRAPPE_OK && grappe_buffer_failed(&drawing->text)) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK)
    *result = drawing;
  else
    grappe_drawing_release(drawing);
  return code;
}

grappe_drawing *grappe_drawing_keep(grappe_drawing *drawing) {
  drawing->references++;
  return drawing;
}

void grappe_drawing_release(grappe_drawing *drawing) {
  if (!drawing || --drawing->references) return;
  for (size_t i = 0; drawing->figures && i < drawing->labels * drawing->series; i++)
    grappe_figure_release(drawing->figures[i]);
  grappe_free(drawing->figures);
  grappe_free(drawing->marks);
  grappe_free(drawing->label_texts);
  grappe_free(drawing->series_texts);
  grappe_free(drawing->places);
  drawing_map_free(drawing->map);
  grappe_buffer_free(&drawing->text);
  grappe_frame_release(drawing->frame);
  grappe_free(drawing);
}

grappe_frame *grappe_drawing_frame(const grappe_drawing *drawing) {
  return drawing->frame;
}

const char *grappe_drawing_title(const grappe_drawing *drawing) {
  return drawing_text_at(drawing, drawing->title);
}

grappe_code drawing_footer(const grappe_drawing *drawing, grappe_buffer *out, grappe_error *error) {
  grappe_sources sources = {0};
  grappe_code code = GRAPPE_OK;
  drawing_remarks(drawing, out);
  for (size_t i = 0; code == GRAPPE_OK && i < drawing->labels * drawing->series; i++)
    if (drawing->figures[i]) code = grappe_sources_add(&sources, drawing->figures[i], error);
  if (code == GRAPPE_OK)
    code = grappe_sources_write(&sources, grappe_snapshot_observatory(grappe_frame_snapshot(drawing->frame)), 0, 0, out,
                                error);
  grappe_sources_free(&sources);
  return code;
}

void drawing_remarks(const grappe_drawing *drawing, grappe_buffer *out) {
  if (drawing->map && drawing->map->left_out)
    grappe_buffer_addf(out, grappe_translate("Not drawn, for want of an outline or a position: %s\n"),
                       drawing_text_at(drawing, drawing->map->left_out));
  for (size_t i = 0; i < grappe_frame_note_count(drawing->frame); i++) {
    grappe_buffer_addf(out, grappe_translate("Note: %s"), grappe_frame_note(drawing->frame, i));
    grappe_buffer_add_char(out, '\n');
  }
  if (drawing->map && drawing->map->credit)
    grappe_buffer_addf(out, grappe_translate("Outlines: %s\n"), drawing_text_at(drawing, drawing->map->credit));
}

/* --- in words ----------------------------------------------------------------------------------------------------- */

enum { DESCRIBED = 24 };

static void describe_mark(const grappe_drawing *drawing, const drawing_mark *mark, grappe_buffer *out) {
  if (mark->presence == GRAPPE_PRESENT)
    grappe_buffer_add(out, drawing_text_at(drawing, mark->text));
  else
    grappe_buffer_add(out, grappe_presence_name(mark->presence, grappe_language_now()));
}

void drawing_describe(const grappe_drawing *drawing, grappe_buffer *out) {
  static const char *const sentences[] = {
      [GRAPPE_DRAWING_BARS] = "Bar chart.",
      [GRAPPE_DRAWING_LINES] = "Line chart.",
      [GRAPPE_DRAWING_SPARKLINES] = "Small lines, each on a scale of its own.",
      [GRAPPE_DRAWING_SLOPE] = "Slope chart: two moments, and a line for what became of each row.",
      [GRAPPE_DRAWING_LORENZ] = "Lorenz curve: the share of the sum that the smallest rows hold together.",
      [GRAPPE_DRAWING_MAP] = "Map.",
  };
  size_t shown = 0, all = 0;
  grappe_buffer_add(out, grappe_translate(sentences[drawing->kind]));
  for (size_t series = 0; series < drawing->series; series++)
    for (size_t label = 0; label < drawing->labels; label++) {
      const drawing_mark *mark = drawing_mark_at(drawing, series, label);
      if (!mark->there) continue;
      if (all++ >= DESCRIBED) continue;
      grappe_buffer_add(out, shown++ ? "; " : " ");
      if (*drawing_text_at(drawing, drawing->series_texts[series]))
        grappe_buffer_addf(out, "%s, ", drawing_text_at(drawing, drawing->series_texts[series]));
      grappe_buffer_add(out, drawing_text_at(drawing, drawing->label_texts[label]));
      grappe_buffer_add(out, grappe_translate(": "));
      describe_mark(drawing, mark, out);
    }
  if (all > shown) grappe_buffer_addf(out, grappe_translate("; … and %zu more"), all - shown);
  if (shown) grappe_buffer_add_char(out, '.');
}
