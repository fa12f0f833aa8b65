/* What the files page*.c share. Private to them. */
#ifndef GRAPPE_PUBLISH_PAGE_PRIVATE_H
#define GRAPPE_PUBLISH_PAGE_PRIVATE_H

#include "publish/page.h"

typedef struct page_source {
  size_t code; /* offset */
  size_t *places;
  size_t place_count, place_capacity;
} page_source;

typedef struct page_heading {
  size_t text;
  int level;
} page_heading;

/* How a value stands in the text: what is written after its name. */
typedef enum page_form {
  PAGE_WORDS = 0, /* nothing: "more than 200 members" */
  PAGE_SHORT,     /* ">200 members" */
  PAGE_NUMBER,    /* "more than 200" */
  PAGE_ORDINAL,   /* "3rd" */
  PAGE_LIST,      /* of a table: its first column as a list */
  PAGE_CELL       /* in a table whose heading says the unit: ">200" */
} page_form;

typedef struct page {
  const grappe_page_parts *parts;
  grappe_buffer *out;  /* where the body is written to */
  grappe_buffer texts; /* one after another, each ended; offset 0 is "" */
  page_source *sources;
  size_t source_count, source_capacity;
  grappe_figure **figures; /* as they may be shown; those that the page explains */
  size_t *figure_keys;     /* what tells them apart: texts */
  size_t *figure_names;    /* what a figure without a label is called: its cell's row and column */
  size_t *figure_order;    /* indices by key, for looking up */
  size_t figure_count, figure_capacity, order_capacity, key_capacity, name_capacity;
  size_t cell_name; /* while a table is written: text, of the cell; else 0 */
  page_heading *headings;
  size_t heading_count, heading_capacity;
  size_t drawings, tables, numbered; /* how many so far; of tables, those that only a number tells apart */
  int failed;                        /* memory ran out */
} page;

const char *page_text(const page *to, size_t offset);
size_t page_keep(page *to, const char *text);

/* Adds the text so that HTML shows it as it is, in elements and in attributes. */
void page_escape(const char *text, grappe_buffer *out);
/* The same, typeset: for what people read. */
void page_words(const char *text, grappe_buffer *out);

/* --- page_markdown.c: the text, with its values put in --- */
grappe_code page_markdown(page *to, const char *text, int nested, grappe_error *error);
/* Trusted Markdown of lists, such as explanations: without values. */
grappe_code page_plain_markdown(const char *text, grappe_buffer *out, grappe_error *error);

/* --- page_figures.c: figures, where they come from, how they came about --- */
/* The figure, linked to its explanation and its sources. */
grappe_code page_figure(page *to, grappe_figure *figure, page_form form, grappe_error *error);
grappe_code page_explanations(page *to, grappe_error *error);
grappe_code page_sources(page *to, grappe_error *error);

/* --- page_table.c --- */
/* `caption` "": numbered. */
grappe_code page_table(page *to, const grappe_frame *frame, const char *caption, grappe_error *error);
/* The first column as items. */
grappe_code page_list(page *to, const grappe_frame *frame, grappe_error *error);
grappe_code page_drawing(page *to, const grappe_drawing *drawing, grappe_error *error);

/* --- page_style.c: what every page has in its head and at its end --- */
void page_style(grappe_buffer *out);
const char *page_script(void);

#endif
