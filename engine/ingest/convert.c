/* What somebody wrote in a cell, made into what the store keeps. */
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "figure/figure.h"
#include "ingest/registry_private.h"
#include "model/codes.h"
#include "text/fold.h"
#include "text/number.h"

grappe_code conversion_begin(conversion *c, import_job *job, const import_source *source, grappe_error *error) {
  *c = (conversion){.job = job, .source = source, .fields = grappe_field_count(source->entity)};
  c->texts = grappe_alloc_zero(c->fields, sizeof *c->texts);
  c->links = grappe_alloc_zero(c->fields, sizeof *c->links);
  c->link_capacities = grappe_alloc_zero(c->fields, sizeof *c->link_capacities);
  c->cells = grappe_alloc_zero(c->fields, sizeof *c->cells);
  if (c->texts && c->links && c->link_capacities && c->cells) return GRAPPE_OK;
  conversion_end(c);
  return grappe_fail_memory(error);
}

void conversion_end(conversion *c) {
  for (size_t i = 0; i < c->fields; i++) {
    if (c->texts) grappe_buffer_free(&c->texts[i]);
    if (c->links) grappe_free(c->links[i]);
  }
  grappe_free(c->texts);
  grappe_free(c->links);
  grappe_free(c->link_capacities);
  grappe_free(c->cells);
}

/* Takes spaces (also U+00A0) off both ends, in place. */
static void trim(grappe_csv_field *field) {
  char *text = field->text;
  size_t length = field->length;
  for (;;) {
    if (length && (*text == ' ' || *text == '\t')) {
      text++;
      length--;
    } else if (length >= 2 && memcmp(text, "\xC2\xA0", 2) == 0) {
      text += 2;
      length -= 2;
    } else {
      break;
    }
  }
  for (;;) {
    if (length && (text[length - 1] == ' ' || text[length - 1] == '\t'))
      length--;
    else if (length >= 2 && memcmp(text + length - 2, "\xC2\xA0", 2) == 0)
      length -= 2;
    else
      break;
  }
  text[length] = '\0';
  field->text = text;
  field->length = length;
}

/* The parts of a text of several values, one at a time, each ended by '\0' in place. NULL at the end. */
static char *next_part(char **rest) {
  while (**rest == ';' || **rest == ' ') ++*rest;
  if (!**rest) return NULL;
  char *part = *rest, *end = strchr(part, ';');
  *rest = end ? end + 1 : part + strlen(part);
  if (end) *end = '\0';
  for (char *last = part + strlen(part); last > part && last[-1] == ' ';) *--last = '\0';
  return part;
}

static grappe_code cell_of(const grappe_buffer *text, grappe_cell *cell, grappe_error *error) {
  if (grappe_buffer_failed(text)) return grappe_fail_memory(error);
  *cell = grappe_cell_text(grappe_buffer_text(text));
  return GRAPPE_OK;
}

static grappe_code convert_digits(const grappe_field *field, const char *text, grappe_buffer *out, grappe_cell *cell,
                                  grappe_error *error) {
  for (const char *c = text; *c; c++) {
    if (*c == ' ' || *c == '\t' || *c == '.') continue;
    if (strncmp(c, "\xC2\xA0", 2) == 0 || strncmp(c, "\xE2\x80\xAF", 3) == 0) {
      c += (unsigned char)*c == 0xC2 ? 1 : 2;
      continue;
    }
    grappe_buffer_add_char(out, *c);
  }
  const char *digits = grappe_buffer_text(out);
  int siren = field->type == GRAPPE_SIREN;
  size_t wanted = siren ? 9 : 14, got = strlen(digits);
  if (got != wanted || strspn(digits, "0123456789") != got)
    return siren ? grappe_fail(error, GRAPPE_DATA, "'%s' is not a SIREN number: it has nine digits", text)
                 : grappe_fail(error, GRAPPE_DATA, "'%s' is not a SIRET number: it has fourteen digits", text);
  if (siren ? grappe_siren_valid(digits) : grappe_siret_valid(digits)) return cell_of(out, cell, error);
  return grappe_fail(error, GRAPPE_DATA, "the check digit of '%s' is wrong: a digit is mistyped or two are swapped",
                     text);
}

