/* Draws that depend on a seed and on what is drawn for, never on what was drawn before: any row can be made alone, and
 * the same seed gives the same file on every machine. */
#ifndef GRAPPE_BENCH_DRAW_H
#define GRAPPE_BENCH_DRAW_H

#include <stddef.h>
#include <stdint.h>

extern uint64_t draw_seed;

uint64_t draw_bits(uint64_t what, uint64_t of); /* 64 random bits for the number `of` in the series `what` */
double draw_unit(uint64_t bits);                /* from 0 to below 1 */

/* Choosing among weighted items in constant time (Walker's alias method). */
typedef struct draw_table {
  double *keep;
  uint32_t *other;
  size_t count;
} draw_table;

/* Ends the program where memory runs out. */
draw_table draw_table_new(const double *weights, size_t count);
size_t draw_from(const draw_table *table, uint64_t bits);
void draw_table_free(draw_table *table);

/* The place of row `row` in a fixed shuffle of `rows`. */
uint64_t draw_shuffled(uint64_t row, uint64_t rows);

#endif
