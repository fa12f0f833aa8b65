/* One requirement asked of many rows. The script's function is called for a row only where no other row has shown what
 * it answers to the same; see query/diagram.h and record.h. */
#include <lauxlib.h>
#include <string.h>

#include "api/calls.h"
#include "api/context.h"
#include "api/core.h"
#include "api/record.h"
#include "api/registration.h"
#include "api/rules_private.h"
#include "api/value.h"
#include "base/memory.h"
#include "query/diagram.h"

enum {
  FIRST_ASKED = 512, /* rows looked at one after the other before threads take the rest */
  LABELLED = 3,      /* truths */
  LABELS_MOST = 20000,
  ALONE_MOST = 256, /* answers that stand for their row alone, after which each row is simply asked */
  WATCHED = 8       /* calls after each of which it is looked whether they left something behind; then now and again */
};

typedef struct asking {
  grappe_subjects *subjects;
  grappe_diagram *diagram;
  grappe_record *record; /* NULL: nothing can be learnt, each row is asked */
  const unsigned char *wanted;
  uint16_t *answers;   /* truth and LABELLED times the number of the label */
  size_t asked, alone; /* rows for which the function was called; of them those that taught nothing */
  uint64_t print;      /* of what the function holds from outside, before it was called */
  int inferred;        /* some answers are inferred from others */
  int again;           /* what was learnt does not hold: every row is to be asked itself */
} asking;

static void free_asking(void *object) {
  asking *a = object;
  grappe_diagram_free(a->diagram);
  grappe_record_free(a->record);
  grappe_free(a->answers);
  grappe_free(a);
}

/* --- whether a function keeps something from call to call -----------------------------------------------------------
 */

static uint64_t mix(uint64_t hash, uint64_t word) {
  hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
  return hash ^ (hash >> 31);
}

static uint64_t print_of_value(lua_State *L, int index) {
  lua_Number number;
  uint64_t bits = 0;
  switch (lua_type(L, index)) {
    case LUA_TNIL:
      return 1;
    case LUA_TBOOLEAN:
      return 2 + (uint64_t)lua_toboolean(L, index);
    case LUA_TNUMBER:
      if (lua_isinteger(L, index)) return mix(4, (uint64_t)lua_tointeger(L, index));
      number = lua_tonumber(L, index);
      memcpy(&bits, &number, sizeof bits);
      return mix(5, bits);
    default:
      return mix(6, (uint64_t)(uintptr_t)lua_topointer(L, index));
  }
}

static uint64_t print_of_table(lua_State *L, int index) {
  uint64_t hash = print_of_value(L, index);
  for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1))
    hash = mix(mix(hash, print_of_value(L, -2)), print_of_value(L, -1));
  return hash;
}

/* What the function at `index` holds from outside: its upvalues, what stands in those that are tables, and the same of
 * those that are functions. It changes where a call leaves something behind for the next. */
static uint64_t print_of_function(lua_State *L, int index, int depth) {
  uint64_t hash = 7;
  luaL_checkstack(L, 8, NULL);
  index = lua_absindex(L, index);
  if (lua_iscfunction(L, index)) return hash;
  for (int i = 1; lua_getupvalue(L, index, i); i++, lua_pop(L, 1)) {
    int value = lua_gettop(L);
    hash = mix(hash, print_of_value(L, value));
    if (lua_type(L, value) == LUA_TTABLE) hash = mix(hash, print_of_table(L, value));
    if (lua_type(L, value) == LUA_TFUNCTION && depth > 0) hash = mix(hash, print_of_function(L, value, depth - 1));
  }
  return hash;
}

/* --- asking ---------------------------------------------------------------------------------------------------------
 */

