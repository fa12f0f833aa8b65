#include "program/completion.h"

#include <string.h>

#include "program/candidates.h"
#include "program/command.h"
#include "program/options.h"

/* "-o --output " */
static void forms(const grappe_option *option, const char *between, grappe_buffer *script) {
  if (option->letter) grappe_buffer_addf(script, "-%c%s", option->letter, between);
  grappe_buffer_addf(script, "--%s", option->name);
}

/* What may follow an option, said by the word that its help has for the value: DIR, FILE, FORMAT, or the choice itself.
 * Names and ids are the observatory's. */
static void value(const grappe_option *option, grappe_buffer *script) {
  grappe_buffer list = {0};
  grappe_buffer_add(script, "    ");
  forms(option, "|", script);
  if (strchr(option->value, '|'))
    grappe_buffer_add(&list, option->value);
  else if (strcmp(option->value, "FORMAT") == 0)
    grappe_format_list(&list);
  if (strcmp(option->value, "DIR") == 0) {
    grappe_buffer_add(script, ") _grappe_files -d; return;;\n");
  } else if (strcmp(option->value, "FILE") == 0) {
    grappe_buffer_add(script, ") _grappe_files -f; return;;\n");
  } else if (list.length) {
    grappe_buffer_add(script, ") COMPREPLY=($(compgen -W '");
    for (const char *at = grappe_buffer_text(&list); *at; at++)
      if (*at != ',') grappe_buffer_add_char(script, *at == '|' ? ' ' : *at);
    grappe_buffer_add(script, "' -- \"$word\")); return;;\n");
  } else if (grappe_candidates_has(NULL, option->name)) {
    grappe_buffer_add(script, ") _grappe_ask; return;;\n");
  } else {
    grappe_buffer_add(script, ") return;;\n");
  }
  grappe_buffer_free(&list);
}

/* The words of a command: the choice that its usage offers first, what the observatory has, files. */
static void words(const grappe_command *command, grappe_buffer *script) {
  const char *usage = command->usage + strlen(command->name);
  size_t blank = strspn(usage, " "), length = strcspn(usage + blank, " ");
  const char *choice = usage + blank, *options = strchr(usage, '-'), *file = strstr(usage, "FILE");
  grappe_buffer_addf(script, "    %s) ", command->name);
  if (choice[0] >= 'a' && choice[0] <= 'z') {
    grappe_buffer_addf(script, "[[ $before == %s ]] && COMPREPLY=($(compgen -W '", command->name);
    for (size_t i = 0; i < length; i++) grappe_buffer_add_char(script, choice[i] == '|' ? ' ' : choice[i]);
    grappe_buffer_add(script, "' -- \"$word\"))");
  } else if (strstr(usage, "[DIR]")) {
    grappe_buffer_add(script, "_grappe_files -d");
  } else if (strcmp(command->name, "help") == 0) {
    grappe_buffer_add(script, "COMPREPLY=($(compgen -W \"$commands\" -- \"$word\"))");
  } else {
    int asked = grappe_candidates_has(command->name, NULL), files = file && (!options || file < options);
    grappe_buffer_addf(script, "%s%s%s", asked ? "_grappe_ask" : "", asked && files ? "; " : "",
                       files ? "_grappe_files -f" : "");
  }
  grappe_buffer_add(script, ";;\n");
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
                    "_grappe_files() {\n"
                    "  [[ ${#COMPREPLY[@]} = 0 ]] && mapfile -t COMPREPLY < <(compgen \"$1\" -- \"$word\")\n"
                    "}\n"
                    "# ids and places: of the observatory. bash parts words at colons: they are put together again\n"
                    "_grappe_ask() {\n"
                    "  local count=$COMP_CWORD head= typed=${word#[\\\"\\']}\n"
                    "  typed=${typed//\\\\/}\n"
                    "  if [[ $word == : ]]; then\n"
                    "    count=$((COMP_CWORD - 1)) head=${COMP_WORDS[COMP_CWORD-1]}: typed=\n"
                    "  elif [[ $before == : ]]; then\n"
                    "    count=$((COMP_CWORD - 2)) head=${COMP_WORDS[COMP_CWORD-2]}:\n"
                    "  fi\n"
                    "  mapfile -t COMPREPLY < <(\"${COMP_WORDS[0]}\" model candidates -- "
                    "\"${COMP_WORDS[@]:1:count-1}\" \"$head$typed\" 2>/dev/null)\n"
                    "  COMPREPLY=(\"${COMPREPLY[@]#\"$head\"}\")\n"
                    "}\n"
                    "_grappe() {\n"
                    "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= i\n"
                    "  local option=$before\n"
                    "  [[ $word == : ]] && option=${COMP_WORDS[COMP_CWORD-2]}\n"
                    "  [[ $before == : ]] && option=${COMP_WORDS[COMP_CWORD-3]}\n"
                    "  local commands='");
  for (size_t i = 0; (command = grappe_command_at(i)); i++)
    grappe_buffer_addf(script, "%s%s", i ? " " : "", command->name);
  grappe_buffer_add(script, "' options\n  COMPREPLY=()\n  case $option in\n");
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
                    "    :*) COMPREPLY=($(compgen -W \"$commands\" -- \"$word\"));;\n"
                    "  esac\n"
                    "  [[ $word == -* ]] && return\n"
                    "  case $command in\n");
  for (size_t i = 0; (command = grappe_command_at(i)); i++) words(command, script);
  grappe_buffer_add(script,
                    "  esac\n"
                    "}\n"
                    "complete -o filenames -F _grappe grappe\n");
}
