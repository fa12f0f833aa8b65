/* The figures of the new territories, and what is said of them. */
#include <math.h>
#include <string.h>

#include "figure/status.h"
#include "query/recompose_private.h"

enum { INPUTS_MOST = 4096, NAMED_MOST = 3, TOLD_MOST = 5 };

static const char *name_of(const recompose_work *w, int32_t territory) {
  return grappe_territory_name(w->territories, territory, grappe_language_now());
}

static const char *name_of_weight(const recompose_work *w, const char *stated) {
  if (!w->weights) return grappe_translate(stated);
  return strcmp(w->how->weight, "population") == 0 ? grappe_translate("population") : w->how->weight;
}

static grappe_code add_name(const recompose_work *w, int32_t territory, grappe_buffer *text, grappe_error *error) {
  grappe_row row = {w->frame->snapshot, query_entity_territory(), territory};
  return grappe_row_name(&row, text, error);
}

static grappe_code finish(grappe_figure_parts *parts, grappe_buffer *label, grappe_buffer *reason,
                          grappe_citation *citations, grappe_figure **figure, grappe_error *error) {
  parts->label = grappe_buffer_text(label);
  if (reason->length) parts->reason = grappe_buffer_text(reason);
  *figure = grappe_buffer_failed(label) || grappe_buffer_failed(reason) ? NULL : grappe_figure_new(parts);
  grappe_free(citations);
  grappe_buffer_free(label);
  grappe_buffer_free(reason);
  return *figure ? GRAPPE_OK : grappe_fail_memory(error);
}

/* What a part of a divided territory counts: its share, or anything from none to all. */
static grappe_code figure_of_part(recompose_work *w, const recompose_part *part, grappe_figure **figure,
                                  grappe_error *error) {
  grappe_figure *whole = w->figures[part->row];
  grappe_figure_parts parts;
  grappe_citation *citations;
  grappe_buffer label = {0}, name = {0}, reason = {0};
  if (part->kind == GRAPPE_SHARE_WHOLE) {
    *figure = grappe_figure_keep(whole);
    return GRAPPE_OK;
  }
  grappe_code code = grappe_figure_derive("part", &whole, 1, &parts, &citations, error);
  if (code) return code;
  const grappe_figure_parts *own = grappe_figure_read(whole);
  int open = part->kind == GRAPPE_SHARE_OPEN;
  parts.unit = own->unit;
  parts.bounds = grappe_bounds_multiply(own->bounds, grappe_bounds_between(part->low, part->high));
  parts.value = open ? NAN : own->value * part->share;
  if (!open && parts.presence == GRAPPE_PRESENT) parts.obs_status = grappe_status_worst(parts.obs_status, 'E');
  code = add_name(w, w->codes[part->row], &name, error);
  if (open)
    grappe_buffer_addf(&label, grappe_translate("an unknown part of %s"), grappe_buffer_text(&name));
  else
    grappe_buffer_addf(&label, grappe_translate("%.4g %% of %s, by %s"), 100 * part->share, grappe_buffer_text(&name),
                       name_of_weight(w, "the weight of its change"));
  grappe_buffer_free(&name);
  if (code) {
    grappe_free(citations);
    grappe_buffer_free(&label);
    return code;
  }
  return finish(&parts, &label, &reason, citations, figure, error);
}

/* --- what is missing -------------------------------------------------------------------------------------------------
 */

/* Marks the territories of the parts, and those that newer ones were made of on that day: a source may name a commune
 * by the code that it got a week later. */
static grappe_code mark_seen(recompose_work *w, const recompose_part *parts, size_t count, grappe_day day,
                             grappe_error *error) {
  w->cell++;
  for (size_t i = 0; i < count; i++) {
    int32_t own = w->codes[parts[i].row];
    if (own < 0) continue;
    w->seen[own] = w->cell;
    grappe_day then = grappe_territory_nearest(w->territories, own, w->days[w->day[parts[i].row]].day);
    if (grappe_territory_exists(w->territories, own, day)) continue;
    grappe_conversion_request request = {then, day, -1, NULL};
    grappe_conversion c;
    grappe_code code = grappe_territories_convert(w->territories, &request, &own, 1, NULL, &c, error);
    if (code) return code;
    for (size_t s = 0; s < c.count; s++)
      if (c.shares[s].to >= 0 && then > day) w->seen[c.shares[s].to] = w->cell;
    grappe_conversion_free(&c);
  }
  return GRAPPE_OK;
}

/* Names the territories that the new one is made of and that the frame has no row for. */
static grappe_code find_missing(recompose_work *w, const recompose_part *parts, size_t count, grappe_buffer *reason,
                                size_t *found, grappe_error *error) {
  size_t sources, missing = 0;
  grappe_day day;
  const grappe_territory_share *made_of = recompose_sources(w, parts, count, &sources, &day);
  *found = 0;
  if (!sources) return GRAPPE_OK;
  grappe_code code = mark_seen(w, parts, count, day, error);
  if (code) return code;
  for (size_t i = 0; i < sources; i++) {
    if (made_of[i].to < 0 || w->seen[made_of[i].to] == w->cell) continue;
    if (missing++ < NAMED_MOST)
      grappe_buffer_addf(reason, "%s%s", missing > 1 ? ", " : grappe_translate("no figure of "),
                         name_of(w, made_of[i].to));
  }
  if (missing > NAMED_MOST)
    grappe_buffer_addf(reason, grappe_translate(" and %lu more"), (unsigned long)missing - NAMED_MOST);
  *found = missing;
  return GRAPPE_OK;
}

