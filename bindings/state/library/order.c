/* Sorting numbers and texts by precomputed keys: a merge sort, which keeps the order of equal keys and whose time does
 * not depend on what is sorted. */
#include <string.h>

#include "state/library/library_private.h"

/* A number whose order among unsigned integers is that of the doubles. */
static uint64_t ordered_bits(double number) {
  uint64_t bits;
  if (number == 0) number = 0; /* -0 is 0 */
  memcpy(&bits, &number, sizeof bits);
  return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

/* `rest` tells apart the integers that one double stands for; 2 and 2.0 stay equal. */
void grappe_order_number(lua_State *L, int index, grappe_order *order) {
  double number = (double)lua_tonumber(L, index);
  order->prefix = ordered_bits(number);
  order->length = 0;
  if (lua_isinteger(L, index))
    order->rest.integer = lua_tointeger(L, index);
  else
    order->rest.integer = number >= -0x1p63 && number < 0x1p63 ? (lua_Integer)number : 0;
}

void grappe_order_text(lua_State *L, int index, grappe_order *order) {
  size_t length;
  const char *text = lua_tolstring(L, index, &length);
  order->prefix = 0;
  for (size_t i = 0; i < 8; i++) order->prefix = order->prefix << 8 | (i < length ? (unsigned char)text[i] : 0);
  order->rest.text = text;
  order->length = (uint32_t)(length < UINT32_MAX ? length : UINT32_MAX);
}

static int after(const grappe_order *a, const grappe_order *b) {
  if (a->rank != b->rank) return a->rank > b->rank;
  if (a->prefix != b->prefix) return a->prefix > b->prefix;
  if (a->rank != GRAPPE_ORDER_TEXT) return a->rest.integer > b->rest.integer;
  uint32_t common = a->length < b->length ? a->length : b->length;
  int order = memcmp(a->rest.text, b->rest.text, common);
  return order != 0 ? order > 0 : a->length > b->length;
}

static void insert_run(grappe_order *items, size_t count) {
  for (size_t i = 1; i < count; i++) {
    grappe_order item = items[i];
    size_t j = i;
    for (; j > 0 && after(&items[j - 1], &item); j--) items[j] = items[j - 1];
    items[j] = item;
  }
}

#define RUN 12

int grappe_order_sort(grappe_state *state, grappe_order *items, grappe_order *scratch, size_t count) {
  for (size_t i = 0; i < count; i += RUN) {
    if (i % (RUN * 64) == 0 && grappe_stopping(state)) return 0;
    insert_run(items + i, count - i < RUN ? count - i : RUN);
  }
  grappe_order *from = items, *to = scratch;
  for (size_t width = RUN; width < count; width *= 2) {
    for (size_t start = 0; start < count; start += 2 * width) {
      size_t middle = start + width < count ? start + width : count;
      size_t end = start + 2 * width < count ? start + 2 * width : count;
      size_t left = start, right = middle;
      for (size_t out = start; out < end; out++) {
        if (out % 1024 == 0 && grappe_stopping(state)) return 0;
        int take_right = left == middle || (right < end && after(&from[left], &from[right]));
        to[out] = take_right ? from[right++] : from[left++];
      }
    }
    grappe_order *other = from;
    from = to;
    to = other;
  }
  if (from != items) memcpy(items, from, count * sizeof *items);
  return 1;
}
