#include "publish/datapackage.h"

#include <string.h>

#include "model/codes.h"
#include "publish/datapackage_private.h"
#include "publish/json_writer_private.h"

/* A date may be a year or a month where that is all that is known, and a figure is a notation: both are strings here,
 * with what they look like. */
static const char *type_of(const grappe_field *field) {
  switch (field->type) {
    case GRAPPE_INTEGER:
      return "integer";
    case GRAPPE_NUMBER:
      return "number";
    case GRAPPE_YESNO:
      return "boolean";
    default:
      return "string";
  }
}

static const char *pattern_of(const grappe_field *field) {
  switch (field->type) {
    case GRAPPE_SIREN:
      return "^[0-9]{9}$";
    case GRAPPE_SIRET:
      return "^[0-9]{14}$";
    case GRAPPE_DATE:
      return "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$";
    default:
      return NULL;
  }
}

/* What an import takes for yes and no (ingest). */
static const char *const yes_words[] = {"yes", "true", "1", "oui", "vrai", "si", "vero", "x", NULL};
static const char *const no_words[] = {"no", "false", "0", "non", "faux", "falso", NULL};

static void write_words(grappe_json_writer *w, const char *name, const char *const *words) {
  grappe_writer_open(w, name, '[');
  for (; *words; words++) grappe_writer_text(w, NULL, *words);
  grappe_writer_close(w, ']');
}

/* How a value is written, where its type alone does not say. */
static void write_form(grappe_json_writer *w, const grappe_field *field) {
  grappe_buffer form = {0};
  switch (field->type) {
    case GRAPPE_FIGURE:
      grappe_buffer_add(&form,
                        "A figure: exact (4750), bounded (>200, 10000..20000), about (~53), unknown (?), not "
                        "applicable (n/a) or suppressed (s); a unit may follow");
      break;
    case GRAPPE_DATE:
      grappe_buffer_add(&form, "A day, or its month or year alone where no more is known");
      break;
    case GRAPPE_PERIOD:
      grappe_buffer_add(&form,
                        "A year, month or day (2018, 2018-03, 2018-03-31), two years (2018-2019), or two of them "
                        "parted by a slash, with .. for an open end (2018/..)");
      break;
    case GRAPPE_TERM:
      grappe_buffer_addf(&form, "Code of a term of the list %s", field->list);
      break;
    case GRAPPE_REFERENCE:
      grappe_buffer_addf(&form, "Code of a row of %s", field->list);
      break;
    default:
      break;
  }
  if (field->flags & GRAPPE_MANY)
    grappe_buffer_add(&form, form.length ? "; several are parted by semicolons" : "Several are parted by semicolons");
  if (form.length) grappe_writer_text(w, "description", grappe_buffer_text(&form));
  if (grappe_buffer_failed(&form)) w->out->failed = 1;
  grappe_buffer_free(&form);
}

static void write_codes(grappe_json_writer *w, const grappe_field *field) {
  const grappe_code_list *list = field->type == GRAPPE_CODE ? grappe_code_list_find(field->list) : NULL;
  if (!list || (field->flags & GRAPPE_MANY)) return;
  grappe_writer_open(w, "enum", '[');
  for (const grappe_code_item *item = list->items; item->code; item++) grappe_writer_text(w, NULL, item->code);
  grappe_writer_close(w, ']');
}

static void write_field(grappe_json_writer *w, const grappe_field *field) {
  grappe_writer_open(w, NULL, '{');
  grappe_writer_text(w, "name", field->name);
  grappe_writer_text(w, "type", type_of(field));
  grappe_writer_text(w, "title", field->english);
  write_form(w, field);
  if (field->unit) grappe_writer_text(w, "unit", field->unit);
  if (field->type == GRAPPE_TERM) grappe_writer_text(w, "vocabulary", field->list);
  if (field->flags & GRAPPE_MANY) grappe_writer_text(w, "listSeparator", ";");
  if (field->type == GRAPPE_YESNO) {
    write_words(w, "trueValues", yes_words);
    write_words(w, "falseValues", no_words);
  }
  const char *pattern = pattern_of(field);
  int listed = field->type == GRAPPE_CODE && !(field->flags & GRAPPE_MANY);
  if ((field->flags & GRAPPE_REQUIRED) || pattern || listed) {
    grappe_writer_open(w, "constraints", '{');
    if (field->flags & GRAPPE_REQUIRED) {
      grappe_writer_next(w, "required");
      grappe_buffer_add(w->out, "true");
    }
    grappe_writer_text(w, "pattern", pattern);
    write_codes(w, field);
    grappe_writer_close(w, '}');
  }
  grappe_writer_close(w, '}');
}

