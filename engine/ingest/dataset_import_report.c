/* What an import of published files tells: findings, and the records that were refused. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "ingest/dataset_import_private.h"

grappe_code published_keep(published_job *job, size_t file, uint64_t line, size_t column, const char *sentence,
                           int remark, grappe_error *error) {
  grappe_published_report *report = job->report;
  size_t *kept = remark ? &job->kept_remarks : &job->kept;
  if (remark)
    report->remarks++;
  else
    report->found++;
  if (!remark && !job->options->rejects_path) atomic_store(&job->pointless, 1);
  if (*kept >= job->shown) return GRAPPE_OK;
  grappe_published_finding *grown =
      grappe_grow(report->findings, &job->finding_capacity, report->finding_count + 1, sizeof *grown);
  if (!grown) return grappe_fail_memory(error);
  report->findings = grown;
  char *copy = grappe_strdup(sentence);
  if (!copy) return grappe_fail_memory(error);
  grown[report->finding_count++] = (grappe_published_finding){file, line, column, copy, remark};
  ++*kept;
  return GRAPPE_OK;
}

grappe_code published_tell(void *context, const grappe_format_finding *finding, grappe_error *error) {
  published_teller *teller = context;
  grappe_buffer sentence = {0};
  /* the reason quotes the value already, the place has line and column: what is left is the column's name */
  if (*finding->column_name && !strstr(finding->reason, finding->column_name))
    grappe_buffer_addf(&sentence, "%.*s%s: %s", (int)(strlen(finding->sentence) - strlen(finding->reason)),
                       finding->sentence, finding->column_name, finding->reason);
  else
    grappe_buffer_add(&sentence, finding->sentence);
  grappe_code code = grappe_buffer_failed(&sentence)
                         ? grappe_fail_memory(error)
                         : published_keep(teller->job, teller->file, finding->line, finding->column,
                                          grappe_buffer_text(&sentence), finding->remark, error);
  grappe_buffer_free(&sentence);
  if (code != GRAPPE_OK || finding->remark || !teller->job->options->rejects_path) return code;
  return rejects_add(teller->job, teller->file, teller->reader, finding, error);
}

/* --- rejects --- */

/* The path itself for one file; for several DIR/<the file's name>-<name>, so that a part is known by it again. */
static char *path_of(const published_job *job, size_t file) {
  const char *path = job->options->rejects_path, *slash = strrchr(path, '/');
  if (job->entries.count == 1) return grappe_strdup(path);
  const char *name = job->entries.items[file].name;
  const char *dot = strrchr(name, '.');
  grappe_buffer whole = {0};
  if (slash) grappe_buffer_add_bytes(&whole, path, (size_t)(slash - path) + 1);
  grappe_buffer_add_bytes(&whole, name, dot ? (size_t)(dot - name) : strlen(name));
  for (size_t i = 0; i < file; i++)
    if (strcmp(job->entries.items[i].name, name) == 0) {
      grappe_buffer_addf(&whole, "-%zu", file + 1);
      break;
    }
  grappe_buffer_addf(&whole, "-%s", slash ? slash + 1 : path);
  return grappe_buffer_take(&whole);
}

static grappe_code fail_write(const rejects_file *rejects, grappe_error *error) {
  return grappe_fail(error, GRAPPE_IO, "%s cannot be written: %s", rejects->path, grappe_system_reason(errno));
}

static grappe_code flush(rejects_file *rejects, grappe_error *error) {
  if (grappe_buffer_failed(&rejects->pending)) return grappe_fail_memory(error);
  if (rejects->pending.length &&
      fwrite(rejects->pending.text, 1, rejects->pending.length, rejects->file) != rejects->pending.length)
    return fail_write(rejects, error);
  grappe_buffer_clear(&rejects->pending);
  return GRAPPE_OK;
}

static grappe_code begin(published_job *job, size_t file, const grappe_format_reader *reader, grappe_error *error) {
  rejects_file *rejects = &job->rejects[file];
  grappe_buffer temporary = {0};
  rejects->path = path_of(job, file);
  grappe_buffer_addf(&temporary, "%s.part", rejects->path ? rejects->path : "");
  rejects->temporary = grappe_buffer_take(&temporary);
  if (!rejects->path || !rejects->temporary) return grappe_fail_memory(error);
  rejects->file = fopen(rejects->temporary, "wbe");
  if (!rejects->file) return fail_write(rejects, error);
  grappe_format_reject_write(reader, NULL, &rejects->pending);
  return flush(rejects, error);
}

