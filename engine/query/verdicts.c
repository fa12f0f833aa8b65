#include "query/verdicts.h"

#include <string.h>

#include "query/frame_private.h"

void grappe_answers_join(const unsigned char *const *parts, size_t part_count, size_t least, size_t count,
                         unsigned char *joined) {
  for (size_t i = 0; i < count; i++) {
    size_t sure = 0, possible = 0;
    for (size_t p = 0; p < part_count; p++) {
      sure += parts[p][i] == GRAPPE_TRUE;
      possible += parts[p][i] != GRAPPE_FALSE;
    }
    joined[i] = sure >= least ? GRAPPE_TRUE : possible < least ? GRAPPE_FALSE : GRAPPE_MAYBE;
  }
}

grappe_code grappe_verdicts_new(grappe_subjects *subjects, grappe_verdicts **verdicts, grappe_error *error) {
  size_t count = grappe_subjects_count(subjects);
  grappe_verdicts *made = grappe_alloc_zero(1, sizeof *made);
  if (!made) return grappe_fail_memory(error);
  made->subjects = grappe_subjects_keep(subjects);
  made->verdict = grappe_alloc(count);
  made->decided = grappe_alloc(count * sizeof *made->decided);
  if (!made->verdict || !made->decided) {
    grappe_verdicts_free(made);
    return grappe_fail_memory(error);
  }
  *verdicts = made;
  return GRAPPE_OK;
}

void grappe_verdicts_free(grappe_verdicts *verdicts) {
  if (!verdicts) return;
  grappe_free(verdicts->verdict);
  grappe_free(verdicts->decided);
  grappe_subjects_release(verdicts->subjects);
  grappe_free(verdicts);
}

/* The first with that answer, -1 where there is none. */
static int first_with(const unsigned char *const *answers, size_t count, size_t subject, grappe_truth wanted) {
  for (size_t i = 0; i < count; i++)
    if (answers[i][subject] == wanted) return (int)i;
  return -1;
}

void grappe_verdicts_decide(grappe_verdicts *verdicts, const unsigned char *when,
                            const unsigned char *const *requirements, size_t count) {
  size_t subjects = grappe_subjects_count(verdicts->subjects);
  for (size_t i = 0; i < subjects; i++) {
    int decided = GRAPPE_DECIDED_NOTHING;
    grappe_verdict verdict = GRAPPE_VERDICT_PASS;
    if (when && when[i] != GRAPPE_TRUE) {
      verdict = when[i] == GRAPPE_FALSE ? GRAPPE_VERDICT_NOT_APPLICABLE : GRAPPE_VERDICT_UNKNOWN;
      decided = GRAPPE_DECIDED_WHEN;
    } else if ((decided = first_with(requirements, count, i, GRAPPE_FALSE)) >= 0) {
      verdict = GRAPPE_VERDICT_FAIL;
    } else if ((decided = first_with(requirements, count, i, GRAPPE_MAYBE)) >= 0) {
      verdict = GRAPPE_VERDICT_UNKNOWN;
    }
    verdicts->verdict[i] = (unsigned char)verdict;
    verdicts->decided[i] = (int16_t)decided;
  }
}

void grappe_verdicts_except(grappe_verdicts *verdicts, const unsigned char *const *exceptions, size_t count,
                            size_t requirements) {
  size_t subjects = grappe_subjects_count(verdicts->subjects);
  for (size_t i = 0; i < subjects; i++) {
    if (verdicts->decided[i] < 0) continue;
    int granted = first_with(exceptions, count, i, GRAPPE_TRUE), asked = first_with(exceptions, count, i, GRAPPE_MAYBE);
    if (granted >= 0) {
      verdicts->verdict[i] = GRAPPE_VERDICT_DEROGATION;
      verdicts->decided[i] = (int16_t)(requirements + (size_t)granted);
    } else if (verdicts->verdict[i] == GRAPPE_VERDICT_FAIL && asked >= 0) {
      verdicts->verdict[i] = GRAPPE_VERDICT_UNKNOWN; /* what failed is still what decided */
    }
  }
}

void grappe_verdicts_name(grappe_verdicts *verdicts, int decided, const uint16_t *labels, size_t base, int passes) {
  size_t subjects = grappe_subjects_count(verdicts->subjects);
  for (size_t i = 0; i < subjects; i++) {
    int passed = passes && verdicts->verdict[i] == GRAPPE_VERDICT_PASS;
    if (verdicts->decided[i] != decided && !passed) continue;
    verdicts->decided[i] = (int16_t)(labels[i] ? (int)base + labels[i] - 1 : decided);
  }
}

/* --- as a frame -----------------------------------------------------------------------------------------------------
 */

typedef struct details {
  frame_texts texts; /* first: what frames know of it */
  grappe_verdict_details write;
  void (*release)(void *context);
  void *context;
} details;

static grappe_code write_detail(frame_texts *texts, size_t number, int which, grappe_buffer *text,
                                grappe_error *error) {
  const details *d = (const details *)texts;
  return d->write(d->context, number, which, text, error);
}

static void free_details(frame_texts *texts) {
  details *d = (details *)texts;
  d->release(d->context);
  grappe_free(d);
}

static grappe_code code_of(grappe_column *cells, const char *text, int32_t *code, grappe_error *error) {
  return grappe_dictionary_add(cells->dictionary, text, strlen(text), code, error);
}

/* The codes of a rule's words in the dictionaries of the columns, so that rows are filled without looking up. */
typedef struct words {
  int32_t rule, verdict[GRAPPE_VERDICTS], nothing, when;
  int32_t *titles, *derogations;
} words;

