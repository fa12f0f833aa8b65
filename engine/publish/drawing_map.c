/* What a map shows: which ring belongs to which row, where circles stand, and the classes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "figure/status.h"
#include "publish/drawing_outline_private.h"
#include "publish/drawing_private.h"
#include "statistics/classes.h"
#include "text/number.h"
#include "text/width.h"

enum { CLASSES_USUAL = 5, TONES = 9, FAR = 1500 /* km */ };
enum { DRAWN = 1, BACKDROP, GROUND, DIVIDED }; /* what a territory is on the map: an area, drawn behind, or divided */

typedef struct reading {
  grappe_drawing *drawing;
  drawing_map *map;
  grappe_territories *territories;
  int commune; /* the level */
  outlines all;
  int32_t *rows;                /* the territory of each label, -1 none */
  double *longitude, *latitude; /* of those that are points; NaN */
} reading;

void drawing_map_free(drawing_map *map) {
  if (!map) return;
  grappe_free(map->x);
  grappe_free(map->y);
  grappe_free(map->rings);
  grappe_free(map->places);
  grappe_free(map->edges);
  grappe_free(map);
}

/* --- where each row is -------------------------------------------------------------------------------------------- */

static grappe_code number_field(const grappe_row *row, const char *name, double *number, grappe_error *error) {
  grappe_value value = {0};
  int field = grappe_field_find(row->entity, name);
  *number = NAN;
  if (field < 0) return GRAPPE_OK;
  grappe_code code = grappe_row_field(row, field, &value, error);
  if (code == GRAPPE_OK && value.kind == GRAPPE_VALUE_NUMBER) *number = value.number;
  grappe_value_release(&value);
  return code;
}

/* The territory of a row of another entity, through its place. */
static grappe_code place_of(const reading *read, const grappe_row *row, int32_t *territory, grappe_error *error) {
  grappe_value value = {0};
  int field = grappe_field_with(row->entity, GRAPPE_PLACED);
  *territory = -1;
  if (strcmp(row->entity->name, "territory") == 0) {
    int64_t id;
    grappe_code code = grappe_row_id(row, &id, error);
    if (code == GRAPPE_OK) *territory = grappe_territory_of_id(read->territories, id);
    return code;
  }
  if (field < 0) return GRAPPE_OK;
  grappe_code code = grappe_row_field(row, field, &value, error);
  if (code == GRAPPE_OK && value.kind == GRAPPE_VALUE_ROW) {
    int64_t id;
    code = grappe_row_id(&value.row, &id, error);
    if (code == GRAPPE_OK) *territory = grappe_territory_of_id(read->territories, id);
  }
  grappe_value_release(&value);
  return code;
}

static grappe_code find_column(const grappe_frame *frame, size_t *column, grappe_error *error) {
  const grappe_snapshot *snapshot = grappe_frame_snapshot(frame);
  for (size_t row = 0; snapshot && row < grappe_frame_rows(frame); row++)
    for (size_t c = 0; c < grappe_frame_columns(frame); c++) {
      grappe_value value = {0};
      if (grappe_frame_kind(frame, c, NULL) != GRAPPE_VALUE_ROW) continue;
      grappe_code code = grappe_frame_cell(frame, row, c, &value, error);
      int placed = value.kind == GRAPPE_VALUE_ROW && (strcmp(value.row.entity->name, "territory") == 0 ||
                                                      grappe_field_with(value.row.entity, GRAPPE_PLACED) >= 0);
      grappe_value_release(&value);
      if (code != GRAPPE_OK) return code;
      if (!placed) continue;
      *column = c;
      return GRAPPE_OK;
    }
  if (!grappe_frame_rows(frame)) {
    *column = SIZE_MAX;
    return GRAPPE_OK;
  }
  return grappe_fail(error, GRAPPE_ARGUMENT,
                     "this frame names no territories: a map needs a column of places, such as figures { … } or "
                     "by(\"region\") give");
}

