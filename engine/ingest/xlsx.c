/* The rows of a sheet: the parser is suspended at the end of each. */
#include "ingest/xlsx.h"

#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "ingest/xlsx_private.h"

const char *grappe_xlsx_column_letters(size_t column, char letters[8]) {
  char *at = letters + 7;
  *at = '\0';
  for (; column > 0 && at > letters; column = (column - 1) / 26) *--at = (char)('A' + (column - 1) % 26);
  return memmove(letters, at, (size_t)(letters + 8 - at));
}

#ifdef GRAPPE_WITH_XLSX

static void fail_here(xlsx_part *part, grappe_error *failure) {
  const grappe_xlsx *xlsx = part->context;
  char letters[8];
  if (failure->code != GRAPPE_MEMORY)
    grappe_fail_at(failure, "%s:%s!%s%llu", xlsx->name, xlsx->sheet, grappe_xlsx_column_letters(xlsx->column, letters),
                   (unsigned long long)xlsx->row);
  xlsx_part_stop(part, failure);
}

/* "BC12": the column, from 1; 0 where it is none. */
static size_t column_of(const char *reference) {
  size_t column = 0;
  for (; *reference >= 'A' && *reference <= 'Z' && column <= XLSX_COLUMNS; reference++)
    column = column * 26 + (size_t)(*reference - 'A' + 1);
  return column;
}

static void begin_row(grappe_xlsx *xlsx, const char *number) {
  xlsx->row = number ? xlsx_integer(number) : xlsx->row + 1;
  xlsx->in_row = 1;
  xlsx->column = 0;
  xlsx->filled = 0;
  grappe_buffer_clear(&xlsx->texts);
  if (xlsx->text_starts) memset(xlsx->text_starts, 0, xlsx->start_capacity * sizeof *xlsx->text_starts);
}

static void XMLCALL sheet_start(void *context, const XML_Char *element, const XML_Char **attributes) {
  xlsx_part *part = context;
  grappe_xlsx *xlsx = part->context;
  element = xlsx_local(element);
  if (strcmp(element, "row") == 0) {
    begin_row(xlsx, xlsx_attribute(attributes, "r"));
  } else if (strcmp(element, "c") == 0 && xlsx->in_row) {
    const char *reference = xlsx_attribute(attributes, "r"), *type = xlsx_attribute(attributes, "t"),
               *style = xlsx_attribute(attributes, "s");
    xlsx->column = reference ? column_of(reference) : xlsx->column + 1;
    xlsx->style = xlsx_integer(style);
    xlsx->type[0] = '\0';
    if (type) strncat(xlsx->type, type, sizeof xlsx->type - 1);
    grappe_buffer_clear(&xlsx->value);
    if (xlsx->column == 0 || xlsx->column > XLSX_COLUMNS || xlsx->row == 0 || xlsx->row > XLSX_ROWS) {
      grappe_error failure = {0};
      grappe_fail(&failure, GRAPPE_DATA, "a cell is outside the sheet ('%.20s'): save the workbook again",
                  reference ? reference : "");
      fail_here(part, &failure);
    }
  } else if (strcmp(element, "rPh") == 0) {
    xlsx->in_phonetic = 1;
  } else if (strcmp(element, "v") == 0 || strcmp(element, "t") == 0) {
    xlsx->in_value = !xlsx->in_phonetic;
  }
}

static void XMLCALL sheet_text(void *context, const XML_Char *text, int length) {
  xlsx_part *part = context;
  grappe_xlsx *xlsx = part->context;
  if (!xlsx->in_value) return;
  grappe_buffer_add_bytes(&xlsx->value, text, (size_t)length);
  if (xlsx->value.length > XLSX_ROW_LIMIT) {
    grappe_error failure = {0};
    grappe_fail(&failure, GRAPPE_DATA, "the text of this cell is longer than %d bytes", XLSX_ROW_LIMIT);
    fail_here(part, &failure);
  }
}

