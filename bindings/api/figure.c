#include "api/figure.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "api/context.h"
#include "api/lookup.h"
#include "api/record.h"
#include "api/registration.h"
#include "api/trace.h"
#include "api/types_private.h"
#include "base/memory.h"

#define FIGURE "figure"

static void release(void *figure) {
  grappe_figure_release(figure);
}

void grappe_push_figure(lua_State *L, grappe_figure *figure) {
  grappe_push_object(L, FIGURE, figure, release, figure ? grappe_figure_bytes(figure) : 0);
}

grappe_figure *grappe_figure_at(lua_State *L, int index) {
  grappe_figure **slot = luaL_testudata(L, index, FIGURE);
  return slot ? *slot : NULL;
}

grappe_figure *grappe_to_figure(lua_State *L, int index) {
  grappe_figure *figure = grappe_figure_at(L, index);
  if (figure) grappe_record_looked(L, figure);
  return figure;
}

/* As grappe_check_figure, for those who tell the record themselves. */
static grappe_figure *check_operand(lua_State *L, int index, const char *expected) {
  grappe_figure *figure = grappe_figure_at(L, index);
  if (figure) return figure;
  if (lua_type(L, index) != LUA_TNUMBER) grappe_argument_error(L, index, expected);
  index = lua_absindex(L, index);
  grappe_push_figure(L, grappe_figure_number(lua_tonumber(L, index)));
  lua_replace(L, index);
  return grappe_figure_at(L, index);
}

grappe_figure *grappe_check_figure(lua_State *L, int index, const char *expected) {
  grappe_figure *figure = check_operand(L, index, expected);
  grappe_record_looked(L, figure);
  return figure;
}

grappe_figure *grappe_figure_absent(grappe_presence presence, const char *reason) {
  grappe_figure_parts parts = grappe_figure_parts_none();
  parts.presence = presence;
  parts.bounds = grappe_bounds_all();
  parts.operation = "absent";
  parts.reason = reason;
  return grappe_figure_new(&parts);
}

/* --- operators ---------------------------------------------------------------------------------------------------- */

typedef grappe_code operation(grappe_figure *a, grappe_figure *b, grappe_figure **result, grappe_error *error);

static int apply(lua_State *L, grappe_term_kind term, operation *compute) {
  grappe_error error = {0};
  grappe_figure *result = NULL;
  for (int i = 1; i <= 2; i++)
    if (!grappe_figure_at(L, i) && lua_type(L, i) != LUA_TNUMBER) {
      const char *found = grappe_describe_value(L, i);
      grappe_fail(&error, lua_isnil(L, i) ? GRAPPE_UNDECIDED : GRAPPE_ARGUMENT,
                  "a figure can be combined with a figure or a number, found %s", found);
      grappe_raise(L, &error);
    }
  grappe_figure *a = check_operand(L, 1, "a figure");
  grappe_figure *b = check_operand(L, 2, "a figure");
  grappe_code code = compute(a, b, &result, &error);
  grappe_check_code(L, code, &error);
  grappe_push_figure(L, result);
  grappe_record_computed(L, term, a, b, result);
  return 1;
}

static int add(lua_State *L) {
  return apply(L, GRAPPE_TERM_ADD, grappe_figure_add);
}
static int subtract(lua_State *L) {
  return apply(L, GRAPPE_TERM_SUBTRACT, grappe_figure_subtract);
}
static int multiply(lua_State *L) {
  return apply(L, GRAPPE_TERM_MULTIPLY, grappe_figure_multiply);
}
static int divide(lua_State *L) {
  return apply(L, GRAPPE_TERM_DIVIDE, grappe_figure_divide);
}

static int negate(lua_State *L) {
  grappe_error error = {0};
  grappe_figure *figure = grappe_figure_at(L, 1), *result = NULL;
  grappe_check_code(L, grappe_figure_negate(figure, &result, &error), &error);
  grappe_push_figure(L, result);
  grappe_record_computed(L, GRAPPE_TERM_NEGATE, figure, NULL, result);
  return 1;
}

