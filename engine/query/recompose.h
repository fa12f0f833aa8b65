/* Figures of one geography on another: what two years, or two sources, must share before they are compared.
 *
 * Each figure is taken on its geography: the one asked for by `from`; else that of the dataset or of the frame; else
 * that which its source states (field `geography`); else the state of the territories on the first day of its period.
 * Territories are converted as territory/conversion.h says, and figures by their shares: mergers and renamings exactly;
 * what was divided by a weight is estimated (status E); what was divided nobody knows how lies between none and all of
 * it. A figure that was observed on the new geography already is kept, and not added to its parts.
 *
 * Where figures of a measure for a part of a new territory are missing, that is unknown, with what is known all the
 * same. In a frame of counts or sums of rows a territory without a row has none.
 *
 * Only what may be added up is recomposed: figures of a measure that says so (field `aggregation`), counts and sums.
 * Averages, shares and ranks are GRAPPE_ARGUMENT, unless each territory only has another name or date. Territories for
 * which no change leads to the geography are GRAPPE_DATA: all are counted, some named. */
#ifndef GRAPPE_QUERY_RECOMPOSE_H
#define GRAPPE_QUERY_RECOMPOSE_H

#include "query/frame.h"
#include "query/geography.h"

typedef struct grappe_recomposition {
  const char *geography; /* as grappe_geography_find reads it; NULL: the later one of grappe_frames_meet */
  const char *from;      /* geography that the figures are on; NULL: as above */
  const char *level;     /* of the new territories; NULL: that of the geography's name, else each its own */
  const char *weight;    /* "population", or the code of a measure: how what was divided is estimated; NULL: not */
} grappe_recomposition;

/* The frame with other territories: its column `territory`, or the only one that holds territories, one row for each of
 * them and each value of its other keys, and its figures recomposed. Columns that are neither are left out, and a note
 * says so; so do notes of what was converted, estimated and left open. */
grappe_code grappe_frame_recompose(const grappe_frame *frame, const grappe_recomposition *how, grappe_frame **result,
                                   grappe_error *error);

/* Frames on one geography, that of the latest of them; result[i] is the same frame where nothing is to be done. `how`
 * (may be NULL) names a weight, or the geography. */
grappe_code grappe_frames_meet(grappe_frame *const *frames, size_t count, const grappe_recomposition *how,
                               grappe_frame **result, grappe_error *error);

#endif
