#include <inttypes.h>
#include <string.h>

#include "program/import_files.h"
#include "program/import_published.h"

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
  grappe_buffer_add(text, "]}\n");
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
  if (program->options.dry_run) {
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
  grappe_import_report report = {0};
  grappe_exit status =
      grappe_program_import(program, grappe_observatory_store(program->observatory), &files, &options, &report);
  if (status == GRAPPE_EXIT_FINE || status == GRAPPE_EXIT_FINDING)
    tell(program, &report, &files);
  else
    grappe_program_note(program, "nothing was imported: the observatory is as it was before");
  grappe_import_report_free(&report);
  return status;
}
