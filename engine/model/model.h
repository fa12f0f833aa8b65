/* The cluster model as data: every entity and field, said once.
 *
 * The SQL schema, the CSV headers, the fields a script sees, completion, help, data/datapackage.json and the reference
 * pages all come from these constant tables. Adding a field is one row here and one migration in store/. Nothing here
 * is ever released or changed. */
#ifndef GRAPPE_MODEL_H
#define GRAPPE_MODEL_H

#include <stddef.h>

typedef enum grappe_type {
  GRAPPE_TEXT,
  GRAPPE_SIREN, /* nine digits with the check digit (Luhn), spaces allowed on the way in */
  GRAPPE_SIRET, /* fourteen digits: SIREN, NIC, check digit (La Poste's sites by the sum of digits) */
  GRAPPE_INTEGER,
  GRAPPE_NUMBER, /* a plain number without bounds: a coordinate, a factor */
  GRAPPE_YESNO,
  GRAPPE_DATE,     /* YYYY-MM-DD; YYYY or YYYY-MM stand for their first day (last day in a field marked TO) */
  GRAPPE_PERIOD,   /* in the notation of base/date.h */
  GRAPPE_FIGURE,   /* in the notation of figures; stored as a number when exact, as notation text otherwise */
  GRAPPE_CODE,     /* one of a closed list that the engine knows: `list` names it (model/codes.h) */
  GRAPPE_TERM,     /* one of an open list that is data: rows of entity `term` whose list is `list` */
  GRAPPE_REFERENCE /* a row of entity `list` */
} grappe_type;

typedef enum grappe_field_flag {
  GRAPPE_REQUIRED = 1,
  GRAPPE_KEY = 2,      /* part of what identifies a row: re-import updates the row with the same key */
  GRAPPE_MANY = 4,     /* several values, separated by ';' in a cell; references and terms in a table of their own */
  GRAPPE_NAMED = 8,    /* a name under which the row is found, folded and in full-text search */
  GRAPPE_PLACED = 16,  /* the territory of the row, or a reference to a row that has one */
  GRAPPE_FROM = 32,    /* first day on which the row is valid */
  GRAPPE_TO = 64,      /* last day on which the row is valid */
  GRAPPE_DURING = 128, /* the period in which the row is valid or to which it belongs */
  GRAPPE_NOT_NEGATIVE = 256, /* a figure that cannot be below zero, even unknown */
  GRAPPE_INTERNAL = 512,     /* kept by the store, never read from a file */
  GRAPPE_EMPTY_NONE = 1024   /* an empty cell says that there is none (not applicable), not that nobody knows */
} grappe_field_flag;

typedef struct grappe_field {
  const char *name;
  grappe_type type;
  unsigned flags;
  const char *list; /* code list, term list or entity referred to; NULL for other types */
  const char *unit; /* unit of a figure or number; NULL where the row itself says it (observation: its measure) */
  const char *english, *french; /* documentation: one line each */
} grappe_field;

typedef struct grappe_entity {
  const char *name;                       /* "training_programme": table, CSV file, `applies_to` */
  const char *plural;                     /* "training_programmes": the collection in scripts */
  const char *unit;                       /* unit of a count of rows (model/units.h) */
  int sourced;                            /* 1: the three common fields source, locator and note follow its own */
  const char *english, *french, *italian; /* title */
  const char *english_text, *french_text; /* documentation */
  const grappe_field *fields;             /* its own fields, ended by a row whose name is NULL */
} grappe_entity;

/* All entities, in an order in which each comes after those it refers to (observation refers to itself). */
size_t grappe_entity_count(void);
const grappe_entity *grappe_entity_at(size_t index);
/* By name or plural; NULL where there is none. */
const grappe_entity *grappe_entity_find(const char *name);
size_t grappe_entity_index(const grappe_entity *entity);
const char *grappe_entity_title(const grappe_entity *entity); /* in the language that is set */

/* The fields of an entity, its own and then the common ones. */
size_t grappe_field_count(const grappe_entity *entity);
const grappe_field *grappe_field_at(const grappe_entity *entity, size_t index);
/* Index of the field, or -1. */
int grappe_field_find(const grappe_entity *entity, const char *name);
/* Index of the first field that has the flag, or -1. */
int grappe_field_with(const grappe_entity *entity, unsigned flag);
/* Whether values of the field live in a link table of their own: a MANY reference or term. */
int grappe_field_linked(const grappe_field *field);

/* Check digits: 1 where `text` (digits only) is well formed and its check holds, and it is not zeros. */
int grappe_siren_valid(const char *text);
int grappe_siret_valid(const char *text);

#endif
