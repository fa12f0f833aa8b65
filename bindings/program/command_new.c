#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "program/ask.h"

enum { ANSWER = 400, QUESTIONS = 3 };

/* Nothing but a line end leaves the default. */
static const char *ask(grappe_program *program, const char *question, char answer[ANSWER]) {
  return grappe_program_ask(program, grappe_translate(question), answer, ANSWER) && *answer ? answer : NULL;
}

/* The second question, which differs by kind; NULL where there is no such kind. */
static const char *question_of(const char *kind) {
  static const struct {
    const char *kind, *question;
  } table[] = {{"indicator", "Of which level? [region] "},
               {"comparison", "Of which indicator? [training_places] "},
               {"rule", "For which entity? [training_programme] "},
               {"report", "Of which level? [region] "},
               {"format", "A row is of which level? [region] "}};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (strcmp(table[i].kind, kind) == 0) return table[i].question;
  return NULL;
}

/* The folder of a kind is not kept by all that keeps folders while it is empty. */
static grappe_code make_folder(const grappe_program *program, const char *kind, grappe_error *error) {
  grappe_buffer name = {0};
  grappe_buffer_addf(&name, "%s/%ss", program->scripts, kind);
  char *path = grappe_buffer_take(&name);
  if (!path) return grappe_fail_memory(error);
  grappe_code code = GRAPPE_OK;
  if (mkdir(path, 0777) != 0 && errno != EEXIST)
    code = grappe_fail(error, GRAPPE_IO, "cannot make the folder %s: %s", path, strerror(errno));
  grappe_free(path);
  return code;
}

grappe_exit grappe_command_new(grappe_program *program) {
  grappe_options *options = &program->options;
  grappe_error error = {0};
  const char *question = question_of(options->words.items[0]);
  if (grappe_program_open_observatory(program, GRAPPE_STORE_READ, 0, &error) != GRAPPE_OK)
    return grappe_program_error(program, &error);
  if (!program->scripts) {
    grappe_fail(&error, GRAPPE_DATA, "the observatory in %s has no folder scripts: make it, and try again",
                grappe_program_folder(program));
    return grappe_program_error(program, &error);
  }
  if (question && make_folder(program, options->words.items[0], &error) != GRAPPE_OK)
    return grappe_program_error(program, &error);
  char answers[QUESTIONS][ANSWER];
  if (question && grappe_program_asks(program)) {
    if (!options->title) options->title = ask(program, "Title? ", answers[0]);
    if (!options->of) options->of = ask(program, question, answers[1]);
    if (!options->reference) options->reference = ask(program, "Where does the definition come from? ", answers[2]);
  }
  return grappe_command_prelude(program);
}
