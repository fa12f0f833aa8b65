/* The pieces that all SVG drawings are made of, and the document around them. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "figure/status.h"
#include "publish/drawing_private.h"
#include "text/typography.h"
#include "text/width.h"

enum { LINE_HEIGHT = 18, TITLE_SIZE = 17, TEXT_SIZE = 13, SMALL_SIZE = 12 };

/* --- text --------------------------------------------------------------------------------------------------------- */

/* A generous estimate for the fonts that the style names: nothing here measures letters. */
double svg_text_width(const char *text, double size) {
  grappe_buffer set = {0};
  grappe_typeset(text, grappe_language_now(), &set);
  int width = grappe_width(grappe_buffer_text(&set));
  grappe_buffer_free(&set);
  return 0.58 * size * width;
}

void svg_escape(const char *text, grappe_buffer *out) {
  grappe_buffer harmless = {0};
  grappe_harmless_add(text, &harmless);
  for (const char *c = grappe_buffer_text(&harmless); *c; c++) {
    const char *entity = *c == '&'    ? "&amp;"
                         : *c == '<'  ? "&lt;"
                         : *c == '>'  ? "&gt;"
                         : *c == '"'  ? "&quot;"
                         : *c == '\'' ? "&#39;"
                                      : NULL;
    if (entity)
      grappe_buffer_add(out, entity);
    else
      grappe_buffer_add_char(out, *c);
  }
  if (grappe_buffer_failed(&harmless)) out->failed = 1;
  grappe_buffer_free(&harmless);
}

void svg_words(const char *text, grappe_buffer *out) {
  grappe_buffer set = {0};
  grappe_typeset(text, grappe_language_now(), &set);
  svg_escape(grappe_buffer_text(&set), out);
  if (grappe_buffer_failed(&set)) out->failed = 1;
  grappe_buffer_free(&set);
}

static void open_text(svg *to, double x, double y, const char *class, const char *anchor) {
  grappe_buffer_addf(to->out, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\"", class, x, y);
  if (strcmp(anchor, "start") != 0) grappe_buffer_addf(to->out, " text-anchor=\"%s\"", anchor);
  grappe_buffer_add_char(to->out, '>');
}

void svg_text(svg *to, double x, double y, const char *class, const char *anchor, const char *text) {
  open_text(to, x, y, class, anchor);
  svg_words(text, to->out);
  grappe_buffer_add(to->out, "</text>\n");
}

void svg_text_within(svg *to, double x, double y, const char *class, const char *anchor, double width,
                     const char *text) {
  int most = (int)(width / (0.58 * TEXT_SIZE));
  if (grappe_width(text) <= most) {
    svg_text(to, x, y, class, anchor, text);
    return;
  }
  grappe_buffer cut = {0};
  grappe_shorten(text, most, &cut);
  open_text(to, x, y, class, anchor);
  grappe_buffer_add(to->out, "<title>");
  svg_words(text, to->out);
  grappe_buffer_add(to->out, "</title>");
  svg_words(grappe_buffer_text(&cut), to->out);
  grappe_buffer_add(to->out, "</text>\n");
  if (grappe_buffer_failed(&cut)) to->out->failed = 1;
  grappe_buffer_free(&cut);
}

void svg_text_in_two(svg *to, double x, double middle, const char *class, const char *anchor, double width,
                     const char *text) {
  int most = (int)(width / (0.58 * SMALL_SIZE));
  size_t split = 0;
  if (svg_text_width(text, TEXT_SIZE) <= width) {
    svg_text_within(to, x, middle + 4.5, class, anchor, width, text);
    return;
  }
  grappe_buffer first = {0};
  for (size_t end = 1; text[end]; end++) { /* the last space that leaves the first line short enough */
    if (text[end] != ' ') continue;
    grappe_buffer_clear(&first);
    grappe_buffer_add_bytes(&first, text, end);
    if (grappe_width(grappe_buffer_text(&first)) > most) break;
    split = end;
  }
  grappe_buffer_clear(&first);
  grappe_buffer_add_bytes(&first, text, split);
  char small[60];
  snprintf(small, sizeof small, "%s gd-small", class);
  if (split) svg_text(to, x, middle - 2, small, anchor, grappe_buffer_text(&first));
  svg_text_within(to, x, split ? middle + 11 : middle + 4.5, small, anchor, width, text + split + (split > 0));
  if (grappe_buffer_failed(&first)) to->out->failed = 1;
  grappe_buffer_free(&first);
}

