/* What tests of the import of published files share. */
#ifndef GRAPPE_TEST_IMPORT_SCENE_H
#define GRAPPE_TEST_IMPORT_SCENE_H

#include "column/dataset.h"
#include "ingest/dataset_import.h"
#include "store/fixture.h"

static inline const char *write_bytes(fixture *f, const char *file_name, const char *text, size_t length) {
  static char paths[16][300];
  static int next;
  char *path = paths[next++ % 16];
  snprintf(path, sizeof paths[0], "%s/%s", f->directory, file_name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, length, file), length);
  fclose(file);
  return path;
}

static inline const char *write_text(fixture *f, const char *file_name, const char *text) {
  return write_bytes(f, file_name, text, strlen(text));
}

static inline grappe_code try_import(fixture *f, const grappe_format *format, const char *const *files,
                                     const grappe_published_options *options, grappe_published_report *report) {
  size_t count = 0;
  while (files[count]) count++;
  f->error = (grappe_error){0};
  return grappe_import_published(f->store, format, files, count, options, report, &f->error);
}

static inline grappe_published_report import(fixture *f, const grappe_format *format, const char *const *files,
                                             const grappe_published_options *options) {
  grappe_published_report report;
  assert_fine(try_import(f, format, files, options, &report), f->error);
  return report;
}

#define FILES(...) ((const char *const[]){__VA_ARGS__, NULL})

static inline grappe_code note(void *context, const grappe_dataset_info *info, grappe_error *error) {
  (void)error;
  char *text = context;
  snprintf(text + strlen(text), 400 - strlen(text), "%s %s %llu;", info->about.code, info->about.edition,
           (unsigned long long)info->rows);
  return GRAPPE_OK;
}

static inline const char *datasets(fixture *f) {
  static char text[400];
  *text = '\0';
  assert_fine(grappe_datasets_list(f->store, note, text, &f->error), f->error);
  return text;
}

static inline void print_finding(void *context, const char *sentence) {
  (void)context;
  print_message("%s\n", sentence);
}

static inline void assert_sound(fixture *f) {
  long findings = 0;
  assert_fine(grappe_store_verify(f->store, print_finding, NULL, &findings, &f->error), f->error);
  assert_int_equal(findings, 0);
  assert_fine(grappe_datasets_verify(f->store, NULL, print_finding, NULL, &findings, &f->error), f->error);
  assert_int_equal(findings, 0);
}

static inline char *read_text(const char *path) {
  static char text[4000];
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  text[fread(text, 1, sizeof text - 1, file)] = '\0';
  fclose(file);
  return text;
}

#endif
