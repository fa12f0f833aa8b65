#include <string.h>

#include "api/documents.h"
#include "model/codes.h"
#include "model/model.h"
#include "model/units.h"
#include "program/describe.h"

static const char *in_language(const char *english, const char *french) {
  return grappe_language_now() == GRAPPE_FRENCH && french ? french : english;
}

/* Texts of the tables are plain: what Markdown would take up is escaped. */
static void add_plain(const char *text, grappe_buffer *out) {
  for (; *text; text++) {
    if (strchr("*_<>|[]", *text)) grappe_buffer_add_char(out, '\\');
    grappe_buffer_add_char(out, *text);
  }
}

/* --- what scripts can call ------------------------------------------------------------------------------------------
 */

typedef struct writing {
  grappe_buffer *out;
  const grappe_api_type *type; /* whose section is open */
  int prelude;                 /* the section of plain functions of the prelude was begun */
  int pass;                    /* 0: plain functions; 1: kinds of value */
} writing;

static void write_document(writing *w, const grappe_document *document) {
  grappe_buffer_addf(w->out, "\n`%s`\n\n", document->signature);
  add_plain(grappe_document_text(document), w->out);
  grappe_buffer_add(w->out, "\n");
  if (*document->example) grappe_buffer_addf(w->out, "\n    %s\n", document->example);
}

static void visit(void *context, const grappe_document *document) {
  writing *w = context;
  int plain = !document->type || !document->type->name;
  if (plain != (w->pass == 0)) return;
  if (!plain && document->type != w->type) {
    w->type = document->type;
    grappe_buffer_addf(w->out, "\n### %s\n\n", document->type->name);
    add_plain(in_language(document->type->english, document->type->french), w->out);
    grappe_buffer_add(w->out, "\n");
  }
  write_document(w, document);
}

/* --- the model ------------------------------------------------------------------------------------------------------
 */

static void write_entity(const grappe_entity *entity, grappe_buffer *out) {
  grappe_buffer_addf(out, "\n### %s\n\n", entity->plural);
  add_plain(in_language(entity->english_text, entity->french_text), out);
  grappe_buffer_addf(out, "\n\n| %s | %s | %s |\n|---|---|---|\n", grappe_translate("field"), grappe_translate("type"),
                     grappe_translate("meaning"));
  for (size_t i = 0; i < grappe_field_count(entity); i++) {
    const grappe_field *field = grappe_field_at(entity, i);
    grappe_buffer_addf(out, "| `%s` | %s", field->name, grappe_field_type_name(field));
    if (field->list) grappe_buffer_addf(out, " `%s`", field->list);
    if (field->unit) grappe_buffer_addf(out, " (%s)", field->unit);
    grappe_buffer_add(out, " | ");
    add_plain(in_language(field->english, field->french), out);
    grappe_buffer_add(out, " |\n");
  }
}

static void write_units(grappe_buffer *out) {
  grappe_buffer_addf(out, "\n| %s | %s |\n|---|---|\n", grappe_translate("unit"), grappe_translate("meaning"));
  for (size_t i = 0; i < grappe_unit_row_count(); i++) {
    const grappe_unit_row *row = grappe_unit_row_at(i);
    const char *name = in_language(row->english, row->french);
    if (!name || !*name) name = row->symbol;
    if (!name || !*name) name = grappe_translate("a number without unit");
    grappe_buffer_addf(out, "| `%s` | %s |\n", row->code, name);
  }
}

static void write_lists(grappe_buffer *out) {
  for (size_t i = 0; i < grappe_code_list_count(); i++) {
    const grappe_code_list *list = grappe_code_list_at(i);
    grappe_buffer_addf(out, "\n### %s\n\n", list->name);
    add_plain(in_language(list->english, list->french), out);
    grappe_buffer_addf(out, "\n\n| %s | %s |\n|---|---|\n", grappe_translate("code"), grappe_translate("meaning"));
    for (const grappe_code_item *item = list->items; item->code; item++)
      grappe_buffer_addf(out, "| `%s` | %s |\n", item->code, in_language(item->english, item->french));
  }
}

void grappe_describe_reference(grappe_session *session, grappe_buffer *text) {
  writing w = {.out = text};
  grappe_buffer_addf(
      text, "# %s\n\n*%s*\n\n%s\n\n## %s\n", grappe_translate("Reference"),
      grappe_translate("Here you find, in a minute, any name that scripts can use: what it takes and gives, and an "
                       "example; and each field, unit and code list. In the shell `.help NAME` says the same."),
      grappe_translate("Made by `grappe model reference` from the tables of the program: change these, not this page."),
      grappe_translate("Functions"));
  grappe_session_documents(session, visit, &w);
  grappe_buffer_addf(text, "\n## %s\n", grappe_translate("Kinds of value"));
  w.pass = 1;
  grappe_session_documents(session, visit, &w);
  grappe_buffer_addf(text, "\n## %s\n", grappe_translate("Collections and fields"));
  for (size_t i = 0; i < grappe_entity_count(); i++) write_entity(grappe_entity_at(i), text);
  grappe_buffer_addf(text, "\n## %s\n", grappe_translate("Units"));
  write_units(text);
  grappe_buffer_addf(text, "\n## %s\n", grappe_translate("Closed lists"));
  write_lists(text);
}
