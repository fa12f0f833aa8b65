/* Declarations of formats, checked by the prelude, as the engine's grappe_format.
 *
 * A format is a Lua userdata. All that it points to is kept in a table of its own (its user value): texts as Lua
 * strings, arrays as userdata. So nothing is released by hand, and nothing is lost where Lua runs out of memory. */
#include <lauxlib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "api/formats_private.h"
#include "api/registration.h"
#include "figure/status.h"
#include "state/state.h"

static const char computes_key; /* registry: compute functions by their context, weakly */

/* --- the words of declarations ------------------------------------------------------------------------------------ */

typedef struct word_list {
  const char *name;
  const char *const *words; /* in the order of the engine's enumeration */
} word_list;

static const char *const type_words[] = {"text",           "code",      "activity", "siren",  "siret",  "whole_number",
                                         "number",         "day",       "year",     "period", "yes_no", "band",
                                         "flagged_number", "longitude", "latitude", NULL};
static const char *const day_words[] = {"year-month-day", "day/month/year", "either", NULL};
static const char *const wrong_words[] = {"reject", "unknown", NULL};
static const char *const kind_words[] = {"any", "csv", "xlsx", "json", NULL};
static const char *const encoding_words[] = {"any", "utf-8", "windows-1252", NULL};
static const char *const other_words[] = {"ignore", "refuse", "keep", NULL};
static const char *const absence_words[] = {"unknown", "not_collected", "not_applicable", "suppressed", NULL};

static const word_list lists[] = {
    {"type", type_words},         {"day_order", day_words},       {"wrong", wrong_words},     {"kind", kind_words},
    {"encoding", encoding_words}, {"other_columns", other_words}, {"absence", absence_words}, {NULL, NULL}};

_Static_assert(sizeof type_words / sizeof *type_words == GRAPPE_FORMAT_TYPES + 1, "a word for each type");