/* Column i of the resource, as a field; NULL at the end. Fields that the store itself keeps are in no file. */
static const grappe_field *column(const grappe_datapackage_resource *resource, size_t i) {
  if (resource->columns) {
    if (i >= resource->column_count) return NULL;
    return grappe_field_at(resource->entity, (size_t)grappe_field_find(resource->entity, resource->columns[i]));
  }
  for (size_t f = 0; f < grappe_field_count(resource->entity); f++) {
    const grappe_field *field = grappe_field_at(resource->entity, f);
    if (!(field->flags & GRAPPE_INTERNAL) && i-- == 0) return field;
  }
  return NULL;
}

static int has_column(const grappe_datapackage_resource *resource, const char *name) {
  const grappe_field *field;
  for (size_t i = 0; (field = column(resource, i)); i++)
    if (strcmp(field->name, name) == 0) return 1;
  return 0;
}

/* A primary key holds no empty part: without facts, an entity whose key may have some is described without one. */
static int has_key(const grappe_datapackage_resource *resource) {
  if (resource->facts) return resource->facts->keyed;
  const grappe_entity *entity = resource->entity;
  for (size_t i = 0; i < grappe_field_count(entity); i++) {
    const grappe_field *field = grappe_field_at(entity, i);
    if ((field->flags & GRAPPE_KEY) && (!(field->flags & GRAPPE_REQUIRED) || !has_column(resource, field->name)))
      return 0;
  }
  return 1;
}

static void write_primary_key(grappe_json_writer *w, const grappe_datapackage_resource *resource) {
  if (!has_key(resource)) return;
  grappe_writer_open(w, "primaryKey", '[');
  for (size_t i = 0; i < grappe_field_count(resource->entity); i++)
    if (grappe_field_at(resource->entity, i)->flags & GRAPPE_KEY)
      grappe_writer_text(w, NULL, grappe_field_at(resource->entity, i)->name);
  grappe_writer_close(w, ']');
}

int grappe_datapackage_keyed_by_code(const grappe_entity *entity) {
  for (size_t i = 0; i < grappe_field_count(entity); i++) {
    const grappe_field *field = grappe_field_at(entity, i);
    if (((field->flags & GRAPPE_KEY) != 0) != (strcmp(field->name, "code") == 0)) return 0;
  }
  return 1;
}

static const char *name_of(const grappe_datapackage_resource *resource) {
  return resource->name ? resource->name : resource->entity->name;
}

/* The resource that column i refers to; NULL where it is none of the package. */
static const grappe_datapackage_resource *target_of(const grappe_datapackage_resource *resource, size_t i,
                                                    const grappe_field *field,
                                                    const grappe_datapackage_resource *resources, size_t count) {
  if (field->type != GRAPPE_REFERENCE || (field->flags & GRAPPE_MANY)) return NULL;
  if (resource->facts) return resource->facts->targets[i] < 0 ? NULL : &resources[resource->facts->targets[i]];
  for (size_t r = 0; r < count; r++)
    if (strcmp(resources[r].entity->name, field->list) == 0)
      return grappe_datapackage_keyed_by_code(resources[r].entity) && has_column(&resources[r], "code") ? &resources[r]
                                                                                                        : NULL;
  return NULL;
}

static void write_foreign_keys(grappe_json_writer *w, const grappe_datapackage_resource *resource,
                               const grappe_datapackage_resource *resources, size_t count) {
  int begun = 0;
  const grappe_field *field;
  for (size_t i = 0; (field = column(resource, i)); i++) {
    const grappe_datapackage_resource *target = target_of(resource, i, field, resources, count);
    if (!target) continue;
    if (!begun++) grappe_writer_open(w, "foreignKeys", '[');
    grappe_writer_open(w, NULL, '{');
    grappe_writer_text(w, "fields", field->name);
    grappe_writer_open(w, "reference", '{');
    grappe_writer_text(w, "resource", target == resource ? "" : name_of(target));
    grappe_writer_text(w, "fields", "code");
    grappe_writer_close(w, '}');
    grappe_writer_close(w, '}');
  }
  if (begun) grappe_writer_close(w, ']');
}

static void write_resource(grappe_json_writer *w, const grappe_datapackage_resource *resource,
                           const grappe_datapackage_resource *resources, size_t count) {
  const grappe_entity *entity = resource->entity;
  grappe_writer_open(w, NULL, '{');
  grappe_writer_text(w, "profile", "tabular-data-resource");
  grappe_writer_text(w, "name", name_of(resource));
  grappe_writer_text(w, "title", entity->english);
  grappe_writer_text(w, "description", entity->english_text);
  grappe_writer_next(w, "path");
  grappe_buffer path = {0};
  grappe_buffer_addf(&path, "%s.csv", entity->name);
  grappe_json_string(resource->path ? resource->path : grappe_buffer_text(&path), w->out);
  if (grappe_buffer_failed(&path)) w->out->failed = 1;
  grappe_buffer_free(&path);
  grappe_writer_text(w, "format", "csv");
  grappe_writer_text(w, "mediatype", "text/csv");
  grappe_writer_text(w, "encoding", "utf-8");
  if (resource->separator && resource->separator != ',') {
    const char separator[] = {resource->separator, '\0'};
    grappe_writer_open(w, "dialect", '{');
    grappe_writer_text(w, "delimiter", separator);
    grappe_writer_close(w, '}');
  }
  grappe_writer_open(w, "schema", '{');
  grappe_writer_open(w, "fields", '[');
  const grappe_field *field;
  for (size_t i = 0; (field = column(resource, i)); i++) write_field(w, field);
  grappe_writer_close(w, ']');
  write_primary_key(w, resource);
  write_foreign_keys(w, resource, resources, count);
  grappe_writer_open(w, "missingValues", '[');
  grappe_writer_text(w, NULL, "");
  grappe_writer_close(w, ']');
  grappe_writer_close(w, '}');
  grappe_writer_close(w, '}');
}

