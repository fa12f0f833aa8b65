/* grappe(1), from the tables of commands and options. */
#include <string.h>

#include "base/memory.h"
#include "program/command.h"
#include "program/describe.h"
#include "program/options.h"

/* Text for roff: a '-' that is one, and no line that begins with a control character. */
static void add_roff(const char *text, grappe_buffer *out) {
  int begins = 1;
  for (; *text; text++) {
    if (begins && (*text == '.' || *text == '\'')) grappe_buffer_add(out, "\\&");
    if (*text == '\\')
      grappe_buffer_add(out, "\\e");
    else if (*text == '-')
      grappe_buffer_add(out, "\\-");
    else
      grappe_buffer_add_char(out, *text);
    begins = *text == '\n';
  }
}

/* What the command does, and below it what else its page says. */
static void add_documentation(const char *text, grappe_buffer *out) {
  size_t first = strcspn(text, "\n");
  char *line = grappe_strndup(text, first);
  if (line)
    add_roff(line, out);
  else
    out->failed = 1;
  grappe_free(line);
  grappe_buffer_add(out, "\n");
  if (!text[first]) return;
  grappe_buffer_add(out, ".PP\n");
  add_roff(text + first + 1, out);
  grappe_buffer_add(out, "\n");
}

static void add_option(const grappe_option *option, grappe_buffer *out) {
  const char *documentation = option->documentation[grappe_language_now()], *list = strstr(documentation, "%s");
  grappe_buffer text = {0};
  grappe_buffer_add(out, ".TP\n");
  if (option->letter) grappe_buffer_addf(out, "\\fB\\-%c\\fR, ", option->letter);
  grappe_buffer_add(out, "\\fB\\-\\-");
  add_roff(option->name, out);
  grappe_buffer_addf(out, "\\fR%s%s%s\n", option->value ? " \\fI" : "", option->value ? option->value : "",
                     option->value ? "\\fR" : "");
  grappe_buffer_addf(&text, "%.*s", list ? (int)(list - documentation) : -1, documentation);
  if (list) grappe_format_list(&text);
  add_roff(grappe_buffer_text(&text), out);
  grappe_buffer_add(out, "\n");
  if (grappe_buffer_failed(&text)) out->failed = 1;
  grappe_buffer_free(&text);
}

void grappe_describe_man(grappe_buffer *out) {
  const grappe_command *command;
  grappe_buffer_addf(out, ".TH GRAPPE 1 \"\" \"Grappe " GRAPPE_VERSION "\"\n.SH %s\ngrappe \\- ",
                     grappe_translate("NAME"));
  add_roff(grappe_translate("a scriptable observatory for an industry cluster"), out);
  grappe_buffer_addf(out, "\n.SH %s\n\\fBgrappe\\fR [\\fI%s\\fR] …\n.SH %s\n", grappe_translate("SYNOPSIS"),
                     grappe_translate("COMMAND"), grappe_translate("COMMANDS"));
  for (size_t i = 0; (command = grappe_command_at(i)); i++) {
    grappe_buffer_add(out, ".SS grappe ");
    add_roff(command->usage, out);
    grappe_buffer_add(out, "\n");
    add_documentation(command->documentation[grappe_language_now()], out);
    for (int id = GRAPPE_OPTION_COMMON; id < GRAPPE_OPTION_COUNT; id++)
      if (command->own & GRAPPE_OWN(id)) add_option(&grappe_option_table[id], out);
  }
  grappe_buffer_addf(out, ".SH %s\n", grappe_translate("OPTIONS OF EVERY COMMAND"));
  for (int id = 0; id < GRAPPE_OPTION_COMMON; id++) add_option(&grappe_option_table[id], out);
  grappe_buffer_addf(out, ".SH %s\n", grappe_translate("EXIT STATUS"));
  add_roff(grappe_translate(
               "0 fine; 1 a finding; 2 usage; 3 data, input or output; 4 a script's error or limit; 130 interrupted."),
           out);
  grappe_buffer_add(out, "\n");
}
