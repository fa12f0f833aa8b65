/* Writers: frames and figures as tables for a terminal, CSV, JSON, Markdown, workbooks, JSON-stat, SDMX-CSV and data
 * packages.
 *
 * Functions from values to bytes in a buffer; nothing is printed here. What a format cannot carry (bounds, status,
 * sources) stands in columns of its own, never silently left out. The notes of a frame stand below a table, in
 * Markdown, in a workbook's second sheet, in JSON-stat and in a data package; CSV, SDMX-CSV and JSON have no place for
 * them: the caller tells them apart (grappe_frame_note).
 *
 * Table and Markdown: references and terms by name, the unit in the title of a column whose figures share one, then the
 * notes, then the sources that the figures shown cite, each once. A table that is wider than asked shortens its widest
 * text column first, never a number; where that is not enough the last columns are left out, and named below. Control
 * characters are written out (text/width.h).
 *
 * CSV: RFC 4180, lines ended by LF; the columns of the frame, and beside the column x
 *   - of figures (x itself in canonical notation without unit): x_low, x_high (empty where open to infinity), x_unit,
 *     x_status (SDMX observation status; "A/C" with the confidentiality status where it is not F, free) and x_sources
 *     ("P p. 1; N");
 *   - of references, terms and codes of closed lists (x itself the code): x_name.
 * Items of a list are separated by ';', one that is only possible ends in '?'. An absent cell is empty where nobody
 * said it, else nc, n/a, s or u. A column of the frame that is called x_low keeps its name, and the added one ends in
 * '_'.
 *
 * CSV for a French Excel: UTF-8 with its mark, ';', CRLF and decimal commas. The value of a figure is a plain number,
 * empty where there is none; x_flag (after x_unit) says what the notation said: ~ about, > >= < <= one bound, .. two
 * bounds, ? nc n/a s u absent. A text that Excel would run as a formula (it begins with = + - @, a tab or a carriage
 * return) gets an apostrophe before it; a code of digits that Excel would spoil (it begins with 0 or is longer than 11)
 * is written ="01001", which Excel shows as it is.
 *
 * JSON: an array with an object a row, keys in the order of the columns. A reference is {"code":…,"name":…} (with
 * "maybe":true for an item of a list that is only possible), a term its code, a day or period a string in its notation,
 * a list an array, empty where absent; any other absence is null, except figures, which say why.
 *
 * XLSX: the cells of CSV for a French Excel, with numbers and days as such, and codes as text that stays text when it
 * is edited; first row frozen, with a filter. A second sheet ("Read me", "Lisez-moi", "Leggimi") says what each column
 * means, the notes, what the flags and statuses that occur mean, and the sources cited with title, publisher, date,
 * licence and address. Needs libxlsxwriter, and room for a temporary file.
 *
 * JSON-stat 2.0 (class "dataset"): the key columns are dimensions (role geo: territories; time: days and periods), and
 * the columns of figures the values of a dimension `measure` (role metric) where there are several. `value` and
 * `status` (SDMX) by index, only of cells that are there; bounds, notation, unit and sources of each in `extension`.
 * Rows without keys, or whose keys repeat, are numbered by a dimension `row`, and what tells them apart stands in its
 * labels.
 *
 * SDMX-CSV 2.0: a line a figure; the dimensions as in JSON-stat, in capitals, then MEASURE, TIME_PERIOD (the figure's
 * own period where no column is one), OBS_VALUE (empty where there is none), OBS_STATUS, CONF_STATUS, UNIT_MEASURE,
 * LOWER_BOUND, UPPER_BOUND, OBS_NOTATION and SOURCE.
 *
 * Data package: a ZIP with data.csv (as CSV), sources.csv and datapackage.json, which describes both (Frictionless
 * tabular data package). Needs libzip.
 *
 * Registry form (`registry` in the options), for CSV and XLSX: the columns are fields of that entity, and nothing
 * stands beside them; figures are numbers where they are exact and in the field's unit, else in their notation: what
 * import registry reads back as it was. */
#ifndef GRAPPE_PUBLISH_H
#define GRAPPE_PUBLISH_H

#include "base/buffer.h"
#include "base/language.h"
#include "base/status.h"
#include "figure/figure.h"
#include "publish/disclosure.h"
#include "publish/drawing.h"
#include "query/frame.h"
#include "query/observatory.h"

