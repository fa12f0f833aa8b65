/* Folding: the form of a name by which it is found, whatever its accents, case or hyphens.
 *
 * Compatibility decomposition (NFKD) with full case folding; accents and other marks dropped; œ, æ, ø, ł, đ, ð, þ, ħ, ı
 * written oe, ae, o, l, d, d, th, h, i; every run of spaces, punctuation, hyphens, apostrophes and control characters
 * one space, none at either end. Symbols (+, €, °) stay. Nothing is abbreviated or expanded: "St" stays "st".
 * A folded text folds to itself. Invalid bytes fold to U+FFFD each. */
#ifndef GRAPPE_TEXT_FOLD_H
#define GRAPPE_TEXT_FOLD_H

#include <stddef.h>

/* Writes at most `size` bytes with their '\0', whole characters only, and returns the length that the whole folded text
 * has without its '\0' (as snprintf). `out` may be NULL when `size` is 0. */
size_t grappe_fold(const char *text, size_t length, char *out, size_t size);
/* The same as a new text; release it with grappe_free. NULL when memory ran out. */
char *grappe_fold_new(const char *text);

/* How many characters must be inserted, dropped, replaced or swapped with their neighbour to make `a` into `b` (optimal
 * string alignment: no stretch is edited twice). Any answer above `most` is told as most + 1. */
int grappe_fold_distance(const char *folded_a, const char *folded_b, int most);

/* "Did you mean": keeps the three best of the names it is offered. No memory of its own: put it on the stack. */
#define GRAPPE_NEAREST_MOST 3
#define GRAPPE_NEAREST_NAME 256 /* bytes; a longer name is not offered */

typedef struct grappe_nearest {
  char wanted[GRAPPE_NEAREST_NAME]; /* folded; empty when it was too long to look for */
  int reach;                        /* the greatest distance that still suits the length of what was typed */
  int count; /* names kept, best first: least distance, then the shorter, then grappe_collate's order */
  struct {
    char name[GRAPPE_NEAREST_NAME];
    int distance;
  } best[GRAPPE_NEAREST_MOST];
} grappe_nearest;

/* How near the folded name is: 0 the same or beginning with what was typed (three letters or more), 1 one slip, and so
 * on; -1: not near. */
int grappe_nearest_distance(const grappe_nearest *nearest, const char *folded);

void grappe_nearest_begin(grappe_nearest *nearest, const char *wanted);
/* `folded` is the candidate's folded form where the caller has it, else NULL. Copies the name. */
void grappe_nearest_offer(grappe_nearest *nearest, const char *name, const char *folded);
/* Writes the names for a sentence, in the language that is set: 'Évreux', 'Dreux' or 'Trévoux'; in French between « ».
 * Writes whole names only, as many as fit; "" where none was kept. Returns `text`. */
const char *grappe_nearest_write(const grappe_nearest *nearest, char *text, size_t size);

#endif
