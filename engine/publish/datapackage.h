/* The description of the data package, from the model: Frictionless Data Package (tabular-data-package, v1), JSON.
 *
 * One resource for each CSV that is asked for: its columns with type and constraints, primary key, foreign keys where a
 * column holds one code of another resource of the package. Keys are the model's; where several files hold the same
 * entity, or a file only part of its rows, facts about the rows (publish/datapackage_rows.h) say which ones hold. */
#ifndef GRAPPE_PUBLISH_DATAPACKAGE_H
#define GRAPPE_PUBLISH_DATAPACKAGE_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"
#include "model/model.h"

typedef struct grappe_datapackage_licence {
  const char *name, *path, *title; /* name: an identifier such as "etalab-2.0" or "CC-BY-4.0"; NULL: made of the title.
                                      One of name and title may be NULL, and path */
} grappe_datapackage_licence;

/* The licence that sources name by this text ("Licence Ouverte 2.0", "ODbL 1.0", "CC BY 4.0"), with its identifier and
 * address; another text becomes the title alone. Borrows the text. */
grappe_datapackage_licence grappe_datapackage_licence_named(const char *text);

typedef struct grappe_datapackage_source {
  const char *title, *path; /* path may be NULL */
} grappe_datapackage_source;

/* What the rows of a file show. */
typedef struct grappe_datapackage_facts {
  int keyed;          /* every column of the key is there and never empty, and no two rows have the same key */
  const int *targets; /* for each column: index of the resource that has all its codes; -1: none */
} grappe_datapackage_facts;

typedef struct grappe_datapackage_resource {
  const grappe_entity *entity;
  const char *name;           /* unlike the others', of the characters of a package's name; NULL: the entity's */
  const char *path;           /* of its CSV, relative to the description; NULL: <entity>.csv */
  const char *const *columns; /* as the CSV has them, names of fields; NULL: all fields, in the model's order */
  size_t column_count;
  const grappe_datapackage_facts *facts; /* NULL: the model alone says; else `columns` must be given */
  char separator;                        /* 0: ',' */
} grappe_datapackage_resource;

typedef struct grappe_datapackage {
  const char *name;  /* lower-case letters, digits, '-', '_', '.' */
  const char *title; /* may be NULL, as may description, version and created */
  const char *description;
  const char *version;
  const char *created; /* YYYY-MM-DD or with time; never the clock's, so that the same data gives the same bytes */
  const grappe_datapackage_resource *resources; /* NULL: all entities, in the model's order */
  size_t resource_count;
  const grappe_datapackage_licence *licences;
  size_t licence_count;
  const grappe_datapackage_source *sources;
  size_t source_count;
} grappe_datapackage;

/* Adds the JSON, indented by two spaces and ended by a line end. Descriptions are in English. A column that is no field
 * of its entity: GRAPPE_ARGUMENT. */
grappe_code grappe_datapackage_write(const grappe_datapackage *package, grappe_buffer *json, grappe_error *error);

#endif
