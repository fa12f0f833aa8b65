#include "program/import_published.h"

#include <inttypes.h>
#include <string.h>

#include "api/formats.h"
#include "base/memory.h"
#include "ingest/dataset_import.h"
#include "query/geography.h"
#include "text/number.h"

/* --- what is said --- */

static const char *grouped(uint64_t number, char text[40]) {
  grappe_buffer out = {0};
  grappe_number_display((double)number, GRAPPE_DIGITS_ALL, 0, grappe_language_now(), &out);
  snprintf(text, 40, "%s", grappe_buffer_text(&out));
  grappe_buffer_free(&out);
  return text;
}

#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* a test holds every translation to its format's conversions */

static void add_remark(const char *what, const char *found, grappe_buffer *text) {
  grappe_buffer_add(text, "  ");
  grappe_buffer_addf(text, grappe_translate("%s: %s"), grappe_translate(what), found);
  grappe_buffer_add(text, "\n");
}

/* A function in a format is called for every cell, and what that costs should show. */
static void add_computed(const grappe_format *format, grappe_buffer *text) {
  grappe_buffer names = {0};
  for (const grappe_format_field *field = format->fields; field->target; field++)
    if (field->compute) grappe_buffer_addf(&names, "%s%s", names.length ? ", " : "", field->target);
  if (names.length)
    add_remark("columns computed by a function of the format, which is slower", grappe_buffer_text(&names), text);
  grappe_buffer_free(&names);
}

static void write_file(const grappe_published_file *file, grappe_buffer *text) {
  char line[400], a[40], b[40], c[40];
  if (file->format->entity)
    snprintf(line, sizeof line,
             grappe_translate("%s (%s): %lld new, %lld changed, %lld unchanged, %lld superseded, %lld rejected"),
             file->name, file->format->entity, (long long)file->inserted, (long long)file->updated,
             (long long)file->unchanged, (long long)file->superseded, (long long)file->rejected);
  else
    snprintf(line, sizeof line, grappe_translate("%s (%s): %s read, %s rows taken, %s rejected"), file->name,
             file->format->id, grouped(file->records, a), grouped(file->rows, b), grouped(file->rejected, c));
  grappe_buffer_addf(text, "%s%s%s\n", line, file->rejects ? " → " : "", file->rejects ? file->rejects : "");
  for (size_t i = 0; i < file->left_out_count; i++) {
    snprintf(line, sizeof line, grappe_translate("  %s left out: %s"), grouped(file->left_out[i].rows, a),
             file->left_out[i].reason);
    grappe_buffer_addf(text, "%s\n", line);
  }
  if (file->remarks) add_remark("values that cannot be read, taken as unknown", grouped(file->remarks, a), text);
  add_computed(file->format, text);
  if (file->unused && *file->unused) add_remark("columns of the file that are not used", file->unused, text);
  if (file->missing && *file->missing) add_remark("columns that the file does not have", file->missing, text);
}

static void write_dataset(const grappe_published_dataset *dataset, int imported, grappe_buffer *text) {
  char line[400], a[40], b[40];
  if (dataset->already)
    snprintf(line, sizeof line, grappe_translate("dataset %s (%s) has this file already: nothing to do"), dataset->code,
             dataset->edition);
  else if (imported)
    snprintf(line, sizeof line,
             dataset->completed ? grappe_translate("dataset %s (%s) was completed, and has %s rows, %s kB")
                                : grappe_translate("dataset %s (%s): %s rows, %s kB"),
             dataset->code, dataset->edition, grouped(dataset->rows, a), grouped((dataset->bytes + 999) / 1000, b));
  else
    snprintf(line, sizeof line, grappe_translate("dataset %s (%s) would have %s rows"), dataset->code, dataset->edition,
             grouped(dataset->rows, a));
  grappe_buffer_addf(text, "%s\n", line);
}

static void write_table(const grappe_published_report *report, grappe_buffer *text) {
  for (size_t i = 0; i < report->file_count; i++) write_file(&report->files[i], text);
  if (*report->parts_missing)
    grappe_buffer_addf(text, "%s: %s\n", grappe_translate("parts of the format that there was no file for"),
                       report->parts_missing);
  if (*report->files_unused)
    grappe_buffer_addf(text, "%s: %s\n", grappe_translate("files that no part of the format asks for"),
                       report->files_unused);
  for (size_t i = 0; i < report->dataset_count; i++) write_dataset(&report->datasets[i], report->imported, text);
}

