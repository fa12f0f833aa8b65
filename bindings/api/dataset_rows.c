/* Values go from the segment's arrays to Lua without an object a row. A test gets one table for all rows: its fields
 * are set anew before each call, those that the function was seen to read; the others are found at first use by
 * __index. Texts and figures are made once for each code and kept. */
#include "api/dataset_rows.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "api/calls.h"
#include "api/context.h"
#include "api/registration.h"
#include "api/value.h"
#include "base/memory.h"

enum { FIELDS = 32, KEPT = 65536 }; /* KEPT: values of one field, before they are made anew */

/* --- values ---------------------------------------------------------------------------------------------------------
 */

typedef struct field {
  size_t number; /* among the fields of the rows */
  grappe_scan_values values;
  size_t kept;
} field;

static void push_digits(lua_State *L, int64_t value, int width) {
  char digits[20];
  for (int i = width; i-- > 0; value /= 10) digits[i] = (char)('0' + value % 10);
  lua_pushlstring(L, digits, (size_t)width);
}

/* A value that is kept by its code in the table at `cache`. */
static void push_kept(lua_State *L, grappe_scan_rows *rows, field *f, int cache, int32_t code) {
  if (lua_rawgeti(L, cache, code) != LUA_TNIL) return;
  lua_pop(L, 1);
  if (f->values.form == GRAPPE_SCAN_DAYS) {
    char text[GRAPPE_PERIOD_TEXT];
    lua_pushstring(L, grappe_period_write((grappe_period){code, code}, text));
  } else {
    grappe_error error = {0};
    grappe_value value = {0};
    grappe_check_code(L, grappe_scan_rows_cell(rows, f->number, code, &value, &error), &error);
    grappe_push_value_owned(L, &value);
  }
  if (f->kept == KEPT) return; /* a column of names: the first ones are kept, the others made */
  f->kept++;
  lua_pushvalue(L, -1);
  lua_rawseti(L, cache, code);
}

static void push_value(lua_State *L, grappe_scan_rows *rows, field *f, int cache, uint32_t at) {
  const grappe_scan_values *v = &f->values;
  if (v->presence && v->presence[at]) {
    lua_pushnil(L);
    return;
  }
  switch (v->form) {
    case GRAPPE_SCAN_INTEGERS:
      lua_pushinteger(L, (lua_Integer)v->integers[at]);
      break;
    case GRAPPE_SCAN_NUMBERS:
      lua_pushnumber(L, v->numbers[at]);
      break;
    case GRAPPE_SCAN_YESNO:
      lua_pushboolean(L, v->codes[at]);
      break;
    case GRAPPE_SCAN_IDENTIFIERS:
      push_digits(L, v->integers[at], v->width);
      break;
    default:
      push_kept(L, rows, f, cache, v->codes[at]);
  }
}

/* --- a function of the row ------------------------------------------------------------------------------------------
 */

/* One run of a test over some rows. Lives as long as the rows it is attached to; `box` is in Lua and outlives it where
 * a script has kept the row. */
typedef struct call {
  lua_State *main;
  int row; /* references: the table that is the row, and its store { key, cache, key, cache … } */
  int store;
  struct call **box;
  grappe_scan_rows *rows;
  const uint32_t *at;
  size_t count, next;
  unsigned char *answers;
  field fields[FIELDS];
  const char *keys[FIELDS]; /* anchored in the store */
  size_t used, ready;       /* ready: that were set before the call under way */
} call;

static void free_call(void *own) {
  call *c = own;
  if (c->box) *c->box = NULL;
  luaL_unref(c->main, LUA_REGISTRYINDEX, c->row);
  luaL_unref(c->main, LUA_REGISTRYINDEX, c->store);
  grappe_free(c);
}

/* row.KEY for the first time, or where the value is absent. Upvalues: the box, the store. */
static int index_row(lua_State *L) {
  grappe_error error = {0};
  call *c = *(call **)lua_touserdata(L, lua_upvalueindex(1));
  const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : NULL;
  if (!c || !c->at)
    return grappe_throw(L, GRAPPE_ARGUMENT,
                        "the row of a dataset is there only while the function runs: keep its values, not the row");
  if (!key)
    return grappe_throw(L, GRAPPE_NOT_FOUND, "a row has fields with names, found %s", grappe_describe_value(L, 2));
  for (size_t i = 0; i < c->used; i++)
    if (c->keys[i] == key || strcmp(c->keys[i], key) == 0) {
      if (i < c->ready) return 0; /* it was set, and is absent */
      lua_rawgeti(L, lua_upvalueindex(2), (lua_Integer)(2 * i + 2));
      push_value(L, c->rows, &c->fields[i], lua_gettop(L), c->at[c->next]);
      return 1;
    }
  field *f = &c->fields[c->used];
  if (c->used == FIELDS)
    return grappe_throw(L, GRAPPE_ARGUMENT, "a query of a dataset reads at most %d columns", (int)FIELDS);
  *f = (field){0};
  grappe_check_code(L, grappe_scan_rows_field(c->rows, key, &f->number, &error), &error);
  grappe_check_code(L, grappe_scan_rows_values(c->rows, f->number, &f->values, &error), &error);
  lua_pushvalue(L, 2);
  lua_rawseti(L, lua_upvalueindex(2), (lua_Integer)(2 * c->used + 1));
  lua_newtable(L);
  lua_pushvalue(L, -1);
  lua_rawseti(L, lua_upvalueindex(2), (lua_Integer)(2 * c->used + 2));
  c->keys[c->used++] = key;
  push_value(L, c->rows, f, lua_gettop(L), c->at[c->next]);
  return 1;
}