static grappe_code find_places(reading *read, grappe_error *error) {
  const grappe_drawing *drawing = read->drawing;
  size_t column;
  grappe_code code = find_column(drawing->frame, &column, error);
  for (size_t i = 0; i < drawing->labels && code == GRAPPE_OK; i++) {
    grappe_value value = {0};
    read->rows[i] = -1;
    read->longitude[i] = read->latitude[i] = NAN;
    code = grappe_frame_cell(drawing->frame, i, column, &value, error);
    if (code == GRAPPE_OK && value.kind == GRAPPE_VALUE_ROW) {
      code = place_of(read, &value.row, &read->rows[i], error);
      if (code == GRAPPE_OK && strcmp(value.row.entity->name, "territory") != 0) {
        code = number_field(&value.row, "longitude", &read->longitude[i], error);
        if (code == GRAPPE_OK) code = number_field(&value.row, "latitude", &read->latitude[i], error);
        /* the place is only where it stands: never an area of its own */
        if (isnan(read->longitude[i]) && read->rows[i] >= 0)
          grappe_territory_position(read->territories, read->rows[i], &read->longitude[i], &read->latitude[i]);
      }
    }
    grappe_value_release(&value);
  }
  return code;
}

/* A basin whose ground nobody stated stands at the one place of its name that lies where it lies. */
static int position_of_namesake(const reading *read, int32_t row, double *longitude, double *latitude) {
  const grappe_territories *all = read->territories;
  size_t parents, found = 0;
  const int32_t *parent = grappe_territory_parents(all, row, &parents);
  const char *name = grappe_territory_name(all, row, GRAPPE_FRENCH);
  for (int32_t other = 0; other < grappe_territories_count(all) && found < 2; other++) {
    if (grappe_territory_level(all, other) != read->commune ||
        strcmp(grappe_territory_name(all, other, GRAPPE_FRENCH), name) != 0)
      continue;
    for (size_t p = 0; p < parents; p++) {
      if (grappe_territory_lies_in(all, other, parent[p]) != GRAPPE_TRUE) continue;
      found += (size_t)grappe_territory_position(all, other, longitude, latitude);
      break;
    }
  }
  if (found != 1) *longitude = *latitude = NAN;
  return found == 1;
}

/* --- rings and points of the map ---------------------------------------------------------------------------------- */

static void keep_rings(reading *read, const outline_projection *projection, int32_t territory, size_t *first,
                       size_t *count) {
  drawing_map *map = read->map;
  size_t ring;
  *count = outlines_of(&read->all, territory, &ring);
  *first = map->ring_count;
  for (size_t i = 0; i < *count; i++, ring++) {
    const outline_ring *given = &read->all.rings[ring];
    map->rings[map->ring_count++] = (drawing_ring){map->points, given->count};
    for (size_t p = 0; p < given->count; p++, map->points++)
      outline_project(projection, read->all.x[given->from + p], read->all.y[given->from + p], &map->x[map->points],
                      &map->y[map->points]);
  }
}

typedef struct extent {
  double west, south, east, north;
} extent;

static void include(extent *e, double x, double y) {
  if (x < e->west) e->west = x;
  if (x > e->east) e->east = x;
  if (y < e->south) e->south = y;
  if (y > e->north) e->north = y;
}

static void include_rings(extent *e, const outlines *all, int32_t territory) {
  size_t first, count = outlines_of(all, territory, &first);
  for (size_t r = first; r < first + count; r++)
    for (size_t p = 0; p < all->rings[r].count; p++)
      include(e, all->x[all->rings[r].from + p], all->y[all->rings[r].from + p]);
}

