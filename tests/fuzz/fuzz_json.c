/* Any bytes as JSON: the first is whether there is a path to the array. */
#include "base/buffer.h"
#include "fuzz.h"
#include "ingest/json.h"

typedef struct drip {
  const uint8_t *data;
  size_t left;
} drip;

static long read_drip(void *context, char *bytes, size_t size) {
  drip *d = context;
  size_t count = d->left < size ? d->left : size;
  if (count > 5) count = 5;
  memcpy(bytes, d->data, count);
  d->data += count;
  d->left -= count;
  return (long)count;
}

typedef struct looking {
  const grappe_json *json;
  grappe_buffer *out;
} looking;

static grappe_code look_up(void *context, const char *path) {
  looking *l = context;
  grappe_buffer_clear(l->out);
  return grappe_json_lookup(l->json, path, l->out, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  drip d = {data + 1, size - 1};
  grappe_json_options options = {.name = "f", .path = *data == 'p' ? "a.b" : NULL, .object_limit = 10000};
  grappe_json *json;
  if (grappe_json_open(read_drip, &d, &options, &json, NULL) != GRAPPE_OK) return 0;
  grappe_buffer text = {0};
  int found;
  while (grappe_json_next(json, &found, NULL) == GRAPPE_OK && found)
    fuzz_hold(grappe_json_paths(json, look_up, &(looking){json, &text}, NULL) == GRAPPE_OK, "every path can be told");
  grappe_buffer_free(&text);
  grappe_json_close(json);
  return 0;
}
