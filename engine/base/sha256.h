/* SHA-256 (FIPS 180-4): the digest by which an imported file is recognised. No memory of its own, cannot fail. */
#ifndef GRAPPE_BASE_SHA256_H
#define GRAPPE_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { GRAPPE_SHA256_BYTES = 32, GRAPPE_SHA256_TEXT = 65 }; /* the text: hexadecimal with its '\0' */

typedef struct grappe_sha256 {
  uint32_t state[8];
  uint64_t length; /* bytes so far */
  unsigned char block[64];
} grappe_sha256;

void grappe_sha256_begin(grappe_sha256 *hash);
void grappe_sha256_add(grappe_sha256 *hash, const void *bytes, size_t length);
void grappe_sha256_end(grappe_sha256 *hash, unsigned char digest[GRAPPE_SHA256_BYTES]);
/* Ends, and writes small hexadecimal digits. Returns `text`. */
const char *grappe_sha256_end_text(grappe_sha256 *hash, char text[GRAPPE_SHA256_TEXT]);

#endif
