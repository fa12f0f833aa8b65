#include "program/import_files.h"

#include <string.h>

#include "base/memory.h"

grappe_code grappe_files_of_folder(const char *folder, grappe_words *files, grappe_error *error) {
  for (size_t i = 0; i < grappe_entity_count(); i++) {
    char name[100];
    snprintf(name, sizeof name, "%s.csv", grappe_entity_at(i)->name);
    char *path = grappe_path_join(folder, name);
    if (path && !grappe_path_exists(path)) {
      grappe_free(path);
    } else if (!path || !grappe_words_add(files, path)) {
      grappe_free(path);
      return grappe_fail_memory(error);
    }
  }
  return GRAPPE_OK;
}

void grappe_files_free(grappe_words *files) {
  for (size_t i = 0; i < files->count; i++) grappe_free((char *)(uintptr_t)files->items[i]);
  grappe_free(files->items);
  memset(files, 0, sizeof *files);
}

grappe_exit grappe_program_import(grappe_program *program, grappe_store *store, const grappe_words *files,
                                  grappe_import_options *options, grappe_import_report *report) {
  grappe_error error = {0};
  options->run = grappe_program_begin_work(program);
  grappe_run *before = grappe_store_run(store, options->run);
  grappe_code code = grappe_import_registry(store, files->items, files->count, options, report, &error);
  grappe_store_run(store, before);
  grappe_program_end_work(program);
  if (code != GRAPPE_OK) return grappe_program_error(program, &error);
  for (size_t i = 0; i < report->finding_count; i++)
    grappe_program_say(program, report->findings[i].sentence, strlen(report->findings[i].sentence));
  int64_t more = report->found - (int64_t)report->finding_count;
  if (more > 0) grappe_program_note(program, "… and %lld more", (long long)more);
  return report->found > 0 ? GRAPPE_EXIT_FINDING : GRAPPE_EXIT_FINE;
}