int grappe_format_words(lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  lua_newtable(L);
  for (const word_list *list = lists; list->name; list++)
    for (size_t i = 0; strcmp(list->name, name) == 0 && list->words[i]; i++) {
      lua_pushstring(L, list->words[i]);
      lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
  return 1;
}

/* --- reading a table ------------------------------------------------------------------------------------------------
 * Each function leaves the stack as it found it. */

typedef struct builder {
  lua_State *L;
  int kept; /* stack index of the table of what the format points to */
} builder;

/* Pops the value on top into the table of what is kept. */
static void keep(const builder *b) {
  lua_rawseti(b->L, b->kept, (lua_Integer)lua_rawlen(b->L, b->kept) + 1);
}

static void *new_array(const builder *b, size_t count, size_t size) {
  void *array = memset(lua_newuserdatauv(b->L, count * size, 0), 0, count * size);
  keep(b);
  return array;
}

/* The text on top, kept; NULL where it is none. Pops it. */
static const char *take_text(const builder *b) {
  if (lua_type(b->L, -1) != LUA_TSTRING) {
    lua_pop(b->L, 1);
    return NULL;
  }
  const char *text = lua_tostring(b->L, -1);
  keep(b);
  return text;
}

static const char *text_of(const builder *b, int table, const char *key) {
  lua_getfield(b->L, table, key);
  return take_text(b);
}

static int flag_of(const builder *b, int table, const char *key) {
  lua_getfield(b->L, table, key);
  int set = lua_toboolean(b->L, -1);
  lua_pop(b->L, 1);
  return set;
}

static unsigned number_of(const builder *b, int table, const char *key) {
  lua_getfield(b->L, table, key);
  lua_Integer value = lua_tointeger(b->L, -1);
  lua_pop(b->L, 1);
  return value > 0 && value < 1000000 ? (unsigned)value : 0;
}

static char character_of(const builder *b, int table, const char *key) {
  const char *text = text_of(b, table, key);
  return text ? *text : '\0';
}

static int word_at(const char *const *words, const char *word) {
  for (int i = 0; word && words[i]; i++)
    if (strcmp(words[i], word) == 0) return i;
  return 0;
}

static int word_of(const builder *b, int table, const char *key, const char *const *words) {
  return word_at(words, text_of(b, table, key));
}

/* A text or a list of texts, as a list; NULL where there is none. */
static const char *const *texts_of(const builder *b, int table, const char *key) {
  lua_State *L = b->L;
  lua_getfield(L, table, key);
  int single = lua_type(L, -1) == LUA_TSTRING;
  size_t count = single ? 1 : lua_istable(L, -1) ? lua_rawlen(L, -1) : 0;
  const char **texts = NULL;
  if (count) texts = new_array(b, count + 1, sizeof *texts);
  for (size_t i = 0; i < count; i++) {
    if (single)
      lua_pushvalue(L, -1);
    else
      lua_rawgeti(L, -1, (lua_Integer)i + 1);
    texts[i] = take_text(b);
  }
  lua_pop(L, 1);
  return texts;
}

static void titles_of(const builder *b, int table, const char *key, const char *titles[GRAPPE_LANGUAGES]) {
  lua_getfield(b->L, table, key);
  int found = lua_gettop(b->L);
  for (int i = 0; lua_istable(b->L, found) && i < GRAPPE_LANGUAGES; i++)
    titles[i] = text_of(b, found, grappe_language_code((grappe_language)i));
  lua_pop(b->L, 1);
}

/* How many texts { [text] = … } has, with that table pushed; 0: nothing is pushed. */
static size_t open_map(const builder *b, int table, const char *key) {
  size_t count = 0;
  if (lua_getfield(b->L, table, key) == LUA_TTABLE)
    for (lua_pushnil(b->L); lua_next(b->L, -2); lua_pop(b->L, 1)) count++;
  if (!count) lua_pop(b->L, 1);
  return count;
}

/* The key below the value on top, kept. */
static const char *take_key(const builder *b) {
  lua_pushvalue(b->L, -2);
  return take_text(b);
}

static const grappe_format_absent *absences_of(const builder *b, int table, const char *key) {
  size_t count = open_map(b, table, key), at = 0;
  if (!count) return NULL;
  grappe_format_absent *absent = new_array(b, count + 1, sizeof *absent);
  for (lua_pushnil(b->L); lua_next(b->L, -2); lua_pop(b->L, 1)) {
    absent[at].text = take_key(b);
    const char *word = lua_tostring(b->L, -1);
    absent[at].presence = GRAPPE_UNKNOWN;
    for (int presence = GRAPPE_UNKNOWN; presence <= GRAPPE_SUPPRESSED; presence++)
      if (strcmp(grappe_presence_code((grappe_presence)presence), word) == 0)
        absent[at].presence = (grappe_presence)presence;
    at++;
  }
  lua_pop(b->L, 1);
  return absent;
}

static const grappe_format_value *values_of(const builder *b, int table, const char *key) {
  size_t count = open_map(b, table, key), at = 0;
  if (!count) return NULL;
  grappe_format_value *values = new_array(b, count + 1, sizeof *values);
  for (lua_pushnil(b->L); lua_next(b->L, -2); lua_pop(b->L, 1)) {
    values[at].from = take_key(b);
    lua_pushvalue(b->L, -1);
    values[at++].to = take_text(b);
  }
  lua_pop(b->L, 1);
  return values;
}

static int by_code(const void *a, const void *b) {
  const grappe_format_band *x = a, *y = b;
  return strcmp(x->code, y->code);
}

/* { ["01"] = "1..2", NN = "?" }: bounds in the notation of figures. In the order of codes, since a table's own differs
 * from run to run, and datasets keep it. */
static const grappe_format_band *bands_of(const builder *b, int table, const char *key) {
  size_t count = open_map(b, table, key), at = 0;
  if (!count) return NULL;
  grappe_format_band *bands = new_array(b, count + 1, sizeof *bands);
  for (lua_pushnil(b->L); lua_next(b->L, -2); lua_pop(b->L, 1)) {
    grappe_error error = {0};
    grappe_bounds bounds;
    grappe_unit unit;
    double value;
    int about;
    grappe_format_band *band = &bands[at++];
    band->code = take_key(b);
    grappe_code code =
        grappe_quantity_parse(lua_tostring(b->L, -1), NULL, &band->presence, &bounds, &value, &about, &unit, &error);
    if (code != GRAPPE_OK) grappe_raise(b->L, &error);
    band->low = bounds.low;
    band->high = bounds.high;
  }
  lua_pop(b->L, 1);
  qsort(bands, at, sizeof *bands, by_code);
  return bands;
}

/* --- fields that a function computes --------------------------------------------------------------------------------
 */

typedef struct computing {
  const grappe_field_function *function;
  const char *text;
  size_t length;
  grappe_buffer *result;
} computing;

static void push_function(lua_State *L, const grappe_field_function *function) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &computes_key);
  lua_rawgetp(L, -1, function);
  lua_remove(L, -2);
}

static int call_function(lua_State *L) {
  const computing *job = lua_touserdata(L, 1);
  push_function(L, job->function);
  lua_pushlstring(L, job->text, job->length);
  lua_call(L, 1, 1);
  if (lua_isnil(L, -1)) return 0;
  if (lua_type(L, -1) != LUA_TSTRING && lua_type(L, -1) != LUA_TNUMBER)
    grappe_throw(L, GRAPPE_ARGUMENT, "expected compute to return a text or nil, found %s",
                 grappe_describe_value(L, -1));
  size_t length;
  const char *text = luaL_tolstring(L, -1, &length);
  grappe_buffer_add_bytes(job->result, text, length);
  return 0;
}

