/* The import itself: files in the model's order, records into rows, all or (with rejects) what is right.
 *
 * Files of one entity form a group, so that their rows may refer to each other in any order. A row whose references to
 * its own entity are all there, by code, is written; the others wait for the next pass. Where a pass brings nothing
 * more, those that are left are written without such references, and a last pass adds them (by name too, now that all
 * names are there). A row that turns out wrong only then is refused, and the group is done again without it. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "ingest/registry_private.h"

enum { SHOWN = 100, CHECK_EVERY = 512, ATTEMPTS_MOST = 50, WAITING_PASSES_MOST = 8 };

typedef enum pass_kind { PASS_FIRST, PASS_WAITING, PASS_FORCED, PASS_LAST } pass_kind;

grappe_code import_open(const import_source *source, const import_job *job, grappe_csv **csv, grappe_error *error) {
  grappe_csv_options options = {
      .separator = job->options->separator, .encoding = job->options->encoding, .name = source->path};
  if (source->sheet) {
    options.separator = ',';
    options.encoding = GRAPPE_CSV_UTF8;
    options.record_lines = 1;
  }
  return grappe_csv_open_memory(source->bytes ? source->bytes : "", source->length, &options, csv, error);
}

uint64_t import_line(const import_source *source, size_t ordinal, uint64_t line) {
  return source->lines ? source->lines[ordinal] : line;
}

/* A pass over one file. */
typedef struct pass {
  import_job *job;
  import_source *source;
  pass_kind kind;
  conversion conversion;
  int *column_of; /* for each field its column, or -1 */
} pass;

static grappe_code tell_cell(pass *p, const grappe_csv_record *record, size_t column, size_t ordinal,
                             const grappe_error *finding) {
  const grappe_csv_field *field = &record->fields[column];
  size_t index = (size_t)p->source->fields[column];
  const char *name = p->source->names ? p->source->names[index] : grappe_field_at(p->source->entity, index)->name;
  size_t place = p->source->sheet ? column + 1 : field->column;
  return import_tell(p->job, p->source, field->line, place, name, ordinal, 1, finding);
}

static grappe_code remember_refused(pass *p, const grappe_csv_record *record, size_t ordinal) {
  int code_field = grappe_field_find(p->source->entity, "code");
  int column = code_field < 0 ? -1 : p->column_of[code_field];
  if (column < 0 || (size_t)column >= record->count) return GRAPPE_OK;
  grappe_buffer key = {0};
  grappe_buffer_addf(&key, "%s\n%s", p->source->entity->name, record->fields[column].text);
  grappe_code code = grappe_buffer_failed(&key)
                         ? grappe_fail_memory(p->job->error)
                         : map_set(&p->job->refused, grappe_buffer_text(&key),
                                   (int64_t)import_line(p->source, ordinal, record->line), p->job->error);
  grappe_buffer_free(&key);
  return code;
}

static grappe_code convert_record(pass *p, const grappe_csv_record *record, size_t ordinal) {
  conversion *c = &p->conversion;
  memset(c->cells, 0, c->fields * sizeof *c->cells);
  c->later = 0;
  for (size_t field = 0; field < c->fields; field++) {
    int column = p->column_of[field];
    if (column < 0) continue;
    grappe_error finding = {0};
    if (convert_field(c, field, &record->fields[column], p->kind == PASS_LAST, &finding) == GRAPPE_OK) continue;
    grappe_code code = tell_cell(p, record, (size_t)column, ordinal, &finding);
    if (code != GRAPPE_OK) return code;
  }
  return GRAPPE_OK;
}

