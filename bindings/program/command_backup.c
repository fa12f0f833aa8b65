#include "program/program.h"

grappe_exit grappe_command_backup(grappe_program *program) {
  const char *path = program->options.words.items[0];
  grappe_error error = {0};
  if (grappe_program_open_observatory(program, GRAPPE_STORE_READ, 0, &error) != GRAPPE_OK)
    return grappe_program_error(program, &error);
  grappe_program_begin_work(program);
  grappe_code code = grappe_store_backup(grappe_observatory_store(program->observatory), path, &error);
  grappe_program_end_work(program);
  if (code != GRAPPE_OK) return grappe_program_error(program, &error);
  grappe_program_note(program, "the observatory was copied to %s", path);
  return GRAPPE_EXIT_FINE;
}
