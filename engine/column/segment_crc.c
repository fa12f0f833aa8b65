/* CRC-32C: by the processor's instruction where there is one, else eight bytes at a time by tables. */
#include <pthread.h>
#include <string.h>

#include "column/segment.h"
#include "column/segment_private.h"

static const uint32_t polynomial = 0x82f63b78; /* Castagnoli's, bits reversed */

static uint32_t tables[8][256];
static pthread_once_t tables_once = PTHREAD_ONCE_INIT;

static void make_tables(void) {
  for (uint32_t byte = 0; byte < 256; byte++) {
    uint32_t crc = byte;
    for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? polynomial : 0);
    tables[0][byte] = crc;
  }
  for (int i = 1; i < 8; i++)
    for (int byte = 0; byte < 256; byte++)
      tables[i][byte] = tables[i - 1][byte] >> 8 ^ tables[0][tables[i - 1][byte] & 255];
}

uint32_t segment_crc_portable(uint32_t crc, const void *bytes, size_t length) {
  pthread_once(&tables_once, make_tables);
  const unsigned char *at = bytes;
  crc = ~crc;
  for (; length >= 8; at += 8, length -= 8) {
    uint64_t word;
    memcpy(&word, at, 8);
    word ^= crc;
    crc = 0;
    for (int i = 0; i < 8; i++) crc ^= tables[7 - i][word >> (8 * i) & 255];
  }
  for (; length; at++, length--) crc = crc >> 8 ^ tables[0][(crc ^ *at) & 255];
  return ~crc;
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) static uint32_t by_instruction(uint32_t crc, const void *bytes, size_t length) {
  const unsigned char *at = bytes;
  uint64_t sum = ~crc;
  for (; length >= 8; at += 8, length -= 8) {
    uint64_t word;
    memcpy(&word, at, 8);
    sum = __builtin_ia32_crc32di(sum, word);
  }
  uint32_t rest = (uint32_t)sum;
  for (; length; at++, length--) rest = __builtin_ia32_crc32qi(rest, *at);
  return ~rest;
}

uint32_t grappe_crc32c(uint32_t crc, const void *bytes, size_t length) {
  return __builtin_cpu_supports("sse4.2") ? by_instruction(crc, bytes, length)
                                          : segment_crc_portable(crc, bytes, length);
}
#else
uint32_t grappe_crc32c(uint32_t crc, const void *bytes, size_t length) {
  return segment_crc_portable(crc, bytes, length);
}
#endif
