/* UTF-8 texts: what is valid, character by character, and upper, lower and title case.
 *
 * Valid means RFC 3629: no overlong form, no surrogate, nothing past U+10FFFF. Where an invalid byte is met while
 * reading, it counts as one character U+FFFD, so that no function here can fail or run past the end on wrong input. */
#ifndef GRAPPE_TEXT_UTF8_H
#define GRAPPE_TEXT_UTF8_H

#include <stddef.h>
#include <stdint.h>

#define GRAPPE_REPLACEMENT 0xFFFD /* stands for an invalid byte */

/* The offset of the first byte that is not valid UTF-8; `length` where all is valid. */
size_t grappe_utf8_first_invalid(const char *text, size_t length);
int grappe_utf8_valid(const char *text, size_t length);

/* Reads one character: its bytes (at least 1), or 0 at the end (length 0). An invalid byte gives U+FFFD and 1. */
size_t grappe_utf8_next(const char *text, size_t length, int32_t *character);
/* Writes one character and returns its bytes, 1 to 4; what is no character is written as U+FFFD. No '\0' is added. */
size_t grappe_utf8_put(int32_t character, char out[4]);
size_t grappe_utf8_count(const char *text, size_t length); /* characters */
/* The most bytes, up to `most`, that end between two characters. */
size_t grappe_utf8_cut(const char *text, size_t length, size_t most);

/* A new text for the caller to release with grappe_free; NULL when memory ran out. Invalid bytes become U+FFFD.
 * Title case gives each word's first letter a capital and the others none ("L'ORÉAL" to "L'Oréal"). */
char *grappe_utf8_upper(const char *text);
char *grappe_utf8_lower(const char *text);
char *grappe_utf8_title(const char *text);

#endif
