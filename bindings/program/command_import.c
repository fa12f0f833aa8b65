#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "program/ask.h"
#include "program/import_files.h"
#include "program/import_published.h"
#include "text/width.h"

static void write_table(const grappe_import_report *report, const grappe_words *files, grappe_buffer *text) {
  for (size_t i = 0; i < report->file_count; i++) {
    const grappe_import_file *file = &report->files[i];
    char line[400];
    snprintf(line, sizeof line,
             grappe_translate("%s (%s): %lld new, %lld changed, %lld unchanged, %lld superseded, %lld rejected"),
             files->items[i], file->entity ? file->entity->name : "?", (long long)file->inserted,
             (long long)file->updated, (long long)file->unchanged, (long long)file->superseded,
             (long long)file->rejected);
    grappe_buffer_addf(text, "%s%s%s\n", line, file->rejects ? " → " : "", file->rejects ? file->rejects : "");
  }
}

static void write_change_json(const grappe_import_change *change, int follows, grappe_buffer *text) {
  const char *const names[] = {"entity", "key", "field", "before", "after"};
  const char *const values[] = {change->entity, change->key, change->field, change->before, change->after};
  grappe_buffer_add(text, follows ? ",{" : "{");
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    grappe_buffer_addf(text, "%s\"%s\":", i ? "," : "", names[i]);
    if (values[i])
      grappe_json_string(values[i], text);
    else
      grappe_buffer_add(text, "null");
  }
  grappe_buffer_add_char(text, '}');
}

static void write_json(const grappe_import_report *report, const grappe_words *files, grappe_buffer *text) {
  grappe_buffer_addf(text, "{\"imported\":%s,\"found\":%" PRId64 ",\"files\":[", report->imported ? "true" : "false",
                     report->found);
  for (size_t i = 0; i < report->file_count; i++) {
    const grappe_import_file *file = &report->files[i];
    grappe_buffer_add(text, i ? ",{\"file\":" : "{\"file\":");
    grappe_json_string(files->items[i], text);
    grappe_buffer_add(text, ",\"entity\":");
    grappe_json_string(file->entity ? file->entity->name : "", text);
    grappe_buffer_addf(text,
                       ",\"inserted\":%" PRId64 ",\"updated\":%" PRId64 ",\"unchanged\":%" PRId64
                       ",\"superseded\":%" PRId64 ",\"rejected\":%" PRId64 ",\"rejects\":",
                       file->inserted, file->updated, file->unchanged, file->superseded, file->rejected);
    if (file->rejects) {
      grappe_json_string(file->rejects, text);
    } else {
      grappe_buffer_add(text, "null");
    }
    grappe_buffer_add(text, "}");
  }
  grappe_buffer_addf(text, "],\"changed\":%" PRId64 ",\"changes\":[", report->changed);
  for (size_t i = 0; i < report->change_count; i++) write_change_json(&report->changes[i], i > 0, text);
  grappe_buffer_add(text, "]}\n");
}

/* "site  herouville-gilbert  headcount: 650 → 660", in the order in which the file has them. */
static void write_changes(const grappe_import_report *report, grappe_buffer *text) {
  const char *empty = grappe_translate("(empty)");
  for (size_t i = 0; i < report->change_count; i++) {
    const grappe_import_change *change = &report->changes[i];
    grappe_buffer line = {0};
    grappe_buffer_addf(&line, "%s  %s  %s: %s → %s", change->entity, change->key ? change->key : "", change->field,
                       change->before ? change->before : empty, change->after ? change->after : empty);
    grappe_harmless_add(grappe_buffer_text(&line), text);
    grappe_buffer_add(text, "\n");
    if (grappe_buffer_failed(&line)) text->failed = 1;
    grappe_buffer_free(&line);
  }
}

static void tell_changes(grappe_program *program, const grappe_import_report *report) {
  grappe_buffer text = {0};
  write_changes(report, &text);
  if (text.length) grappe_program_say(program, grappe_buffer_text(&text), text.length);
  grappe_buffer_free(&text);
  int64_t more = report->changed - (int64_t)report->change_count;
  if (more > 0) grappe_program_note(program, "… cells more: %lld", (long long)more);
}

/* Whom to ask, and whether that was done: who was asked has seen the changes. */
typedef struct {
  grappe_program *program;
  int asked;
} asking;

/* Asks on the terminal. What is no clear yes is a no. */
static int confirm(void *context, const grappe_import_report *report) {
  static const char *const answers[] = {"y", "yes", "o", "oui", "s", "si", "sì"};
  grappe_program *program = ((asking *)context)->program;
  char answer[20] = "", question[200];
  ((asking *)context)->asked = 1;
  tell_changes(program, report);
  if (report->changed == 1)
    snprintf(question, sizeof question, "%s", grappe_translate("Change this cell? [y/N] "));
  else
    snprintf(question, sizeof question, grappe_translate("Change these %lld cells? [y/N] "),
             (long long)report->changed);
  if (!grappe_program_ask(program, question, answer, sizeof answer)) return 0;
  for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
    if (strcasecmp(answer, answers[i]) == 0) return 1;
  return 0;
}

static void tell(grappe_program *program, const grappe_import_report *report, const grappe_words *files) {
  grappe_buffer text = {0};
  if (program->options.format == GRAPPE_FORMAT_JSON) {
    write_json(report, files, &text);
  } else if (!program->options.quiet) {
    write_table(report, files, &text);
  }
  grappe_output_sink(&program->output, grappe_buffer_text(&text), text.length);
  grappe_buffer_free(&text);
  if (report->imported) return;
  if (report->declined) {
    grappe_program_note(program, "nothing was imported: you did not say yes");
  } else if (program->options.dry_run) {
    grappe_program_note(program, "nothing was changed: this was a dry run");
  } else if (!program->options.rejects) {
    grappe_program_note(program, "nothing was imported: mend these rows, or let the right ones in with --rejects FILE");
  }
}

grappe_exit grappe_command_import(grappe_program *program) {
  const grappe_words *words = &program->options.words;
  grappe_error error = {0};
  if (strcmp(words->items[0], "registry") != 0) return grappe_program_import_published(program);
  if (words->count < 2)
    return grappe_program_usage(program, "'grappe %s' needs more than that: write", program->options.command->name);
  grappe_words files = {words->items + 1, words->count - 1, 0};
  if (grappe_program_open_observatory(program, GRAPPE_STORE_WRITE, 0, &error) != GRAPPE_OK)
    return grappe_program_error(program, &error);
  grappe_import_options options = {.dry_run = program->options.dry_run, .rejects_path = program->options.rejects};
  asking terminal = {.program = program};
  if (!program->options.yes && grappe_program_asks(program)) {
    options.confirm = confirm;
    options.confirm_context = &terminal;
  }
  grappe_import_report report = {0};
  grappe_exit status =
      grappe_program_import(program, grappe_observatory_store(program->observatory), &files, &options, &report);
  if (status == GRAPPE_EXIT_FINE || status == GRAPPE_EXIT_FINDING) {
    if (!terminal.asked && !program->options.quiet) tell_changes(program, &report);
    tell(program, &report, &files);
  } else {
    grappe_program_note(program, "nothing was imported: the observatory is as it was before");
  }
  grappe_import_report_free(&report);
  return status;
}
