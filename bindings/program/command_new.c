#include "program/program.h"

/* The prelude asks and writes; what it writes into must be there. */
grappe_exit grappe_command_new(grappe_program *program) {
  grappe_error error = {0};
  if (grappe_program_open_observatory(program, GRAPPE_STORE_READ, 0, &error) != GRAPPE_OK)
    return grappe_program_error(program, &error);
  if (!program->scripts) {
    grappe_fail(&error, GRAPPE_DATA, "the observatory in %s has no folder scripts: make it, and try again",
                grappe_program_folder(program));
    return grappe_program_error(program, &error);
  }
  return grappe_command_prelude(program);
}
