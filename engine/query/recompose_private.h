/* The work of recomposing a frame. Private to this room. */
#ifndef GRAPPE_QUERY_RECOMPOSE_PRIVATE_H
#define GRAPPE_QUERY_RECOMPOSE_PRIVATE_H

#include "query/frame_private.h"
#include "query/recompose.h"
#include "territory/conversion.h"

/* A part of a cell of the new frame. */
typedef struct recompose_part {
  int32_t to, group, row; /* new territory; group of the other keys; row of the old frame */
  double share, low, high;
  grappe_share_kind kind;
} recompose_part;

typedef struct recompose_parts {
  recompose_part *items; /* by `to`, then group, then row */
  size_t count, capacity;
} recompose_parts;

typedef struct recompose_key {
  int32_t to, group, row; /* row: one of the old frame that has the group's keys */
} recompose_key;

/* One of the geographies that the figures of a column are on. */
typedef struct recompose_day {
  grappe_day day;
  unsigned char *changed; /* of each territory, between that day and the new geography's */
} recompose_day;

/* What the new territories were on one of those days, at the level of the figures. */
typedef struct recompose_back {
  grappe_day day;
  int level;
  unsigned char *wanted; /* of each territory */
  int32_t *first;        /* of each: its first share in the conversion */
  grappe_conversion conversion;
} recompose_back;

typedef struct recompose_work {
  const grappe_frame *frame;
  const grappe_recomposition *how;
  grappe_territories *territories;
  grappe_geography geography;
  int level;                 /* of the new territories; -1: each its own */
  grappe_day from;           /* of how->from or of the frame; GRAPPE_DAY_FIRST: each figure its own */
  double *weights;           /* NULL: none is named */
  const unsigned char *only; /* of each territory: whether its row of the new frame is wanted; NULL: all are */
  size_t place;              /* column of the territories */
  const int32_t *codes;      /* its rows */
  int32_t *group;            /* of each row, by the other keys */
  recompose_key *keys;       /* rows of the new frame */
  size_t key_count, key_capacity;
  /* of one column of figures at a time */
  size_t column;
  grappe_figure **figures;
  int32_t *day; /* of each figure: place of its geography in `days` */
  recompose_day *days;
  size_t day_count, day_capacity;
  recompose_parts parts;
  recompose_back *backs;
  size_t back_count, back_capacity;
  int32_t *seen; /* of each territory: the cell in which it was met last */
  int32_t cell;
  /* for notes */
  int surely; /* only whole parts, and no refusal */
  size_t estimated, open, converted, told;
  grappe_buffer changes;
} recompose_work;

/* Columns are read in the order: days of the figures, then the parts. */
grappe_code recompose_days(recompose_work *work, grappe_error *error);
grappe_code recompose_find_parts(recompose_work *work, grappe_error *error);
/* What the territories that are put together, or divided, were made of: whether a part of them is missing. */
grappe_code recompose_find_sources(recompose_work *work, grappe_error *error);
void recompose_free_sources(recompose_work *work);
/* The territories that the cell was made of on *day; none where that was not asked for. */
const grappe_territory_share *recompose_sources(const recompose_work *work, const recompose_part *parts, size_t count,
                                                size_t *source_count, grappe_day *day);
/* Whether the figure of the part was observed on the new geography. */
int recompose_direct(const recompose_work *work, const recompose_part *part);
/* The figure of a new cell from its parts items[from..to-1]. */
grappe_code recompose_figure(recompose_work *work, const recompose_key *key, const recompose_part *parts, size_t count,
                             grappe_figure **figure, grappe_error *error);
grappe_code recompose_notes(recompose_work *work, grappe_frame *frame, grappe_error *error);
/* Whether figures of the column may be added up. */
int recompose_adds_up(const recompose_work *work);
/* Named weight of each territory: a new array. */
grappe_code recompose_weights(recompose_work *work, grappe_error *error);

/* The latest geography that figures of the frame are on; *latest stays where that is later. */
grappe_code recompose_latest_day(const grappe_frame *frame, grappe_day *latest, grappe_error *error);

/* For looking up: only what is wholly certain. Territories that lead nowhere, that were divided or that may not be
 * added up leave their cells unknown, and nothing is refused. */
grappe_code recompose_surely(const grappe_frame *frame, grappe_day day, grappe_frame **result, grappe_error *error);

/* As grappe_frame_recompose, for the territories that are marked: what the others became is neither told nor refused.
 */
grappe_code recompose_only(const grappe_frame *frame, const grappe_recomposition *how, const unsigned char *only,
                           grappe_frame **result, grappe_error *error);

#endif
