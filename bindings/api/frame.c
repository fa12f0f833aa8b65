#include "query/frame.h"

#include <lauxlib.h>
#include <string.h>

#include "api/arguments.h"
#include "api/calls.h"
#include "api/context.h"
#include "api/figure.h"
#include "api/frame_private.h"
#include "api/registration.h"
#include "api/statistics_private.h"
#include "api/types_private.h"
#include "api/value.h"
#include "publish/publish.h"

grappe_frame *frame_self(lua_State *L) {
  return *(grappe_frame **)grappe_check_object(L, 1, GRAPPE_FRAME_TYPE);
}

int frame_give(lua_State *L, grappe_code code, grappe_frame *const *result, const grappe_error *error) {
  grappe_check_query(L, code, error);
  grappe_push_frame(L, *result);
  return 1;
}

const char *frame_first_figures(lua_State *L, const grappe_frame *frame) {
  for (int wanted = 0; wanted < 2; wanted++)
    for (size_t i = 0; i < grappe_frame_columns(frame); i++)
      if (grappe_frame_kind(frame, i, NULL) == (wanted ? GRAPPE_VALUE_NUMBER : GRAPPE_VALUE_FIGURE))
        return grappe_frame_name(frame, i);
  grappe_error error = {0};
  grappe_fail(&error, GRAPPE_ARGUMENT, "this frame has no column of figures: name the column");
  grappe_raise(L, &error);
  return NULL;
}

const char *frame_check_column(lua_State *L, int index, const grappe_frame *frame) {
  if (!lua_isnoneornil(L, index)) return grappe_check_text(L, index, "the name of a column");
  return frame_first_figures(L, frame);
}

/* --- operations --------------------------------------------------------------------------------------------------- */

/* After the column a name for the new one, or a table with `of` and `as`. */
static int share(lua_State *L) {
  static const char *const options[] = {"of", "as", NULL};
  grappe_error error = {0};
  grappe_frame *frame = frame_self(L), *result = NULL;
  lua_settop(L, 3);
  const char *part = frame_check_column(L, 2, frame), *whole = NULL, *as = NULL;
  if (lua_type(L, 3) == LUA_TTABLE) {
    statistic_options(L, 3, options);
    whole = statistic_text(L, 3, "of", NULL);
    as = statistic_text(L, 3, "as", NULL);
  } else if (!lua_isnil(L, 3)) {
    as = grappe_check_text(L, 3, "a name for the new column, or { of = column, as = name }");
  }
  grappe_code code = whole ? grappe_frame_share_of(frame, part, whole, as, &result, &error)
                           : grappe_frame_share(frame, part, as, &result, &error);
  return frame_give(L, code, &result, &error);
}

static int rank(lua_State *L) {
  grappe_error error = {0};
  grappe_frame *frame = frame_self(L), *result = NULL;
  const char *name = frame_check_column(L, 2, frame);
  return frame_give(L, grappe_frame_rank(frame, name, grappe_check_descending(L, 3, 1), NULL, &result, &error), &result,
                    &error);
}

static int sort(lua_State *L) {
  grappe_error error = {0};
  grappe_frame *frame = frame_self(L), *result = NULL;
  const char *name = frame_check_column(L, 2, frame);
  return frame_give(L, grappe_frame_sort(frame, name, grappe_check_descending(L, 3, 0), &result, &error), &result,
                    &error);
}

static int top(lua_State *L) {
  grappe_error error = {0};
  grappe_frame *frame = frame_self(L), *result = NULL;
  size_t most = grappe_check_row_count(L, 2);
  return frame_give(L, grappe_frame_top(frame, most, frame_check_column(L, 3, frame), &result, &error), &result,
                    &error);
}

static int head(lua_State *L) {
  grappe_error error = {0};
  grappe_frame *frame = frame_self(L), *result = NULL;
  return frame_give(L, grappe_frame_head(frame, grappe_check_row_count(L, 2), &result, &error), &result, &error);
}

static int select_columns(lua_State *L) {
  grappe_error error = {0};
  const char *names[64];
  grappe_frame *frame = frame_self(L), *result = NULL;
  size_t count = grappe_check_names(L, names, 64, "one or more names of columns");
  return frame_give(L, grappe_frame_select(frame, names, count, &result, &error), &result, &error);
}

