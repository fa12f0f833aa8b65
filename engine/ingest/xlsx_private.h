/* What the files of the XLSX reader share. */
#ifndef GRAPPE_INGEST_XLSX_PRIVATE_H
#define GRAPPE_INGEST_XLSX_PRIVATE_H

#include "base/buffer.h"
#include "ingest/xlsx.h"

enum { XLSX_COLUMNS = 16384, XLSX_ROWS = 1048576, XLSX_ROW_LIMIT = 1 << 20, XLSX_STRINGS_LIMIT = 256 << 20 };

/* What the number format of a cell makes of its number. */
typedef enum xlsx_look { LOOK_NUMBER = 0, LOOK_DATE, LOOK_TIME, LOOK_PERCENT, LOOK_ZEROS } xlsx_look;

typedef struct xlsx_style {
  unsigned char look, digits; /* digits: of LOOK_ZEROS */
} xlsx_style;

/* The style that a number format means; `code` NULL: one of those built in. */
xlsx_style xlsx_style_of(unsigned id, const char *code);
/* Adds what a number looks like; `text` as the file has it. Returns 0 where it is no number. */
int xlsx_number(const char *text, size_t length, xlsx_style style, int from_1904, grappe_buffer *out);
/* Adds a text, with _x000D_ and its like resolved. */
void xlsx_text(const char *text, size_t length, grappe_buffer *out);

#ifdef GRAPPE_WITH_EXPAT
#ifdef GRAPPE_WITH_ZIP
#define GRAPPE_WITH_XLSX 1

#include <expat.h>
#include <zip.h>

/* One part of the package that is being parsed. */
typedef struct xlsx_part {
  zip_file_t *file;
  XML_Parser parser;
  const char *workbook, *name; /* for messages */
  uint64_t size, stored, given;
  int doctype, last;
  grappe_error *failure; /* where a handler leaves what it met */
  void *context;
} xlsx_part;

/* Opens a part; handlers get the xlsx_part as their first argument. GRAPPE_NOT_FOUND, without a message, where the
 * package has none of that name. */
grappe_code xlsx_part_open(zip_t *package, const char *workbook, const char *name, XML_StartElementHandler start,
                           XML_EndElementHandler end, XML_CharacterDataHandler text, void *context, xlsx_part *part,
                           grappe_error *error);
/* Parses on until the end (*ended 1) or until a handler suspends. */
grappe_code xlsx_part_run(xlsx_part *part, int *ended, grappe_error *error);
void xlsx_part_close(xlsx_part *part);
/* A handler gives up: what it passes is what xlsx_part_run returns. */
void xlsx_part_stop(xlsx_part *part, const grappe_error *failure);

const char *xlsx_local(const char *name);                              /* without the prefix of its namespace */
const char *xlsx_attribute(const char **attributes, const char *name); /* NULL: none */
unsigned long xlsx_integer(const char *text);                          /* 0 where it is none */

struct grappe_xlsx {
  zip_t *package;
  const char *name;
  int from_1904;
  char *sheet, *sheet_part, *strings_part, *styles_part;
  /* shared strings: each ends in '\0' */
  grappe_buffer strings;
  size_t *string_starts, string_count, string_capacity;
  /* the style of each cell format */
  xlsx_style *styles;
  size_t style_count, style_capacity;
  /* the row under way */
  xlsx_part part;
  int begun, ended, failed, row_done, in_row;
  uint64_t row;
  size_t column; /* of the cell under way, from 1; of the last before */
  char type[12];
  unsigned long style;
  int in_value, in_phonetic;
  grappe_buffer value; /* of the cell */
  grappe_buffer texts; /* of the row, each ended by '\0' */
  size_t *text_starts; /* for each column: place in texts plus 1; 0: empty */
  grappe_csv_field *fields;
  size_t start_capacity, field_capacity, filled; /* filled: columns up to the last that is not empty */
};

grappe_code xlsx_read_workbook(grappe_xlsx *xlsx, const char *sheet, grappe_error *error); /* xlsx_workbook.c */
grappe_code xlsx_read_strings(grappe_xlsx *xlsx, grappe_error *error);                     /* xlsx_strings.c */
grappe_code xlsx_read_styles(grappe_xlsx *xlsx, grappe_error *error);                      /* xlsx_styles.c */

#endif
#endif
#endif
