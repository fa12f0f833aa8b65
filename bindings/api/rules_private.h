/* What the files rules*.c share. Private to them. */
#ifndef GRAPPE_API_RULES_PRIVATE_H
#define GRAPPE_API_RULES_PRIVATE_H

#include <lua.h>

#include "query/subjects.h"

#define SUBJECTS_TYPE "subjects"
#define ANSWERS_TYPE "answers"
#define VERDICTS_TYPE "verdicts"

/* The answers to one requirement, a grappe_truth a subject; or which subjects it is asked of. */
typedef struct rules_answers {
  grappe_subjects *subjects; /* kept */
  unsigned char *each;
  uint16_t *labels; /* of each the number of its label, from 1; 0: none. NULL: of none */
} rules_answers;

grappe_subjects *rules_check_subjects(lua_State *L, int index);
rules_answers *rules_check_answers(lua_State *L, int index);
/* Pushes answers of these subjects, all `answer`. */
rules_answers *rules_push_answers(lua_State *L, grappe_subjects *subjects, int answer);

/* core.answers(subjects, test, at_of [, of whom]) -> answers, how many were asked, list of labels. rules_ask.c */
int rules_ask(lua_State *L);
/* core.verdicts_frame(list, details) -> frame. rules_frame.c */
int rules_frame(lua_State *L);

#endif
