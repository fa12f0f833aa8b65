#include "query/diagram.h"

#include <string.h>

#include "base/threads.h"
#include "query/diagram_private.h"

/* Where a walk goes on: a node from 0 on; -1 - answer; or nothing learnt. */
enum { NOWHERE = INT32_MIN };

enum {
  SEGMENT = 8192,         /* subjects that a worker takes at a time */
  BRANCHES_MOST = 1 << 23 /* beyond, a question is not worth learning */
};

typedef struct node {
  const int32_t *codes; /* of the column whose value decides; NULL: the test decides */
  size_t test;
  size_t branches; /* place of its first branch */
} node;

struct grappe_diagram {
  grappe_subjects *subjects; /* kept */
  node *nodes;
  diagram_test *tests;
  int32_t *branches;
  size_t node_count, node_capacity, test_count, test_capacity, branch_count, branch_capacity;
  int32_t root;
};

grappe_code grappe_diagram_new(grappe_subjects *subjects, grappe_diagram **diagram, grappe_error *error) {
  grappe_diagram *made = grappe_alloc_zero(1, sizeof *made);
  if (!made) return grappe_fail_memory(error);
  made->subjects = grappe_subjects_keep(subjects);
  made->root = NOWHERE;
  *diagram = made;
  return GRAPPE_OK;
}

void grappe_diagram_free(grappe_diagram *diagram) {
  if (!diagram) return;
  for (size_t i = 0; i < diagram->test_count; i++) diagram_test_free(&diagram->tests[i]);
  grappe_free(diagram->tests);
  grappe_free(diagram->nodes);
  grappe_free(diagram->branches);
  grappe_subjects_release(diagram->subjects);
  grappe_free(diagram);
}

/* As far as is known without finding anything out; safe from several threads. */
static uint16_t look(const grappe_diagram *diagram, size_t subject) {
  int32_t at = diagram->root;
  while (at >= 0) {
    const node *here = &diagram->nodes[at];
    size_t branch;
    if (here->codes) {
      branch = (size_t)here->codes[subject];
    } else {
      branch = diagram_test_look(&diagram->tests[here->test], subject);
      if (branch == DIAGRAM_NO_TRUTH) return GRAPPE_ANSWER_NONE;
    }
    at = diagram->branches[here->branches + branch];
  }
  return at == NOWHERE ? GRAPPE_ANSWER_NONE : (uint16_t)(-1 - at);
}

/* The branch that a subject takes at a node; *branch is NULL where the test cannot be made. */
static grappe_code take(grappe_diagram *diagram, int32_t at, size_t subject, int32_t **branch, unsigned char *truth,
                        grappe_error *error) {
  const node *here = &diagram->nodes[at];
  size_t number = 0;
  *branch = NULL;
  if (here->codes) {
    number = (size_t)here->codes[subject];
  } else {
    grappe_code code = diagram_test_truth(diagram->subjects, &diagram->tests[here->test], subject, truth, error);
    if (code || *truth == DIAGRAM_NO_TRUTH) return code;
    number = *truth;
  }
  *branch = &diagram->branches[here->branches + number];
  return GRAPPE_OK;
}

grappe_code grappe_diagram_answer(grappe_diagram *diagram, size_t subject, uint16_t *answer, grappe_error *error) {
  int32_t at = diagram->root, *branch;
  unsigned char truth;
  *answer = GRAPPE_ANSWER_NONE;
  while (at >= 0) {
    grappe_code code = take(diagram, at, subject, &branch, &truth, error);
    if (code || !branch) return code;
    at = *branch;
  }
  if (at != NOWHERE) *answer = (uint16_t)(-1 - at);
  return GRAPPE_OK;
}

/* --- learning -------------------------------------------------------------------------------------------------------
 */

/* The number of the test, which may be there already; *made is 0 where it cannot be one. */
static grappe_code find_test(grappe_diagram *diagram, const grappe_term *terms, const grappe_step *step, size_t *number,
                             int *made, grappe_error *error) {
  diagram_test test;
  grappe_code code = diagram_test_new(diagram->subjects, terms, step, &test, made, error);
  if (code || !*made) return code;
  for (size_t i = 0; i < diagram->test_count; i++)
    if (diagram_test_equal(&diagram->tests[i], &test)) {
      diagram_test_free(&test);
      *number = i;
      return GRAPPE_OK;
    }
  diagram_test *tests = grappe_grow(diagram->tests, &diagram->test_capacity, diagram->test_count + 1, sizeof *tests);
  if (!tests) {
    diagram_test_free(&test);
    return grappe_fail_memory(error);
  }
  diagram->tests = tests;
  *number = diagram->test_count++;
  tests[*number] = test;
  return GRAPPE_OK;
}

