/* Frames side by side, by what their rows are called. */
#include <stdio.h>
#include <string.h>

#include "query/frame_private.h"

enum { KEYS_MOST = 16 };

typedef struct side {
  const grappe_frame *frame;
  size_t columns[KEYS_MOST];
  int64_t *keys; /* of each row, for all key columns so far; -1: one is absent */
} side;

typedef struct joining {
  side left, right;
  size_t count;    /* of key columns */
  size_t values;   /* keys lie below it */
  int32_t *places; /* the right row of each left one; -1 none */
  size_t alone_left, alone_right;
} joining;

/* The number of each different value of a key column in a dictionary of both sides. */
static grappe_code number_values(const side *s, size_t column, const frame_codes *codes, grappe_dictionary *words,
                                 int32_t *number, grappe_error *error) {
  grappe_buffer text = {0};
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < codes->count && code == GRAPPE_OK; i++) {
    grappe_value value;
    grappe_buffer_clear(&text);
    code = grappe_frame_cell(s->frame, (size_t)codes->first[i], column, &value, error);
    if (code) break;
    code = grappe_value_write(&value, &text, error);
    grappe_value_release(&value);
    if (code == GRAPPE_OK)
      code = grappe_dictionary_add(words, grappe_buffer_text(&text), text.length, &number[i], error);
  }
  grappe_buffer_free(&text);
  return code;
}

static grappe_code add_key(const side *s, size_t column, grappe_dictionary *words, int64_t **fresh,
                           grappe_error *error) {
  frame_codes codes;
  grappe_code code = frame_codes_of(s->frame, column, &codes, error);
  if (code) return code;
  int32_t *number = grappe_alloc((codes.count + 1) * sizeof *number);
  *fresh = grappe_alloc((s->frame->rows + 1) * sizeof **fresh);
  code = number && *fresh ? number_values(s, column, &codes, words, number, error) : grappe_fail_memory(error);
  for (size_t i = 0; i < s->frame->rows && code == GRAPPE_OK; i++)
    (*fresh)[i] = codes.code[i] < 0 ? -1 : number[codes.code[i]];
  frame_codes_free(&codes);
  grappe_free(number);
  return code;
}

/* Both sides' keys so far and the next column's numbers, numbered anew together. */
static grappe_code combine(joining *j, const int64_t *left, const int64_t *right, size_t values, grappe_error *error) {
  size_t lefts = j->left.frame->rows, rights = j->right.frame->rows;
  int64_t *all = grappe_alloc((lefts + rights + 1) * sizeof *all);
  frame_codes codes;
  if (!all) return grappe_fail_memory(error);
  for (size_t i = 0; i < lefts + rights; i++) {
    int64_t before = i < lefts ? j->left.keys[i] : j->right.keys[i - lefts];
    int64_t next = i < lefts ? left[i] : right[i - lefts];
    all[i] = before < 0 || next < 0 ? -1 : before * (int64_t)values + next;
  }
  grappe_code code = frame_codes_of_keys(all, lefts + rights, &codes, error);
  if (code == GRAPPE_OK) {
    for (size_t i = 0; i < lefts; i++) j->left.keys[i] = codes.code[i];
    for (size_t i = 0; i < rights; i++) j->right.keys[i] = codes.code[lefts + i];
    j->values = codes.count;
    frame_codes_free(&codes);
  }
  grappe_free(all);
  return code;
}

static int keyed_by_code(const grappe_entity *entity) {
  for (size_t i = 0; i < grappe_field_count(entity); i++) {
    const grappe_field *field = grappe_field_at(entity, i);
    if (((field->flags & GRAPPE_KEY) != 0) != (strcmp(field->name, "code") == 0)) return 0;
  }
  return 1;
}

/* Rows of one snapshot, each with a code that no other has: their places say the same as their codes. */
static int alike(const joining *j, size_t k) {
  const grappe_column *left = grappe_frame_column(j->left.frame, j->left.columns[k]);
  const grappe_column *right = grappe_frame_column(j->right.frame, j->right.columns[k]);
  return j->left.frame->snapshot == j->right.frame->snapshot && left->kind == GRAPPE_COLUMN_REFERENCE &&
         right->kind == GRAPPE_COLUMN_REFERENCE && !left->dictionary && !right->dictionary &&
         left->refers_to == right->refers_to && keyed_by_code(left->refers_to);
}

static grappe_code places_of(const side *s, size_t column, int64_t **fresh, size_t *values, grappe_error *error) {
  const grappe_column *cells = grappe_frame_column(s->frame, column);
  *fresh = grappe_alloc((cells->count + 1) * sizeof **fresh);
  if (!*fresh) return grappe_fail_memory(error);
  for (size_t i = 0; i < cells->count; i++) {
    (*fresh)[i] = grappe_flags_presence(cells->flags[i]) == GRAPPE_PRESENT ? cells->codes[i] : -1;
    if ((*fresh)[i] >= (int64_t)*values) *values = (size_t)(*fresh)[i] + 1;
  }
  return GRAPPE_OK;
}

