/* The arrays of the territories. Private to this room. */
#ifndef GRAPPE_TERRITORY_PRIVATE_H
#define GRAPPE_TERRITORY_PRIVATE_H

#include "territory/territory.h"

/* Texts lie one after the other in `text`, each ended by '\0'; place 0 is the empty text. */
typedef struct territory_texts {
  char *text;
  size_t length, capacity;
} territory_texts;

enum { TERRITORY_LEVELS = 64 }; /* room for levels; further ones count as unknown */

/* The ground of a territory since a day: ground.c */
typedef struct territory_ground {
  grappe_day since;
  uint64_t number;
} territory_ground;

struct grappe_territories {
  int references;
  int32_t count;
  territory_texts texts;
  int64_t *ids;
  uint32_t *code, *name[GRAPPE_LANGUAGES]; /* places in texts; 0: none */
  signed char *level;
  unsigned char *partial;
  grappe_period *validity;
  double *population, *longitude, *latitude; /* NaN: not stated */

  int level_count, commune; /* commune: the finest level, -1 where there is none */
  int64_t level_id[TERRITORY_LEVELS];
  uint32_t level_code[TERRITORY_LEVELS], level_name[TERRITORY_LEVELS][GRAPPE_LANGUAGES];

  uint32_t *parent_first, *child_first; /* count + 1 */
  int32_t *parents, *children;

  /* Ancestors, itself included: those of row r at level l (-1: unknown) are entries ancestor_first[r * stride + l + 1]
   * up to ancestor_first[r * stride + l + 2]. */
  size_t stride;
  uint32_t *ancestor_first;
  int32_t *ancestors;
  unsigned char *ancestor_sure;

  grappe_territory_change *changes;
  size_t change_count;
  uint32_t *ground_first; /* count + 2; NULL: nothing ever changed */
  territory_ground *grounds;
};

/* Fills parents and children from the store, then the ancestors. Called once, by grappe_territories_load. */
grappe_code territory_read_parents(grappe_territories *t, grappe_store *store, grappe_run *run, grappe_error *error);
grappe_code territory_find_ancestors(grappe_territories *t, grappe_run *run, grappe_error *error);
grappe_code territory_find_grounds(grappe_territories *t, grappe_error *error);

#endif
