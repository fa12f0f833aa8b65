#include "publish/about_private.h"

#include <string.h>

#include "figure/status.h"
#include "model/codes.h"
#include "publish/layout_private.h"
#include "publish/publish_private.h"

const char *grappe_about_field(const grappe_field *field) {
  return grappe_language_now() == GRAPPE_FRENCH ? field->french : field->english;
}

/* --- columns --------------------------------------------------------------------------------------------------------
 */

static grappe_code add_text_field(const grappe_row *row, const char *name, grappe_buffer *text, grappe_error *error) {
  grappe_value value = {0};
  grappe_code code = grappe_row_field(row, grappe_field_find(row->entity, name), &value, error);
  if (code == GRAPPE_OK && value.kind != GRAPPE_VALUE_NONE)
    code = grappe_cell_write(&value, row->snapshot, 0, text, error);
  grappe_value_release(&value);
  return code;
}

/* A column named by the code of a measure: what the measure is called, and its definition. */
static grappe_code add_measure(grappe_observatory *observatory, const char *name, grappe_buffer *text,
                               grappe_error *error) {
  grappe_row row = {0};
  grappe_buffer own = {0};
  grappe_error none = {0};
  if (!observatory ||
      grappe_observatory_find(observatory, grappe_entity_find("measure"), name, NULL, NULL, &row, &none) != GRAPPE_OK)
    return GRAPPE_OK; /* a meaning is offered where there is one */
  grappe_code code = grappe_row_code(&row, &own, error);
  if (code == GRAPPE_OK && strcmp(grappe_buffer_text(&own), name) == 0) {
    code = grappe_row_name(&row, text, error);
    grappe_buffer definition = {0};
    if (code == GRAPPE_OK)
      code = add_text_field(&row, grappe_language_now() == GRAPPE_FRENCH ? "definition" : "definition_en", &definition,
                            error);
    if (definition.length) {
      grappe_buffer_add(text, grappe_translate(": "));
      grappe_buffer_add(text, grappe_buffer_text(&definition));
    }
    if (grappe_buffer_failed(&definition)) text->failed = 1;
    grappe_buffer_free(&definition);
  }
  grappe_buffer_free(&own);
  grappe_snapshot_release(row.snapshot);
  return code;
}

/* Columns that frames and comparisons add, by name. */
static const struct {
  const char *name, *meaning[GRAPPE_LANGUAGES];
} usual_columns[] = {
    {"share",
     {"part of the row in the sum of the column", "part de la ligne dans la somme de la colonne",
      "quota della riga nella somma della colonna"}},
    {"rank",
     {"1 for the best; a range where bounds overlap", "1 pour le meilleur ; une plage si les bornes se recouvrent",
      "1 per il migliore; un intervallo se i limiti si sovrappongono"}},
    {"class",
     {"number of the class, from 1; a range where bounds lie in several",
      "numéro de la classe, à partir de 1 ; une plage si les bornes en touchent plusieurs",
      "numero della classe, da 1; un intervallo se i limiti ne toccano più d'una"}},
    {"indicator", {"code of the indicator", "code de l'indicateur", "codice dell'indicatore"}},
    {"place", {"territory that the value is of", "territoire de la valeur", "territorio del valore"}},
    {"territory", {"territory that the value is of", "territoire de la valeur", "territorio del valore"}},
    {"period", {"period that the value is of", "période de la valeur", "periodo del valore"}},
    {"value", {"the figure itself", "le chiffre lui-même", "la cifra stessa"}},
    {"gap_to_best",
     {"value less that of the best row", "valeur moins celle de la meilleure ligne",
      "valore meno quello della riga migliore"}},
    {"gap",
     {"value less that of the benchmark", "valeur moins celle de la référence", "valore meno quello del riferimento"}},
    {"index",
     {"value as a percentage of that of the benchmark", "valeur en pourcentage de celle de la référence",
      "valore in percentuale di quello del riferimento"}},
    {"sources", {"codes of the sources of the row", "codes des sources de la ligne", "codici delle fonti della riga"}},
    {"count", {"number of rows in the group", "nombre de lignes du groupe", "numero di righe del gruppo"}},
};

