#include "api/rules.h"

#include <lauxlib.h>
#include <string.h>

#include "api/calls.h"
#include "api/context.h"
#include "api/registration.h"
#include "api/rules_private.h"
#include "api/value.h"
#include "base/memory.h"
#include "query/verdicts.h"

static void release_subjects(void *object) {
  grappe_subjects_release(object);
}

static void release_answers(void *object) {
  rules_answers *answers = object;
  grappe_subjects_release(answers->subjects);
  grappe_free(answers->each);
  grappe_free(answers->labels);
  grappe_free(answers);
}

static void release_verdicts(void *object) {
  grappe_verdicts_free(object);
}

grappe_subjects *rules_check_subjects(lua_State *L, int index) {
  return *(grappe_subjects **)luaL_checkudata(L, index, SUBJECTS_TYPE);
}

rules_answers *rules_check_answers(lua_State *L, int index) {
  return *(rules_answers **)luaL_checkudata(L, index, ANSWERS_TYPE);
}

static grappe_verdicts *check_verdicts(lua_State *L, int index) {
  return *(grappe_verdicts **)luaL_checkudata(L, index, VERDICTS_TYPE);
}

rules_answers *rules_push_answers(lua_State *L, grappe_subjects *subjects, int answer) {
  size_t count = grappe_subjects_count(subjects);
  rules_answers *made = grappe_alloc_zero(1, sizeof *made);
  if (made && !(made->each = grappe_alloc(count))) {
    grappe_free(made);
    made = NULL;
  }
  if (made) {
    made->subjects = grappe_subjects_keep(subjects);
    memset(made->each, answer, count);
  }
  grappe_push_object(L, ANSWERS_TYPE, made, release_answers, count);
  return made;
}

/* core.subjects(collection) -> the rows surely in, as rules are asked of them; tells how many could not be decided */
static int subjects(lua_State *L) {
  grappe_error error = {0};
  grappe_query *query = grappe_to_query(L, 1);
  grappe_subjects *made = NULL;
  luaL_argexpected(L, query, 1, "collection");
  grappe_query_begin(L);
  grappe_check_query(L, grappe_subjects_new(query, &made, &error), &error);
  grappe_push_object(L, SUBJECTS_TYPE, made, release_subjects, grappe_subjects_count(made) * sizeof(int32_t));
  if (grappe_subjects_note(made)[0]) grappe_context_notice(L, grappe_subjects_note(made));
  return 1;
}

/* core.subject_count(subjects) -> how many */
static int subject_count(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)grappe_subjects_count(rules_check_subjects(L, 1)));
  return 1;
}

/* core.subject(subjects, number from 1) -> row */
static int subject(lua_State *L) {
  const grappe_subjects *all = rules_check_subjects(L, 1);
  lua_Integer number = luaL_checkinteger(L, 2);
  luaL_argcheck(L, number >= 1 && (size_t)number <= grappe_subjects_count(all), 2, "no such subject");
  grappe_row row = grappe_subjects_row(all, (size_t)number - 1);
  grappe_push_row(L, &row);
  return 1;
}

/* core.answers_where(answers) -> which subjects were answered yes */
static int answers_where(lua_State *L) {
  const rules_answers *given = rules_check_answers(L, 1);
  rules_answers *made = rules_push_answers(L, given->subjects, 0);
  size_t count = grappe_subjects_count(given->subjects);
  for (size_t i = 0; i < count; i++) made->each[i] = given->each[i] == GRAPPE_TRUE;
  return 1;
}

/* The answers in the list at `index`, in an array on the stack. */
static const unsigned char *const *check_list(lua_State *L, int index, size_t *count) {
  luaL_checktype(L, index, LUA_TTABLE);
  *count = (size_t)lua_rawlen(L, index);
  const unsigned char **list = lua_newuserdatauv(L, (*count + 1) * sizeof *list, 0);
  for (size_t i = 0; i < *count; i++) {
    lua_rawgeti(L, index, (lua_Integer)i + 1);
    list[i] = rules_check_answers(L, -1)->each; /* stays in the list */
    lua_pop(L, 1);
  }
  return list;
}

/* core.answers_join(subjects, list of answers, least) -> answers to "at least so many of them" */
static int answers_join(lua_State *L) {
  size_t count;
  grappe_subjects *of = rules_check_subjects(L, 1);
  const unsigned char *const *parts = check_list(L, 2, &count);
  size_t least = (size_t)luaL_checkinteger(L, 3);
  rules_answers *made = rules_push_answers(L, of, 0);
  grappe_answers_join(parts, count, least, grappe_subjects_count(of), made->each);
  return 1;
}

/* core.verdicts(subjects, answers to when or nil, list of answers) -> verdicts */
static int verdicts(lua_State *L) {
  grappe_error error = {0};
  size_t count;
  grappe_subjects *of = rules_check_subjects(L, 1);
  const unsigned char *when = lua_isnil(L, 2) ? NULL : rules_check_answers(L, 2)->each;
  const unsigned char *const *requirements = check_list(L, 3, &count);
  grappe_verdicts *made = NULL;
  grappe_check_code(L, grappe_verdicts_new(of, &made, &error), &error);
  grappe_push_object(L, VERDICTS_TYPE, made, release_verdicts, grappe_subjects_count(of) * 3);
  grappe_verdicts_decide(made, when, requirements, count);
  return 1;
}

/* core.verdicts_open(verdicts) -> which subjects a requirement decided, so that exceptions are asked of them; how many
 */
