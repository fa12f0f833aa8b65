/* Conditions that an index of the dataset answers: a SIRET, the beginning of a name. What is found leaves a few
 * segments to be read. */
#include <stdlib.h>
#include <string.h>

#include "query/scan_private.h"

enum { VALUES_MOST = 500, FOUND_MOST = 4096 };

/* The segments that a look-up leaves are those of before that it marks. */
typedef struct looking {
  scan_plan *plan;
  unsigned char *segments; /* 1: may have a row */
  uint64_t *bits;          /* of a text column: the codes found */
  scan_span *spans;        /* the same, as long as they are few */
  uint64_t *found;         /* of identifiers: the rows found, as long as they are few */
  size_t found_count, span_count;
} looking;

static grappe_code begin(scan_plan *plan, int column, looking *l, grappe_error *error) {
  const grappe_segment_summary *summaries;
  size_t count = grappe_dataset_segments(plan->scan->dataset);
  *l = (looking){.plan = plan, .segments = grappe_alloc_zero(count + 1, 1)};
  if (!l->segments) return grappe_fail_memory(error);
  grappe_code code = grappe_dataset_summaries(plan->scan->dataset, (size_t)column, &summaries, error);
  for (size_t s = 0; s < count && code == GRAPPE_OK; s++)
    l->segments[s] = summaries[s].absent > 0; /* an absent value is undecided */
  return code;
}

static grappe_code end(looking *l, int column, grappe_code code) {
  scan_plan *plan = l->plan;
  size_t count = grappe_dataset_segments(plan->scan->dataset);
  grappe_free(l->found);
  grappe_free(l->spans);
  if (code) {
    grappe_free(l->segments);
    return code;
  }
  if (!plan->wanted) {
    plan->wanted = l->segments;
  } else {
    for (size_t s = 0; s < count; s++) plan->wanted[s] &= l->segments[s];
    grappe_free(l->segments);
  }
  plan->wanted_count = 0;
  for (size_t s = 0; s < count; s++) plan->wanted_count += plan->wanted[s];
  if (plan->looked_up_count < SCAN_FILTERS) plan->looked_up[plan->looked_up_count++] = column;
  return GRAPPE_OK;
}

/* --- identifiers ----------------------------------------------------------------------------------------------------
 */

static grappe_code found_row(void *context, uint64_t row, grappe_error *error) {
  looking *l = context;
  (void)error;
  l->segments[row / GRAPPE_SEGMENT_ROWS] = 1;
  if (l->found_count < FOUND_MOST) l->found[l->found_count] = row;
  l->found_count++;
  return GRAPPE_OK;
}

static int compare_found(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

/* Puts the rows found in order, each once: a value may be asked for twice. */
static void keep_found(looking *l, scan_filter *filter) {
  qsort(l->found, l->found_count, sizeof *l->found, compare_found);
  for (size_t i = 0; i < l->found_count; i++)
    if (!i || l->found[i] != l->found[i - 1]) l->found[filter->found_count++] = l->found[i];
  filter->found = l->found;
  l->found = NULL;
}

static int is_single(const scan_test *test) {
  return test->kind == CONDITION_DAY && test->low == test->high;
}

grappe_code scan_plan_look_up_value(scan_plan *plan, int column, scan_filter *filter, grappe_error *error) {
  const grappe_dataset_column *about = grappe_dataset_column_at(plan->scan->dataset, (size_t)column);
  const scan_test *test = &filter->test;
  int among = test->kind == CONDITION_ROW;
  const scan_test *parts = test->kind == CONDITION_ANY ? test->parts : test;
  size_t count = among ? test->among_count : test->kind == CONDITION_ANY ? test->count : 1;
  int sure = 1; /* whatever is found is in */
  grappe_dataset_reader *reader;
  looking l;
  if (!(about->flags & GRAPPE_DATASET_LOOKUP) || count > VALUES_MOST) return GRAPPE_OK;
  for (size_t i = 0; i < count && !among; i++)
    if (!is_single(&parts[i])) return GRAPPE_OK;
  for (size_t i = 0; i < count && among; i++) sure &= test->among[i].truth == SCAN_YES;
  grappe_code code = grappe_dataset_reader_new(plan->scan->dataset, NULL, &reader, error);
  if (code) return code;
  code = begin(plan, column, &l, error);
  l.found = grappe_alloc(FOUND_MOST * sizeof *l.found);
  if (code == GRAPPE_OK && !l.found) code = grappe_fail_memory(error);
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++)
    code = grappe_dataset_find_value(reader, (size_t)column, among ? test->among[i].value : parts[i].low, found_row, &l,
                                     error);
  grappe_dataset_reader_free(reader);
  if (code == GRAPPE_OK && sure && l.found_count <= FOUND_MOST) keep_found(&l, filter);
  return end(&l, column, code);
}

