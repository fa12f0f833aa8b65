/* What Lua itself says of a mistake, in words that name the cause and the cure. A text that is none of its messages
 * stays as it is. */
#include <stdio.h>
#include <string.h>

#include "state/state_private.h"

/* What the messages call kinds of value. */
static const char *kind_name(const char *type) {
  static const char *const names[][2] = {{"nil", "nothing (nil)"},  {"string", "a text"},
                                         {"number", "a number"},    {"boolean", "true or false"},
                                         {"table", "a table"},      {"function", "a function"},
                                         {"thread", "a coroutine"}, {"userdata", "a value of Grappe's"}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(type, names[i][0]) == 0) return grappe_translate(names[i][1]);
  return type; /* figure, row, collection … */
}

/* The name in "(local 'jobs')"; "" where Lua knows none. */
static void name_in(const char *message, char name[80]) {
  const char *open = strstr(message, " '"), *close = open ? strchr(open + 2, '\'') : NULL;
  name[0] = '\0';
  if (open && close && strchr(message, '(') && strchr(message, '(') < open)
    snprintf(name, 80, "%.*s", (int)(close - open - 2), open + 2);
}

#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* a test holds every translation to its format's conversions */

/* "attempt to OPERATION a TYPE value (local 'x')" */
static int type_error(const char *message, char *out, size_t size) {
  static const struct {
    const char *operation, *of_nothing, *of_other; /* both take the name; the second the kind too */
  } rows[] = {
      {"call", "'%s' is nothing (nil) here and cannot be called: look at how it is written, and at what it is asked of",
       "'%s' is %s here and cannot be called: leave out the parentheses, or look at how it is written"},
      {"index",
       "'%s' is nothing (nil) here and has no fields: nobody gave it a value, or what was looked for is not there; "
       "give "
       "it one, or ask first, with if … then",
       "'%s' is %s here and has no fields"},
      {"perform arithmetic on",
       "'%s' is nothing (nil) here and cannot be calculated with: what is missing is not 0; give it a value, or figure "
       "\"?\" where nobody knows",
       "'%s' is %s here and cannot be calculated with: write a number, or figure \"…\""},
      {"concatenate", "'%s' is nothing (nil) here and cannot be joined to a text: give it a value first",
       "'%s' is %s here and cannot be joined to a text: write tostring(…)"},
      {"get length of", "'%s' is nothing (nil) here and has no length: give it a value first",
       "'%s' is %s here and has no length"},
  };
  char type[40], name[80];
  if (strncmp(message, "attempt to ", 11) != 0) return 0;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    size_t length = strlen(rows[i].operation);
    if (strncmp(message + 11, rows[i].operation, length) != 0 ||
        sscanf(message + 11 + length, " a %39[^ ] value", type) != 1)
      continue;
    name_in(message, name);
    const char *called = name[0] ? name : grappe_translate("this value");
    if (strcmp(type, "nil") == 0)
      snprintf(out, size, grappe_translate(rows[i].of_nothing), called);
    else
      snprintf(out, size, grappe_translate(rows[i].of_other), called, kind_name(type));
    return 1;
  }
  return 0;
}

/* "attempt to compare number with nil", "attempt to compare two table values" */
static int order_error(const char *message, char *out, size_t size) {
  char left[40], right[40];
  if (sscanf(message, "attempt to compare two %39[^ ] values", left) == 1)
    snprintf(right, sizeof right, "%s", left);
  else if (sscanf(message, "attempt to compare %39[^ ] with %39[^ ]", left, right) != 2)
    return 0;
  snprintf(out, size,
           grappe_translate("%s and %s cannot be compared: give both a value of the same kind, or figure \"…\""),
           kind_name(left), kind_name(right));
  return 1;
}

/* "attempt to add a 'string' with a 'number'" */
static int text_arithmetic(const char *message, char *out, size_t size) {
  char verb[20], left[40], right[40];
  if (sscanf(message, "attempt to %19s a '%39[^']' with a '%39[^']'", verb, left, right) != 3) return 0;
  snprintf(out, size,
           grappe_translate("no calculation takes %s and %s: write numbers, or figure \"…\"; texts are joined with .."),
           kind_name(left), kind_name(right));
  return 1;
}

/* "bad argument #2 to 'sub' (number expected, got nil)" */
static int argument_error(const char *message, char *out, size_t size) {
  char function[60], expected[40], got[40];
  int number;
  if (sscanf(message, "bad argument #%d to '%59[^']' (%39s expected, got %39[^)])", &number, function, expected, got) !=
      4)
    return 0;
  if (strcmp(got, "no value") == 0) snprintf(got, sizeof got, "nil");
  snprintf(out, size, grappe_translate("%s: argument %d: expected %s, found %s"), function, number, kind_name(expected),
           kind_name(got));
  return 1;
}

void grappe_lua_message(const char *message, char *out, size_t size) {
  if (type_error(message, out, size) || order_error(message, out, size) || text_arithmetic(message, out, size) ||
      argument_error(message, out, size))
    return;
  if (strncmp(message, "attempt to perform 'n", 21) == 0)
    snprintf(out, size, "%s", grappe_translate("a whole number is divided by 0: ask for 0 first, or divide figures"));
  else if (strcmp(message, "number has no integer representation") == 0)
    snprintf(out, size, "%s", grappe_translate("a whole number is needed here: round it with math.floor(…)"));
  else
    snprintf(out, size, "%s", message);
}
