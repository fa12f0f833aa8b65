/* Bytes of a published file, wherever and however it is stored: a plain file, a pipe, .gz, .zst, or a member of a .zip.
 *
 * What a file is shows in its first bytes, not in its name. Reading streams: memory stays constant whatever the size; a
 * zip (and a workbook) that comes through a pipe is first kept in an unnamed temporary file, since its table of
 * contents stands at its end. Truncated and damaged archives are errors, never a shorter file. A compressed file may
 * not grow past `size_limit`, nor, from 256 MiB on, past `ratio_limit` times the bytes it is stored in: real tables
 * stay below 100, a file made to fill disks does not.
 *
 * Built without zlib, libzstd or libzip, the kind of file that needs it is refused with the name of the package. */
#ifndef GRAPPE_INGEST_INPUT_H
#define GRAPPE_INGEST_INPUT_H

#include <stddef.h>
#include <stdint.h>

#include "base/run.h"
#include "base/sha256.h"
#include "base/status.h"

typedef struct grappe_input grappe_input;

typedef struct grappe_input_options {
  const char *member;  /* of a zip: its whole name, its last part, or either with '*' for any text; the case of letters
                          does not matter. NULL: the only member there is */
  uint64_t size_limit; /* bytes that a compressed file may grow to; 0: 256 GiB */
  double ratio_limit;  /* 0: 250 */
  grappe_sha256 *hash; /* fed the bytes as they are stored, each as it is read: the digest of a pipe, once it was read
                          to its end. Must outlive the input. NULL: none */
  grappe_run *run;     /* its stop and deadline end the wait for a pipe that gives nothing. Must outlive the input.
                          NULL: none */
} grappe_input_options;

/* "-" is standard input. A workbook (XLSX) is a zip too, and is left as it is: see grappe_input_descriptor. */
grappe_code grappe_input_open(const char *path, const grappe_input_options *options, grappe_input **input,
                              grappe_error *error);
void grappe_input_close(grappe_input *input); /* NULL is allowed */

/* Gives up to `size` bytes; how many, 0 at the end, -1 on failure (and from then on). Its signature is that of
 * grappe_csv_read, with the input as context. */
long grappe_input_read(void *input, char *bytes, size_t size);
/* The failure that the last reading met; GRAPPE_OK where there was none. The message names the file. */
grappe_code grappe_input_failure(const grappe_input *input, grappe_error *error);

typedef enum grappe_input_kind {
  GRAPPE_INPUT_TEXT,    /* anything that is none of the others */
  GRAPPE_INPUT_WORKBOOK /* a zip with xl/workbook.xml: an XLSX */
} grappe_input_kind;
grappe_input_kind grappe_input_kind_of(const grappe_input *input);

/* The first bytes without taking them: *bytes stays valid until the next reading. Fewer than `wanted` (at most 4096)
 * where the input is shorter. */
grappe_code grappe_input_peek(grappe_input *input, size_t wanted, const char **bytes, size_t *count,
                              grappe_error *error);

/* A descriptor of a file with the bytes still to be read, placed at their start: the file itself, or an unnamed
 * temporary copy. The caller closes it; the input is used up. */
grappe_code grappe_input_descriptor(grappe_input *input, int *descriptor, grappe_error *error);

/* For progress: bytes taken from the file as it is stored, and how many it has (0: not known, as of a pipe). */
uint64_t grappe_input_stored_read(const grappe_input *input);
uint64_t grappe_input_stored_size(const grappe_input *input);
const char *grappe_input_name(const grappe_input *input); /* for messages: "FILE", "FILE/MEMBER", "standard input" */

/* The members of a zip, folders left out, in the order of the archive. */
typedef struct grappe_zip_member {
  char *name;
  uint64_t size, stored;
} grappe_zip_member;

grappe_code grappe_zip_list(const char *path, grappe_zip_member **members, size_t *count, grappe_error *error);
void grappe_zip_list_free(grappe_zip_member *members, size_t count);

#endif