/* --- texts ----------------------------------------------------------------------------------------------------------
 */

static grappe_code found_text(void *context, int32_t text, uint32_t first, uint32_t last, grappe_error *error) {
  looking *l = context;
  (void)error;
  l->bits[text / 64] |= UINT64_C(1) << (text % 64);
  if (l->span_count < SCAN_FEW_CODES) l->spans[l->span_count] = (scan_span){text, first, last};
  l->span_count++;
  memset(l->segments + first, 1, last - first + 1);
  return GRAPPE_OK;
}

/* How the index is asked for a text or pattern; 0: it cannot be. */
static int mode_of(const grappe_condition *condition, grappe_search_mode *mode, size_t *from, size_t *length) {
  if (condition->kind != CONDITION_TEXT) return 0;
  const char *text = condition->text;
  size_t whole = strlen(text);
  *from = text[0] == '*';
  *length = whole - *from;
  *mode = GRAPPE_SEARCH_EQUAL;
  if (!strchr(text, '*')) return 1;
  if (whole < 2 || text[whole - 1] != '*') return 0;
  --*length;
  *mode = *from ? GRAPPE_SEARCH_WITHIN : GRAPPE_SEARCH_PREFIX;
  return *length > 0 && !memchr(text + *from, '*', *length);
}

static grappe_code search(looking *l, grappe_dataset_reader *reader, int column, const grappe_condition *condition,
                          grappe_error *error) {
  grappe_search_mode mode;
  size_t from, length;
  mode_of(condition, &mode, &from, &length);
  if (mode == GRAPPE_SEARCH_EQUAL)
    return grappe_dataset_find_text(reader, (size_t)column, condition->text, length, found_text, l, error);
  char *pattern = grappe_strndup(condition->text + from, length);
  if (!pattern) return grappe_fail_memory(error);
  grappe_code code = grappe_dataset_search(reader, (size_t)column, pattern, mode, found_text, l, error);
  grappe_free(pattern);
  return code;
}

int scan_can_look_up(const scan_plan *plan, int column, const grappe_condition *condition) {
  grappe_search_mode mode;
  size_t from, length;
  const grappe_dataset_column *about = grappe_dataset_column_at(plan->scan->dataset, (size_t)column);
  if (about->kind != GRAPPE_DATASET_TEXT || !(about->flags & GRAPPE_DATASET_NAMES) || scan_entity(about)) return 0;
  if (condition->kind != CONDITION_ANY) return mode_of(condition, &mode, &from, &length);
  for (size_t i = 0; i < condition->count; i++)
    if (!mode_of(condition->parts[i], &mode, &from, &length)) return 0;
  return condition->count <= VALUES_MOST;
}

grappe_code scan_plan_look_up_text(scan_plan *plan, int column, const grappe_condition *condition,
                                   grappe_error *error) {
  int any = condition->kind == CONDITION_ANY;
  grappe_dataset_reader *reader;
  looking l;
  grappe_code code = grappe_dataset_reader_new(plan->scan->dataset, NULL, &reader, error);
  if (code) return code;
  code = begin(plan, column, &l, error);
  l.bits = grappe_alloc_zero(grappe_dataset_codes(plan->scan->dataset, (size_t)column) / 64 + 1, sizeof *l.bits);
  l.spans = grappe_alloc(SCAN_FEW_CODES * sizeof *l.spans);
  if (code == GRAPPE_OK && !(l.bits && l.spans)) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK && !any) code = search(&l, reader, column, condition, error);
  for (size_t i = 0; any && i < condition->count && code == GRAPPE_OK; i++)
    code = search(&l, reader, column, condition->parts[i], error);
  grappe_dataset_reader_free(reader);
  if (code == GRAPPE_OK) {
    scan_filter *filter;
    code = scan_plan_add_filter(plan, column, &filter, error);
    if (code == GRAPPE_OK) filter->bits = l.bits;
    if (code == GRAPPE_OK && l.span_count <= SCAN_FEW_CODES) {
      filter->spans = l.spans;
      filter->span_count = l.span_count;
      l.spans = NULL;
    }
  }
  if (code) grappe_free(l.bits);
  return end(&l, column, code);
}

void scan_describe_look_ups(const scan_plan *plan, grappe_buffer *text) {
  if (!plan->looked_up_count) return;
  grappe_buffer_add_char(text, '\n');
  for (int i = 0; i < plan->looked_up_count; i++)
    grappe_buffer_addf(text, "%s%s", i ? ", " : "",
                       grappe_dataset_column_at(plan->scan->dataset, (size_t)plan->looked_up[i])->name);
  grappe_buffer_addf(text, grappe_translate(" looked up in the index: %lu of %lu segments may have such rows"),
                     (unsigned long)plan->wanted_count, (unsigned long)grappe_dataset_segments(plan->scan->dataset));
}
