#include "api/display.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "api/calls.h"
#include "api/context.h"
#include "api/core.h"
#include "api/dataset_show.h"
#include "api/figure.h"
#include "api/registration.h"
#include "api/value.h"
#include "text/width.h"

enum { ROWS_SHOWN = 50 };

/* An engine call that writes into a buffer: its text, or the error. */
static void push_result(lua_State *L, grappe_code code, grappe_buffer *text, const grappe_error *error) {
  if (code != GRAPPE_OK) {
    grappe_buffer_free(text);
    grappe_raise(L, error);
  }
  grappe_push_buffer(L, text);
}

/* The collection with all fields that import reads, where the format is to be read back. */
static grappe_query *with_all_fields(lua_State *L, grappe_query *query) {
  enum { FIELDS_MOST = 100 };
  const grappe_entity *entity = grappe_query_entity(query);
  const char *paths[FIELDS_MOST];
  size_t count = 0;
  for (size_t i = 0; i < grappe_field_count(entity) && count < FIELDS_MOST; i++)
    if (!(grappe_field_at(entity, i)->flags & GRAPPE_INTERNAL)) paths[count++] = grappe_field_at(entity, i)->name;
  grappe_query *all;
  grappe_error error = {0};
  if (grappe_query_select(query, paths, count, &all, &error) != GRAPPE_OK) grappe_raise(L, &error);
  return all;
}

/* Tells beside the result what was withheld of it, for formats that have no place for it. */
static void tell_withheld(lua_State *L, const grappe_withheld *withheld) {
  grappe_buffer sentence = {0};
  grappe_withheld_write(withheld, &sentence);
  if (!sentence.length) return;
  grappe_buffer_addf(&sentence, " (%s)", grappe_translate("with --confidential, who may see it takes it out"));
  grappe_push_buffer(L, &sentence);
  grappe_context_notice(L, lua_tostring(L, -1));
  lua_pop(L, 1);
}

/* A collection shows its rows: the first ones, unless they go to a file or another program. */
static void push_collection(lua_State *L, grappe_query *query, const grappe_publish_options *options) {
  grappe_error error = {0};
  grappe_frame *frame = NULL;
  static const grappe_aggregation rows = {GRAPPE_COUNT, NULL, 0, NULL};
  grappe_publish_options shown = *options;
  int grouped = grappe_query_grouped(query);
  int whole = options->importable && grappe_format_is(options->format, GRAPPE_IMPORTABLE) && !grouped &&
              !grappe_query_selected(query);
  if (whole) {
    query = with_all_fields(L, query);
    shown.registry = grappe_query_entity(query);
  }
  grappe_query_begin(L);
  grappe_code code = grappe_query_frame(query, &rows, grouped ? 1 : 0, &frame, &error);
  if (whole) grappe_query_release(query);
  grappe_check_query(L, code, &error);
  grappe_push_frame(L, frame);
  grappe_buffer text = {0};
  if (options->format == GRAPPE_FORMAT_TABLE && (shown.rows == 0 || shown.rows > ROWS_SHOWN)) shown.rows = ROWS_SHOWN;
  code = grappe_publish_frame(grappe_to_frame(L, -1), &shown, &text, &error);
  push_result(L, code, &text, &error);
}

/* What one function of the prelude makes of datasets. */
static void push_listing(lua_State *L) {
  grappe_push_core(L);
  lua_getfield(L, -1, "datasets_frame");
  lua_remove(L, -2);
  lua_call(L, 0, 1);
}

