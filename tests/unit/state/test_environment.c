/* What scripts see: names, copies, require, and an order that does not change from run to run. */
#include <sys/stat.h>
#include <unistd.h>

#include "state/fixture.h"

static void unknown_names_are_errors(void **unused) {
  (void)unused;
  printed sink;
  grappe_outcome outcome;
  grappe_state *state = new_state(NULL, &sink);
  assert_int_equal(run_text(state, "\nreturn tabel.concat({})", &outcome), GRAPPE_END_ERROR);
  assert_int_equal(outcome.error.code, GRAPPE_NOT_FOUND);
  assert_string_equal(outcome.error.message, "the name 'tabel' is not known here: did you mean 'table'?");
  assert_int_equal(outcome.line, 2);
  run_text(state, "headcount = 3 return haedcount", &outcome);
  assert_non_null(strstr(outcome.error.message, "did you mean 'headcount'?"));
  run_text(state, "Print('x')", &outcome);
  assert_non_null(strstr(outcome.error.message, "did you mean 'print'?"));
  run_text(state, "return quite_another_thing", &outcome);
  assert_null(strstr(outcome.error.message, "did you mean"));
  run_text(state, "return require('x')", &outcome); /* there are no folders */
  assert_int_equal(outcome.error.code, GRAPPE_NOT_FOUND);
  must_run(state,
           "assert(_G.headcount == nil and rawget(_G, 'headcount') == nil)\n" /* asking is no error */
           "headcount = 3 assert(_G.headcount == 3 and rawget(_G, 'headcount') == 3)\n"
           "_G.headcount = 4 assert(headcount == 4) rawset(_G, 'headcount', 5) assert(headcount == 5)\n"
           "assert(_G._G == _G and type(_G) == 'table' and next(_G) ~= nil)\n"
           "local seen = {} for name, value in pairs(_G) do seen[name] = value end\n"
           "assert(seen.headcount == 5 and seen.print == print and seen._G == _G)\n"
           "assert(load('return headcount', 'x', 't', _G)() == 5)\n"
           "assert(not pcall(load('return nothing_of_that', 'x', 't', _G)))\n"
           "local function f() local _ENV = { y = 1 } return y, x end assert(select(2, f()) == nil)\n");
  grappe_state_free(state);
}

/* The names that scripts have, against the list kept beside this test: one that was forgotten is how sandboxes break.
 */
static void names_are_those_on_the_list(void **unused) {
  (void)unused;
  static char expected[8000];
  printed sink;
  grappe_state *state = new_state(NULL, &sink);
  FILE *stream = fopen(GRAPPE_SOURCE_DIR "/tests/unit/state/names.txt", "r");
  assert_non_null(stream);
  expected[fread(expected, 1, sizeof expected - 1, stream)] = '\0';
  fclose(stream);
  must_run(state,
           "for name, value in pairs(_G) do\n"
           "  print(name .. ' ' .. type(value))\n"
           "  if type(value) == 'table' and value ~= _G then\n"
           "    for inner, what in pairs(value) do print(name .. '.' .. inner .. ' ' .. type(what)) end\n"
           "  end\n"
           "end\n");
  assert_string_equal(sink.text, expected);
  grappe_state_free(state);
}

static void what_is_published_is_copied(void **unused) {
  (void)unused;
  printed sink;
  grappe_error error;
  grappe_state *state = new_state(NULL, &sink);
  lua_State *L = grappe_state_lua(state);
  assert_int_equal(luaL_dostring(L, "return { list = { 1, 2 }, name = 'shared' }"), LUA_OK);
  assert_int_equal(grappe_state_publish(state, "words", &error), GRAPPE_OK);
  lua_newuserdatauv(L, 1, 0);
  assert_int_equal(grappe_state_publish(state, "thing", &error), GRAPPE_OK);
  must_run(state,
           "words.name = 'mine' words.list[1] = 9 words.more = 1 first = thing assert(type(thing) == 'userdata')");
  must_run(state, "assert(words.name == 'shared' and words.list[1] == 1 and words.more == nil)");
  lua_newtable(L); /* a table that contains itself cannot be copied, and says so */
  lua_pushvalue(L, -1);
  lua_setfield(L, -2, "self");
  assert_int_equal(grappe_state_publish(state, "circle", &error), GRAPPE_OK);
  assert_int_equal(grappe_state_environment(state, &error), GRAPPE_ARGUMENT);
  assert_int_equal(lua_gettop(L), 0);
  grappe_state_free(state);
}

static char folder[200];

static void write_file(const char *name, const char *text) {
  char path[300];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *stream = fopen(path, "w");
  assert_non_null(stream);
  fputs(text, stream);
  fclose(stream);
}

static void remove_all(void) {
  char command[300];
  snprintf(command, sizeof command, "rm -rf '%s'", folder);
  assert_int_equal(system(command), 0);
}

