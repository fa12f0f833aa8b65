/* The two ways to take in whole blocks of 64 bytes. Private to the room and its tests. */
#ifndef GRAPPE_BASE_SHA256_PRIVATE_H
#define GRAPPE_BASE_SHA256_PRIVATE_H

#include <stddef.h>
#include <stdint.h>

void sha256_mix_portable(uint32_t state[8], const unsigned char *blocks, size_t count);
/* By the processor's own instructions; 0 and nothing done where it has none. */
int sha256_mix_by_instruction(uint32_t state[8], const unsigned char *blocks, size_t count);

extern const uint32_t sha256_constants[64];

#endif
