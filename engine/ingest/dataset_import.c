/* The import itself: parts one after another into datasets, in one transaction. Reading is on the calling thread,
 * encoding and writing on another, digests on a third. */
#include "ingest/dataset_import.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/threads.h"
#include "ingest/dataset_import_private.h"
#include "ingest/format_private.h"

enum { SHOWN = 100, PLACES = 8 };

/* --- opening and counting one file --- */

static void name_file(published_job *job, const published_entry *entry, grappe_published_file *file) {
  (void)job;
  grappe_buffer name = {0};
  if (strcmp(entry->path, "-") == 0)
    grappe_buffer_add(&name, grappe_translate("standard input"));
  else
    grappe_buffer_addf(&name, "%s%s%s", entry->path, entry->member ? "/" : "", entry->member ? entry->member : "");
  file->name = grappe_buffer_take(&name);
}

grappe_code published_open(published_job *job, const published_entry *entry, const grappe_format_options *options,
                           published_teller *teller, grappe_error *error) {
  grappe_format_options whole = options ? *options : (grappe_format_options){0};
  *teller = (published_teller){.job = job, .file = job->report->file_count};
  grappe_published_file *file = &job->report->files[job->report->file_count++];
  file->format = entry->part;
  name_file(job, entry, file);
  if (!file->name) return grappe_fail_memory(error);
  whole.member = entry->member;
  whole.hash = digests_stream(&job->digests, entry->digest);
  whole.finding = published_tell;
  whole.finding_context = teller;
  whole.run = job->options->run;
  return grappe_format_open(entry->part, entry->path, &whole, &teller->reader, error);
}

grappe_code published_count(published_teller *teller, grappe_error *error) {
  grappe_published_file *file = &teller->job->report->files[teller->file];
  const grappe_format_reader *reader = teller->reader;
  const grappe_plan *plan = grappe_format_plan(reader);
  grappe_format_counts counts = grappe_format_counts_of(reader);
  file->records = counts.records;
  file->rows = counts.rows;
  file->rejected = counts.rejected;
  file->remarks = counts.remarks;
  file->left_out = grappe_alloc_zero(counts.left_out_count + 1, sizeof *file->left_out);
  if (!file->left_out) return grappe_fail_memory(error);
  for (size_t i = 0; i < counts.left_out_count; i++) {
    if (!counts.left_out[i].rows) continue;
    grappe_format_left_out *left = &file->left_out[file->left_out_count++];
    *left = (grappe_format_left_out){grappe_strdup(counts.left_out[i].reason), counts.left_out[i].rows};
    if (!left->reason) return grappe_fail_memory(error);
  }
  grappe_buffer unused = {0}, missing = {0};
  size_t count;
  const size_t *places = grappe_plan_unused(plan, &count);
  const char *const *names = grappe_records_names(grappe_format_records(reader));
  for (size_t i = 0; i < count; i++) grappe_buffer_addf(&unused, "%s%s", unused.length ? ", " : "", names[places[i]]);
  const grappe_format_field *const *fields = grappe_plan_missing(plan, &count);
  for (size_t i = 0; i < count; i++)
    grappe_buffer_addf(&missing, "%s%s", missing.length ? ", " : "", fields[i]->columns[0]);
  file->unused = unused.length ? grappe_buffer_take(&unused) : grappe_strdup("");
  file->missing = missing.length ? grappe_buffer_take(&missing) : grappe_strdup("");
  return file->unused && file->missing ? GRAPPE_OK : grappe_fail_memory(error);
}

/* --- what is there already --- */

/* A dataset of the code that holds the digest, or that bears the edition. Texts live in `text`. */
typedef struct standing {
  const char *code, *edition, *digest; /* looked for; edition and digest may be NULL */
  grappe_buffer *digests;              /* gets those of all editions; NULL: nobody asks */
  int any, same_digest, same_edition;
  uint64_t rows;            /* of the one with the digest, or else of the edition */
  char held[EDITION * 4];   /* edition of the one with the digest */
  char newest[EDITION * 4]; /* of all; "" where there is none */
} standing;

