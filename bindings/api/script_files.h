/* The script folders: which scripts there are, and their text. Own folders come before the shipped one. */
#ifndef GRAPPE_API_SCRIPT_FILES_H
#define GRAPPE_API_SCRIPT_FILES_H

#include <lua.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"

/* core.script_ids(kind [, own]) -> list of ids, sorted: FOLDER/KIND/ID.lua of every folder, or of all but the shipped
 * one, each id once. */
int grappe_script_ids(lua_State *L);
/* core.script_path(kind, id) -> path, other: the file that counts, and the shipped one that it stands before; or nil.
 */
int grappe_script_path(lua_State *L);
/* core.script_source() -> the text of the script file that runs, or nil where what runs is in none. */
int grappe_script_source(lua_State *L);
/* core.read_script(path) -> its text; core.write_script(path, text): whole or not at all, by what the session was given
 * for it. */
int grappe_read_script(lua_State *L);
int grappe_write_script(lua_State *L);
/* core.script_stamp(path) -> a text that changes when the file does; nil where it is not there. */
int grappe_script_stamp(lua_State *L);
/* core.run_script(path) -> what the file returns, run in a fresh environment. */
int grappe_run_script(lua_State *L);
int grappe_run_text(lua_State *L); /* core.run_text(path, text): the same of a text that was in that file once */
/* core.evaluate(expression) -> its value, in a fresh environment. */
int grappe_evaluate(lua_State *L);

/* Pushes the text as a function that sees the environment on top of the stack, which it takes. */
void grappe_load_text(lua_State *L, const char *chunkname, const char *text, size_t length);

/* Reads a whole file of at most `most` bytes. */
grappe_code grappe_read_file(const char *path, size_t most, grappe_buffer *text, grappe_error *error);

#endif