static void add_text(grappe_buffer *text, const char *name, const char *value) {
  grappe_buffer_addf(text, ",\"%s\":", name);
  if (value)
    grappe_json_string(value, text);
  else
    grappe_buffer_add(text, "null");
}

static void write_json_file(const grappe_published_file *file, grappe_buffer *text) {
  grappe_buffer_add(text, "{\"file\":");
  grappe_json_string(file->name, text);
  add_text(text, "format", file->format->id);
  if (file->format->entity) {
    add_text(text, "entity", file->format->entity);
    grappe_buffer_addf(
        text, ",\"inserted\":%" PRId64 ",\"updated\":%" PRId64 ",\"unchanged\":%" PRId64 ",\"superseded\":%" PRId64,
        file->inserted, file->updated, file->unchanged, file->superseded);
  }
  grappe_buffer_addf(text,
                     ",\"records\":%" PRIu64 ",\"rows\":%" PRIu64 ",\"rejected\":%" PRIu64 ",\"remarks\":%" PRIu64
                     ",\"left_out\":[",
                     file->records, file->rows, file->rejected, file->remarks);
  for (size_t i = 0; i < file->left_out_count; i++) {
    grappe_buffer_addf(text, "%s{\"rows\":%" PRIu64, i ? "," : "", file->left_out[i].rows);
    add_text(text, "reason", file->left_out[i].reason);
    grappe_buffer_add(text, "}");
  }
  grappe_buffer_add(text, "]");
  add_text(text, "unused", file->unused);
  add_text(text, "missing", file->missing);
  add_text(text, "rejects", file->rejects);
  grappe_buffer_add(text, "}");
}

static void write_json(const grappe_published_report *report, grappe_buffer *text) {
  grappe_buffer_addf(text, "{\"imported\":%s,\"found\":%" PRId64 ",\"files\":[", report->imported ? "true" : "false",
                     report->found);
  for (size_t i = 0; i < report->file_count; i++) {
    if (i) grappe_buffer_add(text, ",");
    write_json_file(&report->files[i], text);
  }
  grappe_buffer_add(text, "],\"datasets\":[");
  for (size_t i = 0; i < report->dataset_count; i++) {
    const grappe_published_dataset *dataset = &report->datasets[i];
    grappe_buffer_add(text, i ? ",{\"dataset\":" : "{\"dataset\":");
    grappe_json_string(dataset->code, text);
    add_text(text, "edition", dataset->edition);
    grappe_buffer_addf(text, ",\"rows\":%" PRIu64 ",\"bytes\":%" PRIu64 ",\"already\":%s,\"completed\":%s}",
                       dataset->rows, dataset->bytes, dataset->already ? "true" : "false",
                       dataset->completed ? "true" : "false");
  }
  grappe_buffer_add(text, "]}\n");
}

static void tell_findings(grappe_program *program, const grappe_published_report *report) {
  int64_t told[2] = {0, 0};
  for (size_t i = 0; i < report->finding_count; i++) {
    const grappe_published_finding *finding = &report->findings[i];
    told[finding->remark]++;
    if (finding->remark)
      grappe_program_note(program, "%s (taken as unknown)", finding->sentence);
    else
      grappe_program_say(program, finding->sentence, strlen(finding->sentence));
  }
  int64_t more = report->found - told[0];
  if (more > 0) grappe_program_note(program, "… and %lld more", (long long)more);
}

static grappe_exit tell(grappe_program *program, const grappe_published_report *report) {
  grappe_buffer text = {0};
  tell_findings(program, report);
  if (program->options.format == GRAPPE_FORMAT_JSON)
    write_json(report, &text);
  else if (!program->options.quiet)
    write_table(report, &text);
  grappe_output_sink(&program->output, grappe_buffer_text(&text), text.length);
  grappe_buffer_free(&text);
  if (!report->imported && program->options.dry_run)
    grappe_program_note(program, "nothing was changed: this was a dry run");
  else if (!report->imported && report->found)
    grappe_program_note(program, "nothing was imported: mend these rows, or let the right ones in with --rejects FILE");
  return report->found > 0 ? GRAPPE_EXIT_FINDING : GRAPPE_EXIT_FINE;
}

/* --- which format --- */

