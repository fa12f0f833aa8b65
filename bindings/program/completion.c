#include "program/completion.h"

#include <string.h>

#include "program/command.h"
#include "program/options.h"

/* "-o --output " */
static void forms(const grappe_option *option, const char *between, grappe_buffer *script) {
  if (option->letter) grappe_buffer_addf(script, "-%c%s", option->letter, between);
  grappe_buffer_addf(script, "--%s", option->name);
}

/* What may follow an option, said by the word that its help has for the value: DIR, FILE, FORMAT, or the choice itself.
 */
static void value(const grappe_option *option, grappe_buffer *script) {
  grappe_buffer_add(script, "    ");
  forms(option, "|", script);
  if (strcmp(option->value, "DIR") == 0) {
    grappe_buffer_add(script, ") COMPREPLY=($(compgen -d -- \"$word\")); return;;\n");
  } else if (strcmp(option->value, "FILE") == 0) {
    grappe_buffer_add(script, ") COMPREPLY=($(compgen -f -- \"$word\")); return;;\n");
  } else if (strchr(option->value, '|') || strcmp(option->value, "FORMAT") == 0) {
    grappe_buffer list = {0};
    if (strchr(option->value, '|'))
      grappe_buffer_add(&list, option->value);
    else
      grappe_format_list(&list);
    grappe_buffer_add(script, ") COMPREPLY=($(compgen -W '");
    for (const char *at = grappe_buffer_text(&list); *at; at++)
      if (*at != ',') grappe_buffer_add_char(script, *at == '|' ? ' ' : *at);
    grappe_buffer_free(&list);
    grappe_buffer_add(script, "' -- \"$word\")); return;;\n");
  } else {
    grappe_buffer_add(script, ") return;;\n");
  }
}

static void options(unsigned own, grappe_buffer *script) {
  for (int id = 0; id < GRAPPE_OPTION_COUNT; id++) {
    if (id >= GRAPPE_OPTION_COMMON && !(own & GRAPPE_OWN(id))) continue;
    grappe_buffer_add_char(script, ' ');
    forms(&grappe_option_table[id], " ", script);
  }
}

void grappe_completion_write(grappe_buffer *script) {
  const grappe_command *command;
  grappe_buffer_add(script,
                    "# bash completion for grappe, as 'grappe model completion' writes it\n"
                    "_grappe() {\n"
                    "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= i\n"
                    "  local commands='");
  for (size_t i = 0; (command = grappe_command_at(i)); i++)
    grappe_buffer_addf(script, "%s%s", i ? " " : "", command->name);
  grappe_buffer_add(script, "' options\n  COMPREPLY=()\n  case $before in\n");
  for (int id = 0; id < GRAPPE_OPTION_COUNT; id++)
    if (grappe_option_table[id].value) value(&grappe_option_table[id], script);
  grappe_buffer_add(script,
                    "  esac\n"
                    "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
                    "    case \" $commands \" in *\" ${COMP_WORDS[i]} \"*) command=${COMP_WORDS[i]}; break;; esac\n"
                    "  done\n"
                    "  case $command in\n");
  for (size_t i = 0; (command = grappe_command_at(i)); i++) {
    grappe_buffer_addf(script, "    %s) options='", command->name);
    options(command->own, script);
    grappe_buffer_add(script, "';;\n");
  }
  grappe_buffer_add(script, "    *) options='");
  options(0, script);
  grappe_buffer_add(script,
                    "';;\n"
                    "  esac\n"
                    "  case $command:$word in\n"
                    "    *:-*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\"));;\n"
                    "    :*|help:*) COMPREPLY=($(compgen -W \"$commands\" -- \"$word\"));;\n"
                    "    *) COMPREPLY=($(compgen -f -- \"$word\"));;\n"
                    "  esac\n"
                    "}\n"
                    "complete -o filenames -F _grappe grappe\n");
}
