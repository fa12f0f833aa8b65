/* What may be shown to others. Everything that is published in drawings and pages goes through here.
 *
 * A figure whose confidentiality (SDMX CL_CONF_STATUS) is not F, free, is withheld: in its place stands a suppressed
 * one that keeps the label, unit, scope, period and sources, and none of the values, bounds, reasons and inputs. Since
 * confidentiality spreads to what is computed from a figure (figure/status.h), whatever could tell of it is withheld as
 * well. */
#ifndef GRAPPE_PUBLISH_DISCLOSURE_H
#define GRAPPE_PUBLISH_DISCLOSURE_H

#include "base/status.h"
#include "figure/figure.h"

int grappe_disclosure_free(const grappe_figure *figure);
/* The figure itself, or the suppressed one in its place, with a reference for the caller. */
grappe_code grappe_disclose(grappe_figure *figure, grappe_figure **shown, grappe_error *error);

#endif
