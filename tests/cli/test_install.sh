#!/bin/sh
# An installation: the program finds its resources there, and a C program builds on the library by pkg-config.
here=$(dirname "$0")
. "$here/library.sh"
build=$(cd "$(dirname "$grappe")/.." && pwd)
[ -f "$build/share/grappe/example.grappe" ] || {
  echo 'the example observatory is not built'
  echo '0 passed, 1 failed'
  exit 1
}
check 'install' cmake --install "$build" --prefix "$work/prefix" >install.log 2>&1
check 'program' test -x prefix/bin/grappe
check 'licence' test -f prefix/share/doc/grappe/LICENSE
check 'completion' test -s prefix/share/bash-completion/completions/grappe
check 'no private header' is "$(find prefix/include -name '*_private.h')" ''
installed=$work/prefix/bin/grappe
"$installed" -q eval '1 + 1' >out 2>err
check 'runs where it was installed' is "$(cat out)" 2
"$installed" -q indicator >out 2>err
check 'with its scripts' writes basin_concentration
mv prefix moved
moved/bin/grappe -q eval '1 + 1' >out 2>err
check 'and where it was moved to' is "$(cat out)" 2
mv moved prefix
GRAPPE_PATH=$work/nowhere "$installed" -q eval 1 >out 2>err
check 'resources that are not there' is $? 3
check 'are told' says GRAPPE_PATH

# A build with sanitizers or without a compiler at hand cannot show the library.
if command -v cc >/dev/null && command -v pkg-config >/dev/null && ! nm "$grappe" 2>/dev/null | grep -q __asan_init; then
  cat >use.c <<'C'
#include <stdio.h>

#include "base/date.h"
#include "figure/figure.h"
#include "query/observatory.h"

int main(int count, char **arguments) {
  grappe_error error = {0};
  grappe_observatory *observatory = NULL;
  if (count < 2 || grappe_observatory_open_copy(arguments[1], &observatory, &error) != GRAPPE_OK) return 1;
  grappe_observatory_close(observatory);
  puts("opened");
  return 0;
}
C
  PKG_CONFIG_PATH=$(dirname "$(find "$work/prefix" -name grappe.pc)")
  export PKG_CONFIG_PATH
  # shellcheck disable=SC2046 # flags are words
  check 'a C program builds on the library' cc -o use use.c \
    $(pkg-config --define-variable=prefix="$work/prefix" --cflags --libs --static grappe)
  check 'and runs' is "$(./use prefix/share/grappe/example.grappe)" opened
fi
finish
