/* Commands of the shell about scripts and examples. */
#include <stdlib.h>
#include <string.h>

#include "api/documents.h"
#include "base/memory.h"
#include "shell/shell_private.h"
#include "text/fold.h"

void grappe_dot_scripts(grappe_shell *shell, const char *arguments) {
  const grappe_shell_options *options = shell->options;
  grappe_buffer text = {0}, message = {0};
  grappe_outcome outcome = {0};
  int finding;
  (void)arguments;
  if (grappe_session_command(options->session, "scripts", NULL, 0, &shell->display, &text, &finding, &outcome) !=
      GRAPPE_END_OK) {
    grappe_session_tell(options->session, &outcome, &message);
    shell->failed++;
  }
  fputs(grappe_buffer_text(&text), options->out);
  grappe_shell_say(shell, options->errors, grappe_buffer_text(&message));
  grappe_buffer_free(&text);
  grappe_buffer_free(&message);
}

typedef struct example_search {
  grappe_shell *shell;
  const char *word; /* folded; "" any */
  long wanted;      /* the number of the example to keep; 0: list those with the word */
  long number, shown;
  char *kept;
} example_search;

static int has_word(const char *text, const char *word) {
  char folded[2000];
  grappe_fold(text, strlen(text), folded, sizeof folded);
  return strstr(folded, word) != NULL;
}

static void visit_example(void *context, const grappe_document *document) {
  example_search *search = context;
  if (!document->example[0]) return;
  search->number++;
  if (search->wanted) {
    if (search->number == search->wanted) search->kept = grappe_strdup(document->example);
  } else if (!*search->word || has_word(document->example, search->word) ||
             has_word(document->signature, search->word) || has_word(grappe_document_text(document), search->word)) {
    fprintf(search->shell->options->out, "%4ld  %s\n", search->number, document->example);
    search->shown++;
  }
}

void grappe_dot_examples(grappe_shell *shell, const char *arguments) {
  const grappe_shell_options *options = shell->options;
  char folded[200] = "", *end = NULL;
  example_search search = {.shell = shell, .word = folded};
  search.wanted = strtol(arguments, &end, 10);
  if (!*arguments || *end) {
    search.wanted = 0;
    grappe_fold(arguments, strlen(arguments), folded, sizeof folded);
  }
  grappe_session_documents(options->session, visit_example, &search);
  if (search.kept) {
    fprintf(options->out, "%s\n", search.kept);
    grappe_shell_evaluate(shell, "=example", search.kept, 0);
    grappe_free(search.kept);
  } else if (search.shown) {
    fprintf(options->out, "%s\n", grappe_translate(".examples NUMBER runs one"));
  } else {
    grappe_error error = {0};
    grappe_fail(&error, GRAPPE_NOT_FOUND, "there is no example '%s': .examples lists them all", arguments);
    grappe_shell_complain(shell, &error);
  }
}
