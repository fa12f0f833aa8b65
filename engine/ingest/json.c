/* Objects of JSON and the texts in them, by cJSON. */
#include "ingest/json.h"

#include <string.h>

#include "ingest/json_private.h"

#ifdef GRAPPE_WITH_CJSON

#include <cjson/cJSON.h>
#include <math.h>
#include <pthread.h>

#include "base/memory.h"
#include "text/number.h"
#include "text/utf8.h"

static pthread_once_t hooked = PTHREAD_ONCE_INIT;

/* cJSON's memory is the engine's too. It does not tell a lack of memory from wrong text, so that is remembered here. */
static _Thread_local int refused;

static void *take(size_t size) {
  void *block = grappe_alloc(size);
  if (!block) refused = 1;
  return block;
}

static void hook(void) {
  cJSON_Hooks hooks = {take, grappe_free};
  cJSON_InitHooks(&hooks);
}

grappe_code grappe_json_open(grappe_csv_read read, void *context, const grappe_json_options *options,
                             grappe_json **opened, grappe_error *error) {
  *opened = NULL;
  pthread_once(&hooked, hook);
  grappe_json *json = json_new(read, context, options);
  if (!json) return grappe_fail_memory(error);
  grappe_code code = json_begin(json, error);
  if (code != GRAPPE_OK) {
    grappe_json_close(json);
    return code;
  }
  *opened = json;
  return GRAPPE_OK;
}

void grappe_json_close(grappe_json *json) {
  if (!json) return;
  cJSON_Delete(json->object);
  json_free(json);
}

/* A zero written as an escape would end the text for cJSON: nothing after it would be seen. */
static int has_zero(const char *text) {
  for (const char *at = text; (at = strstr(at, "\\u0000")); at++) {
    size_t slashes = 1;
    while (at - slashes >= text && at[-(ptrdiff_t)slashes] == '\\') slashes++;
    if (slashes % 2 == 1) return 1;
  }
  return 0;
}

static grappe_code parse(grappe_json *json, grappe_error *error) {
  const char *text = grappe_buffer_text(&json->kept);
  size_t invalid = grappe_utf8_first_invalid(text, json->kept.length);
  if (invalid < json->kept.length) {
    grappe_fail(error, GRAPPE_DATA, "the byte 0x%02X of this object is not UTF-8: JSON is always in UTF-8",
                (unsigned)(unsigned char)text[invalid]);
    return json_fail_at(json, json->line, error);
  }
  if (has_zero(text)) {
    grappe_fail(error, GRAPPE_DATA, "there is a zero byte in a text of this object: take it out");
    return json_fail_at(json, json->line, error);
  }
  const char *end = NULL;
  refused = 0;
  json->object = cJSON_ParseWithLengthOpts(text, json->kept.length, &end, 0);
  if (json->object) return GRAPPE_OK;
  if (refused) return grappe_fail_memory(error);
  size_t at = end ? (size_t)(end - text) : 0;
  uint64_t line = json->line;
  for (size_t i = 0; i < at; i++) line += text[i] == '\n';
  grappe_fail(error, GRAPPE_DATA, "this is no JSON, from '%.*s' on",
              (int)grappe_utf8_cut(text + at, json->kept.length - at, 20), text + at);
  return json_fail_at(json, line, error);
}

grappe_code grappe_json_next(grappe_json *json, int *found, grappe_error *error) {
  *found = 0;
  if (json->failed) return grappe_fail(error, GRAPPE_DATA, "%s: reading has ended with an error already", json->name);
  cJSON_Delete(json->object);
  json->object = NULL;
  if (json->ended) return GRAPPE_OK;
  grappe_code code = json_element(json, found, error);
  if (code == GRAPPE_OK && *found) code = parse(json, error);
  if (code != GRAPPE_OK) {
    json->failed = 1;
    *found = 0;
  }
  return code;
}

uint64_t grappe_json_line(const grappe_json *json) {
  return json->line;
}

static int has_text(const cJSON *node) {
  return cJSON_IsString(node) || cJSON_IsNumber(node) || cJSON_IsBool(node);
}

static void add_scalar(const cJSON *node, size_t start, grappe_buffer *out) {
  if (!has_text(node)) return;
  if (out->length > start) grappe_buffer_add_char(out, ';');
  if (cJSON_IsString(node)) grappe_buffer_add(out, node->valuestring);
  if (cJSON_IsNumber(node) && isfinite(node->valuedouble)) grappe_number_write(node->valuedouble, out);
  if (cJSON_IsBool(node)) grappe_buffer_add(out, cJSON_IsTrue(node) ? "true" : "false");
}

