/* Segments: a fixed number of rows of one column of a dataset, encoded into bytes that can be checked and decoded fast.
 *
 * Values come as three physical types: int32 (codes of texts, periods and figures; days; yes or no), int64 (integers,
 * identifiers) and double (numbers). The encoder measures what each encoding would take and keeps the smallest; numbers
 * that are decimals of few digits are kept as integers with a power of ten, bit for bit. Absent values lie beside, by
 * kind, and cost nothing where there are none. docs/dataset-format.md has the bytes.
 *
 * Pure functions on memory of the caller's. Decoding trusts nothing: bytes that do not agree with themselves are
 * refused (0 is returned), whatever their checksum. */
#ifndef GRAPPE_COLUMN_SEGMENT_H
#define GRAPPE_COLUMN_SEGMENT_H

#include <stddef.h>
#include <stdint.h>

#include "figure/figure.h"

enum { GRAPPE_SEGMENT_ROWS = 65536 }; /* of every segment but a column's last */

typedef enum grappe_physical { GRAPPE_INT32 = 0, GRAPPE_INT64, GRAPPE_DOUBLE } grappe_physical;

typedef enum grappe_encoding {
  GRAPPE_CONSTANT = 0, /* one value */
  GRAPPE_PACKED,       /* frame of reference: distance from the least, in as many bits as the greatest needs */
  GRAPPE_PATCHED,      /* the same in fewer bits, and the few values that need more beside */
  GRAPPE_RUNS,         /* run length: values and where their runs end, both packed */
  GRAPPE_DELTA,        /* distance from the value before */
  GRAPPE_PLAIN,        /* doubles as they are */
  GRAPPE_ENCODINGS
} grappe_encoding;

/* What a decoded array holds where a value is absent. */
#define GRAPPE_ABSENT_CODE (-1)            /* of texts, periods, figures, yes or no */
#define GRAPPE_ABSENT_DAY GRAPPE_DAY_FIRST /* INT32_MIN */
#define GRAPPE_ABSENT_INTEGER INT64_MIN    /* read as int64; read as double: NaN */

/* What is known of a segment without its bytes. */
typedef struct grappe_segment_summary {
  uint32_t rows, absent;
  grappe_encoding encoding;
  int scale;                            /* numbers: values are integers / 10^scale; -1: they are not */
  int64_t least, greatest;              /* of the present values: int32 and int64; least > greatest: none is present */
  double least_number, greatest_number; /* doubles, and integers as doubles; NaN: none is present */
} grappe_segment_summary;

/* Most bytes that a segment of so many rows can take, and the bytes of scratch memory (aligned to 64) that encoding and
 * decoding need beside. */
size_t grappe_segment_bound(size_t rows);
size_t grappe_segment_scratch(size_t rows);

/* Encodes `rows` (1 to GRAPPE_SEGMENT_ROWS) values of the physical type. `presence` is a grappe_presence a row, or NULL
 * where all are present; what `values` holds for an absent row does not matter. Present doubles must be
 * finite. `out` has grappe_segment_bound(rows) bytes, aligned to 8. Returns the bytes used. */
size_t grappe_segment_encode(grappe_physical type, const void *values, const unsigned char *presence, size_t rows,
                             unsigned char *out, void *scratch, grappe_segment_summary *summary);

/* Decodes into `values`, an array of `rows` of the type `into`: any type for integers that fit in it (int32: those of
 * which least and greatest do), double for doubles. Absent rows are filled with `absent` (int32, int64) or NaN.
 * `presence` (may be NULL) gets a grappe_presence a row. `bytes` is aligned to 8. Returns 0 where the bytes are not
 * such a segment. */
int grappe_segment_decode(const unsigned char *bytes, size_t length, size_t rows, grappe_physical into, int64_t absent,
                          void *values, unsigned char *presence, void *scratch);

/* The same for single rows: at[0..count - 1], ascending, each once and below `rows`; values[i] and presence[i] are
 * those of row at[i]. What is not asked for is not unpacked, but for what goes before it in runs and deltas. The same
 * bytes are refused. */
int grappe_segment_pick(const unsigned char *bytes, size_t length, size_t rows, const uint32_t *at, size_t count,
                        grappe_physical into, int64_t absent, void *values, unsigned char *presence, void *scratch);

/* Name of an encoding for people who ask how a column is stored: "packed". */
const char *grappe_encoding_name(grappe_encoding encoding);

/* CRC-32C (Castagnoli), as in RFC 3720: start with 0, and give the result to go on. By the processor's instruction
 * where it has one. */
uint32_t grappe_crc32c(uint32_t crc, const void *bytes, size_t length);

#endif
