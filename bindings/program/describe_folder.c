#include "program/describe_folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "ingest/csv.h"
#include "ingest/input.h"
#include "program/import_files.h"
#include "program/resources.h"
#include "publish/datapackage_rows.h"

typedef struct description {
  grappe_datapackage package;
  grappe_datapackage_resource *resources;
  const char **files; /* of each resource, to be opened */
  size_t count, resource_capacity, file_capacity;
  grappe_datapackage_rows *rows;
  grappe_datapackage_licence *licences;
  grappe_words licence_texts; /* as the sources have them, one for each licence */
  grappe_datapackage_source *sources;
  size_t licence_capacity, source_capacity;
  grappe_words texts; /* all texts made here */
  grappe_words *left_out;
  grappe_error *error;
} description;

/* Takes a text that was made; NULL when memory ran out. */
static const char *keep(description *d, char *text) {
  if (!text || !grappe_words_add(&d->texts, text)) {
    grappe_free(text);
    grappe_fail_memory(d->error);
    return NULL;
  }
  return text;
}

static int by_bytes(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort(grappe_words *words) {
  if (words->count) qsort(words->items, words->count, sizeof *words->items, by_bytes);
}

static const grappe_entity *entity_of(const char *path) {
  const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
  size_t length = strlen(base);
  for (size_t i = 0; i < grappe_entity_count(); i++) {
    const char *name = grappe_entity_at(i)->name;
    if (length == strlen(name) + 4 && strncmp(base, name, length - 4) == 0 && strcmp(base + length - 4, ".csv") == 0)
      return grappe_entity_at(i);
  }
  return NULL;
}

/* Names of the folders in a folder, and its CSV files that will not be described. Hidden ones are passed over. */
static grappe_code look(description *d, const char *folder, grappe_words *folders) {
  DIR *directory = opendir(folder);
  if (!directory) return grappe_fail(d->error, GRAPPE_IO, "%s cannot be read: %s", folder, grappe_system_reason(errno));
  grappe_code code = GRAPPE_OK;
  for (struct dirent *entry; code == GRAPPE_OK && (entry = readdir(directory));) {
    if (entry->d_name[0] == '.') continue;
    size_t length = strlen(entry->d_name);
    char *path = grappe_path_join(folder, entry->d_name);
    if (!path) {
      code = grappe_fail_memory(d->error);
    } else if (grappe_path_is_folder(path)) {
      const char *name = folders ? keep(d, grappe_strdup(entry->d_name)) : NULL;
      if (folders && (!name || !grappe_words_add(folders, name))) code = grappe_fail_memory(d->error);
    } else if (length > 4 && strcmp(entry->d_name + length - 4, ".csv") == 0 && !entity_of(path)) {
      if (!grappe_words_add(d->left_out, path))
        code = grappe_fail_memory(d->error);
      else
        path = NULL; /* the list has it */
    }
    grappe_free(path);
  }
  closedir(directory);
  if (folders) sort(folders);
  return code;
}

static int name_taken(const description *d, const char *name) {
  for (size_t i = 0; i < d->count; i++)
    if (strcmp(d->resources[i].name, name) == 0) return 1;
  return 0;
}

/* The characters that names in a package may have; others become '-'. */
static void add_name(grappe_buffer *name, const char *text, size_t length) {
  for (size_t i = 0; i < length; i++) {
    char c = text[i];
    if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
    int plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    grappe_buffer_add_char(name, plain ? c : '-');
  }
}

static const char *resource_name(description *d, const char *folder, const grappe_entity *entity) {
  grappe_buffer name = {0};
  for (int number = 1; number == 1 || name_taken(d, grappe_buffer_text(&name)); number++) {
    grappe_buffer_clear(&name);
    if (folder) add_name(&name, folder, strlen(folder));
    grappe_buffer_addf(&name, folder ? "-%s" : "%s", entity->name);
    if (number > 1) grappe_buffer_addf(&name, "-%d", number);
    if (grappe_buffer_failed(&name)) break;
  }
  return keep(d, grappe_buffer_take(&name));
}

/* `name`: of a folder in the folder; NULL: the folder itself. */
static grappe_code add_files(description *d, const char *folder, const char *name) {
  const char *place = name ? keep(d, grappe_path_join(folder, name)) : folder;
  grappe_words files = {0};
  grappe_code code = place ? grappe_files_of_folder(place, &files, d->error) : GRAPPE_MEMORY;
  for (size_t i = 0; code == GRAPPE_OK && i < files.count; i++) {
    grappe_datapackage_resource resource = {.entity = entity_of(files.items[i])};
    grappe_buffer path = {0};
    if (name) grappe_buffer_addf(&path, "%s/", name);
    grappe_buffer_addf(&path, "%s.csv", resource.entity->name);
    resource.path = keep(d, grappe_buffer_take(&path));
    resource.name = resource_name(d, name, resource.entity);
    const char *file = keep(d, grappe_strdup(files.items[i]));
    void *resources = grappe_grow(d->resources, &d->resource_capacity, d->count + 1, sizeof *d->resources);
    if (resources) d->resources = resources;
    void *paths = grappe_grow(d->files, &d->file_capacity, d->count + 1, sizeof *d->files);
    if (paths) d->files = paths;
    if (!resource.path || !resource.name || !file || !resources || !paths) {
      code = grappe_fail_memory(d->error);
    } else {
      d->resources[d->count] = resource;
      d->files[d->count++] = file;
    }
  }
  grappe_files_free(&files);
  return code;
}

static grappe_code find_files(description *d, const char *folder) {
  grappe_words folders = {0};
  grappe_code code = look(d, folder, &folders);
  if (code == GRAPPE_OK) code = add_files(d, folder, NULL);
  for (size_t i = 0; code == GRAPPE_OK && i < folders.count; i++) {
    const char *place = keep(d, grappe_path_join(folder, folders.items[i]));
    code = place ? look(d, place, NULL) : GRAPPE_MEMORY;
    if (code == GRAPPE_OK) code = add_files(d, folder, folders.items[i]);
  }
  grappe_free(folders.items);
  sort(d->left_out);
  if (code == GRAPPE_OK && !d->count)
    code = grappe_fail(d->error, GRAPPE_DATA,
                       "no file in %s is named after an entity of the model (territory.csv, site.csv …)", folder);
  return code;
}

static grappe_code read_columns(description *d, grappe_datapackage_resource *resource,
                                const grappe_csv_record *header) {
  if (!header->count)
    return grappe_fail(d->error, GRAPPE_DATA, "the file is empty: its first line must name the columns");
  grappe_words columns = {0};
  grappe_code code = GRAPPE_OK;
  for (size_t c = 0; code == GRAPPE_OK && c < header->count; c++) {
    const char *written = header->fields[c].text;
    int index = grappe_field_find(resource->entity, written);
    const grappe_field *field = index < 0 ? NULL : grappe_field_at(resource->entity, (size_t)index);
    if (!field)
      code = grappe_fail(d->error, GRAPPE_DATA,
                         "'%s' is not a field of %s: take the column out, or use a field of the model", written,
                         resource->entity->name);
    for (size_t i = 0; code == GRAPPE_OK && i < c; i++)
      if (strcmp(columns.items[i], field->name) == 0)
        code = grappe_fail(d->error, GRAPPE_DATA, "there are two columns '%s': keep one", field->name);
    if (code == GRAPPE_OK && !grappe_words_add(&columns, field->name)) code = grappe_fail_memory(d->error);
  }
  resource->columns = columns.items; /* released with the description */
  resource->column_count = columns.count;
  return code;
}

static const char *value_of(const grappe_datapackage_resource *resource, const char *const *values, const char *name) {
  for (size_t c = 0; c < resource->column_count; c++)
    if (strcmp(resource->columns[c], name) == 0) return values[c];
  return "";
}

/* A source under a licence is one whose data stands here: it is named, with its licence. */
static grappe_code add_source(description *d, const grappe_datapackage_resource *resource, const char *const *values) {
  const char *licence = value_of(resource, values, "licence");
  if (!*licence) return GRAPPE_OK;
  size_t i = 0;
  while (i < d->package.licence_count && strcmp(d->licence_texts.items[i], licence) != 0) i++;
  if (i == d->package.licence_count) {
    void *grown = grappe_grow(d->licences, &d->licence_capacity, i + 1, sizeof *d->licences);
    const char *text = grown ? keep(d, grappe_strdup(licence)) : NULL;
    if (grown) d->licences = grown;
    if (!text || !grappe_words_add(&d->licence_texts, text)) return grappe_fail_memory(d->error);
    d->licences[d->package.licence_count++] = grappe_datapackage_licence_named(text);
  }
  const char *publisher = value_of(resource, values, "publisher"), *address = value_of(resource, values, "address");
  grappe_buffer title = {0};
  grappe_buffer_addf(&title, "%s%s%s", publisher, *publisher ? ": " : "", value_of(resource, values, "title"));
  grappe_datapackage_source source = {keep(d, grappe_buffer_take(&title)), NULL};
  if (!source.title) return GRAPPE_MEMORY;
  for (i = 0; i < d->package.source_count; i++)
    if (strcmp(d->sources[i].title, source.title) == 0) return GRAPPE_OK; /* in another folder too */
  int web = strncmp(address, "https://", 8) == 0 || strncmp(address, "http://", 7) == 0;
  if (web && !(source.path = keep(d, grappe_strdup(address)))) return GRAPPE_MEMORY;
  void *grown = grappe_grow(d->sources, &d->source_capacity, d->package.source_count + 1, sizeof *d->sources);
  if (!grown) return grappe_fail_memory(d->error);
  d->sources = grown;
  d->sources[d->package.source_count++] = source;
  return GRAPPE_OK;
}

static grappe_code read_rows(description *d, size_t index, grappe_csv *csv, const char **values) {
  const grappe_datapackage_resource *resource = &d->resources[index];
  int sources = strcmp(resource->entity->name, "source") == 0;
  for (;;) {
    grappe_csv_record row;
    grappe_code code = grappe_csv_next(csv, &row, d->error);
    if (code != GRAPPE_OK || !row.count) return code;
    code = grappe_csv_check_width(&row, resource->column_count, d->error);
    if (code != GRAPPE_OK) return grappe_fail_at(d->error, "%s:%llu", d->files[index], (unsigned long long)row.line);
    for (size_t c = 0; c < row.count; c++) values[c] = row.fields[c].text;
    code = grappe_datapackage_rows_add(d->rows, index, values, d->error);
    if (code == GRAPPE_OK && sources) code = add_source(d, resource, values);
    if (code != GRAPPE_OK) return code;
  }
}

static grappe_code read_file(description *d, size_t index) {
  grappe_input *input;
  grappe_csv *csv = NULL;
  grappe_csv_record header;
  grappe_csv_options options = {.encoding = GRAPPE_CSV_UTF8, .name = d->files[index]};
  grappe_code code = grappe_input_open(d->files[index], NULL, &input, d->error);
  if (code != GRAPPE_OK) return code;
  code = grappe_csv_open(grappe_input_read, input, &options, &csv, d->error);
  if (code == GRAPPE_OK) code = grappe_csv_next(csv, &header, d->error);
  if (code == GRAPPE_OK) {
    code = read_columns(d, &d->resources[index], &header);
    if (code != GRAPPE_OK) grappe_fail_at(d->error, "%s:1", d->files[index]);
  }
  if (code == GRAPPE_OK) {
    d->resources[index].separator = grappe_csv_separator(csv);
    const char **values = grappe_alloc_zero(header.count, sizeof *values);
    code = values ? read_rows(d, index, csv, values) : grappe_fail_memory(d->error);
    grappe_free(values);
  }
  grappe_csv_close(csv);
  grappe_input_close(input);
  return code;
}

/* "grappe-" and the folder's own name. */
static const char *package_name(description *d, const char *folder) {
  size_t end = strlen(folder);
  while (end > 1 && folder[end - 1] == '/') end--;
  size_t start = end;
  while (start && folder[start - 1] != '/') start--;
  grappe_buffer name = {0};
  grappe_buffer_add(&name, "grappe");
  if (folder[start] != '.' && end > start) {
    grappe_buffer_add_char(&name, '-');
    add_name(&name, folder + start, end - start);
  }
  return keep(d, grappe_buffer_take(&name));
}

static grappe_code write_package(description *d, const char *folder, grappe_buffer *json) {
  grappe_datapackage_facts *facts = grappe_alloc_zero(d->count, sizeof *facts);
  grappe_code code = facts ? grappe_datapackage_rows_judge(d->rows, facts, d->error) : grappe_fail_memory(d->error);
  if (code == GRAPPE_OK) {
    for (size_t i = 0; i < d->count; i++) d->resources[i].facts = &facts[i];
    d->package.name = package_name(d, folder);
    d->package.title = "Data of an industry cluster's observatory";
    d->package.description =
        "Tables of the observatory of an industry cluster, in the form that 'grappe import registry' reads: one file "
        "for each entity of the data model, codes in references, several values in a cell parted by semicolons, "
        "figures in the notation of figures with their bounds. The sources named here are those whose data was taken "
        "over under a licence; most rows name their source, and all sources stand in the source.csv files.";
    d->package.version = "1.0.0";
    d->package.resources = d->resources;
    d->package.resource_count = d->count;
    d->package.licences = d->licences;
    d->package.sources = d->sources;
    code = d->package.name ? grappe_datapackage_write(&d->package, json, d->error) : GRAPPE_MEMORY;
  }
  grappe_free(facts);
  return code;
}

grappe_code grappe_describe_folder(const char *folder, grappe_buffer *json, grappe_words *left_out,
                                   grappe_error *error) {
  if (!grappe_path_is_folder(folder)) return grappe_fail(error, GRAPPE_IO, "there is no folder %s", folder);
  description d = {.left_out = left_out, .error = error};
  grappe_code code = find_files(&d, folder);
  if (code == GRAPPE_OK) code = grappe_datapackage_rows_new(d.resources, d.count, &d.rows, error);
  for (size_t i = 0; code == GRAPPE_OK && i < d.count; i++) code = read_file(&d, i);
  if (code == GRAPPE_OK) code = write_package(&d, folder, json);
  grappe_datapackage_rows_free(d.rows);
  for (size_t i = 0; i < d.count; i++) grappe_free((void *)(uintptr_t)d.resources[i].columns);
  grappe_free(d.resources);
  grappe_free(d.files);
  grappe_free(d.licences);
  grappe_free(d.licence_texts.items);
  grappe_free(d.sources);
  grappe_files_free(&d.texts);
  return code;
}
