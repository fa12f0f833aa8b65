/* Formats: how a published file becomes rows of a dataset, said once as data.
 *
 * A grappe_format is a description that its maker owns (a script's format{}, a test's constant); nothing here changes
 * or keeps it longer than said. Columns are found by name, never by position: spellings that changed over the years are
 * listed, what is not wanted is ignored, what is missing and required is an error that says what was looked for.
 *
 * A plan is a format matched with the header of one file. ingest/format_read.h reads a file by it. */
#ifndef GRAPPE_INGEST_FORMAT_H
#define GRAPPE_INGEST_FORMAT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/language.h"
#include "base/status.h"
#include "figure/figure.h"
#include "ingest/records.h"

typedef enum grappe_format_type {
  GRAPPE_FORMAT_TEXT = 0,  /* free text */
  GRAPPE_FORMAT_CODE,      /* text without space around or in it; see width */
  GRAPPE_FORMAT_ACTIVITY,  /* an activity code: 2120Z is written 21.20Z, 2120 21.20; what has a dot, or is no such code
                              ("21", "CF"), stays */
  GRAPPE_FORMAT_SIREN,     /* nine digits with their check digit */
  GRAPPE_FORMAT_SIRET,     /* fourteen */
  GRAPPE_FORMAT_INTEGER,   /* whole number; groups parted by spaces are read */
  GRAPPE_FORMAT_NUMBER,    /* with decimal point or comma, see decimal */
  GRAPPE_FORMAT_DAY,       /* see day_order; a time after 'T' or ' ' is left out */
  GRAPPE_FORMAT_YEAR,      /* 2018 */
  GRAPPE_FORMAT_PERIOD,    /* 2018, 2018-03, 2018-Q1, 2018Q1, 2018-S1, 2018-03-31, 2018-01-01/2018-06-30 */
  GRAPPE_FORMAT_YESNO,     /* by `yes` and `no`, or else true oui o yes y 1 vrai and false non n no 0 faux */
  GRAPPE_FORMAT_BAND,      /* a code of `bands`, as bounds */
  GRAPPE_FORMAT_FLAGGED,   /* a number that flags may follow: "628 e", ": c" */
  GRAPPE_FORMAT_LONGITUDE, /* of two columns of metres, `columns` and `second`; see also zone. Degrees, WGS 84 */
  GRAPPE_FORMAT_LATITUDE,
  GRAPPE_FORMAT_TYPES
} grappe_format_type;

typedef enum grappe_day_order { GRAPPE_DAY_ISO = 0, GRAPPE_DAY_MONTH_YEAR, GRAPPE_DAY_EITHER } grappe_day_order;

typedef struct grappe_format_absent {
  const char *text; /* the whole cell: "", "K", "[ND]", ":" */
  grappe_presence presence;
} grappe_format_absent;

typedef struct grappe_format_value {
  const char *from, *to;
} grappe_format_value;

typedef struct grappe_format_band {
  const char *code;         /* "12"; "" for the empty cell */
  double low, high;         /* both in it; INFINITY: no upper end */
  grappe_presence presence; /* present, or why the code stands for no value: "NN" */
} grappe_format_band;

/* A further column whose text follows those before it, after a ';'; passed over where it is absent. */
typedef struct grappe_format_also {
  const char *const *columns;
  const char *prefix; /* NULL: none */
  unsigned width;     /* digits alone are filled up with zeros at the left to so many. 0: as they are */
} grappe_format_also;

enum { GRAPPE_FORMAT_ALSO = 4, GRAPPE_FORMAT_FLAGS = 3 }; /* at most so many of them */

/* What becomes of a row whose field cannot be read. */
typedef enum grappe_format_wrong {
  GRAPPE_WRONG_REJECT = 0, /* the row is rejected, and reported */
  GRAPPE_WRONG_UNKNOWN     /* the row stays, the value is unknown; counted and reported as a remark */
} grappe_format_wrong;

