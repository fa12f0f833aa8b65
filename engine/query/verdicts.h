/* Verdicts: what becomes of the answers to a rule's requirements, for many subjects at once.
 *
 * An answer is a grappe_truth, one byte a subject. A rule fails where one requirement is not met, is open where none
 * fails and one is open, and passes else, whatever their order; an exception that holds makes a pass of it, one that is
 * open leaves a failure open. */
#ifndef GRAPPE_QUERY_VERDICTS_H
#define GRAPPE_QUERY_VERDICTS_H

#include "query/frame.h"
#include "query/subjects.h"

typedef enum grappe_verdict {
  GRAPPE_VERDICT_FAIL,
  GRAPPE_VERDICT_PASS,
  GRAPPE_VERDICT_UNKNOWN,
  GRAPPE_VERDICT_NOT_APPLICABLE,
  GRAPPE_VERDICT_DEROGATION, /* a pass by an exception */
  GRAPPE_VERDICTS
} grappe_verdict;

/* What decided a verdict, beside the number of a requirement: exceptions have the numbers after them. */
enum { GRAPPE_DECIDED_NOTHING = -1, GRAPPE_DECIDED_WHEN = -2 };

typedef struct grappe_verdicts {
  grappe_subjects *subjects; /* kept */
  unsigned char *verdict;    /* of each subject */
  int16_t *decided;
} grappe_verdicts;

/* Answers of which `least` are enough: true with so many sure ones, false where too few are possible. */
void grappe_answers_join(const unsigned char *const *parts, size_t part_count, size_t least, size_t count,
                         unsigned char *joined);

grappe_code grappe_verdicts_new(grappe_subjects *subjects, grappe_verdicts **verdicts, grappe_error *error);
void grappe_verdicts_free(grappe_verdicts *verdicts); /* NULL is allowed */
/* From the answers to `when` (NULL: it always applies) and to the requirements, where it applies. */
void grappe_verdicts_decide(grappe_verdicts *verdicts, const unsigned char *when,
                            const unsigned char *const *requirements, size_t count);
/* Then the exceptions, where there are some: they need an answer only for who failed or is open. */
void grappe_verdicts_except(grappe_verdicts *verdicts, const unsigned char *const *exceptions, size_t count,
                            size_t requirements);

/* Of what the requirement (or GRAPPE_DECIDED_WHEN) decided, with `passes` also of passes, what decided is told by
 * label: labels[i] from 1 becomes number base + labels[i] - 1, and 0 leaves it. After the exceptions. */
void grappe_verdicts_name(grappe_verdicts *verdicts, int decided, const uint16_t *labels, size_t base, int passes);

/* --- as a frame --- */

/* The verdicts of one rule, with what people read of each verdict and of what may have decided it. */
typedef struct grappe_verdicts_shown {
  const grappe_verdicts *verdicts;
  const char *rule;
  const char *const *titles; /* of requirements and exceptions */
  size_t title_count;
  const char *const *derogations; /* what a pass by each exception reads; as many as there are titles */
  const char *when;               /* what stands for the question whether the rule applies */
  const char *words[GRAPPE_VERDICTS];
} grappe_verdicts_shown;

/* Writes one of the details of a row of the frame: what was found (0), needed (1), is missing (2). */
typedef grappe_code (*grappe_verdict_details)(void *context, size_t row, int which, grappe_buffer *text,
                                              grappe_error *error);

/* Columns subject, rule, verdict, decided_by; and found, needed and missing, which are written when they are asked for.
 * `release` is called on `context` when the last frame that has it is gone, also where this fails. */
grappe_code grappe_verdicts_frame(grappe_snapshot *snapshot, const grappe_verdicts_shown *shown, size_t count,
                                  grappe_verdict_details details, void (*release)(void *context), void *context,
                                  grappe_frame **frame, grappe_error *error);

#endif
