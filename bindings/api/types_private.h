/* The types of this room, one a file. Read by registration.c only. */
#ifndef GRAPPE_API_TYPES_PRIVATE_H
#define GRAPPE_API_TYPES_PRIVATE_H

#include "api/registration.h"

extern const grappe_api_type grappe_api_figure;         /* figure.c */
extern const grappe_api_type grappe_api_condition;      /* condition.c */
extern const grappe_api_type grappe_api_collection;     /* collection.c */
extern const grappe_api_type grappe_api_row;            /* row.c */
extern const grappe_api_type grappe_api_frame;          /* frame.c */
extern const grappe_api_type grappe_api_drawing;        /* drawing.c */
extern const grappe_api_type grappe_api_geography;      /* geography.c */
extern const grappe_api_type grappe_api_lookup;         /* lookup.c: figures{}, find */
extern const grappe_api_type grappe_api_history;        /* history.c: changes{} */
extern const grappe_api_type grappe_api_statistics;     /* statistics.c */
extern const grappe_api_type grappe_api_dispersion;     /* statistics_dispersion.c */
extern const grappe_api_type grappe_api_specialisation; /* statistics_specialisation.c */
extern const grappe_api_type grappe_api_change;         /* statistics_change.c */
extern const grappe_api_type grappe_api_access;         /* statistics_access.c */
extern const grappe_api_type grappe_api_space;          /* statistics_space.c */
extern const grappe_api_type grappe_api_complexity;     /* statistics_complexity.c */
extern const grappe_api_type grappe_api_text;           /* text.c */

#endif