static void add_texts(const cJSON *node, const char *path, size_t start, grappe_buffer *out) {
  if (cJSON_IsArray(node)) {
    for (const cJSON *item = node->child; item; item = item->next) add_texts(item, path, start, out);
    return;
  }
  if (*path == '\0') {
    add_scalar(node, start, out);
    return;
  }
  if (!cJSON_IsObject(node)) return;
  /* a name may have dots of its own */
  for (const cJSON *item = node->child; item; item = item->next) {
    size_t length = item->string ? strlen(item->string) : 0;
    if (strncmp(item->string ? item->string : "", path, length) != 0) continue;
    if (path[length] == '\0') {
      add_texts(item, "", start, out);
      return;
    }
    if (length && path[length] == '.') {
      add_texts(item, path + length + 1, start, out);
      return;
    }
  }
}

grappe_code grappe_json_lookup(const grappe_json *json, const char *path, grappe_buffer *out, grappe_error *error) {
  add_texts(json->object, path, out->length, out);
  return grappe_buffer_failed(out) ? grappe_fail_memory(error) : GRAPPE_OK;
}

typedef struct walk {
  grappe_buffer path;
  grappe_buffer seen; /* paths told already, each between two '\n' */
  grappe_code (*tell)(void *context, const char *path);
  void *context;
} walk;

static grappe_code tell_once(walk *w) {
  const char *path = grappe_buffer_text(&w->path);
  if (w->seen.length == 0) grappe_buffer_add_char(&w->seen, '\n');
  if (grappe_buffer_failed(&w->seen)) return GRAPPE_MEMORY;
  size_t length = strlen(path);
  for (const char *at = strstr(grappe_buffer_text(&w->seen) + 1, path); at && length; at = strstr(at + 1, path))
    if (at[-1] == '\n' && at[length] == '\n') return GRAPPE_OK;
  grappe_buffer_addf(&w->seen, "%s\n", path);
  return w->tell(w->context, path);
}

static grappe_code walk_node(walk *w, const cJSON *node) {
  grappe_code code = GRAPPE_OK;
  if (cJSON_IsArray(node) || cJSON_IsObject(node)) {
    for (const cJSON *item = node->child; item && code == GRAPPE_OK; item = item->next) {
      size_t before = w->path.length;
      if (cJSON_IsObject(node)) grappe_buffer_addf(&w->path, "%s%s", before ? "." : "", item->string);
      code = walk_node(w, item);
      w->path.length = before;
      if (w->path.text) w->path.text[before] = '\0';
    }
    return code;
  }
  return has_text(node) || cJSON_IsNull(node) ? tell_once(w) : GRAPPE_OK;
}

grappe_code grappe_json_paths(const grappe_json *json, grappe_code (*tell)(void *context, const char *path),
                              void *context, grappe_error *error) {
  walk w = {.tell = tell, .context = context};
  grappe_code code = walk_node(&w, json->object);
  if (code == GRAPPE_OK && (grappe_buffer_failed(&w.path) || grappe_buffer_failed(&w.seen))) code = GRAPPE_MEMORY;
  grappe_buffer_free(&w.path);
  grappe_buffer_free(&w.seen);
  return code == GRAPPE_MEMORY ? grappe_fail_memory(error) : code;
}

#else

grappe_code grappe_json_open(grappe_csv_read read, void *context, const grappe_json_options *options,
                             grappe_json **json, grappe_error *error) {
  (void)read;
  (void)context;
  *json = NULL;
  return grappe_fail(error, GRAPPE_IO, "%s cannot be read: this Grappe was built without %s", options->name, "cJSON");
}

void grappe_json_close(grappe_json *json) {
  (void)json;
}

grappe_code grappe_json_next(grappe_json *json, int *found, grappe_error *error) {
  (void)json;
  *found = 0;
  return grappe_fail_memory(error);
}

uint64_t grappe_json_line(const grappe_json *json) {
  return json->line;
}

grappe_code grappe_json_lookup(const grappe_json *json, const char *path, grappe_buffer *out, grappe_error *error) {
  (void)json;
  (void)path;
  (void)out;
  return grappe_fail_memory(error);
}

grappe_code grappe_json_paths(const grappe_json *json, grappe_code (*tell)(void *context, const char *path),
                              void *context, grappe_error *error) {
  (void)json;
  (void)tell;
  (void)context;
  return grappe_fail_memory(error);
}

#endif