static grappe_code unknown_part(const recompose_work *w, const char *reason, grappe_unit unit, grappe_figure **figure,
                                grappe_error *error) {
  const frame_column *column = w->frame->places[w->column].column;
  grappe_figure_parts parts = grappe_figure_parts_none();
  parts.presence = GRAPPE_UNKNOWN;
  parts.bounds = grappe_bounds_all();
  if (query_counts_things(column->rule, unit)) parts.bounds = grappe_bounds_between(0, INFINITY);
  parts.unit = unit;
  parts.operation = "observation";
  parts.reason = parts.label = reason;
  *figure = grappe_figure_new(&parts);
  return *figure ? GRAPPE_OK : grappe_fail_memory(error);
}

/* --- one cell --------------------------------------------------------------------------------------------------------
 */

static grappe_code label_of(const recompose_work *w, const recompose_key *key, grappe_period period,
                            grappe_buffer *label, grappe_error *error) {
  char text[GRAPPE_PERIOD_TEXT];
  grappe_buffer_addf(label, "%s, ", w->frame->places[w->column].name);
  grappe_code code = add_name(w, key->to, label, error);
  if (grappe_period_stated(period)) grappe_buffer_addf(label, ", %s", grappe_period_write(period, text));
  grappe_buffer_addf(label, " [%s]", w->geography.title);
  return code;
}

/* Adds the inputs up, for bounds, unit and estimate. */
static grappe_code add_up(grappe_figure *const *inputs, size_t count, grappe_figure **sum, grappe_error *error) {
  *sum = grappe_figure_keep(inputs[0]);
  for (size_t i = 1; i < count; i++) {
    grappe_figure *next;
    grappe_code code = grappe_figure_add(*sum, inputs[i], &next, error);
    grappe_figure_release(*sum);
    *sum = NULL;
    if (code) return code;
    *sum = next;
  }
  return GRAPPE_OK;
}

static grappe_code put_together(recompose_work *w, const recompose_key *key, grappe_figure *const *inputs, size_t count,
                                grappe_figure **figure, grappe_error *error) {
  grappe_figure *sum;
  grappe_figure_parts parts;
  grappe_citation *citations;
  grappe_buffer label = {0}, reason = {0};
  grappe_code code = add_up(inputs, count, &sum, error);
  if (code) return code;
  code = grappe_figure_derive("recompose", inputs, count, &parts, &citations, error);
  if (code == GRAPPE_OK) code = label_of(w, key, parts.period, &label, error);
  if (code == GRAPPE_OK) {
    const grappe_figure_parts *added = grappe_figure_read(sum);
    parts.bounds = added->bounds;
    parts.value = added->value;
    parts.unit = added->unit;
    code = key->to < 0 ? GRAPPE_OK : query_ground(w->frame->snapshot, key->to, w->geography.day, &parts.ground, error);
  }
  if (code == GRAPPE_OK) {
    code = finish(&parts, &label, &reason, citations, figure, error);
  } else {
    grappe_free(citations);
    grappe_buffer_free(&label);
  }
  grappe_figure_release(sum);
  return code;
}

/* "Haute-Normandie + Basse-Normandie = Normandie" */
static void tell_change(recompose_work *w, const recompose_key *key, const recompose_part *parts, size_t count) {
  w->converted++;
  if (w->told == TOLD_MOST || key->group != w->group[w->keys[0].row]) return;
  if (w->told++) grappe_buffer_add(&w->changes, grappe_translate("; "));
  for (size_t i = 0; i < count && i < NAMED_MOST; i++)
    grappe_buffer_addf(&w->changes, "%s%s%s", i ? " + " : "",
                       parts[i].kind == GRAPPE_SHARE_WHOLE ? "" : grappe_translate("a part of "),
                       name_of(w, w->codes[parts[i].row]));
  if (count > NAMED_MOST) grappe_buffer_add(&w->changes, " + …");
  grappe_buffer_addf(&w->changes, " = %s", name_of(w, key->to));
}

static grappe_code refuse_average(const recompose_work *w, const recompose_key *key, grappe_error *error) {
  const frame_column *column = w->frame->places[w->column].column;
  if (column->measure)
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "figures of %s may not be added up (their measure says '%s'), so that %s cannot be put together "
                       "on the geography of %s: recompose the amounts that they were computed from, and compute anew",
                       column->measure, column->rule, name_of(w, key->to), w->geography.title);
  return grappe_fail(error, GRAPPE_ARGUMENT,
                     "column '%s' holds no amounts that may be added up, so that %s cannot be put together on the "
                     "geography of %s: drop the column, recompose, and compute it anew",
                     w->frame->places[w->column].name, name_of(w, key->to), w->geography.title);
}

