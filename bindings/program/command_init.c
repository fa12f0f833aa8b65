/* init: a new observatory with its reference data, made under another name and put in place when it is whole. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "program/describe.h"
#include "program/import_files.h"
#include "program/signals.h"

/* Makes the folder and those above it. */
static grappe_code make_folder(const char *path, grappe_error *error) {
  char *partial = grappe_strdup(path);
  if (!partial) return grappe_fail_memory(error);
  int reason = 0;
  for (char *slash = partial; slash && !reason;) {
    slash = strchr(slash + 1, '/');
    if (slash) *slash = '\0';
    if (mkdir(partial, 0777) != 0 && (errno != EEXIST || !grappe_path_is_folder(partial))) reason = errno;
    if (slash) *slash = '/';
  }
  grappe_free(partial);
  return reason ? grappe_fail(error, GRAPPE_IO, "cannot make the folder %s: %s", path, grappe_system_reason(reason))
                : GRAPPE_OK;
}

/* A short page in the scripts folder, unless something of that name is there. */
static grappe_code write_guide(const char *folder, grappe_error *error) {
  char *path = grappe_path_join(folder, "README.md");
  if (!path) return grappe_fail_memory(error);
  FILE *file = fopen(path, "wx");
  int reason = file ? 0 : errno;
  if (file) {
    fputs(
        grappe_translate(
            "# Your scripts\n"
            "\n"
            "`indicators/NAME.lua`, `comparisons/NAME.lua`, `rules/NAME.lua` and `formats/NAME.lua` are "
            "found under their names; a script of yours comes before the shipped one of that name.\n"
            "`grappe indicator`, `grappe compare`, `grappe rules` and `formats` in the shell list them, `grappe test` "
            "runs their examples, and "
            "`.help` in the shell says what they can use.\n"),
        file);
    if (fclose(file) != 0) reason = errno;
  }
  grappe_code code = reason && reason != EEXIST
                         ? grappe_fail(error, GRAPPE_IO, "cannot write %s: %s", path, grappe_system_reason(reason))
                         : GRAPPE_OK;
  grappe_free(path);
  return code;
}

static grappe_code make_scripts(const char *folder, grappe_error *error) {
  static const char *const inner[] = {"scripts",       "scripts/indicators", "scripts/comparisons",
                                      "scripts/rules", "scripts/reports",    "scripts/formats"};
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; code == GRAPPE_OK && i < sizeof inner / sizeof *inner; i++) {
    char *path = grappe_path_join(folder, inner[i]);
    code = path ? make_folder(path, error) : grappe_fail_memory(error);
    if (code == GRAPPE_OK && i == 0) code = write_guide(path, error);
    grappe_free(path);
  }
  return code;
}

/* Imports the shipped files of data/<name>. Wrong rows there are a fault of the installation; only what maps are drawn
 * from may be left out of one. */
static grappe_exit import_folder(grappe_program *program, grappe_store *store, const char *name, int needed) {
  grappe_error error = {0};
  grappe_words files = {0};
  grappe_import_options options = {.command = "init"};
  grappe_import_report report = {0};
  char *data = grappe_path_join(program->resources.root, "data");
  char *folder = data ? grappe_path_join(data, name) : NULL;
  if (folder && !needed && !grappe_path_is_folder(folder)) {
    grappe_free(folder);
    grappe_free(data);
    return GRAPPE_EXIT_FINE;
  }
  grappe_code code = folder ? grappe_files_of_folder(folder, &files, &error) : grappe_fail_memory(&error);
  if (code == GRAPPE_OK && !files.count)
    code = grappe_fail(&error, GRAPPE_DATA, "there is no data in %s: install Grappe again", folder);
  grappe_exit status = GRAPPE_EXIT_DATA;
  if (code == GRAPPE_OK) {
    status = grappe_program_import(program, store, &files, &options, &report);
    if (status == GRAPPE_EXIT_FINDING) status = GRAPPE_EXIT_DATA;
    grappe_import_report_free(&report);
  } else {
    grappe_program_error(program, &error);
  }
  grappe_files_free(&files);
  grappe_free(folder);
  grappe_free(data);
  return status;
}