static grappe_code look(void *context, const grappe_dataset_info *info, grappe_error *error) {
  (void)error;
  standing *s = context;
  if (strcmp(info->about.code, s->code) != 0) return GRAPPE_OK;
  s->any = 1;
  if (s->digests) grappe_buffer_addf(s->digests, "%s ", info->digest);
  snprintf(s->newest, sizeof s->newest, "%s", info->about.edition);
  if (s->edition && strcmp(info->about.edition, s->edition) == 0) s->same_edition = 1;
  if (s->same_edition && !s->same_digest && strcmp(info->about.edition, s->edition) == 0) s->rows = info->rows;
  if (!s->digest || !*s->digest || !strstr(info->digest, s->digest)) return GRAPPE_OK;
  s->same_digest = 1;
  s->rows = info->rows;
  snprintf(s->held, sizeof s->held, "%s", info->about.edition);
  return GRAPPE_OK;
}

/* --- one dataset --- */

typedef struct building {
  published_job *job;
  const grappe_format *part;
  const published_entry *entries;
  size_t count;
  const char *code;
  char edition[EDITION];
  grappe_published_dataset *report;
  published_teller teller;
  column_map map;
  grappe_dataset_writer *writer; /* NULL: nothing is written */
  const grappe_typed_batch *batches[PLACES];
  grappe_period latest;               /* in the column of periods */
  grappe_buffer completed;            /* digests of the edition that is completed */
  uint64_t rows_before;               /* that it has */
  grappe_buffer standing;             /* digests of the editions that are there */
  int dated, already, met, completes; /* met: the file's digest is among them */
} building;

static grappe_code fail_standing(const building *b, grappe_error *error) {
  return grappe_fail(error, GRAPPE_ARGUMENT,
                     "dataset %s (%s) is there already, from another file: give this one an edition of its own with "
                     "--edition, or drop that one first: grappe datasets drop %s %s",
                     b->code, b->edition, b->code, b->edition);
}

static void note_already(building *b, const standing *s) {
  b->already = 1;
  b->report->already = 1;
  b->report->completed = 0;
  b->report->rows = s->rows;
  snprintf(b->edition, sizeof b->edition, "%s", s->held);
}

/* Whether the file is one of rejects, mended. */
static int has_rejects_columns(const building *b) {
  const grappe_records *records = grappe_format_records(b->teller.reader);
  int found = 0;
  for (size_t i = 0; i < grappe_records_width(records); i++)
    found += format_of_rejects(grappe_records_names(records)[i]);
  return found == 2;
}

/* Looks whether the first file is in a dataset already. `wait` 0: only if its digest is known by now. */
static grappe_code check_digest(building *b, int wait, grappe_error *error) {
  const char *digest = digests_known(&b->job->digests, b->entries[0].digest);
  grappe_code code = GRAPPE_OK;
  if (!digest && wait) code = digests_wait(&b->job->digests, b->entries[0].digest, &digest, error);
  if (code != GRAPPE_OK || !digest) return code;
  if (b->completes) { /* whose description is taken apart by now */
    b->already = b->report->already = strstr(grappe_buffer_text(&b->completed), digest) != NULL;
    if (b->already) b->report->rows = b->rows_before;
    b->report->completed = !b->already;
    return GRAPPE_OK;
  }
  standing s = {.code = b->code, .digest = digest};
  code = grappe_datasets_list(b->job->store, look, &s, error);
  if (code == GRAPPE_OK && s.same_digest) note_already(b, &s);
  return code;
}

static grappe_code make(void *context, size_t place, int *ended, grappe_error *error) {
  building *b = context;
  grappe_code code = grappe_format_next(b->teller.reader, &b->batches[place], error);
  if (code != GRAPPE_OK) return code;
  const grappe_typed_batch *batch = b->batches[place];
  *ended = batch->rows == 0;
  if (b->standing.length && !b->met) {
    const char *digest = digests_known(&b->job->digests, b->entries[0].digest);
    b->met = digest && strstr(b->standing.text, digest);
  }
  if (b->met) *ended = 1; /* there already: no need to read on */
  if (b->map.period < 0) return GRAPPE_OK;
  const grappe_typed_column *column = &batch->columns[b->map.period];
  for (size_t r = 0; r < batch->rows; r++) {
    if (column->presence[r] || (b->dated && column->to[r] <= b->latest.to)) continue;
    b->latest = (grappe_period){(grappe_day)column->integers[r], (grappe_day)column->to[r]};
    b->dated = 1;
  }
  return GRAPPE_OK;
}