static void require_loads_from_folders(void **unused) {
  (void)unused;
  static const char *const refused[] = {"../outside", "/etc/passwd", "a..b", "",      ".",        "tools.", "/tools",
                                        "a//b",       "Tools",       "a-b",  "a\\0b", "tools\\0", "a b",    "%s"};
  printed sink;
  grappe_outcome outcome;
  grappe_error error;
  char path[300], inside[300], text[600];
  const char *base = getenv("TMPDIR");
  snprintf(folder, sizeof folder, "%s/grappe-state-XXXXXX", base ? base : P_tmpdir);
  assert_non_null(mkdtemp(folder));
  snprintf(inside, sizeof inside, "%s/scripts", folder);
  mkdir(inside, 0700);
  snprintf(path, sizeof path, "%s/scripts/part", folder);
  mkdir(path, 0700);
  write_file("outside.lua", "return 'outside'");
  write_file("scripts/tools.lua", "loaded = (_G.loaded or 0) + 1 return { twice = function(x) return 2 * x end }");
  write_file("scripts/part/deep.lua", "return ...");
  write_file("scripts/nothing.lua", "local x = 1");
  write_file("scripts/one.lua", "return require 'two'");
  write_file("scripts/two.lua", "return require 'one'");
  write_file("scripts/bad.lua", "local = 1");
  write_file("scripts/fails.lua", "if not _G.ready then error 'not ready' end return 'ready'");
  write_file("scripts/spins.lua", "if not _G.ready then while true do end end return 'ready'");
  snprintf(path, sizeof path, "%s/scripts/escape.lua", folder);
  assert_int_equal(symlink("../outside.lua", path), 0);
  snprintf(path, sizeof path, "%s/scripts/within.lua", folder);
  assert_int_equal(symlink("part/deep.lua", path), 0);

  grappe_limits limits = grappe_limits_standard();
  limits.seconds = 0.1;
  grappe_state *state = new_state(&limits, &sink);
  snprintf(path, sizeof path, "%s/absent", folder);
  assert_int_equal(grappe_state_add_folder(state, path, &error), GRAPPE_IO);
  assert_int_equal(grappe_state_add_folder(state, inside, &error), GRAPPE_OK);
  must_run(state,
           "local tools = require 'tools'\n"
           "assert(tools.twice(4) == 8 and require('tools') == tools and loaded == 1)\n"
           "assert(require('part.deep') == 'part/deep' and require('part/deep') == 'part/deep')\n"
           "assert(require('within') == 'within' and require('nothing') == true)\n"
           "assert(_G.require == nil)\n");
  must_run(state, "assert(require('tools') and loaded == 1)"); /* once for each environment */
  assert_int_equal(run_text(state, "require 'escape'", &outcome), GRAPPE_END_ERROR);
  assert_int_equal(outcome.error.code, GRAPPE_NOT_FOUND);
  assert_int_equal(run_text(state, "require 'toolz'", &outcome), GRAPPE_END_ERROR);
  assert_int_equal(outcome.error.code, GRAPPE_NOT_FOUND);
  assert_int_equal(run_text(state, "require 'one'", &outcome), GRAPPE_END_ERROR);
  assert_non_null(strstr(outcome.error.message, "requires itself"));
  assert_int_equal(run_text(state, "\nrequire 'bad'", &outcome), GRAPPE_END_ERROR);
  assert_non_null(strstr(outcome.error.message, "bad.lua:1: <name> expected"));
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    snprintf(text, sizeof text, "require('%s')", refused[i]);
    assert_int_equal(run_text(state, text, &outcome), GRAPPE_END_ERROR);
    if (outcome.error.code != GRAPPE_ARGUMENT) fail_msg("'%s': %s", refused[i], outcome.error.message);
  }
  /* A script that failed, or was stopped, can be required again. */
  must_run(state,
           "assert(not pcall(require, 'fails')) assert(not pcall(require, 'fails'))\n"
           "ready = true assert(require('fails') == 'ready')");
  assert_int_equal(grappe_state_environment(state, &error), GRAPPE_OK);
  assert_int_equal(run_here(state, "require 'spins'", &outcome), GRAPPE_END_TIME);
  assert_non_null(strstr(outcome.chunk, "spins.lua"));
  assert_int_equal(run_here(state, "ready = true assert(require 'spins' == 'ready')", &outcome), GRAPPE_END_OK);
  lua_pop(grappe_state_lua(state), 1);
  grappe_state_free(state);
  remove_all();
}

