#include "text/day.h"

#include <stdio.h>
#include <string.h>

#define DASH "\u2013"

static const char *const months[GRAPPE_LANGUAGES][12] = {
    {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
     "December"},
    {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
     "décembre"},
    {"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
     "novembre", "dicembre"},
};
static const char *const first[GRAPPE_LANGUAGES] = {"1", "1er", "1º"};
static const char *const until[GRAPPE_LANGUAGES] = {"until ", "jusqu’à ", "fino a "};
static const char *const since[GRAPPE_LANGUAGES] = {"from ", "depuis ", "dal "};

/* The name of the month, or "?" of what is none. */
static const char *month_name(grappe_language language, int month) {
  return month >= 1 && month <= 12 ? months[language][month - 1] : "?";
}

void grappe_day_display(grappe_day day, grappe_language language, grappe_buffer *out) {
  int year, month, in_month;
  grappe_day_to_date(day, &year, &month, &in_month);
  if (in_month == 1)
    grappe_buffer_add(out, first[language]);
  else
    grappe_buffer_addf(out, "%d", in_month);
  grappe_buffer_addf(out, "\u00A0%s %d", month_name(language, month), year);
}

/* One end of a period, or a period that has a name: "2018", "2018-03", "2018-03-31", "2018-2019". */
static void add_part(const char *text, grappe_language language, grappe_buffer *out) {
  int year, month, day, used = 0;
  size_t length = strlen(text);
  if (length == 10 && sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3 && used == 10)
    grappe_day_display(grappe_day_from_date(year, month, day), language, out);
  else if (length == 7 && sscanf(text, "%4d-%2d%n", &year, &month, &used) == 2 && used == 7)
    grappe_buffer_addf(out, "%s %d", month_name(language, month), year);
  else if (length == 9 && text[4] == '-')
    grappe_buffer_addf(out, "%.4s" DASH "%s", text, text + 5);
  else
    grappe_buffer_add(out, text);
}

void grappe_period_display(grappe_period period, grappe_language language, grappe_buffer *out) {
  char text[GRAPPE_PERIOD_TEXT], *slash;
  grappe_period_write(period, text);
  if (!(slash = strchr(text, '/'))) {
    add_part(text, language, out);
    return;
  }
  *slash = '\0';
  if (strcmp(text, "..") == 0) {
    grappe_buffer_add(out, until[language]);
    add_part(slash + 1, language, out);
  } else if (strcmp(slash + 1, "..") == 0) {
    grappe_buffer_add(out, since[language]);
    add_part(text, language, out);
  } else {
    add_part(text, language, out);
    grappe_buffer_add(out, " " DASH " ");
    add_part(slash + 1, language, out);
  }
}