/* Adds what the cell says to texts; nothing where it is empty. */
static grappe_code add_value(grappe_xlsx *xlsx, grappe_error *failure) {
  const char *text = grappe_buffer_text(&xlsx->value);
  size_t length = xlsx->value.length;
  grappe_buffer *out = &xlsx->texts;
  if (strcmp(xlsx->type, "s") == 0) {
    unsigned long index = xlsx_integer(text);
    if (length == 0 || strspn(text, "0123456789") != length || index >= xlsx->string_count)
      return grappe_fail(failure, GRAPPE_DATA,
                         "this cell refers to a text that the workbook does not have: save it again");
    grappe_buffer_add(out, xlsx->strings.text + xlsx->string_starts[index]);
  } else if (strcmp(xlsx->type, "b") == 0) {
    grappe_buffer_add(out, *text == '1' ? "true" : "false");
  } else if (xlsx->type[0] == '\0' || strcmp(xlsx->type, "n") == 0) {
    xlsx_style style = {0};
    if (xlsx->style < xlsx->style_count) style = xlsx->styles[xlsx->style];
    if (!xlsx_number(text, length, style, xlsx->from_1904, out))
      return grappe_fail(failure, GRAPPE_DATA,
                         "'%.40s' is not a number, though this cell says so: save the workbook again", text);
  } else {
    xlsx_text(text, length, out);
  }
  return GRAPPE_OK;
}

static void end_cell(xlsx_part *part) {
  grappe_xlsx *xlsx = part->context;
  if (xlsx->value.length == 0) return;
  grappe_error failure = {0};
  size_t start = xlsx->texts.length;
  grappe_code code = add_value(xlsx, &failure);
  if (code == GRAPPE_OK && xlsx->texts.length > start) {
    size_t before = xlsx->start_capacity;
    size_t *grown = grappe_grow(xlsx->text_starts, &xlsx->start_capacity, xlsx->column, sizeof *grown);
    if (grown) {
      memset(grown + before, 0, (xlsx->start_capacity - before) * sizeof *grown);
      xlsx->text_starts = grown;
      grown[xlsx->column - 1] = start + 1;
      if (xlsx->column > xlsx->filled) xlsx->filled = xlsx->column;
      grappe_buffer_add_char(&xlsx->texts, '\0');
    }
    if (!grown || grappe_buffer_failed(&xlsx->texts)) code = grappe_fail_memory(&failure);
  }
  if (code == GRAPPE_OK && (grappe_buffer_failed(&xlsx->value) || grappe_buffer_failed(&xlsx->texts)))
    code = grappe_fail_memory(&failure);
  if (code == GRAPPE_OK && xlsx->texts.length > XLSX_ROW_LIMIT)
    code = grappe_fail(&failure, GRAPPE_DATA, "the texts of this row are longer than %d bytes", XLSX_ROW_LIMIT);
  if (code != GRAPPE_OK) fail_here(part, &failure);
}

static void XMLCALL sheet_end(void *context, const XML_Char *element) {
  xlsx_part *part = context;
  grappe_xlsx *xlsx = part->context;
  element = xlsx_local(element);
  if (strcmp(element, "c") == 0 && xlsx->in_row) {
    end_cell(part);
  } else if (strcmp(element, "v") == 0 || strcmp(element, "t") == 0) {
    xlsx->in_value = 0;
  } else if (strcmp(element, "rPh") == 0) {
    xlsx->in_phonetic = 0;
  } else if (strcmp(element, "row") == 0) {
    xlsx->in_row = 0;
    if (xlsx->filled > 0) {
      xlsx->row_done = 1;
      XML_StopParser(part->parser, XML_TRUE);
    }
  }
}

grappe_code grappe_xlsx_open(int descriptor, const char *name, const char *sheet, grappe_xlsx **opened,
                             grappe_error *error) {
  *opened = NULL;
  int problem = 0;
  zip_t *package = zip_fdopen(descriptor, 0, &problem);
  if (!package) {
    close(descriptor);
    if (problem == ZIP_ER_MEMORY) return grappe_fail_memory(error);
    return grappe_fail(error, GRAPPE_DATA, "%s is no workbook that can be read: save it again as .xlsx", name);
  }
  grappe_xlsx *xlsx = grappe_alloc_zero(1, sizeof *xlsx);
  if (!xlsx) {
    zip_discard(package);
    return grappe_fail_memory(error);
  }
  xlsx->package = package;
  xlsx->name = name;
  grappe_code code = xlsx_read_workbook(xlsx, sheet, error);
  if (code == GRAPPE_OK) code = xlsx_read_styles(xlsx, error);
  if (code == GRAPPE_OK) code = xlsx_read_strings(xlsx, error);
  if (code == GRAPPE_OK)
    code =
        xlsx_part_open(package, name, xlsx->sheet_part, sheet_start, sheet_end, sheet_text, xlsx, &xlsx->part, error);
  if (code == GRAPPE_NOT_FOUND && xlsx->sheet_part)
    code =
        grappe_fail(error, GRAPPE_DATA, "%s: its part %s is missing: save the workbook again", name, xlsx->sheet_part);
  if (code != GRAPPE_OK) {
    grappe_xlsx_close(xlsx);
    return code;
  }
  *opened = xlsx;
  return GRAPPE_OK;
}

