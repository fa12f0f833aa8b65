#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "column/dataset.h"
#include "program/program.h"

static void tell(void *context, const char *sentence) {
  grappe_program *program = context;
  grappe_output_sink(&program->output, sentence, strlen(sentence));
  grappe_output_sink(&program->output, "\n", 1);
}

grappe_exit grappe_command_verify(grappe_program *program) {
  grappe_error error = {0};
  long findings = 0;
  /* for writing where that is allowed: an observatory of an older Grappe is brought up to date on the way */
  char *path = grappe_path_join(grappe_program_folder(program), GRAPPE_STORE_FILE);
  grappe_store_mode mode = path && access(path, W_OK) == 0 ? GRAPPE_STORE_WRITE : GRAPPE_STORE_READ;
  grappe_free(path);
  if (grappe_program_open_observatory(program, mode, 1, &error) != GRAPPE_OK)
    return grappe_program_error(program, &error);
  grappe_run *run = grappe_program_begin_work(program);
  grappe_store *store = grappe_observatory_store(program->observatory);
  long in_datasets = 0;
  grappe_code code = grappe_store_verify(store, tell, program, &findings, &error);
  if (code == GRAPPE_OK) code = grappe_datasets_verify(store, run, tell, program, &in_datasets, &error);
  grappe_program_end_work(program);
  if (code != GRAPPE_OK) return grappe_program_error(program, &error);
  findings += in_datasets;
  if (findings) {
    grappe_program_note(program, "found wrong: %ld", findings);
  } else {
    grappe_program_note(program, "nothing wrong was found");
  }
  return findings ? GRAPPE_EXIT_FINDING : GRAPPE_EXIT_FINE;
}
