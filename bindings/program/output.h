/* Where results go: standard output, or a file that appears whole or not at all.
 *
 * The file is written beside its place under another name and renamed at the end, so that who reads it, or a program
 * that is ended half-way, never sees a part of it. */
#ifndef GRAPPE_PROGRAM_OUTPUT_H
#define GRAPPE_PROGRAM_OUTPUT_H

#include <stddef.h>
#include <stdio.h>

#include "base/status.h"

typedef struct grappe_output {
  FILE *file;       /* stdout where no path was given */
  const char *path; /* borrowed; NULL: standard output */
  char *temporary;
  int failure; /* errno of the first write that failed; EPIPE: nobody reads any more */
} grappe_output;

grappe_code grappe_output_open(grappe_output *output, const char *path, grappe_error *error);
/* A grappe_sink: 0, or 1 where writing failed. */
int grappe_output_sink(void *output, const char *text, size_t length);
/* Flushes, and where it is a file puts it in its place (`keep` 0: removes it). A failure of any earlier write is told
 * here, except that a reader who went away is no error: look at grappe_output_unread. Releases what it holds. */
grappe_code grappe_output_close(grappe_output *output, int keep, grappe_error *error);
/* A text as a file: what session and shell are given to write files with (grappe_write_file). */
grappe_code grappe_output_write(void *context, const char *path, const char *text, size_t length, grappe_error *error);
int grappe_output_unread(const grappe_output *output); /* 1: whoever read standard output stopped */

#endif