/* Says which format the file may be of. `whole` 1: only where one suits as it is. */
static void suggest(grappe_program *program, const char *file, const char *other_than) {
  const grappe_format *const *formats;
  size_t count;
  grappe_error error = {0};
  grappe_likeness first;
  if (grappe_session_formats(program->session, &formats, &count, &error) != GRAPPE_OK) return;
  if (!grappe_published_recognise(formats, count, file, &first, 1) || first.found != first.required) return;
  if (other_than && strcmp(other_than, first.format->id) == 0) return;
  grappe_program_note(program, "%s looks like format %s: write grappe import %s %s", file, first.format->id,
                      first.format->id, file);
}

/* The first word is a file: says what it may be. */
static grappe_exit name_format(grappe_program *program, const char *file) {
  const grappe_format *const *formats;
  size_t count;
  grappe_error error = {0};
  if (grappe_session_formats(program->session, &formats, &count, &error) != GRAPPE_OK)
    return grappe_program_error(program, &error);
  grappe_likeness first;
  if (strcmp(file, "-") != 0 && grappe_published_recognise(formats, count, file, &first, 1) &&
      first.found == first.required) {
    grappe_fail(&error, GRAPPE_ARGUMENT,
                "the format comes before the files; %s looks like format %s: write grappe import %s %s", file,
                first.format->id, first.format->id, file);
    grappe_program_error(program, &error);
    return GRAPPE_EXIT_USAGE;
  }
  if (strcmp(file, "-") == 0) return grappe_program_usage(program, "the format comes before the files: write");
  grappe_published_fail_unknown(formats, count, file, &error);
  return grappe_program_error(program, &error);
}

static grappe_exit find_format(grappe_program *program, const grappe_format **format) {
  const grappe_words *words = &program->options.words;
  grappe_error error = {0};
  grappe_code code = grappe_session_format(program->session, words->items[0], format, &error);
  if (code == GRAPPE_OK) return GRAPPE_EXIT_FINE;
  int is_file = strcmp(words->items[0], "-") == 0 || grappe_path_exists(words->items[0]);
  if (code != GRAPPE_NOT_FOUND) return grappe_program_error(program, &error);
  if (is_file) return name_format(program, words->items[0]);
  grappe_program_error(program, &error);
  for (size_t i = 1; i < words->count; i++) suggest(program, words->items[i], NULL);
  return GRAPPE_EXIT_USAGE;
}

/* A geography that nobody knows would only be noticed when two years are compared. */
static grappe_code check_geography(grappe_program *program, grappe_error *error) {
  grappe_snapshot *snapshot;
  grappe_geography geography;
  if (!program->options.geography) return GRAPPE_OK;
  grappe_code code = grappe_observatory_snapshot(program->observatory, &snapshot, error);
  if (code) return code;
  code = grappe_geography_find(snapshot, program->options.geography, &geography, error);
  grappe_snapshot_release(snapshot);
  return code;
}

grappe_exit grappe_program_import_published(grappe_program *program) {
  const grappe_words *words = &program->options.words;
  grappe_error error = {0};
  const grappe_format *format = NULL;
  if (grappe_program_open_observatory(program, GRAPPE_STORE_WRITE, 0, &error) != GRAPPE_OK)
    return grappe_program_error(program, &error);
  grappe_exit status = grappe_program_open_session(program, 0);
  if (status == GRAPPE_EXIT_FINE) status = find_format(program, &format);
  if (status != GRAPPE_EXIT_FINE) return status;
  if (words->count < 2)
    return grappe_program_usage(program, "'grappe %s' needs more than that: write", program->options.command->name);
  if (check_geography(program, &error) != GRAPPE_OK) return grappe_program_error(program, &error);
  grappe_published_options options = {.edition = program->options.edition,
                                      .geography = program->options.geography,
                                      .dry_run = program->options.dry_run,
                                      .rejects_path = program->options.rejects,
                                      .run = grappe_program_begin_work(program)};
  grappe_published_report report = {0};
  grappe_code code = grappe_import_published(grappe_observatory_store(program->observatory), format, words->items + 1,
                                             words->count - 1, &options, &report, &error);
  grappe_program_end_work(program);
  if (code == GRAPPE_OK) {
    status = tell(program, &report);
  } else {
    tell_findings(program, &report);
    status = grappe_program_error(program, &error);
    if (code == GRAPPE_NOT_FOUND) suggest(program, words->items[1], format->id);
    grappe_program_note(program, "nothing was imported: the observatory is as it was before");
  }
  grappe_published_report_free(&report);
  return status;
}
