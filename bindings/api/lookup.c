#include "api/lookup.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "api/arguments.h"
#include "api/context.h"
#include "api/figure.h"
#include "api/registration.h"
#include "api/types_private.h"
#include "api/value.h"
#include "query/figures.h"
#include "store/names.h"

enum { TERRITORIES_MOST = 1000, DIMENSIONS_MOST = 12, SEARCH_MOST = 100 };

/* What a request table may hold beside the dimensions, which are the reference fields of observation and `detail`. */
static const char *const plain_fields[] = {"measure",       "level",     "within", "territory", "territories",
                                           "period",        "by",        "on",     "source",    "as_known_on",
                                           "observed_only", "geography", "weight", NULL};

static int is_plain(const char *name) {
  for (size_t i = 0; plain_fields[i]; i++)
    if (strcmp(plain_fields[i], name) == 0) return 1;
  return 0;
}

static int is_dimension(const char *name) {
  const grappe_entity *observation = grappe_entity_find("observation");
  int field = grappe_field_find(observation, name);
  if (field < 0 || is_plain(name)) return 0;
  const grappe_field *found = grappe_field_at(observation, (size_t)field);
  return (found->type == GRAPPE_REFERENCE && (found->flags & GRAPPE_KEY)) || strcmp(name, "detail") == 0;
}

static void unknown_field(lua_State *L, const char *name) {
  grappe_error error = {0};
  grappe_buffer allowed = {0};
  for (size_t i = 0; plain_fields[i]; i++) grappe_buffer_addf(&allowed, "%s%s", i ? ", " : "", plain_fields[i]);
  const grappe_entity *observation = grappe_entity_find("observation");
  for (size_t i = 0; i < grappe_field_count(observation); i++)
    if (is_dimension(grappe_field_at(observation, i)->name))
      grappe_buffer_addf(&allowed, ", %s", grappe_field_at(observation, i)->name);
  grappe_push_buffer(L, &allowed);
  grappe_fail(&error, GRAPPE_ARGUMENT, "figures cannot be asked for by '%s'; allowed are %s", name,
              lua_tostring(L, -1));
  grappe_raise(L, &error);
}

typedef struct lookup {
  grappe_figures_request request;
  grappe_place within;
  grappe_dimension dimensions[DIMENSIONS_MOST];
} lookup;

static void read_dimensions(lua_State *L, lookup *asked) {
  for (lua_pushnil(L); lua_next(L, 1);) {
    if (lua_type(L, -2) != LUA_TSTRING) grappe_argument_error(L, 1, "a table { measure = …, period = …, … }");
    const char *name = lua_tostring(L, -2);
    if (is_plain(name)) {
      lua_pop(L, 1);
      continue;
    }
    if (!is_dimension(name)) unknown_field(L, name);
    if (asked->request.dimension_count == DIMENSIONS_MOST) grappe_argument_error(L, 1, "at most 12 dimensions");
    grappe_dimension *dimension = &asked->dimensions[asked->request.dimension_count++];
    dimension->field = name;
    dimension->value = grappe_check_place(L, -1, "a name or a row");
    luaL_checkstack(L, 4, NULL);
    lua_insert(L, -2); /* the value stays below the key */
  }
  asked->request.dimensions = asked->dimensions;
}

