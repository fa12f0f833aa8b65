/* What bash needs to complete a line of grappe: commands, the options that each takes, the values that are few.
 * Made from the tables of commands and options, so nothing has to be kept up beside them. */
#ifndef GRAPPE_PROGRAM_COMPLETION_H
#define GRAPPE_PROGRAM_COMPLETION_H

#include "base/buffer.h"

void grappe_completion_write(grappe_buffer *script);

#endif
