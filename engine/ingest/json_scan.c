/* Where the objects of the array are: brackets and quotes are followed through the stream of bytes, nothing is kept but
 * the object under way. What the brackets hold is cJSON's to judge, and this file's to leave alone. */
#include <errno.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "ingest/json_private.h"

enum { BLOCK = 1 << 16, DEPTH_MOST = 500, OBJECT_LIMIT = 16 << 20 };

grappe_code json_fail_at(const grappe_json *json, uint64_t line, grappe_error *error) {
  return grappe_fail_at(error, "%s:%llu", json->name, (unsigned long long)line);
}

/* The next byte without taking it; -1 at the end, -2 on failure. */
static int look(grappe_json *json, grappe_error *error) {
  if (json->at < json->end) return (unsigned char)json->block[json->at];
  if (json->finished) return -1;
  long got = json->read(json->context, json->block, BLOCK);
  if (got < 0) {
    grappe_fail(error, GRAPPE_IO, "%s cannot be read: %s", json->name, grappe_system_reason(errno));
    return -2;
  }
  json->at = 0;
  json->end = (size_t)got;
  json->finished = got == 0;
  return got == 0 ? -1 : (unsigned char)json->block[0];
}

/* Takes the byte that look gave; into `kept` where an object is being read. */
static void take(grappe_json *json, int byte) {
  json->at++;
  if (byte == '\n') json->now++;
  if (json->keeping) grappe_buffer_add_char(&json->kept, (char)byte);
}

static grappe_code fail_byte(grappe_json *json, int byte, const char *wanted, grappe_error *error) {
  if (byte == -2) return error ? error->code : GRAPPE_IO;
  if (byte == -1)
    grappe_fail(error, GRAPPE_DATA, "the file ends where %s should come: it was cut short, fetch it again",
                grappe_translate(wanted));
  else
    grappe_fail(error, GRAPPE_DATA, "%s should come here, not '%c': this is no JSON", grappe_translate(wanted),
                byte >= ' ' && byte < 127 ? byte : '?');
  return json_fail_at(json, json->now, error);
}

static int after_blank(grappe_json *json, grappe_error *error) {
  int byte;
  while ((byte = look(json, error)) == ' ' || byte == '\t' || byte == '\n' || byte == '\r') take(json, byte);
  return byte;
}

static grappe_code too_long(grappe_json *json, grappe_error *error) {
  grappe_fail(error, GRAPPE_DATA, "the object that begins here is longer than %zu bytes: a table's are shorter",
              json->object_limit);
  return json_fail_at(json, json->line, error);
}

/* A text in quotes; what it says goes to `word` (cut, and escapes left as they are) where that is not NULL. */
static grappe_code pass_text(grappe_json *json, char *word, size_t size, grappe_error *error) {
  int byte = look(json, error), escaped = 0;
  size_t length = 0;
  if (byte != '"') return fail_byte(json, byte, "a name in quotes", error);
  take(json, byte);
  for (;;) {
    byte = look(json, error);
    if (byte < 0) return fail_byte(json, byte, "a quote", error);
    take(json, byte);
    if (byte == '"' && !escaped) break;
    escaped = byte == '\\' && !escaped;
    if (word && length + 1 < size) word[length++] = (char)byte;
    if (json->keeping && json->kept.length > json->object_limit) return too_long(json, error);
  }
  if (word) word[length] = '\0';
  return GRAPPE_OK;
}

/* One value of any kind: brackets are counted, texts passed over, the rest taken up to what ends it. */
static grappe_code pass_value(grappe_json *json, grappe_error *error) {
  char open[DEPTH_MOST];
  size_t depth = 0;
  int byte = after_blank(json, error);
  do {
    if (byte < 0) return fail_byte(json, byte, depth ? "a closing bracket" : "a value", error);
    if (byte == '"') {
      grappe_code code = pass_text(json, NULL, 0, error);
      if (code != GRAPPE_OK) return code;
    } else if (byte == '{' || byte == '[') {
      if (depth == DEPTH_MOST) {
        grappe_fail(error, GRAPPE_DATA, "brackets are nested deeper than %d: this is no table", DEPTH_MOST);
        return json_fail_at(json, json->now, error);
      }
      open[depth++] = byte == '{' ? '}' : ']';
      take(json, byte);
    } else if (byte == '}' || byte == ']') {
      if (depth == 0 || open[depth - 1] != byte) return fail_byte(json, byte, "another bracket", error);
      depth--;
      take(json, byte);
    } else if (depth == 0 && (byte == ',' || byte == ':')) {
      return fail_byte(json, byte, "a value", error);
    } else {
      /* a number or a word (or, inside, a comma, a colon, a blank) */
      while (byte >= 0 && !strchr("\"{}[]", byte) && !(depth == 0 && strchr(", \t\r\n", byte))) {
        take(json, byte);
        byte = look(json, error);
      }
      if (byte == -2) return error ? error->code : GRAPPE_IO;
      if (byte == '\0') return fail_byte(json, byte, "text", error);
    }
    if (json->keeping && json->kept.length > json->object_limit) return too_long(json, error);
    if (depth > 0) byte = look(json, error);
  } while (depth > 0);
  return GRAPPE_OK;
}

