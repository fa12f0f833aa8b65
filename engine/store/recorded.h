/* Runs that somebody wants to come back to: what an indicator gave, by which text of its script, from which inputs.
 *
 * A text is kept once, by its SHA-256. Observations are superseded and never overwritten, so that with the text of a
 * day and what was known then a value can be computed again (api/recorded.c). */
#ifndef GRAPPE_STORE_RECORDED_H
#define GRAPPE_STORE_RECORDED_H

#include "base/buffer.h"
#include "base/sha256.h"
#include "store/store.h"

/* All texts; borrowed. */
typedef struct grappe_recorded_run {
  int64_t number;        /* set by the store */
  const char *at;        /* UTC; set by the store */
  const char *indicator; /* id */
  const char *place;     /* "region REG-28" */
  const char *period;    /* "" none */
  const char *value;     /* figure notation, a verdict or a text */
  const char *script;    /* digest of the text */
  const char *inputs;    /* JSON: a list of {"label":,"value":} */
} grappe_recorded_run;

/* Adds the run and, where it is new, the text; `run->script`, number and at are set by the store. *number may be NULL.
 */
grappe_code grappe_recorded_add(grappe_store *store, const grappe_recorded_run *run, const char *text, size_t length,
                                int64_t *number, grappe_error *error);

typedef grappe_code grappe_recorded_visit(void *context, const grappe_recorded_run *run, grappe_error *error);
/* Runs in their order; of one indicator, or of all where `indicator` is NULL. */
grappe_code grappe_recorded_runs(grappe_store *store, const char *indicator, grappe_recorded_visit *visit,
                                 void *context, grappe_error *error);
/* The text that the indicator had in its last run by the end of the day ("2026-01-31"); *found 0: there was none. */
grappe_code grappe_recorded_script(grappe_store *store, const char *indicator, const char *day, grappe_buffer *text,
                                   char digest[GRAPPE_SHA256_TEXT], int *found, grappe_error *error);
/* How many editions of datasets were imported after that day: they are there all the same. */
grappe_code grappe_recorded_editions(grappe_store *store, const char *day, int64_t *editions, grappe_error *error);

#endif
