/* The inside of a session, for session.c, help.c and complete.c. */
#ifndef GRAPPE_API_SESSION_PRIVATE_H
#define GRAPPE_API_SESSION_PRIVATE_H

#include "api/context.h"
#include "api/session.h"

struct grappe_session {
  grappe_observatory *observatory; /* borrowed */
  grappe_state *state;
  grappe_context context;
  char *prelude_folder;              /* copy */
  char **script_folders;             /* copies, NULL-ended */
  int expression;                    /* the text that ran last was one */
  grappe_buffer source, source_name; /* the text that ran last, and what errors call it */
};

lua_State *grappe_session_lua(grappe_session *session);
/* The table of the names that last from one line of the shell to the next. */
void grappe_push_session_environment(lua_State *L);

/* quote.c: remembers a text, so that an error can show its line. */
void grappe_session_keep_source(grappe_session *session, const char *chunkname, const char *text);

#endif
