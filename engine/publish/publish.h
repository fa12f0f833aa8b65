/* Writers: frames and figures as tables for a terminal, CSV, JSON and Markdown.
 *
 * Pure functions from values to text in a buffer; nothing is opened or printed here. What a format cannot carry (bounds,
 * status, sources) stands in columns of its own, never silently left out. */
#ifndef GRAPPE_PUBLISH_H
#define GRAPPE_PUBLISH_H

#include "base/buffer.h"
#include "base/language.h"
#include "base/status.h"
#include "figure/figure.h"
#include "query/frame.h"

typedef enum grappe_format {
  GRAPPE_FORMAT_TABLE, /* aligned by display width, for people */
  GRAPPE_FORMAT_CSV,   /* RFC 4180, figures in canonical notation, then low, high, status, sources columns */
  GRAPPE_FORMAT_CSV_EXCEL_FR, /* UTF-8 BOM, ';', decimal comma, CRLF, flags in columns of their own */
  GRAPPE_FORMAT_JSON,  /* arrays of objects; a figure is the object of figure/figure.h */
  GRAPPE_FORMAT_MARKDOWN
} grappe_format;

typedef struct grappe_publish_options {
  grappe_format format;
  grappe_language language;
  int width;  /* columns of the terminal; 0: as wide as it takes. Wider tables shorten their widest column first */
  int rows;   /* most rows shown in a table, "… and N more"; 0: all */
  int colour; /* 1: the terminal takes colours */
} grappe_publish_options;

/* "table", "csv", "csv-excel-fr", "json", "md". GRAPPE_ARGUMENT lists them. */
grappe_code grappe_format_parse(const char *text, grappe_format *format, grappe_error *error);

grappe_code grappe_publish_frame(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                                 grappe_error *error);
/* A figure alone: words and bounds, then its sources, for people; the one object in JSON; a header and a row in CSV. */
grappe_code grappe_publish_figure(grappe_figure *figure, const grappe_publish_options *options, grappe_buffer *out,
                                  grappe_error *error);

/* JSON's own pieces, for those who build other objects: a string with its quotes and escapes, a number (null if not
 * finite). */
void grappe_json_string(const char *text, grappe_buffer *out);
void grappe_json_number(double value, grappe_buffer *out);

#endif
