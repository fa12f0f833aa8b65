/* The rows that a name may stand for, while it is being looked for. Read by the files that look for names. */
#ifndef GRAPPE_STORE_CANDIDATES_PRIVATE_H
#define GRAPPE_STORE_CANDIDATES_PRIVATE_H

#include "store/names.h"
#include "store/store_private.h"

typedef struct candidate {
  int64_t row;
  int own;        /* by its own code or name, not by a former or other one */
  int valid;      /* on the days asked for */
  char among[64]; /* its qualifier: level, nomenclature, list */
} candidate;

typedef struct candidates {
  candidate *items;
  size_t count, capacity;
} candidates;

/* Adds the rows that `text` names, once each: by code, else by INSEE or NUTS code, else by folded name. */
grappe_code store_gather(grappe_store *store, const grappe_entity *entity, const char *text, const char *among,
                         const grappe_period *on, candidates *found, grappe_error *error);
/* Reads the qualifier of a row into among[size]; "" where there is none. */
grappe_code store_row_qualifier(grappe_store *store, const grappe_entity *entity, int64_t row, char *among, size_t size,
                                grappe_error *error);
/* The code of the qualifier that somebody wrote as a code or name ("basin", "bassin"); "" where it is none. */
grappe_code store_read_qualifier(grappe_store *store, const grappe_entity *entity, const char *text, size_t length,
                                 char *among, size_t size, grappe_error *error);

/* The two sentences for a name that stands for several rows, or for none. */
grappe_code store_fail_ambiguous(grappe_store *store, const grappe_entity *entity, const char *text,
                                 const candidates *found, grappe_error *error);
grappe_code store_fail_unknown(grappe_store *store, const grappe_entity *entity, const char *text, const char *among,
                               int brief, grappe_error *error);

#endif