/* Two records of one file with the same key: the second is refused, whichever is right. */
static grappe_code check_key(pass *p, const grappe_csv_record *record, size_t ordinal) {
  const conversion *c = &p->conversion;
  grappe_buffer key = {0};
  grappe_buffer_addf(&key, "%zu", p->source->index);
  for (size_t i = 0; i < c->fields; i++) {
    if (!(grappe_field_at(p->source->entity, i)->flags & GRAPPE_KEY)) continue;
    const grappe_cell *cell = &c->cells[i];
    grappe_buffer_add_char(&key, '\n');
    if (cell->kind == GRAPPE_CELL_TEXT) grappe_buffer_add(&key, cell->text);
    if (cell->kind == GRAPPE_CELL_INTEGER) grappe_buffer_addf(&key, "%lld", (long long)cell->integer);
  }
  grappe_code code = grappe_buffer_failed(&key) ? grappe_fail_memory(p->job->error) : GRAPPE_OK;
  int64_t line = code == GRAPPE_OK ? map_get(&p->job->keys, grappe_buffer_text(&key)) : 0;
  if (line) {
    grappe_error finding = {0};
    grappe_fail(&finding, GRAPPE_DATA, "line %lld has the same key: keep one of the two, or correct the key of one",
                (long long)line);
    code = import_tell(p->job, p->source, record->line, 1, NULL, ordinal, 1, &finding);
  } else if (code == GRAPPE_OK) {
    code = map_set(&p->job->keys, grappe_buffer_text(&key), (int64_t)import_line(p->source, ordinal, record->line),
                   p->job->error);
  }
  grappe_buffer_free(&key);
  return code;
}

static void count(import_source *source, size_t ordinal, grappe_put_result result, pass_kind kind) {
  unsigned char *state = &source->states[ordinal];
  if (kind != PASS_LAST) {
    if (result == GRAPPE_PUT_INSERTED) source->result.inserted++;
    if (result == GRAPPE_PUT_INSERTED) *state |= RECORD_NEW;
    if (result == GRAPPE_PUT_UPDATED) source->result.updated++;
    if (result == GRAPPE_PUT_UNCHANGED) source->result.unchanged++;
    if (result == GRAPPE_PUT_SUPERSEDED) source->result.superseded++;
    if (result != GRAPPE_PUT_UNCHANGED) *state |= RECORD_CHANGED;
  } else if (result != GRAPPE_PUT_UNCHANGED && !(*state & RECORD_CHANGED)) {
    source->result.unchanged--;
    source->result.updated++;
  }
}

/* Takes back what only a new row takes, where the registry has the row from before. */
static grappe_code leave_standing(pass *p, size_t ordinal, grappe_error *error) {
  const import_source *source = p->source;
  conversion *c = &p->conversion;
  int code_field = grappe_field_find(source->entity, "code");
  if (!source->if_new || code_field < 0 || (source->states[ordinal] & RECORD_NEW)) return GRAPPE_OK;
  const grappe_cell *own = &c->cells[code_field];
  int64_t row = 0;
  if (own->kind != GRAPPE_CELL_TEXT) return GRAPPE_OK;
  grappe_code code = grappe_store_find_code(p->job->store, source->entity, own->text, NULL, &row, error);
  for (size_t i = 0; code == GRAPPE_OK && row && i < c->fields; i++)
    if (source->if_new[i]) c->cells[i] = (grappe_cell){.kind = GRAPPE_CELL_ABSENT};
  return code;
}

static grappe_code put_record(pass *p, const grappe_csv_record *record, size_t ordinal) {
  grappe_put_result result;
  int64_t row;
  grappe_error finding = {0};
  grappe_code code = leave_standing(p, ordinal, p->job->error);
  if (code != GRAPPE_OK) return code;
  code = grappe_store_put(p->job->store, p->source->entity, p->conversion.cells, &result, &row, NULL, &finding);
  if (code != GRAPPE_OK && grappe_store_broken(p->job->store)) {
    if (p->job->error) *p->job->error = finding;
    grappe_fail_at(p->job->error, "%s:%llu", p->source->path,
                   (unsigned long long)import_line(p->source, ordinal, record->line));
    return code;
  }
  if (code != GRAPPE_OK) return import_tell(p->job, p->source, record->line, 1, NULL, ordinal, 1, &finding);
  count(p->source, ordinal, result, p->kind);
  p->job->written++;
  if (p->conversion.later) p->source->states[ordinal] |= RECORD_LATER;
  return GRAPPE_OK;
}

