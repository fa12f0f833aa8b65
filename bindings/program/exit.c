#include "program/exit.h"

grappe_exit grappe_exit_for_error(const grappe_error *error) {
  switch (error->code) {
    case GRAPPE_OK:
      return GRAPPE_EXIT_FINE;
    case GRAPPE_ARGUMENT:
    case GRAPPE_NOT_FOUND:
    case GRAPPE_AMBIGUOUS:
    case GRAPPE_DATA:
    case GRAPPE_IO:
    case GRAPPE_BUSY:
      return GRAPPE_EXIT_DATA;
    case GRAPPE_STOPPED:
      return GRAPPE_EXIT_INTERRUPTED;
    case GRAPPE_UNIT:
    case GRAPPE_SCOPE:
    case GRAPPE_UNDECIDED:
    case GRAPPE_MEMORY:
    case GRAPPE_TIME:
      break;
  }
  return GRAPPE_EXIT_SCRIPT;
}

grappe_exit grappe_exit_for_outcome(const grappe_outcome *outcome, int command) {
  if (outcome->ending == GRAPPE_END_OK) return GRAPPE_EXIT_FINE;
  if (outcome->ending == GRAPPE_END_INTERRUPTED) return GRAPPE_EXIT_INTERRUPTED;
  if (outcome->ending != GRAPPE_END_ERROR) return GRAPPE_EXIT_SCRIPT;
  grappe_code code = outcome->error.code;
  if (code == GRAPPE_IO || code == GRAPPE_BUSY) return GRAPPE_EXIT_DATA;
  int about_names = code == GRAPPE_ARGUMENT || code == GRAPPE_NOT_FOUND || code == GRAPPE_AMBIGUOUS;
  if (command && about_names && outcome->frame_count == 0) return GRAPPE_EXIT_USAGE;
  return GRAPPE_EXIT_SCRIPT;
}