static void read_request(lua_State *L, lookup *asked) {
  *asked = (lookup){.request = {.period = GRAPPE_PERIOD_ALL}};
  grappe_figures_request *request = &asked->request;
  if (lua_type(L, 1) != LUA_TTABLE) grappe_argument_error(L, 1, "a table { measure = …, period = …, … }");
  lua_settop(L, 1);
  read_dimensions(L, asked);
  request->measure = grappe_text_option(L, 1, "measure");
  if (!request->measure) {
    grappe_error error = {0};
    grappe_fail(&error, GRAPPE_ARGUMENT, "'measure' is missing: name the measure, such as measure = \"pharma_jobs\"");
    grappe_raise(L, &error);
  }
  request->level = grappe_text_option(L, 1, "level");
  request->by = grappe_text_option(L, 1, "by");
  request->source = grappe_text_option(L, 1, "source");
  request->weight = grappe_text_option(L, 1, "weight");
  if (lua_getfield(L, 1, "geography") != LUA_TNIL) {
    if (lua_isinteger(L, -1)) lua_pushfstring(L, "%d", (int)lua_tointeger(L, -1));
    if (lua_type(L, -1) != LUA_TSTRING) grappe_argument_error(L, 1, "a geography such as 2026 or \"COG 2026\"");
    if (lua_rawlen(L, -1)) request->geography = lua_tostring(L, -1); /* "" is that of a figure of no territory */
  }
  if (lua_getfield(L, 1, "within") != LUA_TNIL) {
    asked->within = grappe_check_place(L, -1, "a territory's name or row");
    request->within = &asked->within;
  }
  if (lua_getfield(L, 1, "period") != LUA_TNIL) request->period = grappe_check_period(L, -1);
  if (lua_getfield(L, 1, "on") != LUA_TNIL) request->period = grappe_check_period(L, -1);
  if (lua_getfield(L, 1, "as_known_on") != LUA_TNIL) {
    request->has_known_on = 1;
    request->known_on = grappe_check_period(L, -1).to;
  }
  lua_getfield(L, 1, "observed_only");
  request->observed_only = lua_toboolean(L, -1);
  if (lua_getfield(L, 1, "territory") == LUA_TNIL) {
    lua_pop(L, 1);
    lua_getfield(L, 1, "territories");
  }
  if (lua_isnil(L, -1)) return;
  size_t count = lua_type(L, -1) == LUA_TTABLE ? lua_rawlen(L, -1) : 1;
  if (count > TERRITORIES_MOST) grappe_argument_error(L, 1, "at most 1000 territories; name a level and `within`");
  int list = lua_gettop(L);
  grappe_place *places = lua_newuserdatauv(L, (count ? count : 1) * sizeof *places, 0);
  luaL_checkstack(L, (int)count + 4, NULL);
  if (lua_type(L, list) == LUA_TTABLE)
    for (size_t i = 0; i < count; i++) {
      lua_rawgeti(L, list, (lua_Integer)i + 1);
      places[i] = grappe_check_place(L, -1, "a territory's name or row");
    }
  else
    places[0] = grappe_check_place(L, list, "a territory's name or row");
  request->territories = places;
  request->territory_count = count;
}

int grappe_lookup_figure(lua_State *L) {
  grappe_error error = {0};
  lookup asked;
  grappe_observatory *observatory = grappe_observatory_of(L);
  read_request(L, &asked);
  grappe_figure *figure = NULL;
  grappe_buffer note = {0};
  grappe_code code = grappe_figure_of(observatory, &asked.request, &figure, &note, &error);
  if (code != GRAPPE_OK) {
    grappe_buffer_free(&note);
    grappe_raise(L, &error);
  }
  char sentence[1000];
  snprintf(sentence, sizeof sentence, "%s", grappe_buffer_text(&note));
  grappe_buffer_free(&note);
  grappe_push_figure(L, figure);
  if (sentence[0]) grappe_context_notice(L, sentence);
  return 1;
}

static int figures(lua_State *L) {
  grappe_error error = {0};
  lookup asked;
  grappe_observatory *observatory = grappe_observatory_of(L);
  read_request(L, &asked);
  grappe_frame *frame = NULL;
  grappe_check_code(L, grappe_figures(observatory, &asked.request, &frame, &error), &error);
  grappe_push_frame(L, frame);
  return 1;
}

static int find(lua_State *L) {
  grappe_error error = {0};
  const char *name = grappe_check_text(L, 1, "an entity such as \"territory\" or \"sites\"");
  const char *text = grappe_check_text(L, 2, "a code or name");
  const char *among = lua_isnoneornil(L, 3) ? NULL : grappe_check_text(L, 3, "a territory level or the like");
  const grappe_entity *entity = grappe_entity_find(name);
  if (!entity) grappe_argument_error(L, 1, "an entity such as \"territory\" or \"sites\"");
  grappe_row row;
  grappe_check_code(L, grappe_observatory_find(grappe_observatory_of(L), entity, text, among, NULL, &row, &error),
                    &error);
  grappe_push_row_owned(L, &row);
  return 1;
}

