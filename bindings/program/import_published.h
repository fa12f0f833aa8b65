/* grappe import FORMAT FILE…: published files by the formats that scripts declare. */
#ifndef GRAPPE_PROGRAM_IMPORT_PUBLISHED_H
#define GRAPPE_PROGRAM_IMPORT_PUBLISHED_H

#include "program/program.h"

/* The first word is a format, or a file whose format is to be found. Tells everything and gives the status. */
grappe_exit grappe_program_import_published(grappe_program *program);

#endif