grappe_code rejects_add(published_job *job, size_t file, const grappe_format_reader *reader,
                        const grappe_format_finding *finding, grappe_error *error) {
  rejects_file *rejects = &job->rejects[file];
  grappe_code code = rejects->file ? GRAPPE_OK : begin(job, file, reader, error);
  if (code != GRAPPE_OK) return code;
  grappe_format_finding whole = *finding;
  if (finding->again) { /* all that is wrong with a record stands in its one line, by the first column */
    grappe_buffer_addf(&rejects->reasons, " | %s", finding->reason);
    grappe_buffer_clear(&rejects->pending);
  } else {
    code = flush(rejects, error);
    grappe_buffer_clear(&rejects->reasons);
    grappe_buffer_add(&rejects->reasons, finding->column_name); /* up to a zero byte; the reasons follow it */
    grappe_buffer_add_char(&rejects->reasons, '\0');
    grappe_buffer_add(&rejects->reasons, finding->reason);
  }
  if (grappe_buffer_failed(&rejects->reasons)) return grappe_fail_memory(error);
  whole.column_name = rejects->reasons.text;
  whole.reason = rejects->reasons.text + strlen(whole.column_name) + 1;
  grappe_format_reject_write(reader, &whole, &rejects->pending);
  return code;
}

grappe_code rejects_finish(published_job *job, grappe_error *error) {
  for (size_t i = 0; i < job->report->file_count; i++) {
    rejects_file *rejects = &job->rejects[i];
    if (!rejects->file) continue;
    grappe_code code = flush(rejects, error);
    FILE *file = rejects->file;
    rejects->file = NULL;
    if (fclose(file) != 0 && code == GRAPPE_OK) code = fail_write(rejects, error);
    if (code == GRAPPE_OK && rename(rejects->temporary, rejects->path) != 0) code = fail_write(rejects, error);
    if (code != GRAPPE_OK) return code;
    grappe_free(rejects->temporary);
    rejects->temporary = NULL;
    job->report->files[i].rejects = grappe_strdup(rejects->path);
    if (!job->report->files[i].rejects) return grappe_fail_memory(error);
  }
  return GRAPPE_OK;
}

static void free_rejects(rejects_file *rejects) {
  if (rejects->file) fclose(rejects->file);
  if (rejects->temporary) unlink(rejects->temporary);
  grappe_free(rejects->path);
  grappe_free(rejects->temporary);
  grappe_buffer_free(&rejects->pending);
  grappe_buffer_free(&rejects->reasons);
  *rejects = (rejects_file){0};
}

void rejects_free(published_job *job, int keep) {
  for (size_t i = 0; job->rejects && i < job->report->file_count; i++) {
    if (!keep && job->report->files[i].rejects) {
      unlink(job->report->files[i].rejects);
      grappe_free(job->report->files[i].rejects);
      job->report->files[i].rejects = NULL;
    }
    free_rejects(&job->rejects[i]);
  }
  grappe_free(job->rejects);
}

static void free_file(grappe_published_file *file) {
  for (size_t r = 0; r < file->left_out_count; r++) grappe_free((char *)(uintptr_t)file->left_out[r].reason);
  grappe_free(file->left_out);
  grappe_free(file->name);
  grappe_free(file->unused);
  grappe_free(file->missing);
  grappe_free(file->rejects);
  *file = (grappe_published_file){0};
}

report_mark published_mark(const published_job *job) {
  const grappe_published_report *report = job->report;
  return (report_mark){report->file_count, report->finding_count,       job->kept, job->kept_remarks, report->found,
                       report->remarks,    atomic_load(&job->pointless)};
}

void published_forget(published_job *job, report_mark mark) {
  grappe_published_report *report = job->report;
  while (report->file_count > mark.files) {
    free_file(&report->files[--report->file_count]);
    free_rejects(&job->rejects[report->file_count]);
  }
  while (report->finding_count > mark.findings) grappe_free(report->findings[--report->finding_count].sentence);
  report->found = mark.found;
  report->remarks = mark.remarks;
  job->kept = mark.kept;
  job->kept_remarks = mark.kept_remarks;
  atomic_store(&job->pointless, mark.pointless);
}

void grappe_published_report_free(grappe_published_report *report) {
  for (size_t i = 0; report->files && i < report->file_count; i++) free_file(&report->files[i]);
  for (size_t i = 0; i < report->dataset_count; i++) grappe_free(report->datasets[i].edition);
  for (size_t i = 0; i < report->finding_count; i++) grappe_free(report->findings[i].sentence);
  grappe_free(report->files);
  grappe_free(report->datasets);
  grappe_free(report->findings);
  grappe_free(report->parts_missing);
  grappe_free(report->files_unused);
  *report = (grappe_published_report){0};
}