/* Whether this pass has anything to do with the record. */
static int concerns(const pass *p, unsigned char state) {
  switch (p->kind) {
    case PASS_FIRST:
      return 1;
    case PASS_WAITING:
    case PASS_FORCED:
      return (state & RECORD_WAITS) != 0;
    case PASS_LAST:
      return (state & RECORD_LATER) != 0;
  }
  return 0;
}

static grappe_code convert_and_put(pass *p, const grappe_csv_record *record, size_t ordinal) {
  unsigned char *state = &p->source->states[ordinal];
  grappe_error finding = {0};
  if (grappe_csv_check_width(record, p->source->width, &finding) != GRAPPE_OK)
    return import_tell(p->job, p->source, record->line, 1, NULL, ordinal, 1, &finding);
  grappe_code code = convert_record(p, record, ordinal);
  if (code == GRAPPE_OK && !(*state & (RECORD_REFUSED | RECORD_SEEN))) code = check_key(p, record, ordinal);
  if (code != GRAPPE_OK || (*state & RECORD_REFUSED)) return code;
  *state |= RECORD_SEEN;
  if (p->conversion.later && (p->kind == PASS_FIRST || p->kind == PASS_WAITING)) {
    *state |= RECORD_WAITS;
    p->job->waiting++;
    return GRAPPE_OK;
  }
  *state &= (unsigned char)~RECORD_WAITS;
  return put_record(p, record, ordinal);
}

static grappe_code take_record(pass *p, const grappe_csv_record *record, size_t ordinal) {
  unsigned char *state = &p->source->states[ordinal];
  if (*state & RECORD_REFUSED) return remember_refused(p, record, ordinal);
  if (!concerns(p, *state)) return GRAPPE_OK;
  grappe_code code = convert_and_put(p, record, ordinal);
  if (code != GRAPPE_OK || !(*state & RECORD_REFUSED)) return code;
  if (p->kind == PASS_LAST) p->job->again = 1; /* its row is written, and others may lean on it */
  return remember_refused(p, record, ordinal);
}

static grappe_code grow_states(import_source *source, size_t ordinal, grappe_error *error) {
  size_t before = source->state_capacity;
  unsigned char *grown = grappe_grow(source->states, &source->state_capacity, ordinal + 1, 1);
  if (!grown) return grappe_fail_memory(error);
  source->states = grown;
  if (source->state_capacity > before) memset(grown + before, 0, source->state_capacity - before);
  return GRAPPE_OK;
}

static grappe_code read_records(pass *p, grappe_csv *csv) {
  import_job *job = p->job;
  grappe_csv_record record;
  grappe_code code = grappe_csv_next(csv, &record, job->error); /* the header, read before */
  for (size_t ordinal = 0; code == GRAPPE_OK; ordinal++) {
    grappe_error finding = {0};
    if (grappe_csv_next(csv, &record, &finding) != GRAPPE_OK) {
      job->hopeless = 1; /* no telling where the next record begins */
      return p->kind != PASS_FIRST ? GRAPPE_OK : import_tell(job, p->source, 0, 0, NULL, 0, 0, &finding);
    }
    if (record.count == 0) break;
    code = grow_states(p->source, ordinal, job->error);
    if (code == GRAPPE_OK) code = take_record(p, &record, ordinal);
    grappe_run *run = job->options->run;
    if (code == GRAPPE_OK && ordinal % CHECK_EVERY == 0) {
      if (run && run->progress)
        run->progress(run->progress_context, p->source->path, (double)grappe_csv_bytes_read(csv),
                      (double)p->source->length);
      code = grappe_run_check(run, job->error);
    }
  }
  return code;
}

