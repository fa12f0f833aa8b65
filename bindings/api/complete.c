/* Completion in the shell: names of the environment, methods after ':', fields after '.', names of places and ids of
 * scripts inside quotes. Runs no script code: what a name stands for is looked up raw. */
#include <ctype.h>
#include <lauxlib.h>
#include <string.h>

#include "api/core.h"
#include "api/registration.h"
#include "api/session_private.h"
#include "api/value.h"
#include "base/memory.h"
#include "column/dataset.h"
#include "store/names.h"

typedef struct completing {
  const char *text;
  size_t start; /* of the word */
  size_t most, told;
  void (*found)(void *context, const char *candidate);
  void *context;
  const char *word;
} completing;

static int is_word(char c) {
  return isalnum((unsigned char)c) || c == '_' || (c & 0x80);
}

static void tell(completing *job, const char *prefix, size_t prefix_length, const char *name, const char *after) {
  if (job->told >= job->most) return;
  grappe_buffer whole = {0};
  grappe_buffer_add_bytes(&whole, prefix, prefix_length);
  grappe_buffer_add(&whole, name);
  grappe_buffer_add(&whole, after);
  if (!grappe_buffer_failed(&whole)) {
    job->told++;
    job->found(job->context, grappe_buffer_text(&whole));
  }
  grappe_buffer_free(&whole);
}

static void offer(completing *job, const char *name) {
  if (strncmp(name, job->word, strlen(job->word)) == 0) tell(job, "", 0, name, "");
}

static void offer_rows(completing *job, const grappe_api_function *rows) {
  for (const grappe_api_function *row = rows; row && row->name; row++) offer(job, row->name);
}

/* After `name:` or `name.`: the methods or fields of what the global stands for; of every type where that is not known.
 */
static void complete_member(lua_State *L, completing *job, const char *name, size_t length, char separator) {
  const char *type = NULL;
  const grappe_entity *entity = NULL;
  grappe_push_prelude(L);
  lua_pushlstring(L, name, length);
  lua_rawget(L, -2);
  if (lua_type(L, -1) == LUA_TTABLE) { /* a library: string., math. */
    for (lua_pushnil(L); lua_next(L, -2);) {
      lua_pop(L, 1);
      if (lua_type(L, -1) == LUA_TSTRING) offer(job, lua_tostring(L, -1));
    }
    return;
  }
  if (luaL_getmetafield(L, -1, "__name") == LUA_TSTRING) {
    type = lua_tostring(L, -1);
    lua_pop(L, 1);
  }
  if (grappe_to_row(L, -1)) entity = grappe_to_row(L, -1)->entity;
  for (size_t i = 0; grappe_api_type_at(i); i++) {
    const grappe_api_type *row = grappe_api_type_at(i);
    if (type && (!row->name || strcmp(row->name, type) != 0)) continue;
    if (separator == ':') offer_rows(job, row->methods);
    if (separator == '.') offer_rows(job, row->properties);
  }
  for (size_t i = 0; separator == '.' && (entity || !type) && i < grappe_entity_count(); i++) {
    const grappe_entity *one = grappe_entity_at(i);
    if (entity && one != entity) continue;
    for (size_t f = 0; f < grappe_field_count(one); f++) offer(job, grappe_field_at(one, f)->name);
  }
}

static void complete_global(lua_State *L, completing *job) {
  grappe_push_prelude(L);
  for (lua_pushnil(L); lua_next(L, -2);) {
    lua_pop(L, 1);
    if (lua_type(L, -1) == LUA_TSTRING && strcmp(lua_tostring(L, -1), "core") != 0) offer(job, lua_tostring(L, -1));
  }
}

static grappe_code offer_name(void *context, const grappe_entity *entity, int64_t row, const char *name,
                              const char *code, grappe_error *error) {
  completing *job = context;
  (void)entity;
  (void)row;
  (void)code;
  (void)error;
  tell(job, "", 0, name, "");
  return GRAPPE_OK;
}

/* --- datasets: their codes in the quotes after `dataset`, and once there is a code, the columns of that one
 * ------------ */

static size_t skip_back(const char *text, size_t at) {
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '(')) at--;
  return at;
}

/* Whether the quote at `quote` opens the code of a dataset. */
static int opens_code(const char *text, size_t quote) {
  size_t end = skip_back(text, quote), begin = end;
  while (begin > 0 && is_word(text[begin - 1])) begin--;
  return end - begin == 7 && strncmp(text + begin, "dataset", 7) == 0;
}

/* The code in the last such quotes that are closed; 0: there are none. */
static size_t code_before(const char *text, const char **code) {
  size_t found = 0;
  const char *open = NULL;
  for (const char *at = text; *at; at++) {
    if (*at != '"') continue;
    if (open && opens_code(text, (size_t)(open - text))) {
      *code = open + 1;
      found = (size_t)(at - open) - 1;
    }
    open = open ? NULL : at;
  }
  return found;
}