static int power(lua_State *L) {
  grappe_error error = {0};
  grappe_figure *result = NULL;
  grappe_figure *base = grappe_check_figure(L, 1, "a figure");
  if (lua_type(L, 2) != LUA_TNUMBER) {
    grappe_fail(&error, GRAPPE_ARGUMENT, "the exponent must be a plain number, found %s", grappe_describe_value(L, 2));
    grappe_raise(L, &error);
  }
  grappe_check_code(L, grappe_figure_power(base, lua_tonumber(L, 2), &result, &error), &error);
  grappe_push_figure(L, result);
  return 1;
}

static int compare(lua_State *L, grappe_comparison comparison) {
  grappe_error error = {0};
  for (int i = 1; i <= 2; i++)
    if (!grappe_figure_at(L, i) && lua_type(L, i) != LUA_TNUMBER) {
      const char *found = grappe_describe_value(L, i);
      grappe_fail(&error, lua_isnil(L, i) ? GRAPPE_UNDECIDED : GRAPPE_ARGUMENT,
                  "a figure can be compared with a figure or a number, found %s", found);
      grappe_raise(L, &error);
    }
  grappe_figure *a = check_operand(L, 1, "a figure");
  grappe_figure *b = check_operand(L, 2, "a figure");
  grappe_truth truth = GRAPPE_MAYBE;
  grappe_code code = grappe_figure_compare(a, comparison, b, 1, &truth, &error);
  if (code == GRAPPE_OK || code == GRAPPE_UNDECIDED) {
    grappe_trace_comparison(L, 1, 2, comparison, truth);
    grappe_record_compared(L, a, comparison, b, truth);
  }
  grappe_check_code(L, code, &error);
  lua_pushboolean(L, truth == GRAPPE_TRUE);
  return 1;
}

static int less(lua_State *L) {
  return compare(L, GRAPPE_LESS);
}
static int less_or_equal(lua_State *L) {
  return compare(L, GRAPPE_LESS_OR_EQUAL);
}

static int equal(lua_State *L) {
  grappe_error error = {0};
  grappe_fail(&error, GRAPPE_ARGUMENT,
              "two figures are not compared with ==, since bounds seldom decide it: write a >= b and a <= b, or "
              "equals(a, b), which may be undecided");
  grappe_raise(L, &error);
  return 0;
}

/* Texts of figures go where results go: what is confidential stays on the screen. */
static int to_string(lua_State *L) {
  grappe_buffer text = {0};
  grappe_error error = {0};
  grappe_figure *figure = grappe_to_figure(L, 1), *shown;
  if (grappe_context_of(L)->display.audience == GRAPPE_FOR_OTHERS && !grappe_disclosure_free(figure)) {
    if (grappe_disclose(figure, &shown, &error) != GRAPPE_OK) grappe_raise(L, &error);
    grappe_figure_display(shown, grappe_language_now(), 1, &text);
    grappe_figure_release(shown);
    return grappe_push_buffer(L, &text);
  }
  grappe_figure_display(figure, grappe_language_now(), 1, &text);
  return grappe_push_buffer(L, &text);
}

static int concatenate(lua_State *L) {
  luaL_tolstring(L, 1, NULL);
  luaL_tolstring(L, 2, NULL);
  lua_concat(L, 2);
  return 1;
}

/* --- functions ---------------------------------------------------------------------------------------------------- */

static int new_figure(lua_State *L) {
  grappe_error error = {0};
  if (lua_type(L, 1) == LUA_TTABLE) return grappe_lookup_figure(L); /* figure{measure=…}: the observation */
  if (grappe_figure_at(L, 1)) {
    lua_settop(L, 1);
    return 1;
  }
  if (lua_type(L, 1) == LUA_TNUMBER) {
    grappe_push_figure(L, grappe_figure_number(lua_tonumber(L, 1)));
    return 1;
  }
  const char *text = grappe_check_text(L, 1, "figure notation such as \"4750 jobs\", or a table { measure = … }");
  grappe_figure *figure = NULL;
  grappe_check_code(L, grappe_figure_parse(text, NULL, &figure, &error), &error);
  grappe_push_figure(L, figure);
  return 1;
}

static int known(lua_State *L) {
  grappe_figure *figure = grappe_figure_at(L, 1);
  if (figure)
    lua_pushboolean(L, grappe_figure_read(figure)->presence == GRAPPE_PRESENT);
  else
    lua_pushboolean(L, !lua_isnoneornil(L, 1));
  if (figure) grappe_record_asked(L, figure);
  grappe_trace_asked(L);
  return 1;
}

