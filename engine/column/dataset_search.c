/* Looking up texts, names and values. */
#include <string.h>

#include "base/memory.h"
#include "column/dataset_private.h"
#include "text/fold.h"

typedef struct search {
  grappe_dataset_reader *reader;
  size_t column;
  const char *pattern; /* folded */
  size_t length;
  grappe_search_mode mode;
  grappe_search_visit visit;
  void *context;
  grappe_error *error;
} search;

static int matches(const search *s, const char *folded) {
  switch (s->mode) {
    case GRAPPE_SEARCH_EQUAL:
      return strcmp(folded, s->pattern) == 0;
    case GRAPPE_SEARCH_PREFIX:
      return strncmp(folded, s->pattern, s->length) == 0;
    default:
      return strstr(folded, s->pattern) != NULL;
  }
}

static grappe_code damaged(const search *s, size_t part) {
  const grappe_dataset *dataset = s->reader->dataset;
  return dataset_fail_part(&dataset->entry.info, dataset->columns[s->column].about.name, part, s->error);
}

/* Names of a part lie between its least and greatest; those that begin with the pattern follow each other. */
static int may_hold(const search *s, const dataset_part *part) {
  if (s->mode == GRAPPE_SEARCH_WITHIN) return 1;
  int below = s->mode == GRAPPE_SEARCH_EQUAL ? strcmp(part->least_name, s->pattern) <= 0
                                             : strncmp(part->least_name, s->pattern, s->length) <= 0;
  return below && strcmp(part->greatest_name, s->pattern) >= 0;
}

static grappe_code search_part(const search *s, size_t number, const dataset_part *part, grappe_buffer *name) {
  const grappe_dataset *dataset = s->reader->dataset;
  grappe_code code = dataset_keep_part(s->reader, s->column, number, part, &s->reader->index, s->error);
  if (code != GRAPPE_OK) return code;
  const unsigned char *at = (const unsigned char *)s->reader->index.bytes;
  size_t left = part->place.bytes;
  grappe_buffer_clear(name);
  for (int64_t i = 0; i < part->count; i++) {
    dataset_name_entry entry;
    size_t used = dataset_next_name(at, left, name, &entry);
    if (grappe_buffer_failed(name)) return grappe_fail_memory(s->error);
    int64_t text = part->first + entry.code_offset;
    if (!used || text >= dataset->columns[s->column].codes || entry.last >= dataset->segments ||
        entry.first > entry.last)
      return damaged(s, number);
    at += used;
    left -= used;
    if (!matches(s, grappe_buffer_text(name))) continue;
    code = s->visit(s->context, (int32_t)text, entry.first, entry.last, s->error);
    if (code != GRAPPE_OK) return code;
  }
  return GRAPPE_OK;
}

static grappe_code search_index(const search *s) {
  const dataset_part *parts;
  size_t count;
  grappe_buffer name = {0};
  grappe_code code = dataset_reader_parts(s->reader, s->column, DATASET_NAMES_SORTED, &parts, &count, s->error);
  for (size_t i = 0; code == GRAPPE_OK && i < count; i++)
    if (may_hold(s, &parts[i])) code = search_part(s, i, &parts[i], &name);
  grappe_buffer_free(&name);
  return code;
}

typedef grappe_code (*text_visit)(const search *s, int32_t code, const char *text, size_t length);

/* Every text of the column, part by part. */
static grappe_code each_text(const search *s, text_visit visit) {
  const dataset_part *parts;
  size_t count;
  grappe_code code = dataset_reader_parts(s->reader, s->column, DATASET_TEXTS, &parts, &count, s->error);
  for (size_t p = 0; code == GRAPPE_OK && p < count; p++) {
    dataset_kept_part *kept = &s->reader->index; /* the other one is the visit's, for grappe_dataset_text */
    code = dataset_keep_part(s->reader, s->column, p, &parts[p], kept, s->error);
    if (code != GRAPPE_OK) return code;
    size_t texts = (size_t)parts[p].count;
    if (!dataset_texts_good(kept->bytes, parts[p].place.bytes, texts)) return damaged(s, p);
    const uint32_t *offsets = dataset_text_offsets(kept->bytes);
    const char *bytes = kept->bytes + (texts + 1) * 4;
    for (size_t i = 0; code == GRAPPE_OK && i < texts; i++)
      code = visit(s, (int32_t)(parts[p].first + (int64_t)i), bytes + offsets[i], offsets[i + 1] - offsets[i] - 1);
  }
  return code;
}

static grappe_code tell(const search *s, int32_t code) {
  size_t segments = s->reader->dataset->segments;
  return s->visit(s->context, code, 0, (uint32_t)(segments ? segments - 1 : 0), s->error);
}

