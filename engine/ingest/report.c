/* Findings: counted all, kept up to a number; and the records that are refused for them. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "ingest/registry_private.h"
#include "ingest/xlsx.h"

static grappe_code keep(import_job *job, const import_source *source, uint64_t line, size_t column,
                        const char *sentence) {
  grappe_import_report *report = job->report;
  report->found++;
  if (report->finding_count >= job->shown) return GRAPPE_OK;
  grappe_import_finding *grown =
      grappe_grow(report->findings, &job->finding_capacity, report->finding_count + 1, sizeof *grown);
  if (!grown) return grappe_fail_memory(job->error);
  report->findings = grown;
  char *copy = grappe_strdup(sentence);
  if (!copy) return grappe_fail_memory(job->error);
  grown[report->finding_count++] = (grappe_import_finding){source->index, line, column, copy};
  return GRAPPE_OK;
}

/* The code of a refused row is remembered, so that rows which refer to it are not blamed for a wrong name. */
static grappe_code refuse(import_job *job, import_source *source, size_t ordinal, const char *column,
                          const char *sentence) {
  if (source->refused_count && source->refused[source->refused_count - 1].ordinal == ordinal) {
    refused_record *last = &source->refused[source->refused_count - 1];
    grappe_buffer both = {0};
    grappe_buffer_addf(&both, "%s | %s", last->sentence, sentence);
    if (grappe_buffer_failed(&both)) {
      grappe_buffer_free(&both);
      return grappe_fail_memory(job->error);
    }
    grappe_free(last->sentence);
    last->sentence = grappe_buffer_take(&both);
    return GRAPPE_OK;
  }
  refused_record *grown =
      grappe_grow(source->refused, &source->refused_capacity, source->refused_count + 1, sizeof *grown);
  if (!grown) return grappe_fail_memory(job->error);
  source->refused = grown;
  refused_record record = {ordinal, grappe_strdup(column), grappe_strdup(sentence)};
  if (!record.column || !record.sentence) {
    grappe_free(record.column);
    grappe_free(record.sentence);
    return grappe_fail_memory(job->error);
  }
  grown[source->refused_count++] = record;
  source->states[ordinal] |= RECORD_REFUSED;
  source->result.rejected++;
  return GRAPPE_OK;
}

grappe_code import_tell(import_job *job, import_source *source, uint64_t line, size_t column, const char *column_name,
                        size_t ordinal, int record, const grappe_error *finding) {
  /* A message that came without memory, a stop or a broken disk is no finding: the import ends with it. */
  if (finding->code == GRAPPE_MEMORY || finding->code == GRAPPE_STOPPED || finding->code == GRAPPE_TIME ||
      finding->code == GRAPPE_IO || finding->code == GRAPPE_BUSY) {
    if (job->error) *job->error = *finding;
    return finding->code;
  }
  grappe_error whole = *finding;
  if (column_name && *column_name) grappe_fail_at(&whole, "%s", column_name);
  if (record) {
    grappe_code code = refuse(job, source, ordinal, column_name ? column_name : "", finding->message);
    if (code != GRAPPE_OK) return code;
  }
  char letters[8];
  if (record && source->lines) {
    line = source->lines[ordinal];
    column = 0;
  }
  if (line && source->sheet)
    grappe_fail_at(&whole, "%s:%s!%s%llu", source->path, source->sheet, grappe_xlsx_column_letters(column, letters),
                   (unsigned long long)line);
  else if (line && column)
    grappe_fail_at(&whole, "%s:%llu:%zu", source->path, (unsigned long long)line, column);
  else if (line)
    grappe_fail_at(&whole, "%s:%llu", source->path, (unsigned long long)line);
  return keep(job, source, line, column, whole.message);
}

static int compare(const void *left, const void *right) {
  const grappe_import_finding *a = left, *b = right;
  if (a->file != b->file) return a->file < b->file ? -1 : 1;
  if (a->line != b->line) return a->line < b->line ? -1 : 1;
  if (a->column != b->column) return a->column < b->column ? -1 : 1;
  return strcmp(a->sentence, b->sentence);
}

void import_sort_findings(grappe_import_report *report) {
  if (report->finding_count > 1) qsort(report->findings, report->finding_count, sizeof *report->findings, compare);
}

static void free_change(grappe_import_change *change) {
  grappe_free(change->entity);
  grappe_free(change->key);
  grappe_free(change->field);
  grappe_free(change->before);
  grappe_free(change->after);
}

static int copy_text(const char *text, char **copy) {
  *copy = text ? grappe_strdup(text) : NULL;
  return !text || *copy;
}

static grappe_code keep_change(void *context, const grappe_change *change, grappe_error *error) {
  import_job *job = context;
  grappe_import_report *report = job->report;
  report->changed++;
  if (report->change_count >= job->shown) return GRAPPE_OK;
  grappe_import_change *grown =
      grappe_grow(report->changes, &job->change_capacity, report->change_count + 1, sizeof *grown);
  if (!grown) return grappe_fail_memory(error);
  report->changes = grown;
  grappe_import_change *kept = &grown[report->change_count++];
  *kept = (grappe_import_change){0};
  return copy_text(change->entity, &kept->entity) && copy_text(change->key, &kept->key) &&
                 copy_text(change->field, &kept->field) && copy_text(change->before, &kept->before) &&
                 copy_text(change->after, &kept->after)
             ? GRAPPE_OK
             : grappe_fail_memory(error);
}

grappe_code import_list_changes(import_job *job, int64_t since) {
  return grappe_store_changed_cells(job->store, since, keep_change, job, job->error);
}

void grappe_import_report_free(grappe_import_report *report) {
  for (size_t i = 0; i < report->change_count; i++) free_change(&report->changes[i]);
  grappe_free(report->changes);
  for (size_t i = 0; i < report->finding_count; i++) grappe_free(report->findings[i].sentence);
  for (size_t i = 0; report->files && i < report->file_count; i++) grappe_free(report->files[i].rejects);
  grappe_free(report->findings);
  grappe_free(report->files);
  *report = (grappe_import_report){0};
}
