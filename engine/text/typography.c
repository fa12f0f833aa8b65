#include "text/typography.h"

#include <string.h>

#define NARROW "\u202F"
#define NO_BREAK "\u00A0"

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* A letter, as far as one byte tells: those of other alphabets too. */
static int is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Nothing, a space or a bracket stands there: a word or number begins after it. */
static int is_start(char c) {
  return c == '\0' || strchr(" (\n\t[", c) != NULL;
}

/* A number, perhaps negative, begins there. */
static int is_number(const char *at) {
  return is_digit(*at) || (*at == '-' && is_digit(at[1]));
}

/* "a..b" after the digits of a: the dash, and how many bytes it stands for; 0 where it is none. */
static size_t set_range(const char *at, char before, grappe_buffer *out) {
  size_t size = 2;
  if (strncmp(at, "..", 2) != 0 || at[2] == '.' || !is_digit(before)) return 0;
  if (at[2] == '<') size++;
  if (!is_number(at + size)) return 0;
  grappe_buffer_add(out, at[size] == '-' ? NARROW "\u2013" NARROW : "\u2013");
  if (size == 3) grappe_buffer_add(out, "<" NARROW);
  return size;
}

/* A sign before a number: the same, as it is printed. */
static size_t set_sign(const char *at, char before, grappe_buffer *out) {
  size_t size = at[0] && at[1] == '=' ? 2 : 1;
  if (!is_start(before)) return 0;
  if (*at == '-' && is_digit(at[1])) {
    grappe_buffer_add(out, "\u2212");
    return 1;
  }
  if ((*at != '<' && *at != '>') || !is_number(at + size)) return 0;
  if (size == 2)
    grappe_buffer_add(out, *at == '<' ? "\u2264" : "\u2265");
  else
    grappe_buffer_add_char(out, *at);
  grappe_buffer_add(out, NARROW);
  return size;
}

static int ends_in_space(const char *text, const char *end) {
  static const char *const spaces[] = {" ", NO_BREAK, NARROW};
  for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
    size_t size = strlen(spaces[i]);
    if ((size_t)(end - text) >= size && strncmp(end - size, spaces[i], size) == 0) return 1;
  }
  return 0;
}

/* French: the space before what stands high, or after an opening guillemet, does not break. */
static size_t set_french_space(const char *at, const char *text, grappe_buffer *out) {
  static const char opening[] = "\u00AB", closing[] = "\u00BB";
  const char *before = at - (sizeof opening - 1);
  if (*at == ':' && at[1] == ' ' && at > text && !ends_in_space(text, at)) { /* set as in other languages */
    grappe_buffer_add(out, NO_BREAK ":");
    return 1;
  }
  if (*at != ' ') return 0;
  if (strncmp(at + 1, closing, sizeof closing - 1) == 0 || at[1] == ':') {
    grappe_buffer_add(out, NO_BREAK);
    return 1;
  }
  if (at[1] && strchr(";?!", at[1])) {
    grappe_buffer_add(out, NARROW);
    return 1;
  }
  if (before < text || strncmp(before, opening, sizeof opening - 1) != 0) return 0;
  grappe_buffer_add(out, NO_BREAK);
  return 1;
}

static size_t set_quotation(const char *at, char before, grappe_buffer *out) {
  if (*at == '\'' && (is_letter(before) || (is_start(before) && is_letter(at[1])))) {
    grappe_buffer_add(out, is_letter(before) ? "\u2019" : "\u2018");
    return 1;
  }
  if (*at != '"') return 0;
  grappe_buffer_add(out, is_start(before) ? "\u201C" : "\u201D");
  return 1;
}

void grappe_typeset(const char *text, grappe_language language, grappe_buffer *out) {
  char before = '\0';
  for (const char *at = text; *at;) {
    size_t taken = set_quotation(at, before, out);
    if (!taken) taken = set_range(at, before, out);
    if (!taken) taken = set_sign(at, before, out);
    if (!taken && language == GRAPPE_FRENCH) taken = set_french_space(at, text, out);
    if (!taken) {
      grappe_buffer_add_char(out, *at);
      taken = 1;
    }
    at += taken;
    before = at[-1];
  }
}
