/* What the files on formats share. */
#ifndef GRAPPE_API_FORMATS_PRIVATE_H
#define GRAPPE_API_FORMATS_PRIVATE_H

#include "api/formats.h"

#define GRAPPE_FORMAT_TYPE "format.made" /* metatable of a format that was made */

/* The context of a field's compute. */
typedef struct grappe_field_function {
  grappe_state *state;
} grappe_field_function;

#endif