/* The number of the label on top of the stack, from 1, in the table at 6; 0 for none. Takes it off. */
static int number_of_label(lua_State *L) {
  if (lua_rawlen(L, -1) == 0) {
    lua_pop(L, 1);
    return 0;
  }
  lua_pushvalue(L, -1);
  if (lua_rawget(L, 6) == LUA_TNIL) {
    lua_Integer count = (lua_Integer)lua_rawlen(L, 6) + 1;
    lua_pushvalue(L, -2);
    lua_rawseti(L, 6, count);
    lua_pushvalue(L, -2);
    lua_pushinteger(L, count);
    lua_rawset(L, 6);
    lua_pushinteger(L, count);
    lua_replace(L, -2);
  }
  int number = (int)lua_tointeger(L, -1);
  lua_pop(L, 2);
  return number;
}

/* core.answer(test, row, at_of), which gives yes, no or unknown, and a label. Raises what it raises. The answer is the
 * truth and LABELLED times the number of the label. */
static uint16_t call(lua_State *L, asking *a, size_t subject) {
  grappe_row row = grappe_subjects_row(a->subjects, subject);
  lua_pushvalue(L, 5);
  lua_pushvalue(L, 2);
  grappe_push_row(L, &row);
  lua_pushvalue(L, 3);
  lua_call(L, 3, 2);
  int label = number_of_label(L);
  const char *answer = lua_tostring(L, -1);
  int truth = *answer == 'y' ? GRAPPE_TRUE : *answer == 'n' ? GRAPPE_FALSE : GRAPPE_MAYBE;
  lua_pop(L, 1);
  a->asked++;
  if (label > LABELS_MOST)
    grappe_throw(L, GRAPPE_ARGUMENT, "the table of a rule gives more than %d different reasons", LABELS_MOST);
  return (uint16_t)(truth + LABELLED * label);
}

typedef struct recorded {
  asking *asking;
  size_t subject;
  uint16_t answer;
} recorded;

static int call_recorded(lua_State *L) { /* the stack is that of rules_ask, and the call */
  recorded *call_of = lua_touserdata(L, 7);
  call_of->answer = call(L, call_of->asking, call_of->subject);
  return 0;
}

/* The same, noting what the function looks at. */
static uint16_t call_noted(lua_State *L, asking *a, size_t subject) {
  recorded call_of = {a, subject, GRAPPE_MAYBE};
  lua_pushcfunction(L, call_recorded);
  for (int i = 1; i <= 6; i++) lua_pushvalue(L, i);
  lua_pushlightuserdata(L, &call_of);
  grappe_record *outer = grappe_record_open(L, a->record, subject);
  int status = lua_pcall(L, 7, 0, 0);
  grappe_record_close(L, outer);
  if (status != LUA_OK) lua_error(L);
  return call_of.answer;
}

/* Asks one row, and learns what can be learnt of it. */
static uint16_t ask(lua_State *L, asking *a, size_t subject) {
  grappe_error error = {0};
  size_t steps;
  int given_up;
  grappe_learnt learnt = GRAPPE_LEARNT_NOTHING;
  if (!a->record) return call(L, a, subject);
  uint16_t answer = call_noted(L, a, subject);
  if ((a->asked <= WATCHED || a->asked % (4 * WATCHED) == 0) && print_of_function(L, 2, 3) != a->print) {
    a->again = 1;
    return answer;
  }
  const grappe_step *noted = grappe_record_steps(a->record, &steps, &given_up);
  if (!given_up)
    grappe_check_code(L,
                      grappe_diagram_learn(a->diagram, subject, grappe_record_terms(a->record), noted, steps, answer,
                                           &learnt, &error),
                      &error);
  if (learnt == GRAPPE_LEARNT_OTHERWISE) a->again = 1;
  if (learnt == GRAPPE_LEARNT_NOTHING && ++a->alone > ALONE_MOST && a->alone > a->asked / 2) {
    grappe_record_free(a->record);
    a->record = NULL;
  }
  return answer;
}

