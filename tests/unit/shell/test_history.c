/* Statements of several lines joined for the history: one line, and the same meaning when Lua reads it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <lauxlib.h>
#include <lualib.h>

#include "base/memory.h"
#include "shell/shell_private.h"

/* What the statement returns, as a text that the caller's state keeps. */
static const char *meaning(lua_State *L, const char *statement) {
  if (luaL_dostring(L, statement) != LUA_OK) fail_msg("%s\nin: %s", lua_tostring(L, -1), statement);
  return luaL_tolstring(L, -1, NULL);
}

static void one_line_and_the_same(void **state) {
  static const char *const statements[] = {
      "local a = 1\nlocal b = 2\nreturn a + b",
      "local a = 1 -- one\nreturn a -- two",
      "-- first\nreturn 5",
      "local a = 1 -- it ends ]] here\nreturn a",
      "local a = 1 -- [==[ not\n --[[ long\ncomment ]] return a + 2",
      "return [[\nfirst\nsecond \"quoted\" \\ back]]",
      "return [=[one ]] two\nthree]=]",
      "return [[on one line]]",
      "return \"a\\\nb\"",
      "return \"a \\z\n   b\"",
      "local t = { 1,\n 2 }\nreturn t[t[\n1]]",
      "return '--[[' .. [[ ]] .. ']]'",
  };
  (void)state;
  lua_State *L = luaL_newstate();
  luaL_openlibs(L);
  for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
    char *joined = grappe_history_join(statements[i]);
    assert_non_null(joined);
    assert_null(strchr(joined, '\n'));
    const char *before = meaning(L, statements[i]), *after = meaning(L, joined);
    if (strcmp(before, after) != 0) fail_msg("'%s' became '%s': %s, %s", statements[i], joined, before, after);
    grappe_free(joined);
    lua_settop(L, 0);
  }
  lua_close(L);
}

/* What is not finished or not Lua is kept as well as may be, and nothing is read past its end. */
static void whatever_is_typed(void **state) {
  static const char *const texts[] = {
      "", "\n", "[[", "[=", "--", "--[[", "\"", "\"\\", "'a\nb", "x = [[\n", "--[==[ a ]=] b\nc"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    char *joined = grappe_history_join(texts[i]);
    if (texts[i][0]) assert_non_null(joined);
    assert_true(!joined || !strchr(joined, '\n'));
    grappe_free(joined);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_line_and_the_same),
      cmocka_unit_test(whatever_is_typed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
