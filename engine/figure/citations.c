#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "figure/figure_private.h"

enum { SCAN = 32 }; /* up to so many citations a scan beats a hash table */

/* Positions in an array of citations, found by what they say. Empty until there are more than SCAN. */
typedef struct position_index {
  uint32_t *slots; /* position + 1; 0 free */
  size_t size;     /* a power of two, above twice the count */
} position_index;

struct grappe_citations {
  size_t references;
  grappe_citation *items; /* one block for the two texts of each, starting at `source` */
  size_t count, capacity;
  position_index index;
  void **retired; /* former places of items: older figures still read there */
  size_t retired_count, retired_capacity;
};

static size_t hash(const grappe_citation *citation) {
  uint64_t h = 1469598103934665603u; /* FNV-1a */
  for (const char *at = citation->source; *at; at++) h = (h ^ (unsigned char)*at) * 1099511628211u;
  h = (h ^ 0xFF) * 1099511628211u;
  for (const char *at = citation->locator; *at; at++) h = (h ^ (unsigned char)*at) * 1099511628211u;
  return (size_t)(h ^ (h >> 32));
}

static int same(const grappe_citation *a, const grappe_citation *b) {
  return strcmp(a->source, b->source) == 0 && strcmp(a->locator, b->locator) == 0;
}

/* Where it stands among items[0..count), or `count`. */
static size_t find(const position_index *index, const grappe_citation *items, size_t count,
                   const grappe_citation *wanted) {
  if (!index->size) {
    size_t at = 0;
    while (at < count && !same(&items[at], wanted)) at++;
    return at;
  }
  for (size_t slot = hash(wanted) & (index->size - 1);; slot = (slot + 1) & (index->size - 1)) {
    if (!index->slots[slot]) return count;
    if (same(&items[index->slots[slot] - 1], wanted)) return index->slots[slot] - 1;
  }
}

static void place(const position_index *index, const grappe_citation *items, size_t position) {
  size_t slot = hash(&items[position]) & (index->size - 1);
  while (index->slots[slot]) slot = (slot + 1) & (index->size - 1);
  index->slots[slot] = (uint32_t)position + 1;
}

/* Makes the index fit for `count` items, of which `placed` are there; 0: no memory. */
static int widen(position_index *index, const grappe_citation *items, size_t placed, size_t count) {
  if (count <= SCAN || count * 2 < index->size) return 1;
  position_index wider = {.size = index->size ? index->size * 2 : (size_t)SCAN * 4};
  while (count * 2 >= wider.size) wider.size *= 2;
  wider.slots = grappe_alloc_zero(wider.size, sizeof *wider.slots);
  if (!wider.slots) return 0;
  grappe_free(index->slots);
  *index = wider;
  for (size_t i = 0; i < placed; i++) place(index, items, i);
  return 1;
}

/* --- the shared list ---------------------------------------------------------------------------------------------- */

void grappe_citations_release(grappe_citations *list) {
  if (!list || --list->references) return;
  for (size_t i = 0; i < list->count; i++) grappe_free((char *)list->items[i].source);
  for (size_t i = 0; i < list->retired_count; i++) grappe_free(list->retired[i]);
  grappe_free(list->retired);
  grappe_free(list->items);
  grappe_free(list->index.slots);
  grappe_free(list);
}

/* Moves the items to a larger block; the old one stays for those who read it. 0: no memory. */
static int make_room(grappe_citations *list) {
  if (list->count < list->capacity) return 1;
  void **retired = grappe_grow(list->retired, &list->retired_capacity, list->retired_count + 1, sizeof *retired);
  if (!retired) return 0;
  list->retired = retired;
  size_t capacity = list->capacity ? list->capacity * 2 : 2;
  grappe_citation *items = grappe_alloc(capacity * sizeof *items);
  if (!items) return 0;
  if (list->count) memcpy(items, list->items, list->count * sizeof *items);
  if (list->items) list->retired[list->retired_count++] = list->items;
  list->items = items;
  list->capacity = capacity;
  return 1;
}

/* Adds what is not there yet, and the memory it takes to *bytes. 0: no memory; the list is whole all the same. */
static int append(grappe_citations *list, const grappe_citation *citation, size_t *bytes) {
  const grappe_citation wanted = {citation->source ? citation->source : "", citation->locator ? citation->locator : ""};
  if (find(&list->index, list->items, list->count, &wanted) < list->count) return 1;
  if (!make_room(list) || !widen(&list->index, list->items, list->count, list->count + 1)) return 0;
  size_t source = strlen(wanted.source) + 1, locator = strlen(wanted.locator) + 1;
  char *text = grappe_alloc(source + locator);
  if (!text) return 0;
  memcpy(text, wanted.source, source);
  memcpy(text + source, wanted.locator, locator);
  list->items[list->count] = (grappe_citation){text, text + source};
  if (list->index.size) place(&list->index, list->items, list->count);
  list->count++;
  *bytes += source + locator + 3 * sizeof *list->items;
  return 1;
}