static int compare_numbers(const void *a, const void *b) {
  double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

static double middle_of(const double *values, size_t count, double *room) {
  size_t known = 0;
  for (size_t i = 0; i < count; i++)
    if (!isnan(values[i])) room[known++] = values[i];
  qsort(room, known, sizeof *room, compare_numbers);
  return known ? room[known / 2] : NAN;
}

/* A place on another continent would make all others one dot: it is named below the map in place of being drawn. */
static grappe_code leave_out_far_ones(reading *read, grappe_error *error) {
  size_t count = read->drawing->labels;
  double *room = grappe_alloc((count + 1) * sizeof *room);
  if (!room) return grappe_fail_memory(error);
  double longitude = middle_of(read->longitude, count, room), latitude = middle_of(read->latitude, count, room);
  grappe_free(room);
  for (size_t i = 0; i < count; i++)
    if (!isnan(read->longitude[i]) && grappe_distance(longitude, latitude, read->longitude[i], read->latitude[i]) > FAR)
      read->longitude[i] = read->latitude[i] = NAN;
  return GRAPPE_OK;
}

static void leave_out(reading *read, size_t label, grappe_buffer *names) {
  if (names->length) grappe_buffer_add(names, ", ");
  const char *name = drawing_text_at(read->drawing, read->drawing->label_texts[label]);
  grappe_buffer_add(names, strcmp(name, grappe_presence_name(GRAPPE_UNKNOWN, grappe_language_now())) == 0
                               ? grappe_translate("a place that nobody stated")
                               : name);
}

/* Whether the outline helps to see where circles stand: the ground that one of them is on, or a part of it. */
static int gives_ground(const reading *read, int32_t territory) {
  for (size_t i = 0; i < read->drawing->labels; i++) {
    if (isnan(read->longitude[i]) || read->rows[i] < 0) continue;
    if (grappe_territory_lies_in(read->territories, read->rows[i], territory) == GRAPPE_TRUE) return 1;
  }
  return 0;
}

/* Neighbours of the areas, of their level, that lie within the map: without them holes would look like lakes. */
static void mark_neighbours(const reading *read, unsigned char *marked) {
  extent whole = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
  size_t first;
  int level = -1;
  for (size_t i = 0; i < read->drawing->labels; i++) {
    if (!isnan(read->longitude[i]) || read->rows[i] < 0 || !outlines_of(&read->all, read->rows[i], &first)) continue;
    include_rings(&whole, &read->all, read->rows[i]);
    level = grappe_territory_level(read->territories, read->rows[i]);
    marked[read->rows[i]] = DRAWN;
  }
  for (size_t r = 0; level >= 0 && r < read->all.ring_count; r++) {
    int32_t territory = read->all.rings[r].territory;
    extent own = whole;
    include_rings(&own, &read->all, territory);
    if (!marked[territory] && grappe_territory_level(read->territories, territory) == level &&
        memcmp(&own, &whole, sizeof own) == 0)
      marked[territory] = BACKDROP;
  }
}

/* The grounds that circles stand on, and the outlines that lie in one of them; the finest alone, since two outlines of
 * one border would not meet. */
static void choose_backdrop(const reading *read, unsigned char *marked) {
  const outlines *all = &read->all;
  mark_neighbours(read, marked);
  for (size_t r = 0; r < all->ring_count; r++) {
    int32_t territory = all->rings[r].territory;
    if (!marked[territory] && gives_ground(read, territory)) marked[territory] = GROUND;
  }
  for (size_t r = 0; r < all->ring_count; r++)
    for (size_t g = 0; g < all->ring_count; g++) {
      int32_t inner = all->rings[r].territory, outer = all->rings[g].territory;
      if (inner == outer || marked[inner] == DRAWN || (marked[outer] != GROUND && marked[outer] != DIVIDED)) continue;
      if (grappe_territory_lies_in(read->territories, inner, outer) != GRAPPE_TRUE) continue;
      marked[outer] = DIVIDED;
      if (marked[inner] != DIVIDED && marked[inner] != GROUND) marked[inner] = BACKDROP;
    }
}

static grappe_code make_room(drawing_map *map, const outlines *all, size_t labels, grappe_error *error) {
  map->x = grappe_alloc((all->points * 2 + 1) * sizeof *map->x); /* an outline may be drawn, and be a backdrop too */
  map->y = grappe_alloc((all->points * 2 + 1) * sizeof *map->y);
  map->rings = grappe_alloc((all->ring_count * 2 + 1) * sizeof *map->rings);
  map->places = grappe_alloc_zero(labels + 1, sizeof *map->places);
  return map->x && map->y && map->rings && map->places ? GRAPPE_OK : grappe_fail_memory(error);
}

/* The widest free stretch across the rings: the best place for a text. */
static void find_text_place(drawing_map *map, drawing_place *place) {
  enum { LINES = 15, CROSSINGS = 64 };
  double top = HUGE_VAL, bottom = -HUGE_VAL;
  for (size_t r = place->first_ring; r < place->first_ring + place->rings; r++)
    for (size_t p = map->rings[r].from; p < map->rings[r].from + map->rings[r].count; p++) {
      top = fmin(top, map->y[p]);
      bottom = fmax(bottom, map->y[p]);
    }
  for (int line = 1; line < LINES; line++) {
    double y = top + (bottom - top) * line / LINES, crossings[CROSSINGS];
    size_t count = 0;
    for (size_t r = place->first_ring; r < place->first_ring + place->rings; r++) {
      const drawing_ring *ring = &map->rings[r];
      for (size_t p = 0; p < ring->count && count < CROSSINGS; p++) {
        size_t a = ring->from + p, b = ring->from + (p + 1) % ring->count;
        if ((map->y[a] <= y) == (map->y[b] <= y)) continue;
        crossings[count++] = map->x[a] + (y - map->y[a]) / (map->y[b] - map->y[a]) * (map->x[b] - map->x[a]);
      }
    }
    qsort(crossings, count, sizeof *crossings, compare_numbers);
    for (size_t c = 0; c + 1 < count; c += 2) {
      double width = crossings[c + 1] - crossings[c];
      /* nearly as wide and nearer to the middle is better */
      double preferred = width * (1 - 0.5 * fabs(line - LINES / 2.0) / LINES);
      if (preferred <= place->room) continue;
      place->room = preferred;
      place->x = (crossings[c] + crossings[c + 1]) / 2;
      place->y = y;
    }
  }
}

static void find_frame(drawing_map *map) {
  map->left = map->top = HUGE_VAL;
  map->right = map->bottom = -HUGE_VAL;
  for (size_t p = 0; p < map->points; p++) {
    map->left = fmin(map->left, map->x[p]);
    map->right = fmax(map->right, map->x[p]);
    map->top = fmin(map->top, map->y[p]);
    map->bottom = fmax(map->bottom, map->y[p]);
  }
  for (size_t i = 0; i < map->place_count; i++) {
    if (map->places[i].rings) continue;
    map->left = fmin(map->left, map->places[i].x - 8);
    map->right = fmax(map->right, map->places[i].x + 8);
    map->top = fmin(map->top, map->places[i].y - 8);
    map->bottom = fmax(map->bottom, map->places[i].y + 8);
  }
}

static grappe_code check_twice(const reading *read, size_t label, unsigned char *seen, grappe_error *error) {
  int32_t row = read->rows[label];
  if (seen[row]++ == 0) return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_DATA,
                     "two rows are of %s: a map shows one value for each territory; choose a period, or group the rows",
                     grappe_territory_name(read->territories, row, grappe_language_now()));
}

