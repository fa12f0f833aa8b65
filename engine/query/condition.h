/* Conditions on the values of a path. Immutable and counted.
 *
 * Three-valued: where the value is absent because nobody said it (an empty cell, `?`, `nc`, `s`), or where the bounds
 * of a figure straddle what is asked, the answer is GRAPPE_MAYBE. Not applicable (`n/a`) answers no to every
 * comparison. A path with several values answers yes where one value does, else maybe where one is undecided or none is
 * recorded, else no. `known` and `unknown` are never undecided. */
#ifndef GRAPPE_QUERY_CONDITION_H
#define GRAPPE_QUERY_CONDITION_H

#include "base/buffer.h"
#include "figure/figure.h"
#include "query/observatory.h"

typedef struct grappe_condition grappe_condition;

/* Each returns a new condition, or NULL when memory ran out (also when a condition passed in is NULL). Texts are
 * copied, figures and conditions kept; what is passed in stays the caller's. */

/* A reference or term: its code, or its name in any language whatever the accents, case or hyphens. A code of a closed
 * list: code or name. Free text: exactly this text. Numbers, figures, dates, periods: the text is read as one ("2018"
 * is then the period that a date must lie in). With a `*`: a pattern, `*` standing for any characters, held against the
 * code (or text) exactly and against the name folded. */
grappe_condition *grappe_condition_text(const char *text);
/* A number or figure, after conversion of units. A plain number (grappe_figure_number) takes on the column's unit. */
grappe_condition *grappe_condition_figure(grappe_comparison comparison, grappe_figure *figure);
grappe_condition *grappe_condition_yesno(int yes);
/* A date, against a day. A period: GRAPPE_LESS is wholly before, GRAPPE_EQUAL is exactly that day, and so on. */
grappe_condition *grappe_condition_day(grappe_comparison comparison, grappe_day day);
/* A date in the period; a period that lies within it. */
grappe_condition *grappe_condition_within(grappe_period period);
/* A reference to this row. The row's snapshot is kept. */
grappe_condition *grappe_condition_row(const grappe_row *row);
grappe_condition *grappe_condition_known(int known); /* 1: there is a value; 0: there is none */
grappe_condition *grappe_condition_not(grappe_condition *condition);
grappe_condition *grappe_condition_any(grappe_condition *const *conditions, size_t count); /* or; none: no */
grappe_condition *grappe_condition_all(grappe_condition *const *conditions, size_t count); /* and; none: yes */

grappe_condition *grappe_condition_keep(grappe_condition *condition);
void grappe_condition_release(grappe_condition *condition); /* NULL is allowed */
/* What a condition says, for who holds it against values that stand in no column. Borrowed; zero where it does not
 * belong to the kind. */
typedef struct grappe_condition_view {
  const char *kind;             /* text, figure, yesno, day, within, row, known, not, any, all */
  grappe_comparison comparison; /* of figure and day */
  const char *text;
  grappe_figure *figure;
  int yes; /* of yesno and known */
  grappe_day day;
  const grappe_row *row;
  grappe_condition *const *parts; /* of not, any, all */
  size_t count;
} grappe_condition_view;
grappe_condition_view grappe_condition_look(const grappe_condition *condition);
/* Adds it in words: "= 21.*", "at least 50 jobs", "known". `name_of` (may be NULL) tells what a code is called. */
typedef const char *grappe_code_namer(void *context, const char *code);
void grappe_condition_describe(const grappe_condition *condition, grappe_code_namer *name_of, void *context,
                               grappe_buffer *text);

#endif
