/* What becomes of absences, status and confidentiality when figures are combined: the documented tables.
 *
 * Absence. Zero, unknown, not collected, not applicable and suppressed are five different things, and a result says
 * which of them it meets. The strongest of the inputs' wins, in this order:
 *
 *   not applicable > undefined > suppressed > unknown > not collected > present
 *
 * What cannot exist makes what is computed from it something that cannot exist; what has no value leaves none; what is
 * withheld stays withheld whatever else is missing; and somebody who collects what was not collected still misses what
 * nobody knows. An absent result of the last three kinds keeps the bounds that are guaranteed all the same.
 *
 * Status (SDMX CL_OBS_STATUS). The worst of the inputs' wins, from the least to the worst:
 *
 *   A normal, S special event, W includes another category, K included elsewhere, B break, D definition differs,
 *   V unvalidated, P provisional, I imputed, E estimated, G experimental, F forecast, N not significant,
 *   U low reliability, L not collected, O missing, Q suppressed, M cannot exist
 *
 * so that a sum of a provisional and an estimated figure is estimated. A code that is not in the table counts as U.
 *
 * Confidentiality (SDMX CL_CONF_STATUS). The most restrictive wins: F free, N not for publication, D secondary,
 * C confidential, S not for release. A code that is not in the table counts as S. */
#ifndef GRAPPE_FIGURE_STATUS_H
#define GRAPPE_FIGURE_STATUS_H

#include "base/language.h"
#include "figure/figure.h"

grappe_presence grappe_presence_join(grappe_presence a, grappe_presence b);
char grappe_status_worst(char a, char b);
char grappe_confidentiality_strictest(char a, char b);

/* The status of a figure that is absent in this way: O, L, M, Q; A where it is present. */
char grappe_presence_status(grappe_presence presence);
int grappe_status_missing(char status); /* L, M, O or Q */

const char *grappe_presence_sign(
    grappe_presence presence); /* in the notation: "?", "nc", "n/a", "s", "u"; "" present */
const char *grappe_presence_code(grappe_presence presence); /* for programs: "unknown", "not_collected", …, "present" */
const char *grappe_presence_name(grappe_presence presence, grappe_language language); /* "inconnu" */

#endif