/* The numbers of a key column's values, the same on both sides. */
static grappe_code number_key(joining *j, size_t k, int64_t **left, int64_t **right, size_t *values,
                              grappe_error *error) {
  size_t columns[] = {j->left.columns[k], j->right.columns[k]};
  *values = 1;
  if (alike(j, k)) {
    grappe_code code = places_of(&j->left, columns[0], left, values, error);
    return code ? code : places_of(&j->right, columns[1], right, values, error);
  }
  grappe_dictionary *words = grappe_dictionary_new();
  if (!words) return grappe_fail_memory(error);
  grappe_code code = add_key(&j->left, columns[0], words, left, error);
  if (code == GRAPPE_OK) code = add_key(&j->right, columns[1], words, right, error);
  *values = grappe_dictionary_count(words) + 1;
  grappe_dictionary_release(words);
  return code;
}

static grappe_code make_keys(joining *j, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t k = 0; k < j->count && code == GRAPPE_OK; k++) {
    int64_t *left = NULL, *right = NULL;
    size_t values;
    code = number_key(j, k, &left, &right, &values, error);
    if (code == GRAPPE_OK && k == 0) {
      j->left.keys = left;
      j->right.keys = right;
      j->values = values;
      continue;
    }
    if (code == GRAPPE_OK) code = combine(j, left, right, values, error);
    grappe_free(left);
    grappe_free(right);
  }
  return code;
}

/* --- partners -------------------------------------------------------------------------------------------------------
 */

static grappe_code find_partners(joining *j, grappe_error *error) {
  size_t lefts = j->left.frame->rows, rights = j->right.frame->rows, count = j->values + 1, met = 0;
  int32_t *row = grappe_alloc(count * sizeof *row);
  unsigned char *used = grappe_alloc_zero(rights + 1, 1);
  j->places = grappe_alloc((lefts + 1) * sizeof *j->places);
  grappe_code code = row && used && j->places ? GRAPPE_OK : grappe_fail_memory(error);
  if (code == GRAPPE_OK) memset(row, 0xff, count * sizeof *row);
  for (size_t i = 0; i < rights && code == GRAPPE_OK; i++) {
    int64_t key = j->right.keys[i];
    if (key < 0) continue;
    if (row[key] >= 0)
      code = grappe_fail(error, GRAPPE_DATA,
                         "rows %lu and %lu of the other frame have the same keys: which of them is meant? Group it by "
                         "the keys, or add a key",
                         (unsigned long)row[key] + 1, (unsigned long)i + 1);
    row[key] = (int32_t)i;
  }
  for (size_t i = 0; i < lefts && code == GRAPPE_OK; i++) {
    int32_t place = j->left.keys[i] < 0 ? -1 : row[j->left.keys[i]];
    j->places[i] = place;
    if (place < 0) j->alone_left++;
    if (place >= 0 && !used[place]) met += used[place] = 1;
  }
  j->alone_right = rights - met;
  grappe_free(row);
  grappe_free(used);
  return code;
}

/* --- columns --------------------------------------------------------------------------------------------------------
 */

static int is_key(const joining *j, size_t right_column) {
  for (size_t k = 0; k < j->count; k++)
    if (j->right.columns[k] == right_column) return 1;
  return 0;
}

/* The figures of a row without partner are not collected. */
static void mark_absent(const joining *j, grappe_column *cells) {
  for (size_t i = 0; i < cells->count; i++)
    if (j->places[i] < 0) grappe_column_set_absent(cells, i, GRAPPE_NOT_COLLECTED);
}

/* A column of another snapshot: cell by cell, as its rows may stand elsewhere in this one. */
static grappe_code put_values(const joining *j, const frame_place *place, size_t column, grappe_frame **made,
                              grappe_error *error) {
  size_t rows = j->left.frame->rows, done = 0;
  grappe_frame *wider = NULL;
  grappe_value *values = grappe_alloc_zero(rows + 1, sizeof *values);
  grappe_code code = values ? GRAPPE_OK : grappe_fail_memory(error);
  for (; done < rows && code == GRAPPE_OK; done++) {
    values[done] = (grappe_value){.presence = GRAPPE_NOT_COLLECTED};
    if (j->places[done] >= 0)
      code = grappe_frame_cell(j->right.frame, (size_t)j->places[done], column, &values[done], error);
  }
  if (code == GRAPPE_OK) code = grappe_frame_with(*made, place->name, values, &wider, error);
  if (code == GRAPPE_OK && place->title) code = frame_entitle(wider, place->name, place->title, error);
  for (size_t i = 0; values && i < done; i++) grappe_value_release(&values[i]);
  grappe_free(values);
  if (code) {
    grappe_frame_release(wider);
    return code;
  }
  grappe_frame_release(*made);
  *made = wider;
  return GRAPPE_OK;
}