static grappe_code take(void *context, size_t place, grappe_error *error) {
  building *b = context;
  const grappe_dataset_cells *cells;
  if (!b->writer || atomic_load(&b->job->pointless)) return GRAPPE_OK;
  grappe_code code = columns_cells(&b->map, b->batches[place], &cells, error);
  return code == GRAPPE_OK ? grappe_dataset_append(b->writer, cells, b->batches[place]->rows, error) : code;
}

static int computes(const grappe_format *format) {
  for (const grappe_format_field *field = format->fields; field->target; field++)
    if (field->compute) return 1;
  return 0;
}

static size_t places(const building *b) {
  return computes(b->part) || grappe_workers(b->job->options->run, 2) < 2 ? 1 : PLACES;
}

static const char *in_language(const char *const texts[GRAPPE_LANGUAGES]) {
  const char *text = texts[grappe_language_now()];
  for (int i = 0; !text && i < GRAPPE_LANGUAGES; i++) text = texts[i];
  return text;
}

static grappe_code begin_new(building *b, grappe_error *error) {
  const grappe_format *part = b->part;
  grappe_buffer file = {0};
  grappe_buffer_add(&file, b->entries[0].name);
  if (b->count > 1) grappe_buffer_addf(&file, " (+ %zu)", b->count - 1);
  if (grappe_buffer_failed(&file)) return grappe_fail_memory(error);
  grappe_dataset_about about = {.code = b->code,
                                .edition = *b->edition ? b->edition : NULL,
                                .name = in_language(part->title),
                                .geography = b->job->options->geography ? b->job->options->geography : part->geography,
                                .format = part->id,
                                .file = grappe_buffer_text(&file),
                                .source = part->source,
                                .licence = part->licence};
  grappe_code code = grappe_dataset_begin(b->job->store, &about, b->map.columns, b->map.count, 0, b->job->options->run,
                                          &b->writer, error);
  grappe_buffer_free(&file);
  return code;
}

static grappe_code begin_writer(building *b, grappe_error *error) {
  grappe_code code = b->completes ? grappe_dataset_resume(b->job->store, b->code, b->edition, b->map.columns,
                                                          b->map.count, 0, b->job->options->run, &b->writer, error)
                                  : begin_new(b, error);
  if (code != GRAPPE_OK) return code;
  return columns_add_bands(&b->map, grappe_format_batch(b->teller.reader), b->writer, error);
}

static grappe_code open_entry(building *b, size_t i, grappe_error *error) {
  grappe_format_options options = {.batches = places(b)};
  return published_open(b->job, &b->entries[i], &options, &b->teller, error);
}

/* Reads the open file to its end; also where nothing is written, to tell what is wrong. */
static grappe_code read_entry(building *b, grappe_error *error) {
  grappe_code code = grappe_pipeline(places(b), make, take, b, error);
  if (code == GRAPPE_OK) code = published_count(&b->teller, error);
  grappe_format_close(b->teller.reader);
  b->teller.reader = NULL;
  return code;
}

/* The digests of all files, each a word; behind those that a completed edition has already. */
static grappe_code all_digests(building *b, grappe_buffer *text, grappe_error *error) {
  if (b->completes) grappe_buffer_add(text, grappe_buffer_text(&b->completed));
  for (size_t i = 0; i < b->count; i++) {
    const char *digest;
    grappe_code code = digests_wait(&b->job->digests, b->entries[i].digest, &digest, error);
    if (code != GRAPPE_OK) return code;
    if (!text->text || !strstr(text->text, digest)) grappe_buffer_addf(text, "%s%s", text->length ? " " : "", digest);
  }
  return grappe_buffer_failed(text) ? grappe_fail_memory(error) : GRAPPE_OK;
}