static void pairs_has_an_order(void **unused) {
  (void)unused;
  static const char text[] =
      "local function keys(t) local list = {} for k, v in pairs(t) do\n"
      "  assert(t[k] == v) list[#list + 1] = tostring(k) end return table.concat(list, ' ') end\n"
      "local function is(t, expected) local found = keys(t) assert(found == expected, found) end\n"
      "is({}, '') is({ 5, 6, 7 }, '1 2 3') is({ b = 1, a = 2, c = 3 }, 'a b c')\n"
      "is({ [3] = 1, [1] = 1, [2] = 1 }, '1 2 3') is({ 1, nil, 3, nil, 5 }, '1 3 5')\n"
      "is({ x = 1, 10, 20, [-1] = 1, [0] = 1, [2.5] = 1, [-0.5] = 1, [true] = 1, [false] = 1, [100] = 1 },\n"
      "  '1 2 100 -1 -0.5 0 2.5 x false true')\n"
      "is({ [math.huge] = 1, [-math.huge] = 1, [math.maxinteger] = 1, [math.maxinteger - 1] = 1, [math.mininteger] = 1 "
      "},\n"
      "  '9223372036854775806 9223372036854775807 -inf -9223372036854775808 inf')\n"
      "is({ ['abcdefgh'] = 1, ['abcdefghi'] = 1, ['abcdefgha'] = 1, ['abcdefg'] = 1, [''] = 1, ['a\\0b'] = 1, ['a'] = "
      "1,\n"
      "  ['é'] = 1 }, ' a a\\0b abcdefg abcdefgh abcdefgha abcdefghi é')\n"
      /* a list that was built from behind, or lies in the hash part, comes in order all the same */
      "local t = {} for i = 300, 1, -1 do t[i] = i end local n = 0\n"
      "for k in pairs(t) do n = n + 1 assert(k == n) end assert(n == 300)\n"
      /* many names */
      "local many = {} for i = 1, 5000 do many['k' .. i * 7919 % 5000] = i end local last, count = '', 0\n"
      "for k in pairs(many) do assert(last < k) last = k count = count + 1 end assert(count == 5000)\n"
      /* removing, changing during the walk; removed keys do not come any more */
      "for k in pairs(many) do many[k] = nil end assert(next(many) == nil)\n"
      "local u = { 1, 2, 3, a = 1, b = 2, c = 3 } local seen = ''\n"
      "for k in pairs(u) do seen = seen .. k u[k] = 0 u.b = nil u[2] = nil end assert(seen == '13ac', seen)\n"
      /* loops inside loops over one table */
      "local v, m = { 1, 2, x = 1, y = 1 }, 0 for a in pairs(v) do for b in pairs(v) do m = m + 1 end end assert(m == "
      "16)\n"
      /* with tables as keys everything comes once */
      "local w = { [{}] = 1, [{}] = 1, [print] = 1, x = 1, 1 } local all = 0 for _ in pairs(w) do all = all + 1 end\n"
      "assert(all == 5)\n";
  printed sink;
  grappe_state *state = new_state(NULL, &sink);
  must_run(state, text);
  grappe_state_free(state);
}

static void the_same_run_gives_the_same_bytes(void **unused) {
  (void)unused;
  static const char text[] =
      "local t = {} for i = 1, 50 do t['name' .. math.random(1000)] = i end\n"
      "for k, v in pairs(t) do print(k, v) end\n"
      "print(math.random(), math.random(10), {}, print, coroutine.create(print), t, t)\n"
      "math.randomseed() print(math.random()) math.randomseed(3) print(math.random())\n"
      "print(string.format('%s %s', {}, t), tostring(print))\n";
  static char first[4000];
  for (int i = 0; i < 6; i++) { /* each state has its own seed for texts, and its own addresses */
    printed sink;
    grappe_state *state = new_state(NULL, &sink);
    must_run(state, text);
    if (i == 0) memcpy(first, sink.text, sizeof first);
    assert_string_equal(sink.text, first);
    grappe_state_free(state);
  }
  assert_null(strstr(first, "0x"));
}

static void sorting_is_stable(void **unused) {
  (void)unused;
  printed sink;
  grappe_state *state = new_state(NULL, &sink);
  must_run(state,
           "local list = {} for i = 1, 500 do list[i] = { key = i * 7 % 5, at = i } end\n"
           "table.sort(list, function(a, b) return a.key < b.key end)\n"
           "for i = 2, 500 do local a, b = list[i - 1], list[i]\n"
           "  assert(a.key < b.key or (a.key == b.key and a.at < b.at)) end\n"
           "local mixed = { 2, 2.0, 1, 1.0, 2, 0.5 } table.sort(mixed)\n"
           "assert(table.concat(mixed, ' ') == '0.5 1 1.0 2 2.0 2')\n"
           "local fine = pcall(table.sort, { 3, 1, 2 }, function() error 'no' end) assert(not fine)\n"
           "local t = { 3, 1, 2 } pcall(table.sort, t, function() error 'no' end) assert(t[1] == 3 and t[3] == 2)\n"
           "local big = {} for i = 1, 100000 do big[i] = i * 7919 % 100003 end table.sort(big)\n"
           "for i = 2, #big do assert(big[i - 1] < big[i]) end\n");
  grappe_state_free(state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(unknown_names_are_errors),    cmocka_unit_test(names_are_those_on_the_list),
      cmocka_unit_test(what_is_published_is_copied), cmocka_unit_test(require_loads_from_folders),
      cmocka_unit_test(pairs_has_an_order),          cmocka_unit_test(the_same_run_gives_the_same_bytes),
      cmocka_unit_test(sorting_is_stable),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
