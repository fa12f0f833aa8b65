/* A query in words. */
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "query/describe_private.h"
#include "query/title_private.h"

static void add_places(const grappe_query *operation, grappe_buffer *text) {
  for (size_t i = 0; i < operation->place_count; i++) {
    if (i) grappe_buffer_addf(text, " %s ", grappe_translate("or"));
    grappe_row_name(&operation->places[i], text, NULL);
  }
}

static void add_list(const grappe_query *operation, grappe_buffer *text) {
  for (size_t i = 0; i < operation->path_count; i++)
    grappe_buffer_addf(text, "%s%s", i ? ", " : " ", operation->paths[i].text);
}

void query_field_words(const char *name, int code, grappe_buffer *text) {
  const char *words = grappe_translate(name);
  if (words != name) {
    grappe_buffer_add(text, words);
    if (code && strcmp(words, name) != 0) grappe_buffer_addf(text, " (%s)", name);
    return;
  }
  for (const char *c = name; *c; c++) grappe_buffer_add_char(text, *c == '_' ? ' ' : *c);
  if (code && strchr(name, '_')) grappe_buffer_addf(text, " (%s)", name);
}

void query_path_words(const char *path, grappe_buffer *text) {
  const char *last = strrchr(path, '.');
  query_field_words(last ? last + 1 : path, 0, text);
  if (!last) return;
  const char *before = last;
  while (before > path && before[-1] != '.') before--;
  char name[QUERY_WORDS];
  snprintf(name, sizeof name, "%.*s", (int)(last - before), before);
  grappe_buffer_add(text, " (");
  query_field_words(name, 0, text);
  grappe_buffer_add_char(text, ')');
}

void query_counted(const grappe_entity *entity, size_t sure, size_t maybe, grappe_buffer *text) {
  grappe_unit unit;
  char words[QUERY_WORDS];
  grappe_buffer_addf(text, "%lu", (unsigned long)sure);
  if (maybe) grappe_buffer_addf(text, "..%lu", (unsigned long)(sure + maybe));
  grappe_buffer_add_char(text, ' ');
  if (strcmp(entity->unit, "1") != 0 && grappe_unit_parse(entity->unit, strlen(entity->unit), &unit, NULL) == GRAPPE_OK)
    grappe_unit_display(unit, (double)(sure + maybe), grappe_language_now(), text);
  else
    grappe_buffer_add(text, query_entity_words(entity, words));
}

/* What the codes of a condition's field stand for. */
typedef struct code_names {
  grappe_snapshot *snapshot;
  const grappe_field *field;
  grappe_buffer name; /* the last one told */
} code_names;

static const char *name_of_code(void *context, const char *code) {
  code_names *names = context;
  const grappe_field *field = names->field;
  grappe_row row = {0};
  if (field->type == GRAPPE_CODE || field->type == GRAPPE_TERM)
    return query_code_title(names->snapshot, field->list, field->type == GRAPPE_TERM, code, NULL);
  if (field->type != GRAPPE_REFERENCE ||
      grappe_observatory_find(grappe_snapshot_observatory(names->snapshot), grappe_entity_find(field->list), code, NULL,
                              NULL, &row, NULL) != GRAPPE_OK)
    return code;
  names->name.length = 0;
  grappe_row_name(&row, &names->name, NULL);
  grappe_snapshot_release(row.snapshot);
  return grappe_buffer_text(&names->name);
}

static void describe_where(const grappe_query *o, grappe_snapshot *snapshot, grappe_buffer *text) {
  code_names names = {snapshot, query_path_field(&o->paths[0]), {0}};
  if (snapshot)
    query_path_words(o->paths[0].text, text);
  else
    grappe_buffer_add(text, o->paths[0].text);
  grappe_buffer_add_char(text, ' ');
  grappe_condition_describe(o->condition, snapshot && names.field ? name_of_code : NULL, &names, text);
  grappe_buffer_free(&names.name);
}