/* A row: its fields, one a line, those that have a value. */
static void push_row_display(lua_State *L, const grappe_row *row, const grappe_publish_options *options) {
  grappe_error error = {0};
  int free = 1;
  if (options->audience == GRAPPE_FOR_OTHERS && grappe_disclosure_row(row, &free, &error) != GRAPPE_OK)
    grappe_raise(L, &error);
  if (!free) {
    grappe_fail(&error, GRAPPE_ARGUMENT,
                "this row is confidential and stays on the screen: who may take it out writes --confidential");
    grappe_raise(L, &error);
  }
  grappe_buffer text = {0};
  grappe_code code = GRAPPE_OK;
  int json = options->format == GRAPPE_FORMAT_JSON, shown = 0;
  if (json) grappe_buffer_add_char(&text, '{');
  for (size_t i = 0; i < grappe_field_count(row->entity) && code == GRAPPE_OK; i++) {
    const grappe_field *field = grappe_field_at(row->entity, i);
    grappe_value value = {0};
    grappe_buffer cell = {0};
    code = grappe_row_field(row, (int)i, &value, &error);
    if (code == GRAPPE_OK && json && value.kind == GRAPPE_VALUE_FIGURE)
      grappe_figure_json(value.figure, &cell);
    else if (code == GRAPPE_OK)
      code =
          json ? grappe_value_write(&value, &cell, &error) : grappe_value_display(&value, row->snapshot, &cell, &error);
    if (json) {
      grappe_buffer_addf(&text, "%s\"%s\":", shown++ ? "," : "", field->name);
      if (value.kind == GRAPPE_VALUE_FIGURE)
        grappe_buffer_add(&text, grappe_buffer_text(&cell));
      else if (value.kind == GRAPPE_VALUE_NONE)
        grappe_buffer_add(&text, "null");
      else
        grappe_json_string(grappe_buffer_text(&cell), &text);
    } else if (cell.length > 0) {
      grappe_buffer_addf(&text, "%-18s ", field->name);
      grappe_harmless_add(grappe_buffer_text(&cell), &text);
      grappe_buffer_add_char(&text, '\n');
    }
    grappe_buffer_free(&cell);
    grappe_value_release(&value);
  }
  if (json) grappe_buffer_add(&text, "}\n");
  push_result(L, code, &text, &error);
}

/* The HTML of a page that the prelude made; pushes nothing where the value is none. */
static int push_page(lua_State *L, int index) {
  grappe_push_core(L);
  lua_getfield(L, -1, "page_of");
  lua_pushvalue(L, index);
  lua_call(L, 1, 1);
  if (lua_isstring(L, -1)) return 1;
  lua_pop(L, 2);
  return 0;
}

void grappe_push_display(lua_State *L, int index, const grappe_publish_options *asked) {
  grappe_error error = {0};
  grappe_withheld withheld = {0};
  grappe_publish_options here = *asked;
  const grappe_publish_options *options = &here;
  here.withheld = &withheld;
  grappe_buffer text = {0};
  index = lua_absindex(L, index);
  int top = lua_gettop(L);
  luaL_checkstack(L, 8, NULL);
  lua_pushnil(L); /* the place of the result */
  if (grappe_to_figure(L, index)) {
    push_result(L, grappe_publish_figure(grappe_to_figure(L, index), options, &text, &error), &text, &error);
  } else if (grappe_to_frame(L, index)) {
    push_result(L, grappe_publish_frame(grappe_to_frame(L, index), options, &text, &error), &text, &error);
  } else if (grappe_to_drawing(L, index)) {
    push_result(L, grappe_publish_drawing(grappe_to_drawing(L, index), options, &text, &error), &text, &error);
  } else if (grappe_to_query(L, index) && grappe_query_whole(grappe_to_query(L, index)) &&
             strcmp(grappe_query_entity(grappe_to_query(L, index))->name, "dataset") == 0) {
    push_listing(L);
    grappe_push_display(L, -1, options);
  } else if (grappe_to_scan(L, index)) {
    grappe_push_dataset_shown(L, index, options, ROWS_SHOWN);
    grappe_push_display(L, -1, options);
  } else if (grappe_to_query(L, index)) {
    push_collection(L, grappe_to_query(L, index), options);
  } else if (options->format == GRAPPE_FORMAT_HTML && push_page(L, index)) {
    /* a report, as it is */
  } else if (!lua_isnil(L, index) && !grappe_format_is(options->format, GRAPPE_TAKES_TEXT)) {
    grappe_fail(&error, GRAPPE_ARGUMENT,
                "only figures, frames and collections can be written as %s, this is a %s: make a frame of it with "
                "frame { … }, or write json",
                grappe_format_name((size_t)options->format), luaL_typename(L, index));
    grappe_raise(L, &error);
  } else if (grappe_to_row(L, index)) {
    push_row_display(L, grappe_to_row(L, index), options);
  } else { /* what the prelude knows best: texts, tables, verdicts */
    grappe_push_core(L);
    lua_getfield(L, -1, options->format == GRAPPE_FORMAT_JSON ? "show_json" : "show_text");
    lua_pushvalue(L, index);
    lua_call(L, 1, 1);
  }
  tell_withheld(L, &withheld);
  lua_replace(L, top + 1); /* the text alone stays, without what it was made of */
  lua_settop(L, top + 1);
}
