/* Which format a file may be of, by the names in its header. */
#include <string.h>

#include "ingest/format_private.h"

static int has_period(const format_names *names, const char *pattern) {
  grappe_period period;
  for (size_t i = 0; i < names->count; i++)
    if (format_pattern_period(names, i, pattern, &period)) return 1;
  return 0;
}

static int has(const format_names *names, const char *const *spellings) {
  const char *pattern = format_pattern(spellings);
  return pattern ? has_period(names, pattern) : format_names_find(names, spellings, NULL) != -1;
}

/* `missing`: the first required column that is not there, or NULL. */
static grappe_likeness compare(const grappe_format *format, const format_names *names, const char **missing) {
  grappe_likeness likeness = {.format = format};
  size_t columns = 0, found = 0;
  *missing = NULL;
  for (const grappe_format_field *field = format->fields; field && field->target; field++) {
    const char *const *lists[] = {field->columns, field->second};
    for (int i = 0; i < 2; i++) {
      if (!lists[i] || !lists[i][0]) continue;
      int there = has(names, lists[i]);
      columns++;
      found += (size_t)there;
      if (field->optional) continue;
      likeness.required++;
      likeness.found += (size_t)there;
      if (!there && !*missing) *missing = lists[i][0];
    }
  }
  likeness.share = columns ? (double)found / (double)columns : 0;
  return likeness;
}

/* Whole ones first, then those with the greater share, then the one that asks for more. */
static int better(const grappe_likeness *a, const grappe_likeness *b) {
  int whole_a = a->found == a->required, whole_b = b->found == b->required;
  if (whole_a != whole_b) return whole_a;
  if (a->share != b->share) return a->share > b->share;
  return a->required > b->required;
}

static size_t recognise(const grappe_format *const *formats, size_t count, const format_names *names,
                        grappe_likeness *likeness, size_t most) {
  size_t kept = 0;
  for (size_t i = 0; i < count && most > 0; i++) {
    const char *missing;
    grappe_likeness candidate = compare(formats[i], names, &missing);
    if (candidate.share <= 0) continue;
    size_t at = kept;
    while (at > 0 && better(&candidate, &likeness[at - 1])) at--;
    if (at == most) continue;
    if (kept < most) kept++;
    memmove(&likeness[at + 1], &likeness[at], (kept - 1 - at) * sizeof *likeness);
    likeness[at] = candidate;
  }
  return kept;
}

size_t grappe_format_recognise(const grappe_format *const *formats, size_t count, const char *const *texts,
                               size_t width, grappe_likeness *likeness, size_t most) {
  format_names names;
  if (format_names_begin(&names, texts, width, NULL) != GRAPPE_OK) return 0;
  size_t kept = recognise(formats, count, &names, likeness, most);
  format_names_end(&names);
  return kept;
}

grappe_code grappe_format_fail_unknown(const grappe_format *const *formats, size_t count, const char *file,
                                       const char *const *texts, size_t width, grappe_error *error) {
  format_names names;
  grappe_code code = format_names_begin(&names, texts, width, error);
  if (code != GRAPPE_OK) return code;
  grappe_likeness likeness[3];
  size_t kept = recognise(formats, count, &names, likeness, 3);
  grappe_buffer near = {0};
  for (size_t i = 0; i < kept; i++) {
    const char *missing;
    compare(likeness[i].format, &names, &missing);
    grappe_buffer_addf(&near, "%s%s", i ? ", " : "", likeness[i].format->id);
    if (missing) grappe_buffer_addf(&near, grappe_translate(" (without '%s')"), missing);
  }
  if (grappe_buffer_failed(&near))
    code = grappe_fail_memory(error);
  else if (kept)
    code =
        grappe_fail(error, GRAPPE_NOT_FOUND,
                    "%s is of no format that is known; its header comes nearest to: %s. Name the format, or describe "
                    "this one with 'grappe new format'; a table of the registry comes in by 'grappe import registry'",
                    file, grappe_buffer_text(&near));
  else
    code = grappe_fail(error, GRAPPE_NOT_FOUND,
                       "%s is of no format that is known: none has a column of its header, which begins with '%s'. "
                       "Describe it with 'grappe new format'; a table of the registry comes in by 'grappe import "
                       "registry'",
                       file, width ? texts[0] : "");
  grappe_buffer_free(&near);
  format_names_end(&names);
  return code;
}