static grappe_code settle_edition(building *b, grappe_error *error) {
  if (*b->edition) return GRAPPE_OK;
  char text[GRAPPE_PERIOD_TEXT];
  snprintf(b->edition, sizeof b->edition, "%s",
           b->dated ? grappe_period_write(b->latest, text) : grappe_day_write(grappe_today(), text));
  standing s = {.code = b->code, .edition = b->edition};
  grappe_code code = grappe_datasets_list(b->job->store, look, &s, error);
  if (code == GRAPPE_OK && s.same_edition) return fail_standing(b, error);
  return code;
}

/* What is written is finished unless it is of no use by now. */
static grappe_code finish(building *b, grappe_error *error) {
  grappe_code code = check_digest(b, 1, error);
  if (code == GRAPPE_OK && !b->already && !b->completes) code = settle_edition(b, error);
  if (code != GRAPPE_OK || b->already || !b->writer || atomic_load(&b->job->pointless)) return code;
  grappe_buffer digests = {0};
  code = all_digests(b, &digests, error);
  if (code == GRAPPE_OK) code = grappe_dataset_set_edition(b->writer, b->edition, error);
  if (code == GRAPPE_OK) {
    b->report->rows = grappe_dataset_written(b->writer);
    code = grappe_dataset_finish(b->writer, grappe_buffer_text(&digests), NULL, error);
    b->writer = NULL;
  }
  grappe_buffer_free(&digests);
  return code;
}

static grappe_code note_digest(void *context, const grappe_dataset_info *info, grappe_error *error) {
  (void)error;
  building *b = context;
  if (strcmp(info->about.code, b->code) != 0 || strcmp(info->about.edition, b->edition) != 0) return GRAPPE_OK;
  grappe_buffer_add(&b->completed, info->digest);
  b->rows_before = info->rows;
  return GRAPPE_OK;
}

/* Mended rejects complete the edition that is said, or else the newest. */
static grappe_code begin_completing(building *b, const standing *s, grappe_error *error) {
  b->completes = b->report->completed = 1;
  if (!*b->edition) snprintf(b->edition, sizeof b->edition, "%s", s->newest);
  grappe_code code = grappe_datasets_list(b->job->store, note_digest, b, error);
  return code == GRAPPE_OK && grappe_buffer_failed(&b->completed) ? grappe_fail_memory(error) : code;
}

/* Whether the edition can be this one's: it must wait for the digest only where there is something to meet. */
static grappe_code look_before(building *b, grappe_error *error) {
  standing s = {.code = b->code, .edition = *b->edition ? b->edition : NULL, .digests = &b->standing};
  grappe_code code = grappe_datasets_list(b->job->store, look, &s, error);
  if (code == GRAPPE_OK && grappe_buffer_failed(&b->standing)) code = grappe_fail_memory(error);
  if (code != GRAPPE_OK || !s.any) return code;
  int piped = digests_stream(&b->job->digests, b->entries[0].digest) != NULL;
  int known = s.same_edition || b->job->format->next || b->job->options->dry_run || has_rejects_columns(b);
  code = check_digest(b, known && !piped, error);
  if (code != GRAPPE_OK || b->already) return code;
  if (has_rejects_columns(b) && (s.same_edition || !*b->edition)) return begin_completing(b, &s, error);
  return s.same_edition ? fail_standing(b, error) : GRAPPE_OK;
}

/* Columns that a format keeps without naming them may differ from file to file. */
static grappe_code check_columns(const building *b, size_t i, grappe_error *error) {
  const grappe_typed_batch *batch = grappe_format_batch(b->teller.reader);
  int same = batch->column_count == b->map.count;
  for (size_t c = 0; same && c < b->map.count; c++) same = strcmp(batch->columns[c].name, b->map.names[c]) == 0;
  if (same) return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_DATA,
                     "%s has other columns than %s, so the two cannot be one dataset: import each for itself, with an "
                     "--edition of its own",
                     b->entries[i].name, b->entries[0].name);
}

