/* Parts of a format that are rows of the registry: typed rows become records of the entity's fields, which then take
 * the way of any registry import, in the transaction that is under way.
 *
 * Such tables are small beside datasets, so all of a file is held: its records as they came, for those that are
 * refused, and the records made of them. Where a field is `many`, records of one key become one. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "ingest/dataset_import_private.h"
#include "ingest/registry_private.h"
#include "text/number.h"

enum { BATCH_ROWS = 2048 };

/* A record of the file, as it came. */
typedef struct raw_record {
  uint64_t line;
  size_t start, count; /* its fields, each ended by '\0', in `raw` */
  size_t made;         /* the record that it became part of */
} raw_record;

/* A record of the entity's fields. */
typedef struct made_record {
  char **values; /* one for each column */
} made_record;

typedef struct registry_file {
  published_job *job;
  published_teller teller;
  import_source *source;
  const grappe_entity *entity;
  grappe_buffer raw;
  raw_record *records;
  size_t record_count, record_capacity, row; /* row: of the records those that are made by now */
  made_record *made;
  size_t made_count, made_capacity;
  uint64_t *lines; /* of the made records: the first of their file's */
  size_t line_capacity;
  int *fields;           /* of each typed column the entity's field; -1: it is not in the file */
  const char **names;    /* of each field of the entity the column of the file */
  unsigned char *many;   /* of each typed column */
  unsigned char *if_new; /* of each field of the entity */
  int merges, first_only;
  uint64_t repeated; /* rows left out because their key came before */
  text_map keys;
  grappe_csv_field *cells; /* room for a raw record */
  size_t cell_capacity;
} registry_file;

/* --- values as texts --- */

static void write_band(const grappe_typed_column *column, size_t row, grappe_buffer *out) {
  double low = column->numbers[row], high = column->high[row];
  if (isinf(high)) grappe_buffer_add(out, ">=");
  grappe_number_write(low, out);
  if (isinf(high) || low == high) return;
  grappe_buffer_add(out, "..");
  grappe_number_write(high, out);
}

static void write_absent(const grappe_field *field, grappe_presence presence, grappe_buffer *out) {
  if (field->type != GRAPPE_FIGURE) return;
  if (presence == GRAPPE_SUPPRESSED) grappe_buffer_add(out, "s");
  if (presence == GRAPPE_NOT_APPLICABLE) grappe_buffer_add(out, "n/a");
}

/* A cell as people write it in a table of the registry. */
static void write_cell(const grappe_typed_batch *batch, const grappe_typed_column *column, size_t row,
                       const grappe_field *field, grappe_buffer *out) {
  char text[GRAPPE_PERIOD_TEXT];
  if (column->presence[row]) {
    write_absent(field, (grappe_presence)column->presence[row], out);
    return;
  }
  switch (column->kind) {
    case GRAPPE_TYPED_TEXT:
      grappe_buffer_add_bytes(out, batch->texts + column->start[row], column->length[row]);
      return;
    case GRAPPE_TYPED_INTEGER:
    case GRAPPE_TYPED_YEAR:
      grappe_buffer_addf(out, "%0*lld", column->width ? (int)column->width : 1, (long long)column->integers[row]);
      return;
    case GRAPPE_TYPED_NUMBER:
      grappe_number_write(column->numbers[row], out);
      return;
    case GRAPPE_TYPED_DAY:
      grappe_buffer_add(out, grappe_day_write((grappe_day)column->integers[row], text));
      return;
    case GRAPPE_TYPED_PERIOD:
      grappe_buffer_add(
          out,
          grappe_period_write((grappe_period){(grappe_day)column->integers[row], (grappe_day)column->to[row]}, text));
      return;
    case GRAPPE_TYPED_YESNO:
      grappe_buffer_add(out, column->integers[row] ? "yes" : "no");
      return;
    case GRAPPE_TYPED_BAND:
      write_band(column, row, out);
      return;
  }
}

/* --- the file as it came --- */

