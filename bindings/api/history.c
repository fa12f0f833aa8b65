/* changes{}: what the audit trail says. */
#include <lauxlib.h>
#include <string.h>

#include "api/arguments.h"
#include "api/context.h"
#include "api/registration.h"
#include "api/types_private.h"
#include "api/value.h"
#include "query/changes.h"
#include "store/names.h"
#include "text/fold.h"

static const char expected[] = "a table { row =, entity =, field =, command =, from =, to = }";

static void check_options(lua_State *L) {
  static const char *const known[] = {"command", "entity", "field", "from", "row", "to", NULL};
  if (lua_isnil(L, 1)) {
    lua_newtable(L);
    lua_replace(L, 1);
  }
  if (lua_type(L, 1) != LUA_TTABLE) grappe_argument_error(L, 1, expected);
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
    if (lua_type(L, -2) != LUA_TSTRING) grappe_argument_error(L, 1, expected);
    size_t i = 0;
    while (known[i] && strcmp(known[i], lua_tostring(L, -2)) != 0) i++;
    if (known[i]) continue;
    grappe_error error = {0};
    grappe_fail(&error, GRAPPE_ARGUMENT,
                "changes cannot be asked for by '%s'; allowed are command, entity, field, from, row, to",
                lua_tostring(L, -2));
    grappe_raise(L, &error);
  }
}

static void read_entity(lua_State *L, grappe_changes_asked *asked) {
  static const char entities[] = "an entity such as \"territory\" or \"sites\"";
  const char *name = grappe_text_option(L, 1, "entity");
  if (name && !(asked->entity = grappe_entity_find(name))) {
    grappe_error error = {0};
    grappe_fail(&error, GRAPPE_NOT_FOUND, "expected %s, found %s", grappe_translate(entities),
                grappe_describe_value(L, -1));
    grappe_raise(L, &error);
  }
}

static grappe_code note_change(void *context, const grappe_change *change, grappe_error *error) {
  (void)change, (void)error;
  *(int *)context = 1;
  return GRAPPE_OK;
}

/* A row by its code or name; one that is gone by what the trail calls it. */
static void find_row(lua_State *L, const char *text, grappe_changes_asked *asked) {
  grappe_error error = {0}, unread = {0};
  grappe_store *store = grappe_observatory_store(grappe_observatory_of(L));
  grappe_code code = grappe_store_find(store, asked->entity, text, NULL, &asked->row, &error);
  if (code == GRAPPE_NOT_FOUND) {
    int known = 0;
    const grappe_changes_asked gone = {.entity = asked->entity, .key = text};
    grappe_check_code(L, grappe_store_changes(store, &gone, note_change, &known, &unread), &unread);
    if (!known) grappe_raise(L, &error);
    asked->key = text;
    asked->row = 0;
    return;
  }
  grappe_check_code(L, code, &error);
}

static void read_row(lua_State *L, grappe_changes_asked *asked) {
  grappe_error error = {0};
  if (lua_getfield(L, 1, "row") == LUA_TNIL) return;
  const grappe_row *row = grappe_to_row(L, -1);
  if (row) {
    if (asked->entity && asked->entity != row->entity)
      grappe_fail(&error, GRAPPE_ARGUMENT, "changes: the row is one of %s, and 'entity' says %s: leave 'entity' out",
                  row->entity->plural, asked->entity->plural);
    else
      grappe_row_id(row, &asked->row, &error);
    asked->entity = row->entity;
  } else if (lua_type(L, -1) != LUA_TSTRING) {
    grappe_fail(&error, GRAPPE_ARGUMENT, "changes: 'row' must be a row or its code, found %s",
                grappe_describe_value(L, -1));
  } else if (!asked->entity) {
    grappe_fail(&error, GRAPPE_ARGUMENT, "changes: say of which entity '%s' is, such as entity = \"site\"",
                lua_tostring(L, -1));
  } else {
    find_row(L, lua_tostring(L, -1), asked);
  }
  grappe_check_code(L, error.code, &error);
}

/* A field of the entity, or of any where none is asked for. */
static void read_field(lua_State *L, grappe_changes_asked *asked) {
  grappe_error error = {0};
  grappe_nearest nearest;
  char names[400];
  asked->field = grappe_text_option(L, 1, "field");
  if (!asked->field) return;
  grappe_nearest_begin(&nearest, asked->field);
  for (size_t e = 0; e < grappe_entity_count(); e++) {
    const grappe_entity *entity = grappe_entity_at(e);
    if (asked->entity && asked->entity != entity) continue;
    if (grappe_field_find(entity, asked->field) >= 0) return;
    for (size_t i = 0; i < grappe_field_count(entity); i++)
      grappe_nearest_offer(&nearest, grappe_field_at(entity, i)->name, NULL);
  }
  if (!asked->entity && nearest.count == 0)
    grappe_fail(&error, GRAPPE_NOT_FOUND, "changes: nothing in the model has a field '%s'", asked->field);
  else if (!asked->entity)
    grappe_fail(&error, GRAPPE_NOT_FOUND, "changes: nothing in the model has a field '%s'; did you mean %s?",
                asked->field, grappe_nearest_write(&nearest, names, sizeof names));
  else if (nearest.count == 0)
    grappe_fail(&error, GRAPPE_NOT_FOUND, "%s have no '%s': see the help on %s for their fields", asked->entity->plural,
                asked->field, asked->entity->plural);
  else
    grappe_fail(&error, GRAPPE_NOT_FOUND, "%s have no '%s'; did you mean %s?", asked->entity->plural, asked->field,
                grappe_nearest_write(&nearest, names, sizeof names));
  grappe_raise(L, &error);
}

static int changes(lua_State *L) {
  grappe_error error = {0};
  grappe_changes_asked asked = {0};
  char from[GRAPPE_PERIOD_TEXT], to[GRAPPE_PERIOD_TEXT];
  grappe_frame *frame = NULL;
  lua_settop(L, 1);
  check_options(L);
  read_entity(L, &asked);
  read_row(L, &asked);
  read_field(L, &asked);
  asked.command = grappe_text_option(L, 1, "command");
  if (lua_getfield(L, 1, "from") != LUA_TNIL) asked.from = grappe_day_write(grappe_check_period(L, -1).from, from);
  if (lua_getfield(L, 1, "to") != LUA_TNIL) asked.to = grappe_day_write(grappe_check_period(L, -1).to, to);
  grappe_check_code(L, grappe_changes(grappe_observatory_of(L), &asked, &frame, &error), &error);
  grappe_push_frame(L, frame);
  return 1;
}

static const grappe_api_function functions[] = {
    {"changes", changes, "changes { row =, entity =, field =, command =, from =, to = } -> frame",
     "The audit trail, newest first: when (UTC), by which command, which row was inserted, changed, superseded or "
     "deleted, and of a field what stood there before and after. A row is given itself, or by its code with its "
     "entity, also one that was deleted since. Without restriction: everything.",
     "La piste d'audit, du plus récent au plus ancien : quand (UTC), par quelle commande, quelle ligne a été ajoutée, "
     "modifiée, remplacée ou supprimée, et pour un champ ce qui s'y trouvait avant et après. Une ligne se donne "
     "elle-même, ou par son code avec son entité, même supprimée depuis. Sans restriction : tout.",
     "changes { entity = \"territory\", field = \"parents\" }"},
    {0}};

const grappe_api_type grappe_api_history = {
    NULL, "What was changed in the registry.", "Ce qui a changé dans le registre.", functions, NULL, NULL, NULL};