/* Lines of at most `most` letters, `height` apart. */
static void wrap(svg *to, const char *class, const char *text, int most, double height) {
  while (*text == ' ') text++;
  while (*text) {
    size_t end = 0, space = 0;
    grappe_buffer line = {0};
    for (; text[end]; end++) {
      if (text[end] == ' ') {
        grappe_buffer_clear(&line);
        grappe_buffer_add_bytes(&line, text, end);
        if (grappe_width(grappe_buffer_text(&line)) > most) break;
        space = end;
      }
    }
    if (!text[end]) {
      grappe_buffer_clear(&line);
      grappe_buffer_add(&line, text);
      if (grappe_width(grappe_buffer_text(&line)) <= most) space = end;
    }
    if (!space) space = end; /* one long word: as it is */
    grappe_buffer_clear(&line);
    grappe_buffer_add_bytes(&line, text, space);
    svg_text(to, 0, to->y + TEXT_SIZE, class, "start", grappe_buffer_text(&line));
    to->y += height;
    if (grappe_buffer_failed(&line)) to->out->failed = 1;
    grappe_buffer_free(&line);
    text += space;
    while (*text == ' ') text++;
  }
}

void svg_paragraph(svg *to, const char *class, const char *text) {
  /* running text is narrower than figures */
  wrap(to, class, text, (int)(SVG_WIDTH / (0.5 * SMALL_SIZE)), LINE_HEIGHT - 1);
}

static void add_drawing_title(svg *to) {
  to->y = TITLE_SIZE - TEXT_SIZE + 3;
  wrap(to, "gd-t gd-title", grappe_drawing_title(to->drawing), (int)(SVG_WIDTH / (0.6 * TITLE_SIZE)), TITLE_SIZE + 6);
  to->y += -TITLE_SIZE + TEXT_SIZE + 4;
}

/* --- shapes ------------------------------------------------------------------------------------------------------- */

void svg_line(svg *to, const char *class, double x1, double y1, double x2, double y2) {
  grappe_buffer_addf(to->out, "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n", class, x1, y1,
                     x2, y2);
}

void svg_box(svg *to, const char *class, double x, double y, double width, double height) {
  grappe_buffer_addf(to->out, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n", class, x,
                     y, width, height);
}

/* The fill that says why there is no value: an attribute for a shape, and remembered for the legend. */
const char *svg_hatching(svg *to, grappe_presence presence, char *class, size_t size) {
  const char *name = "unknown";
  if (presence == GRAPPE_SUPPRESSED) {
    name = "suppressed";
    to->suppressed = 1;
  } else if (presence == GRAPPE_NOT_APPLICABLE || presence == GRAPPE_UNDEFINED) {
    to->inapplicable = 1;
    snprintf(class, size, "class=\"gd-none\"");
    return class;
  } else {
    to->unknown = 1;
  }
  snprintf(class, size, "class=\"gd-hatched\" fill=\"url(#gd%zu-%s)\"", to->number, name);
  return class;
}

double svg_absent(svg *to, double x, double middle, const drawing_mark *mark) {
  char class[80];
  grappe_buffer_addf(to->out, "<rect %s x=\"%.1f\" y=\"%.1f\" width=\"28\" height=\"14\"/>\n",
                     svg_hatching(to, mark->presence, class, sizeof class), x, middle - 7);
  return 28;
}

/* --- the legend --------------------------------------------------------------------------------------------------- */

typedef struct legend {
  svg *to;
  double x;
} legend;

