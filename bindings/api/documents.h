/* Everything that scripts can call, with its documentation: the registration tables and what the prelude publishes, as
 * one list. Help, examples, the reference pages and the editor's definitions are made from it. */
#ifndef GRAPPE_API_DOCUMENTS_H
#define GRAPPE_API_DOCUMENTS_H

#include <lua.h>

#include "api/registration.h"
#include "api/session.h"
#include "model/model.h"

typedef enum grappe_document_kind {
  GRAPPE_DOCUMENT_FUNCTION, /* of scripts: figure(…), share(…); also tables such as `indicators` */
  GRAPPE_DOCUMENT_METHOD,   /* collection:within(…) */
  GRAPPE_DOCUMENT_PROPERTY  /* figure.value */
} grappe_document_kind;

typedef struct grappe_document {
  grappe_document_kind kind;
  const grappe_api_type *type; /* whose method or property it is; of a function NULL where the prelude gives it */
  const char *name, *signature, *english, *french, *example; /* "" where there is none */
} grappe_document;

typedef void (*grappe_document_visit)(void *context, const grappe_document *document);

/* Types in their order, in each its functions, methods and properties; then the prelude's. May raise. */
void grappe_each_document(lua_State *L, grappe_document_visit visit, void *context);
/* The same, for who works through a session; 0: memory ran out, or the prelude cannot be read. */
int grappe_session_documents(grappe_session *session, grappe_document_visit visit, void *context);
/* What the type of a field is called, in the language that is set. */
const char *grappe_field_type_name(const grappe_field *field);
/* In the language that is set: the French, or else the English. */
const char *grappe_document_text(const grappe_document *document);

#endif