static grappe_code add_node(grappe_diagram *diagram, node new_node, size_t branches, int32_t *number,
                            grappe_learnt *learnt, grappe_error *error) {
  if (diagram->branch_count + branches > BRANCHES_MOST) {
    *learnt = GRAPPE_LEARNT_NOTHING;
    return GRAPPE_OK;
  }
  node *nodes = grappe_grow(diagram->nodes, &diagram->node_capacity, diagram->node_count + 1, sizeof *nodes);
  if (nodes) diagram->nodes = nodes;
  int32_t *all =
      grappe_grow(diagram->branches, &diagram->branch_capacity, diagram->branch_count + branches, sizeof *all);
  if (all) diagram->branches = all;
  if (!nodes || !all) return grappe_fail_memory(error);
  for (size_t i = 0; i < branches; i++) all[diagram->branch_count + i] = NOWHERE;
  new_node.branches = diagram->branch_count;
  diagram->branch_count += branches;
  *number = (int32_t)diagram->node_count;
  nodes[diagram->node_count++] = new_node;
  return GRAPPE_OK;
}

/* The node of a step: the one at `at`, which must be of the same step, or a new one. */
static grappe_code node_of(grappe_diagram *diagram, const grappe_term *terms, const grappe_step *step, int32_t *at,
                           grappe_learnt *learnt, grappe_error *error) {
  node wanted = {0};
  if (step->kind == GRAPPE_STEP_VALUE) {
    wanted.codes = grappe_subjects_codes(diagram->subjects, step->column);
  } else {
    int made;
    grappe_code code = find_test(diagram, terms, step, &wanted.test, &made, error);
    if (code == GRAPPE_OK && !made) *learnt = GRAPPE_LEARNT_NOTHING;
    if (code || !made) return code;
  }
  if (*at != NOWHERE) {
    const node *here = *at >= 0 ? &diagram->nodes[*at] : NULL;
    if (!here || here->codes != wanted.codes || (!wanted.codes && here->test != wanted.test))
      *learnt = GRAPPE_LEARNT_OTHERWISE;
    return GRAPPE_OK;
  }
  size_t branches = wanted.codes ? grappe_subjects_values(diagram->subjects, step->column) : DIAGRAM_TRUTHS;
  return add_node(diagram, wanted, branches, at, learnt, error);
}

/* The branch that was come along: the root, or one of a node. Branches move when nodes are added. */
static int32_t *leading(grappe_diagram *diagram, size_t from) {
  return from == SIZE_MAX ? &diagram->root : &diagram->branches[from];
}

grappe_code grappe_diagram_learn(grappe_diagram *diagram, size_t subject, const grappe_term *terms,
                                 const grappe_step *steps, size_t step_count, uint16_t answer, grappe_learnt *learnt,
                                 grappe_error *error) {
  size_t from = SIZE_MAX;
  *learnt = GRAPPE_LEARNT;
  for (size_t i = 0; i < step_count; i++) {
    int32_t at = *leading(diagram, from), *branch;
    unsigned char truth = DIAGRAM_NO_TRUTH;
    grappe_code code = node_of(diagram, terms, &steps[i], &at, learnt, error);
    if (code || *learnt != GRAPPE_LEARNT) return code;
    *leading(diagram, from) = at;
    code = take(diagram, at, subject, &branch, &truth, error);
    if (code) return code;
    if (!branch)
      *learnt = GRAPPE_LEARNT_NOTHING;
    else if (steps[i].kind != GRAPPE_STEP_VALUE && truth != (unsigned char)steps[i].outcome)
      *learnt = GRAPPE_LEARNT_OTHERWISE;
    if (*learnt != GRAPPE_LEARNT) return GRAPPE_OK;
    from = (size_t)(branch - diagram->branches);
  }
  int32_t *leads = leading(diagram, from), leaf = -1 - (int32_t)answer;
  if (*leads == NOWHERE) *leads = leaf;
  if (*leads != leaf) *learnt = GRAPPE_LEARNT_OTHERWISE;
  return GRAPPE_OK;
}

/* --- answering ------------------------------------------------------------------------------------------------------
 */

typedef struct answering {
  const grappe_diagram *diagram;
  const unsigned char *wanted;
  uint16_t *answers;
  size_t count;
} answering;

static grappe_code answer_segment(void *context, size_t task, size_t worker, grappe_error *error) {
  const answering *a = context;
  size_t end = (task + 1) * SEGMENT < a->count ? (task + 1) * SEGMENT : a->count;
  (void)worker;
  (void)error;
  for (size_t i = task * SEGMENT; i < end; i++)
    if (a->answers[i] == GRAPPE_ANSWER_NONE && (!a->wanted || a->wanted[i])) a->answers[i] = look(a->diagram, i);
  return GRAPPE_OK;
}

grappe_code grappe_diagram_answer_all(const grappe_diagram *diagram, const unsigned char *wanted, uint16_t *answers,
                                      grappe_error *error) {
  answering a = {diagram, wanted, answers, grappe_subjects_count(diagram->subjects)};
  size_t tasks = (a.count + SEGMENT - 1) / SEGMENT;
  if (tasks == 0) return GRAPPE_OK;
  grappe_run *run = query_run(grappe_subjects_snapshot(diagram->subjects));
  return grappe_parallel(run, grappe_workers(run, tasks), tasks, answer_segment, &a, error);
}