static grappe_code put_column(const joining *j, size_t column, grappe_frame **made, grappe_error *error) {
  const frame_place *place = &j->right.frame->places[column];
  for (size_t i = 0; i < (*made)->count; i++)
    if (strcmp((*made)->places[i].name, place->name) == 0)
      return grappe_fail(error, GRAPPE_ARGUMENT,
                         "both frames have a column '%s': rename one of them, or name it among the keys", place->name);
  if (j->left.frame->snapshot != j->right.frame->snapshot) return put_values(j, place, column, made, error);
  frame_column *gathered = NULL;
  grappe_code code = frame_column_gather(place->column, j->places, j->left.frame->rows, &gathered, error);
  if (code) return code;
  mark_absent(j, gathered->cells);
  return frame_put_as(*made, place, gathered, error);
}

static grappe_code add_notes(const joining *j, grappe_frame *made, grappe_error *error) {
  char note[240];
  grappe_code code = GRAPPE_OK;
  if (j->alone_left) {
    snprintf(note, sizeof note, grappe_translate("rows without a partner in the other frame: %lu of %lu"),
             (unsigned long)j->alone_left, (unsigned long)j->left.frame->rows);
    code = frame_note(made, note, error);
  }
  if (code == GRAPPE_OK && j->alone_right) {
    snprintf(note, sizeof note, grappe_translate("rows of the other frame without a partner, left out: %lu of %lu"),
             (unsigned long)j->alone_right, (unsigned long)j->right.frame->rows);
    code = frame_note(made, note, error);
  }
  for (size_t i = 0; i < j->right.frame->note_count && code == GRAPPE_OK; i++)
    code = frame_note(made, j->right.frame->notes[i], error);
  return code;
}

static grappe_code make(joining *j, grappe_frame **result, grappe_error *error) {
  grappe_frame *made;
  grappe_code code = frame_copy(j->left.frame, &made, error);
  if (code) return code;
  for (size_t i = 0; i < j->right.frame->count && code == GRAPPE_OK; i++)
    if (!is_key(j, i)) code = put_column(j, i, &made, error);
  if (code == GRAPPE_OK) code = add_notes(j, made, error);
  if (code)
    grappe_frame_release(made);
  else
    *result = made;
  return code;
}

/* --- which keys -----------------------------------------------------------------------------------------------------
 */

static int holds_figures(const grappe_frame *frame, size_t column) {
  grappe_column_kind kind = grappe_frame_column(frame, column)->kind;
  return kind == GRAPPE_COLUMN_FIGURE || kind == GRAPPE_COLUMN_LIST || kind == GRAPPE_COLUMN_NUMBER;
}

/* The columns that both have: keys of both, or else those that hold no figures. */
static grappe_code common_keys(joining *j, grappe_error *error) {
  for (int round = 0; round < 2 && !j->count; round++)
    for (size_t i = 0; i < j->left.frame->count && j->count < KEYS_MOST; i++) {
      size_t other;
      if (grappe_frame_find(j->right.frame, j->left.frame->places[i].name, &other, NULL)) continue;
      if (round ? holds_figures(j->left.frame, i) || holds_figures(j->right.frame, other)
                : !j->left.frame->places[i].key || !j->right.frame->places[other].key)
        continue;
      j->left.columns[j->count] = i;
      j->right.columns[j->count++] = other;
    }
  if (j->count) return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_ARGUMENT,
                     "the frames have no column in common to be joined by: rename one so that both have it");
}

static int holds_territories(const grappe_frame *frame, size_t column) {
  const grappe_column *cells = grappe_frame_column(frame, column);
  return cells->kind == GRAPPE_COLUMN_REFERENCE && cells->refers_to == query_entity_territory();
}

/* Two years, or two sources, are compared on one geography. */
static grappe_code check_geographies(const joining *j, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  if (j->left.frame->snapshot != j->right.frame->snapshot) return GRAPPE_OK;
  for (size_t k = 0; k < j->count && code == GRAPPE_OK; k++)
    if (holds_territories(j->left.frame, j->left.columns[k]) && holds_territories(j->right.frame, j->right.columns[k]))
      code = frame_check_geographies(j->left.frame, j->left.columns[k], j->right.frame, j->right.columns[k], j->places,
                                     error);
  return code;
}

grappe_code grappe_frame_join(const grappe_frame *frame, const grappe_frame *other, const char *const *keys,
                              size_t count, grappe_frame **result, grappe_error *error) {
  joining j = {.left = {.frame = frame}, .right = {.frame = other}};
  grappe_code code = GRAPPE_OK;
  if (count > KEYS_MOST)
    return grappe_fail(error, GRAPPE_ARGUMENT, "frames are joined by at most %d keys", (int)KEYS_MOST);
  for (; j.count < count && code == GRAPPE_OK; j.count++) {
    code = grappe_frame_find(frame, keys[j.count], &j.left.columns[j.count], error);
    if (code == GRAPPE_OK) code = grappe_frame_find(other, keys[j.count], &j.right.columns[j.count], error);
  }
  if (code == GRAPPE_OK && !count) code = common_keys(&j, error);
  if (code == GRAPPE_OK) code = make_keys(&j, error);
  if (code == GRAPPE_OK) code = find_partners(&j, error);
  if (code == GRAPPE_OK) code = check_geographies(&j, error);
  if (code == GRAPPE_OK) code = make(&j, result, error);
  grappe_free(j.left.keys);
  grappe_free(j.right.keys);
  grappe_free(j.places);
  return code;
}
