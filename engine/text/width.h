/* Texts in columns of a terminal: their width, cut and padded to it, and made harmless to print.
 *
 * Widths are counted in columns: a combining mark takes 0, a control character 0, an ideograph or emoji 2, an invalid
 * byte 1 (it shows as U+FFFD). What belongs together on screen (a letter and its accents) is never cut apart. */
#ifndef GRAPPE_TEXT_WIDTH_H
#define GRAPPE_TEXT_WIDTH_H

#include "base/buffer.h"

typedef enum grappe_align { GRAPPE_LEFT = 0, GRAPPE_RIGHT, GRAPPE_CENTRE } grappe_align;

int grappe_width(const char *text);

/* Control characters, escape sequences, marks that change the direction of writing and invalid bytes, written out as
 * "\n", "\x1b", "\u{202e}": a name from a file can neither drive the terminal nor hide. Other text stays as it is.
 * The first gives a new text (grappe_free; NULL when memory ran out), the second adds to a buffer. */
char *grappe_harmless(const char *text);
void grappe_harmless_add(const char *text, grappe_buffer *buffer);

/* Adds the text, cut so that it takes at most `columns`, with an ellipsis (…) in the last when something was cut. */
void grappe_shorten(const char *text, int columns, grappe_buffer *buffer);
/* Adds the text and the spaces that bring it to `columns`; a wider text is added whole. */
void grappe_pad(const char *text, int columns, grappe_align align, grappe_buffer *buffer);
/* Both: the text takes exactly `columns`. */
void grappe_fit(const char *text, int columns, grappe_align align, grappe_buffer *buffer);
/* Adds the text with its lines broken at spaces so that each takes at most `columns` where words allow it (0: as they
 * are); what goes on is indented as its line is. */
void grappe_wrap(const char *text, int columns, grappe_buffer *buffer);

#endif