static grappe_code run_pass(import_job *job, import_source *source, pass_kind kind) {
  pass p = {.job = job, .source = source, .kind = kind};
  grappe_csv *csv = NULL;
  grappe_code code = conversion_begin(&p.conversion, job, source, job->error);
  if (code != GRAPPE_OK) return code;
  p.column_of = grappe_alloc(p.conversion.fields * sizeof *p.column_of);
  if (!p.column_of) code = grappe_fail_memory(job->error);
  if (code == GRAPPE_OK) code = import_open(source, job, &csv, job->error);
  if (code == GRAPPE_OK) {
    for (size_t i = 0; i < p.conversion.fields; i++) p.column_of[i] = -1;
    for (size_t i = 0; i < source->width; i++)
      if (source->fields[i] != COLUMN_IGNORED) p.column_of[source->fields[i]] = (int)i;
    code = read_records(&p, csv);
  }
  grappe_csv_close(csv);
  grappe_free(p.column_of);
  conversion_end(&p.conversion);
  return code;
}

static void begin_again(import_source *source) {
  for (size_t i = 0; i < source->state_capacity; i++) source->states[i] &= RECORD_REFUSED;
  int64_t rejected = source->result.rejected;
  source->result = (grappe_import_file){.entity = source->entity, .rejected = rejected};
}

static grappe_code run_pass_over(import_job *job, size_t from, size_t to, pass_kind kind) {
  grappe_code code = GRAPPE_OK;
  job->written = job->waiting = 0;
  for (size_t i = from; code == GRAPPE_OK && i < to; i++) code = run_pass(job, &job->sources[i], kind);
  return code;
}

/* All passes over sources[from..to), which are of one entity. */
static grappe_code run_group_once(import_job *job, size_t from, size_t to) {
  map_clear(&job->found);
  map_clear(&job->keys);
  for (size_t i = from; i < to; i++) begin_again(&job->sources[i]);
  grappe_code code = run_pass_over(job, from, to, PASS_FIRST);
  for (int i = 0; code == GRAPPE_OK && job->waiting && job->written && i < WAITING_PASSES_MOST; i++)
    code = run_pass_over(job, from, to, PASS_WAITING);
  if (code != GRAPPE_OK || job->waiting == 0) return code;
  code = run_pass_over(job, from, to, PASS_FORCED);
  map_clear(&job->found); /* names of this entity may have become ambiguous since */
  return code == GRAPPE_OK ? run_pass_over(job, from, to, PASS_LAST) : code;
}

static grappe_code run_group(import_job *job, size_t from, size_t to) {
  for (int attempt = 0; attempt < ATTEMPTS_MOST; attempt++) {
    job->again = 0;
    grappe_code code = grappe_store_execute(job->store, "SAVEPOINT files", job->error);
    if (code != GRAPPE_OK) return code;
    code = run_group_once(job, from, to);
    /* Without rejects nothing will be kept, and the errors are all told. */
    int again = code == GRAPPE_OK && job->again && job->options->rejects_path && !job->hopeless;
    if (code == GRAPPE_OK)
      code = grappe_store_execute(job->store, again ? "ROLLBACK TO files; RELEASE files" : "RELEASE files", job->error);
    if (code != GRAPPE_OK || !again) return code;
  }
  return grappe_fail(job->error, GRAPPE_DATA,
                     "%s: its rows refer to each other so that each refusal brings another: mend the errors told first",
                     job->sources[from].path);
}

static int compare_sources(const void *left, const void *right) {
  const import_source *a = left, *b = right;
  size_t x = a->entity ? grappe_entity_index(a->entity) : 0, y = b->entity ? grappe_entity_index(b->entity) : 0;
  if (x != y) return x < y ? -1 : 1;
  return a->index < b->index ? -1 : 1;
}

static grappe_code prepare(import_job *job) {
  for (size_t i = 0; i < job->count; i++) {
    int usable;
    grappe_code code = import_read_whole(&job->sources[i], job->options->run, job->error);
    if (code == GRAPPE_OK) code = import_read_header(job, &job->sources[i], &usable);
    if (code != GRAPPE_OK) return code;
    if (!usable) job->hopeless = 1;
  }
  return GRAPPE_OK;
}

static grappe_code run_groups(import_job *job) {
  qsort(job->sources, job->count, sizeof *job->sources, compare_sources);
  grappe_code code = GRAPPE_OK;
  for (size_t from = 0, to; code == GRAPPE_OK && from < job->count; from = to) {
    for (to = from + 1; to < job->count && job->sources[to].entity == job->sources[from].entity;) to++;
    code = run_group(job, from, to);
  }
  return code;
}

