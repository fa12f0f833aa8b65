#include "text/fold.h"

#include <pthread.h>
#include <string.h>
#include <utf8proc.h>

#include "base/memory.h"
#include "text/folding_private.h"
#include "text/utf8.h"

typedef enum kind { KEPT, SEPARATOR, MARK, DROPPED } kind;

static kind kind_of(int32_t character) {
  if (character < 0x80) {
    if ((character >= 'a' && character <= 'z') || (character >= '0' && character <= '9')) return KEPT;
    return character && strchr("$+<=>|~", character) ? KEPT : SEPARATOR;
  }
  switch (utf8proc_category(character)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
      return MARK;
    case UTF8PROC_CATEGORY_CF: /* soft hyphens, joiners, marks of direction: invisible */
      return DROPPED;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
      return SEPARATOR;
    default:
      break;
  }
  /* letters and symbols that people type for an apostrophe, a hyphen or a slash */
  if ((character >= 0x2B9 && character <= 0x2BF) || character == 0x2C8 || character == 0x2212 || character == 0x2044)
    return SEPARATOR;
  return KEPT;
}

/* Letters that Unicode does not decompose, and that people type without their stroke or ligature. */
static const char *plain(int32_t character) {
  switch (character) {
    case 0xE6:
      return "ae";
    case 0x153:
      return "oe";
    case 0xF8:
      return "o";
    case 0x142:
      return "l";
    case 0x111:
    case 0xF0:
      return "d";
    case 0xFE:
      return "th";
    case 0x127:
      return "h";
    case 0x131:
      return "i";
    default:
      return NULL;
  }
}

enum { STROKE = 0x338 }; /* a combining mark */

static void decompose(grappe_folding *folding, int32_t character) {
  utf8proc_int32_t parts[20];
  int boundary = 0;
  utf8proc_ssize_t count = utf8proc_decompose_char(character, parts, sizeof parts / sizeof *parts,
                                                   UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD, &boundary);
  if (count < 0 || count > (utf8proc_ssize_t)(sizeof parts / sizeof *parts)) {
    parts[0] = GRAPPE_REPLACEMENT;
    count = 1;
  }
  folding->count = folding->used = 0;
  for (utf8proc_ssize_t i = 0; i < count; i++) {
    const char *letters = plain(parts[i]);
    if (!letters) {
      folding->pending[folding->count++] = parts[i];
      continue;
    }
    for (; *letters; letters++) folding->pending[folding->count++] = (unsigned char)*letters;
    folding->pending[folding->count++] = STROKE; /* an order of names still tells œ from oe */
  }
}

grappe_folding grappe_folding_of(const char *text, size_t length, int keep_marks) {
  return (grappe_folding){.text = text, .length = length, .keep_marks = keep_marks};
}

/* One character of the decomposed text, separators and all. */
static int32_t next_part(grappe_folding *folding) {
  while (folding->used == folding->count) {
    if (folding->at == folding->length) return GRAPPE_FOLDING_END;
    unsigned char byte = (unsigned char)folding->text[folding->at];
    if (byte < 0x80) {
      folding->at++;
      return byte >= 'A' && byte <= 'Z' ? byte + 32 : byte;
    }
    int32_t character;
    folding->at += grappe_utf8_next(folding->text + folding->at, folding->length - folding->at, &character);
    decompose(folding, character);
  }
  return folding->pending[folding->used++];
}

int32_t grappe_folding_next(grappe_folding *folding) {
  if (folding->waiting) {
    int32_t waiting = folding->waiting;
    folding->waiting = 0;
    return waiting;
  }
  for (;;) {
    int32_t part = next_part(folding);
    if (part == GRAPPE_FOLDING_END) return GRAPPE_FOLDING_END; /* a gap at the end is no space */
    switch (kind_of(part)) {
      case SEPARATOR:
        folding->gap = folding->begun;
        break;
      case MARK:
        if (folding->keep_marks) return part + GRAPPE_FOLDING_MARK;
        break;
      case DROPPED:
        break;
      case KEPT:
        folding->begun = 1;
        if (!folding->gap) return part;
        folding->gap = 0;
        folding->waiting = part;
        return ' ';
    }
  }
}

