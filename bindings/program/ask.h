/* Questions to the person at the terminal. */
#ifndef GRAPPE_PROGRAM_ASK_H
#define GRAPPE_PROGRAM_ASK_H

#include "program/program.h"

/* Whether somebody is there who can be asked: a terminal on both sides, and not --quiet. */
int grappe_program_asks(const grappe_program *program);
/* Puts the question (already translated) and waits for a line, which is cut to fit. 0: the input ended, or ^C. */
int grappe_program_ask(grappe_program *program, const char *question, char *answer, size_t room);

#endif
