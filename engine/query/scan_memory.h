/* What an observatory remembers between queries of datasets: handles with the columns they hold, and what paths mean.
 */
#ifndef GRAPPE_QUERY_SCAN_MEMORY_H
#define GRAPPE_QUERY_SCAN_MEMORY_H

#include "query/scan_private.h"

void scan_memory_free(scan_memory *memory); /* NULL is allowed */
/* An edition (NULL: the newest), opened unless the same one is remembered and nothing in the file has changed. Kept for
 * the caller. */
grappe_code scan_memory_open(grappe_observatory *observatory, const char *code, const char *edition,
                             grappe_dataset **dataset, grappe_error *error);
/* Lets go of what datasets other than this one hold, as far as it is wanted: makes room for its columns. */
void scan_memory_make_room(grappe_observatory *observatory, const grappe_dataset *dataset, size_t wanted);

/* What a path means as a key, where it was asked for in this state of the data: a new reference, or NULL. */
scan_key_shared *scan_memory_key(const scan_plan *plan, const char *path);
void scan_memory_keep_key(const scan_plan *plan, const char *path, scan_key_shared *shared);

#endif
