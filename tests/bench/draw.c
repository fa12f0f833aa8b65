#include "draw.h"

#include <stdio.h>
#include <stdlib.h>

uint64_t draw_seed = 20260801;

static uint64_t mix(uint64_t x) {
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9u;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

uint64_t draw_bits(uint64_t what, uint64_t of) {
  return mix(mix(of + draw_seed * 0x9e3779b97f4a7c15u) + what * 0xd1342543de82ef95u);
}

double draw_unit(uint64_t bits) {
  return (double)(bits >> 11) * 0x1p-53;
}

static void *room(size_t count, size_t size) {
  void *memory = calloc(count ? count : 1, size);
  if (!memory) {
    fputs("bench_generate: not enough memory\n", stderr);
    exit(1);
  }
  return memory;
}

draw_table draw_table_new(const double *weights, size_t count) {
  draw_table table = {room(count, sizeof(double)), room(count, sizeof(uint32_t)), count};
  uint32_t *small = room(count, sizeof *small), *large = room(count, sizeof *large);
  size_t smalls = 0, larges = 0;
  double total = 0;
  for (size_t i = 0; i < count; i++) total += weights[i];
  for (size_t i = 0; i < count; i++) {
    table.keep[i] = weights[i] * (double)count / total;
    table.other[i] = (uint32_t)i;
    if (table.keep[i] < 1)
      small[smalls++] = (uint32_t)i;
    else
      large[larges++] = (uint32_t)i;
  }
  while (smalls && larges) {
    uint32_t low = small[--smalls], high = large[larges - 1];
    table.other[low] = high;
    table.keep[high] -= 1 - table.keep[low];
    if (table.keep[high] < 1) {
      larges--;
      small[smalls++] = high;
    }
  }
  while (larges) table.keep[large[--larges]] = 1;
  while (smalls) table.keep[small[--smalls]] = 1; /* what rounding left over */
  free(small);
  free(large);
  return table;
}

size_t draw_from(const draw_table *table, uint64_t bits) {
  size_t item = (size_t)(((bits & 0xffffffffu) * table->count) >> 32);
  double part = (double)(bits >> 32) * 0x1p-32;
  return part < table->keep[item] ? item : table->other[item];
}

void draw_table_free(draw_table *table) {
  free(table->keep);
  free(table->other);
}

/* A Feistel network over the next power of four; what falls past the last row is sent through once more. */
uint64_t draw_shuffled(uint64_t row, uint64_t rows) {
  unsigned half = 1;
  while ((uint64_t)1 << (2 * half) < rows) half++;
  uint64_t mask = ((uint64_t)1 << half) - 1;
  do {
    uint64_t left = row >> half, right = row & mask;
    for (uint64_t round = 0; round < 4; round++) {
      uint64_t next = left ^ (draw_bits(900 + round, right) & mask);
      left = right;
      right = next;
    }
    row = left << half | right;
  } while (row >= rows);
  return row;
}
