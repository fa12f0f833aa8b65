/* What only the prelude sees, as the table `core`: the primitives that the Lua half of the API is built from. */
#include "api/core.h"

#include <lauxlib.h>
#include <string.h>

#include "api/batch.h"
#include "api/calls.h"
#include "api/cases.h"
#include "api/complete.h"
#include "api/conditions.h"
#include "api/context.h"
#include "api/core_places.h"
#include "api/dataset_show.h"
#include "api/display.h"
#include "api/figure.h"
#include "api/formats.h"
#include "api/prelude.h"
#include "api/recorded.h"
#include "api/registration.h"
#include "api/rules.h"
#include "api/script_files.h"
#include "api/source_core.h"
#include "api/suppose.h"
#include "api/trace.h"
#include "api/types_private.h"
#include "api/value.h"
#include "base/memory.h"
#include "figure/influence.h"
#include "query/geography.h"
#include "text/fold.h"
#include "text/width.h"

static const char prelude_key; /* registry */

/* --- sentences and errors ----------------------------------------------------------------------------------------- */

/* Formats %s, %d, %g and %1$s … with the arguments from `first` on, each shown as tostring shows it. */
static void format_sentence(lua_State *L, const char *format, int first) {
  int next = first, top = lua_gettop(L);
  luaL_Buffer text;
  luaL_buffinit(L, &text);
  for (const char *at = format; *at; at++) {
    if (*at != '%') {
      luaL_addchar(&text, *at);
      continue;
    }
    at++;
    if (*at == '%') {
      luaL_addchar(&text, '%');
      continue;
    }
    int argument = next;
    if (at[0] >= '1' && at[0] <= '9' && at[1] == '$') {
      argument = first + at[0] - '1';
      at += 2;
    } else {
      next++;
    }
    if (argument <= top)
      luaL_tolstring(L, argument, NULL);
    else
      lua_pushliteral(L, "?");
    luaL_addvalue(&text);
    if (!*at) break;
  }
  luaL_pushresult(&text);
}

static int translate(lua_State *L) {
  format_sentence(L, grappe_translate(luaL_checkstring(L, 1)), 2);
  return 1;
}

static grappe_code code_of(const char *name) {
  for (int code = GRAPPE_ARGUMENT; code <= GRAPPE_TIME; code++)
    if (strcmp(grappe_code_word((grappe_code)code), name) == 0) return (grappe_code)code;
  return GRAPPE_ARGUMENT;
}

static int fail(lua_State *L) {
  grappe_error error = {0};
  grappe_code code = code_of(luaL_checkstring(L, 1));
  format_sentence(L, grappe_translate(luaL_checkstring(L, 2)), 3);
  grappe_fail(&error, code, "%s", lua_tostring(L, -1));
  return grappe_raise(L, &error);
}

/* core.fail_on(line, code, message, …): on that line of the script that runs; nil: where it runs. */
static int fail_on(lua_State *L) {
  grappe_error error = {0};
  grappe_code code = code_of(luaL_checkstring(L, 2));
  format_sentence(L, grappe_translate(luaL_checkstring(L, 3)), 4);
  grappe_fail(&error, code, "%s", lua_tostring(L, -1));
  return grappe_raise_on_line(L, &error, (int)lua_tointeger(L, 1));
}

static int throw_value(lua_State *L) {
  lua_settop(L, 1);
  grappe_carry_place(L);
  return lua_error(L);
}

static int error_code(lua_State *L) {
  const grappe_error *error = grappe_error_at(L, 1);
  lua_pushstring(L, error ? grappe_code_word(error->code) : "error");
  return 1;
}

/* core.error_line(error) -> the line that it was raised on by core.fail_on, or nil */
static int error_line(lua_State *L) {
  int line = grappe_error_line(L, 1);
  if (line > 0) lua_pushinteger(L, line);
  return line > 0;
}

static int error_message(lua_State *L) {
  const grappe_error *error = grappe_error_at(L, 1);
  if (error)
    lua_pushstring(L, error->message);
  else
    grappe_state_tostring(L, 1, NULL);
  return 1;
}