static grappe_citations *copy(const grappe_citation *items, size_t count, size_t *bytes) {
  grappe_citations *list = grappe_alloc_zero(1, sizeof *list);
  if (!list) return NULL;
  list->references = 1;
  *bytes += sizeof *list;
  for (size_t i = 0; i < count; i++)
    if (!append(list, &items[i], bytes)) {
      grappe_citations_release(list);
      return NULL;
    }
  return list;
}

/* Hands the list, whose reference the caller gives up, to the figure, which sees its first `count`. */
static int settle(grappe_figure *to, grappe_citations *list, size_t count) {
  to->cited = list;
  to->parts.citations = list->items;
  to->parts.citation_count = count;
  return 1;
}

int grappe_citations_take(grappe_figure *to, const grappe_citation *items, size_t count) {
  to->parts.citations = NULL;
  to->parts.citation_count = 0;
  if (!count) return 1;
  for (size_t i = 0; i < to->parts.input_count; i++) {
    const grappe_figure *input = to->parts.inputs[i];
    if (input->parts.citations != items || input->parts.citation_count != count) continue;
    input->cited->references++;
    to->cited = input->cited;
    to->parts.citations = items;
    to->parts.citation_count = count;
    return 1;
  }
  grappe_citations *list = copy(items, count, &to->bytes);
  return list && settle(to, list, list->count);
}

/* The input whose citations come first: the first that has any, but a long list rather than a short one. */
static const grappe_figure *leading(grappe_figure *const *inputs, size_t count) {
  const grappe_figure *first = NULL;
  for (size_t i = 0; i < count; i++) {
    size_t here = inputs[i]->parts.citation_count;
    if (here && (!first || (here > SCAN && here > first->parts.citation_count))) first = inputs[i];
  }
  return first;
}

int grappe_citations_join(grappe_figure *to, grappe_figure *const *inputs, size_t count) {
  const grappe_figure *first = leading(inputs, count);
  to->parts.citations = NULL;
  to->parts.citation_count = 0;
  if (!first) return 1;
  grappe_citations *list = first->cited;
  size_t seen = first->parts.citation_count;
  const grappe_citation *items = first->parts.citations;
  list->references++;
  for (size_t i = 0; i < count; i++) {
    const grappe_figure_parts *more = &inputs[i]->parts;
    if (inputs[i]->cited == list && more->citation_count <= seen) continue;
    for (size_t c = 0; c < more->citation_count; c++) {
      size_t at = find(&list->index, list->items, list->count, &more->citations[c]);
      if (at < seen) continue;
      if (at == seen && seen < list->count) { /* somebody went on from here in the same way */
        seen++;
        items = list->items;
        continue;
      }
      if (seen < list->count) { /* somebody else went on from here: elsewhere: this figure needs its own list */
        grappe_citations *own = copy(list->items, seen, &to->bytes);
        grappe_citations_release(list);
        if (!own) return 0;
        list = own;
      }
      if (!append(list, &more->citations[c], &to->bytes)) {
        grappe_citations_release(list);
        return 0;
      }
      seen = list->count;
      items = list->items;
    }
  }
  to->cited = list;
  to->parts.citations = items;
  to->parts.citation_count = seen;
  return 1;
}

int grappe_citations_gather(grappe_figure *const *inputs, size_t count, size_t spare, void **block,
                            const grappe_citation **items, size_t *item_count, char **room) {
  size_t most = 0;
  const grappe_figure_parts *only = NULL; /* the one list that serves all */
  int several = 0;
  for (size_t i = 0; i < count; i++) {
    const grappe_figure_parts *parts = &inputs[i]->parts;
    if (!parts->citation_count) continue;
    most += parts->citation_count;
    if (only && (only->citations != parts->citations || only->citation_count != parts->citation_count)) several = 1;
    only = parts;
  }
  *items = !several && only ? only->citations : NULL;
  *item_count = !several && only ? only->citation_count : 0;
  if (!several) most = 0;
  *block = *room = NULL;
  if (!most && !spare) return 1;
  grappe_citation *all = grappe_alloc(most * sizeof *all + spare);
  if (!all) return 0;
  position_index index = {0};
  size_t unique = 0;
  for (size_t i = 0; several && i < count; i++)
    for (size_t c = 0; c < inputs[i]->parts.citation_count; c++) {
      if (find(&index, all, unique, &inputs[i]->parts.citations[c]) < unique) continue;
      all[unique] = inputs[i]->parts.citations[c];
      if (!widen(&index, all, unique, unique + 1)) {
        grappe_free(index.slots);
        grappe_free(all);
        return 0;
      }
      if (index.size) place(&index, all, unique);
      unique++;
    }
  grappe_free(index.slots);
  if (several) {
    *items = all;
    *item_count = unique;
  }
  *block = all;
  *room = (char *)(all + most);
  return 1;
}
