/* Completion of a command line with what the observatory holds, for `grappe model candidates`. */
#ifndef GRAPPE_PROGRAM_CANDIDATES_H
#define GRAPPE_PROGRAM_CANDIDATES_H

#include "api/session.h"
#include "program/options.h"

/* A line that is not finished, without the program's name. Texts are the given words'. */
typedef struct grappe_line {
  const char *command, *first; /* NULL: not there yet; the command's first own word */
  const char *option;          /* the name of the option that the last word belongs to; NULL: to none */
  const char *directory;       /* of -C; NULL */
  const char *word;            /* the last one, as far as it is typed */
  int words;                   /* of the command, before the last one */
} grappe_line;

/* The words from `from` on. */
void grappe_line_read(const grappe_words *given, size_t from, grappe_line *line);
/* Whether the observatory is asked for words of the command, or for the value of the option. */
int grappe_candidates_has(const char *command, const char *option);
/* What may stand for the last word, one a line. */
void grappe_candidates_find(grappe_session *session, const grappe_line *line, grappe_buffer *text);

#endif
