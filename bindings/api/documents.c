#include "api/documents.h"

#include "api/prelude.h"
#include "api/session_private.h"

const char *grappe_document_text(const grappe_document *document) {
  return grappe_language_now() == GRAPPE_FRENCH && document->french[0] ? document->french : document->english;
}

const char *grappe_field_type_name(const grappe_field *field) {
  static const char *const names[] = {"text", "SIREN",  "SIRET",  "integer", "number", "yes/no",
                                      "date", "period", "figure", "code",    "term",   "reference"};
  return grappe_translate(names[field->type]);
}

static const char *or_none(const char *text) {
  return text ? text : "";
}

static void visit_rows(grappe_document_kind kind, const grappe_api_type *type, const grappe_api_function *rows,
                       grappe_document_visit visit, void *context) {
  for (const grappe_api_function *row = rows; row && row->name; row++) {
    grappe_document document = {
        kind, type, row->name, row->signature, or_none(row->english), or_none(row->french), or_none(row->example)};
    visit(context, &document);
  }
}

static const char *field_text(lua_State *L, const char *name) {
  lua_getfield(L, -1, name);
  const char *text = lua_tostring(L, -1);
  lua_pop(L, 1); /* the table keeps the string */
  return or_none(text);
}

void grappe_each_document(lua_State *L, grappe_document_visit visit, void *context) {
  for (size_t i = 0; grappe_api_type_at(i); i++) {
    const grappe_api_type *type = grappe_api_type_at(i);
    visit_rows(GRAPPE_DOCUMENT_FUNCTION, type, type->functions, visit, context);
    visit_rows(GRAPPE_DOCUMENT_METHOD, type, type->methods, visit, context);
    visit_rows(GRAPPE_DOCUMENT_PROPERTY, type, type->properties, visit, context);
  }
  grappe_push_documents(L);
  for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, -1); i++) {
    lua_rawgeti(L, -1, i);
    grappe_document document = {GRAPPE_DOCUMENT_FUNCTION, NULL,
                                field_text(L, "name"),    field_text(L, "signature"),
                                field_text(L, "english"), field_text(L, "french"),
                                field_text(L, "example")};
    visit(context, &document);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

typedef struct visiting {
  grappe_document_visit visit;
  void *context;
} visiting;

static int visit_protected(lua_State *L) {
  visiting *job = lua_touserdata(L, 1);
  grappe_each_document(L, job->visit, job->context);
  return 0;
}

int grappe_session_documents(grappe_session *session, grappe_document_visit visit, void *context) {
  lua_State *L = grappe_session_lua(session);
  visiting job = {visit, context};
  if (!lua_checkstack(L, 4)) return 0;
  lua_pushcfunction(L, visit_protected);
  lua_pushlightuserdata(L, &job);
  int fine = lua_pcall(L, 1, 0, 0) == LUA_OK;
  if (!fine) lua_pop(L, 1);
  return fine;
}
