/* Statistical secrecy of totals. Private to this room. */
#ifndef GRAPPE_QUERY_SECRECY_PRIVATE_H
#define GRAPPE_QUERY_SECRECY_PRIVATE_H

#include "query/total_private.h"

/* Reads whose each row is. Only where the selection has a rule of secrecy. */
grappe_code query_secrecy_prepare(query_selection *selection, query_prepared *prepared, grappe_error *error);
/* Makes the total of these rows confidential (CONF_STATUS C) where the rule says so. What is only bounded counts with
 * its estimate, else with the bound that is known; undecided rows and unknown values tell of nobody. */
grappe_code query_secrecy_mark(const query_selection *selection, const query_prepared *prepared, const query_rows *rows,
                               grappe_figure **figure, grappe_error *error);

/* The groups of a table, compared by their keys. */
typedef struct query_lines {
  size_t count; /* of groups */
  int keys;
  const void *groups;
  /* the order of two groups by all keys but `except` */
  int (*compare)(const void *groups, int except, int32_t a, int32_t b);
} query_lines;
typedef struct query_line_order {
  const query_lines *lines;
  int except;
} query_line_order;
int query_lines_compare(const void *order, int32_t a, int32_t b);

/* Takes the total of each line of the table as known: of the groups that agree in all keys but one. Where one alone of
 * a line is confidential, the least of the others that is more than zero becomes so as well (D). */
grappe_code query_secrecy_second(const query_selection *selection, const query_prepared *prepared,
                                 const query_lines *lines, grappe_figure **figures, grappe_error *error);

#endif