static void write_licence(grappe_json_writer *w, const grappe_datapackage_licence *licence) {
  grappe_writer_open(w, NULL, '{');
  if (licence->name) {
    grappe_writer_text(w, "name", licence->name);
  } else {
    grappe_writer_next(w, "name");
    grappe_buffer_add_char(w->out, '"');
    for (const char *c = licence->title; *c; c++) {
      int plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || *c == '.';
      grappe_buffer_add_char(w->out, plain ? *c : '-');
    }
    grappe_buffer_add_char(w->out, '"');
  }
  grappe_writer_text(w, "path", licence->path);
  grappe_writer_text(w, "title", licence->title);
  grappe_writer_close(w, '}');
}

static void write_package(grappe_json_writer *w, const grappe_datapackage *package) {
  grappe_writer_open(w, NULL, '{');
  grappe_writer_text(w, "profile", "tabular-data-package");
  grappe_writer_text(w, "name", package->name);
  grappe_writer_text(w, "title", package->title);
  grappe_writer_text(w, "description", package->description);
  grappe_writer_text(w, "version", package->version);
  grappe_writer_text(w, "created", package->created);
  if (package->licence_count) {
    grappe_writer_open(w, "licenses", '[');
    for (size_t i = 0; i < package->licence_count; i++) write_licence(w, &package->licences[i]);
    grappe_writer_close(w, ']');
  }
  if (package->source_count) {
    grappe_writer_open(w, "sources", '[');
    for (size_t i = 0; i < package->source_count; i++) {
      grappe_writer_open(w, NULL, '{');
      grappe_writer_text(w, "title", package->sources[i].title);
      grappe_writer_text(w, "path", package->sources[i].path);
      grappe_writer_close(w, '}');
    }
    grappe_writer_close(w, ']');
  }
  grappe_writer_open(w, "resources", '[');
  for (size_t i = 0; i < package->resource_count; i++)
    write_resource(w, &package->resources[i], package->resources, package->resource_count);
  grappe_writer_close(w, ']');
  grappe_writer_close(w, '}');
  grappe_buffer_add_char(w->out, '\n');
}

grappe_datapackage_licence grappe_datapackage_licence_named(const char *text) {
  static const struct {
    const char *text;
    grappe_datapackage_licence licence;
  } known[] = {
      {"Licence Ouverte 2.0",
       {"etalab-2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/", "Licence Ouverte 2.0"}},
      {"ODbL 1.0",
       {"ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/", "Open Data Commons Open Database License 1.0"}},
      {"CC BY 4.0",
       {"CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/", "Creative Commons Attribution 4.0 International"}},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(text, known[i].text) == 0) return known[i].licence;
  return (grappe_datapackage_licence){NULL, NULL, text};
}

static grappe_code check_columns(const grappe_datapackage *package, grappe_error *error) {
  for (size_t r = 0; r < package->resource_count; r++) {
    const grappe_datapackage_resource *resource = &package->resources[r];
    for (size_t i = 0; resource->columns && i < resource->column_count; i++)
      if (grappe_field_find(resource->entity, resource->columns[i]) < 0)
        return grappe_fail(error, GRAPPE_ARGUMENT,
                           "'%s' is not a field of %s: describe only the columns that the model has",
                           resource->columns[i], resource->entity->name);
  }
  return GRAPPE_OK;
}

enum { ENTITIES_MOST = 100 };

grappe_code grappe_datapackage_write(const grappe_datapackage *package, grappe_buffer *json, grappe_error *error) {
  grappe_datapackage whole = *package;
  grappe_datapackage_resource all[ENTITIES_MOST] = {0};
  if (!whole.resources) {
    size_t count = grappe_entity_count();
    whole.resource_count = count < ENTITIES_MOST ? count : ENTITIES_MOST;
    for (size_t i = 0; i < whole.resource_count; i++) all[i].entity = grappe_entity_at(i);
    whole.resources = all;
  }
  grappe_code code = check_columns(&whole, error);
  if (code != GRAPPE_OK) return code;
  grappe_json_writer w = {json, 1, 0, 1};
  write_package(&w, &whole);
  return grappe_buffer_failed(json) ? grappe_fail_memory(error) : GRAPPE_OK;
}
