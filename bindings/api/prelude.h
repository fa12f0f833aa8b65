/* The Lua half of the API: the files of scripts/prelude. Each is read when something of it is first used, so that a
 * start costs the same however much there is; what the files give is known from a table (prelude_files.c). All may
 * raise. */
#ifndef GRAPPE_API_PRELUDE_H
#define GRAPPE_API_PRELUDE_H

#include <lua.h>

/* A file and what it gives, names parted by spaces. What it gives otherwise, or does not give, is an error when it is
 * read. */
typedef struct grappe_prelude_file {
  const char *name;
  const char *functions; /* that scripts see */
  const char *objects;   /* that scripts see, made by core.object */
  const char *members;   /* of `core`, which the prelude's other files and the bindings see */
} grappe_prelude_file;
const grappe_prelude_file *grappe_prelude_file_at(size_t index); /* NULL behind the last */

/* Publishes what scripts see of the prelude; before the first environment is made. */
void grappe_prelude_open(lua_State *L);
/* Makes the table on top, `core`, read the file of a member that is not there yet. */
void grappe_prelude_complete(lua_State *L);
/* core.publish(name, value, { signature =, english =, french =, example = }) */
int grappe_prelude_publish(lua_State *L);
/* Pushes the list of what core.publish was given as documentation, in the order of the table, each with its `name`;
 * reads all files for it. */
void grappe_push_documents(lua_State *L);

#endif
