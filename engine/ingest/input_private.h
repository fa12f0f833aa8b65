/* What the files of the input share: one kind of storage each. */
#ifndef GRAPPE_INGEST_INPUT_PRIVATE_H
#define GRAPPE_INGEST_INPUT_PRIVATE_H

#include "ingest/input.h"

enum { INPUT_BLOCK = 1 << 17, INPUT_PEEK = 4096 };

struct grappe_input {
  char *name;
  int descriptor; /* of the file as it is stored */
  int standard;   /* the descriptor is standard input: left open */
  grappe_input_kind kind;
  grappe_input_options limits; /* with numbers filled in; its member is not kept */
  uint64_t stored_read, stored_size, given;
  int compressed, ended;
  grappe_error failure;
  /* bytes as stored, read ahead: from `at` to `end` */
  unsigned char *block;
  size_t at, end;
  int block_last; /* the file's end was met */
  /* bytes as given, peeked at */
  char peeked[INPUT_PEEK];
  size_t peek_at, peek_end;
  void *decoder;                                               /* of what reads: z_stream, ZSTD_DStream, open member */
  long (*read)(grappe_input *input, char *bytes, size_t size); /* -1: failure holds the message */
  void (*end_decoder)(grappe_input *input);
};

/* Makes sure that block has bytes, unless the file is at its end. */
grappe_code input_fill(grappe_input *input);
/* As read(2), whatever interrupts. -1: failure is set. */
long input_read_stored(grappe_input *input, void *bytes, size_t size);
/* For a truncated or damaged archive; returns -1. */
long input_damaged(grappe_input *input, const char *detail);
long input_truncated(grappe_input *input);

/* The storages; each sets read, end_decoder and decoder. input_gzip.c, input_zstd.c, input_zip.c */
grappe_code input_begin_gzip(grappe_input *input, grappe_error *error);
grappe_code input_begin_zstd(grappe_input *input, grappe_error *error);
/* A zip: a workbook (kind is set, nothing else) or the member that is wanted. */
grappe_code input_begin_zip(grappe_input *input, const char *member, grappe_error *error);

/* An unnamed temporary file, for what must be read from its end. */
grappe_code input_temporary(int *descriptor, grappe_error *error);

#endif