static void make_room(legend *row, const char *text) {
  double width = 44 + svg_text_width(text, SMALL_SIZE);
  if (row->x > 0 && row->x + width > SVG_WIDTH) {
    row->x = 0;
    row->to->y += LINE_HEIGHT + 2;
  }
}

static void label_sample(legend *row, const char *text) {
  svg_text(row->to, row->x + 34, row->to->y + 13, "gd-t gd-small", "start", text);
  row->x += 52 + svg_text_width(text, SMALL_SIZE);
}

static void sample_of_absence(legend *row, grappe_presence presence) {
  const char *text = grappe_presence_name(presence, grappe_language_now());
  drawing_mark mark = {.presence = presence};
  make_room(row, text);
  svg_absent(row->to, row->x, row->to->y + 9, &mark);
  label_sample(row, text);
}

void svg_series_legend(svg *to) {
  const grappe_drawing *drawing = to->drawing;
  legend row = {to, 0};
  for (size_t i = 0; i < drawing->series; i++) {
    const char *text = drawing_text_at(drawing, drawing->series_texts[i]);
    char class[40];
    make_room(&row, text);
    snprintf(class, sizeof class, "gd-b gd-s%zu", i % 6);
    svg_box(to, class, row.x, to->y + 2, 28, 14);
    label_sample(&row, text);
  }
  to->y += LINE_HEIGHT + 8;
}

static void add_legend(svg *to) {
  legend row = {to, 0};
  int ranges = to->range, open_ends = to->open_end;
  if (!ranges && !open_ends && !to->unknown && !to->suppressed && !to->inapplicable) return;
  to->y += 8;
  if (ranges) {
    const char *text = grappe_translate("between these two");
    make_room(&row, text);
    svg_box(to, "gd-r gd-s0", row.x, to->y + 2, 28, 14);
    svg_line(to, "gd-w", row.x + 0.5, to->y + 2, row.x + 0.5, to->y + 16);
    svg_line(to, "gd-w", row.x + 28, to->y + 2, row.x + 28, to->y + 16);
    label_sample(&row, text);
  }
  if (open_ends) {
    const char *text = grappe_translate("no end is known");
    make_room(&row, text);
    grappe_buffer_addf(to->out, "<path class=\"gd-w\" d=\"M%.1f %.1fh24m-6 -5l6 5l-6 5\"/>\n", row.x + 2, to->y + 9);
    label_sample(&row, text);
  }
  if (to->unknown) sample_of_absence(&row, GRAPPE_UNKNOWN);
  if (to->suppressed) sample_of_absence(&row, GRAPPE_SUPPRESSED);
  if (to->inapplicable) sample_of_absence(&row, GRAPPE_NOT_APPLICABLE);
  to->y += LINE_HEIGHT + 6;
}

/* --- the document ------------------------------------------------------------------------------------------------- */

static const char *const light[] = {"#e9f1fa", "#cfe1f2", "#a9cce6", "#7db3d8", "#5195c6",
                                    "#2f77b1", "#175a96", "#0b4079", "#08285a"};
static const char *const dark[] = {"#1d3347", "#234a6b", "#2a5f8b", "#2f72a5", "#4c94c9",
                                   "#6cacd9", "#93c3e6", "#bcd9f1", "#e3f0fb"};
static const char *const light_series[] = {"#0a5fa5", "#b3450b", "#00755a", "#8a3a86", "#7a5c00", "#4a4f57"};
static const char *const dark_series[] = {"#6cb4ee", "#f39a5f", "#4fc9a4", "#dd92d6", "#e0bd4a", "#b9c0c9"};