static grappe_code read_all(building *b, grappe_error *error) {
  grappe_code code = columns_begin(&b->map, b->part, grappe_format_batch(b->teller.reader), error);
  if (code != GRAPPE_OK) return code;
  if (!*b->edition && b->map.period < 0) code = settle_edition(b, error);
  if (code == GRAPPE_OK && !b->job->options->dry_run && !atomic_load(&b->job->pointless)) code = begin_writer(b, error);
  if (code == GRAPPE_OK) code = read_entry(b, error);
  for (size_t i = 1; code == GRAPPE_OK && i < b->count; i++) {
    code = open_entry(b, i, error);
    if (code == GRAPPE_OK) code = check_columns(b, i, error);
    if (code == GRAPPE_OK) code = read_entry(b, error);
  }
  return code;
}

static grappe_code build(published_job *job, const published_entry *entries, size_t count, grappe_error *error) {
  const grappe_format *part = entries[0].part;
  building b = {.job = job, .part = part, .entries = entries, .count = count};
  b.code = part->dataset ? part->dataset : part->id;
  b.report = &job->report->datasets[job->report->dataset_count++];
  b.report->code = b.code;
  snprintf(b.edition, sizeof b.edition, "%s", job->edition);
  size_t first = job->report->file_count;
  report_mark mark = published_mark(job);
  grappe_code code = open_entry(&b, 0, error);
  if (code == GRAPPE_OK) code = look_before(&b, error);
  if (code == GRAPPE_OK && !b.already) {
    code = read_all(&b, error);
    if (code == GRAPPE_OK) code = finish(&b, error);
  }
  if (b.already) published_forget(job, mark);
  int counted = b.report->rows > 0; /* by the writer, or by what is there */
  if (!counted) b.report->rows = b.rows_before;
  for (size_t i = first; code == GRAPPE_OK && !counted && i < job->report->file_count; i++)
    b.report->rows += job->report->files[i].rows;
  b.report->edition = grappe_strdup(b.edition);
  if (code == GRAPPE_OK && !b.report->edition) code = grappe_fail_memory(error);
  grappe_format_close(b.teller.reader);
  grappe_dataset_abandon(b.writer);
  columns_end(&b.map);
  grappe_buffer_free(&b.standing);
  grappe_buffer_free(&b.completed);
  return code;
}

/* --- all of it --- */

static grappe_code prepare(published_job *job, const char *const *files, size_t count, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  size_t parts = 0;
  for (const grappe_format *part = job->format; code == GRAPPE_OK && part; part = part->next, parts++)
    code = grappe_format_check(part, error);
  if (code == GRAPPE_OK) code = entries_find(job->format, files, count, &job->entries, error);
  if (code != GRAPPE_OK) return code;
  grappe_published_report *report = job->report;
  size_t entries = job->entries.count;
  report->files = grappe_alloc_zero(entries, sizeof *report->files);
  report->datasets = grappe_alloc_zero(parts, sizeof *report->datasets);
  job->rejects = grappe_alloc_zero(entries, sizeof *job->rejects);
  job->paths = grappe_alloc_zero(entries, sizeof *job->paths);
  report->files_unused = grappe_strdup(grappe_buffer_text(&job->entries.unused));
  if (!report->files || !report->datasets || !job->rejects || !job->paths || !report->files_unused)
    return grappe_fail_memory(error);
  size_t paths = 0;
  char best[EDITION];
  for (size_t i = 0; i < entries; i++) {
    published_entry *entry = &job->entries.items[i];
    size_t at = 0;
    while (at < paths && strcmp(job->paths[at], entry->path) != 0) at++;
    if (at == paths) job->paths[paths++] = entry->path;
    entry->digest = at;
    if (!*job->edition && (edition_in_name(entry->name, best) || edition_in_name(entry->path, best)))
      memcpy(job->edition, best, sizeof best);
  }
  if (job->options->edition) snprintf(job->edition, sizeof job->edition, "%s", job->options->edition);
  return digests_begin(&job->digests, job->paths, paths, error);
}

static grappe_code list_missing(published_job *job, grappe_error *error) {
  grappe_buffer missing = {0};
  for (const grappe_format *part = job->format; part; part = part->next) {
    int there = 0;
    for (size_t i = 0; i < job->entries.count; i++) there |= job->entries.items[i].part == part;
    if (there) continue;
    int named = strcmp(part->id, job->format->id) != 0; /* parts of a script's format all bear its id */
    const char *name = part->dataset ? part->dataset : !named && part->files ? part->files : part->id;
    grappe_buffer_addf(&missing, "%s%s", missing.length ? ", " : "", name);
  }
  job->report->parts_missing = missing.length ? grappe_buffer_take(&missing) : grappe_strdup("");
  return job->report->parts_missing ? GRAPPE_OK : grappe_fail_memory(error);
}

