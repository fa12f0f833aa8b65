/* The different periods or bands of a column while it is written. */
#include <string.h>

#include "base/memory.h"
#include "column/dataset_write_private.h"

static int grow_slots(dataset_items *items) {
  size_t larger = items->slot_count ? items->slot_count * 2 : 64;
  int32_t *slots = grappe_alloc_zero(larger, sizeof *slots);
  if (!slots) return 0;
  grappe_free(items->slots);
  items->slots = slots;
  items->slot_count = larger;
  for (size_t i = 0; i < items->count; i++) {
    size_t slot = grappe_crc32c(0, items->bytes + i * items->size, items->size) & (larger - 1);
    while (slots[slot]) slot = (slot + 1) & (larger - 1);
    slots[slot] = (int32_t)i + 1;
  }
  return 1;
}

grappe_code dataset_items_add(dataset_items *items, const unsigned char *item, int32_t *code, grappe_error *error) {
  if (items->count * 2 >= items->slot_count && !grow_slots(items)) return grappe_fail_memory(error);
  size_t mask = items->slot_count - 1, slot = grappe_crc32c(0, item, items->size) & mask;
  for (int32_t place; (place = items->slots[slot] - 1) >= 0; slot = (slot + 1) & mask)
    if (memcmp(items->bytes + (size_t)place * items->size, item, items->size) == 0) {
      *code = place;
      return GRAPPE_OK;
    }
  if (items->count == DATASET_MOST_ITEMS)
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "a column of periods or bands cannot hold more than %d different ones: declare it as a number",
                       DATASET_MOST_ITEMS);
  unsigned char *bytes = grappe_grow(items->bytes, &items->capacity, items->count + 1, items->size);
  if (!bytes) return grappe_fail_memory(error);
  items->bytes = bytes;
  memcpy(bytes + items->count * items->size, item, items->size);
  *code = (int32_t)items->count++;
  items->slots[slot] = *code + 1;
  return GRAPPE_OK;
}

grappe_code dataset_items_write(const dataset_items *items, dataset_output *output, size_t column,
                                dataset_part_kind kind, size_t *parts, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t from = 0; code == GRAPPE_OK && from < items->count; from += DATASET_PART_ITEMS) {
    size_t count = items->count - from < DATASET_PART_ITEMS ? items->count - from : DATASET_PART_ITEMS;
    dataset_part part = {.first = (int64_t)from, .count = (int64_t)count};
    code = dataset_put_part(output, column, kind, (*parts)++, &part, items->bytes + from * items->size,
                            count * items->size, error);
  }
  return code;
}

void dataset_items_free(dataset_items *items) {
  grappe_free(items->bytes);
  grappe_free(items->slots);
  *items = (dataset_items){.size = items->size};
}