static grappe_code convert_number(const grappe_field *field, const char *text, grappe_cell *cell, grappe_error *error) {
  double value;
  /* The form of files first: 48.501 is a latitude, whatever Italian thousands look like. */
  grappe_number_result read = grappe_number_parse(text, strlen(text), GRAPPE_NUMBER_CANONICAL, &value, NULL);
  if (read == GRAPPE_NUMBER_NONE) read = grappe_number_parse(text, strlen(text), GRAPPE_NUMBER_EITHER, &value, NULL);
  switch (read) {
    case GRAPPE_NUMBER_AMBIGUOUS:
      return grappe_fail(error, GRAPPE_DATA,
                         "'%s' may be read in two ways: write it without separators between thousands, with a point "
                         "before decimals",
                         text);
    case GRAPPE_NUMBER_NONE:
      return grappe_fail(error, GRAPPE_DATA, "'%s' is not a number: write digits, such as 4750 or 49.1", text);
    case GRAPPE_NUMBER_READ:
      break;
  }
  if (field->type == GRAPPE_INTEGER) {
    if (value != floor(value) || fabs(value) > 9007199254740992.0)
      return grappe_fail(error, GRAPPE_DATA, "'%s' is not a whole number: this field takes no decimals", text);
    *cell = grappe_cell_integer((int64_t)value);
    return GRAPPE_OK;
  }
  double most = strcmp(field->name, "longitude") == 0 ? 180 : strcmp(field->name, "latitude") == 0 ? 90 : INFINITY;
  if (fabs(value) > most)
    return grappe_fail(error, GRAPPE_DATA, "%s is outside -%g to %g degrees: are longitude and latitude swapped?", text,
                       most, most);
  *cell = grappe_cell_number(value);
  return GRAPPE_OK;
}

static grappe_code convert_yesno(const char *text, grappe_cell *cell, grappe_error *error) {
  static const char *const yes[] = {"yes", "true", "1", "oui", "vrai", "si", "vero", "x"};
  static const char *const no[] = {"no", "false", "0", "non", "faux", "falso"};
  char folded[16];
  if (grappe_fold(text, strlen(text), folded, sizeof folded) < sizeof folded) {
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
      if (strcmp(folded, yes[i]) == 0) {
        *cell = grappe_cell_integer(1);
        return GRAPPE_OK;
      }
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
      if (strcmp(folded, no[i]) == 0) {
        *cell = grappe_cell_integer(0);
        return GRAPPE_OK;
      }
  }
  return grappe_fail(error, GRAPPE_DATA, "'%s' is neither yes nor no: write yes or no", text);
}

