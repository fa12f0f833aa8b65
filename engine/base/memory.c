#include "base/memory.h"

#include <malloc.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { LARGE_PAGE = 2 << 20, LARGE_BLOCK = 4 * LARGE_PAGE };

static atomic_size_t held;
static atomic_size_t limit;
static atomic_long countdown; /* 0: off; 1: the next one fails */

static int refused(size_t more) {
  long left = atomic_load(&countdown);
  while (left > 1 && !atomic_compare_exchange_weak(&countdown, &left, left - 1)) continue;
  if (left == 1) return 1;
  size_t most = atomic_load(&limit), now = atomic_load(&held);
  return most && (now > most || more > most - now);
}

/* Large blocks are gone through at random: in large pages, where the system gives them when asked. */
static void ask_for_large_pages(void *block, size_t size) {
#ifdef MADV_HUGEPAGE
  uintptr_t start = ((uintptr_t)block + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
  uintptr_t end = ((uintptr_t)block + size) / LARGE_PAGE * LARGE_PAGE;
  if (end > start) madvise((char *)block + (start - (uintptr_t)block), end - start, MADV_HUGEPAGE);
#endif
}

static void *counted(void *block) {
  if (!block) return NULL;
  size_t size = malloc_usable_size(block);
  atomic_fetch_add(&held, size);
  if (size >= LARGE_BLOCK) ask_for_large_pages(block, size);
  return block;
}

void *grappe_alloc(size_t size) {
  return refused(size) ? NULL : counted(malloc(size ? size : 1));
}

void *grappe_alloc_zero(size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) return NULL;
  return refused(count * size) ? NULL : counted(calloc(count ? count : 1, size ? size : 1));
}

void *grappe_realloc(void *block, size_t size) {
  size_t before = block ? malloc_usable_size(block) : 0;
  if (size > before && refused(size - before)) return NULL;
  void *moved = realloc(block, size ? size : 1);
  if (!moved) return NULL;
  atomic_fetch_sub(&held, before);
  return counted(moved);
}

char *grappe_strndup(const char *text, size_t length) {
  length = strnlen(text, length);
  char *copy = grappe_alloc(length + 1);
  if (!copy) return NULL;
  memcpy(copy, text, length);
  copy[length] = '\0';
  return copy;
}

char *grappe_strdup(const char *text) {
  return grappe_strndup(text, strlen(text));
}

void grappe_free(void *block) {
  if (!block) return;
  atomic_fetch_sub(&held, malloc_usable_size(block));
  free(block);
}

void *grappe_grow(void *block, size_t *capacity, size_t wanted, size_t size) {
  if (wanted <= *capacity && block) return block;
  size_t larger = *capacity < 8 ? 8 : *capacity + *capacity / 2;
  if (larger < wanted) larger = wanted;
  if (larger > SIZE_MAX / size) return NULL;
  void *moved = grappe_realloc(block, larger * size);
  if (moved) *capacity = larger;
  return moved;
}

size_t grappe_memory_held(void) {
  return atomic_load(&held);
}

void grappe_memory_limit(size_t bytes) {
  atomic_store(&limit, bytes);
}

size_t grappe_memory_room(void) {
  size_t most = atomic_load(&limit), now = atomic_load(&held);
  return most == 0 ? SIZE_MAX : now < most ? most - now : 0;
}

void grappe_memory_fail_after(long n) {
  atomic_store(&countdown, n);
}
