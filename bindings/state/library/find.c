/* string.find, match, gmatch and gsub. */
#include <string.h>

#include "state/library/builder_private.h"
#include "state/library/library_private.h"
#include "state/library/pattern_private.h"

/* Where to begin, as an offset; past the end of the text where `position` is. */
static size_t offset_of(lua_Integer position, size_t length) {
  if (position > 0) return (size_t)position - 1;
  if (position == 0 || position < -(lua_Integer)length) return 0;
  return length + (size_t)position;
}

/* What stands for capture `number` of a match: pushes it. A pattern without captures has one, the whole match. */
static void push_capture(lua_State *L, const pattern *compiled, const pattern_subject *subject, int number,
                         const char *start, const char *end) {
  if (compiled->captures == 0 && number == 0) {
    lua_pushlstring(L, start, (size_t)(end - start));
    return;
  }
  const pattern_capture *capture = &compiled->capture[number];
  if (capture->end)
    lua_pushlstring(L, capture->start, (size_t)(capture->end - capture->start));
  else
    lua_pushinteger(L, capture->start - subject->start + 1);
}

static int push_captures(lua_State *L, const pattern *compiled, const pattern_subject *subject, const char *start,
                         const char *end, int whole_too) {
  int count = compiled->captures == 0 && whole_too ? 1 : compiled->captures;
  luaL_checkstack(L, count, "too many captures");
  for (int i = 0; i < count; i++) push_capture(L, compiled, subject, i, start, end);
  return count;
}

static int must_search(lua_State *L, pattern *compiled, const pattern_subject *subject, const char *not_end,
                       const char **start, const char **end) {
  pattern_result result = pattern_search(compiled, subject, not_end, start, end);
  if (result == PATTERN_STOPPED) grappe_stop_raise(L);
  return result == PATTERN_YES;
}

/* Looks for a text as it stands, in windows: the system's search cannot be stopped, and takes linear time. */
static const char *find_plain(lua_State *L, const pattern_subject *subject, const char *at, const char *wanted,
                              size_t length) {
  size_t window = length * 2 > 1048576 ? length * 2 : 1048576;
  for (;;) {
    size_t left = (size_t)(subject->end - at);
    if (left < length) return NULL;
    const char *found = memmem(at, left < window ? left : window, wanted, length);
    if (found || left <= window) return found;
    at += window - length + 1;
    grappe_state_check(L);
  }
}

static int no_special(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (text[i] != '\0' && strchr("^$*+?.([%-)", text[i])) return 0;
  return 1;
}

static int find_or_match(lua_State *L, int find) {
  size_t length, pattern_length;
  const char *text = luaL_checklstring(L, 1, &length);
  const char *wanted = luaL_checklstring(L, 2, &pattern_length);
  size_t from = offset_of(luaL_optinteger(L, 3, 1), length);
  pattern_subject subject = {text, text + length, grappe_state_of(L)};
  if (from > length) {
    lua_pushnil(L);
    return 1;
  }
  const char *start = text + from, *end = NULL;
  if (find && (lua_toboolean(L, 4) || no_special(wanted, pattern_length))) {
    start = find_plain(L, &subject, start, wanted, pattern_length);
    if (!start) {
      lua_pushnil(L);
      return 1;
    }
    lua_pushinteger(L, start - text + 1);
    lua_pushinteger(L, start - text + (lua_Integer)pattern_length);
    return 2;
  }
  pattern compiled;
  pattern_compile(L, &compiled, wanted, pattern_length, 1);
  if (!must_search(L, &compiled, &subject, NULL, &start, &end)) {
    lua_pushnil(L);
    return 1;
  }
  if (!find) return push_captures(L, &compiled, &subject, start, end, 1);
  lua_pushinteger(L, start - text + 1);
  lua_pushinteger(L, end - text);
  return 2 + push_captures(L, &compiled, &subject, start, end, 0);
}

int grappe_string_find(lua_State *L) {
  return find_or_match(L, 1);
}

int grappe_string_match(lua_State *L) {
  return find_or_match(L, 0);
}

typedef struct walk {
  pattern compiled;
  pattern_subject subject;
  const char *at, *last_end;
} walk;

static int next_match(lua_State *L) { /* upvalue 1: the walk; the others keep its texts alive */
  walk *w = lua_touserdata(L, lua_upvalueindex(1));
  const char *start = w->at, *end;
  if (!must_search(L, &w->compiled, &w->subject, w->last_end, &start, &end)) {
    w->at = w->subject.end + 1;
    return 0;
  }
  w->at = w->last_end = end;
  return push_captures(L, &w->compiled, &w->subject, start, end, 1);
}