static grappe_code find_words(const grappe_verdicts_shown *shown, grappe_column *const *cells, words *found,
                              grappe_error *error) {
  found->titles = grappe_alloc((shown->title_count + 1) * sizeof *found->titles);
  found->derogations = grappe_alloc((shown->title_count + 1) * sizeof *found->derogations);
  grappe_code code = found->titles && found->derogations ? GRAPPE_OK : grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = code_of(cells[1], shown->rule, &found->rule, error);
  for (int v = 0; v < GRAPPE_VERDICTS && code == GRAPPE_OK; v++)
    if (v != GRAPPE_VERDICT_DEROGATION) code = code_of(cells[2], shown->words[v], &found->verdict[v], error);
  if (code == GRAPPE_OK) code = code_of(cells[3], "", &found->nothing, error);
  if (code == GRAPPE_OK) code = code_of(cells[3], shown->when, &found->when, error);
  for (size_t i = 0; i < shown->title_count && code == GRAPPE_OK; i++) {
    code = code_of(cells[3], shown->titles[i], &found->titles[i], error);
    if (code == GRAPPE_OK) code = code_of(cells[2], shown->derogations[i], &found->derogations[i], error);
  }
  return code;
}

static void fill(const grappe_verdicts_shown *shown, grappe_column *const *cells, const words *found, size_t at) {
  const grappe_verdicts *v = shown->verdicts;
  size_t count = grappe_subjects_count(v->subjects);
  for (size_t i = 0; i < count; i++) cells[0]->codes[at + i] = grappe_subjects_row(v->subjects, i).index;
  for (size_t i = 0; i < count; i++) cells[1]->codes[at + i] = found->rule;
  for (size_t i = 0; i < count; i++) {
    int decided = v->decided[i], verdict = v->verdict[i];
    cells[2]->codes[at + i] =
        verdict == GRAPPE_VERDICT_DEROGATION ? found->derogations[decided] : found->verdict[verdict];
    cells[3]->codes[at + i] = decided >= 0                     ? found->titles[decided]
                              : decided == GRAPPE_DECIDED_WHEN ? found->when
                                                               : found->nothing;
  }
}

static grappe_code fill_all(const grappe_verdicts_shown *shown, size_t count, grappe_column *const *cells,
                            grappe_error *error) {
  size_t at = 0;
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    words found = {0};
    code = find_words(&shown[i], cells, &found, error);
    if (code == GRAPPE_OK) fill(&shown[i], cells, &found, at);
    at += grappe_subjects_count(shown[i].verdicts->subjects);
    grappe_free(found.titles);
    grappe_free(found.derogations);
  }
  return code;
}

/* The four columns that are known: subject, rule, verdict, decided_by. */
static grappe_code known_columns(grappe_frame *frame, const grappe_verdicts_shown *shown, size_t count,
                                 grappe_error *error) {
  static const char *const names[] = {"subject", "rule", "verdict", "decided_by"};
  grappe_column *cells[4] = {0};
  grappe_code code = GRAPPE_OK;
  for (int c = 0; c < 4 && code == GRAPPE_OK; c++) {
    cells[c] = grappe_column_new(c ? GRAPPE_COLUMN_TEXT : GRAPPE_COLUMN_REFERENCE, frame->rows);
    if (!cells[c])
      code = grappe_fail_memory(error);
    else
      memset(cells[c]->flags, GRAPPE_PRESENT, frame->rows);
  }
  if (code == GRAPPE_OK && count) cells[0]->refers_to = grappe_subjects_entity(shown[0].verdicts->subjects);
  if (code == GRAPPE_OK) code = fill_all(shown, count, cells, error);
  for (int c = 0; c < 4; c++) {
    if (code)
      grappe_column_free(cells[c]);
    else
      code = frame_put(frame, names[c], 0, frame_column_new(cells[c], NULL, error), error);
  }
  return code;
}

/* All rows of one frame are of one entity, and there are no more than a frame can number. */
static grappe_code check(const grappe_verdicts_shown *shown, size_t count, size_t *rows, grappe_error *error) {
  *rows = 0;
  for (size_t i = 0; i < count; i++) {
    const grappe_entity *first = grappe_subjects_entity(shown[0].verdicts->subjects),
                        *own = grappe_subjects_entity(shown[i].verdicts->subjects);
    if (own != first)
      return grappe_fail(error, GRAPPE_ARGUMENT, "a column would hold %s and %s: it holds rows of one entity",
                         first->plural, own->plural);
    *rows += grappe_subjects_count(shown[i].verdicts->subjects);
  }
  if (*rows > INT32_MAX)
    return grappe_fail(error, GRAPPE_ARGUMENT, "there would be %zu verdicts: ask about fewer rows or rules", *rows);
  return GRAPPE_OK;
}

grappe_code grappe_verdicts_frame(grappe_snapshot *snapshot, const grappe_verdicts_shown *shown, size_t count,
                                  grappe_verdict_details write, void (*release)(void *context), void *context,
                                  grappe_frame **frame, grappe_error *error) {
  static const char *const names[] = {"found", "needed", "missing"};
  grappe_frame *made = NULL;
  size_t rows;
  details *d = grappe_alloc(sizeof *d);
  if (!d) {
    release(context);
    return grappe_fail_memory(error);
  }
  *d = (details){{1, write_detail, free_details}, write, release, context};
  grappe_code code = check(shown, count, &rows, error);
  if (code == GRAPPE_OK) code = grappe_frame_new(snapshot, rows, &made, error);
  if (code == GRAPPE_OK) code = known_columns(made, shown, count, error);
  for (int c = 0; c < 3 && code == GRAPPE_OK; c++)
    code = frame_put(made, names[c], 0, frame_column_of_texts(&d->texts, c, rows, error), error);
  frame_texts_release(&d->texts);
  if (code)
    grappe_frame_release(made);
  else
    *frame = made;
  return code;
}