/* Which rows have outlines, which are points, and which cannot be drawn. */
static grappe_code sort_places(reading *read, unsigned char *seen, grappe_buffer *left_out, grappe_error *error) {
  size_t first;
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < read->drawing->labels && code == GRAPPE_OK; i++) {
    if (!isnan(read->longitude[i])) continue;
    if (read->rows[i] >= 0 && outlines_of(&read->all, read->rows[i], &first))
      code = check_twice(read, i, seen, error);
    else if (read->rows[i] >= 0)
      if (!grappe_territory_position(read->territories, read->rows[i], &read->longitude[i], &read->latitude[i]))
        position_of_namesake(read, read->rows[i], &read->longitude[i], &read->latitude[i]);
  }
  if (code == GRAPPE_OK) code = leave_out_far_ones(read, error);
  for (size_t i = 0; i < read->drawing->labels && code == GRAPPE_OK; i++) {
    int drawn = !isnan(read->longitude[i]) || (read->rows[i] >= 0 && outlines_of(&read->all, read->rows[i], &first));
    if (!drawn) leave_out(read, i, left_out);
  }
  return code;
}

static int is_backdrop(unsigned char mark) {
  return mark == BACKDROP || mark == GROUND;
}

static grappe_code lay_out(reading *read, unsigned char *marked, grappe_error *error) {
  drawing_map *map = read->map;
  extent e = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
  size_t labels = read->drawing->labels, first;
  for (size_t i = 0; i < labels; i++)
    if (!isnan(read->longitude[i]))
      include(&e, read->longitude[i], read->latitude[i]);
    else if (read->rows[i] >= 0)
      include_rings(&e, &read->all, read->rows[i]);
  for (int32_t t = 0; t < grappe_territories_count(read->territories); t++)
    if (is_backdrop(marked[t])) include_rings(&e, &read->all, t);
  outline_projection projection = outline_projection_of(e.west, e.south, e.east, e.north);
  grappe_code code = make_room(map, &read->all, labels, error);
  for (size_t i = 0; i < labels && code == GRAPPE_OK; i++) {
    drawing_place *place = &map->places[map->place_count];
    place->label = i;
    if (!isnan(read->longitude[i])) {
      outline_project(&projection, read->longitude[i], read->latitude[i], &place->x, &place->y);
    } else if (read->rows[i] >= 0 && outlines_of(&read->all, read->rows[i], &first)) {
      keep_rings(read, &projection, read->rows[i], &place->first_ring, &place->rings);
      find_text_place(map, place);
    } else {
      continue;
    }
    map->place_count++;
  }
  map->backdrop_first = map->ring_count;
  for (int32_t t = 0; t < grappe_territories_count(read->territories) && code == GRAPPE_OK; t++) {
    size_t count = 0;
    if (is_backdrop(marked[t])) keep_rings(read, &projection, t, &first, &count);
    map->backdrop_rings += count;
  }
  find_frame(map);
  return code;
}