/* From the start of an object to the value of its member `name`; *found 0 where the object ends without it. */
static grappe_code enter_member(grappe_json *json, const char *name, size_t length, int *found, grappe_error *error) {
  int byte = after_blank(json, error);
  *found = 0;
  if (byte != '{') return fail_byte(json, byte, "{", error);
  take(json, byte);
  byte = after_blank(json, error);
  for (int first = 1; byte != '}'; first = 0) {
    if (!first) {
      if (byte != ',') return fail_byte(json, byte, ", or }", error);
      take(json, byte);
      after_blank(json, error);
    }
    char word[256];
    grappe_code code = pass_text(json, word, sizeof word, error);
    if (code != GRAPPE_OK) return code;
    byte = after_blank(json, error);
    if (byte != ':') return fail_byte(json, byte, ":", error);
    take(json, byte);
    if (strlen(word) == length && memcmp(word, name, length) == 0) {
      *found = 1;
      return GRAPPE_OK;
    }
    code = pass_value(json, error);
    if (code != GRAPPE_OK) return code;
    byte = after_blank(json, error);
  }
  return GRAPPE_OK;
}

/* To the first element of the array. */
grappe_code json_begin(grappe_json *json, grappe_error *error) {
  int byte = after_blank(json, error);
  if (byte == 0xEF) /* a byte order mark */
    for (int i = 0; i < 3; i++) {
      byte = look(json, error);
      if (byte < 0) return fail_byte(json, byte, "a value", error);
      take(json, byte);
    }
  for (const char *step = json->path; *step;) {
    size_t length = strcspn(step, ".");
    int found;
    grappe_code code = enter_member(json, step, length, &found, error);
    if (code != GRAPPE_OK) return code;
    if (!found) {
      grappe_fail(error, GRAPPE_DATA, "there is no '%s' in it, where the rows are expected (%s)", step, json->path);
      return json_fail_at(json, json->now, error);
    }
    json->depth++;
    step += length + (step[length] == '.');
  }
  byte = after_blank(json, error);
  if (byte == -1 && !*json->path) { /* an empty file has no rows */
    json->ended = 1;
    return GRAPPE_OK;
  }
  json->loose = byte == '{' && !*json->path;
  if (json->loose) return GRAPPE_OK;
  if (byte != '[') return fail_byte(json, byte, "[", error);
  take(json, byte);
  return GRAPPE_OK;
}

/* What follows the array: the rest of the objects around it, then nothing. */
static grappe_code finish(grappe_json *json, grappe_error *error) {
  int byte;
  for (; json->depth > 0; json->depth--) {
    while ((byte = after_blank(json, error)) == ',') {
      take(json, byte);
      after_blank(json, error);
      grappe_code code = pass_text(json, NULL, 0, error);
      if (code != GRAPPE_OK) return code;
      byte = after_blank(json, error);
      if (byte != ':') return fail_byte(json, byte, ":", error);
      take(json, byte);
      code = pass_value(json, error);
      if (code != GRAPPE_OK) return code;
    }
    if (byte != '}') return fail_byte(json, byte, ", or }", error);
    take(json, byte);
  }
  byte = after_blank(json, error);
  if (byte != -1) return fail_byte(json, byte, json->loose ? "{" : "the end", error);
  json->ended = 1;
  return GRAPPE_OK;
}

grappe_code json_element(grappe_json *json, int *found, grappe_error *error) {
  *found = 0;
  int byte = after_blank(json, error);
  if (json->loose) {
    if (byte != '{') return finish(json, error);
  } else {
    if (byte == ']') {
      take(json, byte);
      return finish(json, error);
    }
    if (json->count > 0) {
      if (byte != ',') return fail_byte(json, byte, ", or ]", error);
      take(json, byte);
      byte = after_blank(json, error);
    }
  }
  if (byte != '{') return fail_byte(json, byte, "{", error);
  json->line = json->now;
  grappe_buffer_clear(&json->kept);
  json->keeping = 1;
  grappe_code code = pass_value(json, error);
  json->keeping = 0;
  if (code != GRAPPE_OK) return code;
  if (grappe_buffer_failed(&json->kept)) return grappe_fail_memory(error);
  json->count++;
  *found = 1;
  return GRAPPE_OK;
}

grappe_json *json_new(grappe_csv_read read, void *context, const grappe_json_options *options) {
  grappe_json *json = grappe_alloc_zero(1, sizeof *json);
  if (!json) return NULL;
  json->read = read;
  json->context = context;
  json->name = options->name ? options->name : "-";
  json->object_limit = options->object_limit ? options->object_limit : OBJECT_LIMIT;
  json->now = 1;
  json->path = grappe_strdup(options->path ? options->path : "");
  json->block = grappe_alloc(BLOCK);
  if (json->path && json->block) return json;
  json_free(json);
  return NULL;
}

void json_free(grappe_json *json) {
  grappe_free(json->path);
  grappe_free(json->block);
  grappe_buffer_free(&json->kept);
  grappe_free(json);
}
