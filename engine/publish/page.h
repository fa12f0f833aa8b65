/* Pages: one self-contained HTML document with text, figures, tables, charts and maps.
 *
 * The text is a small Markdown, and strict: what is begun must be ended, and a sign that means nothing here is text.
 *
 *   # Section, ## part        headings; the title of the page stands above them
 *   paragraphs, - items, 1. items (two spaces deeper: a list within), > remarks
 *   **strong**, *emphasis*, [text](https://…), \* a sign as it is
 *   {name}                    within a sentence: the figure in words, "more than 200 members"
 *   {name:short}              the same in short, ">200 members"
 *   {name:number}             in words, without its unit, "more than 200"
 *   {name:ordinal}            a whole number as a place, "3rd"
 *   {name} on a line alone    a table, chart or map; nothing where the value is none
 *   {name} words              on a line alone: a table with these words for its caption
 *   {name:list}               on a line alone: the first column of a table as a list
 *
 * Text that people read is typeset (text/typography.h), days and periods are written in words.
 *
 * Every figure leads to its numbered source, with its place in it, and to how it came about; both stand at the end of
 * the page. All text from data is escaped. The page asks nothing of the network, reads whole without scripts, prints,
 * and has a light and a dark face. Confidential figures are withheld (disclosure.h), in the explanations too. */
#ifndef GRAPPE_PUBLISH_PAGE_H
#define GRAPPE_PUBLISH_PAGE_H

#include "base/buffer.h"
#include "base/status.h"
#include "publish/drawing.h"
#include "query/observatory.h"

typedef enum grappe_page_kind {
  GRAPPE_PAGE_NOTHING, /* its line is left out */
  GRAPPE_PAGE_FIGURE,
  GRAPPE_PAGE_FRAME,
  GRAPPE_PAGE_DRAWING,
  GRAPPE_PAGE_TEXT,    /* as it is */
  GRAPPE_PAGE_MARKDOWN /* text of the page's own kind; it may name other values, not more Markdown */
} grappe_page_kind;

/* All borrowed. */
typedef struct grappe_page_value {
  const char *name;
  grappe_page_kind kind;
  grappe_figure *figure;
  grappe_frame *frame;
  grappe_drawing *drawing;
  const char *text;
} grappe_page_value;

typedef struct grappe_page_parts {
  const char *title, *subtitle, *text; /* subtitle NULL: none */
  const grappe_page_value *values;
  size_t count;
  grappe_observatory *observatory; /* knows the sources */
} grappe_page_parts;

/* Adds the document, in the language that is set. A name that stands for nothing, or Markdown that is not ended, is
 * GRAPPE_ARGUMENT with the line of the text. */
grappe_code grappe_page_write(const grappe_page_parts *parts, grappe_buffer *out, grappe_error *error);

#endif
