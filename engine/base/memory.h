/* Memory of the engine. Every allocation goes through here, so that a test can make each one fail in turn and the
 * program can hold the whole engine to a budget. Safe from several threads. */
#ifndef GRAPPE_BASE_MEMORY_H
#define GRAPPE_BASE_MEMORY_H

#include <stddef.h>

/* As malloc, calloc, realloc and strdup; NULL when the system or the budget refuses. Release with grappe_free. */
void *grappe_alloc(size_t size);
void *grappe_alloc_zero(size_t count, size_t size);
void *grappe_realloc(void *block, size_t size);
char *grappe_strdup(const char *text);
char *grappe_strndup(const char *text, size_t length); /* up to `length` bytes, or to the '\0' before */
void grappe_free(void *block);

/* Grows an array so that it holds at least `wanted` items of `size` bytes: returns the block (moved or not) and updates
 * *capacity, or returns NULL and leaves block and *capacity as they were. */
void *grappe_grow(void *block, size_t *capacity, size_t wanted, size_t size);

/* Bytes held now, and the most that may be held (0: no limit). */
size_t grappe_memory_held(void);
void grappe_memory_limit(size_t bytes);
size_t grappe_memory_room(void); /* bytes that may still be asked for; SIZE_MAX: no limit */

/* For tests: the n-th allocation from now fails, and all after it (0 switches this off). */
void grappe_memory_fail_after(long n);

#endif