static grappe_code keep_record(void *context, const grappe_csv_record *record, grappe_error *error) {
  registry_file *file = context;
  raw_record *grown = grappe_grow(file->records, &file->record_capacity, file->record_count + 1, sizeof *grown);
  if (!grown) return grappe_fail_memory(error);
  file->records = grown;
  grown[file->record_count++] = (raw_record){.line = record->line, .start = file->raw.length, .count = record->count};
  for (size_t i = 0; i < record->count; i++)
    grappe_buffer_add_bytes(&file->raw, record->fields[i].text, strlen(record->fields[i].text) + 1);
  return grappe_buffer_failed(&file->raw) ? grappe_fail_memory(error) : GRAPPE_OK;
}

/* The record again, for the file of rejects. Returns NULL without memory. */
static const grappe_csv_record *record_again(registry_file *file, const raw_record *raw, grappe_csv_record *record) {
  grappe_csv_field *cells = grappe_grow(file->cells, &file->cell_capacity, raw->count + 1, sizeof *cells);
  if (!cells) return NULL;
  file->cells = cells;
  char *text = file->raw.text + raw->start;
  for (size_t i = 0; i < raw->count; i++, text += strlen(text) + 1)
    cells[i] = (grappe_csv_field){.text = text, .length = strlen(text), .line = raw->line};
  *record = (grappe_csv_record){cells, raw->count, raw->line};
  return record;
}

/* --- records of the entity --- */

static grappe_code begin_columns(registry_file *file, grappe_error *error) {
  const grappe_typed_batch *batch = grappe_format_batch(file->teller.reader);
  size_t missing_count, fields = grappe_field_count(file->entity);
  const grappe_format_field *const *missing =
      grappe_plan_missing(grappe_format_plan(file->teller.reader), &missing_count);
  file->fields = grappe_alloc_zero(batch->column_count, sizeof *file->fields);
  file->many = grappe_alloc_zero(batch->column_count, 1);
  file->names = grappe_alloc_zero(fields, sizeof *file->names);
  file->if_new = grappe_alloc_zero(fields, 1);
  if (!file->fields || !file->many || !file->names || !file->if_new) return grappe_fail_memory(error);
  for (size_t i = 0; i < fields; i++) file->names[i] = grappe_field_at(file->entity, i)->name;
  for (size_t i = 0; i < batch->column_count; i++) {
    const grappe_typed_column *column = &batch->columns[i];
    int field = grappe_field_find(file->entity, column->name), absent = 0;
    if (field < 0)
      return grappe_fail(error, GRAPPE_ARGUMENT, "format %s: '%s' is not a field of %s",
                         file->job->report->files[file->teller.file].format->id, column->name, file->entity->name);
    for (size_t m = 0; m < missing_count; m++) absent |= column->field == missing[m];
    file->fields[i] = absent ? -1 : field;
    if (!column->field) continue;
    file->many[i] = column->field->many != 0;
    file->merges |= column->field->many;
    if (column->field->if_new) {
      file->if_new[field] = 1;
      file->source->if_new = file->if_new;
    }
    if (column->field->columns) file->names[field] = column->field->columns[0];
  }
  return GRAPPE_OK;
}

static int holds(const char *list, const char *item) {
  size_t length = strlen(item);
  for (const char *at = list; (at = strstr(at, item)); at += length)
    if ((at == list || at[-1] == ';') && (at[length] == ';' || !at[length])) return 1;
  return 0;
}

static grappe_code refuse_raw(registry_file *file, const raw_record *raw, const char *column, const char *reason,
                              grappe_error *error) {
  grappe_csv_record record;
  grappe_error sentence = {.code = GRAPPE_DATA};
  grappe_fail(&sentence, GRAPPE_DATA, "%s", reason);
  if (*column) grappe_fail_at(&sentence, "%s", column);
  grappe_records_fail_at(grappe_format_records(file->teller.reader), raw->line, 0, &sentence);
  grappe_format_finding finding = {.line = raw->line,
                                   .column_name = column,
                                   .value = "",
                                   .reason = reason,
                                   .sentence = sentence.message,
                                   .record = record_again(file, raw, &record)};
  if (!finding.record) return grappe_fail_memory(error);
  file->job->report->files[file->teller.file].rejected++;
  return published_tell(&file->teller, &finding, error);
}