int grappe_string_gmatch(lua_State *L) {
  size_t length, pattern_length;
  const char *text = luaL_checklstring(L, 1, &length);
  const char *wanted = luaL_checklstring(L, 2, &pattern_length);
  size_t from = offset_of(luaL_optinteger(L, 3, 1), length);
  lua_settop(L, 2);
  walk *w = lua_newuserdatauv(L, sizeof *w, 0);
  pattern_compile(L, &w->compiled, wanted, pattern_length, 0);
  w->subject = (pattern_subject){text, text + length, grappe_state_of(L)};
  w->at = text + (from > length ? length + 1 : from);
  w->last_end = NULL;
  lua_insert(L, 1); /* items, text, pattern, walk */
  lua_insert(L, 1); /* walk, items, text, pattern */
  lua_pushcclosure(L, next_match, 4);
  return 1;
}

/* Adds the replacement text at 3 with its %0 to %9 filled in. */
static void add_text(lua_State *L, grappe_builder *builder, const pattern *compiled, const pattern_subject *subject,
                     const char *start, const char *end) {
  size_t length;
  const char *text = lua_tolstring(L, 3, &length), *text_end = text + length;
  while (text < text_end) {
    const char *sign = memchr(text, '%', (size_t)(text_end - text));
    grappe_builder_add(builder, text, (size_t)((sign ? sign : text_end) - text));
    if (!sign) return;
    char c = sign + 1 < text_end ? sign[1] : '\0';
    text = sign + 2;
    if (c == '%') {
      grappe_builder_add(builder, "%", 1);
    } else if (c == '0') {
      grappe_builder_add(builder, start, (size_t)(end - start));
    } else if (c >= '1' && c <= '9') {
      int number = c - '1';
      if (number >= compiled->captures && !(number == 0 && compiled->captures == 0))
        luaL_error(L, "invalid capture index %%%d in replacement string", number + 1);
      push_capture(L, compiled, subject, number, start, end);
      lua_tolstring(L, -1, NULL);
      grappe_builder_add_value(builder);
    } else {
      luaL_error(L, "invalid use of '%%' in replacement string");
    }
  }
}

/* Adds what takes the place of one match. Returns whether that differs from the match itself. */
static int add_replacement(lua_State *L, grappe_builder *builder, const pattern *compiled,
                           const pattern_subject *subject, const char *start, const char *end) {
  switch (lua_type(L, 3)) {
    case LUA_TFUNCTION:
      lua_pushvalue(L, 3);
      lua_call(L, push_captures(L, compiled, subject, start, end, 1), 1);
      break;
    case LUA_TTABLE:
      push_capture(L, compiled, subject, 0, start, end);
      lua_gettable(L, 3);
      break;
    default:
      add_text(L, builder, compiled, subject, start, end);
      return 1;
  }
  if (!lua_toboolean(L, -1)) {
    lua_pop(L, 1);
    grappe_builder_add(builder, start, (size_t)(end - start));
    return 0;
  }
  if (!lua_isstring(L, -1)) luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
  grappe_builder_add_value(builder);
  return 1;
}

int grappe_string_gsub(lua_State *L) {
  size_t length, pattern_length;
  const char *text = luaL_checklstring(L, 1, &length);
  const char *wanted = luaL_checklstring(L, 2, &pattern_length);
  int type = lua_type(L, 3);
  luaL_argexpected(L, type == LUA_TSTRING || type == LUA_TNUMBER || type == LUA_TTABLE || type == LUA_TFUNCTION, 3,
                   "string/function/table");
  if (type == LUA_TNUMBER) lua_tolstring(L, 3, NULL);
  lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)length + 1), count = 0;
  pattern_subject subject = {text, text + length, grappe_state_of(L)};
  pattern compiled;
  lua_settop(L, 4);
  pattern_compile(L, &compiled, wanted, pattern_length, 1);

  const char *at = text, *start = text, *end, *last_end = NULL;
  int changed = 0;
  grappe_builder builder;
  grappe_builder_open(L, &builder);
  while (count < most && must_search(L, &compiled, &subject, last_end, &start, &end)) {
    count++;
    grappe_builder_add(&builder, at, (size_t)(start - at));
    changed |= add_replacement(L, &builder, &compiled, &subject, start, end);
    at = start = last_end = end;
    if (compiled.anchored) break;
  }
  if (changed) {
    grappe_builder_add(&builder, at, (size_t)(subject.end - at));
    grappe_builder_push(&builder);
  } else {
    lua_pushvalue(L, 1);
  }
  lua_pushinteger(L, count);
  return 2;
}
