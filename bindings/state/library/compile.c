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

/* The letters of each class among the first 128, a bit each: ASCII's, whatever the locale. */
static const struct {
  char name;
  uint32_t set[4];
} classes[] = {
    {'a', {0x00000000, 0x00000000, 0x07fffffe, 0x07fffffe}}, {'c', {0xffffffff, 0x00000000, 0x00000000, 0x80000000}},
    {'d', {0x00000000, 0x03ff0000, 0x00000000, 0x00000000}}, {'g', {0x00000000, 0xfffffffe, 0xffffffff, 0x7fffffff}},
    {'l', {0x00000000, 0x00000000, 0x00000000, 0x07fffffe}}, {'p', {0x00000000, 0xfc00fffe, 0xf8000001, 0x78000001}},
    {'s', {0x00003e00, 0x00000001, 0x00000000, 0x00000000}}, {'u', {0x00000000, 0x00000000, 0x07fffffe, 0x00000000}},
    {'w', {0x00000000, 0x03ff0000, 0x07fffffe, 0x07fffffe}}, {'x', {0x00000000, 0x03ff0000, 0x0000007e, 0x0000007e}},
};

/* The index of a class by its letter, small or capital; -1 for a letter that stands for itself. */
static int class_of(char letter) {
  char small = letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
    if (classes[i].name == small) return (int)i;
  return -1;
}

static void add_letter(uint32_t *set, unsigned char c) {
  set[c / 32] |= UINT32_C(1) << (c % 32);
}

/* %a and the like; any other letter behind a % stands for itself. A capital is the opposite of its class. */
static void add_class(uint32_t *set, char letter) {
  int class = class_of(letter);
  if (class < 0) {
    add_letter(set, (unsigned char)letter);
    return;
  }
  int opposite = letter <= 'Z';
  for (int i = 0; i < 8; i++) {
    uint32_t members = i < 4 ? classes[class].set[i] : 0;
    set[i] |= opposite ? ~members : members;
  }
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
  } else if (class_of(*start) >= 0) {
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
