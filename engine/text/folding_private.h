/* Folding one character at a time, for what must not allocate. Private to this room. */
#ifndef GRAPPE_TEXT_FOLDING_PRIVATE_H
#define GRAPPE_TEXT_FOLDING_PRIVATE_H

#include <stddef.h>
#include <stdint.h>

typedef struct grappe_folding {
  const char *text; /* borrowed */
  size_t length, at;
  int keep_marks;      /* hand out accents too, as their character plus GRAPPE_FOLDING_MARK */
  int begun, gap;      /* something was handed out; a space is due before the next */
  int32_t waiting;     /* the character after the space that was handed out; 0: none */
  int count, used;     /* of pending */
  int32_t pending[60]; /* what the last character decomposed into: at most 18, each up to three (æ: a, e and a mark) */
} grappe_folding;

#define GRAPPE_FOLDING_END (-1)
#define GRAPPE_FOLDING_MARK 0x1000000

grappe_folding grappe_folding_of(const char *text, size_t length, int keep_marks);
/* The next character of the folded text, GRAPPE_FOLDING_END after the last. */
int32_t grappe_folding_next(grappe_folding *folding);

#endif
