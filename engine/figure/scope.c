#include <string.h>

#include "base/memory.h"
#include "figure/figure_private.h"
#include "model/codes.h"

/* The next code in a scope text; NULL at its end. */
static const char *next_code(const char **at, size_t *length) {
  *at += strspn(*at, " ");
  const char *code = *at;
  *length = strcspn(code, " ");
  *at += *length;
  return *length ? code : NULL;
}

static int holds(const char *scope, const char *code, size_t length) {
  size_t here;
  for (const char *found; (found = next_code(&scope, &here));)
    if (here == length && memcmp(found, code, length) == 0) return 1;
  return 0;
}

/* Position in the code list; the end of the list for a code that is not in it. */
static size_t position(const char *code, size_t length, const grappe_code_item **item) {
  const grappe_code_item *items = grappe_code_list_find("scope")->items;
  size_t at = 0;
  while (items[at].code && (strlen(items[at].code) != length || memcmp(items[at].code, code, length) != 0)) at++;
  *item = items[at].code ? &items[at] : NULL;
  return at;
}

/* Whether the scope says anything about the group, and the same as `other` does. */
static int differs(const char *scope, const char *other, const char *group) {
  int here = 0, there = 0, different = 0;
  for (const grappe_code_item *item = grappe_code_list_find("scope")->items; item->code; item++) {
    if (!item->group || strcmp(item->group, group) != 0) continue;
    int a = holds(scope, item->code, strlen(item->code)), b = holds(other, item->code, strlen(item->code));
    here |= a;
    there |= b;
    different |= a != b;
  }
  return here && there && different;
}

int grappe_scope_clash(const char *a, const char *b) {
  if (!*a || !*b || strcmp(a, b) == 0) return 0;
  const grappe_code_item *item;
  size_t length;
  for (const char *at = a, *code; (code = next_code(&at, &length));) {
    position(code, length, &item);
    if (item && item->group && differs(a, b, item->group)) return 1;
  }
  return 0;
}

int grappe_scope_ordered(const char *scope) {
  const grappe_code_item *item;
  size_t length, last = 0, count = 0;
  const char *start = scope;
  for (const char *code; (code = next_code(&scope, &length)); count++) {
    size_t here = position(code, length, &item);
    if (count && (here < last || (item && here == last))) return 0;
    last = here;
  }
  return *start != ' ' && (scope == start || scope[-1] != ' ') && !strstr(start, "  ");
}

static void put(char *out, const char *code, size_t length) {
  size_t end = strlen(out);
  if (end) out[end++] = ' ';
  memcpy(out + end, code, length);
  out[end + length] = '\0';
}

char *grappe_scope_union(const char *a, const char *b) {
  char *all = grappe_alloc(strlen(a) + strlen(b) + 2);
  if (!all) return NULL;
  *all = '\0';
  for (const grappe_code_item *item = grappe_code_list_find("scope")->items; item->code; item++) {
    size_t length = strlen(item->code);
    if (holds(a, item->code, length) || holds(b, item->code, length)) put(all, item->code, length);
  }
  const char *both[] = {a, b};
  for (int i = 0; i < 2; i++) {
    size_t length;
    for (const char *at = both[i], *code; (code = next_code(&at, &length));)
      if (!holds(all, code, length)) put(all, code, length);
  }
  return all;
}

void grappe_scope_display(const char *scope, grappe_language language, grappe_buffer *out) {
  const char *between = "";
  const grappe_code_item *item;
  size_t length;
  for (const char *code; (code = next_code(&scope, &length)); between = ", ") {
    position(code, length, &item);
    grappe_buffer_add(out, between);
    if (!item)
      grappe_buffer_add_bytes(out, code, length);
    else
      grappe_buffer_add(out, language == GRAPPE_FRENCH    ? item->french
                             : language == GRAPPE_ITALIAN ? item->italian
                                                          : item->english);
  }
}
