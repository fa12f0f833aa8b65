/* Help, from the registration tables, the documentation of the prelude and the model: no text stands here twice. */
#include <lauxlib.h>
#include <string.h>

#include "api/documents.h"
#include "api/registration.h"
#include "api/session_private.h"
#include "model/codes.h"
#include "model/units.h"
#include "text/fold.h"

typedef struct help_job {
  const char *topic;
  grappe_buffer *text;
  grappe_buffer names; /* here, since what lists them may raise */
  grappe_nearest nearest;
  const grappe_api_type *shown; /* whole, as the topic itself */
  int found;
} help_job;

static const char *in_language(const char *english, const char *french) {
  return grappe_language_now() == GRAPPE_FRENCH && french ? french : english;
}

static void write_function(grappe_buffer *text, const char *signature, const char *words, const char *example) {
  grappe_buffer_addf(text, "%s\n  %s\n", signature, words);
  if (example && example[0]) grappe_buffer_addf(text, "  > %s\n", example);
  grappe_buffer_add_char(text, '\n');
}

static void list_functions(grappe_buffer *text, const grappe_api_function *rows) {
  for (const grappe_api_function *row = rows; row && row->name; row++)
    write_function(text, row->signature, in_language(row->english, row->french), row->example);
}

/* A kind of value with all that it can do. */
static void search_types(help_job *asking) {
  for (size_t i = 0; grappe_api_type_at(i); i++) {
    const grappe_api_type *type = grappe_api_type_at(i);
    if (!type->name) continue;
    grappe_nearest_offer(&asking->nearest, type->name, NULL);
    if (strcmp(type->name, asking->topic) != 0) continue;
    asking->found = 1;
    asking->shown = type;
    grappe_buffer_addf(asking->text, "%s\n\n", in_language(type->english, type->french));
    list_functions(asking->text, type->functions);
    list_functions(asking->text, type->methods);
    list_functions(asking->text, type->properties);
  }
}

/* What bears the name, but in the type that is shown whole: figure, collection:frame() … */
static void offer_document(void *context, const grappe_document *document) {
  help_job *asking = context;
  if (document->type && document->type == asking->shown) return;
  if (strcmp(document->name, asking->topic) == 0) {
    asking->found = 1;
    write_function(asking->text, document->signature, grappe_document_text(document), document->example);
  }
  grappe_nearest_offer(&asking->nearest, document->name, NULL);
}

static void search_model(help_job *asking) {
  for (size_t i = 0; i < grappe_entity_count(); i++) {
    const grappe_entity *entity = grappe_entity_at(i);
    grappe_nearest_offer(&asking->nearest, entity->plural, NULL);
    grappe_nearest_offer(&asking->nearest, entity->name, NULL);
    if (strcmp(entity->name, asking->topic) != 0 && strcmp(entity->plural, asking->topic) != 0) continue;
    asking->found = 1;
    grappe_buffer_addf(asking->text, "%s: %s\n", entity->plural,
                       in_language(entity->english_text, entity->french_text));
    for (size_t f = 0; f < grappe_field_count(entity); f++) {
      const grappe_field *field = grappe_field_at(entity, f);
      grappe_buffer_addf(asking->text, "  %-22s %-10s %s", field->name, grappe_field_type_name(field),
                         in_language(field->english, field->french));
      if (field->list) grappe_buffer_addf(asking->text, " [%s]", field->list);
      if (field->unit) grappe_buffer_addf(asking->text, " (%s)", field->unit);
      grappe_buffer_add_char(asking->text, '\n');
    }
    grappe_buffer_add_char(asking->text, '\n');
  }
}

/* "units", and the closed code lists by name: scope, obs_status … */
static void search_lists(help_job *asking) {
  grappe_language language = grappe_language_now();
  grappe_nearest_offer(&asking->nearest, "units", NULL);
  if (strcmp(asking->topic, "units") == 0) {
    asking->found = 1;
    for (size_t i = 0; i < grappe_unit_row_count(); i++) {
      const grappe_unit_row *row = grappe_unit_row_at(i);
      const char *const names[GRAPPE_LANGUAGES] = {row->english, row->french, row->italian};
      grappe_buffer_addf(asking->text, "  %-22s %s\n", row->code, names[language] ? names[language] : row->symbol);
    }
    grappe_buffer_add_char(asking->text, '\n');
  }
  for (size_t i = 0; i < grappe_code_list_count(); i++) {
    const grappe_code_list *list = grappe_code_list_at(i);
    grappe_nearest_offer(&asking->nearest, list->name, NULL);
    if (strcmp(list->name, asking->topic) != 0) continue;
    asking->found = 1;
    grappe_buffer_addf(asking->text, "%s: %s\n", list->name, in_language(list->english, list->french));
    for (const grappe_code_item *item = list->items; item->code; item++) {
      const char *const names[GRAPPE_LANGUAGES] = {item->english, item->french, item->italian};
      grappe_buffer_addf(asking->text, "  %-22s %s%s%s%s\n", item->code, names[language], item->group ? " (" : "",
                         item->group ? item->group : "", item->group ? ")" : "");
    }
    grappe_buffer_add_char(asking->text, '\n');
  }
}