typedef enum grappe_publish_format {
  GRAPPE_FORMAT_TABLE,        /* aligned by display width, for people */
  GRAPPE_FORMAT_CSV,          /* RFC 4180, figures in canonical notation, then low, high, status, sources columns */
  GRAPPE_FORMAT_CSV_EXCEL_FR, /* UTF-8 BOM, ';', decimal comma, CRLF, flags in columns of their own */
  GRAPPE_FORMAT_JSON,         /* arrays of objects; a figure is the object of figure/figure.h */
  GRAPPE_FORMAT_MARKDOWN,
  GRAPPE_FORMAT_XLSX,        /* a workbook: numbers as numbers, and a sheet with definitions, sources and flags */
  GRAPPE_FORMAT_JSON_STAT,   /* JSON-stat 2.0 */
  GRAPPE_FORMAT_SDMX,        /* SDMX-CSV 2.0 */
  GRAPPE_FORMAT_DATAPACKAGE, /* a ZIP: CSV, sources and their description (Frictionless) */
  GRAPPE_FORMAT_SVG,         /* drawings (drawing.h), and images made of them */
  GRAPPE_FORMAT_PNG,
  GRAPPE_FORMAT_PDF,
  GRAPPE_FORMAT_HTML /* a page (page.h) */
} grappe_publish_format;

typedef enum grappe_audience {
  GRAPPE_FOR_OTHERS = 0, /* files, pages, other programs: what is confidential is withheld (disclosure.h) */
  GRAPPE_FOR_SCREEN,     /* the terminal of who asks */
  GRAPPE_FOR_ENTITLED    /* whole, because somebody who may said so */
} grappe_audience;

typedef struct grappe_publish_options {
  grappe_publish_format format;
  grappe_language language; /* of numbers and units; sentences and names are in the language that is set */
  int width;      /* columns of the terminal; 0: as wide as it takes. Wider tables shorten their widest column first */
  int rows;       /* most rows shown in a table, "… and N more"; 0: all */
  int colour;     /* 1: the terminal takes colours */
  int importable; /* 1: who shows rows of an entity gives all its fields and sets `registry`, where the format has it */
  grappe_audience audience;        /* drawings and pages withhold for all */
  grappe_withheld *withheld;       /* is told what was withheld; may be NULL */
  const grappe_entity *registry;   /* its rows, in the form that import reads back; NULL: as results */
  grappe_observatory *observatory; /* finds titles of sources; NULL: the frame's own, none for a figure */
} grappe_publish_options;          /* start with {0} */

/* "table", "csv", "csv-excel-fr", "json", "md" …; GRAPPE_ARGUMENT lists them. */
grappe_code grappe_format_parse(const char *text, grappe_publish_format *format, grappe_error *error);
/* Their names, in the order of the list; NULL past the end. */
const char *grappe_format_name(size_t index);
/* Adds the list, as people read it: "table, csv, json". */
void grappe_format_list(grappe_buffer *text);
/* The format that the ending of a file's name says (.csv .xlsx .json .md .zip .svg .png .pdf .html); 0: it says none.
 */
int grappe_format_of_path(const char *path, grappe_publish_format *format);

typedef enum grappe_format_trait {
  GRAPPE_TAKES_TEXT = 1, /* texts and tables of scripts, which are neither figure nor frame, have a form in it */
  GRAPPE_IMPORTABLE = 2, /* it has a registry form */
  GRAPPE_BINARY = 4      /* for files only: no terminal shows it */
} grappe_format_trait;
int grappe_format_is(grappe_publish_format format, grappe_format_trait trait);

/* Adds the frame; every line is ended. On failure nothing was added, except where memory ran out. */
grappe_code grappe_publish_frame(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                                 grappe_error *error);
/* A figure alone. For people: "9,850 jobs" where it is exact, else its notation and the same in words, ">10200 jobs
 * (more than 10,200 jobs)", and below its sources. The one object in JSON; in CSV a header (value, value_low, …) and a
 * row; in the other formats a frame of one row whose column is `value`. */
grappe_code grappe_publish_figure(grappe_figure *figure, const grappe_publish_options *options, grappe_buffer *out,
                                  grappe_error *error);

/* A drawing: as text for a table, as an image in SVG, PNG and PDF, and in the other formats the frame that it
 * draws. */
grappe_code grappe_publish_drawing(const grappe_drawing *drawing, const grappe_publish_options *options,
                                   grappe_buffer *out, grappe_error *error);

/* JSON's own pieces, for those who build other objects: a string with its quotes and escapes (control characters and
 * marks of writing direction as \u, invalid bytes as U+FFFD: the result is valid UTF-8 whatever comes), a number (null
 * if not finite). */
void grappe_json_string(const char *text, grappe_buffer *out);
void grappe_json_number(double value, grappe_buffer *out);

#endif
