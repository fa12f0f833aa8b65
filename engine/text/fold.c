#include "text/fold.h"

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
    if (!letters) folding->pending[folding->count++] = parts[i];
    for (; letters && *letters; letters++) folding->pending[folding->count++] = *letters;
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
  for (;;) {
    size_t at = folding->at;
    int used = folding->used;
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
        if (folding->used > 0 && folding->used <= folding->count) {
          folding->used--; /* it came from pending: hand it out again, after the space */
        } else {
          folding->at = at;
          folding->used = used;
        }
        return ' ';
    }
  }
}