static grappe_code offer_dataset(void *context, const grappe_dataset_info *info, grappe_error *error) {
  (void)error;
  offer(context, info->about.code);
  return GRAPPE_OK;
}

static void complete_dataset(lua_State *L, completing *job) {
  grappe_error error = {0};
  grappe_observatory *observatory = grappe_context_of(L)->observatory;
  if (observatory) grappe_datasets_list(grappe_observatory_store(observatory), offer_dataset, job, &error);
}

static void complete_column(lua_State *L, completing *job) {
  grappe_error error = {0};
  grappe_observatory *observatory = grappe_context_of(L)->observatory;
  const char *at;
  size_t length = code_before(job->text, &at);
  grappe_dataset *dataset;
  char *code = observatory && length ? grappe_strndup(at, length) : NULL;
  if (code && grappe_dataset_open(grappe_observatory_store(observatory), code, NULL, &dataset, &error) == GRAPPE_OK) {
    for (size_t i = 0; i < grappe_dataset_columns(dataset); i++) offer(job, grappe_dataset_column_at(dataset, i)->name);
    grappe_dataset_release(dataset);
  }
  grappe_free(code);
}

/* Inside quotes: names of territories (the larger ones first), measures, terms. */
static void complete_name(lua_State *L, completing *job) {
  grappe_observatory *observatory = grappe_context_of(L)->observatory;
  if (!observatory || !job->word[0]) return;
  static const char *const entities[] = {"territory", "measure", "organisation", "term"};
  grappe_error error = {0};
  for (size_t i = 0; i < sizeof entities / sizeof *entities && job->told < job->most; i++)
    grappe_store_complete(grappe_observatory_store(observatory), grappe_entity_find(entities[i]), job->word, NULL,
                          job->most - job->told, offer_name, job, &error);
}

static void complete_script(lua_State *L, completing *job, const char *kind) {
  grappe_push_core(L);
  lua_getfield(L, -1, "script_ids");
  lua_pushstring(L, kind);
  lua_call(L, 1, 1);
  for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, -1); i++) {
    lua_rawgeti(L, -1, i);
    offer(job, lua_tostring(L, -1));
    lua_pop(L, 1);
  }
}

static int complete_protected(lua_State *L) {
  completing *job = lua_touserdata(L, 1);
  size_t length = strlen(job->text), start = length;
  const char *quote = NULL;
  for (size_t i = 0; i < length; i++)
    if (job->text[i] == '"') quote = quote ? NULL : job->text + i;
  if (quote) {
    job->start = (size_t)(quote - job->text) + 1;
    job->word = job->text + job->start;
    static const char collection[] = "formats[";
    size_t before = (size_t)(quote - job->text), name = sizeof collection - 1;
    if (before >= name && strncmp(quote - name, collection, name) == 0) {
      complete_script(L, job, "formats");
    } else if (opens_code(job->text, before)) {
      complete_dataset(L, job);
    } else {
      complete_column(L, job);
      complete_name(L, job);
    }
    return 0;
  }
  while (start > 0 && is_word(job->text[start - 1])) start--;
  job->start = start;
  job->word = job->text + start;
  char separator = start > 0 ? job->text[start - 1] : '\0';
  if (separator == ':' || separator == '.') {
    size_t end = start - 1, begin = end;
    while (begin > 0 && is_word(job->text[begin - 1])) begin--;
    const char *name = job->text + begin;
    size_t name_length = end - begin;
    static const char *const kinds[] = {"indicators", "comparisons", "rules", "reports"};
    size_t kind = 0, kind_count = sizeof kinds / sizeof *kinds;
    while (kind < kind_count && (strlen(kinds[kind]) != name_length || strncmp(name, kinds[kind], name_length) != 0))
      kind++;
    if (kind < kind_count)
      complete_script(L, job, kinds[kind]);
    else
      complete_member(L, job, name, name_length, separator);
  } else if (job->word[0]) {
    complete_column(L, job);
    complete_global(L, job);
  }
  return 0;
}

size_t grappe_session_complete(grappe_session *session, const char *text, size_t most,
                               void (*found)(void *context, const char *candidate), void *context) {
  lua_State *L = grappe_session_lua(session);
  completing job = {.text = text, .start = strlen(text), .most = most, .found = found, .context = context, .word = ""};
  if (!lua_checkstack(L, 4)) return job.start;
  lua_pushcfunction(L, complete_protected);
  lua_pushlightuserdata(L, &job);
  if (lua_pcall(L, 1, 0, 0) != LUA_OK) lua_pop(L, 1);
  return job.start;
}
