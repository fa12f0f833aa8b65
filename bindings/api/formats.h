/* The formats that scripts declare (scripts/formats/ID.lua, format{}), as the engine reads files by them.
 *
 * A format is made from its script once, when it is first asked for, and belongs to the session until that is closed
 * (the list that grappe_session_formats gives, until its next call).
 * Scripts of one's own come before the shipped ones. A field with a `compute` calls into the session's state: read by
 * such a format on the session's thread. */
#ifndef GRAPPE_API_FORMATS_H
#define GRAPPE_API_FORMATS_H

#include <lua.h>

#include "api/session.h"
#include "ingest/format.h"

/* All formats, in the order of their ids. One whose script is wrong is left out, with a notice that says why. */
grappe_code grappe_session_formats(grappe_session *session, const grappe_format *const **formats, size_t *count,
                                   grappe_error *error);
/* GRAPPE_NOT_FOUND offers the nearest; a script that is wrong gives its own error, with file and line. */
grappe_code grappe_session_format(grappe_session *session, const char *id, const grappe_format **format,
                                  grappe_error *error);

/* For the prelude (scripts/prelude/format.lua): */
/* core.format_words(list) -> the words that may be written in a list ("type", "absence" …), in a fixed order */
int grappe_format_words(lua_State *L);
/* core.format_new(parts) -> the format of a declaration whose fields are checked already, as a userdata that scripts
 * never see. Raises where the declaration contradicts itself. */
int grappe_format_new(lua_State *L);
/* core.format_read(made, part, text) -> { { column = text, … }, … }, { why a row was rejected, … }, rows left out */
int grappe_format_read_text(lua_State *L);

#endif
