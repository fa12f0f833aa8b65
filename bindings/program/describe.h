/* Descriptions that are made from the tables of the program, so that they cannot say anything else: the reference, the
 * editor's definitions and the man page. Each adds its text. */
#ifndef GRAPPE_PROGRAM_DESCRIBE_H
#define GRAPPE_PROGRAM_DESCRIBE_H

#include "api/session.h"
#include "base/buffer.h"

/* Markdown, in the language that is set: what scripts can call, entities and their fields, units, closed lists. */
void grappe_describe_reference(grappe_session *session, grappe_buffer *text);
/* Definitions for LuaLS, the Lua language server of editors: ---@meta, a class for each kind of value and entity. */
void grappe_describe_luals(grappe_session *session, grappe_buffer *text);
/* .luarc.json: where an observatory's folder keeps them. */
void grappe_describe_luarc(grappe_buffer *text);
#define GRAPPE_DEFINITIONS ".grappe" /* the folder beside cluster.grappe */
#define GRAPPE_DEFINITIONS_FILE ".grappe/grappe.lua"
/* grappe(1), in the language that is set. */
void grappe_describe_man(grappe_buffer *text);

#endif