/* A title and names, on lines of at most 96 columns. */
static void write_names(grappe_buffer *text, const char *title, const char *names) {
  size_t column = 0;
  grappe_buffer_addf(text, "%s\n ", title);
  for (const char *end; *names; names = end + (*end == ' ')) {
    end = names + strcspn(names, " ");
    if (column + (size_t)(end - names) > 94) {
      grappe_buffer_add(text, "\n ");
      column = 0;
    }
    grappe_buffer_addf(text, " %.*s", (int)(end - names), names);
    column += (size_t)(end - names) + 1;
  }
  grappe_buffer_add_char(text, '\n');
}

static void add_function_name(void *context, const grappe_document *document) {
  if (document->kind == GRAPPE_DOCUMENT_FUNCTION) grappe_buffer_addf(context, "%s ", document->name);
}

static void write_overview(lua_State *L, help_job *asking) {
  grappe_buffer *text = asking->text, *names = &asking->names;
  grappe_buffer_add(text, grappe_translate("Ask about any of these: .help NAME\n\n"));
  for (size_t i = 0; i < grappe_entity_count(); i++) grappe_buffer_addf(names, "%s ", grappe_entity_at(i)->plural);
  write_names(text, grappe_translate("Collections:"), grappe_buffer_text(names));
  grappe_buffer_clear(names);
  for (size_t i = 0; grappe_api_type_at(i); i++)
    if (grappe_api_type_at(i)->name) grappe_buffer_addf(names, "%s ", grappe_api_type_at(i)->name);
  write_names(text, grappe_translate("Kinds of value:"), grappe_buffer_text(names));
  grappe_buffer_clear(names);
  grappe_each_document(L, add_function_name, names);
  write_names(text, grappe_translate("Functions:"), grappe_buffer_text(names));
  grappe_buffer_clear(names);
  for (size_t i = 0; i < grappe_code_list_count(); i++) grappe_buffer_addf(names, "%s ", grappe_code_list_at(i)->name);
  grappe_buffer_add(names, "units");
  write_names(text, grappe_translate("Lists:"), grappe_buffer_text(names));
}

static int help_protected(lua_State *L) {
  help_job *asking = lua_touserdata(L, 1);
  if (asking->topic[0] == '\0') {
    asking->found = 1;
    write_overview(L, asking);
    return 0;
  }
  search_model(asking);
  search_lists(asking);
  search_types(asking);
  grappe_each_document(L, offer_document, asking);
  return 0;
}

int grappe_session_help(grappe_session *session, const char *topic, grappe_buffer *text) {
  lua_State *L = grappe_session_lua(session);
  const char *colon = strrchr(topic, ':'); /* "frame:share" is asked for by its last word */
  help_job asking = {.topic = colon ? colon + 1 : topic, .text = text};
  grappe_nearest_begin(&asking.nearest, asking.topic);
  if (!lua_checkstack(L, 4)) return 0;
  lua_pushcfunction(L, help_protected);
  lua_pushlightuserdata(L, &asking);
  int status = lua_pcall(L, 1, 0, 0);
  grappe_buffer_free(&asking.names);
  if (status != LUA_OK) {
    lua_pop(L, 1);
    return 0;
  }
  if (asking.found) return 1;
  char near[400];
  if (asking.nearest.count > 0) {
    grappe_nearest_write(&asking.nearest, near, sizeof near);
    grappe_buffer_addf(text, grappe_translate("there is no help on '%s'; did you mean %s?\n"), topic, near);
  } else {
    grappe_buffer_addf(text, grappe_translate("there is no help on '%s': .help lists the topics\n"), topic);
  }
  return 0;
}