static int equals(lua_State *L) {
  grappe_error error = {0};
  grappe_figure *a = check_operand(L, 1, "a figure");
  grappe_figure *b = check_operand(L, 2, "a figure");
  grappe_truth truth = GRAPPE_MAYBE;
  grappe_code code = grappe_figure_compare(a, GRAPPE_EQUAL, b, 1, &truth, &error);
  if (code == GRAPPE_OK || code == GRAPPE_UNDECIDED) {
    grappe_trace_comparison(L, 1, 2, GRAPPE_EQUAL, truth);
    grappe_record_compared(L, a, GRAPPE_EQUAL, b, truth);
  }
  grappe_check_code(L, code, &error);
  lua_pushboolean(L, truth == GRAPPE_TRUE);
  return 1;
}

static const grappe_api_function functions[] = {
    {"figure", new_figure, "figure(notation or { measure = …, territory = …, period = … }) -> figure",
     "Reads a figure from its notation: \"4750 jobs\", \">200\", \"10000..20000\", \"~53 %\", \"?\"; with a table, "
     "looks up "
     "the one observation that the sources' order prefers.",
     "Lit un chiffre dans sa notation : « 4750 jobs », « >200 », « 10000..20000 », « ~53 % », « ? » ; avec une table, "
     "cherche l'observation que préfère l'ordre des sources.",
     "figure \"10000..20000 jobs\" + figure \">200 jobs\""},
    {"known", known, "known(x) -> boolean", "Whether there is a value: false for nil and for an absent figure.",
     "S'il y a une valeur : faux pour nil et pour un chiffre absent.", "known(figure \"?\")"},
    {"equals", equals, "equals(a, b) -> boolean",
     "Whether two figures are surely equal or surely not; undecided where their bounds leave it open.",
     "Si deux chiffres sont sûrement égaux ou sûrement différents ; indécis si leurs bornes laissent la question "
     "ouverte.",
     "equals(figure \"2 k€\", figure \"2000 EUR\")"},
    {0}};

/* --- methods and properties --------------------------------------------------------------------------------------- */

static grappe_figure *bare_self(lua_State *L) {
  return *(grappe_figure **)grappe_check_object(L, 1, FIGURE);
}

static grappe_figure *self(lua_State *L) {
  grappe_figure *figure = bare_self(L);
  grappe_record_looked(L, figure);
  return figure;
}

/* For what a figure says of where it comes from. */
static grappe_figure *sourced_self(lua_State *L) {
  grappe_figure *figure = self(L);
  grappe_record_sourced(L, figure);
  return figure;
}

static int convert(lua_State *L) {
  grappe_error error = {0};
  grappe_figure *figure = self(L), *result = NULL;
  const char *text = grappe_check_text(L, 2, "a unit such as \"jobs\" or \"k€\"");
  grappe_unit unit;
  grappe_check_code(L, grappe_unit_parse(text, strlen(text), &unit, &error), &error);
  grappe_check_code(L, grappe_figure_convert(figure, unit, &result, &error), &error);
  grappe_push_figure(L, result);
  return 1;
}

static int unscoped(lua_State *L) {
  grappe_error error = {0};
  grappe_figure *figure = bare_self(L), *result = NULL;
  grappe_check_code(L, grappe_figure_unscoped(figure, &result, &error), &error);
  grappe_push_figure(L, result);
  grappe_record_computed(L, GRAPPE_TERM_UNSCOPED, figure, NULL, result);
  return 1;
}

static int any_geography(lua_State *L) {
  grappe_error error = {0};
  grappe_figure *result = NULL;
  grappe_check_code(L, grappe_figure_any_geography(sourced_self(L), &result, &error), &error);
  grappe_push_figure(L, result);
  return 1;
}

static int as_upper_bound(lua_State *L) {
  grappe_error error = {0};
  grappe_figure *result = NULL;
  grappe_check_code(L, grappe_figure_at_most(self(L), &result, &error), &error);
  grappe_push_figure(L, result);
  return 1;
}