void query_describe_operation(const grappe_query *o, grappe_snapshot *snapshot, grappe_buffer *text) {
  char period[GRAPPE_PERIOD_TEXT];
  switch (o->kind) {
    case QUERY_WHERE:
      describe_where(o, snapshot, text);
      break;
    case QUERY_WITHIN:
      grappe_buffer_addf(text, "%s ", grappe_translate("within"));
      add_places(o, text);
      break;
    case QUERY_NEAR:
      grappe_buffer_addf(text, grappe_translate("at most %g km from "), o->km);
      if (o->place_count)
        add_places(o, text);
      else
        grappe_buffer_addf(text, "%g, %g", o->longitude, o->latitude);
      break;
    case QUERY_VALID:
      grappe_buffer_addf(text, grappe_translate("valid in %s"), grappe_period_write(o->period, period));
      break;
    case QUERY_KNOWN_ON:
      grappe_buffer_addf(text, grappe_translate("as known on %s"),
                         grappe_period_write((grappe_period){o->day, o->day}, period));
      break;
    case QUERY_FILTER:
      grappe_buffer_add(text, snapshot ? grappe_translate("chosen by a function of the script")
                                       : grappe_translate("by a function of the script (slower: called for each row)"));
      if (o->name[0]) grappe_buffer_addf(text, " %s", o->name);
      break;
    case QUERY_BY:
      grappe_buffer_add(text, grappe_translate("by"));
      add_list(o, text);
      break;
    case QUERY_SELECT:
      grappe_buffer_add(text, grappe_translate("with the columns"));
      add_list(o, text);
      break;
    case QUERY_ORDER:
      grappe_buffer_addf(text, grappe_translate("in the order of %s"), o->name ? o->name : o->paths[0].text);
      if (o->descending) grappe_buffer_addf(text, " (%s)", grappe_translate("greatest first"));
      break;
    case QUERY_TOP:
      grappe_buffer_addf(text, grappe_translate("the first %lu"), (unsigned long)o->most);
      if (o->name || o->path_count)
        grappe_buffer_addf(text, grappe_translate(" by %s"), o->name ? o->name : o->paths[0].text);
      break;
    case QUERY_SECRECY:
      grappe_buffer_addf(text, grappe_translate("held to secrecy: at least %lu by %s, none with %g %% or more"),
                         (unsigned long)o->least, o->paths[0].text, 100 * o->share);
      break;
    case QUERY_ROOT:
      break;
  }
}

void query_describe_conditions(grappe_query *const *operations, size_t count, int whole, grappe_snapshot *snapshot,
                               grappe_buffer *text) {
  query_operation_kind last = QUERY_ROOT;
  for (size_t i = 1; i < count; i++) {
    query_operation_kind kind = operations[i]->kind;
    if (!whole && (kind == QUERY_BY || kind == QUERY_SELECT || kind == QUERY_ORDER || kind == QUERY_SECRECY)) continue;
    if (kind == QUERY_WHERE && last == QUERY_WHERE)
      grappe_buffer_addf(text, " %s ", grappe_translate("and"));
    else
      grappe_buffer_add(text, last == QUERY_ROOT ? " " : ", ");
    if (kind == QUERY_WHERE && last != QUERY_WHERE) grappe_buffer_addf(text, "%s ", grappe_translate("where"));
    query_describe_operation(operations[i], snapshot, text);
    last = kind;
  }
}

grappe_code grappe_query_describe(const grappe_query *query, grappe_buffer *text, grappe_error *error) {
  grappe_query **operations;
  size_t count;
  grappe_query *whole = grappe_query_keep((grappe_query *)query); /* only its count moves */
  grappe_code code = query_operations(whole, &operations, &count, error);
  if (code == GRAPPE_OK) {
    grappe_buffer_add(text, query->entity->plural);
    query_describe_conditions(operations, count, 1, NULL, text);
    grappe_free(operations);
    if (grappe_buffer_failed(text)) code = grappe_fail_memory(error);
  }
  grappe_query_release(whole);
  return code;
}

const char *query_entity_words(const grappe_entity *entity, char words[QUERY_WORDS]) {
  snprintf(words, QUERY_WORDS, "%s", grappe_entity_title(entity));
  if (words[0] >= 'A' && words[0] <= 'Z' && words[1] >= 'a' && words[1] <= 'z') words[0] += 'a' - 'A';
  return words;
}
