/* Definitions for the Lua language server: what completes and documents scripts in an editor. */
#include <ctype.h>
#include <string.h>

#include "api/documents.h"
#include "base/memory.h"
#include "model/model.h"
#include "program/describe.h"

/* The class of a value that a signature says: "figure", "grouped collection", "frame or figure" … */
static const char *class_of(const char *result) {
  static const char *const kinds[][2] = {{"collection", "grappe.collection"},
                                         {"figure", "grappe.figure"},
                                         {"frame", "grappe.frame"},
                                         {"row", "grappe.row"},
                                         {"verdict", "grappe.verdict"},
                                         {"text", "string"},
                                         {"number", "number"},
                                         {"boolean", "boolean"}};
  if (strstr(result, " or ")) return "any";
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    size_t length = strlen(result), size = strlen(kinds[i][0]);
    if (length >= size && strcmp(result + length - size, kinds[i][0]) == 0) return kinds[i][1];
  }
  return "any";
}

/* A parameter's name made of its words: "territory or list" is territory, "{ longitude, latitude }" options. */
static void add_parameter(const char *words, size_t length, int number, int optional, grappe_buffer *comment,
                          grappe_buffer *list) {
  char name[40];
  size_t size = 0;
  while (length && !isalpha((unsigned char)*words) && *words != '{' && *words != '.') words++, length--;
  if (length >= 3 && strncmp(words, "...", 3) == 0) {
    grappe_buffer_addf(list, "%s...", list->length ? ", " : "");
    grappe_buffer_add(comment, "---@param ... any\n");
    return;
  }
  while (size < length && size < sizeof name - 4 && (isalnum((unsigned char)words[size]) || words[size] == '_')) {
    name[size] = words[size];
    size++;
  }
  name[size] = '\0';
  static const char *const taken[] = {"function", "end", "in", "or", "and", "not", "if", "for"};
  for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
    if (strcmp(name, taken[i]) == 0) strcat(name, "_");
  if (!size) snprintf(name, sizeof name, "options");
  char unique[60];
  snprintf(unique, sizeof unique, strstr(grappe_buffer_text(list), name) ? "%s%d" : "%s", name, number);
  grappe_buffer_addf(list, "%s%s", list->length ? ", " : "", unique);
  grappe_buffer_addf(comment, "---@param %s%s any\n", unique, optional ? "?" : "");
}

/* "collection:top(count [, field]) -> collection": the parameters between the parentheses. */
static void add_parameters(const char *signature, grappe_buffer *comment, grappe_buffer *list) {
  const char *open = strchr(signature, '('), *close = open ? strrchr(signature, ')') : NULL;
  const char *arrow = strstr(signature, "->");
  int depth = 0, optional = 0, number = 1;
  if (!open || !close) return;
  if (arrow && open > arrow) return; /* a parenthesis of the result */
  for (; arrow && close > arrow && close > open; close--) {
  }
  while (close > open && *close != ')') close--;
  const char *from = open + 1;
  for (const char *at = from; at <= close; at++) {
    if (*at == '{' || (*at == '(' && at > open)) depth++;
    if (*at == '}' || (*at == ')' && at < close)) depth--;
    if (depth > 0) continue;
    if (*at == '[' || *at == ',' || at == close) {
      size_t length = (size_t)(at - from);
      int ended = strstr(grappe_buffer_text(list), "...") != NULL; /* nothing can stand behind */
      if (!ended && length && strspn(from, " ") < length)
        add_parameter(from, length, number++, optional, comment, list);
      from = at + 1;
    }
    if (*at == '[') optional = 1;
  }
}

static void add_comment(const char *text, grappe_buffer *out) {
  grappe_buffer_add(out, "---");
  for (; *text; text++) grappe_buffer_add(out, *text == '\n' ? "\n---" : (const char[]){*text, '\0'});
  grappe_buffer_add(out, "\n");
}

/* What the classes' own tables are called, since figure and frame are functions too. */
#define CLASS "the_"

/* The sign behind the name in the signature: '(' and '{' where it is called, '.' and '[' where it is looked into. */
static char sign_behind(const grappe_document *document) {
  const char *colon = document->kind == GRAPPE_DOCUMENT_METHOD ? strchr(document->signature, ':') : NULL;
  const char *at = strstr(colon ? colon : document->signature, document->name);
  at = at ? at + strlen(document->name) : "";
  return at[strspn(at, " ")];
}

