/* The commands: one table, from which the command line, its help and completion are made. */
#ifndef GRAPPE_PROGRAM_COMMAND_H
#define GRAPPE_PROGRAM_COMMAND_H

#include "base/buffer.h"
#include "base/language.h"
#include "program/exit.h"

struct grappe_program;

typedef struct grappe_command {
  const char *name;
  grappe_exit (*function)(struct grappe_program *program);
  const char *usage;                           /* what follows "grappe " */
  unsigned own;                                /* the options that it takes beside the common ones: GRAPPE_OWN(…) */
  int least, most;                             /* how many words; -1: any number */
  const char *documentation[GRAPPE_LANGUAGES]; /* one line for the list; after '\n', what else its own page says */
} grappe_command;

const grappe_command *grappe_command_find(const char *name); /* NULL where there is none */
const grappe_command *grappe_command_at(size_t index);       /* from 0; NULL past the last */

/* The pages of help, in the user's language. */
void grappe_help_overview(grappe_buffer *text);
void grappe_help_command(const grappe_command *command, grappe_buffer *text);

/* One file each: command_<name>.c. Those that the prelude carries out (scripts/prelude/commands.lua) share one. */
grappe_exit grappe_command_init(struct grappe_program *program);
grappe_exit grappe_command_run(struct grappe_program *program);
grappe_exit grappe_command_eval(struct grappe_program *program);
grappe_exit grappe_command_prelude(struct grappe_program *program); /* indicator, compare, explain, test */
grappe_exit grappe_command_new(struct grappe_program *program);     /* asks, and leaves the rest to the prelude */
grappe_exit grappe_command_test(struct grappe_program *program);
grappe_exit grappe_command_import(struct grappe_program *program);
grappe_exit grappe_command_datasets(struct grappe_program *program);
grappe_exit grappe_command_verify(struct grappe_program *program);
grappe_exit grappe_command_backup(struct grappe_program *program);
grappe_exit grappe_command_model(struct grappe_program *program);
grappe_exit grappe_command_help(struct grappe_program *program);
grappe_exit grappe_command_shell(struct grappe_program *program); /* no name: what grappe alone does */

#endif