/* --- classes ------------------------------------------------------------------------------------------------------ */

static double typical(const drawing_mark *mark) {
  double value = drawing_point(mark);
  if (!isnan(value) || mark->presence != GRAPPE_PRESENT) return value;
  if (isfinite(mark->bounds.low) && isfinite(mark->bounds.high)) return (mark->bounds.low + mark->bounds.high) / 2;
  return isfinite(mark->bounds.low) ? mark->bounds.low : mark->bounds.high;
}

static size_t distinct(const double *values, size_t count) {
  size_t found = 0;
  for (size_t i = 0; i < count; i++) {
    size_t j = 0;
    while (j < i && values[j] != values[i]) j++;
    found += j == i;
  }
  return found;
}

static grappe_code find_edges(const grappe_drawing *drawing, drawing_map *map, const grappe_frame_classes *how,
                              grappe_error *error) {
  size_t known = 0, wanted = how->classes ? how->classes : CLASSES_USUAL;
  double *values = grappe_alloc((drawing->labels + 1) * sizeof *values);
  if (!values) return grappe_fail_memory(error);
  for (size_t i = 0; i < drawing->labels; i++) {
    double value = typical(&drawing->marks[i]);
    if (isfinite(value)) values[known++] = value;
  }
  grappe_code code = GRAPPE_OK;
  size_t different = known <= 64 ? distinct(values, known) : known;
  if (!how->classes && wanted > different) wanted = different;
  if (wanted >= 2)
    code = grappe_class_edges(values, known, how->classes ? how->method : GRAPPE_CLASSES_JENKS, wanted, how->upper,
                              map->edges, &map->edge_count, error);
  grappe_free(values);
  return code;
}

static grappe_code classify(const grappe_drawing *drawing, drawing_map *map, const grappe_frame_classes *how,
                            grappe_error *error) {
  if ((how->given ? how->edge_count + 1 : how->classes) > TONES)
    return grappe_fail(error, GRAPPE_ARGUMENT, "a map has at most %d classes that can be told apart, found %zu", TONES,
                       how->given ? how->edge_count + 1 : how->classes);
  map->edges = grappe_alloc_zero(TONES + 1, sizeof *map->edges);
  if (!map->edges) return grappe_fail_memory(error);
  map->upper = how->upper;
  grappe_code code = GRAPPE_OK;
  if (how->given) {
    map->edge_count = how->edge_count;
    memcpy(map->edges, how->edges, how->edge_count * sizeof *map->edges);
  } else {
    code = find_edges(drawing, map, how, error);
  }
  grappe_classes classes = {map->edges, map->edge_count, map->upper};
  if (code == GRAPPE_OK) code = grappe_classes_check(&classes, error);
  for (size_t i = 0; i < map->place_count && code == GRAPPE_OK; i++) {
    drawing_place *place = &map->places[i];
    const drawing_mark *mark = &drawing->marks[place->label];
    place->first_class = place->last_class = SIZE_MAX;
    if (mark->presence == GRAPPE_PRESENT)
      grappe_classes_place(&classes, mark->bounds, &place->first_class, &place->last_class);
  }
  return code;
}

