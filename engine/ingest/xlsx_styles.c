/* Number formats: which cells are dates, and how a number is written. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "ingest/xlsx_private.h"
#include "text/number.h"

/* Of a format code, what is in quotes, in brackets or escaped is not looked at: "€", [Red], \d. */
static xlsx_style from_code(const char *code) {
  int days = 0, hours = 0, months = 0, percent = 0, others = 0, zeros = 0;
  for (; *code && *code != ';'; code++) {
    const char *skip = *code == '"' ? "\"" : *code == '[' ? "]" : NULL;
    if (*code == '[' && code[1] && strchr("hHmMsS", code[1])) hours = 1; /* time that runs past a day */
    if (skip) {
      const char *end = strchr(code + 1, *skip);
      if (!end) break;
      others++;
      code = end;
    } else if (*code == '\\' || *code == '_' || *code == '*') {
      if (!code[1]) break;
      code++;
    } else if (strchr("yYdDeE", *code) && !(strchr("eE", *code) && code[1] && strchr("+-", code[1]))) {
      days = 1;
    } else if (strchr("hHsS", *code)) {
      hours = 1;
    } else if (strchr("mM", *code)) {
      months = 1;
    } else if (*code == '%') {
      percent = 1;
    } else if (*code == '0') {
      zeros++;
    } else {
      others++;
    }
  }
  if (days || (months && !hours)) return (xlsx_style){LOOK_DATE, 0};
  if (hours) return (xlsx_style){LOOK_TIME, 0};
  if (percent) return (xlsx_style){LOOK_PERCENT, 0};
  if (zeros > 1 && zeros < 20 && !others) return (xlsx_style){LOOK_ZEROS, (unsigned char)zeros};
  return (xlsx_style){LOOK_NUMBER, 0};
}

xlsx_style xlsx_style_of(unsigned id, const char *code) {
  if (code && strcasecmp(code, "general") == 0) return (xlsx_style){LOOK_NUMBER, 0};
  if (code) return from_code(code);
  if (id == 9 || id == 10) return (xlsx_style){LOOK_PERCENT, 0};
  if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
    return (xlsx_style){LOOK_DATE, 0};
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) return (xlsx_style){LOOK_TIME, 0};
  return (xlsx_style){LOOK_NUMBER, 0};
}

static void add_time(long seconds, grappe_buffer *out) {
  grappe_buffer_addf(out, "%02ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/* Days since 1899-12-31 (or 1904-01-01), in which 1900 has a 29 February that never was. */
static int add_date(double value, xlsx_look look, int from_1904, grappe_buffer *out) {
  if (value < 0 || value >= 2958466) return 0; /* past the year 9999 */
  double day = floor(value);
  long seconds = lround((value - day) * 86400);
  if (look == LOOK_TIME || (day == 0 && !from_1904)) {
    add_time((long)day * 86400 + seconds, out);
    return 1;
  }
  if (seconds == 86400) {
    day++;
    seconds = 0;
  }
  char text[GRAPPE_PERIOD_TEXT];
  if (from_1904)
    grappe_buffer_add(out, grappe_day_write(grappe_day_from_date(1904, 1, 1) + (grappe_day)day, text));
  else if (day == 60)
    grappe_buffer_add(out, "1900-02-29");
  else
    grappe_buffer_add(out, grappe_day_write(grappe_day_from_date(1899, 12, 31) + (grappe_day)day - (day > 60), text));
  if (seconds) {
    grappe_buffer_add_char(out, 'T');
    add_time(seconds, out);
  }
  return 1;
}

int xlsx_number(const char *text, size_t length, xlsx_style style, int from_1904, grappe_buffer *out) {
  double value;
  if (grappe_number_parse(text, length, GRAPPE_NUMBER_CANONICAL, &value, NULL) != GRAPPE_NUMBER_READ) return 0;
  xlsx_look look = (xlsx_look)style.look;
  if ((look == LOOK_DATE || look == LOOK_TIME) && add_date(value, look, from_1904, out)) return 1;
  if (look == LOOK_ZEROS && value >= 0 && value < 1e18 && value == floor(value)) {
    grappe_buffer_addf(out, "%0*lld", (int)style.digits, (long long)value);
    return 1;
  }
  if (look == LOOK_PERCENT) { /* what was typed as 53.1 % is stored as 0.531 */
    char digits[40];
    snprintf(digits, sizeof digits, "%.15g", value * 100);
    if (grappe_number_parse(digits, strlen(digits), GRAPPE_NUMBER_CANONICAL, &value, NULL) != GRAPPE_NUMBER_READ)
      return 0;
    grappe_number_write(value, out);
    grappe_buffer_add(out, " %");
    return 1;
  }
  grappe_number_write(value, out);
  return 1;
}

#ifdef GRAPPE_WITH_XLSX

typedef struct custom_format {
  unsigned long id;
  xlsx_style style;
} custom_format;

typedef struct reading {
  grappe_xlsx *xlsx;
  custom_format *formats;
  size_t count, capacity;
  int in_cells;
} reading;

static void XMLCALL styles_start(void *context, const XML_Char *element, const XML_Char **attributes) {
  xlsx_part *part = context;
  reading *r = part->context;
  grappe_xlsx *xlsx = r->xlsx;
  element = xlsx_local(element);
  if (strcmp(element, "cellXfs") == 0) r->in_cells = 1;
  const char *id = xlsx_attribute(attributes, "numFmtId");
  const char *code = xlsx_attribute(attributes, "formatCode");
  int grown = 1;
  if (strcmp(element, "numFmt") == 0 && id && code) {
    custom_format *formats = grappe_grow(r->formats, &r->capacity, r->count + 1, sizeof *formats);
    grown = formats != NULL;
    if (formats) {
      r->formats = formats;
      formats[r->count++] = (custom_format){xlsx_integer(id), xlsx_style_of(0, code)};
    }
  } else if (strcmp(element, "xf") == 0 && r->in_cells) {
    xlsx_style *styles = grappe_grow(xlsx->styles, &xlsx->style_capacity, xlsx->style_count + 1, sizeof *styles);
    grown = styles != NULL;
    if (styles) {
      unsigned long format = xlsx_integer(id);
      xlsx_style style = xlsx_style_of((unsigned)format, NULL);
      for (size_t i = 0; i < r->count; i++)
        if (r->formats[i].id == format) style = r->formats[i].style;
      xlsx->styles = styles;
      styles[xlsx->style_count++] = style;
    }
  }
  if (!grown) {
    grappe_error failure = {0};
    grappe_fail_memory(&failure);
    xlsx_part_stop(part, &failure);
  }
}

static void XMLCALL styles_end(void *context, const XML_Char *element) {
  reading *r = ((xlsx_part *)context)->context;
  if (strcmp(xlsx_local(element), "cellXfs") == 0) r->in_cells = 0;
}

grappe_code xlsx_read_styles(grappe_xlsx *xlsx, grappe_error *error) {
  if (!xlsx->styles_part) return GRAPPE_OK;
  reading r = {.xlsx = xlsx};
  xlsx_part part;
  grappe_code code =
      xlsx_part_open(xlsx->package, xlsx->name, xlsx->styles_part, styles_start, styles_end, NULL, &r, &part, error);
  if (code == GRAPPE_NOT_FOUND) return GRAPPE_OK;
  if (code != GRAPPE_OK) return code;
  int ended;
  code = xlsx_part_run(&part, &ended, error);
  xlsx_part_close(&part);
  grappe_free(r.formats);
  return code;
}

#endif
