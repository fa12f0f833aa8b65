/* What a condition is made of. Private to this room. */
#ifndef GRAPPE_QUERY_CONDITION_PRIVATE_H
#define GRAPPE_QUERY_CONDITION_PRIVATE_H

#include "query/condition.h"

typedef enum condition_kind {
  CONDITION_TEXT,
  CONDITION_FIGURE,
  CONDITION_YESNO,
  CONDITION_DAY,
  CONDITION_WITHIN,
  CONDITION_ROW,
  CONDITION_KNOWN,
  CONDITION_NOT,
  CONDITION_ANY,
  CONDITION_ALL
} condition_kind;

struct grappe_condition {
  int references;
  condition_kind kind;
  grappe_comparison comparison;
  char *text;
  grappe_figure *figure;
  int yes; /* of YESNO and KNOWN */
  grappe_day day;
  grappe_period period;
  grappe_row row; /* its snapshot kept */
  grappe_condition **parts;
  size_t count;
};

/* Compares what lies in two bounds; values apart by no more than rounding noise are equal. */
grappe_truth query_compare_bounds(grappe_bounds a, grappe_comparison comparison, grappe_bounds b);
/* Whether `text` matches a pattern in which `*` stands for any characters: exactly, or both folded. */
int query_pattern_exact(const char *pattern, const char *text);
int query_pattern_folded(const char *pattern, const char *text);

#endif