/* A further record of a key: what is `many` is added, the rest must say the same. */
static grappe_code join(registry_file *file, size_t to, char **values, const raw_record *raw, grappe_error *error) {
  char **there = file->made[to].values;
  const grappe_typed_batch *batch = grappe_format_batch(file->teller.reader);
  for (size_t i = 0; i < batch->column_count; i++) {
    if (file->many[i] || !there[i] || strcmp(there[i], values[i]) == 0) continue;
    grappe_error reason = {0};
    grappe_fail(&reason, GRAPPE_DATA, "line %llu has the same key, and says '%s' here instead of '%s'",
                (unsigned long long)file->lines[to], there[i], values[i]);
    return refuse_raw(file, raw, file->names[file->fields[i]], reason.message, error);
  }
  for (size_t i = 0; i < batch->column_count; i++) {
    if (!file->many[i] || !*values[i] || holds(there[i], values[i])) continue;
    grappe_buffer joined = {0};
    grappe_buffer_addf(&joined, "%s%s%s", there[i], *there[i] ? ";" : "", values[i]);
    char *text = grappe_buffer_take(&joined);
    if (!text) return grappe_fail_memory(error);
    grappe_free(there[i]);
    there[i] = text;
  }
  return GRAPPE_OK;
}

static void free_values(char **values, size_t count) {
  for (size_t i = 0; values && i < count; i++) grappe_free(values[i]);
  grappe_free(values);
}

static grappe_code add_made(registry_file *file, char **values, const raw_record *raw, grappe_error *error) {
  made_record *grown = grappe_grow(file->made, &file->made_capacity, file->made_count + 1, sizeof *grown);
  if (grown) file->made = grown;
  uint64_t *lines = grappe_grow(file->lines, &file->line_capacity, file->made_count + 1, sizeof *lines);
  if (lines) file->lines = lines;
  if (!grown || !lines) return grappe_fail_memory(error);
  lines[file->made_count] = raw->line;
  grown[file->made_count++].values = values;
  return GRAPPE_OK;
}

/* *to: the made record of the same key, from 1; 0 where there is none, which is then noted as the next. */
static grappe_code find_key(registry_file *file, char **values, size_t columns, int64_t *to, grappe_error *error) {
  grappe_buffer key = {0};
  for (size_t i = 0; i < columns; i++)
    if (values[i] && (grappe_field_at(file->entity, (size_t)file->fields[i])->flags & GRAPPE_KEY))
      grappe_buffer_addf(&key, "%s\n", values[i]);
  grappe_code code = grappe_buffer_failed(&key) ? grappe_fail_memory(error) : GRAPPE_OK;
  if (code == GRAPPE_OK) *to = map_get(&file->keys, grappe_buffer_text(&key));
  if (code == GRAPPE_OK && *to == 0)
    code = map_set(&file->keys, grappe_buffer_text(&key), (int64_t)file->made_count + 1, error);
  grappe_buffer_free(&key);
  return code;
}

static grappe_code take_row(registry_file *file, const grappe_typed_batch *batch, size_t row, grappe_error *error) {
  raw_record *raw = &file->records[file->row++];
  char **values = grappe_alloc_zero(batch->column_count, sizeof *values);
  grappe_code code = values ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t i = 0; code == GRAPPE_OK && i < batch->column_count; i++) {
    if (file->fields[i] < 0) continue;
    grappe_buffer text = {0};
    grappe_buffer_add(&text, "");
    write_cell(batch, &batch->columns[i], row, grappe_field_at(file->entity, (size_t)file->fields[i]), &text);
    values[i] = grappe_buffer_take(&text);
    if (!values[i]) code = grappe_fail_memory(error);
  }
  int64_t to = 0;
  if (code == GRAPPE_OK && (file->merges || file->first_only))
    code = find_key(file, values, batch->column_count, &to, error);
  raw->made = to ? (size_t)to - 1 : file->made_count;
  if (code == GRAPPE_OK && !to) {
    code = add_made(file, values, raw, error);
    if (code == GRAPPE_OK) return code;
  } else if (code == GRAPPE_OK && file->first_only) {
    file->repeated++;
  } else if (code == GRAPPE_OK) {
    code = join(file, raw->made, values, raw, error);
  }
  free_values(values, batch->column_count);
  return code;
}

