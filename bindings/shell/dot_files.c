/* Commands of the shell that read and write files. */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/script_files.h"
#include "base/memory.h"
#include "shell/shell_private.h"
#include "shell/terminal.h"

/* Whether a file was named; says how to where not. */
static int named(grappe_shell *shell, const char *path, const char *command) {
  grappe_error error = {0};
  if (*path) return 1;
  grappe_fail(&error, GRAPPE_ARGUMENT, "%s needs the name of a file: write %s FILE", command, command);
  grappe_shell_complain(shell, &error);
  return 0;
}

static int can_write(grappe_shell *shell) {
  grappe_error error = {0};
  if (shell->options->write) return 1;
  grappe_fail(&error, GRAPPE_IO, "no files are written from here");
  grappe_shell_complain(shell, &error);
  return 0;
}

void grappe_dot_complete_file(const char *start, void (*found)(void *context, const char *candidate), void *context) {
  const char *slash = strrchr(start, '/'), *word = slash ? slash + 1 : start;
  char *folder = slash ? grappe_strndup(start, (size_t)(word - start)) : grappe_strdup(".");
  DIR *directory = folder ? opendir(folder) : NULL;
  for (const struct dirent *entry; directory && (entry = readdir(directory));) {
    if (strncmp(entry->d_name, word, strlen(word)) != 0 || (entry->d_name[0] == '.' && word[0] != '.')) continue;
    grappe_buffer path = {0};
    struct stat about;
    grappe_buffer_addf(&path, "%.*s%s", (int)(word - start), start, entry->d_name);
    if (!grappe_buffer_failed(&path) && stat(path.text, &about) == 0 && S_ISDIR(about.st_mode))
      grappe_buffer_add_char(&path, '/');
    if (!grappe_buffer_failed(&path)) found(context, grappe_buffer_text(&path));
    grappe_buffer_free(&path);
  }
  if (directory) closedir(directory);
  grappe_free(folder);
}

void grappe_dot_read(grappe_shell *shell, const char *path) {
  grappe_error error = {0};
  grappe_buffer text = {0}, chunk = {0};
  if (!named(shell, path, ".read")) return;
  const grappe_limits *limits = grappe_state_limits(grappe_session_state(shell->options->session));
  grappe_buffer_addf(&chunk, "@%s", path);
  if (grappe_read_file(path, limits->source_bytes, &text, &error) != GRAPPE_OK)
    grappe_shell_complain(shell, &error);
  else
    grappe_shell_evaluate(shell, grappe_buffer_text(&chunk), grappe_buffer_text(&text), 0);
  grappe_buffer_free(&text);
  grappe_buffer_free(&chunk);
}

/* A file that is there is left alone: it may be somebody's work. */
void grappe_dot_save(grappe_shell *shell, const char *path) {
  const grappe_shell_options *options = shell->options;
  grappe_error error = {0};
  if (!named(shell, path, ".save") || !can_write(shell)) return;
  grappe_code code = GRAPPE_OK;
  if (!shell->entered.length)
    code = grappe_fail(&error, GRAPPE_ARGUMENT, "nothing was entered yet that succeeded: there is nothing to save");
  else if (access(path, F_OK) == 0)
    code = grappe_fail(&error, GRAPPE_IO, "%s is there already: choose another name, or remove it first", path);
  if (code == GRAPPE_OK)
    code = options->write(options->write_context, path, grappe_buffer_text(&shell->entered), shell->entered.length,
                          &error);
  if (code != GRAPPE_OK) grappe_shell_complain(shell, &error);
}

void grappe_dot_once(grappe_shell *shell, const char *path) {
  if (!named(shell, path, ".once") || !can_write(shell)) return;
  grappe_free(shell->once);
  shell->once = grappe_strdup(path);
}

/* Through $PAGER, or less, where there is a terminal; what the pager does with ^C is its own affair. less is told that
 * the text is UTF-8, which it takes from a locale that may not be installed, and that wide tables are scrolled
 * sideways. */
static int page(const grappe_buffer *text) {
  const char *pager = getenv("PAGER");
  setenv("LESS", "FRSX", 0);
  setenv("LESSCHARSET", "utf-8", 0);
  void (*before)(int) = signal(SIGPIPE, SIG_IGN);
  FILE *pipe = popen(pager && *pager ? pager : "less", "w");
  if (pipe) fwrite(grappe_buffer_text(text), 1, text->length, pipe);
  int status = pipe ? pclose(pipe) : -1;
  signal(SIGPIPE, before);
  return status != -1 && !(WIFEXITED(status) && WEXITSTATUS(status) == 127);
}

void grappe_dot_last(grappe_shell *shell, const char *arguments) {
  const grappe_shell_options *options = shell->options;
  grappe_publish_options display = shell->display;
  grappe_buffer text = {0}, message = {0};
  grappe_outcome outcome = {0};
  (void)arguments;
  display.width = display.rows = 0;
  if (grappe_session_show_last(options->session, &display, &text, &outcome) != GRAPPE_END_OK) {
    grappe_session_tell(options->session, &outcome, &message);
    grappe_shell_say(shell, options->errors, grappe_buffer_text(&message));
    shell->failed++;
  } else if (!options->interactive || !page(&text)) {
    fputs(grappe_buffer_text(&text), options->out);
  }
  grappe_buffer_free(&text);
  grappe_buffer_free(&message);
}
