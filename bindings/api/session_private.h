/* The inside of a session, for session.c, help.c and complete.c. */
#ifndef GRAPPE_API_SESSION_PRIVATE_H
#define GRAPPE_API_SESSION_PRIVATE_H

#include "api/context.h"
#include "api/session.h"

struct grappe_session {
  grappe_observatory *observatory; /* borrowed */
  grappe_state *state;
  grappe_context context;
  char *prelude_folder;  /* copy */
  char **script_folders; /* copies, NULL-ended */
};

lua_State *grappe_session_lua(grappe_session *session);

#endif
