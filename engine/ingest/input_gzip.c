/* .gz, by zlib: members one after another, as several runs of gzip append them. */
#include "ingest/input_private.h"

#ifdef GRAPPE_WITH_ZLIB

#include <zlib.h>

#include "base/memory.h"

static long read_gzip(grappe_input *input, char *bytes, size_t size) {
  z_stream *stream = input->decoder;
  if (size > INPUT_BLOCK) size = INPUT_BLOCK;
  stream->next_out = (unsigned char *)bytes;
  stream->avail_out = (unsigned)size;
  while (stream->avail_out == size) {
    if (input_fill(input) != GRAPPE_OK) return -1;
    stream->next_in = input->block + input->at;
    stream->avail_in = (unsigned)(input->end - input->at);
    int result = inflate(stream, Z_NO_FLUSH);
    input->at = input->end - stream->avail_in;
    if (result == Z_STREAM_END) {
      if (input_fill(input) != GRAPPE_OK) return -1;
      if (input->at == input->end) break; /* the end of the file at the end of a member */
      if (input->block[input->at] != 0x1F) return input_damaged(input, "something follows the compressed data");
      if (inflateReset(stream) != Z_OK) return input_damaged(input, "zlib");
    } else if (result == Z_BUF_ERROR && input->block_last) {
      return input_truncated(input);
    } else if (result == Z_MEM_ERROR) {
      grappe_fail_memory(&input->failure);
      return -1;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      return input_damaged(input, stream->msg ? stream->msg : "zlib");
    }
  }
  return (long)(size - stream->avail_out);
}

static void end_gzip(grappe_input *input) {
  inflateEnd(input->decoder);
  grappe_free(input->decoder);
}

/* zlib's memory is the engine's too. */
static void *take(void *unused, unsigned count, unsigned size) {
  (void)unused;
  return grappe_alloc((size_t)count * size);
}

static void give_back(void *unused, void *block) {
  (void)unused;
  grappe_free(block);
}

grappe_code input_begin_gzip(grappe_input *input, grappe_error *error) {
  z_stream *stream = grappe_alloc_zero(1, sizeof *stream);
  if (!stream) return grappe_fail_memory(error);
  stream->zalloc = take;
  stream->zfree = give_back;
  if (inflateInit2(stream, 15 + 16) != Z_OK) {
    grappe_free(stream);
    return grappe_fail_memory(error);
  }
  input->decoder = stream;
  input->read = read_gzip;
  input->end_decoder = end_gzip;
  return GRAPPE_OK;
}

#else

grappe_code input_begin_gzip(grappe_input *input, grappe_error *error) {
  return grappe_fail(error, GRAPPE_IO, "%s cannot be read: this Grappe was built without %s; unpack the file first",
                     input->name, "zlib");
}

#endif
