#!/bin/sh
# Compares what the program writes with what it is known to write.
#
# usage: run.sh GRAPPE [--refresh] [NAME…]
#
# A case is tests/golden/NAME.args, one argument a line. Beside it may stand NAME.in (standard input), and what is
# expected: NAME.out (standard output), NAME.err (standard error; not looked at where there is none) and NAME.exit (the
# status; 0 where there is none). Each case runs in an empty folder, in English unless --lang is among its arguments, on
# the example observatory. With --refresh the expectations are written anew: read the difference before you commit it.
set -u
here=$(cd "$(dirname "$0")" && pwd)
grappe=$1
shift
refresh=0
if [ "${1:-}" = --refresh ]; then
  refresh=1
  shift
fi
case $grappe in
/*) ;;
*) grappe=$(pwd)/$grappe ;;
esac
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
LC_ALL=C.UTF-8 GRAPPE_TODAY=2026-01-15 HOME=$work/home
export LC_ALL GRAPPE_TODAY HOME
unset LC_MESSAGES LANG GRAPPE_PATH NO_COLOR COLUMNS XDG_STATE_HOME
mkdir "$work/home" "$work/empty"
passed=0
failed=0

compare() { # EXPECTED GOT NAME: adds what differs to $work/difference
  diff -u --label "$3 expected" --label "$3 found" "$1" "$2" >>"$work/difference" 2>&1
}

run_case() { # NAME
  name=$1
  set --
  while IFS= read -r argument || [ -n "$argument" ]; do
    set -- "$@" "$argument"
  done <"$here/$name.args"
  input=/dev/null
  [ -f "$here/$name.in" ] && input=$here/$name.in
  (cd "$work/empty" && "$grappe" "$@" <"$input" >"$work/out" 2>"$work/err")
  status=$?
  if [ $refresh = 1 ]; then
    cp "$work/out" "$here/$name.out"
    [ -f "$here/$name.err" ] && cp "$work/err" "$here/$name.err"
    if [ $status != 0 ]; then echo $status >"$here/$name.exit"; else rm -f "$here/$name.exit"; fi
    return
  fi
  : >"$work/difference"
  echo $status >"$work/status"
  if [ -f "$here/$name.exit" ]; then cp "$here/$name.exit" "$work/expected"; else echo 0 >"$work/expected"; fi
  compare "$work/expected" "$work/status" "$name.exit"
  compare "$here/$name.out" "$work/out" "$name.out"
  [ -f "$here/$name.err" ] && compare "$here/$name.err" "$work/err" "$name.err"
  if [ -s "$work/difference" ]; then
    failed=$((failed + 1))
    echo "golden $name differs; if the new output is right: $0 $grappe --refresh $name"
    cat "$work/difference"
    [ -f "$here/$name.err" ] || head -5 "$work/err"
  else
    passed=$((passed + 1))
  fi
}

if [ $# = 0 ]; then
  for file in "$here"/*.args; do
    [ -f "$file" ] && run_case "$(basename "$file" .args)"
  done
else
  for name in "$@"; do run_case "$name"; done
fi
[ $refresh = 1 ] || echo "golden: $passed passed, $failed failed"
[ $failed = 0 ]