/* Rows from `from` to before `to` that have no answer yet, one after the other. */
static void ask_between(lua_State *L, asking *a, size_t from, size_t to) {
  grappe_error error = {0};
  for (size_t i = from; i < to && !a->again; i++) {
    if (a->answers[i] != GRAPPE_ANSWER_NONE || (a->wanted && !a->wanted[i])) continue;
    uint16_t answer;
    grappe_check_code(L, grappe_diagram_answer(a->diagram, i, &answer, &error), &error);
    if (answer == GRAPPE_ANSWER_NONE)
      answer = ask(L, a, i);
    else
      a->inferred = 1;
    a->answers[i] = answer;
  }
}

/* Every row by itself: of a function that answers differently to the same. Those that were asked already are not asked
 * again, unless something was inferred from them: a function that counts its calls then counts right. */
static void ask_each(lua_State *L, asking *a) {
  size_t count = grappe_subjects_count(a->subjects);
  grappe_record_free(a->record);
  a->record = NULL;
  for (size_t i = 0; i < count; i++)
    if ((!a->wanted || a->wanted[i]) && (a->inferred || a->answers[i] == GRAPPE_ANSWER_NONE))
      a->answers[i] = call(L, a, i);
}

/* Parts the answers from their labels. */
static void part(lua_State *L, const asking *a, rules_answers *answers, size_t count) {
  int labelled = lua_rawlen(L, 6) > 0;
  if (labelled) {
    grappe_error error = {0};
    answers->labels = grappe_alloc_zero(count, sizeof *answers->labels);
    if (!answers->labels) grappe_check_code(L, grappe_fail_memory(&error), &error);
  }
  for (size_t i = 0; i < count && !labelled; i++) answers->each[i] = (unsigned char)a->answers[i];
  for (size_t i = 0; i < count && labelled; i++) {
    if (a->answers[i] == GRAPPE_ANSWER_NONE) continue; /* not asked: nobody looks there */
    answers->each[i] = (unsigned char)(a->answers[i] % LABELLED);
    answers->labels[i] = (uint16_t)(a->answers[i] / LABELLED);
  }
}

int rules_ask(lua_State *L) {
  grappe_error error = {0};
  lua_settop(L, 4);
  grappe_subjects *subjects = rules_check_subjects(L, 1);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  const unsigned char *wanted = lua_isnil(L, 4) ? NULL : rules_check_answers(L, 4)->each;
  size_t count = grappe_subjects_count(subjects);
  luaL_checkstack(L, 20, NULL);
  grappe_push_core(L);
  lua_getfield(L, -1, "answer");
  lua_remove(L, -2);                                                      /* at 5 */
  lua_newtable(L);                                                        /* at 6: the labels, by number and by text */
  rules_answers *answers = rules_push_answers(L, subjects, GRAPPE_MAYBE); /* at 7 */
  asking *a = grappe_alloc_zero(1, sizeof *a);
  grappe_push_object(L, "asking", a, free_asking, 0); /* at 8 */
  *a = (asking){.subjects = subjects, .wanted = wanted, .answers = grappe_alloc(count * sizeof *a->answers)};
  if (!a->answers) grappe_check_code(L, grappe_fail_memory(&error), &error);
  for (size_t i = 0; i < count; i++) a->answers[i] = GRAPPE_ANSWER_NONE;
  a->record = grappe_record_new(subjects);
  grappe_code code = a->record ? grappe_diagram_new(subjects, &a->diagram, &error) : grappe_fail_memory(&error);
  grappe_check_code(L, code, &error);
  a->print = print_of_function(L, 2, 3);
  ask_between(L, a, 0, count < FIRST_ASKED ? count : FIRST_ASKED);
  if (!a->again) {
    a->inferred = 1;
    grappe_check_query(L, grappe_diagram_answer_all(a->diagram, wanted, a->answers, &error), &error);
    ask_between(L, a, 0, count);
  }
  if (a->again || print_of_function(L, 2, 3) != a->print) ask_each(L, a);
  part(L, a, answers, count);
  lua_pushvalue(L, 7);
  lua_pushinteger(L, (lua_Integer)a->asked);
  lua_pushvalue(L, 6);
  return 3;
}