/* Lists end in NULL, or in a row whose first text is NULL; a list that is NULL is empty. */
typedef struct grappe_format_field {
  const char *target;         /* name of the column in the dataset */
  const char *const *columns; /* names in the file, the newest first. One may hold "{period}": see below. NULL: the
                                 field is a constant */
  const char *constant;       /* the same text for every row, read as `type`; NULL: none */
  grappe_format_type type;
  int optional; /* 1: a file without the column is fine; the values are unknown then */
  int filled;   /* 1: an absent value rejects the row */
  grappe_format_wrong wrong;
  const grappe_format_absent *absent; /* besides those of the format */
  const grappe_format_value *values;  /* replaces whole cells before they are read */
  int closed;                         /* 1: a text that is not among `values` is wrong */
  const grappe_format_band *bands;    /* of a BAND */
  const char *const *yes, *const *no; /* of a YESNO */
  unsigned width; /* of a CODE: its characters; digits alone are filled up with zeros at the left. 0: any */
  /* Of a TEXT, CODE or ACTIVITY, put to the text once it is read. Several columns make one text for fields of an entity
   * that take several values: "DEP-27;ZE2020-2815". */
  const char *prefix;                  /* before it: "DEP-". NULL: none */
  const char *const *prefix_by;        /* the column that says what goes before it: its text and '-' (REG: "REG-"), or
                                          as `prefixes` say (COM: ""). NULL: none */
  const grappe_format_value *prefixes; /* of prefix_by */
  const grappe_format_also *also;      /* at most GRAPPE_FORMAT_ALSO */
  char decimal;                        /* of a NUMBER or FLAGGED: '.', ',', or 0: either, where that is no question */
  grappe_day_order day_order;
  int shift; /* of a DAY: days added: -1 makes the last day of what there was of the first of what came */
  const grappe_format_absent *flags; /* of a FLAGGED: what a flag makes of a cell without number: {"c", SUPPRESSED} */
  const char *const *flags_by;       /* of the other types: the columns (at most GRAPPE_FORMAT_FLAGS, each where the
                                        file has it) whose text says by `flags` why a cell is absent: OBS_STATUS K. NULL:
                                        none */
  const char *const *only_by, *const *only; /* the value counts in rows where column `only_by` is one of the texts
                                               `only`, elsewhere it is not applicable. NULL: in all rows */
  const char *flags_target;                 /* of a FLAGGED: a text column for the flags; NULL: they are left out */
  const char *const *second; /* of LONGITUDE and LATITUDE: the northing, where `columns` is the easting */
  const char *const *zone; /* the column whose text chooses the projection: a commune's code, 971… the Antilles', 973
                              Guyane's, 974 La Réunion's, 976 Mayotte's; without it, or else: Lambert 93 */
  const char *unit;        /* of a measure: "jobs"; handed on. NULL: none */
  const char *scope;       /* what its figures count: scope codes parted by ' '; handed on. NULL: none */
  const char *refers_to;   /* entity whose codes the texts are: "territory", "activity_class"; with another field than
                              its code, "territory.nuts"; NULL: none */
  const char *qualifier;   /* its level, nomenclature or list: "commune", "NAFRev2"; NULL: none */
  int not_negative;        /* 1: an absent value is 0 or more all the same: counts */
  int many;   /* 1, of a format with an entity: values of several records with one key are joined by ';', for a field
                 that takes several (a registry's MANY) */
  int if_new; /* 1, of a format with an entity: only for rows that are new; what the registry has stays as it is */
  int sought; /* 1: people look for single values: names by their beginning, identifiers as they are */
  const char *name[GRAPPE_LANGUAGES]; /* of the column, for people; may be NULL */
  /* A field that a program reads: makes `result` of the cell's text, which is then read as `type`. Slower. NULL: none.
   * A failure other than of memory, time or a stop is a wrong value. */
  grappe_code (*compute)(void *context, const char *text, size_t length, grappe_buffer *result, grappe_error *error);
  void *compute_context;
} grappe_format_field;

typedef enum grappe_format_test {
  GRAPPE_TEST_IN = 0, /* the cell is one of `values`; a value may end in '*' */
  GRAPPE_TEST_NOT_IN,
  GRAPPE_TEST_EMPTY,
  GRAPPE_TEST_FILLED,
  GRAPPE_TEST_SAME /* the cell is the same text as that of column `other` */
} grappe_format_test;

