/* string.format. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "state/library/builder_private.h"
#include "state/library/library_private.h"

/* One conversion, taken apart. */
typedef struct conversion {
  char text[16]; /* from the % to the letter, with Lua's length for integers */
  char letter;
  int has_precision, plain; /* plain: neither flags nor width nor precision */
} conversion;

static const char *flags_of(char letter) {
  switch (letter) {
    case 'd':
    case 'i':
      return "-+0 ";
    case 'u':
      return "-0";
    case 'o':
    case 'x':
    case 'X':
      return "-#0";
    case 'a':
    case 'A':
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G':
      return "-+#0 ";
    case 'c':
    case 's':
      return "-";
    case 'q':
      return "";
    default:
      return NULL;
  }
}

/* Reads what stands behind a %: flags, at most two digits of width, at most two of precision, a letter. */
static const char *read_conversion(lua_State *L, const char *at, const char *end, conversion *to) {
  const char *start = at;
  size_t flags = 0, size = 0;
  while (at < end && *at != '\0' && strchr("-+#0 ", *at)) at++;
  flags = (size_t)(at - start);
  for (int i = 0; i < 2 && at < end && *at >= '0' && *at <= '9'; i++) at++;
  to->has_precision = at < end && *at == '.';
  if (to->has_precision) {
    at++;
    for (int i = 0; i < 2 && at < end && *at >= '0' && *at <= '9'; i++) at++;
  }
  char letter = at < end ? *at : '\0';
  const char *allowed = flags_of(letter);
  int good = allowed && flags <= 5 && !(to->has_precision && letter == 'c');
  for (size_t i = 0; good && i < flags; i++) good = strchr(allowed, start[i]) != NULL;
  to->plain = at == start;
  if (good && letter == 'q' && !to->plain) luaL_error(L, "specifier '%%q' cannot have modifiers");
  if (!good) {
    size_t shown = (size_t)(at - start) + (at < end);
    luaL_error(L, "invalid conversion '%%%s' to 'format'", lua_pushlstring(L, start, shown < 20 ? shown : 20));
  }
  to->text[size++] = '%';
  memcpy(to->text + size, start, (size_t)(at - start));
  size += (size_t)(at - start);
  if (strchr("diuoxX", letter)) {
    to->text[size++] = 'l';
    to->text[size++] = 'l';
  }
  to->text[size++] = letter;
  to->text[size] = '\0';
  to->letter = letter;
  return at + 1;
}

/* A text between quotes that Lua's compiler reads back to the same. */
static void add_quoted_text(lua_State *L, grappe_builder *builder, int index) {
  size_t length;
  const char *text = lua_tolstring(L, index, &length);
  grappe_builder_add(builder, "\"", 1);
  for (size_t i = 0; i < length; i++) {
    unsigned char c = (unsigned char)text[i];
    if (c == '"' || c == '\\' || c == '\n') {
      grappe_builder_add(builder, "\\", 1);
      grappe_builder_add(builder, &text[i], 1);
    } else if (c < 32 || c == 127) {
      char code[8];
      int next_is_digit = i + 1 < length && text[i + 1] >= '0' && text[i + 1] <= '9';
      snprintf(code, sizeof code, next_is_digit ? "\\%03d" : "\\%d", c);
      grappe_builder_add(builder, code, strlen(code));
    } else {
      grappe_builder_add(builder, &text[i], 1);
    }
    if (i % 65536 == 65535) grappe_state_check(L);
  }
  grappe_builder_add(builder, "\"", 1);
}

static void add_quoted(lua_State *L, grappe_builder *builder, int index) {
  char number[64];
  switch (lua_type(L, index)) {
    case LUA_TSTRING:
      add_quoted_text(L, builder, index);
      return;
    case LUA_TNIL:
      grappe_builder_add(builder, "nil", 3);
      return;
    case LUA_TBOOLEAN:
      snprintf(number, sizeof number, "%s", lua_toboolean(L, index) ? "true" : "false");
      grappe_builder_add(builder, number, strlen(number));
      return;
    case LUA_TNUMBER:
      break;
    default:
      luaL_argerror(L, index, "value has no literal form");
  }
  double value = (double)lua_tonumber(L, index);
  if (lua_isinteger(L, index)) {
    lua_Integer integer = lua_tointeger(L, index); /* the least one has no decimal form that is read as an integer */
    snprintf(number, sizeof number, integer == LUA_MININTEGER ? "0x%" PRIx64 : "%" PRId64, (int64_t)integer);
  } else if (isnan(value)) {
    snprintf(number, sizeof number, "(0/0)");
  } else if (isinf(value)) {
    snprintf(number, sizeof number, value > 0 ? "1e9999" : "-1e9999");
  } else { /* exact, and never read as an integer */
    snprintf(number, sizeof number, "%a", value);
  }
  grappe_builder_add(builder, number, strlen(number));
}

#define LARGEST_NUMBER 450 /* bytes of the longest: 309 digits, 99 more, a sign and a point */

static void add_conversion(lua_State *L, grappe_builder *builder, const conversion *how, int index) {
  char *to, padded[128]; /* at most 99 bytes by width, and 99 by precision or length */
  size_t length;
  const char *text;
  /* The format was put together from checked pieces: flags and at most two digits each. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  switch (how->letter) {
    case 'q':
      add_quoted(L, builder, index);
      return;
    case 's':
      text = grappe_state_tostring(L, index, &length);
      if (how->plain || (!how->has_precision && length >= 100)) {
        grappe_builder_add_value(builder);
        return;
      }
      luaL_argcheck(L, strlen(text) == length, index, "string contains zeros");
      snprintf(padded, sizeof padded, how->text, text);
      lua_pop(L, 1);
      grappe_builder_add(builder, padded, strlen(padded));
      return;
    case 'c':
      length = (size_t)luaL_checkinteger(L, index);
      to = grappe_builder_room(builder, LARGEST_NUMBER);
      builder->length += (size_t)snprintf(to, LARGEST_NUMBER, how->text, (int)(unsigned char)length);
      return;
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X': {
      lua_Integer integer = luaL_checkinteger(L, index);
      to = grappe_builder_room(builder, LARGEST_NUMBER);
      builder->length += (size_t)snprintf(to, LARGEST_NUMBER, how->text, (long long)integer);
      return;
    }
    default: {
      double number = (double)luaL_checknumber(L, index);
      to = grappe_builder_room(builder, LARGEST_NUMBER);
      builder->length += (size_t)snprintf(to, LARGEST_NUMBER, how->text, number);
      return;
    }
  }
#pragma GCC diagnostic pop
}

int grappe_string_format(lua_State *L) {
  size_t length;
  const char *format = luaL_checklstring(L, 1, &length), *end = format + length;
  int last = lua_gettop(L), index = 1;
  grappe_builder builder;
  grappe_builder_open(L, &builder);
  for (const char *at = format; at < end;) {
    const char *sign = memchr(at, '%', (size_t)(end - at));
    grappe_builder_add(&builder, at, (size_t)((sign ? sign : end) - at));
    if (!sign) break;
    at = sign + 1;
    if (at < end && *at == '%') {
      grappe_builder_add(&builder, "%", 1);
      at++;
    } else {
      conversion how;
      at = read_conversion(L, at, end, &how);
      if (++index > last) return luaL_argerror(L, index, "no value");
      add_conversion(L, &builder, &how, index);
    }
    grappe_state_check(L);
  }
  grappe_builder_push(&builder);
  return 1;
}