static int nearest(lua_State *L) {
  grappe_nearest best;
  char text[400];
  grappe_nearest_begin(&best, luaL_checkstring(L, 1));
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_Integer count = (lua_Integer)lua_rawlen(L, 2);
  luaL_checkstack(L, (int)(count < 2000 ? count : 2000) + 4, NULL);
  for (lua_Integer i = 1; i <= count && i <= 2000; i++) { /* names stay on the stack: `best` borrows them */
    lua_rawgeti(L, 2, i);
    if (lua_type(L, -1) == LUA_TSTRING) grappe_nearest_offer(&best, lua_tostring(L, -1), NULL);
  }
  if (best.count == 0) return 0;
  grappe_nearest_write(&best, text, sizeof text);
  lua_pushstring(L, best.best[0].name);
  lua_pushstring(L, text);
  return 2;
}

static int describe(lua_State *L) {
  luaL_checkany(L, 1);
  grappe_describe_value(L, 1);
  return 1;
}

static int notice(lua_State *L) {
  format_sentence(L, grappe_translate(luaL_checkstring(L, 1)), 2);
  grappe_context_notice(L, lua_tostring(L, -1));
  return 0;
}

static int language(lua_State *L) {
  lua_pushstring(L, grappe_language_code(grappe_language_now()));
  return 1;
}

/* --- what there is ------------------------------------------------------------------------------------------------ */

static int is_row(lua_State *L) {
  lua_pushboolean(L, grappe_row_at(L, 1) != NULL);
  return 1;
}
static int is_figure(lua_State *L) {
  lua_pushboolean(L, grappe_figure_at(L, 1) != NULL);
  return 1;
}
static int is_frame(lua_State *L) {
  lua_pushboolean(L, grappe_to_frame(L, 1) != NULL);
  return 1;
}
/* core.column_words(frame, name) -> what people call the column */
static int column_words(lua_State *L) {
  grappe_error error = {0};
  grappe_buffer words = {0};
  size_t column;
  grappe_frame *frame = grappe_to_frame(L, 1);
  grappe_check_code(L, grappe_frame_find(frame, luaL_checkstring(L, 2), &column, &error), &error);
  grappe_code code = grappe_frame_column_words(frame, column, &words, &error);
  if (code) grappe_buffer_free(&words);
  grappe_check_code(L, code, &error);
  return grappe_push_buffer(L, &words);
}

/* core.is_registry(value) -> whether it is a collection of rows of an entity, and not of a dataset */
static int is_registry(lua_State *L) {
  lua_pushboolean(L, grappe_to_query(L, 1) != NULL);
  return 1;
}

static int is_collection(lua_State *L) {
  lua_pushboolean(L, luaL_testudata(L, 1, GRAPPE_COLLECTION_TYPE) != NULL);
  return 1;
}

/* core.period(text or year) -> canonical text, first day, last day */
static int period(lua_State *L) {
  char text[GRAPPE_PERIOD_TEXT];
  grappe_period read = grappe_check_period(L, 1);
  lua_pushstring(L, grappe_period_write(read, text));
  lua_pushstring(L, grappe_day_write(read.from, text));
  lua_pushstring(L, grappe_day_write(read.to, text));
  lua_pushnumber(L, grappe_period_years(read));
  return 4;
}

static grappe_unit check_unit(lua_State *L, int index) {
  grappe_error error = {0};
  grappe_unit unit;
  const char *text = luaL_checkstring(L, index);
  grappe_check_code(L, grappe_unit_parse(text, strlen(text), &unit, &error), &error);
  return unit;
}

static int unit(lua_State *L) {
  check_unit(L, 1);
  lua_settop(L, 1);
  return 1;
}

static int convertible(lua_State *L) {
  grappe_figure *figure = grappe_check_figure(L, 1, "a figure");
  lua_pushboolean(L, grappe_unit_convertible(grappe_figure_read(figure)->unit, check_unit(L, 2)));
  return 1;
}

/* --- figures ------------------------------------------------------------------------------------------------------ */

/* What was computed from several territories for one of them (a quotient of a commune and the country) is of that one's
 * ground, where this was the same on all geographies that went into it. */
static void settle_ground(lua_State *L, int index, grappe_ground *ground) {
  grappe_error error = {0};
  grappe_ground first, last;
  const grappe_row *row = grappe_ground_several(*ground) ? grappe_to_row(L, index) : NULL;
  if (!row || strcmp(row->entity->name, "territory") != 0) return;
  grappe_check_query(L, grappe_territory_row_ground(row, ground->first, &first, &error), &error);
  grappe_check_query(L, grappe_territory_row_ground(row, ground->last, &last, &error), &error);
  if (first.number != last.number) return;
  ground->territory = first.territory;
  ground->number = first.number;
}

