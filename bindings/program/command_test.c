#include <dirent.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/memory.h"
#include "program/program.h"
#include "program/signals.h"

enum { DEPTH = 4, LOOKS_PER_SECOND = 2 };

/* What the files look like: a number that another name, time or size of one of them changes. The order in which they
 * are met does not. */
static void add_file(const char *path, uint64_t *look) {
  struct stat about;
  if (stat(path, &about) != 0) return;
  const uint64_t facts[] = {(uint64_t)about.st_mtim.tv_sec, (uint64_t)about.st_mtim.tv_nsec, (uint64_t)about.st_size};
  uint64_t hash = 14695981039346656037u, prime = 1099511628211u;
  for (const char *at = path; *at; at++) hash = (hash ^ (unsigned char)*at) * prime;
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) hash = (hash ^ facts[i]) * prime;
  *look += hash;
}

/* Scripts and the cases of rules; what editors leave beside them is not looked at. */
static int is_watched(const char *name) {
  const char *ending = strrchr(name, '.');
  return name[0] != '.' && ending && (strcmp(ending, ".lua") == 0 || strcmp(ending, ".csv") == 0);
}

static void add_folder(const char *folder, int depth, uint64_t *look) {
  DIR *directory = opendir(folder);
  if (!directory) return;
  for (const struct dirent *entry; (entry = readdir(directory));) {
    if (entry->d_name[0] == '.') continue;
    char *path = grappe_path_join(folder, entry->d_name);
    if (!path) break;
    if (grappe_path_is_folder(path)) {
      if (depth < DEPTH) add_folder(path, depth + 1, look);
    } else if (is_watched(entry->d_name)) {
      add_file(path, look);
    }
    grappe_free(path);
  }
  closedir(directory);
}

/* The files that were named, and all that they may call: one's own scripts and the shipped ones. */
static uint64_t look_at(const grappe_program *program) {
  uint64_t look = 0;
  for (size_t i = 0; i < program->options.words.count; i++) add_file(program->options.words.items[i], &look);
  char *own = grappe_path_join(grappe_program_folder(program), "scripts");
  if (own) add_folder(own, 0, &look);
  grappe_free(own);
  add_folder(program->resources.scripts, 0, &look);
  return look;
}

static void pause_a_little(void) {
  struct timespec time = {0, 1000000000 / LOOKS_PER_SECOND};
  nanosleep(&time, NULL);
}

/* Returns when something differs from `before` and is still: an editor may write in several steps. */
static void await_change(const grappe_program *program, uint64_t before) {
  uint64_t last = before, now;
  for (;;) {
    pause_a_little();
    now = look_at(program);
    if (now != before && now == last) return;
    last = now;
  }
}

/* Each run opens the observatory anew, so that it finds what was imported meanwhile. */
static void close_session(grappe_program *program) {
  grappe_signals_stop_state(NULL); /* from here on ^C ends the program */
  grappe_session_close(program->session);
  grappe_observatory_close(program->observatory);
  grappe_free(program->scripts);
  program->session = NULL;
  program->observatory = NULL;
  program->scripts = NULL;
}

grappe_exit grappe_command_test(grappe_program *program) {
  const grappe_options *options = &program->options;
  if (!options->watch) return grappe_command_prelude(program);
  if (options->output || options->accept)
    return grappe_program_usage(program, "--watch runs until ^C, and goes neither with -o nor with --accept: write");
  for (;;) {
    uint64_t before = look_at(program); /* first: what is saved during the run counts as a change */
    grappe_exit status = grappe_command_prelude(program);
    if (!program->session || status == GRAPPE_EXIT_INTERRUPTED) return status;
    fflush(program->output.file);
    if (grappe_output_unread(&program->output)) return status;
    close_session(program);
    grappe_program_note(program, "waiting for a script to change; ^C ends");
    await_change(program, before);
  }
}