static grappe_code tell_if_folded(const search *s, int32_t code, const char *text, size_t length) {
  char fast[256];
  if (grappe_fold(text, length, fast, sizeof fast) < sizeof fast) return matches(s, fast) ? tell(s, code) : GRAPPE_OK;
  char *slow = grappe_fold_new(text);
  if (!slow) return grappe_fail_memory(s->error);
  int found = matches(s, slow);
  grappe_free(slow);
  return found ? tell(s, code) : GRAPPE_OK;
}

static grappe_code tell_if_same(const search *s, int32_t code, const char *text, size_t length) {
  return length == s->length && memcmp(text, s->pattern, length) == 0 ? tell(s, code) : GRAPPE_OK;
}

static grappe_code check_text_column(const search *s) {
  const grappe_dataset *dataset = s->reader->dataset;
  if (dataset->columns[s->column].about.kind == GRAPPE_DATASET_TEXT) return GRAPPE_OK;
  return grappe_fail(s->error, GRAPPE_ARGUMENT, "dataset %s: column %zu is not of the kind %s",
                     dataset->entry.info.about.code, s->column, dataset_kind_names[GRAPPE_DATASET_TEXT]);
}

grappe_code grappe_dataset_search(grappe_dataset_reader *reader, size_t column, const char *pattern,
                                  grappe_search_mode mode, grappe_search_visit visit, void *context,
                                  grappe_error *error) {
  char *folded = grappe_fold_new(pattern);
  if (!folded) return grappe_fail_memory(error);
  search s = {reader, column, folded, strlen(folded), mode, visit, context, error};
  grappe_code code = check_text_column(&s);
  if (code == GRAPPE_OK) {
    int names = reader->dataset->columns[column].about.flags & GRAPPE_DATASET_NAMES;
    code = names ? search_index(&s) : each_text(&s, tell_if_folded);
  }
  grappe_free(folded);
  return code;
}

/* Of names, those that fold to the same, compared themselves. */
typedef struct exact {
  const search *wanted;
} exact;

static grappe_code compare_exact(void *context, int32_t code, uint32_t first, uint32_t last, grappe_error *error) {
  const search *wanted = ((exact *)context)->wanted;
  const char *text;
  grappe_code result = grappe_dataset_text(wanted->reader, wanted->column, code, &text, error);
  if (result != GRAPPE_OK || strlen(text) != wanted->length || memcmp(text, wanted->pattern, wanted->length) != 0)
    return result;
  return wanted->visit(wanted->context, code, first, last, error);
}

grappe_code grappe_dataset_find_text(grappe_dataset_reader *reader, size_t column, const char *text, size_t length,
                                     grappe_search_visit visit, void *context, grappe_error *error) {
  search s = {reader, column, text, length, GRAPPE_SEARCH_EQUAL, visit, context, error};
  grappe_code code = check_text_column(&s);
  if (code != GRAPPE_OK) return code;
  if (!(reader->dataset->columns[column].about.flags & GRAPPE_DATASET_NAMES)) return each_text(&s, tell_if_same);
  char *copy = grappe_strndup(text, length);
  if (!copy) return grappe_fail_memory(error);
  exact e = {&s};
  code = grappe_dataset_search(reader, column, copy, GRAPPE_SEARCH_EQUAL, compare_exact, &e, error);
  grappe_free(copy);
  return code;
}

grappe_code grappe_dataset_text(grappe_dataset_reader *reader, size_t column, int32_t code, const char **text,
                                grappe_error *error) {
  const dataset_column_state *c = &reader->dataset->columns[column];
  const dataset_part *parts;
  size_t count;
  search s = {.reader = reader, .column = column, .error = error};
  *text = NULL;
  grappe_code result = check_text_column(&s);
  if (result != GRAPPE_OK) return result;
  if (code < 0 || code >= c->codes)
    return grappe_fail(error, GRAPPE_ARGUMENT, "column %s of dataset %s has no text with the code %d", c->about.name,
                       reader->dataset->entry.info.about.code, code);
  result = dataset_reader_parts(reader, column, DATASET_TEXTS, &parts, &count, error);
  if (result != GRAPPE_OK) return result;
  size_t low = 0, high = count - 1;
  while (low < high) { /* the last part that begins at the code or before */
    size_t middle = low + (high - low + 1) / 2;
    if (parts[middle].first <= code)
      low = middle;
    else
      high = middle - 1;
  }
  result = dataset_keep_part(reader, column, low, &parts[low], &reader->texts, error);
  if (result != GRAPPE_OK) return result;
  size_t texts = (size_t)parts[low].count;
  if (!reader->texts.good && !dataset_texts_good(reader->texts.bytes, parts[low].place.bytes, texts))
    return damaged(&s, low);
  reader->texts.good = 1;
  *text = reader->texts.bytes + (texts + 1) * 4 + dataset_text_offsets(reader->texts.bytes)[code - parts[low].first];
  return GRAPPE_OK;
}