/* core.derive(operation, label, figure [, row]): the figure under another label; one that was observed (it has no
 * inputs, its own label says what it is) becomes the single input of the operation. The row is what it was asked of. */
static int derive(lua_State *L) {
  grappe_figure *figure = grappe_check_figure(L, 3, "a figure");
  grappe_figure_parts parts = *grappe_figure_read(figure);
  parts.label = luaL_checkstring(L, 2);
  settle_ground(L, 4, &parts.ground);
  if (parts.input_count == 0) {
    parts.operation = luaL_checkstring(L, 1);
    parts.inputs = &figure;
    parts.input_count = 1;
    parts.again = grappe_figure_again_same;
    parts.remarks = "";
  }
  grappe_push_figure(L, grappe_figure_new(&parts));
  return 1;
}

/* core.absent(kind, reason, unit, operation, label, inputs…) */
/* core.note_read(row, field): that the field was read and is absent, for the verdict under way. */
static int note_read(lua_State *L) {
  lua_settop(L, 2);
  lua_pushnil(L);
  grappe_trace_read(L, 1, 2);
  return 0;
}

/* core.today() -> "2026-11-22" */
static int today(lua_State *L) {
  char day[GRAPPE_PERIOD_TEXT];
  lua_pushstring(L, grappe_day_write(grappe_today(), day));
  return 1;
}

static int absent(lua_State *L) {
  static const char *const kinds[] = {"unknown", "not collected", "not applicable", "suppressed", "undefined", NULL};
  grappe_figure_parts parts = grappe_figure_parts_none();
  const char *kind = luaL_checkstring(L, 1);
  int index = 0;
  while (kinds[index] && strcmp(kinds[index], kind) != 0) index++;
  parts.presence = kinds[index] ? (grappe_presence)(index + 1) : GRAPPE_UNKNOWN;
  parts.reason = luaL_checkstring(L, 2);
  parts.unit = check_unit(L, 3);
  parts.operation = luaL_checkstring(L, 4);
  parts.label = luaL_checkstring(L, 5);
  parts.bounds = grappe_bounds_all();
  int count = lua_gettop(L) - 5;
  grappe_figure **inputs = lua_newuserdatauv(L, (size_t)(count > 0 ? count : 1) * sizeof *inputs, 0);
  for (int i = 0; i < count; i++) inputs[i] = grappe_check_figure(L, 6 + i, "a figure");
  parts.inputs = inputs;
  parts.input_count = (size_t)(count > 0 ? count : 0);
  grappe_push_figure(L, grappe_figure_new(&parts));
  return 1;
}

/* Column `c` of the table at 1: leaves its name at 5 and its list at 6. Lists may have holes (a value that is not
 * known), so a short one is no error; one that is longer than the frame is. */
static void check_frame_column(lua_State *L, lua_Integer c, lua_Integer rows) {
  lua_settop(L, 3);
  if (lua_rawgeti(L, 1, c) == LUA_TTABLE) {
    lua_rawgeti(L, 4, 1);
    lua_rawgeti(L, 4, 2);
  }
  if (lua_type(L, 5) != LUA_TSTRING || lua_type(L, 6) != LUA_TTABLE)
    grappe_throw(L, GRAPPE_ARGUMENT, "frame: column %d: expected { name, { value, … } }, found %s", (int)c,
                 grappe_describe_value(L, 4));
  if ((lua_Integer)lua_rawlen(L, 6) > rows)
    grappe_throw(L, GRAPPE_ARGUMENT,
                 "frame: column '%s' has not as many values (%d) as the frame has rows (%d): give every column as many "
                 "as the first",
                 lua_tostring(L, 5), (int)lua_rawlen(L, 6), (int)rows);
}

