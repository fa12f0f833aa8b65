#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"

void grappe_buffer_add_bytes(grappe_buffer *buffer, const char *bytes, size_t length) {
  if (buffer->failed) return;
  char *grown = grappe_grow(buffer->text, &buffer->capacity, buffer->length + length + 1, 1);
  if (!grown) {
    buffer->failed = 1;
    return;
  }
  buffer->text = grown;
  if (length) memcpy(grown + buffer->length, bytes, length);
  buffer->length += length;
  grown[buffer->length] = '\0';
}

void grappe_buffer_add(grappe_buffer *buffer, const char *text) {
  grappe_buffer_add_bytes(buffer, text, strlen(text));
}

void grappe_buffer_add_char(grappe_buffer *buffer, char byte) {
  grappe_buffer_add_bytes(buffer, &byte, 1);
}

void grappe_buffer_addf(grappe_buffer *buffer, const char *format, ...) {
  char piece[512];
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(piece, sizeof piece, format, arguments);
  va_end(arguments);
  if (length < 0) {
    buffer->failed = 1;
  } else if ((size_t)length < sizeof piece) {
    grappe_buffer_add_bytes(buffer, piece, (size_t)length);
  } else { /* rare: a long piece is written straight into the grown buffer */
    if (buffer->failed) return;
    char *grown = grappe_grow(buffer->text, &buffer->capacity, buffer->length + (size_t)length + 1, 1);
    if (!grown) {
      buffer->failed = 1;
      return;
    }
    buffer->text = grown;
    va_start(arguments, format);
    vsnprintf(grown + buffer->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->length += (size_t)length;
  }
}

int grappe_buffer_failed(const grappe_buffer *buffer) {
  return buffer->failed;
}

const char *grappe_buffer_text(const grappe_buffer *buffer) {
  return buffer->text ? buffer->text : "";
}

void grappe_buffer_clear(grappe_buffer *buffer) {
  buffer->length = 0;
  buffer->failed = 0;
  if (buffer->text) buffer->text[0] = '\0';
}

char *grappe_buffer_take(grappe_buffer *buffer) {
  if (!buffer->text && !buffer->failed) grappe_buffer_add_bytes(buffer, "", 0);
  char *text = buffer->failed ? NULL : buffer->text;
  if (!text) grappe_free(buffer->text);
  *buffer = (grappe_buffer){0};
  return text;
}

void grappe_buffer_free(grappe_buffer *buffer) {
  grappe_free(buffer->text);
  *buffer = (grappe_buffer){0};
}
