#include "text/utf8.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "base/buffer.h"

/* The bytes of the valid character that the text starts with, 0 where there is none. */
static size_t decode(const unsigned char *text, size_t length, int32_t *character) {
  if (!length) return 0;
  int32_t first = text[0];
  if (first < 0x80) {
    *character = first;
    return 1;
  }
  size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || length < bytes) return 0;
  int32_t read = first & (0x7F >> bytes);
  for (size_t i = 1; i < bytes; i++) {
    if ((text[i] & 0xC0) != 0x80) return 0;
    read = read << 6 | (text[i] & 0x3F);
  }
  static const int32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (read < least[bytes] || read > 0x10FFFF || (read >= 0xD800 && read <= 0xDFFF)) return 0;
  *character = read;
  return bytes;
}

size_t grappe_utf8_next(const char *text, size_t length, int32_t *character) {
  size_t bytes = decode((const unsigned char *)text, length, character);
  if (bytes || !length) return bytes;
  *character = GRAPPE_REPLACEMENT;
  return 1;
}

#define HIGHS UINT64_C(0x8080808080808080)

/* How many of the first bytes are ASCII, as far as that is known by looking at eight at a time. */
static size_t ascii_ahead(const char *text, size_t length) {
  size_t at = 0;
  uint64_t words[4];
  for (; length - at >= sizeof words; at += sizeof words) { /* most texts are ASCII over long stretches */
    memcpy(words, text + at, sizeof words);
    if ((words[0] | words[1] | words[2] | words[3]) & HIGHS) break;
  }
  for (; length - at >= 8; at += 8) {
    memcpy(words, text + at, 8);
    if (!(words[0] & HIGHS)) continue;
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    at += (size_t)__builtin_ctzll(words[0] & HIGHS) / 8;
#endif
    break;
  }
  return at;
}

size_t grappe_utf8_first_invalid(const char *text, size_t length) {
  size_t at = 0;
  int32_t character;
  while (at < length) {
    at += ascii_ahead(text + at, length - at);
    for (; at < length && (unsigned char)text[at] < 0x80; at++) continue;
    while (at < length && (unsigned char)text[at] >= 0x80) {
      size_t bytes = decode((const unsigned char *)text + at, length - at, &character);
      if (!bytes) return at;
      at += bytes;
    }
  }
  return length;
}

int grappe_utf8_valid(const char *text, size_t length) {
  return grappe_utf8_first_invalid(text, length) == length;
}

size_t grappe_utf8_put(int32_t character, char out[4]) {
  if (character < 0 || character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF))
    character = GRAPPE_REPLACEMENT;
  return (size_t)utf8proc_encode_char(character, (utf8proc_uint8_t *)out);
}

size_t grappe_utf8_count(const char *text, size_t length) {
  size_t count = 0;
  int32_t character;
  for (size_t at = 0; at < length; count++) at += grappe_utf8_next(text + at, length - at, &character);
  return count;
}

size_t grappe_utf8_cut(const char *text, size_t length, size_t most) {
  size_t at = most < length ? most : length;
  int32_t character;
  if (at == length) return length;
  /* Only a valid character can be cut apart, and it starts at most three bytes before. */
  for (size_t back = 1; back <= 3 && back <= at; back++) {
    size_t bytes = decode((const unsigned char *)text + at - back, length - (at - back), &character);
    if (bytes > back) return at - back;
    if (bytes) break;
  }
  return at;
}

typedef enum letter_case { UPPER, LOWER, TITLE } letter_case;

static int is_letter_or_mark(int32_t character) {
  utf8proc_category_t category = utf8proc_category(character);
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME) || category == UTF8PROC_CATEGORY_ND;
}

static char *change_case(const char *text, letter_case wanted) {
  grappe_buffer buffer = {0};
  size_t length = strlen(text);
  int inside_word = 0;
  int32_t character;
  for (size_t at = 0; at < length;) {
    char out[4];
    at += grappe_utf8_next(text + at, length - at, &character);
    int word = is_letter_or_mark(character);
    int capital = wanted == UPPER || (wanted == TITLE && !inside_word);
    if (capital && character == 0xDF) { /* ß has no capital in common use */
      grappe_buffer_add(&buffer, wanted == UPPER ? "SS" : "Ss");
    } else {
      if (wanted == UPPER)
        character = utf8proc_toupper(character);
      else
        character = capital ? utf8proc_totitle(character) : utf8proc_tolower(character);
      grappe_buffer_add_bytes(&buffer, out, grappe_utf8_put(character, out));
    }
    inside_word = word;
  }
  return grappe_buffer_take(&buffer);
}

char *grappe_utf8_upper(const char *text) {
  return change_case(text, UPPER);
}

char *grappe_utf8_lower(const char *text) {
  return change_case(text, LOWER);
}

char *grappe_utf8_title(const char *text) {
  return change_case(text, TITLE);
}
