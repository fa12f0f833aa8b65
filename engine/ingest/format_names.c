/* Columns found by their names: exactly, else by the letters alone. */
#include <string.h>

#include "base/memory.h"
#include "ingest/format_private.h"
#include "text/fold.h"

static const char placeholder[] = "{period}";

grappe_code format_names_begin(format_names *names, const char *const *texts, size_t count, grappe_error *error) {
  *names = (format_names){texts, grappe_alloc_zero(count + 1, sizeof *names->folded), count};
  int whole = names->folded != NULL;
  for (size_t i = 0; whole && i < count; i++) whole = (names->folded[i] = grappe_fold_new(texts[i])) != NULL;
  if (whole) return GRAPPE_OK;
  format_names_end(names);
  return grappe_fail_memory(error);
}

void format_names_end(format_names *names) {
  for (size_t i = 0; names->folded && i < names->count; i++) grappe_free(names->folded[i]);
  grappe_free(names->folded);
  *names = (format_names){0};
}

/* Folded into a buffer on the stack: names of columns are short, a longer one is compared exactly only. */
static int fold_into(const char *text, size_t length, char folded[512]) {
  return grappe_fold(text, length, folded, 512) < 512 && *folded;
}

static int find_one(const format_names *names, const char *spelling) {
  int found = -1;
  for (size_t i = 0; i < names->count; i++)
    if (strcmp(names->names[i], spelling) == 0) {
      if (found >= 0) return -2;
      found = (int)i;
    }
  char folded[512];
  if (found >= 0 || !fold_into(spelling, strlen(spelling), folded)) return found;
  for (size_t i = 0; i < names->count; i++)
    if (strcmp(names->folded[i], folded) == 0) {
      if (found >= 0) return -2;
      found = (int)i;
    }
  return found;
}

int format_names_find(const format_names *names, const char *const *spellings, const char **spelling) {
  for (; spellings && *spellings; spellings++) {
    int found = find_one(names, *spellings);
    if (spelling) *spelling = *spellings;
    if (found != -1) return found;
  }
  return -1;
}

const char *format_pattern(const char *const *spellings) {
  for (; spellings && *spellings; spellings++)
    if (strstr(*spellings, placeholder)) return *spellings;
  return NULL;
}

int format_pattern_period(const format_names *names, size_t index, const char *pattern, grappe_period *period) {
  const char *at = strstr(pattern, placeholder);
  char before[512] = "", after[512] = "";
  const char *tail = at + sizeof placeholder - 1;
  if (at > pattern) fold_into(pattern, (size_t)(at - pattern), before);
  if (*tail) fold_into(tail, strlen(tail), after);
  const char *name = names->folded[index];
  size_t length = strlen(name), head = strlen(before), end = strlen(after);
  if (length < head + end + 4 || strncmp(name, before, head) != 0 || strcmp(name + length - end, after) != 0) return 0;
  name += head;
  length -= head + end;
  while (length && *name == ' ') {
    name++;
    length--;
  }
  while (length && name[length - 1] == ' ') length--;
  return format_period(name, length, period);
}