void grappe_xlsx_close(grappe_xlsx *xlsx) {
  if (!xlsx) return;
  xlsx_part_close(&xlsx->part);
  zip_discard(xlsx->package);
  grappe_free(xlsx->sheet);
  grappe_free(xlsx->sheet_part);
  grappe_free(xlsx->strings_part);
  grappe_free(xlsx->styles_part);
  grappe_buffer_free(&xlsx->strings);
  grappe_free(xlsx->string_starts);
  grappe_free(xlsx->styles);
  grappe_buffer_free(&xlsx->value);
  grappe_buffer_free(&xlsx->texts);
  grappe_free(xlsx->text_starts);
  grappe_free(xlsx->fields);
  grappe_free(xlsx);
}

/* The row's texts do not move any more: fields may point to them. */
static grappe_code make_fields(grappe_xlsx *xlsx, size_t width, grappe_csv_record *record, grappe_error *error) {
  size_t count = xlsx->filled > width ? xlsx->filled : width;
  grappe_csv_field *fields = grappe_grow(xlsx->fields, &xlsx->field_capacity, count, sizeof *fields);
  if (!fields) return grappe_fail_memory(error);
  xlsx->fields = fields;
  size_t nothing = xlsx->texts.length - 1; /* the last '\0' */
  for (size_t i = 0; i < count; i++) {
    size_t start = i < xlsx->filled ? xlsx->text_starts[i] : 0;
    char *text = xlsx->texts.text + (start ? start - 1 : nothing);
    fields[i] = (grappe_csv_field){.text = text, .length = strlen(text), .line = xlsx->row, .column = i + 1};
  }
  *record = (grappe_csv_record){fields, count, xlsx->row};
  return GRAPPE_OK;
}

grappe_code grappe_xlsx_next(grappe_xlsx *xlsx, size_t width, grappe_csv_record *record, grappe_error *error) {
  *record = (grappe_csv_record){0};
  if (xlsx->failed) return grappe_fail(error, GRAPPE_DATA, "%s: reading has ended with an error already", xlsx->name);
  if (xlsx->ended) return GRAPPE_OK;
  xlsx->row_done = 0;
  grappe_code code = xlsx_part_run(&xlsx->part, &xlsx->ended, error);
  if (code == GRAPPE_OK && xlsx->row_done) code = make_fields(xlsx, width, record, error);
  if (code != GRAPPE_OK) xlsx->failed = 1;
  return code;
}

const char *grappe_xlsx_sheet(const grappe_xlsx *xlsx) {
  return xlsx->sheet;
}

uint64_t grappe_xlsx_stored_read(const grappe_xlsx *xlsx) {
  const xlsx_part *part = &xlsx->part;
  if (xlsx->ended || part->given >= part->size) return part->stored;
  return (uint64_t)((double)part->stored * (double)part->given / (double)part->size);
}

uint64_t grappe_xlsx_stored_size(const grappe_xlsx *xlsx) {
  return xlsx->part.stored;
}

#else

grappe_code grappe_xlsx_open(int descriptor, const char *name, const char *sheet, grappe_xlsx **xlsx,
                             grappe_error *error) {
  (void)sheet;
  *xlsx = NULL;
  close(descriptor);
  return grappe_fail(error, GRAPPE_IO, "%s cannot be read: this Grappe was built without %s", name, "libzip, expat");
}

void grappe_xlsx_close(grappe_xlsx *xlsx) {
  (void)xlsx;
}

grappe_code grappe_xlsx_next(grappe_xlsx *xlsx, size_t width, grappe_csv_record *record, grappe_error *error) {
  (void)xlsx;
  (void)width;
  *record = (grappe_csv_record){0};
  return grappe_fail_memory(error);
}

const char *grappe_xlsx_sheet(const grappe_xlsx *xlsx) {
  (void)xlsx;
  return "";
}

uint64_t grappe_xlsx_stored_read(const grappe_xlsx *xlsx) {
  (void)xlsx;
  return 0;
}

uint64_t grappe_xlsx_stored_size(const grappe_xlsx *xlsx) {
  (void)xlsx;
  return 0;
}

#endif