/* How many rows a frame made of the table at 1 has: `rows`, or else the values of the first column. */
static size_t check_frame_rows(lua_State *L) {
  lua_Integer rows = 0;
  if (lua_type(L, 1) != LUA_TTABLE)
    grappe_throw(L, GRAPPE_ARGUMENT, "frame: expected { { name, { value, … } }, … }, found %s",
                 grappe_describe_value(L, 1));
  if (lua_getfield(L, 1, "rows") == LUA_TNIL) {
    if (lua_rawgeti(L, 1, 1) == LUA_TTABLE && lua_rawgeti(L, -1, 2) == LUA_TTABLE)
      rows = (lua_Integer)lua_rawlen(L, -1);
  } else {
    rows = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : -1;
    if (rows < 0 || rows > INT32_MAX)
      grappe_throw(L, GRAPPE_ARGUMENT, "frame: expected a whole number of rows, found %s",
                   grappe_describe_value(L, -1));
  }
  lua_settop(L, 1);
  return (size_t)rows;
}

/* core.frame { { name, { value, … } }, … } -> frame with these columns */
static int frame(lua_State *L) {
  grappe_error error = {0};
  size_t rows = check_frame_rows(L);
  lua_Integer columns = (lua_Integer)lua_rawlen(L, 1);
  grappe_snapshot *snapshot = NULL;
  grappe_frame *made = NULL;
  grappe_check_code(L, grappe_observatory_snapshot(grappe_observatory_of(L), &snapshot, &error), &error);
  grappe_code code = grappe_frame_new(snapshot, rows, &made, &error);
  grappe_snapshot_release(snapshot);
  grappe_check_code(L, code, &error);
  grappe_push_frame(L, made);
  grappe_value *values = lua_newuserdatauv(L, (rows ? rows : 1) * sizeof *values, 0);
  for (lua_Integer c = 1; c <= columns; c++) {
    check_frame_column(L, c, (lua_Integer)rows);
    for (size_t i = 0; i < rows; i++) {
      lua_rawgeti(L, 6, (lua_Integer)i + 1);
      values[i] = grappe_check_value(L, -1);
      lua_pop(L, 1);
    }
    grappe_frame *wider = NULL;
    grappe_check_code(L, grappe_frame_with(grappe_to_frame(L, 2), lua_tostring(L, 5), values, &wider, &error), &error);
    grappe_push_frame(L, wider);
    lua_replace(L, 2);
  }
  lua_settop(L, 2);
  return 1;
}

/* core.object(metatable, parts) -> a userdata whose parts only core.parts can reach: scripts cannot look into it. */
static int object(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checkany(L, 2);
  lua_newuserdatauv(L, 0, 1);
  lua_pushvalue(L, 2);
  lua_setiuservalue(L, -2, 1);
  lua_pushvalue(L, 1);
  lua_setmetatable(L, -2);
  return 1;
}

/* core.parts(object, metatable) -> the parts, or nil where the value is no object with that metatable. */
static int parts_of(lua_State *L) {
  luaL_checktype(L, 2, LUA_TTABLE);
  if (lua_type(L, 1) != LUA_TUSERDATA || !lua_getmetatable(L, 1)) return 0;
  if (!lua_rawequal(L, -1, 2)) return 0;
  lua_getiuservalue(L, 1, 1);
  return 1;
}

/* core.display(value [, "json"]) -> any value as text, in the shape that the run's results have */
static int display(lua_State *L) {
  grappe_publish_options options = grappe_context_of(L)->display;
  options.format = GRAPPE_FORMAT_TABLE;
  if (strcmp(luaL_optstring(L, 2, "table"), "json") == 0) options.format = GRAPPE_FORMAT_JSON;
  grappe_push_display(L, 1, &options);
  return 1;
}

static int json_string(lua_State *L) {
  grappe_buffer text = {0};
  grappe_json_string(luaL_checkstring(L, 1), &text);
  return grappe_push_buffer(L, &text);
}

static int harmless(lua_State *L) {
  grappe_buffer text = {0};
  grappe_harmless_add(luaL_checkstring(L, 1), &text);
  return grappe_push_buffer(L, &text);
}

/* core.folded(text): without accents, case and hyphens, as names are found */
static int folded(lua_State *L) {
  char *text = grappe_fold_new(luaL_checkstring(L, 1));
  if (!text) {
    grappe_error error = {0};
    grappe_check_code(L, grappe_fail_memory(&error), &error);
  }
  grappe_buffer buffer = {0};
  grappe_buffer_add(&buffer, text);
  grappe_free(text);
  return grappe_push_buffer(L, &buffer);
}

