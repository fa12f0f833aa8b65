/* Lines without quotes, which most of most large files are: cut at the separators, eight bytes looked at at a time. */
#include <string.h>

#include "base/memory.h"
#include "ingest/csv_private.h"

#define ONES UINT64_C(0x0101010101010101)
#define HIGHS UINT64_C(0x8080808080808080)

/* The eight bytes from `bytes`, the first lowest. */
static uint64_t eight(const char *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

/* The high bit of each byte of the word that is zero, and no other. */
static uint64_t zero_bytes(uint64_t word) {
  return ~(((word & ~HIGHS) + ~HIGHS) | word | ~HIGHS);
}

grappe_code csv_split(grappe_csv *csv, char *line, char *line_end, grappe_error *error) {
  uint64_t pattern = ONES * (unsigned char)csv->separator;
  char *begin = line;
  for (char *at = line;;) {
    /* room for the separators of one step, and the field behind the last */
    if (csv->field_count + 9 > csv->field_capacity) {
      grappe_csv_field *grown = grappe_grow(csv->fields, &csv->field_capacity, csv->field_count + 9, sizeof *grown);
      if (!grown) return grappe_fail_memory(error);
      csv->fields = grown;
    }
    grappe_csv_field *field = csv->fields + csv->field_count;
    uint64_t found;
    size_t step = 8;
    if (line_end - at >= 8) {
      found = zero_bytes(eight(at) ^ pattern);
    } else {
      step = (size_t)(line_end - at);
      found = 0;
      for (size_t i = 0; i < step; i++)
        if (at[i] == csv->separator) found |= UINT64_C(0x80) << (8 * i);
    }
    for (; found; found &= found - 1) {
      char *stop = at + (__builtin_ctzll(found) >> 3);
      *field++ = (grappe_csv_field){.text = begin, .length = (size_t)(stop - begin), .line = csv->line};
      *stop = '\0';
      begin = stop + 1;
    }
    at += step;
    if (at == line_end) {
      char *stop = line_end > begin && line_end[-1] == '\r' ? line_end - 1 : line_end;
      *field++ = (grappe_csv_field){.text = begin, .length = (size_t)(stop - begin), .line = csv->line};
      *stop = '\0';
    }
    csv->field_count = (size_t)(field - csv->fields);
    if (at == line_end) return GRAPPE_OK;
  }
}

/* All bytes but those that continue a character. */
size_t csv_characters(const char *bytes, size_t length) {
  size_t count = length, i = 0;
  for (; i + 8 <= length; i += 8) {
    uint64_t word = eight(bytes + i);
    count -= (size_t)__builtin_popcountll((word >> 7) & ~(word >> 6) & ONES);
  }
  for (; i < length; i++) count -= ((unsigned char)bytes[i] & 0xC0) == 0x80;
  return count;
}

size_t grappe_csv_column(const grappe_csv_record *record, size_t field) {
  if (field >= record->count) return 0;
  const grappe_csv_field *wanted = &record->fields[field];
  if (wanted->column) return wanted->column;
  const char *line = record->fields[0].text; /* no quotes: the fields follow each other, with one byte between */
  return 1 + csv_characters(line, (size_t)(wanted->text - line));
}