static int verdicts_open(lua_State *L) {
  const grappe_verdicts *given = check_verdicts(L, 1);
  rules_answers *made = rules_push_answers(L, given->subjects, 0);
  size_t count = grappe_subjects_count(given->subjects), open = 0;
  for (size_t i = 0; i < count; i++) {
    made->each[i] = given->decided[i] >= 0;
    open += made->each[i];
  }
  lua_pushinteger(L, (lua_Integer)open);
  return 2;
}

/* core.verdicts_except(verdicts, list of answers to exceptions, number of requirements) */
static int verdicts_except(lua_State *L) {
  size_t count;
  grappe_verdicts *given = check_verdicts(L, 1);
  const unsigned char *const *exceptions = check_list(L, 2, &count);
  grappe_verdicts_except(given, exceptions, count, (size_t)luaL_checkinteger(L, 3));
  return 0;
}

/* core.verdicts_name(verdicts, number of a requirement or 0 for when, its answers, how many titles there are, whether
 * it decides a pass too): where an answer bears a label, the label is what decided */
static int verdicts_name(lua_State *L) {
  grappe_verdicts *given = check_verdicts(L, 1);
  int number = (int)luaL_checkinteger(L, 2);
  const rules_answers *answers = rules_check_answers(L, 3);
  if (answers->labels)
    grappe_verdicts_name(given, number ? number - 1 : GRAPPE_DECIDED_WHEN, answers->labels,
                         (size_t)luaL_checkinteger(L, 4), lua_toboolean(L, 5));
  return 0;
}

/* core.verdicts_failed(verdicts) -> how many fail */
static int verdicts_failed(lua_State *L) {
  const grappe_verdicts *given = check_verdicts(L, 1);
  size_t count = grappe_subjects_count(given->subjects), failed = 0;
  for (size_t i = 0; i < count; i++) failed += given->verdict[i] == GRAPPE_VERDICT_FAIL;
  lua_pushinteger(L, (lua_Integer)failed);
  return 1;
}

static void set_count(lua_State *L, const char *name, size_t count) {
  lua_pushinteger(L, (lua_Integer)count);
  lua_setfield(L, -2, name);
}

/* core.verdicts_tally(verdicts) -> { fail =, pass =, unknown =, ["not applicable"] = }, how often each requirement or
 * exception decided { [number from 1] = }, which subjects the rule applies to */
static int verdicts_tally(lua_State *L) {
  const grappe_verdicts *given = check_verdicts(L, 1);
  size_t count = grappe_subjects_count(given->subjects), verdict[GRAPPE_VERDICTS] = {0};
  lua_newtable(L);
  lua_newtable(L);
  rules_answers *applies = rules_push_answers(L, given->subjects, 0);
  for (size_t i = 0; i < count; i++) {
    verdict[given->verdict[i]]++;
    applies->each[i] = given->verdict[i] != GRAPPE_VERDICT_NOT_APPLICABLE;
  }
  size_t *decided = lua_newuserdatauv(L, (INT16_MAX + 1) * sizeof *decided, 0);
  memset(decided, 0, (INT16_MAX + 1) * sizeof *decided);
  for (size_t i = 0; i < count; i++)
    if (given->decided[i] >= 0) decided[given->decided[i]]++;
  for (int i = 0; i <= INT16_MAX; i++) {
    if (!decided[i]) continue;
    lua_pushinteger(L, (lua_Integer)decided[i]);
    lua_rawseti(L, -4, i + 1);
  }
  lua_pop(L, 1);
  lua_pushvalue(L, -3);
  set_count(L, "fail", verdict[GRAPPE_VERDICT_FAIL]);
  set_count(L, "pass", verdict[GRAPPE_VERDICT_PASS] + verdict[GRAPPE_VERDICT_DEROGATION]);
  set_count(L, "unknown", verdict[GRAPPE_VERDICT_UNKNOWN]);
  set_count(L, "not applicable", verdict[GRAPPE_VERDICT_NOT_APPLICABLE]);
  lua_pop(L, 1);
  return 3;
}

/* core.answers_none(list of answers) -> numbers of the subjects, from 1, that none of them marks */
static int answers_none(lua_State *L) {
  size_t lists, found = 0;
  grappe_subjects *of = rules_check_subjects(L, 1);
  const unsigned char *const *marks = check_list(L, 2, &lists);
  lua_newtable(L);
  for (size_t i = 0; i < grappe_subjects_count(of); i++) {
    int marked = 0;
    for (size_t l = 0; l < lists && !marked; l++) marked = marks[l][i];
    if (marked) continue;
    lua_pushinteger(L, (lua_Integer)i + 1);
    lua_rawseti(L, -2, (lua_Integer)++found);
  }
  return 1;
}

static const luaL_Reg primitives[] = {{"subjects", subjects},
                                      {"subject_count", subject_count},
                                      {"subject", subject},
                                      {"answers", rules_ask},
                                      {"answers_where", answers_where},
                                      {"answers_join", answers_join},
                                      {"answers_none", answers_none},
                                      {"verdicts", verdicts},
                                      {"verdicts_open", verdicts_open},
                                      {"verdicts_except", verdicts_except},
                                      {"verdicts_name", verdicts_name},
                                      {"verdicts_failed", verdicts_failed},
                                      {"verdicts_tally", verdicts_tally},
                                      {"verdicts_frame", rules_frame},
                                      {NULL, NULL}};

void grappe_rules_open(lua_State *L) {
  luaL_setfuncs(L, primitives, 0);
}