static const luaL_Reg primitives[] = {{"translate", translate},
                                      {"folded", folded},
                                      {"batch", grappe_core_batch},
                                      {"fail", fail},
                                      {"fail_on", fail_on},
                                      {"throw", throw_value},
                                      {"error_code", error_code},
                                      {"error_line", error_line},
                                      {"error_message", error_message},
                                      {"nearest", nearest},
                                      {"describe", describe},
                                      {"notice", notice},
                                      {"language", language},
                                      {"is_level", grappe_core_is_level},
                                      {"levels", grappe_core_levels},
                                      {"find_at", grappe_core_find_at},
                                      {"row_label", grappe_core_row_label},
                                      {"row_key", grappe_core_row_key},
                                      {"data_state", grappe_core_data_state},
                                      {"is_row", is_row},
                                      {"is_figure", is_figure},
                                      {"is_frame", is_frame},
                                      {"column_words", column_words},
                                      {"is_collection", is_collection},
                                      {"is_registry", is_registry},
                                      {"datasets", grappe_core_datasets},
                                      {"dataset_columns", grappe_core_dataset_columns},
                                      {"period", period},
                                      {"unit", unit},
                                      {"convertible", convertible},
                                      {"derive", derive},
                                      {"absent", absent},
                                      {"today", today},
                                      {"note_read", note_read},
                                      {"frame", frame},
                                      {"object", object},
                                      {"parts", parts_of},
                                      {"display", display},
                                      {"json_string", json_string},
                                      {"harmless", harmless},
                                      {"entities", grappe_core_entities},
                                      {"collection_of", grappe_core_collection_of},
                                      {"condition", grappe_core_condition},
                                      {"field", grappe_core_field},
                                      {"kilometres", grappe_core_kilometres},
                                      {"store_version", grappe_core_store_version},
                                      {"path", grappe_core_path},
                                      {"documents", grappe_core_documents},
                                      {"names", grappe_core_names},
                                      {"names_beginning", grappe_core_names_beginning},
                                      {"field_values", grappe_core_field_values},
                                      {"entity_fields", grappe_core_entity_fields},
                                      {"value_type", grappe_core_value_type},
                                      {"publish", grappe_prelude_publish},
                                      {"trace", grappe_trace},
                                      {"script_ids", grappe_script_ids},
                                      {"script_path", grappe_script_path},
                                      {"script_stamp", grappe_script_stamp},
                                      {"read_script", grappe_read_script},
                                      {"write_script", grappe_write_script},
                                      {"script_source", grappe_script_source},
                                      {"run_script", grappe_run_script},
                                      {"run_text", grappe_run_text},
                                      {"known_on", grappe_core_known_on},
                                      {"script_text", grappe_core_script_text},
                                      {"script_on", grappe_core_script_on},
                                      {"record_run", grappe_core_record_run},
                                      {"runs", grappe_core_runs},
                                      {"editions_since", grappe_core_editions_since},
                                      {"leaves", grappe_core_leaves},
                                      {"evaluate", grappe_evaluate},
                                      {"format_words", grappe_format_words},
                                      {"format_new", grappe_format_new},
                                      {"format_read", grappe_format_read_text},
                                      {"suppose_begin", grappe_suppose_begin},
                                      {"suppose_rows", grappe_suppose_rows},
                                      {"suppose_none", grappe_suppose_none},
                                      {"suppose_dataset", grappe_suppose_dataset},
                                      {"suppose_end", grappe_suppose_end},
                                      {NULL, NULL}};

void grappe_core_open(lua_State *L) {
  grappe_error error = {0};
  grappe_state *state = grappe_state_of(L);
  grappe_check_code(L, grappe_state_environment(state, &error), &error);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &prelude_key);
  luaL_newlib(L, primitives);
  lua_pushvalue(L, -1);
  lua_setfield(L, -3, "core");
  grappe_page_open(L);    /* adds page_html, is_drawing */
  grappe_explain_open(L); /* adds explain_figure, missing */
  grappe_rules_open(L);
  grappe_cases_open(L);
  grappe_prelude_complete(L);
  lua_pop(L, 2);
}

void grappe_push_core(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &prelude_key);
  lua_getfield(L, -1, "core");
  lua_remove(L, -2);
}

void grappe_push_prelude(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &prelude_key);
}
