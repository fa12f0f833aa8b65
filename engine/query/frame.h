/* Frames: small tables of results, with named, typed columns. Immutable and counted; an operation gives a new frame.
 *
 * A frame keeps the snapshot that its rows and texts are of. Figure columns give whole figures, with their sources;
 * many are made only when they are asked for. */
#ifndef GRAPPE_QUERY_FRAME_H
#define GRAPPE_QUERY_FRAME_H

#include <stddef.h>

#include "column/column.h"
#include "figure/figure.h"
#include "query/observatory.h"
#include "query/value.h"
#include "statistics/classes.h"

typedef struct grappe_frame grappe_frame;

grappe_frame *grappe_frame_keep(grappe_frame *frame);
void grappe_frame_release(grappe_frame *frame);                    /* NULL is allowed */
grappe_snapshot *grappe_frame_snapshot(const grappe_frame *frame); /* borrowed */

size_t grappe_frame_rows(const grappe_frame *frame);
size_t grappe_frame_columns(const grappe_frame *frame);
const char *grappe_frame_name(const grappe_frame *frame, size_t column);
/* What people read in the head of the column: its name, or what the code that it stands for is called. */
const char *grappe_frame_title(const grappe_frame *frame, size_t column);
/* Adds what people call the column inside a sentence: of a measure its name, else the title. */
grappe_code grappe_frame_column_words(const grappe_frame *frame, size_t column, grappe_buffer *words,
                                      grappe_error *error);
/* What the cells of a column hold. A list column has items of `*items` (may be NULL). */
grappe_value_kind grappe_frame_kind(const grappe_frame *frame, size_t column, grappe_value_kind *items);
int grappe_frame_key(const grappe_frame *frame, size_t column); /* 1: what the rows are grouped by or stand for */
/* The unit that all figures of the column share, into *unit; 0 where they differ or the column holds none. */
int grappe_frame_unit(const grappe_frame *frame, size_t column, grappe_unit *unit);
/* The bare arrays of a column, borrowed; figures: value, low, high, flags. */
const grappe_column *grappe_frame_column(const grappe_frame *frame, size_t column);
/* 1: texts of the column are written one by one when their cell is asked for, which may take long. */
int grappe_frame_written_late(const grappe_frame *frame, size_t column);
size_t grappe_frame_bytes(const grappe_frame *frame); /* memory of its columns, without figures made so far */
/* Index of the column of that name, or else title; GRAPPE_NOT_FOUND offers the nearest. */
grappe_code grappe_frame_find(const grappe_frame *frame, const char *name, size_t *column, grappe_error *error);
grappe_code grappe_frame_cell(const grappe_frame *frame, size_t row, size_t column, grappe_value *value,
                              grappe_error *error);
/* A figure of a figure or number column, for the caller to release. */
grappe_code grappe_frame_figure(const grappe_frame *frame, size_t row, size_t column, grappe_figure **figure,
                                grappe_error *error);
/* Notes and warnings: whole sentences in the user's language. */
size_t grappe_frame_note_count(const grappe_frame *frame);
const char *grappe_frame_note(const grappe_frame *frame, size_t index);

/* --- building --- */
/* `rows` rows and no column; the snapshot is kept. */
grappe_code grappe_frame_new(grappe_snapshot *snapshot, size_t rows, grappe_frame **frame, grappe_error *error);
/* The frame with one more column, or with another in the place of the one of that name. `values` has a value for each
 * row, all of one kind or NONE (a number among figures becomes a figure); they stay the caller's. Rows must be of the
 * frame's observatory. */
grappe_code grappe_frame_with(const grappe_frame *frame, const char *name, const grappe_value *values,
                              grappe_frame **result, grappe_error *error);
/* Other cells in the place of those of a column, which keeps its name, title and key mark. */
grappe_code grappe_frame_replace(const grappe_frame *frame, size_t column, const grappe_value *values,
                                 grappe_frame **result, grappe_error *error);
/* The same column marked as key, or not. */
grappe_code grappe_frame_with_key(const grappe_frame *frame, const char *name, int key, grappe_frame **result,
                                  grappe_error *error);
grappe_code grappe_frame_with_note(const grappe_frame *frame, const char *note, grappe_frame **result,
                                   grappe_error *error);

/* --- operations --- */
/* Adds column `share` (or `as`): the part of each row in the column's sum, unit 1. TIGHT where no value can be
 * negative: from low / (low + highs of the others) to high / (high + lows of the others); else enclosing. A sum of
 * zero: undefined. */
grappe_code grappe_frame_share(const grappe_frame *frame, const char *column, const char *as, grappe_frame **result,
                               grappe_error *error);