/* Rows that are left out by default, and why: "natural persons: personal data". */
typedef struct grappe_format_skip {
  const char *const *columns;
  grappe_format_test test; /* true: the row is left out */
  const char *const *values, *const *other;
  const char *reason[GRAPPE_LANGUAGES]; /* in English, and where it is translated */
  int optional;                         /* 1: a file without the column is fine */
} grappe_format_skip;

/* A column "Effectifs salariés {period}" stands for one column a period: each record then becomes one row for each
 * period that the header names, with the period in column `period_target`. All such fields of a format go together. A
 * row without a value in any of them is left out, and counted, unless keep_empty.
 *
 * A publication of several files (a folder or an archive) is a chain of parts, each a format of its own with the
 * pattern that its file's name matches; all go in together, in the order of the chain. A file whose name several parts
 * match is read by each of them. */
typedef struct grappe_format {
  const char *id;      /* "urssaf.commune_ape" */
  const char *dataset; /* code of the dataset it becomes; NULL: the id */
  const char *entity;  /* registry entity whose rows it becomes instead of a dataset, its targets being fields of that
                          entity; NULL: a dataset */
  const char *files;   /* of a part: what its file's name matches, with * and ?, one or several parted by '|'; NULL:
                          any */
  int first_only;      /* 1, of a format with an entity: of rows with one key the first counts, others are left out */
  const struct grappe_format *next; /* the next part; NULL: the last */
  const char *geography;            /* edition of the territories its codes are of: "COG 2024"; NULL: not known */
  const char *title[GRAPPE_LANGUAGES];
  const char *source, *publisher, *licence, *address; /* handed on; may be NULL */
  grappe_records_options reader;      /* `fields` of a JSON are the first spelling of each column where it is NULL */
  const grappe_format_field *fields;  /* ends in a row without target */
  const grappe_format_skip *skips;    /* ends in a row without columns */
  const grappe_format_absent *absent; /* for all fields; the empty cell is unknown where it is not among them */
  const char *period_target;          /* NULL: "period" */
  int keep_empty;
  int closed;      /* 1: columns of the file that no field names are an error, instead of being told of */
  int keep_others; /* 1: they become text columns, under their names as scripts can write them (LAST UPDATE:
                      last_update): for files whose dimensions vary. Not of an entity, nor of JSON */
} grappe_format;

/* GRAPPE_ARGUMENT where the description contradicts itself: two fields of one name, a BAND without bands … */
grappe_code grappe_format_check(const grappe_format *format, grappe_error *error);

typedef struct grappe_plan grappe_plan;

/* Matches the format with a header. Names are equal where their letters are, whatever case, accents, spaces and
 * punctuation, and exactly equal ones come first. GRAPPE_NOT_FOUND where a required column is missing: the message
 * names it with the nearest there is. `format` must outlive the plan. */
grappe_code grappe_plan_make(const grappe_format *format, const char *const *names, size_t width, grappe_plan **plan,
                             grappe_error *error);
void grappe_plan_free(grappe_plan *plan);

/* What the plan leaves: columns of the file that no field uses (places in the header), optional fields not found. */
const size_t *grappe_plan_unused(const grappe_plan *plan, size_t *count);
const grappe_format_field *const *grappe_plan_missing(const grappe_plan *plan, size_t *count);
size_t grappe_plan_period_count(const grappe_plan *plan); /* of a wide file, else 0 */

/* How well a header suits a format. */
typedef struct grappe_likeness {
  const grappe_format *format;
  size_t required, found; /* required columns, and how many of them the header has */
  double share;           /* of the format's columns that the header has, 0 to 1 */
} grappe_likeness;

/* The formats that the header may be of, the likeliest first, at most `most`; those that share nothing are left out.
 * The first suits as it is where found == required. */
size_t grappe_format_recognise(const grappe_format *const *formats, size_t count, const char *const *names,
                               size_t width, grappe_likeness *likeness, size_t most);
/* Fails with the sentence for a file that suits none of them: which formats come nearest, and what they miss. */
grappe_code grappe_format_fail_unknown(const grappe_format *const *formats, size_t count, const char *file,
                                       const char *const *names, size_t width, grappe_error *error);

#endif
