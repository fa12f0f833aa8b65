#include "program/resources.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/memory.h"

#ifndef GRAPPE_SHARE
#define GRAPPE_SHARE "../share/grappe" /* from the folder of the program; the build says otherwise where it is */
#endif
#define EXAMPLE_FILE "example.grappe"

char *grappe_path_join(const char *folder, const char *name) {
  grappe_buffer path = {0};
  grappe_buffer_addf(&path, "%s%s%s", folder, *folder && folder[strlen(folder) - 1] != '/' ? "/" : "", name);
  return grappe_buffer_take(&path);
}

int grappe_path_is_folder(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

int grappe_path_exists(const char *path) {
  struct stat status;
  return lstat(path, &status) == 0;
}

/* share/grappe beside the program; NULL where the system does not tell where the program is. */
static char *beside_program(void) {
  char path[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
  if (length <= 0) return NULL;
  path[length] = '\0';
  *strrchr(path, '/') = '\0';
  return grappe_path_join(path, GRAPPE_SHARE);
}

grappe_code grappe_resources_find(grappe_resources *resources, grappe_error *error) {
  memset(resources, 0, sizeof *resources);
  const char *told = getenv("GRAPPE_PATH");
  char *own = beside_program();
  resources->root = told && *told ? grappe_strdup(told) : own ? grappe_strdup(own) : NULL;
  if (!resources->root) {
    grappe_free(own);
    return grappe_fail(
        error, GRAPPE_DATA,
        "Grappe does not find its own files: say where its scripts and data are with GRAPPE_PATH=FOLDER");
  }
  resources->scripts = grappe_path_join(resources->root, "scripts");
  resources->prelude = grappe_path_join(resources->root, "scripts/prelude");
  resources->example = grappe_path_join(resources->root, EXAMPLE_FILE);
  if (own && resources->example && !grappe_path_exists(resources->example)) {
    grappe_free(resources->example); /* a checkout does not hold the example: the build made it */
    resources->example = grappe_path_join(own, EXAMPLE_FILE);
  }
  grappe_free(own);
  if (!resources->scripts || !resources->prelude || !resources->example) return grappe_fail_memory(error);
  if (!grappe_path_is_folder(resources->prelude))
    return grappe_fail(error, GRAPPE_DATA,
                       "Grappe's own scripts are not in %s: install Grappe again, or say where they are with "
                       "GRAPPE_PATH=FOLDER",
                       resources->scripts);
  return GRAPPE_OK;
}

void grappe_resources_free(grappe_resources *resources) {
  grappe_free(resources->root);
  grappe_free(resources->scripts);
  grappe_free(resources->prelude);
  grappe_free(resources->example);
}