typedef struct found_names {
  grappe_buffer lines; /* entity TAB code TAB name */
} found_names;

static grappe_code keep_name(void *context, const grappe_entity *entity, int64_t row, const char *name,
                             const char *code, grappe_error *error) {
  found_names *found = context;
  (void)row;
  grappe_buffer_addf(&found->lines, "%s\t%s\t%s\n", entity->name, code ? code : "", name);
  return grappe_buffer_failed(&found->lines) ? grappe_fail_memory(error) : GRAPPE_OK;
}

/* search(words [, entity]) -> list of { entity =, code =, name = } */
static int search(lua_State *L) {
  grappe_error error = {0};
  found_names found = {{0}};
  const char *words = grappe_check_text(L, 1, "words of a name");
  const grappe_entity *entity = NULL;
  if (!lua_isnoneornil(L, 2)) {
    entity = grappe_entity_find(grappe_check_text(L, 2, "an entity such as \"territory\" or \"sites\""));
    if (!entity) grappe_argument_error(L, 2, "an entity such as \"territory\" or \"sites\"");
  }
  grappe_store *store = grappe_observatory_store(grappe_observatory_of(L));
  grappe_code code = grappe_store_search(store, entity, words, SEARCH_MOST, keep_name, &found, &error);
  if (code != GRAPPE_OK) {
    grappe_buffer_free(&found.lines);
    grappe_raise(L, &error);
  }
  grappe_push_buffer(L, &found.lines);
  lua_newtable(L);
  static const char *const names[] = {"entity", "code", "name"};
  const char *at = lua_tostring(L, -2);
  for (lua_Integer count = 1; *at; count++) {
    lua_createtable(L, 0, 3);
    for (int i = 0; i < 3; i++) {
      size_t length = strcspn(at, "\t\n");
      lua_pushlstring(L, at, length);
      lua_setfield(L, -2, names[i]);
      at += length + 1;
    }
    lua_rawseti(L, -2, count);
  }
  return 1;
}

void grappe_publish_collections(lua_State *L) {
  grappe_error error = {0};
  grappe_observatory *observatory = grappe_context_of(L)->observatory;
  if (!observatory) return;
  for (size_t i = 0; i < grappe_entity_count(); i++) {
    grappe_query *query = NULL;
    grappe_check_code(L, grappe_query_new(observatory, grappe_entity_at(i), &query, &error), &error);
    grappe_push_query(L, query);
    grappe_check_code(L, grappe_state_publish(grappe_state_of(L), grappe_entity_at(i)->plural, &error), &error);
  }
}

static const grappe_api_function functions[] = {
    {"figures", figures,
     "figures { measure =, period =, level =, within =, territory =, territories =, by =, source =, geography =, "
     "weight =, "
     "observed_only =, … } -> "
     "frame",
     "The figures of a measure, one row a territory (or site, axis … with `by`). What nobody observed is unknown; "
     "where "
     "sources disagree the order of sources decides and a note names the others. With `geography` all are on that one.",
     "Les chiffres d'une mesure, une ligne par territoire (ou site, axe … avec `by`). Ce que personne n'a observé est "
     "inconnu ; si les sources divergent, leur ordre décide et une note nomme les autres. Avec `geography`, tous sur "
     "celle-là.",
     "figures { measure = \"pharma_jobs\", level = \"basin\", within = \"Normandie\", period = 2018 }"},
    {"find", find, "find(entity, code or name [, level]) -> row",
     "The row that a code or a name stands for, whatever its accents, case or hyphens.",
     "La ligne que désigne un code ou un nom, quels que soient accents, casse ou traits d'union.",
     "find(\"territory\", \"evreux\", \"commune\")"},
    {"search", search, "search(words [, entity]) -> list of { entity =, code =, name = }",
     "Whatever has these words in one of its names, the last word possibly unfinished; at most 100.",
     "Tout ce qui a ces mots dans un de ses noms, le dernier mot éventuellement inachevé ; 100 au plus.",
     "search \"sanofi val\""},
    {0}};

const grappe_api_type grappe_api_lookup = {
    NULL, "Looking up figures and rows.", "Chercher des chiffres et des lignes.", functions, NULL, NULL, NULL};
