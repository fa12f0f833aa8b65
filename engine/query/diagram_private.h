/* What the files diagram*.c share. Private to this room. */
#ifndef GRAPPE_QUERY_DIAGRAM_PRIVATE_H
#define GRAPPE_QUERY_DIAGRAM_PRIVATE_H

#include "query/diagram.h"
#include "query/query_private.h"

enum { DIAGRAM_TRUTHS = 3, DIAGRAM_NO_TRUTH = 255 };

/* A test of figures, with its truth for each combination of values that was met. */
typedef struct diagram_test {
  grappe_step_kind kind;
  grappe_comparison comparison;
  grappe_term *terms; /* its own, each figure kept; the sides are terms a and b */
  int term_count, a, b;
  size_t columns[GRAPPE_DIAGRAM_COLUMNS], strides[GRAPPE_DIAGRAM_COLUMNS];
  const int32_t *codes[GRAPPE_DIAGRAM_COLUMNS]; /* of the subjects */
  int column_count;
  unsigned char *table; /* by the number of the combination; NULL where there are too many: then a hash table */
  uint64_t *keys;       /* number of the combination + 1; 0: empty */
  unsigned char *truths;
  size_t size, used; /* of the hash table */
} diagram_test;

/* Takes what the step needs of the terms; *made is 0 where it rests on too many columns or combinations. */
grappe_code diagram_test_new(grappe_subjects *subjects, const grappe_term *terms, const grappe_step *step,
                             diagram_test *test, int *made, grappe_error *error);
void diagram_test_free(diagram_test *test);
int diagram_test_equal(const diagram_test *a, const diagram_test *b);
/* The truth for a subject, where it was found out before; DIAGRAM_NO_TRUTH otherwise. */
unsigned char diagram_test_look(const diagram_test *test, size_t subject);
/* The same, found out where need be. DIAGRAM_NO_TRUTH where the figures cannot be compared: whoever asks will see why.
 */
grappe_code diagram_test_truth(grappe_subjects *subjects, diagram_test *test, size_t subject, unsigned char *truth,
                               grappe_error *error);

#endif