static int refuse_change(lua_State *L) {
  return grappe_throw(L, GRAPPE_ARGUMENT, "a row of a dataset cannot be changed");
}

/* Makes the table that is the row. Argument: the call, as a light userdata. */
static int begin_call(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  lua_newtable(L); /* 2: the row */
  lua_newtable(L); /* 3: its metatable */
  call **box = lua_newuserdatauv(L, sizeof *box, 0);
  *box = c;
  lua_newtable(L); /* 5: the store */
  lua_pushvalue(L, 4);
  lua_pushvalue(L, 5);
  lua_pushcclosure(L, index_row, 2);
  lua_setfield(L, 3, "__index");
  lua_pushcfunction(L, refuse_change);
  lua_setfield(L, 3, "__newindex");
  lua_pushliteral(L, "row");
  lua_setfield(L, 3, "__metatable");
  lua_pushvalue(L, 3);
  lua_setmetatable(L, 2);
  lua_pushvalue(L, 2);
  c->row = luaL_ref(L, LUA_REGISTRYINDEX);
  lua_pushvalue(L, 5);
  c->store = luaL_ref(L, LUA_REGISTRYINDEX);
  c->box = box;
  return 0;
}

/* Goes on with the rows until the last, or until one raises. Arguments: the call, the function. */
static int run_call(lua_State *L) {
  call *c = lua_touserdata(L, 1);
  luaL_checkstack(L, 2 * FIELDS + 16, NULL);
  lua_rawgeti(L, LUA_REGISTRYINDEX, c->row);   /* 3 */
  lua_rawgeti(L, LUA_REGISTRYINDEX, c->store); /* 4 */
  size_t ready = 0;                            /* fields whose key and cache lie on the stack from 5 on */
  for (; c->next < c->count; c->next++) {
    for (; ready < c->used; ready++) {
      lua_rawgeti(L, 4, (lua_Integer)(2 * ready + 1));
      lua_rawgeti(L, 4, (lua_Integer)(2 * ready + 2));
    }
    for (size_t i = 0; i < ready; i++) {
      int key = 5 + 2 * (int)i;
      lua_pushvalue(L, key);
      push_value(L, c->rows, &c->fields[i], key + 1, c->at[c->next]);
      lua_rawset(L, 3);
    }
    c->ready = ready;
    lua_pushvalue(L, 2);
    lua_pushvalue(L, 3);
    lua_call(L, 1, 1);
    c->answers[c->next] = lua_toboolean(L, -1) ? GRAPPE_TRUE : GRAPPE_FALSE;
    lua_pop(L, 1);
  }
  return 0;
}

static grappe_code attach(const grappe_row_function *t, lua_State *L, grappe_scan_rows *rows, call **made,
                          grappe_error *error) {
  call *c = grappe_alloc_zero(1, sizeof *c);
  if (!c) return grappe_fail_memory(error);
  *c = (call){.main = t->main, .row = LUA_NOREF, .store = LUA_NOREF, .rows = rows};
  grappe_scan_rows_attach(rows, c, free_call);
  lua_pushcfunction(L, begin_call);
  lua_pushlightuserdata(L, c);
  if (lua_pcall(L, 1, 0, 0) != LUA_OK) {
    lua_pop(L, 1);
    return grappe_fail_memory(error);
  }
  *made = c;
  return GRAPPE_OK;
}

grappe_code grappe_scan_call(void *context, grappe_scan_rows *rows, const uint32_t *at, size_t count,
                             unsigned char *answers, grappe_error *error) {
  const grappe_row_function *t = context;
  lua_State *L = grappe_callback_thread(t->main);
  call *c = grappe_scan_rows_attached(rows);
  if (!lua_checkstack(L, 4)) return grappe_fail_memory(error);
  grappe_code code = c ? GRAPPE_OK : attach(t, L, rows, &c, error);
  for (size_t i = 0; code == GRAPPE_OK && i < c->used; i++)
    code = grappe_scan_rows_values(rows, c->fields[i].number, &c->fields[i].values, error);
  if (code) return code;
  c->at = at;
  c->count = count;
  c->answers = answers;
  for (c->next = 0; c->next < count && code == GRAPPE_OK; c->next++) {
    lua_pushcfunction(L, run_call);
    lua_pushlightuserdata(L, c);
    lua_rawgeti(L, LUA_REGISTRYINDEX, t->function);
    int status = lua_pcall(L, 2, 0, 0);
    grappe_callback_done(L);
    if (status == LUA_OK) break;
    grappe_truth truth = GRAPPE_MAYBE;
    code = grappe_judge_error(L, &truth, error);
    answers[c->next] = (unsigned char)truth;
  }
  c->at = NULL;
  return code;
}

