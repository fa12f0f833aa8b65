#include "base/sha256.h"

#include <string.h>

#include "base/sha256_private.h"

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const uint32_t sha256_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate(uint32_t word, int bits) {
  return word >> bits | word << (32 - bits);
}

static uint32_t big_endian(const unsigned char *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* One of 64 rounds: the eight words of the state change their parts from round to round, so none has to be moved. */
static inline void take_round(uint32_t a, uint32_t b, uint32_t c, uint32_t *d, uint32_t e, uint32_t f, uint32_t g,
                              uint32_t *h, uint32_t word) {
  uint32_t first = *h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + (g ^ (e & (f ^ g))) + word;
  *d += first;
  *h = first + (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) | (c & (a | b)));
}

static void mix_block(uint32_t state[8], const unsigned char *block) {
  uint32_t w[64];
  for (size_t i = 0; i < 16; i++) w[i] = big_endian(block + 4 * i);
  for (int i = 16; i < 64; i++) {
    uint32_t x = w[i - 15], y = w[i - 2];
    w[i] = w[i - 16] + (rotate(x, 7) ^ rotate(x, 18) ^ x >> 3) + w[i - 7] + (rotate(y, 17) ^ rotate(y, 19) ^ y >> 10);
  }
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
  uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
  for (int i = 0; i < 64; i += 8) {
    take_round(a, b, c, &d, e, f, g, &h, sha256_constants[i] + w[i]);
    take_round(h, a, b, &c, d, e, f, &g, sha256_constants[i + 1] + w[i + 1]);
    take_round(g, h, a, &b, c, d, e, &f, sha256_constants[i + 2] + w[i + 2]);
    take_round(f, g, h, &a, b, c, d, &e, sha256_constants[i + 3] + w[i + 3]);
    take_round(e, f, g, &h, a, b, c, &d, sha256_constants[i + 4] + w[i + 4]);
    take_round(d, e, f, &g, h, a, b, &c, sha256_constants[i + 5] + w[i + 5]);
    take_round(c, d, e, &f, g, h, a, &b, sha256_constants[i + 6] + w[i + 6]);
    take_round(b, c, d, &e, f, g, h, &a, sha256_constants[i + 7] + w[i + 7]);
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

void sha256_mix_portable(uint32_t state[8], const unsigned char *blocks, size_t count) {
  for (; count; blocks += 64, count--) mix_block(state, blocks);
}

static void mix_blocks(uint32_t state[8], const unsigned char *blocks, size_t count) {
  if (!sha256_mix_by_instruction(state, blocks, count)) sha256_mix_portable(state, blocks, count);
}

void grappe_sha256_begin(grappe_sha256 *hash) {
  static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  memcpy(hash->state, start, sizeof start);
  hash->length = 0;
}

void grappe_sha256_add(grappe_sha256 *hash, const void *bytes, size_t length) {
  const unsigned char *at = bytes;
  size_t held = (size_t)(hash->length % 64);
  hash->length += length;
  if (held) {
    size_t more = 64 - held < length ? 64 - held : length;
    memcpy(hash->block + held, at, more);
    at += more;
    length -= more;
    if (held + more < 64) return;
    mix_blocks(hash->state, hash->block, 1);
  }
  mix_blocks(hash->state, at, length / 64);
  if (length % 64) memcpy(hash->block, at + length / 64 * 64, length % 64);
}

void grappe_sha256_end(grappe_sha256 *hash, unsigned char digest[GRAPPE_SHA256_BYTES]) {
  unsigned char tail[72] = {0x80};
  uint64_t bits = hash->length * 8;
  size_t held = (size_t)(hash->length % 64);
  size_t fill = (held < 56 ? 56 : 120) - held;
  for (int i = 0; i < 8; i++) tail[fill + (size_t)i] = (unsigned char)(bits >> (56 - 8 * i));
  grappe_sha256_add(hash, tail, fill + 8);
  for (int i = 0; i < 8; i++)
    for (int j = 0; j < 4; j++) digest[4 * i + j] = (unsigned char)(hash->state[i] >> (24 - 8 * j));
}

const char *grappe_sha256_end_text(grappe_sha256 *hash, char text[GRAPPE_SHA256_TEXT]) {
  static const char digits[] = "0123456789abcdef";
  unsigned char digest[GRAPPE_SHA256_BYTES];
  grappe_sha256_end(hash, digest);
  for (size_t i = 0; i < GRAPPE_SHA256_BYTES; i++) {
    text[2 * i] = digits[digest[i] >> 4];
    text[2 * i + 1] = digits[digest[i] & 15];
  }
  text[GRAPPE_SHA256_TEXT - 1] = '\0';
  return text;
}
