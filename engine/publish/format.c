/* The formats of output: what each is called, which files are in it, and who writes it. */
#include <string.h>
#include <strings.h>

#include "publish/publish_private.h"

typedef struct format_row {
  const char *name, *ending; /* ending: of files in it; NULL where another format has that */
  grappe_frame_writer write;
  unsigned traits;
} format_row;

static const format_row formats[] = {
    [GRAPPE_FORMAT_TABLE] = {"table", ".txt", grappe_publish_table, GRAPPE_TAKES_TEXT},
    [GRAPPE_FORMAT_CSV] = {"csv", ".csv", grappe_publish_csv, GRAPPE_TAKES_TEXT | GRAPPE_IMPORTABLE},
    [GRAPPE_FORMAT_CSV_EXCEL_FR] = {"csv-excel-fr", NULL, grappe_publish_csv, GRAPPE_TAKES_TEXT},
    [GRAPPE_FORMAT_JSON] = {"json", ".json", grappe_publish_json, GRAPPE_TAKES_TEXT},
    [GRAPPE_FORMAT_MARKDOWN] = {"md", ".md", grappe_publish_markdown, GRAPPE_TAKES_TEXT},
    [GRAPPE_FORMAT_XLSX] = {"xlsx", ".xlsx", grappe_publish_xlsx, GRAPPE_IMPORTABLE | GRAPPE_BINARY},
    [GRAPPE_FORMAT_JSON_STAT] = {"jsonstat", NULL, grappe_publish_jsonstat, 0},
    [GRAPPE_FORMAT_SDMX] = {"sdmx", NULL, grappe_publish_sdmx, 0},
    [GRAPPE_FORMAT_DATAPACKAGE] = {"datapackage", ".zip", grappe_publish_package, GRAPPE_BINARY},
    [GRAPPE_FORMAT_SVG] = {"svg", ".svg", grappe_publish_no_drawing, 0},
    [GRAPPE_FORMAT_PNG] = {"png", ".png", grappe_publish_no_drawing, GRAPPE_BINARY},
    [GRAPPE_FORMAT_PDF] = {"pdf", ".pdf", grappe_publish_no_drawing, GRAPPE_BINARY},
    [GRAPPE_FORMAT_HTML] = {"html", ".html", grappe_publish_page, 0},
};

enum { FORMATS = sizeof formats / sizeof *formats };

const char *grappe_format_name(size_t index) {
  return index < FORMATS ? formats[index].name : NULL;
}

void grappe_format_list(grappe_buffer *text) {
  for (size_t i = 0; i < FORMATS; i++) grappe_buffer_addf(text, "%s%s", i ? ", " : "", formats[i].name);
}

grappe_code grappe_format_parse(const char *text, grappe_publish_format *format, grappe_error *error) {
  for (size_t i = 0; i < FORMATS; i++) {
    if (strcmp(text, formats[i].name) != 0) continue;
    *format = (grappe_publish_format)i;
    return GRAPPE_OK;
  }
  grappe_buffer list = {0};
  grappe_format_list(&list);
  grappe_fail(error, GRAPPE_ARGUMENT, "'%s' is not a format of output: write one of %s", text,
              grappe_buffer_text(&list));
  grappe_buffer_free(&list);
  return GRAPPE_ARGUMENT;
}

int grappe_format_of_path(const char *path, grappe_publish_format *format) {
  const char *slash = strrchr(path, '/'), *ending = strrchr(slash ? slash : path, '.');
  for (size_t i = 0; ending && i < FORMATS; i++) {
    if (!formats[i].ending || strcasecmp(ending, formats[i].ending) != 0) continue;
    *format = (grappe_publish_format)i;
    return 1;
  }
  return 0;
}

int grappe_format_is(grappe_publish_format format, grappe_format_trait trait) {
  return (formats[format].traits & trait) != 0;
}

grappe_frame_writer grappe_format_writer(grappe_publish_format format) {
  return formats[format].write;
}
