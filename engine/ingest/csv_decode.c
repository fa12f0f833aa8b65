/* From the bytes of the file to UTF-8: byte order mark, windows-1252, and what cannot be text. */
#include <string.h>

#include "ingest/csv_private.h"
#include "text/utf8.h"

/* The bytes 0x80 to 0x9F of windows-1252; the others stand for the character of the same number. 0: none. */
static const int32_t upper[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                  0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                  0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/* Line and column of a byte of raw, behind everything that the block holds. */
static grappe_code fail_here(const grappe_csv *csv, size_t offset, grappe_error *error) {
  uint64_t line = csv->line;
  size_t column = 1;
  const char *parts[] = {csv->block + csv->start, csv->raw};
  const size_t lengths[] = {csv->end - csv->start, offset};
  for (int p = 0; p < 2; p++)
    for (size_t i = 0; i < lengths[p]; i++) {
      unsigned char byte = (unsigned char)parts[p][i];
      if (byte == '\n') {
        line++;
        column = 1;
      } else if ((byte & 0xC0) != 0x80) {
        column++;
      }
    }
  return csv_fail_at(csv, line, column, error);
}

/* The first byte past ASCII, eight at a time: most of most files is ASCII. */
static size_t ascii_length(const char *bytes, size_t length) {
  size_t i = 0;
  for (; i + 8 <= length; i += 8) {
    uint64_t word;
    memcpy(&word, bytes + i, 8);
    if (word & UINT64_C(0x8080808080808080)) break;
  }
  while (i < length && !((unsigned char)bytes[i] & 0x80)) i++;
  return i;
}

static void append(grappe_csv *csv, const char *bytes, size_t length) {
  memcpy(csv->block + csv->end, bytes, length);
  csv->end += length;
}

static grappe_code from_windows(grappe_csv *csv, size_t length, grappe_error *error) {
  for (size_t i = 0; i < length;) {
    size_t plain = ascii_length(csv->raw + i, length - i);
    append(csv, csv->raw + i, plain);
    i += plain;
    if (i == length) break;
    int32_t character = (unsigned char)csv->raw[i];
    if (character < 0xA0) character = upper[character - 0x80];
    if (character == 0) {
      grappe_fail(error, GRAPPE_DATA,
                  "the byte 0x%02X is no character of windows-1252: save the file as UTF-8 and try again",
                  (unsigned)(unsigned char)csv->raw[i]);
      return fail_here(csv, 0, error);
    }
    csv->end += grappe_utf8_put(character, csv->block + csv->end);
    i++;
  }
  return GRAPPE_OK;
}

/* How many of the last bytes may be the start of a character whose rest is still to come. */
static size_t cut_character(const char *bytes, size_t length) {
  for (size_t back = 1; back <= 3 && back <= length; back++) {
    unsigned char byte = (unsigned char)bytes[length - back];
    if (byte < 0x80) return 0;
    if (byte >= 0xC0) {
      size_t needed = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
      return needed > back ? back : 0;
    }
  }
  return 0;
}

static grappe_code look_for_mark(grappe_csv *csv, size_t *length, grappe_error *error) {
  csv->begun = 1;
  const unsigned char *raw = (const unsigned char *)csv->raw;
  if (*length >= 2 && ((raw[0] == 0xFF && raw[1] == 0xFE) || (raw[0] == 0xFE && raw[1] == 0xFF)))
    return grappe_fail(error, GRAPPE_DATA, "%s is in UTF-16: save it as CSV in UTF-8 and try again", csv->name);
  if (*length >= 3 && memcmp(raw, "\xEF\xBB\xBF", 3) == 0) {
    *length -= 3;
    memmove(csv->raw, csv->raw + 3, *length);
    if (csv->encoding == GRAPPE_CSV_AUTO) csv->encoding = GRAPPE_CSV_UTF8;
  }
  return GRAPPE_OK;
}

grappe_code csv_decode(grappe_csv *csv, size_t length, grappe_error *error) {
  if (!csv->begun && length < 3 && !csv->finished) { /* too little to tell a byte order mark */
    csv->carried = length;
    return GRAPPE_OK;
  }
  if (!csv->begun) {
    grappe_code code = look_for_mark(csv, &length, error);
    if (code != GRAPPE_OK) return code;
  }
  const char *zero = memchr(csv->raw, 0, length);
  if (zero) {
    grappe_fail(error, GRAPPE_DATA, "there is a zero byte here: this is no text file; save it as CSV in UTF-8");
    return fail_here(csv, (size_t)(zero - csv->raw), error);
  }
  if (csv->encoding == GRAPPE_CSV_WINDOWS_1252) return from_windows(csv, length, error);

  size_t plain = ascii_length(csv->raw, length);
  if (plain < length) {
    size_t cut = csv->finished ? 0 : cut_character(csv->raw, length);
    size_t whole = length - cut;
    size_t good = plain + grappe_utf8_first_invalid(csv->raw + plain, whole - plain);
    if (good < whole && csv->encoding == GRAPPE_CSV_AUTO && good == plain) {
      csv->encoding = GRAPPE_CSV_WINDOWS_1252;
      return from_windows(csv, length, error);
    }
    if (good < whole) {
      grappe_fail(error, GRAPPE_DATA,
                  "the byte 0x%02X is not UTF-8: save the file as UTF-8, or say that it is in windows-1252",
                  (unsigned)(unsigned char)csv->raw[good]);
      return fail_here(csv, good, error);
    }
    if (plain < whole && csv->encoding == GRAPPE_CSV_AUTO) csv->encoding = GRAPPE_CSV_UTF8;
    append(csv, csv->raw, whole);
    memmove(csv->raw, csv->raw + whole, cut);
    csv->carried = cut;
    return GRAPPE_OK;
  }
  append(csv, csv->raw, length);
  return GRAPPE_OK;
}