static grappe_code compute(void *context, const char *text, size_t length, grappe_buffer *result, grappe_error *error) {
  computing job = {context, text, length, result};
  lua_State *L = grappe_state_lua(job.function->state);
  grappe_outcome outcome = {0};
  if (!lua_checkstack(L, 4)) return grappe_fail_memory(error);
  lua_pushcfunction(L, call_function);
  lua_pushlightuserdata(L, &job);
  if (grappe_state_call(job.function->state, 1, 0, &outcome) == GRAPPE_END_OK) return GRAPPE_OK;
  *error = outcome.error;
  if (outcome.chunk[0]) grappe_fail_at(error, "%s:%d", outcome.chunk, outcome.line);
  return error->code;
}

static void compute_of(const builder *b, int table, grappe_format_field *field) {
  lua_State *L = b->L;
  if (lua_getfield(L, table, "compute") != LUA_TFUNCTION) {
    lua_pop(L, 1);
    return;
  }
  grappe_field_function *function = new_array(b, 1, sizeof *function);
  function->state = grappe_state_of(L);
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &computes_key) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "v");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &computes_key);
  }
  lua_pushvalue(L, -2);
  lua_rawsetp(L, -2, function);
  lua_pop(L, 1);
  keep(b);
  field->compute = compute;
  field->compute_context = function;
}

/* --- formats --------------------------------------------------------------------------------------------------------
 */

/* The list of tables under `key`, pushed; how many they are. */
static size_t open_list(const builder *b, int table, const char *key) {
  return lua_getfield(b->L, table, key) == LUA_TTABLE ? lua_rawlen(b->L, -1) : 0;
}

/* { { from = "ZE2020", prefix = "ZE2020-" }, … } */
static const grappe_format_also *also_of(const builder *b, int table, const char *key) {
  size_t count = open_list(b, table, key);
  grappe_format_also *also = count ? new_array(b, count + 1, sizeof *also) : NULL;
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(b->L, -1, (lua_Integer)i + 1);
    also[i].columns = texts_of(b, lua_gettop(b->L), "from");
    also[i].prefix = text_of(b, lua_gettop(b->L), "prefix");
    also[i].width = number_of(b, lua_gettop(b->L), "width");
    lua_pop(b->L, 1);
  }
  lua_pop(b->L, 1);
  return also;
}

static void field_of(const builder *b, int table, grappe_format_field *field) {
  *field = (grappe_format_field){
      .target = text_of(b, table, "name"),
      .columns = texts_of(b, table, "from"),
      .constant = text_of(b, table, "constant"),
      .type = (grappe_format_type)word_of(b, table, "type", type_words),
      .optional = flag_of(b, table, "optional"),
      .filled = flag_of(b, table, "filled"),
      .wrong = (grappe_format_wrong)word_of(b, table, "wrong", wrong_words),
      .absent = absences_of(b, table, "absent"),
      .values = values_of(b, table, "values"),
      .closed = flag_of(b, table, "closed"),
      .bands = bands_of(b, table, "bands"),
      .yes = texts_of(b, table, "yes"),
      .no = texts_of(b, table, "no"),
      .width = number_of(b, table, "width"),
      .prefix = text_of(b, table, "prefix"),
      .prefix_by = texts_of(b, table, "prefix_by"),
      .prefixes = values_of(b, table, "prefixes"),
      .also = also_of(b, table, "also"),
      .decimal = character_of(b, table, "decimal"),
      .day_order = (grappe_day_order)word_of(b, table, "day_order", day_words),
      .flags = absences_of(b, table, "flags"),
      .flags_by = texts_of(b, table, "flags_from"),
      .flags_target = text_of(b, table, "flags_column"),
      .second = texts_of(b, table, "north"),
      .zone = texts_of(b, table, "zone"),
      .unit = text_of(b, table, "unit"),
      .scope = text_of(b, table, "scope"),
      .refers_to = text_of(b, table, "refers_to"),
      .qualifier = text_of(b, table, "qualifier"),
      .not_negative = flag_of(b, table, "not_negative"),
      .many = flag_of(b, table, "many"),
      .if_new = flag_of(b, table, "if_new"),
      .sought = flag_of(b, table, "sought"),
  };
  titles_of(b, table, "title", field->name);
  lua_getfield(b->L, table, "shift");
  field->shift = (int)lua_tointeger(b->L, -1);
  lua_pop(b->L, 1);
  if (lua_getfield(b->L, table, "only") == LUA_TTABLE) {
    field->only_by = texts_of(b, lua_gettop(b->L), "column");
    field->only = texts_of(b, lua_gettop(b->L), "is");
  }
  lua_pop(b->L, 1);
  compute_of(b, table, field);
}

