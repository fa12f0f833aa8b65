/* From the text of a pattern to its items. */
#include <lauxlib.h>
#include <string.h>

#include "state/library/pattern_private.h"

typedef struct compiler {
  lua_State *L;
  const char *at, *end;
  pattern_item *items;
  int capacity, count, captures; /* past the capacity, items are only counted */
  int last_repeat;
  int open[PATTERN_CAPTURES], open_count;
  char closed[PATTERN_CAPTURES];
  pattern_item nowhere; /* takes what is only counted; never read */
} compiler;

static int between(unsigned char c, unsigned char low, unsigned char high) {
  return c >= low && c <= high;
}

static int in_class(unsigned char c, char class) {
  int letter = between(c, 'a', 'z') || between(c, 'A', 'Z'), digit = between(c, '0', '9');
  switch (class) {
    case 'a':
      return letter;
    case 'c':
      return c < 32 || c == 127;
    case 'd':
      return digit;
    case 'g':
      return between(c, 33, 126);
    case 'l':
      return between(c, 'a', 'z');
    case 'p':
      return between(c, 33, 126) && !letter && !digit;
    case 's':
      return c == ' ' || between(c, 9, 13);
    case 'u':
      return between(c, 'A', 'Z');
    case 'w':
      return letter || digit;
    default:
      return digit || between(c, 'a', 'f') || between(c, 'A', 'F'); /* x */
  }
}

static int is_class(char c) {
  return c != '\0' && strchr("acdglpsuwx", c | 0x20) && between((unsigned char)(c | 0x20), 'a', 'z');
}

static void add_letter(uint32_t *set, unsigned char c) {
  set[c / 32] |= UINT32_C(1) << (c % 32);
}

/* %a and the like; any other letter behind a % stands for itself. A capital is the opposite of its class. */
static void add_class(uint32_t *set, char class) {
  if (!is_class(class)) {
    add_letter(set, (unsigned char)class);
    return;
  }
  int opposite = between((unsigned char)class, 'A', 'Z');
  for (int c = 0; c < 256; c++)
    if (in_class((unsigned char)c, (char)(class | 0x20)) != opposite) add_letter(set, (unsigned char)c);
}

/* The place behind the ] of a set; `from` is behind its [. What stands first belongs to the set, even a ]. */
static const char *set_end(compiler *c, const char *from) {
  if (from < c->end && *from == '^') from++;
  int first = 1;
  while (from < c->end && (first || *from != ']')) {
    from += *from == '%' ? 2 : 1;
    first = 0;
  }
  if (from >= c->end) luaL_error(c->L, "malformed pattern (missing ']')");
  return from + 1;
}

static void read_set(compiler *c, uint32_t *set) { /* behind the [ */
  const char *last = set_end(c, c->at) - 1;        /* the ] */
  const char *at = c->at;
  int opposite = *at == '^';
  if (opposite) at++;
  memset(set, 0, 8 * sizeof *set);
  while (at < last) {
    if (*at == '%') {
      add_class(set, at[1]);
      at += 2;
    } else if (at + 2 < last && at[1] == '-') {
      for (int letter = (unsigned char)at[0]; letter <= (unsigned char)at[2]; letter++)
        add_letter(set, (unsigned char)letter);
      at += 3;
    } else {
      add_letter(set, (unsigned char)*at++);
    }
  }
  for (int i = 0; opposite && i < 8; i++) set[i] = ~set[i];
  c->at = last + 1;
}

static pattern_item *add(compiler *c, pattern_kind kind) {
  pattern_item *item = &c->nowhere;
  if (c->count < c->capacity) {
    item = &c->items[c->count];
    memset(item, 0, sizeof *item);
    item->kind = (unsigned char)kind;
    item->before = c->last_repeat;
  }
  c->count++;
  return item;
}

static int repeats(const char *at, const char *end) {
  return at < end && (*at == '*' || *at == '+' || *at == '-' || *at == '?');
}

static void take_repeat(compiler *c, pattern_item *item) {
  if (!repeats(c->at, c->end)) return;
  item->repeat = *c->at++;
  c->last_repeat = c->count - 1;
}