static void add_colours(const char *const *tones, const char *const *series, int dark_from, const char *text,
                        const char *muted, const char *rule, const char *inverse, grappe_buffer *out) {
  grappe_buffer_addf(out, ".gd-t{fill:%s}.gd-m{fill:%s}.gd-a{stroke:%s}.gd-g{stroke:%s}.gd-w{stroke:%s}", text, muted,
                     muted, rule, text);
  grappe_buffer_addf(out, ".gd-hatched,.gd-none{stroke:%s}.gd-hatch{stroke:%s}.gd-back{stroke:%s}.gd-point{fill:%s}",
                     muted, muted, muted, inverse);
  for (int i = 0; i < 9; i++)
    grappe_buffer_addf(out, ".gd-c%d{fill:%s}.gd-l%d{fill:%s;stroke:%s}", i, tones[i], i,
                       (i >= dark_from) == (dark_from == 5) ? "#ffffff" : "#10151b", tones[i]);
  for (int i = 0; i < 6; i++) grappe_buffer_addf(out, ".gd-s%d{fill:%s}.gd-p%d{stroke:%s}", i, series[i], i, series[i]);
  grappe_buffer_addf(out, ".gd-border{stroke:%s}.gd-halo{stroke:%s}\n", text, inverse);
}

void grappe_drawing_style(grappe_buffer *out) {
  grappe_buffer_add(out,
                    ".gd{font-family:system-ui,-apple-system,\"Segoe UI\",\"DejaVu Sans\",\"Liberation "
                    "Sans\",Arial,sans-serif;font-size:13px}.gd-title{font-size:17px;font-weight:600}"
                    ".gd-small{font-size:12px}.gd-strong{font-weight:600}.gd-a,.gd-g,.gd-w{fill:none}"
                    ".gd-a,.gd-g{stroke-width:1}.gd-w{stroke-width:1.6}.gd-r{fill-opacity:.38}"
                    ".gd-hatched{stroke-width:1}.gd-none{fill:none;stroke-width:1;stroke-dasharray:2 2}"
                    ".gd-hatch{stroke-width:1.4}.gd-border{stroke-width:.8;stroke-linejoin:round}"
                    ".gd-back{fill:none;stroke-width:.8}.gd-line{fill:none;stroke-width:2.4;stroke-linejoin:round}"
                    ".gd-round{stroke-width:3;paint-order:stroke;stroke-linejoin:round}"
                    ".gd-band{stroke:none;fill-opacity:.22}.gd-ring{fill:none;stroke-width:2}.gd-disc{fill-opacity:.55}"
                    ".gd-num{font-variant-numeric:tabular-nums}\n");
  add_colours(light, light_series, 5, "#16202a", "#52606d", "#dfe4ea", "#ffffff", out);
  grappe_buffer_add(out, "@media screen and (prefers-color-scheme:dark){");
  add_colours(dark, dark_series, 4, "#e8edf2", "#a5b1bd", "#2f3842", "#12171d", out);
  grappe_buffer_add(out, "}\n");
}

static void add_patterns(svg *to, grappe_buffer *out) {
  grappe_buffer_add(out, "<defs>");
  if (to->unknown)
    grappe_buffer_addf(out,
                       "<pattern id=\"gd%zu-unknown\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
                       "patternTransform=\"rotate(45)\"><path class=\"gd-hatch\" d=\"M0 0V6\"/></pattern>",
                       to->number);
  if (to->suppressed)
    grappe_buffer_addf(out,
                       "<pattern id=\"gd%zu-suppressed\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
                       "patternTransform=\"rotate(45)\"><path class=\"gd-hatch\" d=\"M0 0V5M0 0H5\"/></pattern>",
                       to->number);
  const drawing_map *map = to->drawing->map;
  for (size_t i = 0; map && i < map->place_count; i++) {
    const drawing_place *place = &map->places[i];
    if (place->first_class == place->last_class || place->last_class == SIZE_MAX) continue;
    grappe_buffer_addf(
        out,
        "<pattern id=\"gd%zu-%zu\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(-45)\"><path class=\"gd-c%d\" d=\"M0 0H9V9H0z\"/><path class=\"gd-c%d\" "
        "d=\"M6.5 0H9V9H6.5z\"/></pattern>",
        to->number, i, drawing_class_tone(map, place->first_class), drawing_class_tone(map, place->last_class));
  }
  grappe_buffer_add(out, "</defs>\n");
}