static void add_quoted(grappe_buffer *out, const char *text, char end) {
  grappe_buffer_add_char(out, '"');
  for (; *text; text++) {
    if (*text == '"') grappe_buffer_add_char(out, '"');
    grappe_buffer_add_char(out, *text);
  }
  grappe_buffer_add_char(out, '"');
  grappe_buffer_add_char(out, end);
}

/* The made records as a table of the registry, which is what its import reads. */
static grappe_code write_source(registry_file *file, grappe_error *error) {
  const grappe_typed_batch *batch = grappe_format_batch(file->teller.reader);
  grappe_buffer out = {0};
  size_t last = batch->column_count;
  while (last > 0 && file->fields[last - 1] < 0) last--;
  for (size_t i = 0; i < last; i++)
    if (file->fields[i] >= 0) add_quoted(&out, batch->columns[i].name, i + 1 == last ? '\n' : ',');
  for (size_t r = 0; r < file->made_count; r++)
    for (size_t i = 0; i < last; i++)
      if (file->fields[i] >= 0) add_quoted(&out, file->made[r].values[i], i + 1 == last ? '\n' : ',');
  file->source->length = out.length;
  file->source->bytes = grappe_buffer_take(&out);
  file->source->lines = file->lines;
  file->source->names = file->names;
  file->source->entity = file->entity;
  file->source->path = file->job->report->files[file->teller.file].name;
  return file->source->bytes ? GRAPPE_OK : grappe_fail_memory(error);
}

/* Tells of the rows whose key came before. published_count leaves room for one reason more. */
static grappe_code count_repeated(registry_file *file, grappe_error *error) {
  if (!file->repeated) return GRAPPE_OK;
  grappe_published_file *report = &file->job->report->files[file->teller.file];
  char *reason = grappe_strdup(grappe_translate("a row above has the same key"));
  if (!reason) return grappe_fail_memory(error);
  report->rows -= file->repeated;
  report->left_out[report->left_out_count++] = (grappe_format_left_out){reason, file->repeated};
  return GRAPPE_OK;
}

static grappe_code read_file(registry_file *file, const published_entry *entry, grappe_error *error) {
  grappe_format_options options = {.batch_rows = BATCH_ROWS, .taken = keep_record, .taken_context = file};
  file->entity = grappe_entity_find(entry->part->entity);
  file->first_only = entry->part->first_only;
  if (!file->entity)
    return grappe_fail(error, GRAPPE_ARGUMENT, "format %s: there is no entity '%s' in the model", entry->part->id,
                       entry->part->entity);
  grappe_code code = published_open(file->job, entry, &options, &file->teller, error);
  if (code == GRAPPE_OK) code = begin_columns(file, error);
  for (const grappe_typed_batch *batch = NULL; code == GRAPPE_OK && !(batch && batch->rows == 0);) {
    code = grappe_format_next(file->teller.reader, &batch, error);
    for (size_t r = 0; code == GRAPPE_OK && r < batch->rows; r++) code = take_row(file, batch, r, error);
  }
  uint64_t refused = file->job->report->files[file->teller.file].rejected;
  if (code == GRAPPE_OK) code = published_count(&file->teller, error);
  file->job->report->files[file->teller.file].rejected += refused;
  if (code == GRAPPE_OK) code = count_repeated(file, error);
  return code == GRAPPE_OK ? write_source(file, error) : code;
}

