/* What may be shown to others. All that is published goes through here: tables and figures in files, drawings, pages.
 *
 * A figure whose confidentiality (SDMX CL_CONF_STATUS) is not F, free, is withheld: in its place stands a suppressed
 * one (status Q) that keeps the label, unit, scope, period and sources, and none of the values, bounds, reasons,
 * remarks and inputs. Since confidentiality spreads to what is computed from a figure (figure/status.h), whatever could
 * tell of it is withheld as well: shares, sums, ranks.
 *
 * Rows of a frame that say in their column `confidentiality` that they are not free are left out; so that frames of
 * rows of the registry say it, the column is there also where it was not selected (query/query.h). A cell that names
 * such a row (a tutor in a frame of groups) is masked.
 *
 * A second figure is withheld, status D, where the first could be found by subtraction: a frame holds a territory's
 * figure and, in the same column and with the same other keys, those of territories in it, one of which alone is
 * withheld. The least of the others that is more than zero is taken; where there is none, the territory's own. It is
 * decided as if the parts were whole, so that it may withhold more than needed, never less for this reason.
 *
 * Not protected against: totals that are known from elsewhere or stand in another frame; rows that only texts tell
 * apart; columns that are computed from one another, which may tell of a figure of status D; two withheld figures of
 * which one party knows its own; groups of so few that their count tells of somebody, unless grappe_query_secrecy was
 * asked for; and values that a script writes
 * into texts itself. */
#ifndef GRAPPE_PUBLISH_DISCLOSURE_H
#define GRAPPE_PUBLISH_DISCLOSURE_H

#include "base/status.h"
#include "figure/figure.h"
#include "query/frame.h"

typedef struct grappe_withheld {
  size_t figures;   /* that are confidential */
  size_t secondary; /* that would have told of them */
  size_t rows;      /* left out */
  size_t names;     /* of rows that are confidential */
} grappe_withheld;  /* start with {0}; counts are added */

int grappe_disclosure_free(const grappe_figure *figure);
/* The figure itself, or the suppressed one in its place, with a reference for the caller. */
grappe_code grappe_disclose(grappe_figure *figure, grappe_figure **shown, grappe_error *error);
/* The same of a row of the registry: *free 0 where it is confidential. */
grappe_code grappe_disclosure_row(const grappe_row *row, int *free, grappe_error *error);
/* The frame itself, or what may be shown of it with a note that says what is missing; a reference for the caller. */
grappe_code grappe_disclose_frame(const grappe_frame *frame, grappe_frame **shown, grappe_withheld *withheld,
                                  grappe_error *error);
int grappe_withheld_any(const grappe_withheld *withheld);
void grappe_withheld_add(grappe_withheld *to, const grappe_withheld *more);
/* Adds "2 figures are withheld: they are confidential; …", a sentence in the language that is set; nothing where
 * nothing is. */
void grappe_withheld_write(const grappe_withheld *withheld, grappe_buffer *text);

#endif
