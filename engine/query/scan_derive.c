/* Levels of a nomenclature of activities, from the code itself: 21.20Z is in division 21, group 21.2 and section C. So
 * they hold for codes that the observatory has no row of. */
#include <stdlib.h>
#include <string.h>

#include "query/scan_private.h"

static const char *const names[] = {[SCAN_SECTION] = "section", [SCAN_DIVISION] = "division", [SCAN_GROUP] = "group"};

scan_derived scan_derived_find(const grappe_entity *entity, const char *text) {
  if (!entity || strcmp(entity->name, "activity_class") != 0) return SCAN_NOT_DERIVED;
  for (int d = SCAN_SECTION; d <= SCAN_GROUP; d++)
    if (strcmp(names[d], text) == 0) return (scan_derived)d;
  return SCAN_NOT_DERIVED;
}

/* The last division of each section of NACE rev. 2, which NAF rev. 2 shares. */
static const struct {
  int last;
  char letter;
} sections[] = {{3, 'A'},  {9, 'B'},  {33, 'C'}, {35, 'D'}, {39, 'E'}, {43, 'F'}, {47, 'G'},
                {53, 'H'}, {56, 'I'}, {63, 'J'}, {66, 'K'}, {68, 'L'}, {75, 'M'}, {82, 'N'},
                {84, 'O'}, {85, 'P'}, {88, 'Q'}, {93, 'R'}, {96, 'S'}, {98, 'T'}, {99, 'U'}};

static int digit(char c) {
  return c >= '0' && c <= '9';
}

size_t scan_derive(scan_derived derived, const char *text, char *code) {
  if (!digit(text[0]) || !digit(text[1]) || (text[2] && text[2] != '.' && !digit(text[2]))) return 0;
  int division = (text[0] - '0') * 10 + text[1] - '0';
  const char *third = text[2] == '.' ? text + 3 : text + 2;
  size_t length = 2;
  memcpy(code, text, 2);
  if (derived == SCAN_GROUP) {
    if (!digit(*third)) return 0; /* a division has no group */
    code[2] = '.';
    code[3] = *third;
    length = 4;
  }
  if (derived == SCAN_SECTION) {
    size_t s = 0;
    while (sections[s].last < division) s++;
    code[0] = sections[s].letter;
    length = 1;
  }
  code[length] = 0;
  return division ? length : 0;
}
