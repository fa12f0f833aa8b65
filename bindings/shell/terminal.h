/* The terminal that a stream may lead to: whether it is one, how wide, with colours or not. Asked anew each time, since
 * windows change their size. */
#ifndef GRAPPE_SHELL_TERMINAL_H
#define GRAPPE_SHELL_TERMINAL_H

#include <stdio.h>

int grappe_terminal_is(FILE *stream);
/* Columns; COLUMNS in the environment where the terminal does not say; 0: not known. */
int grappe_terminal_width(FILE *stream);
/* Writes the lines of the text, broken between words so that each fits `width` columns (0: as they are). Lines of a script
 * that are quoted with their number, and the marks below them, stay whole. */
void grappe_terminal_say(FILE *stream, int width, const char *text);
/* No where NO_COLOR is set (to anything but nothing), or TERM is "dumb" or not set. */
int grappe_terminal_takes_colour(FILE *stream);

#endif