static int as_lower_bound(lua_State *L) {
  grappe_error error = {0};
  grappe_figure *result = NULL;
  grappe_check_code(L, grappe_figure_at_least(self(L), &result, &error), &error);
  grappe_push_figure(L, result);
  return 1;
}

static int words(lua_State *L) {
  grappe_buffer text = {0};
  grappe_figure_words(self(L), grappe_language_now(), &text);
  return grappe_push_buffer(L, &text);
}

static int notation(lua_State *L) {
  grappe_buffer text = {0};
  grappe_figure_write(self(L), 1, &text);
  return grappe_push_buffer(L, &text);
}

static int labelled(lua_State *L) {
  grappe_figure *figure = self(L);
  grappe_figure_parts parts = *grappe_figure_read(figure);
  parts.label = grappe_check_text(L, 2, "a label");
  grappe_push_figure(L, grappe_figure_new(&parts));
  return 1;
}

/* The own parts of a figure, with the inputs and sources of what it was read off. */
static int made_from(lua_State *L) {
  grappe_error error = {0};
  grappe_figure_parts own = *grappe_figure_read(self(L)), joined;
  grappe_citation *citations = NULL;
  size_t count = (size_t)lua_gettop(L) - 1;
  if (count == 0) grappe_argument_error(L, 2, "a figure");
  grappe_figure **inputs = lua_newuserdatauv(L, count * sizeof *inputs, 0);
  for (size_t i = 0; i < count; i++) {
    inputs[i] = grappe_check_figure(L, (int)i + 2, "a figure");
    grappe_record_looked(L, inputs[i]);
    grappe_record_sourced(L, inputs[i]);
  }
  grappe_check_code(L, grappe_figure_derive("made from", inputs, count, &joined, &citations, &error), &error);
  joined.presence = own.presence;
  joined.reason = own.reason;
  joined.bounds = own.bounds;
  joined.value = own.value;
  joined.about = own.about;
  joined.unit = own.unit;
  joined.label = own.label;
  grappe_figure *result = grappe_figure_new(&joined);
  grappe_free(citations);
  grappe_push_figure(L, result);
  return 1;
}

static const grappe_api_function methods[] = {
    {"convert", convert, "figure:convert(unit) -> figure", "The same figure in another unit of the same kind.",
     "Le même chiffre dans une autre unité de même nature.", "figure(\"490000 EUR\"):convert \"k€\""},
    {"unscoped", unscoped, "figure:unscoped() -> figure",
     "The figure with its scope set aside, so that it can meet one of another scope; the explanation says so.",
     "Le chiffre sans son périmètre, pour le rapprocher d'un autre ; l'explication le signale.",
     "figure(\"20000 jobs\"):unscoped()"},
    {"any_geography", any_geography, "figure:any_geography() -> figure",
     "The figure with its geography set aside, so that it can meet one of the same territory from before its ground "
     "changed; the explanation says so. For averages and rates, which cannot be converted.",
     "Le chiffre sans sa géographie, pour le rapprocher d'un autre du même territoire avant que son contour ne change "
     "; "
     "l'explication le signale. Pour les moyennes et les taux, qui ne se convertissent pas.",
     "figure(\"20 jobs\"):any_geography()"},
    {"as_upper_bound", as_upper_bound, "figure:as_upper_bound() -> figure",
     "No more than the figure: where something is left out of the whole it was divided by, for example. The "
     "explanation "
     "goes on to what it came from.",
     "Pas plus que le chiffre : par exemple si le tout qui le divise est incomplet. L'explication remonte à ses "
     "entrées.",
     "share(figure \"850 jobs\", figure \"9850 jobs\"):as_upper_bound()"},
    {"as_lower_bound", as_lower_bound, "figure:as_lower_bound() -> figure",
     "No less than the figure: a sum of which some terms are not known, for example.",
     "Pas moins que le chiffre : par exemple une somme dont des termes manquent.",
     "(figure \"850 jobs\" + figure \"200 jobs\"):as_lower_bound()"},
    {"words", words, "figure:words() -> text", "The figure in words, in the user's language.",
     "Le chiffre en toutes lettres, dans la langue de l'utilisateur.", "figure(\">200 members\"):words()"},
    {"notation", notation, "figure:notation() -> text", "The figure in the notation that `figure` reads.",
     "Le chiffre dans la notation que lit « figure ».", "figure(\"~53 %\"):notation()"},
    {"made_from", made_from, "figure:made_from(figure, ...) -> figure",
     "The figure that a script found by looking at others, as one made from these: it has their sources, period and "
     "scope, "
     "and explanations go on to them. For what no arithmetic gives, such as how many questions are answered yes.",
     "Le chiffre qu'un script a trouvé en regardant d'autres chiffres, comme issu d'eux : il porte leurs sources, leur "
     "période et leur périmètre, et l'explication continue par eux. Pour ce qu'aucun calcul ne donne, comme le nombre "
     "de "
     "questions dont la réponse est oui.",
     "figure(\"1..2\"):made_from(figure \"120 jobs\", figure \"30..50 jobs\")"},
    {"labelled", labelled, "figure:labelled(text) -> figure", "The same figure under another label in explanations.",
     "Le même chiffre sous un autre libellé dans les explications.", "figure(\"3 sites\"):labelled \"sites seen\""},
    {0}};

