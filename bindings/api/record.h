/* What a question looks at on its way to an answer, so that a decision diagram can learn it (query/diagram.h).
 *
 * While a record is open, reading a field of its subject, computing with the subject's figures, comparing them and
 * asking whether they are known are written down. Whatever else a script does with them is safe but says less: a figure
 * that is looked into (its bounds, its text, a statistic of it) becomes a value of which every difference counts, and a
 * script that asks which row it was given (the row itself in a query, its name, pairs()) gives the record up: its
 * answer then stands for that row alone. So grappe_to_figure and grappe_to_row, by which everything else gets at them,
 * note it; the functions here are for the few places that know better. */
#ifndef GRAPPE_API_RECORD_H
#define GRAPPE_API_RECORD_H

#include <lua.h>

#include "query/diagram.h"

typedef struct grappe_record grappe_record;

/* A record of questions about these subjects, kept by it; one block for all of them. NULL: no memory. */
grappe_record *grappe_record_new(grappe_subjects *subjects);
void grappe_record_free(grappe_record *record); /* NULL is allowed */

/* Begins anew, for that subject, and is the one that things are noted in from here on. Returns the one that was open,
 * which is given up (what is asked inside a question is not noted for it), to put back with grappe_record_close. */
grappe_record *grappe_record_open(lua_State *L, grappe_record *record, size_t subject);
void grappe_record_close(lua_State *L, grappe_record *outer);
/* What was noted since; *given_up is 1 where the answer stands for that subject alone. */
const grappe_term *grappe_record_terms(const grappe_record *record);
const grappe_step *grappe_record_steps(const grappe_record *record, size_t *count, int *given_up);

/* --- noting. All do nothing unless a record is open and what they are given is the subject's --- */

/* That the field `path` of the row gave the value at the top of the stack. */
void grappe_record_read(lua_State *L, const grappe_row *row, const char *path);
/* That `result` was computed from a, and b where the operation has two. */
void grappe_record_computed(lua_State *L, grappe_term_kind operation, grappe_figure *a, grappe_figure *b,
                            grappe_figure *result);
void grappe_record_compared(lua_State *L, grappe_figure *a, grappe_comparison comparison, grappe_figure *b,
                            grappe_truth truth);
void grappe_record_asked(lua_State *L, grappe_figure *figure);         /* whether it is known */
void grappe_record_looked(lua_State *L, const grappe_figure *figure);  /* into it: its value, bounds, text */
void grappe_record_sourced(lua_State *L, const grappe_figure *figure); /* at its label, source, period: its row's */
void grappe_record_row(lua_State *L, const grappe_row *row);           /* which row it is */

#endif