static int drop(lua_State *L) {
  grappe_error error = {0};
  const char *names[64];
  grappe_frame *frame = frame_self(L), *result = NULL;
  size_t count = grappe_check_names(L, names, 64, "one or more names of columns");
  return frame_give(L, grappe_frame_drop(frame, names, count, &result, &error), &result, &error);
}

static int rename_column(lua_State *L) {
  grappe_error error = {0};
  grappe_frame *frame = frame_self(L), *result = NULL;
  const char *from = grappe_check_text(L, 2, "the name of a column"), *to = grappe_check_text(L, 3, "its new name");
  return frame_give(L, grappe_frame_rename(frame, from, to, &result, &error), &result, &error);
}

/* Adds a column from the list at stack slot `list`; the array of cells lives in a userdata, so nothing can be lost. */
static int add_column(lua_State *L, grappe_frame *frame, const char *name, int list) {
  grappe_error error = {0};
  grappe_frame *result = NULL;
  size_t count = grappe_frame_rows(frame);
  grappe_value *values = lua_newuserdatauv(L, (count ? count : 1) * sizeof *values, 0);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, list, (lua_Integer)i + 1);
    values[i] = grappe_check_value(L, -1); /* borrowed from the list, which stays on the stack */
    lua_pop(L, 1);
  }
  return frame_give(L, grappe_frame_with(frame, name, values, &result, &error), &result, &error);
}

static int with(lua_State *L) {
  grappe_frame *frame = frame_self(L);
  const char *name = grappe_check_text(L, 2, "a name for the new column");
  size_t count = grappe_frame_rows(frame);
  lua_settop(L, 3);
  if (lua_type(L, 3) == LUA_TFUNCTION) {
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
      lua_pushvalue(L, 3);
      frame_push_row(L, frame, i);
      lua_call(L, 1, 1);
      lua_rawseti(L, 4, (lua_Integer)i + 1);
    }
    return add_column(L, frame, name, 4);
  }
  if (lua_type(L, 3) != LUA_TTABLE)
    return grappe_argument_error(L, 3, "a function of the row, or a list with a value for each row");
  return add_column(L, frame, name, 3);
}

static int note(lua_State *L) {
  grappe_error error = {0};
  grappe_frame *frame = frame_self(L), *result = NULL;
  const char *sentence = grappe_check_text(L, 2, "a sentence");
  return frame_give(L, grappe_frame_with_note(frame, sentence, &result, &error), &result, &error);
}

/* where(function(row) … end): the function sees each row as a table. */
typedef struct frame_test {
  lua_State *L;
} frame_test;

static int call_frame_test(lua_State *L) {
  const grappe_frame *frame = lua_touserdata(L, 2);
  lua_pushvalue(L, 1);
  frame_push_row(L, frame, (size_t)lua_tointeger(L, 3));
  lua_call(L, 1, 1);
  return 1;
}

static grappe_code test_row(void *context, const grappe_frame *frame, size_t at, grappe_truth *truth,
                            grappe_error *error) {
  lua_State *L = ((frame_test *)context)->L;
  lua_pushcfunction(L, call_frame_test);
  lua_pushvalue(L, 2);
  lua_pushlightuserdata(L, (void *)frame);
  lua_pushinteger(L, (lua_Integer)at);
  return grappe_finish_test(L, 3, truth, error);
}

static int where(lua_State *L) {
  grappe_error error = {0};
  grappe_frame *frame = frame_self(L), *result = NULL;
  if (lua_type(L, 2) != LUA_TFUNCTION) return grappe_argument_error(L, 2, "a function of the row");
  lua_settop(L, 2);
  luaL_checkstack(L, 8, NULL);
  frame_test test = {L};
  grappe_query_begin(L);
  return frame_give(L, grappe_frame_filter(frame, test_row, &test, &result, &error), &result, &error);
}

static int total(lua_State *L, grappe_aggregate what, double p) {
  grappe_error error = {0};
  grappe_frame *frame = frame_self(L);
  grappe_figure *figure = NULL;
  const char *name = frame_check_column(L, 2, frame);
  grappe_check_query(L, grappe_frame_total(frame, name, what, p, &figure, &error), &error);
  grappe_push_figure(L, figure);
  return 1;
}

static int sum(lua_State *L) {
  return total(L, GRAPPE_SUM, 0);
}
static int mean(lua_State *L) {
  return total(L, GRAPPE_MEAN, 0);
}
static int least(lua_State *L) {
  return total(L, GRAPPE_MIN, 0);
}
static int greatest(lua_State *L) {
  return total(L, GRAPPE_MAX, 0);
}
static int median(lua_State *L) {
  return total(L, GRAPPE_MEDIAN, 0.5);
}
static int count(lua_State *L) {
  return total(L, GRAPPE_COUNT, 0);
}