static void close_file(registry_file *file) {
  size_t columns = file->teller.reader ? grappe_format_batch(file->teller.reader)->column_count : 0;
  for (size_t i = 0; i < file->made_count; i++) free_values(file->made[i].values, columns);
  grappe_format_close(file->teller.reader);
  grappe_buffer_free(&file->raw);
  grappe_free(file->records);
  grappe_free(file->made);
  grappe_free(file->lines);
  grappe_free(file->fields);
  grappe_free(file->names);
  grappe_free(file->many);
  grappe_free(file->if_new);
  grappe_free(file->cells);
  map_clear(&file->keys);
}

/* --- what became of them --- */

/* Every record of the file that went into a refused one goes to the rejects. */
static grappe_code reject_refused(registry_file *file, const import_source *source, grappe_error *error) {
  for (size_t i = 0; i < source->refused_count; i++) {
    const refused_record *refused = &source->refused[i];
    for (size_t r = 0; r < file->row; r++) {
      if (file->records[r].made != refused->ordinal) continue;
      file->job->report->files[file->teller.file].rejected++;
      if (!file->job->options->rejects_path) continue;
      grappe_csv_record record;
      grappe_format_finding finding = {.line = file->records[r].line,
                                       .column_name = refused->column,
                                       .reason = refused->sentence,
                                       .record = record_again(file, &file->records[r], &record)};
      grappe_code code = finding.record
                             ? rejects_add(file->job, file->teller.file, file->teller.reader, &finding, error)
                             : grappe_fail_memory(error);
      if (code != GRAPPE_OK) return code;
    }
  }
  return GRAPPE_OK;
}

static grappe_code note_results(published_job *job, const import_job *run, registry_file *files, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; code == GRAPPE_OK && i < run->count; i++) {
    registry_file *file = &files[run->sources[i].index];
    const grappe_import_file *result = &run->sources[i].result;
    grappe_published_file *told = &job->report->files[file->teller.file];
    told->inserted = result->inserted;
    told->updated = result->updated;
    told->unchanged = result->unchanged;
    told->superseded = result->superseded;
    code = reject_refused(file, &run->sources[i], error);
  }
  for (size_t i = 0; code == GRAPPE_OK && i < run->report->finding_count; i++) {
    const grappe_import_finding *finding = &run->report->findings[i];
    code = published_keep(job, files[finding->file].teller.file, finding->line, finding->column, finding->sentence, 0,
                          error);
  }
  job->report->found += run->report->found - (int64_t)run->report->finding_count;
  return code;
}

static grappe_code run_files(published_job *job, registry_file *files, grappe_error *error) {
  grappe_import_options options = {.run = job->options->run, .separator = ',', .encoding = GRAPPE_CSV_UTF8};
  grappe_import_report report = {0};
  import_job run = {.store = job->store, .options = &options, .report = &report, .shown = job->shown, .error = error};
  run.sources = grappe_alloc_zero(job->registry_files, sizeof *run.sources);
  grappe_code code = run.sources ? GRAPPE_OK : grappe_fail_memory(error);
  run.count = run.sources ? job->registry_files : 0;
  size_t at = 0;
  for (size_t i = 0; code == GRAPPE_OK && i < job->entries.count; i++) {
    if (!job->entries.items[i].part->entity) continue;
    files[at].job = job;
    files[at].source = &run.sources[at];
    run.sources[at].index = at;
    code = read_file(&files[at], &job->entries.items[i], error);
    at++;
  }
  if (code == GRAPPE_OK) code = import_run_sources(&run);
  if (code == GRAPPE_OK) code = note_results(job, &run, files, error);
  import_release(&run);
  grappe_import_report_free(&report);
  return code;
}

grappe_code published_registry(published_job *job, grappe_error *error) {
  for (size_t i = 0; i < job->entries.count; i++) job->registry_files += job->entries.items[i].part->entity != NULL;
  if (!job->registry_files) return GRAPPE_OK;
  registry_file *files = grappe_alloc_zero(job->registry_files, sizeof *files);
  if (!files) return grappe_fail_memory(error);
  grappe_code code = run_files(job, files, error);
  for (size_t i = 0; i < job->registry_files; i++) close_file(&files[i]);
  grappe_free(files);
  return code;
}