static void number_text(double number, grappe_buffer *out) {
  grappe_number_display(number, GRAPPE_DIGITS_USUAL, 0, grappe_language_now(), out);
}

void drawing_class_text(const drawing_map *map, size_t at, grappe_buffer *out) {
  grappe_buffer low = {0}, high = {0};
  if (at > 0) number_text(map->edges[at - 1], &low);
  if (at < map->edge_count) number_text(map->edges[at], &high);
  if (!map->edge_count)
    grappe_buffer_add(out, grappe_translate("all values"));
  else if (at == 0)
    grappe_buffer_addf(out, map->upper ? grappe_translate("%s or less") : grappe_translate("less than %s"),
                       grappe_buffer_text(&high));
  else if (at == map->edge_count)
    grappe_buffer_addf(out, map->upper ? grappe_translate("more than %s") : grappe_translate("%s or more"),
                       grappe_buffer_text(&low));
  else
    grappe_buffer_addf(out,
                       map->upper ? grappe_translate("more than %s, up to %s") : grappe_translate("%s to less than %s"),
                       grappe_buffer_text(&low), grappe_buffer_text(&high));
  if (grappe_buffer_failed(&low) || grappe_buffer_failed(&high)) out->failed = 1;
  grappe_buffer_free(&low);
  grappe_buffer_free(&high);
}

int drawing_class_tone(const drawing_map *map, size_t at) {
  return map->edge_count ? (int)lround((double)at * (TONES - 1) / (double)map->edge_count) : TONES / 2;
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

grappe_code drawing_map_read(grappe_drawing *drawing, const grappe_drawing_options *options, grappe_error *error) {
  reading read = {.drawing = drawing};
  grappe_snapshot *snapshot = grappe_frame_snapshot(drawing->frame);
  drawing->map = read.map = grappe_alloc_zero(1, sizeof *read.map);
  if (!read.map) return grappe_fail_memory(error);
  if (!drawing->labels) return GRAPPE_OK;
  grappe_buffer left_out = {0};
  unsigned char *marked = NULL;
  grappe_code code = grappe_snapshot_territories(snapshot, &read.territories, error);
  if (code == GRAPPE_OK) code = outlines_read(snapshot, &read.all, error);
  if (code == GRAPPE_OK) {
    size_t count = (size_t)grappe_territories_count(read.territories);
    read.commune = grappe_territories_level_find(read.territories, "commune");
    read.rows = grappe_alloc_zero(drawing->labels + 1, sizeof *read.rows);
    read.longitude = grappe_alloc_zero(2 * drawing->labels + 1, sizeof *read.longitude);
    read.latitude = read.longitude ? read.longitude + drawing->labels : NULL;
    marked = grappe_alloc_zero(2 * count + 1, 1);
    if (!read.rows || !read.longitude || !marked) code = grappe_fail_memory(error);
    if (code == GRAPPE_OK) code = find_places(&read, error);
    if (code == GRAPPE_OK) code = sort_places(&read, marked + count, &left_out, error);
    if (code == GRAPPE_OK) choose_backdrop(&read, marked);
    if (code == GRAPPE_OK) code = lay_out(&read, marked, error);
  }
  if (code == GRAPPE_OK && !read.map->place_count)
    code = grappe_fail(error, GRAPPE_DATA,
                       "none of these territories has an outline or a position: outlines stand in data/geo and are "
                       "imported with 'grappe import registry'");
  if (code == GRAPPE_OK) code = classify(drawing, read.map, &options->classes, error);
  if (code == GRAPPE_OK && left_out.length)
    read.map->left_out = drawing_keep_text(drawing, grappe_buffer_text(&left_out));
  if (code == GRAPPE_OK && read.map->ring_count && read.all.credit.length)
    read.map->credit = drawing_keep_text(drawing, grappe_buffer_text(&read.all.credit));
  if (code == GRAPPE_OK && grappe_buffer_failed(&left_out)) code = grappe_fail_memory(error);
  grappe_buffer_free(&left_out);
  outlines_free(&read.all);
  grappe_free(read.rows);
  grappe_free(read.longitude);
  grappe_free(marked);
  return code;
}
