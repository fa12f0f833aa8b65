/* Figures of a measure: observations laid out by territory and period, one preferred among those that disagree. */
#ifndef GRAPPE_QUERY_FIGURES_H
#define GRAPPE_QUERY_FIGURES_H

#include "query/frame.h"
#include "query/query.h"

/* A further dimension: a reference field of observation, or `detail`, with the row or text that it must have. */
typedef struct grappe_dimension {
  const char *field;  /* "organisation", "site", "convention", "axis", "stage", "occupation", … */
  grappe_place value; /* by code or name, or by row where value.text is NULL */
} grappe_dimension;

/* Start with {0} and set what is asked. */
typedef struct grappe_figures_request {
  const char *measure;             /* code or name; required */
  const char *level;               /* a row for each territory of this level … */
  const grappe_place *within;      /* … that lies in this one (or stands in it partly: a note says so); NULL: all */
  const grappe_place *territories; /* or: a row for each of these */
  size_t territory_count;
  grappe_period period;               /* {0, 0} is 1970-01-01: set GRAPPE_PERIOD_ALL where none is asked */
  const char *by;                     /* or: a row for each row of this dimension that was observed ("site", "axis") */
  const grappe_dimension *dimensions; /* those not named must be empty in the observation */
  size_t dimension_count;
  const char *source; /* only this source */
  int has_known_on;
  grappe_day known_on;   /* as recorded by the end of that day */
  int observed_only;     /* leave out territories without observation */
  const char *geography; /* on these territories (query/geography.h) whatever the period: "COG 2026", "2015" */
  const char *weight;    /* how a divided territory is estimated then (query/recompose.h) */
} grappe_figures_request;

/* One row for each territory of the level that exists in the period (or on the geography), in the order of codes;
 * columns `territory` (or the
 * dimension `by`) and one named after the measure, whose figures carry label, citation, scope, period and status. One
 * that nobody observed is `?` with the reason. Without level, territories and by: one row for each territory observed.
 *
 * Period. An observation of exactly the period asked is taken first; else one whose stated period contains it, the
 * shortest (a note says so: 2018-2019 for 2018); never another one. Without a period asked, the one that ends last; an
 * observation without period is taken only where none is asked or no other was found and none has a period.
 * Several of one period: the source with the smallest rank (none: last), then the one published last, then the one
 * recorded last. A note names the others and their figures where they differ. Corrected rows never count, except as
 * has_known_on asks. Where the territories' list is partial, a note says so. */
grappe_code grappe_figures(grappe_observatory *observatory, const grappe_figures_request *request, grappe_frame **frame,
                           grappe_error *error);

/* Geography. With one, all figures of the period are recomposed on it, as query/recompose.h says and refuses. Without,
 * a territory for which nothing was observed is put together from others of its level where those are wholly in it, and
 * are all of it, and were all observed: Normandie in 2014 from Haute- and Basse-Normandie. A note says so. A territory
 * that only changed its name within the period has one row. */

/* The single figure, of request->territories[0] (or of none) and the dimensions; never GRAPPE_NOT_FOUND for want of an
 * observation: an unknown figure with the reason. `note` (may be NULL) receives what the frame's notes would say. */
grappe_code grappe_figure_of(grappe_observatory *observatory, const grappe_figures_request *request,
                             grappe_figure **figure, grappe_buffer *note, grappe_error *error);

#endif