/* --- all rows -------------------------------------------------------------------------------------------------------
 */

typedef struct passing {
  grappe_scan_stream *stream;
  const uint32_t *at;
  size_t count, next, shown;
  int ended, quiet;
  field *fields;
} passing;

static void free_passing(void *object) {
  passing *p = object;
  grappe_scan_close(p->stream);
  grappe_free(p->fields);
  grappe_free(p);
}

/* Nothing is told of rows asked for singly. */
static void note_undecided(lua_State *L, const passing *p) {
  uint64_t undecided = p->quiet ? 0 : grappe_scan_undecided(p->stream);
  grappe_buffer note = {0};
  if (!undecided) return;
  grappe_buffer_addf(
      &note,
      grappe_translate(undecided == 1 ? "%lu row cannot be decided: what a condition asks of it is not known"
                                      : "%lu rows cannot be decided: what a condition asks of them is not known"),
      (unsigned long)undecided);
  if (!grappe_buffer_failed(&note)) grappe_context_notice(L, grappe_buffer_text(&note));
  grappe_buffer_free(&note);
}

/* Upvalues: what passes, the list of keys, the list of caches. */
static int next_row(lua_State *L) {
  grappe_error error = {0};
  passing *p = *(passing **)lua_touserdata(L, lua_upvalueindex(1));
  if (p->ended) return 0;
  if (p->next == p->count) {
    grappe_query_begin(L);
    grappe_check_query(L, grappe_scan_next(p->stream, &p->at, &p->count, &error), &error);
    p->next = 0;
    grappe_scan_rows *rows = grappe_scan_rows_of(p->stream);
    for (size_t i = 0; i < p->shown && p->count; i++)
      grappe_check_code(L, grappe_scan_rows_values(rows, p->fields[i].number, &p->fields[i].values, &error), &error);
    p->ended = p->count == 0;
    if (p->ended) {
      note_undecided(L, p);
      return 0;
    }
  }
  lua_settop(L, 0);
  lua_createtable(L, 0, (int)p->shown);
  for (size_t i = 0; i < p->shown; i++) {
    lua_rawgeti(L, lua_upvalueindex(2), (lua_Integer)i + 1);
    lua_rawgeti(L, lua_upvalueindex(3), (lua_Integer)i + 1);
    push_value(L, grappe_scan_rows_of(p->stream), &p->fields[i], 3, p->at[p->next]);
    lua_remove(L, 3);
    lua_rawset(L, 1);
  }
  p->next++;
  return 1;
}

void grappe_push_scan_iterator(lua_State *L, grappe_scan *scan, size_t most) {
  grappe_error error = {0};
  passing *p = grappe_alloc_zero(1, sizeof *p);
  if (!p) grappe_check_code(L, grappe_fail_memory(&error), &error);
  grappe_push_object(L, "passing rows", p, free_passing, 4096);
  grappe_query_begin(L);
  grappe_check_query(L, grappe_scan_open(scan, most, &p->stream, &error), &error);
  p->quiet = most < SIZE_MAX;
  p->shown = grappe_scan_shown(scan);
  p->fields = grappe_alloc_zero(p->shown + 1, sizeof *p->fields);
  if (!p->fields) grappe_check_code(L, grappe_fail_memory(&error), &error);
  lua_newtable(L);
  lua_newtable(L);
  for (size_t i = 0; i < p->shown; i++) {
    const char *path = grappe_scan_shown_at(scan, i);
    grappe_check_code(L, grappe_scan_rows_field(grappe_scan_rows_of(p->stream), path, &p->fields[i].number, &error),
                      &error);
    lua_pushstring(L, path);
    lua_rawseti(L, -3, (lua_Integer)i + 1);
    lua_newtable(L);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_pushcclosure(L, next_row, 3);
}

void grappe_push_scan_one(lua_State *L, grappe_scan *scan) {
  grappe_error error = {0};
  size_t count = 0;
  grappe_push_scan_iterator(L, scan, 2);
  int iterator = lua_gettop(L);
  for (; count < 2; count++) {
    lua_pushvalue(L, iterator);
    lua_call(L, 0, 1);
    if (lua_isnil(L, -1)) break;
  }
  lua_getupvalue(L, iterator, 1);
  const passing *p = *(passing **)lua_touserdata(L, -1);
  uint64_t undecided = grappe_scan_undecided(p->stream);
  if (count != 1 || undecided) grappe_check_code(L, grappe_scan_fail_one(scan, count, undecided, &error), &error);
  lua_settop(L, iterator + 1);
}