/* The same of what stands in column `whole` of each row, which contains what stands in `part`: as grappe_share says
 * (statistics/concentration.h). Refuses units that cannot be converted, and figures that count different things. */
grappe_code grappe_frame_share_of(const grappe_frame *frame, const char *part, const char *whole, const char *as,
                                  grappe_frame **result, grappe_error *error);
/* Adds column `rank` (or `as`): 1 for the greatest (descending) or least; equal values share the better rank and the
 * next one is skipped. Where bounds overlap it is a range, tight: a figure such as 2..3, unit rank. */
grappe_code grappe_frame_rank(const grappe_frame *frame, const char *column, int descending, const char *as,
                              grappe_frame **result, grappe_error *error);
/* Stable; the order of values is that of grappe_query_order. */
grappe_code grappe_frame_sort(const grappe_frame *frame, const char *column, int descending, grappe_frame **result,
                              grappe_error *error);
grappe_code grappe_frame_head(const grappe_frame *frame, size_t count, grappe_frame **result, grappe_error *error);
/* The rows with the greatest values, greatest first. */
grappe_code grappe_frame_top(const grappe_frame *frame, size_t count, const char *column, grappe_frame **result,
                             grappe_error *error);
grappe_code grappe_frame_select(const grappe_frame *frame, const char *const *columns, size_t count,
                                grappe_frame **result, grappe_error *error);
grappe_code grappe_frame_drop(const grappe_frame *frame, const char *const *columns, size_t count,
                              grappe_frame **result, grappe_error *error);
grappe_code grappe_frame_rename(const grappe_frame *frame, const char *from, const char *to, grappe_frame **result,
                                grappe_error *error);
/* These rows, in this order (indices of the frame's rows). */
grappe_code grappe_frame_gather(const grappe_frame *frame, const size_t *rows, size_t count, grappe_frame **result,
                                grappe_error *error);
/* Rows for which the test says GRAPPE_TRUE; a note counts those it could not decide. */
typedef grappe_code (*grappe_frame_test)(void *context, const grappe_frame *frame, size_t row, grappe_truth *truth,
                                         grappe_error *error);
grappe_code grappe_frame_filter(const grappe_frame *frame, grappe_frame_test test, void *context, grappe_frame **result,
                                grappe_error *error);

/* How classify finds the limits between classes: given, or from the column's values. */
typedef struct grappe_frame_classes {
  int given;           /* 1: `edges`; 0: by `method`, in `classes` of them */
  const double *edges; /* in the unit of the column's first figure */
  size_t edge_count;
  grappe_class_method method;
  size_t classes;
  int upper; /* a value on a limit belongs to the class below it */
} grappe_frame_classes;
/* Adds column `class` (or `as`): which class each row is in, from 1; where its bounds lie in several it is a range. A
 * note lists the classes, and one the rows without a value, which do not count when limits are found. */
grappe_code grappe_frame_classify(const grappe_frame *frame, const char *column, const grappe_frame_classes *how,
                                  const char *as, grappe_frame **result, grappe_error *error);

/* Turns values of one column into columns: a row for each combination of the columns `rows`, a column for each value of
 * `across` (in the order of such values), named by its code and entitled by its name, and in it the cell of `value`. A
 * combination that no row of the frame has is not collected, or zero where the frame is `complete`. GRAPPE_DATA where
 * two rows have the same combination. */
grappe_code grappe_frame_pivot(const grappe_frame *frame, const char *const *rows, size_t row_count, const char *across,
                               const char *value, int complete, grappe_frame **result, grappe_error *error);
/* The frame with the columns of another, row by row where all `keys` (columns of both; `count` 0: the common keys, or
 * else the common columns that hold no figures) say the same. Rows and codes match by what files call them, so that a
 * row meets its code; what is absent meets nothing. A row without partner stays, its new figures not collected; notes
 * count such rows of both. GRAPPE_DATA where the other frame has two rows for one, and where a key holds territories
 * that changed between the geographies of both frames (grappe_frames_meet puts them on one). */
grappe_code grappe_frame_join(const grappe_frame *frame, const grappe_frame *other, const char *const *keys,
                              size_t count, grappe_frame **result, grappe_error *error);

/* One figure from a column: `what` and `quantile` as in query.h, GRAPPE_COUNT counting known cells. The column of a
 * measure that may not be added up refuses a sum, and says why. */
grappe_code grappe_frame_total(const grappe_frame *frame, const char *column, int what, double quantile,
                               grappe_figure **figure, grappe_error *error);

#endif
