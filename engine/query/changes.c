#include "query/changes.h"

#include <string.h>

#include "query/frame_private.h"

enum { AT, COMMAND, ENTITY, ROW, ACTION, FIELD, BEFORE, AFTER, CONFIDENTIALITY, COLUMNS };

static const char *const names[COLUMNS] = {"at",     "command", "entity",         "row", "action", "field",
                                           "before", "after",   "confidentiality"};

/* The columns while the trail is read: made at the first entry, which says how many there are. */
typedef struct reading {
  grappe_column *cells[COLUMNS];
  size_t rows;
  int confidential;
} reading;

static const char *action_word(const char *action) {
  static const char *const words[][2] = {
      {"insert", "inserted"}, {"update", "changed"}, {"supersede", "superseded"}, {"delete", "deleted"}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(words[i][0], action) == 0) return grappe_translate(words[i][1]);
  return action;
}

/* An entity of a model before this one keeps the name it had. */
static const char *entity_title(const char *name) {
  const grappe_entity *entity = grappe_entity_find(name);
  return entity ? grappe_entity_title(entity) : name;
}

static grappe_code make_cells(reading *to, size_t rows, grappe_error *error) {
  for (int c = 0; c < COLUMNS; c++)
    if (!(to->cells[c] = grappe_column_new(GRAPPE_COLUMN_TEXT, rows))) return grappe_fail_memory(error);
  to->cells[CONFIDENTIALITY]->list = "conf_status";
  return GRAPPE_OK;
}

static grappe_code add_change(void *context, const grappe_change *change, grappe_error *error) {
  reading *to = context;
  grappe_code code = to->rows ? GRAPPE_OK : make_cells(to, change->among, error);
  const char *const texts[COLUMNS] = {change->at,
                                      change->command,
                                      entity_title(change->entity),
                                      change->key,
                                      action_word(change->action),
                                      change->field,
                                      change->before,
                                      change->after,
                                      change->confidentiality ? change->confidentiality : "F"};
  for (int c = 0; c < COLUMNS && code == GRAPPE_OK; c++) {
    if (texts[c])
      code = grappe_column_set_text(to->cells[c], to->rows, texts[c], strlen(texts[c]), error);
    else
      grappe_column_set_absent(to->cells[c], to->rows, change->field ? GRAPPE_UNKNOWN : GRAPPE_NOT_APPLICABLE);
  }
  to->confidential |= change->confidentiality != NULL;
  to->rows++;
  return code;
}

/* Takes the columns over, whether this succeeds or not. */
static grappe_code fill(grappe_frame *frame, reading *from, grappe_error *error) {
  grappe_code code = from->rows ? GRAPPE_OK : make_cells(from, 0, error);
  for (int c = 0; c < COLUMNS; c++) {
    grappe_column *cells = from->cells[c];
    from->cells[c] = NULL;
    if (code != GRAPPE_OK || (c == CONFIDENTIALITY && !from->confidential))
      grappe_column_free(cells);
    else
      code = frame_put(frame, names[c], 0, frame_column_new(cells, NULL, error), error);
  }
  return code;
}

grappe_code grappe_changes(grappe_observatory *observatory, const grappe_changes_asked *asked, grappe_frame **frame,
                           grappe_error *error) {
  reading read = {0};
  grappe_frame *made = NULL;
  grappe_snapshot *snapshot;
  grappe_code code = grappe_observatory_snapshot(observatory, &snapshot, error);
  if (code != GRAPPE_OK) return code;
  code = grappe_store_changes(observatory->store, asked, add_change, &read, error);
  if (code == GRAPPE_OK) code = grappe_frame_new(snapshot, read.rows, &made, error);
  if (code == GRAPPE_OK) code = fill(made, &read, error);
  for (int c = 0; c < COLUMNS; c++) grappe_column_free(read.cells[c]);
  grappe_snapshot_release(snapshot);
  if (code == GRAPPE_OK)
    *frame = made;
  else
    grappe_frame_release(made);
  return code;
}
