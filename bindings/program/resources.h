/* Where the program's own files are: scripts/, data/ and the example observatory.
 *
 * In GRAPPE_PATH where that is set (a checkout's top folder, say); else in share/grappe beside the folder of the
 * program: an installation has them there, and a build folder has links there to the checkout. */
#ifndef GRAPPE_PROGRAM_RESOURCES_H
#define GRAPPE_PROGRAM_RESOURCES_H

#include "base/status.h"

typedef struct grappe_resources {
  char *root;    /* has scripts/ and data/ */
  char *scripts; /* root/scripts */
  char *prelude; /* root/scripts/prelude */
  char *example; /* the example observatory; may not be there */
} grappe_resources;

/* GRAPPE_DATA where they are not to be found. Free in either case. */
grappe_code grappe_resources_find(grappe_resources *resources, grappe_error *error);
void grappe_resources_free(grappe_resources *resources);

/* "folder/name" as a new text (grappe_free); NULL when memory ran out. */
char *grappe_path_join(const char *folder, const char *name);
int grappe_path_is_folder(const char *path);
int grappe_path_exists(const char *path);

#endif
