/* What a frame is made of. Private to this room. */
#ifndef GRAPPE_QUERY_FRAME_PRIVATE_H
#define GRAPPE_QUERY_FRAME_PRIVATE_H

#include "query/query_private.h"

/* What makes figures of cells when they are first asked for: many are never looked at. Counted by the columns that have
 * such cells; the first member of what each kind of them needs. */
typedef struct frame_maker {
  int references;
  grappe_code (*make)(struct frame_maker *maker, size_t number, grappe_figure **figure, grappe_error *error);
  void (*free)(struct frame_maker *maker);
  int uniform; /* 1: all have one period and the same sources */
} frame_maker;

/* The same for texts: what a column of details says is found out when it is read. Counted. */
typedef struct frame_texts {
  int references;
  grappe_code (*write)(struct frame_texts *texts, size_t number, int which, grappe_buffer *text, grappe_error *error);
  void (*free)(struct frame_texts *texts);
} frame_texts;

/* One column, counted: frames made from one another share it. */
typedef struct frame_column {
  int references;
  grappe_column *cells;
  /* Texts that are written when they are asked for: text `which` of number leaves[row], or of the row's own where there
   * are no leaves; -1 absent. The cells then have no rows, only the dictionary where texts stay. frame_texts.c */
  frame_texts *texts;
  int which;
  size_t text_rows;
  grappe_figure **figures; /* of each row, NULL where it is made when it is first asked for; NULL: all are */
  /* Where they are made from: number leaves[row] of the maker or row of the leaf entity, else the bare cell. */
  frame_maker *maker;
  const grappe_entity *leaf_entity;
  int leaf_field;
  int32_t *leaves;
  char *measure; /* code of the measure that the figures are of; NULL: of none, or of several */
  char rule[8];  /* its aggregation: "sum", "average", "none"; "" where there is no measure */
} frame_column;

typedef struct frame_place {
  char *name;
  char *title; /* as people read it where that is not the name: of a column that stands for a code or a row; NULL */
  int key;
  frame_column *column;
} frame_place;

struct grappe_frame {
  int references;
  grappe_snapshot *snapshot;
  size_t rows;
  frame_place *places;
  size_t count, capacity;
  char **notes;
  size_t note_count, note_capacity;
  grappe_day geography; /* day of the geography that its figures are on; GRAPPE_DAY_FIRST: each that of its own */
};

/* Building in place, before a frame is handed out. The column (its reference) goes over to the frame, also where this
 * fails. A column of the same name is replaced. */
grappe_code frame_put(grappe_frame *frame, const char *name, int key, frame_column *column, grappe_error *error);
/* The same under the name, title and key mark of another. */
/* GRAPPE_ARGUMENT where the column of that name says which rows are confidential (publish/disclosure.h): it stays with
 * them. */
grappe_code frame_check_not_kept(const grappe_frame *frame, const char *name, grappe_error *error);
grappe_code frame_put_as(grappe_frame *frame, const frame_place *like, frame_column *column, grappe_error *error);
grappe_code frame_entitle(grappe_frame *frame, const char *name, const char *title, grappe_error *error);
grappe_code frame_note(grappe_frame *frame, const char *note, grappe_error *error); /* "" adds nothing */
/* A column around cells, which go over to it, also where this fails (NULL then). Figures: NULL, or an array for each
 * row, which goes over too. */
frame_column *frame_column_new(grappe_column *cells, grappe_figure **figures, grappe_error *error);
/* A figure column from whole figures: keeps them. */
frame_column *frame_column_of_figures(grappe_figure *const *figures, size_t count, grappe_error *error);
/* The rows of a column in another order; -1 gives an absent cell. */
grappe_code frame_column_gather(const frame_column *column, const int32_t *rows, size_t count, frame_column **result,
                                grappe_error *error);
/* Makes room for the figures of a column, where there is none yet. */
grappe_code frame_column_figures(frame_column *column, grappe_error *error);
void frame_column_release(frame_column *column);
void frame_maker_release(frame_maker *maker); /* NULL is allowed */
/* A column of text `which` of each of `rows` numbers, from 0; keeps `texts` once more. NULL: no memory. */
frame_column *frame_column_of_texts(frame_texts *texts, int which, size_t rows, grappe_error *error);
void frame_texts_release(frame_texts *texts); /* NULL is allowed */
grappe_code frame_text_cell(frame_column *column, size_t row, grappe_value *value, grappe_error *error);
/* Other rows of such a column; all its texts, as cells (where one cannot be written it is absent). */
frame_column *frame_texts_gather(const frame_column *column, const int32_t *rows, size_t count, grappe_error *error);
void frame_texts_fill(frame_column *column);
frame_column *frame_column_keep(frame_column *column);
/* A new frame with the same columns and notes. */
grappe_code frame_copy(const grappe_frame *frame, grappe_frame **copy, grappe_error *error);
/* GRAPPE_DATA where rows that meet (partner[i] is the right row of left row i, -1 none) are of a territory that changed
 * between the geographies of both, or found no partner for that reason; names the territories. Columns of territories
 * of one snapshot. frame_geography.c */
grappe_code frame_check_geographies(const grappe_frame *left, size_t left_column, const grappe_frame *right,
                                    size_t right_column, const int32_t *partner, grappe_error *error);
/* A column of figures or numbers, or GRAPPE_ARGUMENT. */
grappe_code frame_find_numbers(const grappe_frame *frame, const char *name, size_t *column, grappe_error *error);

/* Of a column of figures: whether a cell is absent without saying a unit, and the unit of the first that does. */
int frame_unitless(const grappe_column *cells, size_t row);
grappe_unit frame_unit_of(const grappe_column *cells);

/* --- codes --- frame_codes.c */

/* The values of a column (or of several together), numbered from 0 in the order in which they first stand there. */
typedef struct frame_codes {
  int32_t *code;  /* of each row; -1 absent */
  int32_t *first; /* the row where each value stands first */
  size_t count;   /* of values */
} frame_codes;
/* GRAPPE_ARGUMENT for a column of figures or lists. */
grappe_code frame_codes_of(const grappe_frame *frame, size_t column, frame_codes *codes, grappe_error *error);
/* Where every row has a value and equal ones stand together: *together 1, and where each begins in `first`; `code`
 * stays NULL. Else *together 0 and nothing. */
grappe_code frame_codes_together(const grappe_frame *frame, size_t column, frame_codes *codes, int *together,
                                 grappe_error *error);
void frame_codes_free(frame_codes *codes);
/* A frame of these rows (their numbers) with the one column, as key: names of groups, of a matrix' rows. */
grappe_code frame_names_of(const grappe_frame *frame, size_t column, const int32_t *first, size_t count,
                           grappe_frame **names, grappe_error *error);
/* Of several columns together; an absent value counts as a value of its own. */
grappe_code frame_codes_of_all(const grappe_frame *frame, const size_t *columns, size_t count, frame_codes *codes,
                               grappe_error *error);
/* Numbers keys[0..count-1] in the order in which they come; a negative one is absent. */
grappe_code frame_codes_of_keys(const int64_t *keys, size_t count, frame_codes *codes, grappe_error *error);
/* Fails, with the first, where a row has no value. */
grappe_code frame_codes_complete(const grappe_frame *frame, size_t column, const frame_codes *codes,
                                 grappe_error *error);
/* Fails, with both, where two rows have the same pair of values. Both are complete. */
grappe_code frame_pair_check(const grappe_frame *frame, const size_t columns[2], const frame_codes *row,
                             const frame_codes *column, grappe_error *error);

#endif
