#!/bin/sh
# Shows that every rule of check.sh can be broken: builds a house with each breach in it and expects each to be found.
# usage: breaches.sh [house_messages]
set -u
here=$(cd "$(dirname "$0")" && pwd)
messages=${1:-}
house=$(mktemp -d) || exit 2
trap 'rm -rf "$house"' EXIT
cd "$house" && git init -q . || exit 2
mkdir -p engine/base engine/text engine/query bindings/state bindings/api bindings/shell tests/unit/base scripts/prelude extra
echo '#include <lua.h>' >engine/base/sees_lua.c
echo '#include "query/query.h"' >engine/base/looks_up.c
echo '#include "model/model.h"' >engine/text/looks_aside.c
echo '#include "base/inner_private.h"' >engine/query/pries.c
echo '#include "plain.h"' >engine/query/plain.c
awk 'BEGIN { for (i = 0; i < 601; i++) print "/* line */" }' >engine/base/long.c
echo 'x' >extra/file.txt
echo "/* TO""DO */" >engine/base/open.c
printf 'void f(void) {\n  printf("x");\n}\n' >bindings/state/prints.c
printf 'void f(void) {\n  fprintf(stderr, "x");\n}\n' >engine/text/prints.c
printf '/* printf( in a comment */ const char *t = "exit(1)";\n' >engine/text/innocent.c
printf 'void *f(void) {\n  return malloc(1);\n}\n' >engine/base/allocates.c
echo "/* /ro""ot/file */" >engine/base/path.c
echo 'int main(void) { return 0; }' >tests/unit/base/test_nothing.c
sh "$here/check.sh" "$house" >out
passed=0
failed=0
expect() { # TEXT: the output has it
  if grep -qF "$1" out; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "not found: $1"
  fi
}
expect 'engine/base/sees_lua.c'
expect 'base may not know query'
expect 'text may not know model'
expect 'base/inner_private.h is private to base'
expect '"plain.h" is to be written "query/plain.h"'
expect 'long.c: 601 lines'
expect 'nothing else at the top level: extra'
expect 'engine/base/open.c:1'
expect 'bindings/state/prints.c:2'
expect 'engine/text/prints.c:2'
expect "engine/base/allocates.c:2"
expect 'engine/base/path.c:1'
expect 'test_nothing.c: asserts nothing'
if grep -q 'innocent' out; then
  failed=$((failed + 1))
  echo 'a comment or a text was taken for a breach'
else
  passed=$((passed + 1))
fi
if [ -n "$messages" ]; then
  cat >engine/base/says.c <<'TEXT'
void f(void) {
  grappe_fail(error, GRAPPE_DATA, flag ? "a first sentence "
              "in two pieces: %s" : "a second sentence", x);
}
TEXT
  echo 'core.fail("data", "a third sentence")' >scripts/prelude/says.lua
  "$messages" "$house" >out
  expect 'says.c:2: no row in engine/base/messages: "a first sentence in two pieces: %s"'
  expect '"a second sentence"'
  expect '"a third sentence"'
fi
echo "breaches: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