/* Folds through the pieces of a text; see grappe_fold. */
static size_t fold_pieces(const char *text, size_t length, char *out, size_t size) {
  size_t needed = 0, written = 0;
  int32_t character;
  grappe_folding folding = grappe_folding_of(text, length, 0);
  while ((character = grappe_folding_next(&folding)) != GRAPPE_FOLDING_END) {
    char bytes[4];
    size_t count = grappe_utf8_put(character, bytes);
    if (written == needed && needed + count < size) {
      memcpy(out + written, bytes, count);
      written += count;
    }
    needed += count;
  }
  if (size) out[written] = '\0';
  return needed;
}

/* What the letters U+00C0 to U+017F become where it is ASCII letters alone whatever stands around them: "e", "oe"; ""
 * for the others. And of ASCII what each byte becomes, 0 for what parts words. Made once, from the general way. */
enum { FIRST_LETTER = 0xC0, LAST_LETTER = 0x17F };
static char ascii[128];
static char letters[LAST_LETTER - FIRST_LETTER + 1][4];
static pthread_once_t tables_once = PTHREAD_ONCE_INIT;

static void make_tables(void) {
  for (int byte = 0; byte < 128; byte++) {
    int lower = byte >= 'A' && byte <= 'Z' ? byte + 32 : byte;
    ascii[byte] = (char)(kind_of(lower) == KEPT ? lower : 0);
  }
  for (int32_t character = FIRST_LETTER; character <= LAST_LETTER; character++) {
    char text[8] = "a", folded[16], *into = letters[character - FIRST_LETTER];
    size_t bytes = grappe_utf8_put(character, text + 1);
    text[1 + bytes] = 'a';
    size_t length = fold_pieces(text, bytes + 2, folded, sizeof folded);
    int plain_letters = length > 2 && length - 2 < sizeof letters[0];
    for (size_t i = 0; i < length && plain_letters; i++) plain_letters = folded[i] >= 'a' && folded[i] <= 'z';
    if (plain_letters) memcpy(into, folded + 1, length - 2);
  }
}

/* Most names are of ASCII and the letters above: folds those at once and returns 1; 0 at the first other character. A
 * letter of two bytes becomes at most three, so `out` has room for half as much again as the text, and 8 bytes. */
static int fold_letters(const char *text, size_t length, char *out, size_t *needed) {
  char *at = out;
  int gap = 0;
  for (size_t i = 0; i < length; i++) {
    unsigned char byte = (unsigned char)text[i];
    if (byte < 0x80) {
      char folded = ascii[byte];
      if (!folded) {
        gap = at > out;
        continue;
      }
      if (gap) *at++ = ' ';
      *at++ = folded;
    } else {
      unsigned next = i + 1 < length ? (unsigned char)text[i + 1] : 0;
      if (byte < 0xC3 || byte > 0xC5 || (next & 0xC0) != 0x80) return 0;
      const char *folded = letters[((byte & 0x1Fu) << 6 | (next & 0x3F)) - FIRST_LETTER];
      if (!*folded) return 0;
      if (gap) *at++ = ' ';
      memcpy(at, folded, sizeof letters[0]);
      at += folded[1] ? folded[2] ? 3 : 2 : 1;
      i++;
    }
    gap = 0;
  }
  *at = '\0';
  *needed = (size_t)(at - out);
  return 1;
}

size_t grappe_fold(const char *text, size_t length, char *out, size_t size) {
  size_t needed;
  pthread_once(&tables_once, make_tables);
  int roomy = length + length / 2 + 8 <= size;
  return roomy && fold_letters(text, length, out, &needed) ? needed : fold_pieces(text, length, out, size);
}

char *grappe_fold_new(const char *text) {
  size_t length = strlen(text), size = length + length / 2 + 16;
  char *out = grappe_alloc(size); /* folding seldom lengthens a text: nearly always once is enough */
  if (!out) return NULL;
  size_t needed = grappe_fold(text, length, out, size);
  if (needed < size) return out;
  grappe_free(out);
  out = grappe_alloc(needed + 1);
  if (out) grappe_fold(text, length, out, needed + 1);
  return out;
}