static int to_string(lua_State *L) {
  grappe_error error = {0};
  grappe_buffer text = {0};
  grappe_publish_options options = {.format = GRAPPE_FORMAT_TABLE,
                                    .language = grappe_language_now(),
                                    .audience = grappe_context_of(L)->display.audience};
  grappe_code code = grappe_publish_frame(frame_self(L), &options, &text, &error);
  if (code != GRAPPE_OK) {
    grappe_buffer_free(&text);
    grappe_raise(L, &error);
  }
  return grappe_push_buffer(L, &text);
}

#define EXAMPLE_FRAME "figures { measure = \"pharma_jobs\", level = \"basin\", within = \"Normandie\", period = 2018 }"

static const grappe_api_function methods[] = {
    {"share", share, "frame:share([column [, as or { of =, as = }]]) -> frame",
     "Adds the share of each row in the column's sum; or, with `of`, the share of its cell in that of another column "
     "of "
     "the same row, which contains it. Bounds are tight.",
     "Ajoute la part de chaque ligne dans la somme de la colonne ; ou, avec « of », la part de sa cellule dans celle "
     "d'une autre colonne de la même ligne, qui la contient. Les bornes sont les plus serrées.",
     "sites:by(\"region\"):max(\"headcount\"):join(sites:by(\"region\"):sum(\"headcount\")):share(\"max\", { of = "
     "\"sum\" })"},
    {"rank", rank, "frame:rank([column [, \"ascending\"]]) -> frame",
     "Adds the rank of each row, 1 for the greatest; where bounds overlap it is a range, such as 2 to 3.",
     "Ajoute le rang de chaque ligne, 1 pour la plus grande ; si les bornes se chevauchent c'est un intervalle, comme "
     "2 à 3.",
     EXAMPLE_FRAME ":rank()"},
    {"sort", sort, "frame:sort([column [, \"descending\"]]) -> frame", "Sorts the rows by a column.",
     "Trie les lignes par une colonne.", EXAMPLE_FRAME ":sort()"},
    {"top", top, "frame:top(count [, column]) -> frame", "The rows with the greatest values, greatest first.",
     "Les lignes aux plus grandes valeurs, la plus grande d'abord.", EXAMPLE_FRAME ":top(2)"},
    {"head", head, "frame:head(count) -> frame", "The first rows.", "Les premières lignes.", EXAMPLE_FRAME ":head(2)"},
    {"select", select_columns, "frame:select(column, ...) -> frame", "These columns, in this order.",
     "Ces colonnes, dans cet ordre.", EXAMPLE_FRAME ":select(\"pharma_jobs\")"},
    {"drop", drop, "frame:drop(column, ...) -> frame", "Without these columns.", "Sans ces colonnes.",
     EXAMPLE_FRAME ":share():drop(\"pharma_jobs\")"},
    {"rename", rename_column, "frame:rename(column, name) -> frame", "The column under another name.",
     "La colonne sous un autre nom.", EXAMPLE_FRAME ":rename(\"pharma_jobs\", \"jobs\")"},
    {"with", with, "frame:with(name, function(row) ... end or list) -> frame",
     "Adds a column that is computed or listed.", "Ajoute une colonne calculée ou donnée en liste.",
     EXAMPLE_FRAME ":with(\"half\", function(row) return row.pharma_jobs / 2 end)"},
    {"where", where, "frame:where(function(row) ... end) -> frame",
     "The rows for which the function surely answers true; a note counts the undecided ones.",
     "Les lignes pour lesquelles la fonction répond sûrement vrai ; une note compte les indécises.",
     EXAMPLE_FRAME ":where(function(row) return row.pharma_jobs > 1000 end)"},
    {"classify", frame_classify,
     "frame:classify([column,] { method = \"equal\", \"quantile\", \"jenks\" or \"deviation\", classes = how many, or "
     "a list of "
     "limits [, upper =, as =] }) -> frame",
     "Adds the class of each row, 1 for the lowest values; where bounds lie in several classes it is a range, such as "
     "2 to "
     "3. Limits are given, or found from the values: parts of one width, as many values in each, the least squares "
     "round "
     "the means of the classes (Fisher 1958, Jenks), or one standard deviation wide. A value on a limit belongs to the "
     "class "
     "above it, or below with `upper`. A note lists the classes.",
     "Ajoute la classe de chaque ligne, 1 pour les plus petites valeurs ; si les bornes touchent plusieurs classes, "
     "c'est un "
     "intervalle, comme 2 à 3. Les limites sont données, ou tirées des valeurs : parts de même largeur, autant de "
     "valeurs "
     "dans chacune, moindres carrés autour des moyennes des classes (Fisher 1958, Jenks), ou largeur d'un écart-type. "
     "Une "
     "valeur sur une limite va à la classe au-dessus, ou au-dessous avec « upper ». Une note donne les classes.",
     EXAMPLE_FRAME ":classify { method = \"jenks\", classes = 2 }"},
    {"pivot", frame_pivot, "frame:pivot(rows, columns [, value [, { complete = }]]) -> frame",
     "Turns the values of a column into columns: a row for each value of `rows` (a name or a list), a column for each "
     "of "
     "`columns`, and where both meet the cell of `value`. What no row of the frame has is not collected (nc), and zero "
     "with `complete`: then the source says that its table has them all.",
     "Fait des valeurs d'une colonne des colonnes : une ligne par valeur de « rows » (un nom ou une liste), une "
     "colonne par "
     "valeur de « columns », et à leur croisement la cellule de « value ». Ce qu'aucune ligne n'a est non collecté "
     "(nc), et "
     "nul avec « complete » : c'est que la source dit son tableau complet.",
     "sites:by(\"region\", \"stage\"):count():pivot(\"region\", \"stage\")"},
    {"join", frame_join, "frame:join(other [, key, ...]) -> frame",
     "The frame with the columns of another, where the keys (columns of both; else those they have in common) say the "
     "same. A row without a partner stays, its new figures not collected; notes count them. Refused where the other "
     "frame "
     "has two rows for one.",
     "Le tableau avec les colonnes d'un autre, là où les clés (des colonnes des deux ; sinon celles qu'ils ont en "
     "commun) "
     "disent la même chose. Une ligne sans pendant reste, ses nouveaux chiffres non collectés ; des notes les "
     "comptent. "
     "Refusé si l'autre tableau a deux lignes pour une.",
     "sites:by(\"region\"):count():join(sites:by(\"region\"):sum(\"headcount\"))"},
    {"recompose", frame_recompose, "frame:recompose(geography [, { from =, level =, weight = }]) -> frame",
     "The figures on another geography (a year, \"COG 2026\", \"Régions 2015\"): mergers exactly; what was divided is "
     "estimated by "
     "`weight` (\"population\" or a measure), or lies between none and all of it. Only what may be added up; `level` "
     "rolls up.",
     "Les chiffres sur une autre géographie (une année, \"COG 2026\", \"Régions 2015\") : fusions exactement ; ce qui "
     "a été partagé "
     "est estimé par `weight` (\"population\" ou une mesure), ou va de rien à tout. Seulement ce qui s'additionne ; "
     "`level` regroupe.",
     "figures { measure = \"pharma_employees\", territory = \"Centre-Val de Loire\", period = 2014 }:recompose(\"COG "
     "2026\")"},
    {"chart", frame_chart,
     "frame:chart([kind] or { kind = \"bars\", \"lines\", \"sparklines\", \"slope\" or \"lorenz\" [, value =, label =, "
     "along =, title =] }) -> drawing",
     "Draws the figures: bars where nothing else is said. `value` is the column of figures (for bars, and for lines "
     "over "
     "columns, a list of them), `label` the column that names the rows, `along` the periods that lines run along. "
     "Bounds "
     "are drawn as ranges, and what is unknown is never drawn as zero. In the terminal it is text; -o FILE.svg, .png "
     "or "
     ".pdf writes an image.",
     "Dessine les chiffres : des barres si rien d'autre n'est dit. « value » est la colonne de chiffres (pour des "
     "barres, et "
     "des lignes au fil des colonnes, une liste), « label » la colonne qui nomme les lignes, « along » les périodes "
     "que suivent "
     "les lignes. Les bornes sont dessinées en intervalles, et l'inconnu jamais comme un zéro. Dans le terminal c'est "
     "du "
     "texte ; -o FICHIER.svg, .png ou .pdf écrit une image.",
     EXAMPLE_FRAME ":chart \"bars\""},
    {"map", frame_map, "frame:map([{ value =, title =, method =, classes =, upper = }]) -> drawing",
     "Draws the figures of territories: areas coloured by class where outlines are known, circles where only a "
     "position "
     "is. Classes as in classify; without them Jenks finds at most five. What is unknown, withheld or not applicable "
     "is "
     "hatched, each in its way.",
     "Dessine les chiffres de territoires : des surfaces colorées par classe si le contour est connu, des cercles si "
     "seule la "
     "position l'est. Classes comme dans classify ; à défaut Jenks en trouve cinq au plus. L'inconnu, le secret et le "
     "non "
     "applicable sont hachurés, chacun à sa façon.",
     "figures { measure = \"pharma_jobs_by_residence\", level = \"region\", period = 2018 }:map()"},
    {"note", note, "frame:note(sentence) -> frame", "Adds a note below the table.", "Ajoute une note sous le tableau.",
     EXAMPLE_FRAME ":note \"Four main basins\""},
    {"sum", sum, "frame:sum([column]) -> figure", "Sum of a column; refused where its measure may not be added up.",
     "Somme d'une colonne ; refusée si sa mesure ne s'additionne pas.", EXAMPLE_FRAME ":sum()"},
    {"mean", mean, "frame:mean([column]) -> figure", "Mean of a column.", "Moyenne d'une colonne.",
     EXAMPLE_FRAME ":mean()"},
    {"min", least, "frame:min([column]) -> figure", "Least value of a column.", "Plus petite valeur d'une colonne.",
     EXAMPLE_FRAME ":min()"},
    {"max", greatest, "frame:max([column]) -> figure", "Greatest value of a column.",
     "Plus grande valeur d'une colonne.", EXAMPLE_FRAME ":max()"},
    {"median", median, "frame:median([column]) -> figure", "Median of a column.", "Médiane d'une colonne.",
     EXAMPLE_FRAME ":median()"},
    {"count", count, "frame:count([column]) -> figure", "How many rows have a value in the column.",
     "Combien de lignes ont une valeur dans la colonne.", EXAMPLE_FRAME ":count()"},
    {"row", frame_row, "frame:row(i) -> table", "Row i, from 1, as a table of its columns.",
     "La ligne i, à partir de 1, en table de ses colonnes.", EXAMPLE_FRAME ":row(1).pharma_jobs"},
    {"rows", frame_rows, "for row in frame:rows() do", "Goes through the rows, each as a table.",
     "Parcourt les lignes, chacune en table.",
     "for row in " EXAMPLE_FRAME ":rows() do print(row.territory, row.pharma_jobs) end"},
    {"column", frame_column, "frame:column(name) -> list", "The values of a column.", "Les valeurs d'une colonne.",
     EXAMPLE_FRAME ":column \"pharma_jobs\""},
    {"matrix", frame_matrix, "frame:matrix(rows, columns [, value]) -> { ROW = { COLUMN = value } }, list",
     "The values as a table of tables, under the codes of two columns, as the statistics on matrices take it; and the "
     "values of the first column, in order. Refuses a row without one of both, and two rows for one cell.",
     "Les valeurs en table de tables, sous les codes de deux colonnes, comme la prennent les statistiques sur "
     "matrices ; et les valeurs de la première colonne, dans l'ordre. Refuse une ligne sans l'un des deux, et deux "
     "lignes pour une case.",
     "frame({ { \"region\", { \"A\", \"B\" } }, { \"activity\", { \"x\", \"x\" } }, { \"jobs\", { 10, 4 } } "
     "}):matrix(\"region\", \"activity\").A.x"},
    {0}};

static const grappe_api_function properties[] = {
    {"columns", frame_columns, "frame.columns -> list of text", "Names of the columns.", "Noms des colonnes.",
     EXAMPLE_FRAME ".columns"},
    {"notes", frame_notes, "frame.notes -> list of text", "Notes and warnings that go with the table.",
     "Notes et avertissements du tableau.", EXAMPLE_FRAME ".notes"},
    {0}};

static const luaL_Reg metamethods[] = {{"__tostring", to_string}, {"__len", frame_length}, {NULL, NULL}};

const grappe_api_type grappe_api_frame = {
    GRAPPE_FRAME_TYPE,
    "A table of results with named columns. Operations give a new frame.",
    "Un tableau de résultats aux colonnes nommées. Les opérations donnent un nouveau tableau.",
    NULL,
    methods,
    properties,
    metamethods};