static void open_capture(compiler *c) {
  if (c->captures == PATTERN_CAPTURES) luaL_error(c->L, "too many captures");
  if (c->at < c->end && *c->at == ')') {
    c->at++;
    c->closed[c->captures] = 1;
    add(c, PATTERN_POSITION)->number = c->captures++;
    return;
  }
  c->open[c->open_count++] = c->captures;
  add(c, PATTERN_OPEN)->number = c->captures++;
}

static void close_capture(compiler *c) {
  if (c->open_count == 0) luaL_error(c->L, "invalid pattern capture");
  int number = c->open[--c->open_count];
  c->closed[number] = 1;
  add(c, PATTERN_CLOSE)->number = number;
}

static void letters(compiler *c, const char *start) { /* `start` is the first; c->at is behind it */
  if (repeats(c->at, c->end)) {
    pattern_item *item = add(c, PATTERN_LETTER);
    item->letter = (unsigned char)*start;
    take_repeat(c, item);
    return;
  }
  while (c->at < c->end && !strchr("^$*+?.([%-)", *c->at) && !repeats(c->at + 1, c->end)) c->at++;
  pattern_item *item = add(c, PATTERN_TEXT);
  item->of.run.text = start;
  item->of.run.length = (size_t)(c->at - start);
}

static void escaped(compiler *c) { /* behind the % */
  if (c->at == c->end) luaL_error(c->L, "malformed pattern (ends with '%%')");
  const char *start = c->at++;
  pattern_item *item;
  if (*start == 'b') {
    if (c->end - c->at < 2) luaL_error(c->L, "malformed pattern (missing arguments to '%%b')");
    item = add(c, PATTERN_BALANCE);
    item->letter = (unsigned char)c->at[0];
    item->last = (unsigned char)c->at[1];
    c->at += 2;
  } else if (*start == 'f') {
    if (c->at == c->end || *c->at != '[') luaL_error(c->L, "missing '[' after '%%f' in pattern");
    c->at++;
    item = add(c, PATTERN_FRONTIER);
    read_set(c, item->of.set);
  } else if (*start >= '0' && *start <= '9') {
    int number = *start - '1';
    if (number < 0 || number >= c->captures || !c->closed[number])
      luaL_error(c->L, "invalid capture index %%%d in pattern", number + 1);
    add(c, PATTERN_BACK)->number = number;
  } else if (is_class(*start)) {
    item = add(c, PATTERN_SET);
    memset(item->of.set, 0, sizeof item->of.set);
    add_class(item->of.set, *start);
    take_repeat(c, item);
  } else {
    letters(c, start);
  }
}

static void compile_all(compiler *c) {
  while (c->at < c->end) {
    const char *start = c->at++;
    pattern_item *item;
    switch (*start) {
      case '(':
        open_capture(c);
        break;
      case ')':
        close_capture(c);
        break;
      case '%':
        escaped(c);
        break;
      case '.':
        item = add(c, PATTERN_ANY);
        take_repeat(c, item);
        break;
      case '[':
        item = add(c, PATTERN_SET);
        read_set(c, item->of.set);
        take_repeat(c, item);
        break;
      case '$':
        if (c->at == c->end) {
          add(c, PATTERN_END);
          break;
        }
        /* fall through */
      default:
        letters(c, start);
        break;
    }
  }
  if (c->open_count > 0) luaL_error(c->L, "unfinished capture");
}

void pattern_compile(lua_State *L, pattern *compiled, const char *text, size_t length, int anchors) {
  compiled->anchored = anchors && length > 0 && *text == '^';
  compiled->items = compiled->own;
  const char *start = text + compiled->anchored;
  compiler c = {
      .L = L, .at = start, .end = text + length, .items = compiled->own, .capacity = PATTERN_ITEMS, .last_repeat = -1};
  compile_all(&c);
  if (c.count > PATTERN_ITEMS) { /* now that the number is known, once more */
    compiler again = {.L = L, .at = start, .end = text + length, .capacity = c.count, .last_repeat = -1};
    again.items = compiled->items = lua_newuserdatauv(L, (size_t)c.count * sizeof *compiled->items, 0);
    compile_all(&again);
  } else {
    lua_pushnil(L);
  }
  compiled->count = c.count;
  compiled->captures = c.captures;
}