static const char *usual_meaning(const char *name) {
  for (size_t i = 0; i < sizeof usual_columns / sizeof *usual_columns; i++)
    if (strcmp(name, usual_columns[i].name) == 0) return usual_columns[i].meaning[grappe_language_now()];
  return "";
}

grappe_code grappe_about_column(const grappe_frame *frame, size_t column, const grappe_publish_options *options,
                                grappe_buffer *text, grappe_error *error) {
  const char *name = grappe_frame_name(frame, column), *title = grappe_frame_title(frame, column);
  int field = options->registry ? grappe_field_find(options->registry, name) : -1;
  if (field >= 0) {
    grappe_buffer_add(text, grappe_about_field(grappe_field_at(options->registry, (size_t)field)));
    return GRAPPE_OK;
  }
  grappe_code code = add_measure(options->observatory, name, text, error);
  if (code == GRAPPE_OK && !text->length)
    grappe_buffer_add(text, strcmp(title, name) != 0 ? title : usual_meaning(name));
  return code;
}

grappe_code grappe_about_columns(const grappe_frame *frame, const grappe_publish_options *options,
                                 grappe_about_visit visit, void *context, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t column = 0; code == GRAPPE_OK && column < grappe_frame_columns(frame); column++) {
    grappe_buffer meaning = {0}, written = {0};
    grappe_unit unit;
    code = grappe_about_column(frame, column, options, &meaning, error);
    if (grappe_frame_unit(frame, column, &unit)) grappe_unit_write(unit, &written);
    const char *cells[GRAPPE_ABOUT_COLUMN_CELLS] = {grappe_frame_name(frame, column), grappe_buffer_text(&meaning),
                                                    grappe_buffer_text(&written)};
    if (code == GRAPPE_OK && (grappe_buffer_failed(&meaning) || grappe_buffer_failed(&written)))
      code = grappe_fail_memory(error);
    if (code == GRAPPE_OK) code = visit(context, cells, GRAPPE_ABOUT_COLUMN_CELLS, error);
    grappe_buffer_free(&meaning);
    grappe_buffer_free(&written);
  }
  return code;
}

/* --- sources --------------------------------------------------------------------------------------------------------
 */

const char *const grappe_about_source_fields[] = {"title", "publisher", "date", "licence", "address", NULL};
enum { SOURCE_FIELDS = sizeof grappe_about_source_fields / sizeof *grappe_about_source_fields - 1, BEFORE = 2 };

static grappe_code visit_source(const grappe_sources *sources, const grappe_cited *cited,
                                grappe_observatory *observatory, grappe_about_visit visit, void *context,
                                grappe_error *error) {
  const char *cells[BEFORE + SOURCE_FIELDS] = {sources->text.text + cited->source};
  grappe_buffer locators = {0}, fields[SOURCE_FIELDS] = {{0}};
  grappe_row row = {0};
  int found = 0;
  for (int i = 0; i < cited->locator_count; i++)
    grappe_buffer_addf(&locators, "%s%s", i ? "; " : "", sources->text.text + cited->locators[i]);
  if (cited->more) grappe_buffer_add(&locators, "; …");
  grappe_code code = observatory ? grappe_source_row(observatory, cells[0], &row, &found, error) : GRAPPE_OK;
  cells[1] = grappe_buffer_text(&locators);
  int failed = grappe_buffer_failed(&locators);
  for (int i = 0; i < SOURCE_FIELDS; i++) {
    if (found && code == GRAPPE_OK) code = add_text_field(&row, grappe_about_source_fields[i], &fields[i], error);
    cells[BEFORE + i] = grappe_buffer_text(&fields[i]);
    failed |= grappe_buffer_failed(&fields[i]);
  }
  if (code == GRAPPE_OK && failed) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = visit(context, cells, BEFORE + SOURCE_FIELDS, error);
  for (int i = 0; i < SOURCE_FIELDS; i++) grappe_buffer_free(&fields[i]);
  grappe_buffer_free(&locators);
  if (found) grappe_snapshot_release(row.snapshot);
  return code;
}

