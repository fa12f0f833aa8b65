/* What tests of the Lua API share: the example observatory, imported once for the program into a folder of its own, and
 * a session on it that keeps what is printed and noticed. */
#ifndef GRAPPE_TEST_API_FIXTURE_H
#define GRAPPE_TEST_API_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "api/session.h"
#include "base/memory.h"
#include "ingest/registry.h"
#include "store/store.h"

#define SCRIPTS GRAPPE_SOURCE_DIR "/scripts"

typedef struct scene {
  char directory[100], path[140];
  grappe_observatory *observatory;
  grappe_session *session;
  grappe_buffer printed, noticed;
  grappe_buffer results; /* of the last eval() */
  grappe_outcome outcome;
} scene;

static inline int scene_keep(void *context, const char *text, size_t length) {
  grappe_buffer_add_bytes(context, text, length);
  return 0;
}

static inline int scene_notice(void *context, const char *text, size_t length) {
  grappe_buffer_add_bytes(context, text, length);
  grappe_buffer_add_char(context, '\n');
  return 0;
}

/* The files of data/FOLDER that bear an entity's name. */
static inline grappe_code scene_import(grappe_store *store, const char *folder, grappe_error *error) {
  static char paths[100][400];
  const char *files[100];
  size_t count = 0;
  for (size_t i = 0; i < grappe_entity_count() && count < 100; i++) {
    snprintf(paths[count], sizeof paths[count], "%s/data/%s/%s.csv", GRAPPE_SOURCE_DIR, folder,
             grappe_entity_at(i)->name);
    files[count] = paths[count];
    if (access(paths[count], R_OK) == 0) count++;
  }
  grappe_import_options options = {.shown = 3};
  grappe_import_report report = {0};
  grappe_code code = grappe_import_registry(store, files, count, &options, &report, error);
  for (size_t i = 0; i < report.finding_count; i++) fprintf(stderr, "%s\n", report.findings[i].sentence);
  if (code == GRAPPE_OK && (report.found > 0 || !count)) code = grappe_fail(error, GRAPPE_DATA, "%s is wrong", folder);
  grappe_import_report_free(&report);
  return code;
}

static inline grappe_code scene_session(scene *s, const grappe_limits *limits, grappe_error *error) {
  static const char *const folders[] = {SCRIPTS, NULL};
  const grappe_session_options options = {.observatory = s->observatory,
                                          .script_folders = folders,
                                          .prelude_folder = SCRIPTS "/prelude",
                                          .limits = limits,
                                          .print = scene_keep,
                                          .print_context = &s->printed,
                                          .notice = scene_notice,
                                          .notice_context = &s->noticed};
  return grappe_session_open(&options, &s->session, error);
}

/* cmocka's setup and teardown of a group: one import for all its tests. */
static inline int scene_begin(void **state) {
  scene *s = calloc(1, sizeof *s);
  const char *base = getenv("TMPDIR");
  grappe_error error = {0};
  grappe_store *store = NULL;
  setenv("GRAPPE_TODAY", "2026-01-15", 1);
  if (!s) return -1;
  snprintf(s->directory, sizeof s->directory, "%.60s/grappe-test-XXXXXX", base && *base ? base : "/tmp");
  if (!mkdtemp(s->directory)) return -1;
  snprintf(s->path, sizeof s->path, "%s/%s", s->directory, GRAPPE_STORE_FILE);
  grappe_code code = grappe_store_create(s->path, &store, &error);
  if (code == GRAPPE_OK) code = scene_import(store, "reference", &error);
  if (code == GRAPPE_OK) code = scene_import(store, "example", &error);
  if (code == GRAPPE_OK) code = grappe_observatory_on(store, &s->observatory, &error);
  if (code == GRAPPE_OK) code = scene_session(s, NULL, &error);
  if (code != GRAPPE_OK) fprintf(stderr, "%s\n", error.message);
  *state = s;
  return code == GRAPPE_OK ? 0 : -1;
}

static inline int scene_end(void **state) {
  scene *s = *state;
  char command[200];
  grappe_session_close(s->session);
  grappe_observatory_close(s->observatory);
  grappe_buffer_free(&s->printed);
  grappe_buffer_free(&s->noticed);
  grappe_buffer_free(&s->results);
  snprintf(command, sizeof command, "rm -rf '%s'", s->directory);
  int result = system(command);
  free(s);
  return result;
}

/* A session of its own instead, with these limits; the standard ones with NULL. */
static inline void scene_reopen(scene *s, const grappe_limits *limits) {
  grappe_error error = {0};
  grappe_session_close(s->session);
  s->session = NULL;
  if (scene_session(s, limits, &error) != GRAPPE_OK) fail_msg("%s", error.message);
}

static inline grappe_ending scene_eval(scene *s, const char *text, grappe_publish_format format) {
  const grappe_publish_options display = {.format = format};
  grappe_buffer_clear(&s->results);
  grappe_buffer_clear(&s->printed);
  grappe_buffer_clear(&s->noticed);
  return grappe_session_eval(s->session, "=shell", text, &display, &s->results, &s->outcome);
}

/* What the text evaluates to, as people see it; the test fails where it does not end well. */
static inline const char *eval(scene *s, const char *text) {
  if (scene_eval(s, text, GRAPPE_FORMAT_TABLE) != GRAPPE_END_OK) fail_msg("%s: %s", text, s->outcome.error.message);
  return grappe_buffer_text(&s->results);
}

static inline const char *eval_json(scene *s, const char *text) {
  if (scene_eval(s, text, GRAPPE_FORMAT_JSON) != GRAPPE_END_OK) fail_msg("%s: %s", text, s->outcome.error.message);
  return grappe_buffer_text(&s->results);
}

/* The message with which the text fails. */
static inline const char *eval_error(scene *s, const char *text) {
  if (scene_eval(s, text, GRAPPE_FORMAT_TABLE) == GRAPPE_END_OK)
    fail_msg("%s: gave %s", text, grappe_buffer_text(&s->results));
  return s->outcome.error.message;
}

#define assert_has(text, part)                                                               \
  do {                                                                                       \
    if (!strstr((text), (part))) fail_msg("no \"%s\" in: %s", (part), (const char *)(text)); \
  } while (0)

#endif
