/* Plain text as a printer would set it, for pages and drawings that people read. Notation for programs stays as it is
 * elsewhere: nothing here can be read back. */
#ifndef GRAPPE_TEXT_TYPOGRAPHY_H
#define GRAPPE_TEXT_TYPOGRAPHY_H

#include "base/buffer.h"
#include "base/language.h"

/* Adds `text` (UTF-8) to `out` with
 *   apostrophes and quotation marks as U+2018, U+2019, U+201C and U+201D;
 *   >=, <=, > and < before a number as signs, with a narrow space; "2..5" as 2 and 5 with a dash between, a minus as
 * U+2212; in French, what stands high (: ; ? ! and guillemets) bound to its word by a space that does not break. A sign
 * whose neighbours lie outside `text` is left alone. */
void grappe_typeset(const char *text, grappe_language language, grappe_buffer *out);

#endif
