/* CRC-32C: by the processor's instruction where there is one, else eight bytes at a time by tables.
 *
 * The instruction answers three steps later than it could begin the next one, so three lanes of bytes are summed side
 * by side. Sums are linear: that of two lanes one behind the other is that of the first, gone on over as many zero
 * bytes as the second has, and that of the second from zero. */
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
enum { LANE = 1024, LANE_DOUBLINGS = 10 }; /* bytes, and their power of two */

static uint32_t over_lane[4][256]; /* what a lane of zero bytes makes of each byte of a sum */
static pthread_once_t over_lane_once = PTHREAD_ONCE_INIT;

static uint32_t apply(const uint32_t made[32], uint32_t sum) {
  uint32_t result = 0;
  for (int bit = 0; bit < 32; bit++) result ^= sum >> bit & 1 ? made[bit] : 0;
  return result;
}

/* What zero bytes make of each bit of a sum: of one byte, then of twice as many until it is a lane. */
static void make_over_lane(void) {
  uint32_t made[32], twice[32];
  for (int bit = 0; bit < 32; bit++) {
    made[bit] = UINT32_C(1) << bit;
    for (int i = 0; i < 8; i++) made[bit] = made[bit] >> 1 ^ (made[bit] & 1 ? polynomial : 0);
  }
  for (int i = 0; i < LANE_DOUBLINGS; i++) {
    for (int bit = 0; bit < 32; bit++) twice[bit] = apply(made, made[bit]);
    memcpy(made, twice, sizeof made);
  }
  for (int byte = 0; byte < 4; byte++)
    for (uint32_t value = 0; value < 256; value++) over_lane[byte][value] = apply(made, value << (8 * byte));
}

static uint32_t go_over_lane(uint64_t sum) {
  return over_lane[0][sum & 255] ^ over_lane[1][sum >> 8 & 255] ^ over_lane[2][sum >> 16 & 255] ^
         over_lane[3][sum >> 24 & 255];
}

__attribute__((target("sse4.2"))) static uint64_t three_lanes(uint64_t sum, const unsigned char *at) {
  uint64_t second = 0, third = 0, words[3];
  for (size_t i = 0; i < LANE; i += 8) {
    memcpy(&words[0], at + i, 8);
    memcpy(&words[1], at + LANE + i, 8);
    memcpy(&words[2], at + 2 * LANE + i, 8);
    sum = __builtin_ia32_crc32di(sum, words[0]);
    second = __builtin_ia32_crc32di(second, words[1]);
    third = __builtin_ia32_crc32di(third, words[2]);
  }
  return go_over_lane(go_over_lane(sum) ^ second) ^ third;
}

__attribute__((target("sse4.2"))) static uint32_t by_instruction(uint32_t crc, const void *bytes, size_t length) {
  const unsigned char *at = bytes;
  uint64_t sum = ~crc;
  if (length >= 3 * LANE) pthread_once(&over_lane_once, make_over_lane);
  for (; length >= 3 * LANE; at += 3 * LANE, length -= 3 * LANE) sum = three_lanes(sum, at);
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