static grappe_code add_footer(svg *to, grappe_error *error) {
  grappe_buffer lines = {0};
  grappe_code code = drawing_footer(to->drawing, &lines, error);
  if (code == GRAPPE_OK && lines.length) {
    to->y += 6;
    for (char *line = lines.text, *end; (end = strchr(line, '\n')); line = end + 1) {
      *end = '\0';
      svg_paragraph(to, "gd-m gd-small", line);
    }
  }
  if (grappe_buffer_failed(&lines)) to->out->failed = 1;
  grappe_buffer_free(&lines);
  return code;
}

static grappe_code draw(svg *to, grappe_error *error) {
  if (!to->drawing->labels || !to->drawing->series) {
    svg_text(to, 0, to->y + 14, "gd-m", "start", grappe_translate("There is nothing to draw: the table has no rows."));
    to->y += 24;
    return GRAPPE_OK;
  }
  switch (to->drawing->kind) {
    case GRAPPE_DRAWING_BARS:
      svg_bars(to);
      break;
    case GRAPPE_DRAWING_LINES:
      svg_lines(to);
      break;
    case GRAPPE_DRAWING_SPARKLINES:
      svg_sparklines(to);
      break;
    case GRAPPE_DRAWING_SLOPE:
      svg_slope(to);
      break;
    case GRAPPE_DRAWING_LORENZ:
      return svg_lorenz(to, error);
    case GRAPPE_DRAWING_MAP:
      svg_map(to);
      break;
  }
  return GRAPPE_OK;
}

grappe_code grappe_drawing_svg(const grappe_drawing *drawing, size_t number, grappe_buffer *out, grappe_error *error) {
  grappe_buffer body = {0}, description = {0};
  svg to = {.drawing = drawing, .out = &body, .number = number};
  const char *subtitle = drawing_text_at(drawing, drawing->subtitle);
  if (!number) {
    add_drawing_title(&to);
  }
  if (*subtitle) {
    svg_text(&to, 0, to.y + 13, "gd-m", "start", subtitle);
    to.y += 22;
  }
  to.y += 6;
  grappe_code code = draw(&to, error);
  if (code == GRAPPE_OK) add_legend(&to);
  if (code == GRAPPE_OK && !number) code = add_footer(&to, error);
  drawing_describe(drawing, &description);
  if (code == GRAPPE_OK) {
    double height = ceil(to.y + 8), margin = number ? 0 : 16;
    grappe_buffer_addf(out,
                       "<svg class=\"gd\" xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" "
                       "viewBox=\"%.0f %.0f %.0f %.0f\" role=\"img\" lang=\"%s\" aria-labelledby=\"gd%zu-t\" "
                       "aria-describedby=\"gd%zu-d\">\n<title id=\"gd%zu-t\">",
                       SVG_WIDTH + 2 * margin, height + 2 * margin, -margin, -margin, SVG_WIDTH + 2 * margin,
                       height + 2 * margin, grappe_language_code(grappe_language_now()), number, number, number);
    svg_words(grappe_drawing_title(drawing), out);
    grappe_buffer_addf(out, "</title>\n<desc id=\"gd%zu-d\">", number);
    svg_words(grappe_buffer_text(&description), out);
    grappe_buffer_add(out, "</desc>\n");
    if (!number) {
      grappe_buffer_add(out, "<style>\n");
      grappe_drawing_style(out);
      grappe_buffer_add(out,
                        ".gd-ground{fill:#ffffff}@media screen and "
                        "(prefers-color-scheme:dark){.gd-ground{fill:#12171d}}\n</style>\n");
      grappe_buffer_addf(out, "<rect class=\"gd-ground\" x=\"-16\" y=\"-16\" width=\"100%%\" height=\"100%%\"/>\n");
    }
    add_patterns(&to, out);
    grappe_buffer_add(out, grappe_buffer_text(&body));
    grappe_buffer_add(out, "</svg>\n");
    if (grappe_buffer_failed(&body) || grappe_buffer_failed(&description) || grappe_buffer_failed(out))
      code = grappe_fail_memory(error);
  }
  grappe_buffer_free(&body);
  grappe_buffer_free(&description);
  return code;
}
