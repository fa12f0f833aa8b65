#include <string.h>

#include "program/command.h"
#include "program/options.h"

/* The first line of a documentation, without what its own page adds. */
static int first_line(const char *text) {
  return (int)strcspn(text, "\n");
}

static void option_row(const grappe_option *option, grappe_buffer *text) {
  char form[80] = "      --";
  if (option->letter) {
    memcpy(form, "  - , --", sizeof "  - , --");
    form[3] = option->letter;
  }
  strncat(form, option->name, 30);
  if (option->value) {
    strcat(form, " ");
    strncat(form, option->value, 30);
  }
  /* "…" takes three bytes and one column */
  int padding = 28 + (strstr(form, "…") ? 2 : 0);
  const char *documentation = option->documentation[grappe_language_now()], *list = strstr(documentation, "%s");
  grappe_buffer_addf(text, "%-*s %.*s", padding, form, list ? (int)(list - documentation) : -1, documentation);
  if (list) grappe_format_list(text); /* the one list that an option offers */
  grappe_buffer_addf(text, "%s\n", list ? list + 2 : "");
}

static void common_options(grappe_buffer *text) {
  grappe_buffer_addf(text, "\n%s\n", grappe_translate("Options of every command:"));
  for (int id = 0; id < GRAPPE_OPTION_COMMON; id++) option_row(&grappe_option_table[id], text);
}

void grappe_help_overview(grappe_buffer *text) {
  const grappe_command *command;
  grappe_buffer_add(text,
                    grappe_translate("Grappe: a scriptable observatory for an industry cluster.\n"
                                     "\n"
                                     "  grappe                    the shell, on ./cluster.grappe or else on a copy "
                                     "of the example observatory\n"));
  for (size_t i = 0; (command = grappe_command_at(i)); i++) {
    const char *documentation = command->documentation[grappe_language_now()];
    grappe_buffer_addf(text, "  grappe %-18s %.*s\n", command->name, first_line(documentation), documentation);
  }
  common_options(text);
  grappe_buffer_add(
      text, grappe_translate("\nExit status: 0 fine; 1 a finding (failed test, rejected rows); 2 usage; 3 data, "
                             "input or output; 4 a script's error or limit; 130 interrupted.\n"
                             "'grappe COMMAND --help' says more of a command, and .help in the shell of "
                             "what scripts can use.\n"));
}

void grappe_help_command(const grappe_command *command, grappe_buffer *text) {
  const char *documentation = command->documentation[grappe_language_now()];
  int line = first_line(documentation);
  grappe_buffer_addf(text, "grappe %s\n%.*s\n", command->usage, line, documentation);
  if (documentation[line]) grappe_buffer_addf(text, "\n%s\n", documentation + line + 1);
  if (command->own) grappe_buffer_addf(text, "\n%s\n", grappe_translate("Options:"));
  for (int id = GRAPPE_OPTION_COMMON; id < GRAPPE_OPTION_COUNT; id++)
    if (command->own & GRAPPE_OWN(id)) option_row(&grappe_option_table[id], text);
  common_options(text);
}