static grappe_code write_rejects(import_job *job) {
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; code == GRAPPE_OK && i < job->count; i++)
    if (job->sources[i].refused_count) code = import_write_rejects(job, &job->sources[i], job->count == 1, job->error);
  return code;
}

grappe_code import_run_sources(import_job *job) {
  for (size_t i = 0; i < job->count; i++) {
    int usable;
    grappe_code code = import_read_header(job, &job->sources[i], &usable);
    if (code != GRAPPE_OK) return code;
    if (!usable) job->hopeless = 1;
  }
  return job->hopeless ? GRAPPE_OK : run_groups(job);
}

/* Whether what was done is to stay. */
static int to_keep(const import_job *job) {
  const grappe_import_options *options = job->options;
  for (size_t i = 0; i < job->count; i++) job->report->files[job->sources[i].index] = job->sources[i].result;
  if (job->hopeless || options->dry_run || (job->report->found && !options->rejects_path)) return 0;
  if (!job->report->changed || !options->confirm) return 1;
  job->report->declined = !options->confirm(options->confirm_context, job->report);
  return !job->report->declined;
}

/* One transaction around everything. */
static grappe_code run_import(import_job *job) {
  const grappe_import_options *options = job->options;
  int64_t before = 0;
  grappe_code code = grappe_store_begin(job->store, options->command ? options->command : "import", job->error);
  if (code != GRAPPE_OK) return code;
  code = grappe_store_last_change(job->store, &before, job->error);
  if (code == GRAPPE_OK) code = run_groups(job);
  if (code == GRAPPE_OK) code = import_list_changes(job, before);
  int keep = code == GRAPPE_OK && to_keep(job);
  if (code == GRAPPE_OK && options->rejects_path && !job->hopeless && !job->report->declined) code = write_rejects(job);
  if (code != GRAPPE_OK || !keep) {
    grappe_store_rollback(job->store);
    return code;
  }
  code = grappe_store_commit(job->store, job->error);
  job->report->imported = code == GRAPPE_OK;
  return code;
}

void import_release(import_job *job) {
  for (size_t i = 0; job->sources && i < job->count; i++) {
    import_source *source = &job->sources[i];
    for (size_t r = 0; r < source->refused_count; r++) {
      grappe_free(source->refused[r].column);
      grappe_free(source->refused[r].sentence);
    }
    grappe_free(source->refused);
    grappe_free(source->states);
    grappe_free(source->fields);
    grappe_free(source->bytes);
    grappe_free(source->sheet);
  }
  grappe_free(job->sources);
  map_clear(&job->found);
  map_clear(&job->refused);
  map_clear(&job->keys);
}

grappe_code grappe_import_registry(grappe_store *store, const char *const *files, size_t count_of_files,
                                   const grappe_import_options *options, grappe_import_report *report,
                                   grappe_error *error) {
  static const grappe_import_options none = {0};
  *report = (grappe_import_report){0};
  import_job job = {.store = store, .options = options ? options : &none, .report = report, .error = error};
  job.shown = job.options->shown ? job.options->shown : SHOWN;
  job.sources = grappe_alloc_zero(count_of_files, sizeof *job.sources);
  report->files = grappe_alloc_zero(count_of_files, sizeof *report->files);
  if (!job.sources || !report->files) {
    import_release(&job);
    return grappe_fail_memory(error);
  }
  job.count = report->file_count = count_of_files;
  for (size_t i = 0; i < count_of_files; i++) {
    job.sources[i].index = i;
    job.sources[i].path = files[i];
  }
  grappe_run *before = NULL;
  if (job.options->run) before = grappe_store_run(store, job.options->run);
  grappe_code code = prepare(&job);
  if (code == GRAPPE_OK && !job.hopeless) code = run_import(&job);
  if (job.options->run) grappe_store_run(store, before);
  for (size_t i = 0; i < count_of_files; i++) report->files[job.sources[i].index] = job.sources[i].result;
  import_sort_findings(report);
  import_release(&job);
  return code;
}
