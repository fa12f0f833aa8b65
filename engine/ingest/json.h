/* The objects of an array in a JSON file, one at a time: the file streams, only the object under way is in memory.
 *
 * `path` leads to the array by the names of members ("resultats", "a.b"). Without one the file is the array itself, or
 * one object after another, each on its own line or not. What comes before and after the array must be JSON, and the
 * file must not end inside it. Built without cJSON, opening fails with the name of the package. */
#ifndef GRAPPE_INGEST_JSON_H
#define GRAPPE_INGEST_JSON_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "ingest/csv.h"

typedef struct grappe_json grappe_json;

typedef struct grappe_json_options {
  const char *name;    /* for messages; must outlive the reader */
  const char *path;    /* NULL or "": none */
  size_t object_limit; /* bytes of one object; 0: 16 MiB */
} grappe_json_options;

/* The bytes come from `read`, as for a CSV. */
grappe_code grappe_json_open(grappe_csv_read read, void *context, const grappe_json_options *options,
                             grappe_json **json, grappe_error *error);
void grappe_json_close(grappe_json *json); /* NULL is allowed */

/* The next object becomes the one below; *found 0 at the end. A failure names the line of the file. */
grappe_code grappe_json_next(grappe_json *json, int *found, grappe_error *error);
uint64_t grappe_json_line(const grappe_json *json); /* where the object begins */

/* Adds the text at a dotted path of the object: a text as it is, numbers in canonical form, true and false; along an
 * array each element is followed and what is found is joined by ';'. Nothing where there is none, or null, or an object
 * stands at its end. */
grappe_code grappe_json_lookup(const grappe_json *json, const char *path, grappe_buffer *out, grappe_error *error);
/* The paths of all texts, numbers and truths of the object, in its order, each once: told one by one. Stops with what
 * `tell` returns where that is not GRAPPE_OK. */
grappe_code grappe_json_paths(const grappe_json *json, grappe_code (*tell)(void *context, const char *path),
                              void *context, grappe_error *error);

#endif
