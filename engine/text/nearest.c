#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "text/collate.h"
#include "text/fold.h"
#include "text/utf8.h"

enum { SHORT = 128 }; /* characters of the shorter name for which the stack serves */

static size_t characters(const char *text, size_t length, int32_t *out) {
  size_t count = 0;
  for (size_t at = 0; at < length; count++) at += grappe_utf8_next(text + at, length - at, out + count);
  return count;
}

static int least(int a, int b) {
  return a < b ? a : b;
}

/* The rows of the table of distances: two before the one being filled, because a swap looks back by two. */
static int distance(const int32_t *a, int length_a, const int32_t *b, int length_b, int most, int *rows) {
  int width = length_b + 1;
  int *before = rows, *last = rows + width, *row = rows + 2 * width;
  for (int j = 0; j <= length_b; j++) last[j] = j;
  for (int i = 1; i <= length_a; i++) {
    int smallest = row[0] = i;
    for (int j = 1; j <= length_b; j++) {
      int cost = least(least(row[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cost = least(cost, before[j - 2] + 1);
      row[j] = cost;
      smallest = least(smallest, cost);
    }
    /* no later row can be below this one: even a swap, which reaches over a row, costs what dropping a letter there
     * would */
    if (smallest > most) return most + 1;
    int *spare = before;
    before = last;
    last = row;
    row = spare;
  }
  return least(last[length_b], most + 1);
}

int grappe_fold_distance(const char *a, const char *b, int most) {
  size_t bytes_a = strlen(a), bytes_b = strlen(b);
  int32_t stack[2 * SHORT];
  int stack_rows[3 * (SHORT + 1)];
  if (most < 0) return strcmp(a, b) == 0 ? 0 : most + 1;
  /* each character left over costs one, and has at most four bytes */
  size_t apart = bytes_a > bytes_b ? bytes_a - bytes_b : bytes_b - bytes_a;
  if (apart > 4 * (size_t)most) return most + 1;
  if (bytes_a <= SHORT && bytes_b <= SHORT) {
    int length_a = (int)characters(a, bytes_a, stack), length_b = (int)characters(b, bytes_b, stack + SHORT);
    return distance(stack, length_a, stack + SHORT, length_b, most, stack_rows);
  }
  if (bytes_a > 100000 || bytes_b > 100000) return strcmp(a, b) == 0 ? 0 : most + 1; /* not names */
  int32_t *both = grappe_alloc((bytes_a + bytes_b) * sizeof *both);
  int *rows = grappe_alloc(3 * (bytes_b + 1) * sizeof *rows);
  int found = most + 1; /* without memory nothing is near */
  if (both && rows) {
    int length_a = (int)characters(a, bytes_a, both), length_b = (int)characters(b, bytes_b, both + length_a);
    found = distance(both, length_a, both + length_a, length_b, most, rows);
  }
  grappe_free(both);
  grappe_free(rows);
  return found;
}

void grappe_nearest_begin(grappe_nearest *nearest, const char *wanted) {
  nearest->count = 0;
  size_t needed = grappe_fold(wanted, strlen(wanted), nearest->wanted, sizeof nearest->wanted);
  if (needed >= sizeof nearest->wanted) nearest->wanted[0] = '\0';
  size_t length = grappe_utf8_count(nearest->wanted, strlen(nearest->wanted));
  nearest->reach = length < 3 ? 0 : length < 6 ? 1 : length < 10 ? 2 : 3;
}

/* A name that goes on where the text ends was most likely meant: it counts as no slip. */
int grappe_nearest_distance(const grappe_nearest *nearest, const char *folded) {
  size_t length = strlen(nearest->wanted);
  int distance = grappe_fold_distance(nearest->wanted, folded, nearest->reach);
  if (length >= 3 && strncmp(folded, nearest->wanted, length) == 0) return 0;
  return distance <= nearest->reach ? distance : -1;
}

/* Which of two names as near comes first: the shorter, then by order. */
static int comes_before(const char *a, const char *b) {
  size_t length_a = strlen(a), length_b = strlen(b);
  return length_a != length_b ? length_a < length_b : grappe_collate(a, b) < 0;
}

static void keep(grappe_nearest *nearest, const char *name, int distance) {
  int at = 0;
  for (int i = 0; i < nearest->count; i++)
    if (strcmp(nearest->best[i].name, name) == 0) return;
  while (at < nearest->count && (nearest->best[at].distance < distance || (nearest->best[at].distance == distance &&
                                                                           comes_before(nearest->best[at].name, name))))
    at++;
  if (at == GRAPPE_NEAREST_MOST) return;
  if (nearest->count < GRAPPE_NEAREST_MOST) nearest->count++;
  for (int i = nearest->count - 1; i > at; i--) nearest->best[i] = nearest->best[i - 1];
  memcpy(nearest->best[at].name, name, strlen(name) + 1);
  nearest->best[at].distance = distance;
}

void grappe_nearest_offer(grappe_nearest *nearest, const char *name, const char *folded) {
  char own[GRAPPE_NEAREST_NAME];
  if (!nearest->wanted[0] || strlen(name) >= GRAPPE_NEAREST_NAME) return;
  if (!folded) {
    if (grappe_fold(name, strlen(name), own, sizeof own) >= sizeof own) return;
    folded = own;
  }
  int distance = grappe_nearest_distance(nearest, folded);
  if (distance >= 0) keep(nearest, name, distance);
}

/* The names in quotation marks, joined as the language joins a list. */
const char *grappe_nearest_write(const grappe_nearest *nearest, char *text, size_t size) {
  static const char *const open[] = {"'", "« ", "«"}, *const close[] = {"'", " »", "»"};
  static const char *const either[] = {" or ", " ou ", " o "};
  grappe_language language = grappe_language_now();
  size_t used = 0;
  if (size) text[0] = '\0';
  for (int i = 0; i < nearest->count; i++) {
    const char *between = i == 0 ? "" : i + 1 == nearest->count ? either[language] : ", ";
    int length =
        snprintf(text + used, size - used, "%s%s%s%s", between, open[language], nearest->best[i].name, close[language]);
    if (length < 0 || (size_t)length >= size - used) {
      if (used < size) text[used] = '\0';
      break;
    }
    used += (size_t)length;
  }
  return text;
}