grappe_code grappe_about_sources(const grappe_frame *frame, const grappe_publish_options *options,
                                 grappe_about_visit visit, void *context, grappe_error *error) {
  grappe_sources sources = {0};
  grappe_code code = grappe_sources_of(&sources, frame, grappe_frame_rows(frame), grappe_frame_columns(frame), error);
  for (size_t i = 0; code == GRAPPE_OK && i < sources.count; i++)
    code = visit_source(&sources, &sources.cited[i], options->observatory, visit, context, error);
  grappe_sources_free(&sources);
  return code;
}

/* --- flags ----------------------------------------------------------------------------------------------------------
 */

/* What occurs: signs of absence by presence, the others by place in the table below, status codes by letter. */
typedef struct occurring {
  unsigned char presence[GRAPPE_UNDEFINED + 1], bound[6], obs[128], conf[128];
} occurring;

static const struct {
  const char *sign, *meaning[GRAPPE_LANGUAGES];
} bound_signs[] = {
    {"~", {"about", "environ", "circa"}},
    {">", {"more than", "plus de", "più di"}},
    {">=", {"at least", "au moins", "almeno"}},
    {"<", {"less than", "moins de", "meno di"}},
    {"<=", {"at most", "au plus", "al massimo"}},
    {"..", {"between two values", "entre deux valeurs", "tra due valori"}},
};
enum { BOUND_SIGNS = sizeof bound_signs / sizeof *bound_signs };

static void note_figure(occurring *o, const grappe_figure *figure) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  const char *flag = grappe_figure_flag(figure);
  o->presence[parts->presence] = 1;
  for (int i = 0; i < BOUND_SIGNS; i++)
    if (strcmp(flag, bound_signs[i].sign) == 0) o->bound[i] = 1;
  o->obs[parts->obs_status & 127] = 1;
  o->conf[parts->conf_status & 127] = 1;
}

static grappe_code note_frame(occurring *o, const grappe_frame *frame, grappe_error *error) {
  for (size_t column = 0; column < grappe_frame_columns(frame); column++) {
    if (grappe_frame_kind(frame, column, NULL) != GRAPPE_VALUE_FIGURE) continue;
    for (size_t row = 0; row < grappe_frame_rows(frame); row++) {
      grappe_value value = {0};
      grappe_code code = grappe_frame_cell(frame, row, column, &value, error);
      if (code == GRAPPE_OK && value.kind == GRAPPE_VALUE_FIGURE) note_figure(o, value.figure);
      if (code == GRAPPE_OK && value.kind == GRAPPE_VALUE_NONE) o->presence[value.presence] = 1;
      grappe_value_release(&value);
      if (code != GRAPPE_OK) return code;
    }
  }
  return GRAPPE_OK;
}

static const char *name_of(const grappe_code_item *item) {
  const char *const names[GRAPPE_LANGUAGES] = {item->english, item->french, item->italian};
  return names[grappe_language_now()];
}

static grappe_code visit_codes(const char *list, const unsigned char seen[128], char usual, grappe_about_visit visit,
                               void *context, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (const grappe_code_item *item = grappe_code_list_find(list)->items; code == GRAPPE_OK && item->code; item++) {
    const char *cells[] = {item->code, name_of(item)};
    if (seen[item->code[0] & 127] && item->code[0] != usual) code = visit(context, cells, 2, error);
  }
  return code;
}

grappe_code grappe_about_flags(const grappe_frame *frame, const grappe_publish_options *options,
                               grappe_about_visit visit, void *context, grappe_error *error) {
  occurring seen = {0};
  grappe_code code = note_frame(&seen, frame, error);
  for (int i = 0; code == GRAPPE_OK && i < BOUND_SIGNS; i++) {
    const char *cells[] = {bound_signs[i].sign, bound_signs[i].meaning[grappe_language_now()]};
    if (seen.bound[i]) code = visit(context, cells, 2, error);
  }
  for (int i = GRAPPE_PRESENT + 1; code == GRAPPE_OK && i <= GRAPPE_UNDEFINED; i++) {
    const char *cells[] = {grappe_presence_sign((grappe_presence)i),
                           grappe_presence_name((grappe_presence)i, options->language)};
    if (seen.presence[i]) code = visit(context, cells, 2, error);
  }
  if (code == GRAPPE_OK) code = visit_codes("obs_status", seen.obs, '\0', visit, context, error);
  if (code == GRAPPE_OK) code = visit_codes("conf_status", seen.conf, 'F', visit, context, error);
  return code;
}
