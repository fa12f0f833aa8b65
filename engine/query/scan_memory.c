/* Both kinds of things are dropped, the longest unused first, where there are too many. */
#include "query/scan_memory.h"

#include <string.h>

#include "query/scan_private.h"

enum { DATASETS = 6, KEYS = 24 };

/* A dataset, and by which code and edition it was asked for. */
typedef struct kept_dataset {
  grappe_dataset *dataset; /* NULL: none */
  char *code, *edition;    /* edition NULL: the newest */
  uint64_t fingerprint, version, used;
} kept_dataset;

typedef struct kept_key {
  scan_key_shared *shared; /* NULL: none */
  grappe_dataset *dataset;
  uint64_t version; /* of the store, when it was made */
  grappe_language language;
  grappe_day today; /* levels of places may hold as of today */
  char path[PATH_TEXT];
  uint64_t used;
} kept_key;

struct scan_memory {
  kept_dataset datasets[DATASETS];
  kept_key keys[KEYS];
  uint64_t clock;
};

static void drop_key(kept_key *kept) {
  scan_key_shared_release(kept->shared);
  *kept = (kept_key){0};
}

static void drop_dataset(scan_memory *memory, kept_dataset *kept) {
  for (size_t i = 0; kept->dataset && i < KEYS; i++)
    if (memory->keys[i].dataset == kept->dataset) drop_key(&memory->keys[i]);
  grappe_dataset_release(kept->dataset);
  grappe_free(kept->code);
  grappe_free(kept->edition);
  *kept = (kept_dataset){0};
}

void scan_memory_free(scan_memory *memory) {
  for (size_t i = 0; memory && i < DATASETS; i++) drop_dataset(memory, &memory->datasets[i]);
  grappe_free(memory);
}

static scan_memory *memory_of(grappe_observatory *observatory) {
  if (!observatory->memory) observatory->memory = grappe_alloc_zero(1, sizeof *observatory->memory);
  return observatory->memory;
}

/* --- datasets -------------------------------------------------------------------------------------------------------
 */

static int same_text(const char *a, const char *b) {
  return a && b ? strcmp(a, b) == 0 : a == b;
}

static kept_dataset *asked_before(scan_memory *memory, const char *code, const char *edition) {
  for (size_t i = 0; i < DATASETS; i++) {
    kept_dataset *kept = &memory->datasets[i];
    if (kept->dataset && strcmp(kept->code, code) == 0 && same_text(kept->edition, edition)) return kept;
  }
  return NULL;
}

static kept_dataset *free_place(scan_memory *memory) {
  kept_dataset *oldest = &memory->datasets[0];
  for (size_t i = 0; i < DATASETS; i++) {
    if (!memory->datasets[i].dataset) return &memory->datasets[i];
    if (memory->datasets[i].used < oldest->used) oldest = &memory->datasets[i];
  }
  drop_dataset(memory, oldest);
  return oldest;
}

/* Remembers the handle; where this cannot be done it serves all the same. */
static void keep(scan_memory *memory, const char *code, const char *edition, uint64_t version, uint64_t fingerprint,
                 grappe_dataset *dataset) {
  kept_dataset *place = free_place(memory);
  *place = (kept_dataset){.code = grappe_strdup(code),
                          .edition = edition ? grappe_strdup(edition) : NULL,
                          .version = version,
                          .fingerprint = fingerprint,
                          .used = ++memory->clock};
  if (!place->code || (edition && !place->edition)) {
    drop_dataset(memory, place);
    return;
  }
  place->dataset = grappe_dataset_keep(dataset);
}

grappe_code scan_memory_open(grappe_observatory *observatory, const char *code, const char *edition,
                             grappe_dataset **dataset, grappe_error *error) {
  scan_memory *memory = memory_of(observatory);
  if (!memory) return grappe_fail_memory(error);
  uint64_t version = grappe_store_version(observatory->store), fingerprint;
  kept_dataset *kept = asked_before(memory, code, edition);
  if (kept && kept->version == version) {
    kept->used = ++memory->clock;
    *dataset = grappe_dataset_keep(kept->dataset);
    return GRAPPE_OK;
  }
  grappe_dataset *opened;
  grappe_code failed = grappe_dataset_open(observatory->store, code, edition, &opened, error);
  if (failed) return failed;
  failed = grappe_dataset_fingerprint(opened, &fingerprint, error);
  if (failed) {
    grappe_dataset_release(opened);
    return failed;
  }
  if (kept && kept->fingerprint == fingerprint) {
    grappe_dataset_release(opened);
    kept->version = version;
    kept->used = ++memory->clock;
    *dataset = grappe_dataset_keep(kept->dataset);
    return GRAPPE_OK;
  }
  if (kept) drop_dataset(memory, kept);
  keep(memory, code, edition, version, fingerprint, opened);
  *dataset = opened;
  return GRAPPE_OK;
}

void scan_memory_make_room(grappe_observatory *observatory, const grappe_dataset *dataset, size_t wanted) {
  scan_memory *memory = observatory->memory;
  while (memory && grappe_memory_room() < wanted) {
    kept_dataset *oldest = NULL;
    for (size_t i = 0; i < DATASETS; i++) {
      kept_dataset *kept = &memory->datasets[i];
      if (!kept->dataset || kept->dataset == dataset || grappe_dataset_held(kept->dataset) == 0) continue;
      if (!oldest || kept->used < oldest->used) oldest = kept;
    }
    if (!oldest) return;
    drop_dataset(memory, oldest);
  }
}

/* --- keys ------------------------------------------------------------------------------------------------------------
 */

scan_key_shared *scan_memory_key(const scan_plan *plan, const char *path) {
  scan_memory *memory = plan->scan->observatory->memory;
  uint64_t version = grappe_store_version(plan->scan->observatory->store);
  for (size_t i = 0; memory && i < KEYS; i++) {
    kept_key *kept = &memory->keys[i];
    if (!kept->shared || kept->dataset != plan->scan->dataset || strcmp(kept->path, path) != 0) continue;
    if (kept->version != version || kept->language != grappe_language_now()) continue;
    if (kept->today != query_today().from) continue;
    kept->used = ++memory->clock;
    return scan_key_shared_keep(kept->shared);
  }
  return NULL;
}

void scan_memory_keep_key(const scan_plan *plan, const char *path, scan_key_shared *shared) {
  scan_memory *memory = plan->scan->observatory->memory;
  kept_key *place = NULL;
  for (size_t i = 0; memory && i < DATASETS; i++) { /* only of datasets that are remembered themselves */
    if (memory->datasets[i].dataset != plan->scan->dataset) continue;
    for (size_t k = 0; k < KEYS; k++)
      if (!place || !memory->keys[k].shared || memory->keys[k].used < place->used) place = &memory->keys[k];
  }
  if (!place) return;
  drop_key(place);
  *place = (kept_key){.shared = scan_key_shared_keep(shared),
                      .dataset = plan->scan->dataset,
                      .version = grappe_store_version(plan->scan->observatory->store),
                      .language = grappe_language_now(),
                      .today = query_today().from,
                      .used = ++memory->clock};
  memcpy(place->path, path, strlen(path) + 1);
}