static void skip_of(const builder *b, int table, grappe_format_skip *skip) {
  static const char *const tests[] = {"is", "is_not", "empty", "filled", "same_as", NULL};
  skip->columns = texts_of(b, table, "column");
  skip->optional = flag_of(b, table, "optional");
  titles_of(b, table, "reason", skip->reason);
  for (int i = 0; tests[i]; i++) {
    if (lua_getfield(b->L, table, tests[i]) != LUA_TNIL) skip->test = (grappe_format_test)i;
    lua_pop(b->L, 1);
  }
  if (skip->test <= GRAPPE_TEST_NOT_IN) skip->values = texts_of(b, table, tests[skip->test]);
  if (skip->test == GRAPPE_TEST_SAME) skip->other = texts_of(b, table, "same_as");
}

static void reader_of(const builder *b, int format, grappe_records_options *reader) {
  lua_getfield(b->L, format, "reading");
  int table = lua_gettop(b->L);
  if (lua_istable(b->L, table)) {
    reader->kind = (grappe_records_kind)word_of(b, table, "kind", kind_words);
    reader->encoding = (grappe_csv_encoding)word_of(b, table, "encoding", encoding_words);
    reader->separator = character_of(b, table, "separator");
    reader->quote = character_of(b, table, "quote");
    lua_getfield(b->L, table, "quote");
    if (lua_isboolean(b->L, -1)) reader->quote = GRAPPE_CSV_NO_QUOTE;
    lua_pop(b->L, 1);
    reader->skip_rows = number_of(b, table, "skip_rows");
    reader->header_with = text_of(b, table, "header_with");
    reader->split_first = character_of(b, table, "split_first");
    reader->sheet = text_of(b, table, "sheet");
    reader->path = text_of(b, table, "path");
    reader->input.member = text_of(b, table, "member");
  }
  lua_pop(b->L, 1);
}

static void format_of(const builder *b, int table, grappe_format *format) {
  lua_State *L = b->L;
  if (!lua_checkstack(L, 20)) {
    grappe_error error = {0};
    grappe_fail_memory(&error);
    grappe_raise(L, &error);
  }
  format->id = text_of(b, table, "id");
  format->dataset = text_of(b, table, "dataset");
  format->entity = text_of(b, table, "entity");
  format->files = text_of(b, table, "files");
  format->geography = text_of(b, table, "geography");
  titles_of(b, table, "title", format->title);
  format->source = text_of(b, table, "source");
  format->publisher = text_of(b, table, "publisher");
  format->licence = text_of(b, table, "licence");
  format->address = text_of(b, table, "address");
  reader_of(b, table, &format->reader);
  size_t count = open_list(b, table, "columns");
  grappe_format_field *fields = new_array(b, count + 1, sizeof *fields);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i + 1);
    field_of(b, lua_gettop(L), &fields[i]);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  format->fields = fields;
  count = open_list(b, table, "leave_out");
  grappe_format_skip *skips = new_array(b, count + 1, sizeof *skips);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i + 1);
    skip_of(b, lua_gettop(L), &skips[i]);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  format->skips = skips;
  format->absent = absences_of(b, table, "absent");
  format->period_target = text_of(b, table, "period_column");
  format->first_only = flag_of(b, table, "first_only");
  format->keep_empty = flag_of(b, table, "keep_empty");
  int others = word_of(b, table, "other_columns", other_words);
  format->closed = others == 1;
  format->keep_others = others == 2;
}

/* { part, … }: the parts of a publication, one where it is a single file. */
int grappe_format_new(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  size_t count = lua_rawlen(L, 1);
  luaL_argcheck(L, count > 0, 1, "a list of parts");
  grappe_format *formats = lua_newuserdatauv(L, count * sizeof *formats, 1);
  memset(formats, 0, count * sizeof *formats);
  luaL_newmetatable(L, GRAPPE_FORMAT_TYPE);
  lua_setmetatable(L, 2);
  lua_newtable(L);
  lua_pushvalue(L, -1);
  lua_setiuservalue(L, 2, 1);
  const builder b = {L, 3};
  for (size_t i = 0; i < count; i++) {
    grappe_error error = {0};
    lua_rawgeti(L, 1, (lua_Integer)i + 1);
    format_of(&b, 4, &formats[i]);
    lua_settop(L, 3);
    if (i + 1 < count) formats[i].next = &formats[i + 1];
    grappe_check_code(L, grappe_format_check(&formats[i], &error), &error);
  }
  lua_settop(L, 2);
  return 1;
}
