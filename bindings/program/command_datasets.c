#include <string.h>

#include "column/dataset.h"
#include "program/program.h"

static grappe_exit list(grappe_program *program) {
  grappe_exit status = grappe_program_open_session(program, 1);
  if (status != GRAPPE_EXIT_FINE) return status;
  grappe_buffer results = {0};
  grappe_outcome outcome = {0};
  grappe_publish_options display = grappe_program_display(program);
  grappe_session_eval(program->session, "=datasets", "datasets", &display, &results, &outcome);
  return grappe_program_show(program, &results, &outcome, 1);
}

static grappe_exit drop(grappe_program *program, const char *code, const char *edition) {
  grappe_error error = {0};
  if (grappe_program_open_observatory(program, GRAPPE_STORE_WRITE, 0, &error) != GRAPPE_OK)
    return grappe_program_error(program, &error);
  grappe_store *store = grappe_observatory_store(program->observatory);
  grappe_program_begin_work(program);
  grappe_code result = grappe_store_begin(store, "datasets drop", &error);
  if (result == GRAPPE_OK) {
    result = grappe_dataset_drop(store, code, edition, &error);
    if (result == GRAPPE_OK)
      result = grappe_store_commit(store, &error);
    else
      grappe_store_rollback(store);
  }
  grappe_program_end_work(program);
  if (result != GRAPPE_OK) return grappe_program_error(program, &error);
  grappe_program_note(program, "dataset %s (%s) was dropped", code, edition);
  return GRAPPE_EXIT_FINE;
}

grappe_exit grappe_command_datasets(grappe_program *program) {
  const grappe_words *words = &program->options.words;
  if (words->count == 0) return list(program);
  if (strcmp(words->items[0], "drop") == 0 && words->count == 3) return drop(program, words->items[1], words->items[2]);
  return grappe_program_usage(program, "datasets are listed, or one edition of one is dropped: write");
}
