/* A small table of texts that is looked at once a cell. */
#include <string.h>

#include "base/memory.h"
#include "ingest/format_private.h"

static size_t hash(const char *text, size_t length) {
  uint64_t h = UINT64_C(14695981039346656037);
  for (size_t i = 0; i < length; i++) h = (h ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
  return (size_t)(h ^ h >> 32);
}

static format_entry *place(const format_table *table, const char *text, size_t length) {
  for (size_t at = hash(text, length);; at++) {
    format_entry *entry = &table->entries[at & (table->capacity - 1)];
    if (!entry->text || (entry->length == length && memcmp(entry->text, text, length) == 0)) return entry;
  }
}

grappe_code format_table_add(format_table *table, const char *text, int index, grappe_error *error) {
  if (table->count * 4 >= table->capacity) {
    format_table larger = {.capacity = table->capacity ? table->capacity * 2 : 16, .longest = table->longest};
    larger.entries = grappe_alloc_zero(larger.capacity, sizeof *larger.entries);
    if (!larger.entries) return grappe_fail_memory(error);
    for (size_t i = 0; i < table->capacity; i++)
      if (table->entries[i].text) *place(&larger, table->entries[i].text, table->entries[i].length) = table->entries[i];
    larger.count = table->count;
    grappe_free(table->entries);
    *table = larger;
  }
  size_t length = strlen(text);
  format_entry *entry = place(table, text, length);
  if (entry->text) return GRAPPE_OK;
  *entry = (format_entry){text, length, index};
  table->count++;
  if (length > table->longest) table->longest = length;
  return GRAPPE_OK;
}

int format_table_find(const format_table *table, const char *text, size_t length) {
  if (table->count == 0 || length > table->longest) return -1;
  const format_entry *entry = place(table, text, length);
  return entry->text ? entry->index : -1;
}

void format_table_free(format_table *table) {
  grappe_free(table->entries);
  *table = (format_table){0};
}
