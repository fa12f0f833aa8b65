/* Which rows a total is of: remarks for its explanation. */
#include "query/describe_private.h"
#include "query/total_private.h"

enum { NAMED = 12 };

/* "A; B; … and 3 more": the rows whose truth is the one asked for, of whom there are `count`. */
static grappe_code add_names(const query_selection *s, const query_rows *rows, grappe_truth truth, size_t count,
                             grappe_buffer *text, grappe_error *error) {
  size_t named = 0;
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < rows->count && named < NAMED && code == GRAPPE_OK; i++) {
    if (rows->truth[i] != truth) continue;
    grappe_row row = {s->snapshot, s->entity, rows->rows[i]};
    grappe_buffer_add(text, grappe_translate(named++ ? "; " : ": "));
    code = grappe_row_name(&row, text, error);
  }
  if (count > named) grappe_buffer_addf(text, grappe_translate("; … and %lu more"), (unsigned long)(count - named));
  return code;
}

grappe_code query_rows_remarks(const query_selection *s, const query_rows *rows, grappe_buffer *remarks,
                               grappe_error *error) {
  if (s->snapshot->observatory->terse) return GRAPPE_OK;
  char words[QUERY_WORDS];
  size_t maybe = 0;
  for (size_t i = 0; i < rows->count; i++) maybe += rows->truth[i] == GRAPPE_MAYBE;
  size_t sure = rows->count - maybe;
  grappe_code code = GRAPPE_OK;
  grappe_buffer_add(remarks, "rows\t");
  grappe_buffer_addf(remarks, grappe_translate("used: %lu of %lu %s"), (unsigned long)sure, (unsigned long)s->rows,
                     query_entity_words(s->entity, words));
  if (!rows->many) code = add_names(s, rows, GRAPPE_TRUE, sure, remarks, error);
  grappe_buffer_add_char(remarks, '\n');
  if (maybe && code == GRAPPE_OK) {
    grappe_buffer_add(remarks, "undecided\t");
    grappe_buffer_addf(remarks, grappe_translate("undecided: %lu"), (unsigned long)maybe);
    if (!rows->many) code = add_names(s, rows, GRAPPE_MAYBE, maybe, remarks, error);
    grappe_buffer_add_char(remarks, '\n');
  }
  const char *left_out = grappe_buffer_text((grappe_buffer *)&s->left_out);
  if (*left_out || rows->count < s->count) {
    grappe_buffer_add(remarks, "left_out\t");
    grappe_buffer_addf(remarks, grappe_translate("left out: %s"), left_out);
    if (rows->count < s->count)
      grappe_buffer_addf(remarks, grappe_translate("%s%lu in other groups"), *left_out ? grappe_translate("; ") : "",
                         (unsigned long)(s->count - rows->count));
    grappe_buffer_add_char(remarks, '\n');
  }
  return code;
}
