/* Concentration within the groups of a frame: of each activity over communes, say. */
#ifndef GRAPPE_QUERY_FRAME_CONCENTRATION_H
#define GRAPPE_QUERY_FRAME_CONCENTRATION_H

#include "query/frame.h"
#include "statistics/concentration.h"

/* A frame with a row for each value of column `by`, in the order in which they first stand there, and in column `as`
 * the Herfindahl-Hirschman index of its rows' values in column `value` (figures or numbers). As grappe_hhi says: a cell
 * that cannot exist is no item, one of which nothing is known is zero or more. Bare figures: without inputs or sources,
 * for frames of any size. Refuses rows without a value in `by`, and values of several units. */
grappe_code grappe_frame_hhi(grappe_frame *frame, const char *by, const char *value, grappe_hhi_form form,
                             const char *as, grappe_frame **result, grappe_error *error);

#endif
