/* Matching a compiled pattern. */
#include <string.h>

#include "state/library/pattern_private.h"

#define STRETCH 4096 /* letters between two looks at whether to stop */

static int in_set(const uint32_t *set, unsigned char c) {
  return (set[c / 32] >> (c % 32)) & 1;
}

static int fits(const pattern_item *item, char c) {
  switch (item->kind) {
    case PATTERN_LETTER:
      return (unsigned char)c == item->letter;
    case PATTERN_SET:
      return in_set(item->of.set, (unsigned char)c);
    default:
      return 1; /* ANY */
  }
}

/* As far as the item repeats from `at`, at most `limit`. */
static const char *run_end(const pattern_item *item, const pattern_subject *subject, const char *at,
                           const char *limit) {
  while (at < limit) {
    const char *stretch_end = limit - at > STRETCH ? at + STRETCH : limit;
    while (at < stretch_end && fits(item, *at)) at++;
    if (at < stretch_end || grappe_stopping(subject->state)) return at;
  }
  return at;
}

static const char *balanced(const pattern_item *item, const pattern_subject *subject, const char *at) {
  if (at == subject->end || (unsigned char)*at != item->letter) return NULL;
  size_t depth = 1;
  while (++at < subject->end) {
    unsigned char c = (unsigned char)*at;
    if (c == item->last) {
      if (--depth == 0) return at + 1;
    } else if (c == item->letter) {
      depth++;
    }
    if (((uintptr_t)at & (STRETCH - 1)) == 0 && grappe_stopping(subject->state)) return NULL;
  }
  return NULL;
}

/* Goes through one item that does not repeat: the place behind it, or NULL. */
static const char *pass(pattern *compiled, const pattern_item *item, const pattern_subject *subject, const char *at) {
  pattern_capture *capture = &compiled->capture[item->number];
  size_t left = (size_t)(subject->end - at), length;
  switch ((pattern_kind)item->kind) {
    case PATTERN_TEXT:
      length = item->of.run.length;
      return left >= length && memcmp(at, item->of.run.text, length) == 0 ? at + length : NULL;
    case PATTERN_FRONTIER: { /* both ends of the text count as '\0' */
      unsigned char before = at == subject->start ? '\0' : (unsigned char)at[-1];
      unsigned char after = left == 0 ? '\0' : (unsigned char)*at;
      return !in_set(item->of.set, before) && in_set(item->of.set, after) ? at : NULL;
    }
    case PATTERN_BALANCE:
      return balanced(item, subject, at);
    case PATTERN_OPEN:
      capture->start = at;
      return at;
    case PATTERN_CLOSE:
      capture->end = at;
      return at;
    case PATTERN_POSITION:
      capture->start = at;
      capture->end = NULL;
      return at;
    case PATTERN_BACK: /* a position never comes again */
      if (!capture->end) return NULL;
      length = (size_t)(capture->end - capture->start);
      return left >= length && memcmp(at, capture->start, length) == 0 ? at + length : NULL;
    case PATTERN_END:
      return left == 0 ? at : NULL;
    default:
      return left > 0 && fits(item, *at) ? at + 1 : NULL;
  }
}

/* Enters a repetition: as long as possible, or for '-' as short as possible. */
static const char *enter(pattern_item *item, const pattern_subject *subject, const char *at) {
  const char *limit = subject->end;
  item->least = at;
  if (item->repeat == '-') return item->at = at;
  if (item->repeat == '?' && at < limit) limit = at + 1;
  item->at = run_end(item, subject, at, limit);
  if (item->repeat == '+') item->least = at + 1;
  return item->at >= item->least ? item->at : NULL;
}

/* The next way for a repetition to end, after everything behind the last way failed; NULL when there is none left. */
static const char *next_way(pattern_item *item, const pattern_subject *subject) {
  if (item->repeat == '-') return item->at < subject->end && fits(item, *item->at) ? ++item->at : NULL;
  return item->at > item->least ? --item->at : NULL;
}

pattern_result pattern_match(pattern *compiled, const pattern_subject *subject, const char *at, const char **end) {
  int i = 0;
  while (i < compiled->count) {
    pattern_item *item = &compiled->items[i];
    const char *next = item->repeat ? enter(item, subject, at) : pass(compiled, item, subject, at);
    while (!next) { /* back to the last repetition that has another way */
      if (grappe_stopping(subject->state)) return PATTERN_STOPPED;
      i = compiled->items[i].before;
      if (i < 0) return PATTERN_NO;
      next = next_way(&compiled->items[i], subject);
    }
    at = next;
    i++;
  }
  if (grappe_stopping(subject->state)) return PATTERN_STOPPED;
  *end = at;
  return PATTERN_YES;
}

pattern_result pattern_search(pattern *compiled, const pattern_subject *subject, const char *not_end,
                              const char **start, const char **end) {
  const pattern_item *first = compiled->count > 0 ? &compiled->items[0] : NULL;
  int begins_with_text = first && first->kind == PATTERN_TEXT && !compiled->anchored;
  for (const char *at = *start; at <= subject->end; at++) {
    if (begins_with_text) { /* nothing else can match: go where its first letter is */
      at = memchr(at, first->of.run.text[0], (size_t)(subject->end - at));
      if (!at) return PATTERN_NO;
    }
    pattern_result result = pattern_match(compiled, subject, at, end);
    if (result == PATTERN_STOPPED) return result;
    if (result == PATTERN_YES && *end != not_end) {
      *start = at;
      return PATTERN_YES;
    }
    if (compiled->anchored) break;
  }
  return PATTERN_NO;
}