static grappe_exit fill(grappe_program *program, const char *path) {
  grappe_error error = {0};
  grappe_store *store = NULL;
  if (grappe_store_create(path, &store, &error) != GRAPPE_OK) return grappe_program_error(program, &error);
  grappe_exit status = import_folder(program, store, "reference", 1);
  if (status == GRAPPE_EXIT_FINE) status = import_folder(program, store, "geo", 0);
  if (status == GRAPPE_EXIT_FINE && program->options.example) status = import_folder(program, store, "example", 1);
  grappe_store_close(store);
  return status;
}

static grappe_code write_beside(const char *folder, const char *name, const grappe_buffer *text, grappe_error *error) {
  char *path = grappe_path_join(folder, name);
  grappe_code code =
      path && !grappe_buffer_failed(text)
          ? grappe_path_exists(path) ? GRAPPE_OK : grappe_output_write(NULL, path, text->text, text->length, error)
          : grappe_fail_memory(error);
  grappe_free(path);
  return code;
}

/* For editors: completion and documentation of scripts. What is there already is somebody's, and stays. */
static grappe_code make_definitions(grappe_program *program, const char *folder, grappe_error *error) {
  grappe_buffer definitions = {0}, settings = {0};
  char *path = grappe_path_join(folder, GRAPPE_DEFINITIONS);
  grappe_code code = path ? make_folder(path, error) : grappe_fail_memory(error);
  if (code == GRAPPE_OK && grappe_program_open_session(program, 0) == GRAPPE_EXIT_FINE) {
    grappe_describe_luals(program->session, &definitions);
    grappe_describe_luarc(&settings);
    code = write_beside(folder, GRAPPE_DEFINITIONS_FILE, &definitions, error);
    if (code == GRAPPE_OK) code = write_beside(folder, ".luarc.json", &settings, error);
  }
  grappe_buffer_free(&definitions);
  grappe_buffer_free(&settings);
  grappe_free(path);
  return code;
}

/* link refuses where rename would replace what somebody else has put there meanwhile. */
static grappe_code put_in_place(const char *made, const char *path, grappe_error *error) {
  if (link(made, path) == 0) {
    unlink(made);
    return GRAPPE_OK;
  }
  int reason = errno;
  /* a file system without links */
  if (reason != EEXIST && !grappe_path_exists(path) && rename(made, path) == 0) return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_IO, "cannot write %s: %s", path, grappe_system_reason(reason));
}

grappe_exit grappe_command_init(grappe_program *program) {
  const char *folder = program->options.words.count ? program->options.words.items[0] : grappe_program_folder(program);
  grappe_error error = {0};
  char unfinished[60];
  snprintf(unfinished, sizeof unfinished, ".new-observatory-%ld", (long)getpid());
  char *path = grappe_path_join(folder, GRAPPE_STORE_FILE), *made = grappe_path_join(folder, unfinished);
  grappe_exit status = GRAPPE_EXIT_DATA;
  grappe_code code = path && made ? GRAPPE_OK : grappe_fail_memory(&error);
  if (code == GRAPPE_OK && grappe_path_exists(path))
    code = grappe_fail(&error, GRAPPE_DATA,
                       "there is an observatory already: %s. Choose another folder, or remove it first", path);
  if (code == GRAPPE_OK) code = make_folder(folder, &error);
  if (code == GRAPPE_OK) {
    grappe_signals_temporary(made);
    status = fill(program, made);
    if (status == GRAPPE_EXIT_FINE) {
      code = put_in_place(made, path, &error);
      if (code == GRAPPE_OK) code = make_scripts(folder, &error);
      if (code == GRAPPE_OK) code = make_definitions(program, folder, &error);
    }
    if (status != GRAPPE_EXIT_FINE || code != GRAPPE_OK) unlink(made);
    grappe_signals_temporary(NULL);
  }
  if (code != GRAPPE_OK) status = grappe_program_error(program, &error);
  if (status == GRAPPE_EXIT_FINE) grappe_program_note(program, "a new observatory: %s", path);
  grappe_free(path);
  grappe_free(made);
  return status;
}
