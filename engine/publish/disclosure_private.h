/* What the two halves of disclosure control share. Private to this room. */
#ifndef GRAPPE_PUBLISH_DISCLOSURE_PRIVATE_H
#define GRAPPE_PUBLISH_DISCLOSURE_PRIVATE_H

#include "publish/disclosure.h"

/* Which rows of a frame hold a total of others: for each row the row of the territory that it lies in with the same
 * other keys, -1 where there is none. Of `rows` rows; free it with grappe_free. NULL where no row has one. */
grappe_code disclosure_parents(const grappe_frame *frame, int32_t **parents, grappe_error *error);
/* Marks with 2 in `withheld` (a row each; 1: confidential) what would tell of a figure that is withheld. */
void disclosure_secondary(const int32_t *parents, grappe_figure *const *figures, unsigned char *withheld, size_t rows);

#endif
