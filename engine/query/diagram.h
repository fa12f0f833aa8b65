/* A decision diagram: what is known of a question about subjects, so that it is not asked again.
 *
 * A question (a requirement of a rule) is asked of a subject by whoever knows it; what it looked at on its way, the
 * *steps*, and its answer are learnt. A step is either the value of a field, or the outcome of a test of figures, whose
 * terms are computed here in the same way: with figure/figure.h itself, once for each combination of values that
 * occurs. A subject whose steps come out as those of one that was asked gets the answer of that one. So the diagram is
 * exact for every question that always answers the same to the same values, and needs to know nothing else about it.
 *
 * Learning is for one thread; answering runs on as many as the run allows, and allocates nothing. */
#ifndef GRAPPE_QUERY_DIAGRAM_H
#define GRAPPE_QUERY_DIAGRAM_H

#include "query/subjects.h"

typedef struct grappe_diagram grappe_diagram;

/* A figure that a test looks at: the subject's own, one that is the same for every subject, or computed from others. */
typedef enum grappe_term_kind {
  GRAPPE_TERM_OWN,      /* of the column */
  GRAPPE_TERM_CONSTANT, /* `figure` */
  GRAPPE_TERM_ADD,      /* of the terms a and b, and so on */
  GRAPPE_TERM_SUBTRACT,
  GRAPPE_TERM_MULTIPLY,
  GRAPPE_TERM_DIVIDE,
  GRAPPE_TERM_NEGATE, /* of the term a */
  GRAPPE_TERM_UNSCOPED
} grappe_term_kind;

typedef struct grappe_term {
  grappe_term_kind kind;
  size_t column;
  grappe_figure *figure;
  int a, b; /* places among the terms, before this one */
} grappe_term;

typedef enum grappe_step_kind {
  GRAPPE_STEP_VALUE,   /* the value of a column */
  GRAPPE_STEP_COMPARE, /* whether a compares so with b */
  GRAPPE_STEP_KNOWN    /* whether a is present */
} grappe_step_kind;

typedef struct grappe_step {
  grappe_step_kind kind;
  size_t column;
  int a, b; /* terms */
  grappe_comparison comparison;
  grappe_truth outcome; /* of the test, for the subject that was asked */
} grappe_step;

enum {
  GRAPPE_DIAGRAM_COLUMNS = 4,     /* of which the terms of one test may be made */
  GRAPPE_ANSWER_NONE = UINT16_MAX /* not learnt */
};

/* The subjects are kept. */
grappe_code grappe_diagram_new(grappe_subjects *subjects, grappe_diagram **diagram, grappe_error *error);
void grappe_diagram_free(grappe_diagram *diagram); /* NULL is allowed */

/* The answer to one subject, or GRAPPE_ANSWER_NONE: then ask, and let it learn. Tests that were not made are made. */
grappe_code grappe_diagram_answer(grappe_diagram *diagram, size_t subject, uint16_t *answer, grappe_error *error);
typedef enum grappe_learnt {
  GRAPPE_LEARNT,
  GRAPPE_LEARNT_NOTHING,  /* more would have to be kept than is worth it: what was learnt before stays */
  GRAPPE_LEARNT_OTHERWISE /* contradicts what was learnt: the question does not answer from the values alone */
} grappe_learnt;
/* Learns what a subject answered (a small number) after these steps. Terms and their figures stay the caller's. */
grappe_code grappe_diagram_learn(grappe_diagram *diagram, size_t subject, const grappe_term *terms,
                                 const grappe_step *steps, size_t step_count, uint16_t answer, grappe_learnt *learnt,
                                 grappe_error *error);
/* Answers for all subjects for which wanted[i] is not 0 (NULL: all) and that are GRAPPE_ANSWER_NONE in `answers`. */
grappe_code grappe_diagram_answer_all(const grappe_diagram *diagram, const unsigned char *wanted, uint16_t *answers,
                                      grappe_error *error);

#endif