/* 31/12/2018, as French and Italian spreadsheets write it, into 2018-12-31. */
static const char *usual_date(const char *text, char iso[11]) {
  static const char shape[] = "dd/dd/dddd";
  if (strlen(text) != sizeof shape - 1) return text;
  for (size_t i = 0; shape[i]; i++)
    if (shape[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != '/') return text;
  static const unsigned char order[] = {6, 7, 8, 9, 255, 3, 4, 255, 0, 1};
  for (size_t i = 0; i < sizeof order; i++) iso[i] = order[i] == 255 ? '-' : text[order[i]];
  iso[10] = '\0';
  return iso;
}

static grappe_code convert_date(const grappe_field *field, const char *text, grappe_buffer *out, grappe_cell *cell,
                                grappe_error *error) {
  char iso[11];
  const char *written = usual_date(text, iso);
  grappe_period period;
  grappe_code code = grappe_period_parse(written, &period, NULL);
  int single = code == GRAPPE_OK && strlen(written) <= 10 && !strchr(written, '/') && !strstr(written, "..");
  if (single && strlen(written) == 9) single = 0; /* 2018-2019 */
  if (!single)
    return grappe_fail(error, GRAPPE_DATA,
                       "'%s' is not a date: write 2018-03-31, or 2018-03 or 2018 where that is all "
                       "that is known",
                       text);
  int year, month, day;
  grappe_day_to_date(field->flags & GRAPPE_TO ? period.to : period.from, &year, &month, &day);
  grappe_buffer_addf(out, "%04d-%02d-%02d", year, month, day);
  return cell_of(out, cell, error);
}

static grappe_code convert_period(const char *text, grappe_buffer *out, grappe_cell *cell, grappe_error *error) {
  char iso[11], canonical[GRAPPE_PERIOD_TEXT];
  grappe_period period;
  grappe_code code = grappe_period_parse(usual_date(text, iso), &period, error);
  if (code != GRAPPE_OK) return code;
  grappe_buffer_add(out, grappe_period_write(period, canonical));
  return cell_of(out, cell, error);
}

/* Code of an item by its code, else by its name in one of the languages. */
static const char *find_item(const grappe_code_list *list, const char *text) {
  const grappe_code_item *item = grappe_code_item_find(list, text);
  if (item) return item->code;
  char wanted[256], folded[256];
  if (grappe_fold(text, strlen(text), wanted, sizeof wanted) >= sizeof wanted || !*wanted) return NULL;
  for (item = list->items; item->code; item++) {
    const char *const names[] = {item->code, item->english, item->french, item->italian};
    for (int n = 0; n < 4; n++)
      if (grappe_fold(names[n], strlen(names[n]), folded, sizeof folded) < sizeof folded && strcmp(folded, wanted) == 0)
        return item->code;
  }
  return NULL;
}

static grappe_code add_item(const grappe_field *field, const char *text, grappe_buffer *out, grappe_error *error) {
  const grappe_code_list *list = grappe_code_list_find(field->list);
  const char *code = find_item(list, text);
  if (code) {
    if (out->length) grappe_buffer_add_char(out, ';');
    grappe_buffer_add(out, code);
    return GRAPPE_OK;
  }
  grappe_buffer all = {0};
  for (const grappe_code_item *item = list->items; item->code; item++)
    grappe_buffer_addf(&all, "%s%s", all.length ? ", " : "", item->code);
  grappe_code result = grappe_fail(error, GRAPPE_DATA, "'%s' is not in the list %s: write one of %s", text, list->name,
                                   grappe_buffer_text(&all));
  grappe_buffer_free(&all);
  return result;
}

static grappe_code convert_code(const grappe_field *field, char *text, grappe_buffer *out, grappe_cell *cell,
                                grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  if (field->flags & GRAPPE_MANY)
    for (char *part; code == GRAPPE_OK && (part = next_part(&text));) code = add_item(field, part, out, error);
  else
    code = add_item(field, text, out, error);
  return code == GRAPPE_OK ? cell_of(out, cell, error) : code;
}

static grappe_code convert_text(const grappe_field *field, grappe_csv_field *text, grappe_buffer *out,
                                grappe_cell *cell, grappe_error *error) {
  if (!(field->flags & GRAPPE_MANY)) {
    *cell = grappe_cell_text(text->text);
    return GRAPPE_OK;
  }
  char *rest = text->text;
  for (char *part; (part = next_part(&rest));) grappe_buffer_addf(out, "%s%s", out->length ? ";" : "", part);
  if (out->length == 0) {
    *cell = grappe_cell_text(NULL);
    return GRAPPE_OK;
  }
  return cell_of(out, cell, error);
}

/* The unit that the row itself says: that of its measure. *known is 0 where it has none. */
static grappe_code unit_of_row(conversion *c, grappe_unit *unit, int *known, grappe_error *error) {
  *known = 0;
  int measure = grappe_field_find(c->source->entity, "measure");
  if (measure < 0 || c->cells[measure].kind != GRAPPE_CELL_INTEGER) return GRAPPE_OK;
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(c->job->store, "SELECT unit FROM measure WHERE id = ?", &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_int64(statement, 1, c->cells[measure].integer);
  int row;
  code = grappe_store_step(c->job->store, statement, &row, error);
  if (code == GRAPPE_OK && row) {
    const char *text = (const char *)sqlite3_column_text(statement, 0);
    code = text ? grappe_unit_parse(text, strlen(text), unit, error) : grappe_fail_memory(error);
    *known = code == GRAPPE_OK;
  }
  grappe_store_release(c->job->store, statement);
  return code;
}

static grappe_code store_figure(const grappe_field *field, const char *text, grappe_figure *figure, int with_unit,
                                grappe_buffer *out, grappe_cell *cell, grappe_error *error) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  int negative = parts->presence == GRAPPE_PRESENT && (parts->bounds.high < 0 || parts->value < 0);
  if ((field->flags & GRAPPE_NOT_NEGATIVE) && negative)
    return grappe_fail(error, GRAPPE_DATA, "'%s' is below zero, which this field cannot be: look for a stray sign",
                       text);
  if (!(field->flags & (GRAPPE_REQUIRED | GRAPPE_EMPTY_NONE)) &&
      grappe_figure_silent(figure, (field->flags & GRAPPE_NOT_NEGATIVE) != 0)) {
    *cell = grappe_cell_text(NULL);
    return GRAPPE_OK;
  }
  grappe_unit plain = grappe_unit_none();
  int bare = !with_unit || grappe_unit_equal(parts->unit, plain);
  if (grappe_figure_exact(figure) && !parts->about && bare) {
    double value = parts->value;
    *cell = value == floor(value) && fabs(value) <= 9007199254740992.0 ? grappe_cell_integer((int64_t)value)
                                                                       : grappe_cell_number(value);
    return GRAPPE_OK;
  }
  grappe_figure_write(figure, !bare, out);
  return cell_of(out, cell, error);
}

static grappe_code convert_figure(conversion *c, const grappe_field *field, const char *text, grappe_buffer *out,
                                  grappe_cell *cell, grappe_error *error) {
  grappe_unit unit;
  int known = field->unit != NULL;
  grappe_code code =
      known ? grappe_unit_parse(field->unit, strlen(field->unit), &unit, error) : unit_of_row(c, &unit, &known, error);
  if (code != GRAPPE_OK) return code;
  grappe_figure *figure = NULL;
  code = grappe_figure_parse(text, known ? &unit : NULL, &figure, error);
  if (code == GRAPPE_OK) code = store_figure(field, text, figure, !known, out, cell, error);
  grappe_figure_release(figure);
  return code;
}

/* Whether a name was that of a row that is refused: then that row is to be mended, not this one. */
static grappe_code explain_missing(conversion *c, const grappe_entity *target, const char *text, grappe_code code,
                                   grappe_error *error) {
  if (code != GRAPPE_NOT_FOUND || c->job->refused.count == 0) return code;
  grappe_buffer key = {0};
  grappe_buffer_addf(&key, "%s\n%s", target->name, text);
  int64_t line = grappe_buffer_failed(&key) ? 0 : map_get(&c->job->refused, grappe_buffer_text(&key));
  grappe_buffer_free(&key);
  if (line)
    return grappe_fail(error, GRAPPE_NOT_FOUND,
                       "'%s' is a row of %s that is refused itself (line %lld of its file): "
                       "mend that one first",
                       text, target->name, (long long)line);
  return code;
}

static grappe_code find_target(conversion *c, const grappe_field *field, const char *text, int64_t *row,
                               grappe_error *error) {
  import_job *job = c->job;
  int term = field->type == GRAPPE_TERM;
  const grappe_entity *target = grappe_entity_find(term ? "term" : field->list);
  grappe_buffer key = {0};
  grappe_buffer_addf(&key, "%s\n%s\n%s", target->name, term ? field->list : field->name, text);
  if (grappe_buffer_failed(&key)) {
    grappe_buffer_free(&key);
    return grappe_fail_memory(error);
  }
  *row = map_get(&job->found, grappe_buffer_text(&key));
  grappe_code code = GRAPPE_OK;
  if (*row == 0) {
    /* A field that is named after a level (site.commune) means a territory of that level. */
    const char *const prefer[] = {field->name, NULL};
    grappe_find_options options = {.among = term ? field->list : NULL, .prefer = term ? NULL : prefer};
    options.brief = job->report->finding_count >= job->shown; /* no one will read what is nearest */
    code = grappe_store_find(job->store, target, text, &options, row, error);
    if (code == GRAPPE_OK) code = map_set(&job->found, grappe_buffer_text(&key), *row, error);
    code = explain_missing(c, target, text, code, error);
  }
  grappe_buffer_free(&key);
  return code;
}

/* A row of the entity that is being read may stand further down: at first only codes that are there already count. */
static grappe_code find_own(conversion *c, const char *text, int64_t *row, grappe_error *error) {
  grappe_code code = grappe_store_find_code(c->job->store, c->source->entity, text, NULL, row, error);
  if (code == GRAPPE_OK && *row == 0) c->later = 1;
  return code;
}

static grappe_code convert_reference(conversion *c, size_t index, char *text, int second, grappe_error *error) {
  const grappe_field *field = grappe_field_at(c->source->entity, index);
  int own = field->type == GRAPPE_REFERENCE && strcmp(field->list, c->source->entity->name) == 0 && !second;
  if (!(field->flags & GRAPPE_MANY)) {
    int64_t row = 0;
    grappe_code code = own ? find_own(c, text, &row, error) : find_target(c, field, text, &row, error);
    c->cells[index] = row ? grappe_cell_integer(row) : (grappe_cell){0};
    return code;
  }
  grappe_cell cell = {.kind = GRAPPE_CELL_LINKS};
  int missing = 0;
  for (char *part; (part = next_part(&text));) {
    int64_t row = 0;
    grappe_code code = own ? find_own(c, part, &row, error) : find_target(c, field, part, &row, error);
    if (code != GRAPPE_OK) return code;
    int64_t *grown = grappe_grow(c->links[index], &c->link_capacities[index], cell.count + 1, sizeof *grown);
    if (!grown) return grappe_fail_memory(error);
    c->links[index] = grown;
    size_t same = 0;
    while (same < cell.count && grown[same] != row) same++;
    if (row && same == cell.count) grown[cell.count++] = row; /* the same twice counts once */
    missing |= row == 0;
  }
  cell.links = c->links[index];
  c->cells[index] = missing ? (grappe_cell){0} : cell;
  return GRAPPE_OK;
}

grappe_code convert_field(conversion *c, size_t index, grappe_csv_field *text, int second, grappe_error *error) {
  const grappe_field *field = grappe_field_at(c->source->entity, index);
  grappe_cell *cell = &c->cells[index];
  grappe_buffer *out = &c->texts[index];
  grappe_buffer_clear(out);
  trim(text);
  if (text->length == 0) {
    *cell = grappe_cell_text(NULL);
    if (!(field->flags & GRAPPE_REQUIRED)) return GRAPPE_OK;
    return field->type == GRAPPE_FIGURE
               ? grappe_fail(error, GRAPPE_DATA, "it is empty and must not be: write ? where the figure is unknown")
               : grappe_fail(error, GRAPPE_DATA, "it is empty and must not be: fill it in");
  }
  switch (field->type) {
    case GRAPPE_TEXT:
      return convert_text(field, text, out, cell, error);
    case GRAPPE_SIREN:
    case GRAPPE_SIRET:
      return convert_digits(field, text->text, out, cell, error);
    case GRAPPE_INTEGER:
    case GRAPPE_NUMBER:
      return convert_number(field, text->text, cell, error);
    case GRAPPE_YESNO:
      return convert_yesno(text->text, cell, error);
    case GRAPPE_DATE:
      return convert_date(field, text->text, out, cell, error);
    case GRAPPE_PERIOD:
      return convert_period(text->text, out, cell, error);
    case GRAPPE_FIGURE:
      return convert_figure(c, field, text->text, out, cell, error);
    case GRAPPE_CODE:
      return convert_code(field, text->text, out, cell, error);
    case GRAPPE_TERM:
    case GRAPPE_REFERENCE:
      return convert_reference(c, index, text->text, second, error);
  }
  return GRAPPE_OK;
}
