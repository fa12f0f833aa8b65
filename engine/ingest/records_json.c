/* Objects of JSON as records: names are paths, and a field is what stands at its path. */
#include <string.h>

#include "base/memory.h"
#include "ingest/records_private.h"

typedef struct naming {
  grappe_records *records;
  grappe_error *error;
} naming;

static grappe_code add_path(void *context, const char *path) {
  naming *n = context;
  grappe_records *records = n->records;
  char **grown = grappe_grow(records->names, &records->name_capacity, records->width + 1, sizeof *grown);
  if (!grown) return grappe_fail_memory(n->error);
  records->names = grown;
  grown[records->width] = grappe_strdup(path);
  if (!grown[records->width]) return grappe_fail_memory(n->error);
  records->width++;
  return GRAPPE_OK;
}

static grappe_code why(grappe_records *records, grappe_code code, grappe_error *error) {
  return code == GRAPPE_IO && records->input ? grappe_input_failure(records->input, error) : code;
}

grappe_code records_open_json(grappe_records *records, const grappe_records_options *options, grappe_error *error) {
  grappe_json_options json = {
      .name = grappe_input_name(records->input), .path = options->path, .object_limit = options->record_limit};
  grappe_code code = grappe_json_open(grappe_input_read, records->input, &json, &records->json, error);
  if (code == GRAPPE_IO && grappe_input_failure(records->input, NULL) != GRAPPE_OK) return why(records, code, error);
  naming n = {records, error};
  if (options->fields) {
    for (size_t i = 0; code == GRAPPE_OK && options->fields[i]; i++) code = add_path(&n, options->fields[i]);
    return code;
  }
  if (code == GRAPPE_OK) code = grappe_json_next(records->json, &records->waiting, error);
  if (code == GRAPPE_OK && records->waiting) code = grappe_json_paths(records->json, add_path, &n, error);
  return code;
}

grappe_code records_next_json(grappe_records *records, grappe_csv_record *record, grappe_error *error) {
  *record = (grappe_csv_record){0};
  int found = 1;
  grappe_code code = GRAPPE_OK;
  if (!records->waiting) code = grappe_json_next(records->json, &found, error);
  if (code != GRAPPE_OK) return why(records, code, error);
  records->waiting = 0;
  if (!found) return GRAPPE_OK;
  records->count++;
  code = records_room(records, records->width + 1, error);
  grappe_buffer *texts = &records->texts;
  grappe_buffer_clear(texts);
  for (size_t i = 0; code == GRAPPE_OK && i < records->width; i++) {
    size_t start = texts->length;
    code = grappe_json_lookup(records->json, records->names[i], texts, error);
    records->fields[i] = (grappe_csv_field){.length = texts->length - start, .line = records->count, .column = i + 1};
    grappe_buffer_add_char(texts, '\0');
  }
  if (code == GRAPPE_OK && grappe_buffer_failed(texts)) code = grappe_fail_memory(error);
  if (code != GRAPPE_OK) return code;
  size_t start = 0; /* the texts do not move any more */
  for (size_t i = 0; i < records->width; i++) {
    records->fields[i].text = texts->text + start;
    start += records->fields[i].length + 1;
  }
  *record = (grappe_csv_record){records->fields, records->width, records->count};
  return GRAPPE_OK;
}

void records_close_json(grappe_records *records) {
  grappe_json_close(records->json);
  grappe_buffer_free(&records->texts);
}
