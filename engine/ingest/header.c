/* Which entity a file holds, and which field each column. */
#include <ctype.h>
#include <string.h>

#include "base/memory.h"
#include "ingest/registry_private.h"
#include "text/fold.h"

enum { NAME = 128 };

/* "Name EN" and "name-en" are taken for name_en. */
static void column_name(const char *written, char name[NAME]) {
  while (*written == ' ' || *written == '\t') written++;
  size_t length = 0;
  for (; *written && length < NAME - 1; written++) {
    unsigned char c = (unsigned char)*written;
    name[length++] = c == ' ' || c == '-' ? '_' : (char)tolower(c);
  }
  while (length && name[length - 1] == '_') length--;
  name[length] = '\0';
}

static int is_error_column(const char *name) {
  return strcmp(name, "error_column") == 0 || strcmp(name, "error") == 0;
}

/* "sites-2026.csv" is of entity site: the longest name or plural with which the base name begins, as a whole word. */
static const grappe_entity *entity_of_path(const char *path) {
  const char *slash = strrchr(path, '/');
  char base[NAME];
  column_name(slash ? slash + 1 : path, base);
  for (char *c = base; *c; c++)
    if (*c == '.') *c = '\0';
  const grappe_entity *best = NULL;
  size_t best_length = 0;
  for (size_t i = 0; i < grappe_entity_count(); i++) {
    const grappe_entity *entity = grappe_entity_at(i);
    const char *const names[] = {entity->name, entity->plural};
    for (int n = 0; n < 2; n++) {
      size_t length = strlen(names[n]);
      if (length > best_length && strncmp(base, names[n], length) == 0 &&
          (base[length] == '\0' || base[length] == '_')) {
        best = entity;
        best_length = length;
      }
    }
  }
  return best;
}

static int fits(const grappe_entity *entity, const grappe_csv_record *header) {
  size_t required = 0, met = 0;
  for (size_t i = 0; i < grappe_field_count(entity); i++)
    required += (grappe_field_at(entity, i)->flags & GRAPPE_REQUIRED) != 0;
  for (size_t c = 0; c < header->count; c++) {
    char name[NAME];
    column_name(header->fields[c].text, name);
    if (is_error_column(name)) continue;
    int field = grappe_field_find(entity, name);
    if (field < 0) return 0;
    met += (grappe_field_at(entity, (size_t)field)->flags & GRAPPE_REQUIRED) != 0;
  }
  return met == required;
}

static const grappe_entity *entity_of_header(const grappe_csv_record *header) {
  const grappe_entity *only = NULL;
  for (size_t i = 0; i < grappe_entity_count(); i++)
    if (fits(grappe_entity_at(i), header)) {
      if (only) return NULL;
      only = grappe_entity_at(i);
    }
  return only;
}

static grappe_code unknown_column(import_job *job, import_source *source, const grappe_csv_field *column) {
  grappe_nearest nearest;
  char names[3 * GRAPPE_NEAREST_NAME];
  grappe_nearest_begin(&nearest, column->text);
  for (size_t i = 0; i < grappe_field_count(source->entity); i++)
    if (!(grappe_field_at(source->entity, i)->flags & GRAPPE_INTERNAL))
      grappe_nearest_offer(&nearest, grappe_field_at(source->entity, i)->name, NULL);
  grappe_nearest_write(&nearest, names, sizeof names);
  grappe_error finding = {0};
  if (column->length == 0)
    grappe_fail(&finding, GRAPPE_DATA, "this column has no name: name it, or take it out");
  else if (*names)
    grappe_fail(&finding, GRAPPE_DATA, "'%s' is not a field of %s: did you mean %s?", column->text,
                source->entity->name, names);
  else
    grappe_fail(&finding, GRAPPE_DATA, "'%s' is not a field of %s: take the column out, or use a field of the model",
                column->text, source->entity->name);
  return import_tell(job, source, column->line, column->column, NULL, 0, 0, &finding);
}

static grappe_code map_columns(import_job *job, import_source *source, const grappe_csv_record *header, int *usable) {
  source->width = header->count;
  source->fields = grappe_alloc_zero(header->count, sizeof *source->fields);
  unsigned char *met = grappe_alloc_zero(grappe_field_count(source->entity), 1);
  grappe_code code = source->fields && met ? GRAPPE_OK : grappe_fail_memory(job->error);
  for (size_t c = 0; code == GRAPPE_OK && c < header->count; c++) {
    char name[NAME];
    column_name(header->fields[c].text, name);
    source->fields[c] = COLUMN_IGNORED;
    if (is_error_column(name)) continue;
    int field = grappe_field_find(source->entity, name);
    if (field < 0) {
      *usable = 0;
      code = unknown_column(job, source, &header->fields[c]);
    } else if (met[field]++) {
      *usable = 0;
      grappe_error finding = {0};
      grappe_fail(&finding, GRAPPE_DATA, "there are two columns '%s': keep one", name);
      code = import_tell(job, source, header->fields[c].line, header->fields[c].column, NULL, 0, 0, &finding);
    } else if (!(grappe_field_at(source->entity, (size_t)field)->flags & GRAPPE_INTERNAL)) {
      source->fields[c] = field;
    }
  }
  for (size_t i = 0; code == GRAPPE_OK && i < grappe_field_count(source->entity); i++) {
    const grappe_field *field = grappe_field_at(source->entity, i);
    if (!(field->flags & GRAPPE_REQUIRED) || met[i] || source->lines) continue; /* the format knows what it leaves */
    *usable = 0;
    grappe_error finding = {0};
    grappe_fail(&finding, GRAPPE_DATA, "there is no column '%s', which each row of %s must have: add it", field->name,
                source->entity->name);
    code = import_tell(job, source, header->line, 0, NULL, 0, 0, &finding);
  }
  grappe_free(met);
  return code;
}

static grappe_code read_columns(import_job *job, import_source *source, grappe_csv *csv, int *usable) {
  grappe_csv_record header;
  grappe_error finding = {0};
  if (grappe_csv_next(csv, &header, &finding) != GRAPPE_OK) {
    *usable = 0;
    return import_tell(job, source, 0, 0, NULL, 0, 0, &finding);
  }
  if (header.count == 0) {
    *usable = 0;
    grappe_fail(&finding, GRAPPE_DATA, "the file is empty: its first line must name the columns");
    return import_tell(job, source, 1, 0, NULL, 0, 0, &finding);
  }
  for (size_t c = 0; source->sheet && c < header.count; c++) header.fields[c].column = c + 1;
  if (!source->entity) source->entity = job->options->entity;
  if (!source->entity) source->entity = entity_of_path(source->path);
  if (!source->entity) source->entity = entity_of_header(&header);
  source->result.entity = source->entity;
  if (source->entity) return map_columns(job, source, &header, usable);
  *usable = 0;
  grappe_fail(&finding, GRAPPE_DATA,
              "neither the name of the file nor its columns tell what it holds: name it after its entity, such as "
              "site.csv or sites-2026.csv");
  return import_tell(job, source, 1, 0, NULL, 0, 0, &finding);
}

grappe_code import_read_header(import_job *job, import_source *source, int *usable) {
  *usable = 1;
  grappe_csv *csv;
  grappe_code code = import_open(source, job, &csv, job->error);
  if (code != GRAPPE_OK) return code;
  code = read_columns(job, source, csv, usable);
  grappe_csv_close(csv);
  return code;
}