static void write_document(void *context, const grappe_document *document) {
  grappe_buffer *out = context, comment = {0}, list = {0};
  const char *arrow = strstr(document->signature, "-> ");
  const char *class = class_of(arrow ? arrow + 3 : "");
  const char *type = document->type && document->type->name ? document->type->name : NULL;
  if (document->kind == GRAPPE_DOCUMENT_PROPERTY && type) {
    grappe_buffer_addf(out, "---@class grappe.%s\n---@field %s %s %s\n\n", type, document->name, class,
                       grappe_document_text(document));
    return;
  }
  add_comment(grappe_document_text(document), out);
  if (*document->example) {
    grappe_buffer_add(&comment, "---```lua\n");
    add_comment(document->example, &comment);
    grappe_buffer_add(&comment, "---```\n");
  }
  char sign = sign_behind(document);
  int method = document->kind == GRAPPE_DOCUMENT_METHOD && type;
  if (sign == '(' || sign == '{') {
    if (sign == '(') {
      add_parameters(document->signature, &comment, &list);
    } else { /* name { … }: one table, or for a method what else it takes in its place */
      grappe_buffer_addf(&comment, "---@param given %s\n", type ? "any" : "table");
      grappe_buffer_add(&list, "given");
    }
    grappe_buffer_addf(out, "%s---@return %s\nfunction %s%s%s%s(%s) end\n\n", grappe_buffer_text(&comment), class,
                       method ? CLASS : "", method ? type : "", method ? ":" : "", document->name,
                       grappe_buffer_text(&list));
  } else {
    grappe_buffer_addf(out, "%s---@type %s\n%s = nil\n\n", grappe_buffer_text(&comment),
                       sign == '.' || sign == '[' ? "table<string, any>" : "any", document->name);
  }
  if (grappe_buffer_failed(&comment) || grappe_buffer_failed(&list)) out->failed = 1;
  grappe_buffer_free(&comment);
  grappe_buffer_free(&list);
}

static const char *field_class(const grappe_field *field, char text[80]) {
  static const char *const types[] = {[GRAPPE_INTEGER] = "integer",
                                      [GRAPPE_NUMBER] = "number",
                                      [GRAPPE_YESNO] = "boolean",
                                      [GRAPPE_FIGURE] = "grappe.figure"};
  if (field->type == GRAPPE_REFERENCE)
    snprintf(text, 80, "grappe.row.%s%s", field->list, field->flags & GRAPPE_MANY ? "[]" : "");
  else if ((size_t)field->type < sizeof types / sizeof *types && types[field->type])
    snprintf(text, 80, "%s", types[field->type]);
  else
    snprintf(text, 80, "string%s", field->flags & GRAPPE_MANY ? "[]" : "");
  return text;
}

static void write_entity(const grappe_entity *entity, grappe_buffer *out) {
  int french = grappe_language_now() == GRAPPE_FRENCH;
  add_comment(french ? entity->french_text : entity->english_text, out);
  grappe_buffer_addf(out, "---@class grappe.row.%s : grappe.row\n", entity->name);
  for (size_t i = 0; i < grappe_field_count(entity); i++) {
    const grappe_field *field = grappe_field_at(entity, i);
    char class[80];
    grappe_buffer_addf(out, "---@field %s %s? %s\n", field->name, field_class(field, class),
                       french ? field->french : field->english);
  }
  grappe_buffer_add(out, "\n");
  add_comment(french ? entity->french : entity->english, out);
  grappe_buffer_addf(out, "---@type grappe.collection\n%s = nil\n\n", entity->plural);
}

void grappe_describe_luals(grappe_session *session, grappe_buffer *text) {
  grappe_buffer_add(text, "---@meta\n---@diagnostic disable: missing-return, lowercase-global, unused-local\n\n");
  grappe_buffer_add(text, "---@class grappe.row\n---@class grappe.verdict\n\n");
  for (size_t i = 0; grappe_api_type_at(i); i++) {
    const grappe_api_type *type = grappe_api_type_at(i);
    if (!type->name) continue;
    add_comment(grappe_language_now() == GRAPPE_FRENCH && type->french ? type->french : type->english, text);
    grappe_buffer_addf(text, "---@class grappe.%s\n", type->name);
    if (strcmp(type->name, "figure") == 0)
      for (const char *const *sign = (const char *const[]){"add", "sub", "mul", "div", NULL}; *sign; sign++)
        grappe_buffer_addf(text, "---@operator %s(grappe.figure|number): grappe.figure\n", *sign);
    grappe_buffer_addf(text, "local " CLASS "%s = {}\n\n", type->name);
  }
  grappe_session_documents(session, write_document, text);
  for (size_t i = 0; i < grappe_entity_count(); i++) write_entity(grappe_entity_at(i), text);
}

void grappe_describe_luarc(grappe_buffer *text) {
  grappe_buffer_addf(text,
                     "{\n  \"runtime.version\": \"Lua 5.4\",\n  \"workspace.library\": [\"%s\"],\n"
                     "  \"workspace.ignoreDir\": [\"%s\"]\n}\n",
                     GRAPPE_DEFINITIONS, GRAPPE_DEFINITIONS);
}
