/* The translated messages, a table for each room, each ending in a row of NULLs. Read by base/language only. */
#ifndef GRAPPE_BASE_MESSAGES_H
#define GRAPPE_BASE_MESSAGES_H

#include "base/language.h"

extern const grappe_message grappe_messages_base[];       /* base, text and model */
extern const grappe_message grappe_messages_figure[];     /* figure, and figures of statistics */
extern const grappe_message grappe_messages_statistics[]; /* statistics */
extern const grappe_message grappe_messages_store[];      /* store */
extern const grappe_message grappe_messages_model[];      /* what fields of the model are called */
extern const grappe_message grappe_messages_query[];      /* column, territory and query */
extern const grappe_message grappe_messages_territory[];  /* one geography to another: territory and query */
extern const grappe_message grappe_messages_ingest[];     /* ingest */
extern const grappe_message grappe_messages_publish[];    /* publish */
extern const grappe_message grappe_messages_drawing[];    /* publish: charts and maps */
extern const grappe_message grappe_messages_page[];       /* publish: pages */
extern const grappe_message grappe_messages_script[];     /* bindings/state */
extern const grappe_message grappe_messages_api[];        /* bindings/api */
extern const grappe_message grappe_messages_prelude[];    /* scripts/prelude */
extern const grappe_message grappe_messages_rule[];       /* scripts/prelude: rules */
extern const grappe_message grappe_messages_source[];     /* scripts/prelude: texts of scripts, and checks of them */
extern const grappe_message grappe_messages_program[];    /* bindings/shell and bindings/program */

#endif
