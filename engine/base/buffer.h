/* Text built piece by piece. A failed allocation is remembered, later additions do nothing, and the failure is told
 * once at the end by grappe_buffer_take or grappe_buffer_failed: no check is needed at each piece. */
#ifndef GRAPPE_BASE_BUFFER_H
#define GRAPPE_BASE_BUFFER_H

#include <stddef.h>

typedef struct grappe_buffer {
  char *text; /* always ends in '\0' once something was added; NULL before */
  size_t length, capacity;
  int failed;
} grappe_buffer; /* start with {0} */

void grappe_buffer_add(grappe_buffer *buffer, const char *text);
void grappe_buffer_add_bytes(grappe_buffer *buffer, const char *bytes, size_t length);
void grappe_buffer_add_char(grappe_buffer *buffer, char byte);
__attribute__((format(printf, 2, 3))) void grappe_buffer_addf(grappe_buffer *buffer, const char *format, ...);
int grappe_buffer_failed(const grappe_buffer *buffer);
/* The text, "" where nothing was added. Lives as long as the buffer is not changed. */
const char *grappe_buffer_text(const grappe_buffer *buffer);
void grappe_buffer_clear(grappe_buffer *buffer); /* keeps the memory for reuse */
/* Hands the text to the caller, who releases it with grappe_free; NULL when an addition failed. The buffer is empty
 * then. */
char *grappe_buffer_take(grappe_buffer *buffer);
void grappe_buffer_free(grappe_buffer *buffer);

#endif
