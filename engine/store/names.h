/* Names: which row somebody means, whatever the accents, case or hyphens.
 *
 * A row is known by its code and by every field marked NAMED: names in each language, former and other names. Names are
 * kept folded (text/fold.h) beside the rows and change in the same transaction. */
#ifndef GRAPPE_STORE_NAMES_H
#define GRAPPE_STORE_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/date.h"
#include "model/model.h"
#include "store/store.h"

/* What narrows a name down. {0} or NULL: nothing. The qualifier is what tells rows of one name apart: a territory's
 * level, an activity class's nomenclature, a term's list, a dataset's edition; each by its code. */
typedef struct grappe_find_options {
  const char *among;         /* only rows with this qualifier; NULL: all */
  const char *const *prefer; /* qualifiers, best first, ended by NULL: decide between several rows; NULL: none does */
  const grappe_period *on;   /* rows valid then come before others; NULL: today */
  int brief;                 /* 1: an unknown name costs no look for the nearest ones, and the sentence offers none */
} grappe_find_options;

/* The one row that `text` stands for: by its code, then by INSEE or NUTS code (territories), then by name. "Rouen
 * (basin)" and "basin:Rouen" name the qualifier, by its code or its name in any language. Between several, rows valid
 * at the time asked for come first, then own names before former and other ones. GRAPPE_AMBIGUOUS lists up to five
 * with qualifier and code; GRAPPE_NOT_FOUND offers the nearest names. */
grappe_code grappe_store_find(grappe_store *store, const grappe_entity *entity, const char *text,
                              const grappe_find_options *options, int64_t *row, grappe_error *error);

/* By code alone (exact, letter case counts): *row is 0 where there is none or where several have it. For a term,
 * `among` must name its list. */
grappe_code grappe_store_find_code(grappe_store *store, const grappe_entity *entity, const char *code,
                                   const char *among, int64_t *row, grappe_error *error);

typedef grappe_code (*grappe_name_visit)(void *context, const grappe_entity *entity, int64_t row, const char *name,
                                         const char *code, grappe_error *error);
/* Rows whose names hold all the words, the last one possibly unfinished; shortest names first, then in the order of
 * names. `entity` NULL: of all. A row is told once. */
grappe_code grappe_store_search(grappe_store *store, const grappe_entity *entity, const char *words, size_t most,
                                grappe_name_visit visit, void *context, grappe_error *error);
/* Names, then codes, that begin with the text; each name once, in the order of folded names. `options` as above. */
grappe_code grappe_store_complete(grappe_store *store, const grappe_entity *entity, const char *start,
                                  const grappe_find_options *options, size_t most, grappe_name_visit visit,
                                  void *context, grappe_error *error);

/* Adds the name of a row in the language that is set, else in French, else its code or key. */
grappe_code grappe_store_name(grappe_store *store, const grappe_entity *entity, int64_t row, grappe_buffer *text,
                              grappe_error *error);

/* Index of the field that qualifies names of the entity (above), or -1. */
int grappe_entity_qualifier(const grappe_entity *entity);

#endif