/* A bound or value as a number; nil where it is open to infinity or absent. */
static int push_number(lua_State *L, double value) {
  if (isfinite(value))
    lua_pushnumber(L, value);
  else
    lua_pushnil(L);
  return 1;
}

static int get_value(lua_State *L) {
  const grappe_figure_parts *parts = grappe_figure_read(self(L));
  return push_number(L, parts->presence == GRAPPE_PRESENT ? parts->value : NAN);
}
static int get_low(lua_State *L) {
  return push_number(L, grappe_figure_read(self(L))->bounds.low);
}
static int get_high(lua_State *L) {
  return push_number(L, grappe_figure_read(self(L))->bounds.high);
}
static int get_unit(lua_State *L) {
  grappe_buffer text = {0};
  grappe_unit_write(grappe_figure_read(self(L))->unit, &text);
  return grappe_push_buffer(L, &text);
}
static int get_exact(lua_State *L) {
  lua_pushboolean(L, grappe_figure_exact(self(L)));
  return 1;
}
static int get_status(lua_State *L) {
  lua_pushlstring(L, &grappe_figure_read(sourced_self(L))->obs_status, 1);
  return 1;
}
static int get_confidentiality(lua_State *L) {
  lua_pushlstring(L, &grappe_figure_read(sourced_self(L))->conf_status, 1);
  return 1;
}
static int get_scope(lua_State *L) {
  lua_pushstring(L, grappe_figure_read(sourced_self(L))->scope);
  return 1;
}
static int get_reason(lua_State *L) {
  lua_pushstring(L, grappe_figure_read(sourced_self(L))->reason);
  return 1;
}
static int get_label(lua_State *L) {
  lua_pushstring(L, grappe_figure_read(sourced_self(L))->label);
  return 1;
}
static int get_period(lua_State *L) {
  char text[GRAPPE_PERIOD_TEXT];
  lua_pushstring(L, grappe_period_write(grappe_figure_read(sourced_self(L))->period, text));
  return 1;
}
static int get_geography(lua_State *L) {
  char text[GRAPPE_GROUND_TEXT];
  lua_pushstring(L, grappe_ground_write(grappe_figure_read(sourced_self(L))->ground, text));
  return 1;
}
static int get_absence(lua_State *L) {
  static const char *const names[] = {NULL, "unknown", "not collected", "not applicable", "suppressed", "undefined"};
  lua_pushstring(L, names[grappe_figure_read(self(L))->presence]);
  return 1;
}
static int get_sources(lua_State *L) {
  const grappe_figure_parts *parts = grappe_figure_read(sourced_self(L));
  lua_createtable(L, (int)parts->citation_count, 0);
  for (size_t i = 0; i < parts->citation_count; i++) {
    lua_createtable(L, 0, 2);
    lua_pushstring(L, parts->citations[i].source);
    lua_setfield(L, -2, "id");
    lua_pushstring(L, parts->citations[i].locator);
    lua_setfield(L, -2, "locator");
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static const grappe_api_function properties[] = {
    {"value", get_value, "figure.value -> number or nil",
     "Best estimate, in the figure's unit; nil where only bounds are known.",
     "Meilleure estimation, dans l'unité du chiffre ; nil si seules les bornes sont connues.",
     "figure(\"~53 %\").value"},
    {"low", get_low, "figure.low -> number or nil", "Lower bound; nil where there is none.",
     "Borne inférieure ; nil s'il n'y en a pas.", "figure(\"~53 %\").low"},
    {"high", get_high, "figure.high -> number or nil", "Upper bound; nil where there is none.",
     "Borne supérieure ; nil s'il n'y en a pas.", "figure(\">200\").high"},
    {"unit", get_unit, "figure.unit -> text", "Code of its unit.", "Code de son unité.", "figure(\"25.3 G€\").unit"},
    {"exact", get_exact, "figure.exact -> boolean", "Whether its bounds leave no room.",
     "Si ses bornes ne laissent aucun jeu.", "figure(\"4750 jobs\").exact"},
    {"status", get_status, "figure.status -> text", "Its SDMX OBS_STATUS: A normal, E estimated, P provisional …",
     "Son OBS_STATUS de SDMX : A normal, E estimé, P provisoire …", "figure(\"4750 jobs\").status"},
    {"confidentiality", get_confidentiality, "figure.confidentiality -> text",
     "Its SDMX CONF_STATUS: F free, C confidential …", "Son CONF_STATUS de SDMX : F libre, C confidentiel …",
     "figure(\"4750 jobs\").confidentiality"},
    {"scope", get_scope, "figure.scope -> text", "What it counts: codes of the list `scope`.",
     "Ce qu'il compte : codes de la liste « scope ».", "figure(\"4750 jobs\").scope"},
    {"reason", get_reason, "figure.reason -> text", "Why it is absent or bounded.", "Pourquoi il est absent ou borné.",
     "figure(\"?\").reason"},
    {"label", get_label, "figure.label -> text", "What it is, as explanations call it.",
     "Ce qu'il est, tel que le nomment les explications.", "figure(\"3 sites\").label"},
    {"period", get_period, "figure.period -> text", "Period it is for; empty where none is stated.",
     "Période concernée ; vide si aucune n'est dite.", "figure(\"3 sites\").period"},
    {"geography", get_geography, "figure.geography -> text",
     "State of the territories that it was collected on: 2018 for 1 January of that year, 2014/2018 where it was "
     "computed "
     "from both; what its source or dataset states, else the year that its period begins in; empty for what is of no "
     "territory.",
     "État des territoires sur lequel il a été relevé : 2018 pour le 1er janvier de cette année, 2014/2018 s'il est "
     "calculé des deux ; ce qu'en dit sa source ou son jeu de données, sinon l'année où commence sa période ; vide "
     "s'il "
     "n'est d'aucun territoire.",
     "figure({ measure = \"pharma_employees\", territory = \"Normandie\", period = 2018 }).geography"},
    {"absence", get_absence, "figure.absence -> text or nil",
     "unknown, not collected, not applicable, suppressed or undefined; nil where there is a value.",
     "unknown, not collected, not applicable, suppressed ou undefined ; nil s'il y a une valeur.",
     "figure(\"s\").absence"},
    {"sources", get_sources, "figure.sources -> list of { id =, locator = }", "Where it was taken from.",
     "D'où il est tiré.", "figure(\"3 sites\").sources"},
    {0}};

static const luaL_Reg metamethods[] = {{"__add", add},
                                       {"__sub", subtract},
                                       {"__mul", multiply},
                                       {"__div", divide},
                                       {"__unm", negate},
                                       {"__pow", power},
                                       {"__lt", less},
                                       {"__le", less_or_equal},
                                       {"__eq", equal},
                                       {"__tostring", to_string},
                                       {"__concat", concatenate},
                                       {NULL, NULL}};

const grappe_api_type grappe_api_figure = {
    FIGURE,
    "A number with its bounds, unit, scope, period, status and sources. Operators + - * / ^ keep all of it; < <= > >= "
    "raise "
    "*undecided* where the bounds leave the question open.",
    "Un nombre avec ses bornes, son unité, son périmètre, sa période, son statut et ses sources. Les opérateurs + - * "
    "/ ^ "
    "gardent tout ; < <= > >= lèvent *indécis* quand les bornes laissent la question ouverte.",
    functions,
    methods,
    properties,
    metamethods};