/* Whether the territory only has another name, code or date. */
static int only_renamed(const recompose_work *w, const recompose_part *parts, size_t count) {
  size_t sources;
  grappe_day day;
  if (count != 1 || parts[0].kind != GRAPPE_SHARE_WHOLE) return 0;
  recompose_sources(w, parts, count, &sources, &day);
  return sources == 1;
}

static grappe_code make_figure(recompose_work *w, const recompose_key *key, const recompose_part *parts, size_t count,
                               grappe_figure **inputs, size_t *made, grappe_figure **figure, grappe_error *error) {
  grappe_buffer reason = {0};
  grappe_code code = GRAPPE_OK;
  int estimated = 0, open = 0;
  for (*made = 0; *made < count && code == GRAPPE_OK;) {
    estimated |= parts[*made].kind == GRAPPE_SHARE_WEIGHTED;
    open |= parts[*made].kind == GRAPPE_SHARE_OPEN;
    code = figure_of_part(w, &parts[*made], &inputs[*made], error);
    if (code == GRAPPE_OK) ++*made;
  }
  size_t missing = 0;
  if (code == GRAPPE_OK) code = find_missing(w, parts, count, &reason, &missing, error);
  if (code == GRAPPE_OK && missing) {
    grappe_unit unit = grappe_figure_read(inputs[0])->unit;
    code = grappe_buffer_failed(&reason) ? grappe_fail_memory(error)
                                         : unknown_part(w, grappe_buffer_text(&reason), unit, &inputs[*made], error);
    if (code == GRAPPE_OK) ++*made;
  }
  grappe_buffer_free(&reason);
  if (code) return code;
  w->estimated += estimated != 0;
  w->open += open != 0;
  tell_change(w, key, parts, count);
  return put_together(w, key, inputs, *made, figure, error);
}

grappe_code recompose_figure(recompose_work *w, const recompose_key *key, const recompose_part *parts, size_t count,
                             grappe_figure **figure, grappe_error *error) {
  const grappe_column *cells = grappe_frame_column(w->frame, w->column);
  grappe_unit unit = cells->count ? grappe_column_unit(cells, 0) : grappe_unit_none();
  if (count == 0) return unknown_part(w, "", unit, figure, error); /* another column led here */
  if (count == 1 && recompose_direct(w, &parts[0])) {
    *figure = grappe_figure_keep(w->figures[parts[0].row]);
    return GRAPPE_OK;
  }
  if (!recompose_adds_up(w) && !only_renamed(w, parts, count))
    return w->surely ? unknown_part(w, "", unit, figure, error) : refuse_average(w, key, error);
  size_t made = 0;
  grappe_figure **inputs = grappe_alloc((count + 1) * sizeof *inputs);
  if (!inputs) return grappe_fail_memory(error);
  grappe_code code = make_figure(w, key, parts, count, inputs, &made, figure, error);
  for (size_t i = 0; i < made; i++) grappe_figure_release(inputs[i]);
  grappe_free(inputs);
  return code;
}

/* --- notes -----------------------------------------------------------------------------------------------------------
 */

grappe_code recompose_notes(recompose_work *w, grappe_frame *frame, grappe_error *error) {
  grappe_buffer note = {0};
  grappe_code code = GRAPPE_OK;
  if (w->converted) {
    grappe_buffer_addf(&note, grappe_translate("on the geography of %s: %s"), w->geography.title,
                       grappe_buffer_text(&w->changes));
    if (w->converted > w->told)
      grappe_buffer_addf(&note, grappe_translate("; and %lu more"), (unsigned long)(w->converted - w->told));
    code = frame_note(frame, grappe_buffer_text(&note), error);
    grappe_buffer_clear(&note);
  }
  if (w->estimated && code == GRAPPE_OK) {
    const char *by = name_of_weight(w, "the weight of their change");
    if (w->estimated == 1)
      grappe_buffer_addf(&note, grappe_translate("one figure is estimated: a territory was divided by %s"), by);
    else
      grappe_buffer_addf(&note, grappe_translate("%lu figures are estimated: territories were divided by %s"),
                         (unsigned long)w->estimated, by);
    code = frame_note(frame, grappe_buffer_text(&note), error);
    grappe_buffer_clear(&note);
  }
  if (w->open && code == GRAPPE_OK) {
    if (w->open == 1)
      grappe_buffer_add(&note,
                        grappe_translate("one figure has wide bounds: a territory was divided, nobody says how; name "
                                         "a weight to estimate it, such as weight = \"population\""));
    else
      grappe_buffer_addf(
          &note,
          grappe_translate("%lu figures have wide bounds: territories were divided, nobody says how; name "
                           "a weight to estimate them, such as weight = \"population\""),
          (unsigned long)w->open);
    code = frame_note(frame, grappe_buffer_text(&note), error);
  }
  if (code == GRAPPE_OK && (grappe_buffer_failed(&note) || grappe_buffer_failed(&w->changes)))
    code = grappe_fail_memory(error);
  grappe_buffer_free(&note);
  return code;
}