static grappe_code build_all(published_job *job, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  const published_entry *items = job->entries.items;
  for (size_t from = 0, to; code == GRAPPE_OK && from < job->entries.count; from = to) {
    for (to = from + 1; to < job->entries.count && items[to].part == items[from].part;) to++;
    if (!items[from].part->entity) code = build(job, &items[from], to - from, error);
  }
  return code == GRAPPE_OK ? published_registry(job, error) : code;
}

static int all_there(const published_job *job) {
  int there = job->report->dataset_count > 0 && job->registry_files == 0;
  for (size_t i = 0; i < job->report->dataset_count; i++) there &= job->report->datasets[i].already;
  return there;
}

static grappe_code note_bytes(void *context, const grappe_dataset_info *info, grappe_error *error) {
  (void)error;
  grappe_published_report *report = context;
  for (size_t i = 0; i < report->dataset_count; i++)
    if (strcmp(report->datasets[i].code, info->about.code) == 0 &&
        strcmp(report->datasets[i].edition, info->about.edition) == 0)
      report->datasets[i].bytes = info->bytes;
  return GRAPPE_OK;
}

/* What is written reaches the disk with the commit, and the rejects stand before it: one is not without the other. */
static grappe_code run_import(published_job *job, grappe_error *error) {
  const grappe_published_options *options = job->options;
  grappe_code code = grappe_store_begin(job->store, options->command ? options->command : "import", error);
  if (code != GRAPPE_OK) return code;
  code = build_all(job, error);
  if (code == GRAPPE_OK) code = rejects_finish(job, error);
  int keep = code == GRAPPE_OK && !options->dry_run && !atomic_load(&job->pointless) && !all_there(job);
  if (keep) code = grappe_datasets_list(job->store, note_bytes, job->report, error);
  if (code != GRAPPE_OK || !keep) {
    grappe_store_rollback(job->store);
    return code;
  }
  code = grappe_store_commit(job->store, error);
  job->report->imported = code == GRAPPE_OK;
  return code;
}

/* Each commit is synced while this lasts, so that an import that was told to be in survives a cut of the power. What is
 * as large as a register is written once, where nobody else has the file open. Inside a transaction of the caller's it
 * is the caller who commits. */
static grappe_code run_durably(published_job *job, grappe_error *error) {
  if (!sqlite3_get_autocommit(grappe_store_sqlite(job->store))) return run_import(job, error);
  grappe_code code = grappe_store_execute(job->store, "PRAGMA synchronous = FULL", error);
  if (code != GRAPPE_OK) return code;
  if (!job->options->dry_run) grappe_store_write_alone(job->store);
  code = run_import(job, error);
  grappe_store_write_together(job->store);
  grappe_store_execute(job->store, "PRAGMA synchronous = NORMAL", NULL);
  return code;
}

grappe_code grappe_import_published(grappe_store *store, const grappe_format *format, const char *const *files,
                                    size_t count, const grappe_published_options *options,
                                    grappe_published_report *report, grappe_error *error) {
  static const grappe_published_options none = {0};
  *report = (grappe_published_report){0};
  published_job job = {.store = store, .format = format, .options = options ? options : &none, .report = report};
  job.shown = job.options->shown ? job.options->shown : SHOWN;
  grappe_run *before = NULL;
  if (job.options->run) before = grappe_store_run(store, job.options->run);
  grappe_code code = prepare(&job, files, count, error);
  if (code == GRAPPE_OK) code = list_missing(&job, error);
  if (code == GRAPPE_OK) code = run_durably(&job, error);
  if (job.options->run) grappe_store_run(store, before);
  digests_end(&job.digests);
  rejects_free(&job, code == GRAPPE_OK);
  entries_free(&job.entries);
  grappe_free(job.paths);
  return code;
}
