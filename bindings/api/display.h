/* How results look: any Lua value, in the format asked for. */
#ifndef GRAPPE_API_DISPLAY_H
#define GRAPPE_API_DISPLAY_H

#include <lua.h>

#include "base/buffer.h"
#include "publish/publish.h"

/* Pushes the value at `index` as text in the format, ending in a newline; "" for nil. May raise and may run script code
 * (__tostring): only inside a run. */
void grappe_push_display(lua_State *L, int index, const grappe_publish_options *options);

#endif
