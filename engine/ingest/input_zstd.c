/* .zst, by libzstd: frames one after another. A window past 128 MiB is refused by the library's own limit. */
#include "ingest/input_private.h"

#ifdef GRAPPE_WITH_ZSTD

#include <zstd.h>

#include "base/memory.h"

/* The stream, and whether it is between two frames: only there may the file end. */
typedef struct decoder {
  ZSTD_DStream *stream;
  int between;
} decoder;

static long read_zstd(grappe_input *input, char *bytes, size_t size) {
  decoder *d = input->decoder;
  ZSTD_outBuffer out = {bytes, size, 0};
  while (out.pos == 0) {
    if (input_fill(input) != GRAPPE_OK) return -1;
    /* The stream may hold more output than fitted last time, so the end of the file is no reason not to ask. */
    ZSTD_inBuffer in = {input->block, input->end, input->at};
    if (input->at == input->end && d->between) return 0;
    size_t left = ZSTD_decompressStream(d->stream, &out, &in);
    int nothing = in.pos == input->at && out.pos == 0;
    input->at = in.pos;
    if (ZSTD_isError(left)) return input_damaged(input, ZSTD_getErrorName(left));
    d->between = left == 0;
    if (nothing && input->block_last) return input_truncated(input);
  }
  return (long)out.pos;
}

static void end_zstd(grappe_input *input) {
  decoder *d = input->decoder;
  ZSTD_freeDStream(d->stream);
  grappe_free(d);
}

grappe_code input_begin_zstd(grappe_input *input, grappe_error *error) {
  decoder *d = grappe_alloc_zero(1, sizeof *d);
  if (!d || !(d->stream = ZSTD_createDStream()) || ZSTD_isError(ZSTD_initDStream(d->stream))) {
    if (d) ZSTD_freeDStream(d->stream);
    grappe_free(d);
    return grappe_fail_memory(error);
  }
  input->decoder = d;
  input->read = read_zstd;
  input->end_decoder = end_zstd;
  return GRAPPE_OK;
}

#else

grappe_code input_begin_zstd(grappe_input *input, grappe_error *error) {
  return grappe_fail(error, GRAPPE_IO, "%s cannot be read: this Grappe was built without %s; unpack the file first",
                     input->name, "libzstd");
}

#endif
